"""A market that has lost everything is restored from one file, on both databases and from one into the other."""

import os
import shutil
import stat
import tarfile
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

import database
from tests import postgresql as postgresql_server
from tests.market import Market, open_market
from tests.twilio_stand_in import TwilioStandIn
from upkeep import tables

pytestmark = pytest.mark.both_databases
CODE = "K0101"


def trade(market: Market) -> None:
    """An order with all that belongs to it, and a message that is still to be sent."""
    sari, pak_budi = market.shopper("Sari"), market.seller("Pak Budi")
    sari.says(f"pesan {CODE} ukuran M 1, atas nama Sari, Jl. Jatayu 3 Pekalongan, dikirim, transfer")
    sari.says("ya")
    pak_budi.says("stok K0101 7")


def content(market: Market) -> dict[str, Any]:
    """All rows of all tables, as a backup tells them."""
    found = {}
    with market.app.app_context(), database.engine().connect() as connection:
        for table in tables.tables_of(connection):
            lines = Lines()
            tables.write(connection, table, lines)  # type: ignore[arg-type]
            found[table.name] = sorted(lines)
    return found


class Lines(list):
    write = list.append


def pictures(market: Market) -> dict[str, bytes]:
    """All but the sheets, which are drawn again when they are wanted; in these tests all markets share them."""
    storage = market.app.extensions["storage"]
    return {kept.key: storage.get(kept.key) for kept in storage.all() if not kept.key.startswith("sheets/")}


@pytest.fixture
def other(tmp_path: Path, request: pytest.FixtureRequest, shared_twilio: TwilioStandIn) -> Any:
    """Opens a market on another machine, with nothing on it."""

    def opened(kind: str) -> Any:
        folder = tmp_path / f"other-{kind}"
        folder.mkdir()
        url = f"sqlite:///{folder}/market.db"
        if kind == "postgresql":
            url = postgresql_server.new_database(request.getfixturevalue("postgresql"), "lokapasar_restored")
        return open_market(url, folder, shared_twilio)

    return opened


@pytest.mark.parametrize("into", ["sqlite", "postgresql"])
def test_everything_is_lost_and_comes_back(market: Market, other: Any, tmp_path: Path, into: str) -> None:
    trade(market)
    file = tmp_path / "market.backup"
    assert "pictures" in market.flask("backup", str(file))
    assert stat.S_IMODE(os.stat(file).st_mode) == 0o600
    rows, photos = content(market), pictures(market)
    assert rows["order_event"] and rows["outbound_message"] and photos
    with other(into) as restored:
        assert "Restored as of" in restored.flask("restore", str(file))
        assert content(restored) == rows and pictures(restored) == photos
        restored.twilio.reset()
        sari = restored.shopper("Sari", address="whatsapp:+6281300009000")
        sari.says("pesanan saya")  # knows her, and her order
        sari.gets("P0001")
        restored.shopper("Rina").says("daster ungu")  # new rows get new numbers
        assert [row["order_no"] for row in restored.orders()] == [row["order_no"] for row in market.orders()]


def test_a_backup_is_of_one_moment(market: Market, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trade(market)
    write, done = tables.write, list[int]()

    def write_while_people_write(connection: Any, table: Any, lines: Any) -> int:
        if not done:
            done.append(1)
            market.shopper("Rina").says("halo")
        return write(connection, table, lines)

    before = content(market)
    monkeypatch.setattr(tables, "write", write_while_people_write)
    market.flask("backup", str(tmp_path / "file"))
    monkeypatch.setattr(tables, "write", write)
    assert content(market) != before
    with tarfile.open(tmp_path / "file") as archive:
        for name, rows in before.items():
            kept = archive.extractfile(f"tables/{name}.jsonl")
            assert kept is not None and sorted(kept.read().decode().splitlines(keepends=True)) == rows, name


def test_what_may_have_gone_out_since_is_looked_up_first(market: Market, other: Any, tmp_path: Path) -> None:
    with market.app.app_context(), database.transaction() as session:
        session.execute(text("UPDATE outbound_message SET state = 'sent'"))
    market.post({"MessageSid": "SM" + "1" * 32, "From": "whatsapp:+6281300009999", "Body": "halo", "NumMedia": "0"})
    market.flask("backup", str(tmp_path / "file"))
    market.work()  # it goes out after the backup
    assert len(market.twilio.sent) == 1
    with other("sqlite") as restored:
        restored.flask("restore", str(tmp_path / "file"))
        restored.work()
        assert len(restored.twilio.sent) == 1


def test_only_an_empty_market_is_restored_into(market: Market, tmp_path: Path) -> None:
    trade(market)
    market.flask("backup", str(tmp_path / "file"))
    before = content(market)
    done = market.app.test_cli_runner().invoke(args=["restore", str(tmp_path / "file")])
    assert done.exit_code != 0 and "not empty" in done.output and content(market) == before


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-2000])


def _spoilt(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 0xFF
    file.write_bytes(data)


def _unfinished(file: Path) -> None:
    shutil.unpack_archive(file, file.parent / "in", "gztar")
    with tarfile.open(file, "w:gz") as archive:
        archive.add(file.parent / "in" / "tables", "tables")


@pytest.mark.parametrize(
    "damage", [_cut, _spoilt, _unfinished, lambda file: file.write_text("halo"), lambda file: file.unlink()]
)
def test_a_damaged_backup_changes_nothing(sqlite_market: Market, other: Any, tmp_path: Path, damage: Any) -> None:
    file = tmp_path / "file"
    sqlite_market.flask("backup", str(file))
    damage(file)
    with other("sqlite") as restored:
        done = restored.app.test_cli_runner().invoke(args=["restore", str(file)])
        assert done.exit_code != 0 and done.output.startswith("Error: ") and len(done.output.splitlines()) == 1
        with restored.app.app_context(), database.engine().connect() as connection:
            assert tables.is_empty(connection) and not pictures(restored)


def test_a_backup_that_cannot_be_written_leaves_the_old_one(sqlite_market: Market, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    done = sqlite_market.app.test_cli_runner().invoke(args=["backup", str(tmp_path / "nowhere" / "file")])
    assert done.exit_code != 0 and "could not be written" in done.output
    assert not list(tmp_path.glob("**/*.part"))
