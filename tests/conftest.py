"""What tests of every room share: a stand-in for Twilio, PostgreSQL, and the market on both databases.

Two rings: every talk is played on SQLite, and on PostgreSQL those marked `both_databases`, which can differ there (locks,
order, JSON, integrity, the door, two at once, what breaks). `--everything-on-both` (make test-all) plays them all on
both. The rooms below are tested on both in either ring.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from settings import Settings
from tests import postgresql as postgresql_server
from tests.market import CATALOG, Market, open_market
from tests.media import making
from tests.twilio_stand_in import TwilioStandIn

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
TALKS = Path(__file__).parent / "talks"
LEFT_OUT = pytest.StashKey[int]()
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "gw0")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Half as many workers again as processors: a talk waits for sockets and the database a third of its time."""
    return max(1, len(os.sched_getaffinity(0)) * 3 // 2)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--everything-on-both", action="store_true", help="every talk on PostgreSQL too (make test-all)")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: not item.get_closest_marker("long"))  # what takes long begins first
    if config.getoption("--everything-on-both"):
        return
    left_out = [item for item in items if _is_for_both_rings_only(item)]
    config.stash[LEFT_OUT] = len(left_out)
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in set(left_out)]


def _is_for_both_rings_only(item: pytest.Item) -> bool:
    """A talk on PostgreSQL that says the same there as on SQLite."""
    is_on_postgresql = "postgresql" in getattr(getattr(item, "callspec", None), "params", {}).values()
    return is_on_postgresql and TALKS in item.path.parents and not item.get_closest_marker("both_databases")


def pytest_sessionfinish(session: pytest.Session) -> None:
    if hasattr(session.config, "workeroutput"):  # in a process of pytest-xdist: tell the one that prints
        session.config.workeroutput["left_out"] = session.config.stash.get(LEFT_OUT, 0)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    node.config.stash[LEFT_OUT] = getattr(node, "workeroutput", {}).get("left_out", 0)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    left_out = terminalreporter.config.stash.get(LEFT_OUT, 0)
    if left_out:
        terminalreporter.line(
            f"{left_out} talks were played on SQLite only: make test-all plays them on PostgreSQL too."
        )


@pytest.fixture(scope="session", autouse=True)
def _no_settings_from_outside() -> None:
    """What a developer has set for the running market has no say in tests."""
    for field in Settings.model_fields:
        os.environ.pop(field.upper(), None)


@pytest.fixture(scope="session", autouse=True)
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of this run share, for what is drawn once."""
    own = tmp_path_factory.getbasetemp()
    folder = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    making.PAINTED = folder / "painted"
    for name in ("painted", "sheets"):
        (folder / name).mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL server (TEST_DATABASE_URL, or one of our own)."""
    with postgresql_server.server() as url:
        yield url


@pytest.fixture(scope="session")
def shared_twilio() -> Iterator[TwilioStandIn]:
    import clock

    twilio = TwilioStandIn(now=clock.now)
    yield twilio
    twilio.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real browser, started once a worker."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert path, f"a browser is needed, one of {BROWSERS} (Debian: apt-get install chromium)"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def twilio(shared_twilio: TwilioStandIn) -> TwilioStandIn:
    """A stand-in for Twilio that remembers nothing."""
    shared_twilio.reset()
    return shared_twilio


class Kinds:
    """Where a market's tables come from: a template with tables and goods, made once and copied for each test.

    The copy always has the same address, so that the engine and what it has compiled serve the next test too.
    """

    def __init__(self, folder: Path, databases: Path, sheets: Path, request: pytest.FixtureRequest) -> None:
        """`databases`: where SQLite files are, in memory if that can be: each message of a talk writes several times.
        `sheets`: where pictures are drawn to, by the other processes of this run too."""
        self.folder, self.databases, self.sheets, self.request = folder, databases, sheets, request
        self.templates: dict[tuple[str, bool], tuple[str, Path]] = {}

    def fresh(self, kind: str, has_goods: bool, folder: Path) -> str:
        """A database of this kind for one test, with pictures under `folder`; its address."""
        if (kind, has_goods) not in self.templates:
            self.templates[kind, has_goods] = self._make_template(kind, has_goods)
        template, template_folder = self.templates[kind, has_goods]
        if (template_folder / "media").exists():
            shutil.copytree(template_folder / "media", folder / "media")
        self._share_sheets(folder / "media")
        if kind == "sqlite":
            for left_over in self.databases.glob("market.db*"):
                left_over.unlink()
            shutil.copy(template.removeprefix("sqlite:///"), self.databases / "market.db")
            return f"sqlite:///{self.databases}/market.db"
        server: str = self.request.getfixturevalue("postgresql")
        return postgresql_server.new_database(server, f"lokapasar_{WORKER}", template=template)

    def _share_sheets(self, media: Path) -> None:
        """A sheet is named by all that stands on it: what one test has drawn is right for every other one."""
        media.mkdir(exist_ok=True)
        (media / "sheets").symlink_to(self.sheets, target_is_directory=True)

    def _make_template(self, kind: str, has_goods: bool) -> tuple[str, Path]:
        folder = self.folder / f"{kind}-{'goods' if has_goods else 'empty'}"
        folder.mkdir()
        url = f"sqlite:///{folder}/market.db"
        if kind == "postgresql":
            name = f"lokapasar_{WORKER}_{'goods' if has_goods else 'empty'}"
            url = postgresql_server.new_database(self.request.getfixturevalue("postgresql"), name)
        twilio: TwilioStandIn = self.request.getfixturevalue("shared_twilio")
        with open_market(url, folder, twilio) as market:
            market.flask("db", "upgrade")
            if has_goods:
                market.flask("catalog", "import", str(CATALOG))
        return url, folder


@pytest.fixture(scope="session")
def kinds(
    tmp_path_factory: pytest.TempPathFactory, run_folder: Path, request: pytest.FixtureRequest
) -> Iterator[Kinds]:
    memory = next((folder for folder in ("/dev/shm",) if os.access(folder, os.W_OK)), None)
    with tempfile.TemporaryDirectory(prefix="lokapasar-", dir=memory) as databases:
        yield Kinds(tmp_path_factory.mktemp("templates"), Path(databases), run_folder / "sheets", request)


@contextmanager
def _market(kind: str, has_goods: bool, kinds: Kinds, folder: Path, twilio: TwilioStandIn) -> Iterator[Market]:
    url = kinds.fresh(kind, has_goods, folder)
    twilio.reset()
    with open_market(url, folder, twilio) as market:
        yield market
        market.check_log()
        if not market.expects_problems:
            market.check()


@pytest.fixture(params=["sqlite", "postgresql"])
def market(request: pytest.FixtureRequest, kinds: Kinds, tmp_path: Path, twilio: TwilioStandIn) -> Iterator[Market]:
    """The market with the goods of tests/data/catalog; a test runs on both databases."""
    with _market(request.param, True, kinds, tmp_path, twilio) as opened:
        yield opened


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_market(
    request: pytest.FixtureRequest, kinds: Kinds, tmp_path: Path, twilio: TwilioStandIn
) -> Iterator[Market]:
    """The market on its first day: tables, and nothing in them."""
    with _market(request.param, False, kinds, tmp_path, twilio) as opened:
        yield opened


@pytest.fixture
def sqlite_market(kinds: Kinds, tmp_path: Path, twilio: TwilioStandIn) -> Iterator[Market]:
    """The market on SQLite only, for what no database can change."""
    with _market("sqlite", True, kinds, tmp_path, twilio) as opened:
        yield opened
