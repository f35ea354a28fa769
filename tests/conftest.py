"""What tests of every room share: a stand-in for Twilio, PostgreSQL, and the market on both databases."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from settings import Settings
from tests import postgresql as postgresql_server
from tests.market import CATALOG, Market, open_market
from tests.twilio_stand_in import TwilioStandIn

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "gw0")


def pytest_xdist_auto_num_workers() -> int:
    """Half as many workers again as processors: a talk waits for sockets and the database a third of its time."""
    return max(1, len(os.sched_getaffinity(0)) * 3 // 2)


@pytest.fixture(scope="session", autouse=True)
def _no_settings_from_outside() -> None:
    """What a developer has set for the running market has no say in tests."""
    for field in Settings.model_fields:
        os.environ.pop(field.upper(), None)


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

    def __init__(self, folder: Path, databases: Path, request: pytest.FixtureRequest) -> None:
        """`databases`: where SQLite files are, in memory if that can be: each message of a talk writes several times."""
        self.folder, self.databases, self.request = folder, databases, request
        self.templates: dict[tuple[str, bool], tuple[str, Path]] = {}

    def fresh(self, kind: str, has_goods: bool, folder: Path) -> str:
        """A database of this kind for one test, with pictures under `folder`; its address."""
        if (kind, has_goods) not in self.templates:
            self.templates[kind, has_goods] = self._make_template(kind, has_goods)
        template, template_folder = self.templates[kind, has_goods]
        if (template_folder / "media").exists():
            shutil.copytree(template_folder / "media", folder / "media")
        if kind == "sqlite":
            for left_over in self.databases.glob("market.db*"):
                left_over.unlink()
            shutil.copy(template.removeprefix("sqlite:///"), self.databases / "market.db")
            return f"sqlite:///{self.databases}/market.db"
        server: str = self.request.getfixturevalue("postgresql")
        return postgresql_server.new_database(server, f"lokapasar_{WORKER}", template=template)

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
def kinds(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Kinds]:
    memory = next((folder for folder in ("/dev/shm",) if os.access(folder, os.W_OK)), None)
    with tempfile.TemporaryDirectory(prefix="lokapasar-", dir=memory) as databases:
        yield Kinds(tmp_path_factory.mktemp("templates"), Path(databases), request)


@contextmanager
def _market(kind: str, has_goods: bool, kinds: Kinds, folder: Path, twilio: TwilioStandIn) -> Iterator[Market]:
    url = kinds.fresh(kind, has_goods, folder)
    twilio.reset()
    with open_market(url, folder, twilio) as market:
        yield market
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
