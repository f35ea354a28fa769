"""What becomes of each table that names a person is written down in docs/privacy.md, and is so."""

import re
from io import BytesIO
from pathlib import Path

from PIL import Image
from sqlmodel import Session, SQLModel, select

import database
from messaging.models import ReceivedPicture
from people.personal import blanks
from tests.market import Market

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "privacy.md").read_text(encoding="utf-8")
NAMES = re.compile(r"(phone|address|buyer|profile_name|recipient_name)")


def test_what_is_kept_is_written_down(sqlite_market: Market) -> None:
    kept = {table.name for table in SQLModel.metadata.sorted_tables if blanks(table)}
    assert set(re.findall(r"^\| ([a-z_]+) \|", PAGE, re.MULTILINE)) == kept


def test_no_kept_table_holds_on_to_a_name() -> None:
    for table in SQLModel.metadata.sorted_tables:
        marked = blanks(table)
        forgotten = [column.name for column in table.columns if marked and NAMES.search(column.name)]
        assert set(forgotten) <= set(marked), table.name


def test_a_picture_goes_from_the_storage(sqlite_market: Market) -> None:
    sari = sqlite_market.shopper()
    sari.says("ini fotonya", media=(_jpeg(), "image/jpeg"))
    (key,) = _keys(sqlite_market)
    storage = sqlite_market.app.extensions["storage"]
    assert storage.exists(key)
    sari.says("hapus data saya")
    sari.says("ya")
    sqlite_market.time_passes(hours=49)
    sqlite_market.time_passes(hours=2)
    sqlite_market.work()
    assert _keys(sqlite_market) == [] and not storage.exists(key)


def test_the_log_of_writes_forgets_too(sqlite_market: Market) -> None:
    number = "6281377788899"
    sari = sqlite_market.shopper(address=f"whatsapp:+{number}")
    sari.says("halo")
    with sqlite_market.app.app_context():
        log = Path(f"{database.engine().url.database}-wal")
    assert number.encode() in log.read_bytes()
    sari.says("hapus data saya")
    sari.says("ya")
    sqlite_market.time_passes(hours=49)
    sqlite_market.time_passes(hours=2)
    assert number.encode() not in log.read_bytes()


def _keys(market: Market) -> list[str]:
    with market.app.app_context(), Session(database.engine()) as session:
        return list(session.exec(select(ReceivedPicture.key)))


def _jpeg() -> bytes:
    out = BytesIO()
    Image.new("RGB", (400, 500), "sienna").save(out, "JPEG")
    return out.getvalue()
