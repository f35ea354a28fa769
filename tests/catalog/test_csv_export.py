"""What was imported comes out as it was, and the commands say how it went."""

import csv
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image

import database
from catalog import csv_export, csv_files, lookup, shelf, stock
from catalog.csv_import import ImportRefused, import_folder
from catalog.models import Photo
from catalog.shelf import Author
from media.pictures import store_goods_photo
from media.storage import Storage
from tests.catalog.conftest import DATA

FILES = ("sellers.csv", "listings.csv")


def test_the_catalogue_comes_out_byte_for_byte_and_goes_in_again(
    market: Flask, storage: Storage, tmp_path: Path
) -> None:
    for attempt in ("first", "second"):
        out = _export(tmp_path / attempt, storage)
        for name in FILES:
            assert (out / name).read_bytes() == (DATA / name).read_bytes()
        import_folder(out, storage)


def test_what_a_lot_costs_goes_round_and_an_older_file_leaves_it(
    market: Flask, storage: Storage, tmp_path: Path
) -> None:
    with database.transaction() as session:
        bag = lookup.by_code(session, "K0101")
        assert bag
        shelf.set_wholesale(session, bag, [(12, 41_667, 500_000)], Author(None))
    out = _export(tmp_path / "out", storage)
    whole = (out / "listings.csv").read_text()
    assert whole.splitlines()[0].endswith(",photo,lots")
    assert "12:41667,Asli Pekalongan.,,12:500000\n" in whole
    _import(out, whole.replace("12:500000", "12:500001"), storage)
    assert _tiers("K0101") == [[12, 41_667, 500_001]]
    _import(out, whole.replace("12:500000", ""), storage)
    assert _tiers("K0101") == [[12, 41_667]]
    _import(out, whole, storage)
    rows = csv.reader(StringIO(whole, newline=""))
    csv_files.write(out / "listings.csv", next(rows)[:-1], (row[:-1] for row in rows))
    import_folder(out, storage)
    assert _tiers("K0101") == [[12, 41_667, 500_000]]
    with pytest.raises(ImportRefused) as refused:
        _import(out, whole.replace("12:500000", "12:510000|6:250000"), storage)
    assert [refusal.field for refusal in refused.value.refusals] == ["lots", "lots"]


def _import(folder: Path, listings: str, storage: Storage) -> None:
    (folder / "listings.csv").write_text(listings)
    import_folder(folder, storage)


def _tiers(code: str) -> list[list[int]]:
    with database.reading() as session:
        listing = lookup.by_code(session, code)
        assert listing
        return shelf.tiers(listing)


def test_what_was_ordered_is_off_the_exported_stock(market: Flask, storage: Storage, tmp_path: Path) -> None:
    with database.transaction() as session:
        dress = lookup.by_code(session, "K00903")
        assert dress and dress.id
        stock.take(session, dress.id, "L", 2)
    assert ",S:1|M:0|L:1," in (_export(tmp_path / "out", storage) / "listings.csv").read_text()


def test_photos_are_written_under_names_of_their_own(market: Flask, storage: Storage, tmp_path: Path) -> None:
    keys = [store_goods_photo(storage, _picture(colour)) for colour in ("maroon", "navy", "tan")]
    named = [
        ("K0901", "kain.jpg", keys[0]),
        ("K0902", "kain.jpg", keys[1]),
        ("K0904", "", keys[2]),
        ("K0904", "later.jpg", None),
    ]
    with database.transaction() as session:
        for place, (code, name, key) in enumerate(named):
            listing = lookup.by_code(session, code)
            assert listing and listing.id
            session.add(Photo(listing_id=listing.id, position=place, filename=name, key=key))
    out = _export(tmp_path / "out", storage)
    names = [line.rsplit(",", 1)[1] for line in (out / "listings.csv").read_text().splitlines()[-4:]]
    assert names == ["kain.jpg", "K0902-1.jpg", "", "K0904-1.jpg"]
    assert (out / "photos" / "K0904-1.jpg").read_bytes() == storage.get(keys[2])
    assert import_folder(out, storage).photos == 3


def test_the_commands_tell_what_happened(app: Flask, tmp_path: Path) -> None:
    runner = app.test_cli_runner()
    done = runner.invoke(args=["catalog", "import", str(DATA)])
    assert (done.exit_code, done.output) == (0, "25 sellers, 60 listings and 0 photos imported.\n")
    done = runner.invoke(args=["catalog", "export", str(tmp_path / "out")])
    assert done.exit_code == 0
    broken = (tmp_path / "out" / "listings.csv").read_text().replace(",kain,", ",gaun,")
    (tmp_path / "out" / "listings.csv").write_text(broken)
    done = runner.invoke(args=["catalog", "import", str(tmp_path / "out")])
    assert done.exit_code == 1
    assert "product: 'gaun' is not known" in done.output
    done = runner.invoke(args=["catalog", "import", str(tmp_path / "out"), "--skip-bad"])
    assert done.exit_code == 0
    assert "listings and 0 photos imported" in done.output


def test_a_failed_write_leaves_the_old_file(market: Flask, storage: Storage, tmp_path: Path) -> None:
    out = _export(tmp_path / "out", storage)
    before = (out / "listings.csv").read_bytes()
    with database.reading() as session:
        catalogue = csv_export.read(session)
    catalogue.photos["kain.jpg"] = "goods/aa/" + "a" * 40 + ".jpg"  # a photo that media has lost
    with pytest.raises(KeyError):
        csv_export.write(catalogue, out, storage)
    assert (out / "listings.csv").read_bytes() == before
    assert not list(out.glob(".*"))


def _export(folder: Path, storage: Storage) -> Path:
    with database.reading() as session:
        catalogue = csv_export.read(session)
    csv_export.write(catalogue, folder, storage)
    return folder


def _picture(colour: str) -> bytes:
    out = BytesIO()
    Image.new("RGB", (300, 400), colour).save(out, "JPEG")
    return out.getvalue()
