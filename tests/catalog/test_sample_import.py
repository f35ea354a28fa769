"""The sample stands in an empty market at once; its pictures follow."""

from flask import Flask
from sqlmodel import col, func, select

import database
from catalog.models import Listing, Photo, Seller
from media.contact_sheet import Sheet, Tile
from media.pictures import tile_key
from media.storage import Storage
from sample import sample_import
from sample.sample_import import draw_next_sample_photo, import_sample_if_empty
from tests.catalog.making import lay_out, listing


def test_an_empty_market_gets_the_sample_once(app: Flask) -> None:
    runner = app.test_cli_runner()
    assert runner.invoke(args=["catalog", "sample"]).output == "The sample catalogue is laid out.\n"
    assert "nothing was changed" in runner.invoke(args=["catalog", "sample"]).output
    with database.reading() as session:
        sellers = session.exec(select(Seller)).all()
        assert len(sellers) >= 24
        assert all(seller.sample for seller in sellers)
        assert session.exec(select(func.count(col(Listing.id)))).one() >= 160
        assert session.exec(select(Photo.id).where(col(Photo.key).is_not(None))).all() == []


def test_a_market_with_a_seller_stays_as_it_is(app: Flask) -> None:
    with database.transaction() as session:
        lay_out(session, [listing(1)])
        assert not import_sample_if_empty(session)


def test_pictures_are_drawn_one_after_the_other_until_none_is_missing(app: Flask, storage: Storage) -> None:
    with database.transaction() as session:
        import_sample_if_empty(session)
        first, second, *others = session.exec(select(Photo).order_by(col(Photo.id)))
        for photo in (second, *others):
            photo.key = "goods/aa/drawn.jpg"
        before = session.get_one(Listing, first.listing_id).changed_at
    assert draw_next_sample_photo(storage)
    assert not draw_next_sample_photo(storage)
    with database.reading() as session:
        key = session.get_one(Photo, first.id).key
        assert key
        assert storage.exists(key)
        assert storage.exists(tile_key(key))
        assert session.get_one(Listing, first.listing_id).changed_at > before


def test_a_sheet_that_is_sent_before_its_pictures_are_drawn_waits_for_them(app: Flask, storage: Storage) -> None:
    with database.transaction() as session:
        import_sample_if_empty(session)
        of_photos = select(Listing.code).join(Photo).where(Photo.position == 0)
        codes = session.exec(of_photos.order_by(col(Photo.id).desc()).limit(2)).all()
    sheet = Sheet(tuple(Tile(number, code, "Rp1", "Kain", None) for number, code in enumerate([*codes, "K9999"], 1)))

    completed = sample_import.complete(sheet)

    *drawn, unknown = completed.tiles
    assert unknown == sheet.tiles[-1]  # goods of nobody's sample keep their neutral tile
    assert all(tile.photo and storage.exists(tile.photo) for tile in drawn)
    assert sample_import.complete(sheet) == completed
    with database.reading() as session:
        of_first = select(Photo.key).join(Listing, col(Listing.id) == Photo.listing_id).where(Listing.code == codes[0])
        assert session.exec(of_first.order_by(col(Photo.position))).first() == drawn[0].photo
