"""A folder of CSV files and photos into the market: all of it or nothing, and every reason by line."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from itertools import count
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image
from sqlmodel import col, func, select

import clock
import database
from catalog import lookup, shop_numbers
from catalog.csv_import import import_folder, read_folder
from catalog.errors import ImportRefused
from catalog.models import Listing, Photo, Seller, ShopEvent
from media.storage import Storage
from people.directory import person_of_phone
from tests.catalog.conftest import DATA

BUDI = "+6281200001001,Batik Pak Budi,Budi,Setono,Setono,yes,BRI,875028227268398,Budi"
WATI = "+6281200001002,Wati Collection,Wati,Kauman,,no,,,"
SHIRT = "K0101,+6281200001001,Kemeja parang,kemeja,cap,parang,biru|navy,M|L,100000,M:3|L:0,250,6:90000|12:80000,Halus.,"
CLOTH = "K0201,+6281200001002,Kain jlamprang,kain,,jlamprang,,,350000,10,,,,"
Folder = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """folder([seller lines], [listing lines]) writes an import; "column=value;column=value" changes SHIRT or BUDI."""
    headers = {name: (DATA / name).read_text().splitlines()[0] for name in ("sellers.csv", "listings.csv")}

    def write(seller_lines: list[str], listing_lines: list[str]) -> Path:
        for name, lines, plain in (("sellers.csv", seller_lines, BUDI), ("listings.csv", listing_lines, SHIRT)):
            header = headers[name]
            rows = [_changed(header, plain, line) if "=" in line else line for line in lines]
            (tmp_path / name).write_text("\n".join([header, *rows]) + "\n")
        return tmp_path

    return write


def _changed(header: str, plain: str, change: str) -> str:
    values = dict(zip(header.split(","), plain.split(","), strict=True))
    changes = dict(part.split("=", 1) for part in change.split(";"))
    return ",".join((values | changes).values())


def test_a_good_folder_becomes_stalls_and_listings(app: Flask, storage: Storage, folder: Folder) -> None:
    report = import_folder(folder([BUDI, WATI], [SHIRT, CLOTH]), storage)
    assert (report.sellers, report.listings, report.refusals) == (2, 2, [])
    with database.reading() as session:
        shirt, cloth = lookup.by_code(session, "K0101"), lookup.by_code(session, "k0201")
        assert shirt and cloth
        assert [(v.size, v.stock) for v in shirt.variants] == [("M", 3), ("L", 0)]
        assert [c.colour for c in shirt.colours] == ["biru", "navy"]
        assert [(t.min_quantity, t.unit_price) for t in shirt.tiers] == [(6, 90_000), (12, 80_000)]
        assert (cloth.technique, cloth.stock, cloth.weight_g) == (None, 10, None)
        assert (shirt.seller.verified, cloth.seller.verified, cloth.seller.visible) == (True, False, True)
        [owner] = lookup.people_of(session, shirt.seller_id)
        assert (owner.phone, owner.address) == ("+6281200001001", "whatsapp:+6281200001001")


def test_the_same_code_and_phone_again_change_what_is_there(app: Flask, storage: Storage, folder: Folder) -> None:
    import_folder(folder([BUDI], [SHIRT]), storage)
    with database.reading() as session:
        before = lookup.by_code(session, "K0101")
    import_folder(folder(["shop=Budi Jaya"], ["title=Kemeja baru"]), storage)
    with database.reading() as session:
        after = lookup.by_code(session, "K0101")
        assert before and after
        assert (after.id, after.shuffle_key, after.created_at) == (before.id, before.shuffle_key, before.created_at)
        assert (after.title, after.seller.shop, len(after.variants)) == ("Kemeja baru", "Budi Jaya", 2)
        assert session.exec(select(func.count(col(Seller.id)))).one() == 1


def test_what_was_told_by_chat_outlives_an_import(app: Flask, storage: Storage, folder: Folder) -> None:
    import_folder(folder([BUDI], []), storage)
    told = {
        "qris": "00020101",
        "hours": {"0": [480, 960]},
        "address": "Blok B 12",
        "bank": "BRI",
        "bank_account": "1234",
    }
    with database.transaction() as session:
        stall = lookup.seller_by_phone(session, "+6281200001001")
        assert stall
        for name, value in told.items():
            setattr(stall, name, value)
        stall.visible = False
    import_folder(folder(["shop=Budi Jaya;verified=no;bank=;bank_account=;account_holder="], []), storage)
    with database.reading() as session:
        stall = lookup.seller_by_phone(session, "+6281200001001")
        assert stall
        assert {name: getattr(stall, name) for name in told} == told
        assert (stall.shop, stall.verified, stall.visible) == ("Budi Jaya", False, False)
        [event] = session.exec(select(ShopEvent)).all()
        assert (event.kind, event.new) == ("imported", {"shop": "Budi Jaya", "verified": False})


def test_price_and_stock_that_a_file_changes_stand_in_the_shops_log(
    app: Flask, storage: Storage, folder: Folder
) -> None:
    import_folder(folder([BUDI], ["sizes=M|L;price=100000;stock=M:3|L:2"]), storage)
    import_folder(folder([], ["sizes=M|XL;price=110000;stock=M:3|XL:4"]), storage)
    import_folder(folder([], ["sizes=M|XL;price=110000;stock=M:3|XL:4"]), storage)
    import_folder(folder([], ["sizes=M|XL;price=110000;stock=9"]), storage)
    with database.reading() as session:
        first, second = session.exec(select(ShopEvent).order_by(col(ShopEvent.id))).all()
        assert first.listing_id == second.listing_id is not None
        assert first.old == {"price": 100_000, "stock": {"L": 2, "XL": 0}}
        assert first.new == {"price": 110_000, "stock": {"L": 0, "XL": 4}}
        assert (second.old, second.new) == ({"stock": {"M": 3, "XL": 4, "": 0}}, {"stock": {"M": 0, "XL": 0, "": 9}})


def test_a_long_import_counts_as_changed_at_its_end(app: Flask, storage: Storage, folder: Folder) -> None:
    seconds = count()
    clock.set_source(lambda: datetime(2026, 10, 2, tzinfo=UTC) + timedelta(seconds=next(seconds)))
    import_folder(folder([BUDI, WATI], [SHIRT, CLOTH]), storage)
    end = clock.now()
    with database.reading() as session:
        moments = {*session.exec(select(Seller.changed_at)), *session.exec(select(Listing.changed_at))}
        assert all(end - moment <= timedelta(seconds=2) for moment in moments)


def test_listings_alone_may_belong_to_a_stall_that_is_known(app: Flask, storage: Storage, folder: Folder) -> None:
    import_folder(folder([BUDI], []), storage)
    path = folder([], [SHIRT])
    (path / "sellers.csv").unlink()
    assert import_folder(path, storage).listings == 1


def test_a_code_of_another_seller_is_refused(app: Flask, storage: Storage, folder: Folder) -> None:
    import_folder(folder([BUDI, WATI], [SHIRT]), storage)
    reasons = _reasons(folder([], ["seller_phone=+6281200001002"]), storage)
    assert reasons == ["listings.csv:2: code: K0101 belongs to another seller"]


def test_a_number_that_acts_for_another_stall_is_refused(app: Flask, storage: Storage, folder: Folder) -> None:
    import_folder(folder([BUDI], []), storage)
    with database.transaction() as session:
        stall = lookup.seller_by_phone(session, "+6281200001001")
        helper = person_of_phone(session, "+6281200001009")
        assert stall
        shop_numbers.let_act(session, helper.id, stall.id)
    reasons = _reasons(folder(["phone=+6281200001009"], []), storage)
    assert reasons == ["sellers.csv:2: phone: +6281200001009 acts for another stall, Batik Pak Budi"]


BAD_LISTINGS = [
    ("code=X1", "code", "not K and four"),
    ("code=K123", "code", "not K and four"),
    ("seller_phone=halo", "seller_phone", "no phone number"),
    ("title=  ", "title", "empty"),
    ("title=" + "x" * 201, "title", "201 characters"),
    ("product=kebaya", "product", "'kebaya' is not known; known are kain, sarung"),
    ("technique=batik tulis", "technique", "not known"),
    ("motifs=parang|parung", "motifs", "'parung' is not known"),
    ("colours=biru|biru", "colours", "twice"),
    ("colours=biru||navy", "colours", "empty"),
    ("price=0", "price", "between 1"),
    ("price=2000000001", "price", "between 1"),
    ("price=175.000", "price", "without separators"),
    ("price=", "price", "no whole number"),
    ("price=²", "price", "no whole number"),
    ("stock=-1", "stock", "no whole number"),
    ("stock=M:3", "stock", "'L' is missing"),
    ("stock=M:3|L:x", "stock", "no whole number"),
    ("stock=M:3|L:2|XL:1", "stock", "'XL' does not stand in the sizes"),
    ("stock=M:3|L", "stock", "no “:”"),
    ("stock=M:3|M:4|L:1", "stock", "twice"),
    ("sizes=M|Q;stock=7", "sizes", "'Q' is not known"),
    ("weight_g=berat", "weight_g", "no whole number"),
    ("wholesale=1:90000", "wholesale", "between 2"),
    ("wholesale=6:110000", "wholesale", "more than the price of one"),
    ("wholesale=6", "wholesale", "no “:”"),
    ("photo=../secret.jpg", "photo", "no file name"),
]


@pytest.mark.parametrize(
    ("change", "field", "reason"), BAD_LISTINGS, ids=[change[:30] for change, _, _ in BAD_LISTINGS]
)
def test_a_wrong_value_is_refused_by_line_and_field(folder: Folder, change: str, field: str, reason: str) -> None:
    [refusal] = read_folder(folder([BUDI, WATI], [CLOTH, change])).refusals
    assert (refusal.file, refusal.line, refusal.field) == ("listings.csv", 3, field)
    assert reason in refusal.reason


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("phone=6.2812E+12", "shortened by Excel"),
        ("phone=123", "no phone number"),
        ("shop=", "empty"),
        ("sentra=Solo", "not known"),
        ("verified=maybe", "neither yes nor no"),
        ("bank_account=8.75028E+14", "shortened by Excel"),
    ],
)
def test_a_wrong_seller_is_refused(folder: Folder, change: str, reason: str) -> None:
    [refusal] = read_folder(folder([change], [])).refusals
    assert (refusal.file, refusal.line, refusal.field) == ("sellers.csv", 2, change.split("=")[0])
    assert reason in refusal.reason


def test_a_listing_needs_a_good_seller_and_its_photos(app: Flask, storage: Storage, folder: Folder) -> None:
    reasons = _reasons(folder(["shop="], [SHIRT, "photo=nowhere.jpg"]), storage)
    assert reasons[0] == "sellers.csv:2: shop: is empty"
    assert reasons[1].startswith("listings.csv:2: seller_phone: +6281200001001 stands in no good line of sellers.csv")
    assert reasons[2].startswith("listings.csv:3: ")


def test_all_reasons_are_told_and_nothing_is_changed(app: Flask, storage: Storage, folder: Folder) -> None:
    path = folder([BUDI, BUDI, "phone=1"], [SHIRT, "price=x", SHIRT, "K0102,too,short", "code=K0103", "photo=no.jpg"])
    with (path / "listings.csv").open("a") as file:
        file.write(
            'K0105,+6281200001001,"Dua\nbaris",kain,,,,,1000,1,,,,\nK0106,+6281200001001,Kain,kain,,,,,gratis,1,,,,\n'
        )
    assert [text.split(": ")[0] for text in _reasons(path, storage)] == [
        "sellers.csv:3",
        "sellers.csv:4",
        "listings.csv:3",
        "listings.csv:4",
        "listings.csv:5",
        "listings.csv:7",
        "listings.csv:10",
    ]
    with database.reading() as session:
        assert session.exec(select(Seller)).all() == []


def test_skip_bad_takes_the_good_lines(app: Flask, storage: Storage, folder: Folder) -> None:
    report = import_folder(folder([BUDI, "phone=1"], [SHIRT, "code=bad", CLOTH]), storage, skip_bad=True)
    assert (report.sellers, report.listings, len(report.refusals)) == (1, 1, 3)
    with database.reading() as session:
        assert session.exec(select(Listing.code)).all() == ["K0101"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (b"", "listings.csv:1: code: the column is missing"),
        (b"code,colour\n", "listings.csv:1: colour: no such column is known"),
        (b"code,code\n", "listings.csv:1: code: the column stands there twice"),
        (b"code\n\nK\xe9\n", "listings.csv:3: is not UTF-8; in Excel choose “CSV UTF-8” when saving"),
    ],
)
def test_a_file_that_is_no_catalogue_is_refused(folder: Folder, text: bytes, reason: str) -> None:
    path = folder([BUDI], [])
    (path / "listings.csv").write_bytes(text)
    with pytest.raises(ImportRefused) as refused:
        read_folder(path)
    assert reason in [str(refusal) for refusal in refused.value.refusals]


def test_a_folder_without_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused) as refused:
        read_folder(tmp_path)
    assert "holds neither sellers.csv nor listings.csv" in str(refused.value.refusals[0])


@pytest.mark.parametrize(("encoding", "delimiter"), [("utf-8-sig", ","), ("utf-8-sig", ";"), ("utf-16", "\t")])
def test_what_excel_saves_is_read(app: Flask, storage: Storage, folder: Folder, encoding: str, delimiter: str) -> None:
    path = folder([BUDI], [SHIRT])
    for name in ("sellers.csv", "listings.csv"):
        text = (path / name).read_text() + ",,,,,,,,\n" * (name == "sellers.csv")  # Excel keeps empty lines
        (path / name).write_bytes(text.replace(",", delimiter).replace("\n", "\r\n").encode(encoding))
    content = read_folder(path)
    assert (len(content.sellers), len(content.listings), content.refusals) == (1, 1, [])


def test_photos_are_stored_and_a_bad_one_is_refused(app: Flask, storage: Storage, folder: Folder) -> None:
    path = folder([BUDI], ["photo=a.png|b.png", "code=bad"])
    (path / "photos").mkdir()
    (path / "photos" / "a.png").write_bytes(_picture())
    (path / "photos" / "b.png").write_bytes(b"no picture")
    assert "listings.csv:2: photo: b.png is no JPEG, PNG or WebP picture" in _reasons(path, storage)
    (path / "photos" / "b.png").write_bytes(_picture("navy"))
    assert import_folder(path, storage, skip_bad=True).photos == 2
    with database.reading() as session:
        photos = session.exec(select(Photo).order_by(col(Photo.position))).all()
        assert [photo.filename for photo in photos] == ["a.png", "b.png"]
        assert all(photo.key and storage.exists(photo.key) for photo in photos)


def _picture(colour: str = "maroon") -> bytes:
    out = BytesIO()
    Image.new("RGB", (300, 400), colour).save(out, "PNG")
    return out.getvalue()


def _reasons(path: Path, storage: Storage) -> list[str]:
    with pytest.raises(ImportRefused) as refused:
        import_folder(path, storage)
    return [str(refusal) for refusal in refused.value.refusals]


def _respelt(path: Path, **spellings: Callable[[str], str]) -> None:
    for name, respell in spellings.items():
        file = path / f"{name}.csv"
        file.write_bytes(respell(file.read_text()).encode())


def _in_lines(change: Callable[[str], str]) -> Callable[[str], str]:
    return lambda text: "".join(change(line) + "\n" for line in text.splitlines())


SPREADSHEETS: dict[str, Callable[[str], str]] = {
    "columns that were formatted": _in_lines(lambda line: line + ",,"),
    "surplus values without anything": lambda text: text.replace("\n", ",,\n").replace(",,\n", "\n", 1),
    "the separator told": lambda text: "sep=;\r\n" + text.replace(",", ";"),
    "the separator told after a mark": lambda text: "\ufeffsep=,\n" + text,
    "a mark twice": lambda text: "\ufeff\ufeff" + text,
    "a header in capitals": lambda text: text.split("\n", 1)[0].upper() + "\n" + text.split("\n", 1)[1],
    "blanks in the header": lambda text: text.split("\n", 1)[0].replace(",", " , ") + "\n" + text.split("\n", 1)[1],
}


@pytest.mark.parametrize("respell", SPREADSHEETS.values(), ids=list(SPREADSHEETS))
def test_what_spreadsheets_make_of_a_file_is_read(folder: Folder, respell: Callable[[str], str]) -> None:
    path = folder([BUDI], [SHIRT])
    as_it_was = read_folder(path)
    _respelt(path, sellers=respell, listings=respell)
    content = read_folder(path)
    assert content.refusals == []
    for seller, seller_before in zip(content.sellers, as_it_was.sellers, strict=True):
        assert replace(seller, line=seller_before.line) == seller_before
    for listing, listing_before in zip(content.listings, as_it_was.listings, strict=True):
        assert replace(listing, line=listing_before.line) == listing_before


@pytest.mark.parametrize(
    ("respell", "reason"),
    [
        (lambda text: text.replace("\n", ",\n", 1).rstrip("\n") + ",oops\n", "a value in a column without a name"),
        (lambda text: text.rstrip("\n") + ",oops\n", "values where the header has"),
        (lambda text: text.rstrip("\n").rsplit(",", 1)[0] + "\n", "values where the header has"),
    ],
    ids=["no name", "longer", "shorter"],
)
def test_a_value_that_has_no_place_is_refused(folder: Folder, respell: Callable[[str], str], reason: str) -> None:
    path = folder([BUDI], [SHIRT])
    _respelt(path, sellers=respell)
    assert any(reason in refusal.reason for refusal in read_folder(path).refusals)


@pytest.mark.parametrize("odd", ["\x00", "\x0b", "\x1b", "\x7f", "\x85"], ids=repr)
def test_a_character_that_nobody_can_see_is_refused(folder: Folder, odd: str) -> None:
    [refusal] = read_folder(folder([BUDI], [f"title=Kain{odd} tulis"])).refusals
    assert (refusal.file, refusal.line, refusal.field) == ("listings.csv", 2, "title")
    assert "control character" in refusal.reason


def test_an_account_that_a_spreadsheet_has_shortened_is_asked_about(
    app: Flask, storage: Storage, folder: Folder
) -> None:
    import_folder(folder(["bank=BCA;bank_account=0123456789"], []), storage)
    with pytest.raises(ImportRefused) as refused:
        import_folder(folder(["bank=BCA;bank_account=123456789"], []), storage)
    [reason] = refused.value.refusals
    assert (reason.line, reason.field) == (2, "bank_account")
    assert "without its leading zeros" in reason.reason


@pytest.mark.parametrize(
    ("bank", "account", "doubted"),
    [
        ("BCA", "123456789", True),
        ("Bank BCA", "123-456-789", True),
        ("BRI", "1201000123501", True),
        ("BCA", "0123456789", False),
        ("Bank Jateng", "448048811", False),
        ("", "123", False),
    ],
)
def test_an_account_shorter_than_its_banks_is_told(
    app: Flask, storage: Storage, folder: Folder, bank: str, account: str, doubted: bool
) -> None:
    report = import_folder(folder([f"bank={bank};bank_account={account}"], []), storage)
    assert [doubt.field for doubt in report.doubts] == ["bank_account"] * doubted
    assert report.sellers == 1
