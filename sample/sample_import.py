"""The sample catalogue: laid out in an empty market at once, its pictures drawn later in the background."""

from dataclasses import replace
from pathlib import Path

from flask import current_app
from sqlmodel import Session, col, select

import clock
import database
from catalog import csv_save
from catalog.csv_import import read_folder
from catalog.errors import ImportRefused
from catalog.models import Listing, Photo, Seller
from media.contact_sheet import Sheet
from media.likeness import fingerprint
from media.pictures import store_goods_photo
from media.renditions import encode_jpeg
from media.storage import Storage
from sample.draw import draw_sample

FOLDER = Path(__file__).resolve().parent
MOST_BYTES = 1_000_000  # of a picture as drawn; the renditions are made of it


def import_sample_if_empty(session: Session) -> bool:
    """Lay out the sample's stalls and listings if the market has no seller; True when it did. Draws nothing."""
    if session.exec(select(Seller.id).limit(1)).first() is not None:
        return False
    content = read_folder(FOLDER)
    if content.refusals:
        raise ImportRefused(content.refusals)
    csv_save.save(session, content.sellers, content.listings, photos={})
    for seller in session.exec(select(Seller)):
        seller.sample = True
    return True


def draw_next_sample_photo(storage: Storage) -> bool:
    """Draw one picture that the sample still lacks; False when there is none."""
    with database.reading() as session:
        todo = session.exec(_undrawn().limit(1)).first()
    if todo is None:
        return False
    _draw(storage, *todo)
    return True


def complete(sheet: Sheet) -> Sheet:
    """The sheet with the pictures of the sample that its goods still lacked: who asks in the first minutes waits some
    seconds for them, and never sees goods of the sample without."""
    codes = {tile.code for tile in sheet.tiles if tile.photo is None}
    with database.reading() as session:
        query = select(Photo, Listing).join(Listing, col(Listing.id) == Photo.listing_id).join(Seller)
        of_sample = query.where(col(Listing.code).in_(codes), col(Seller.sample)).order_by(col(Photo.position).desc())
        first = {listing.code: (photo, listing) for photo, listing in session.exec(of_sample)}
    storage = current_app.extensions["storage"]
    keys = {code: photo.key or _draw(storage, photo, listing) for code, (photo, listing) in first.items()}
    tiles = (tile if tile.photo else replace(tile, photo=keys.get(tile.code)) for tile in sheet.tiles)
    return replace(sheet, tiles=tuple(tiles))


def _draw(storage: Storage, photo: Photo, listing: Listing) -> str:
    """Draws this picture and keeps it; its key. No transaction is open meanwhile."""
    with database.reading() as session:
        listing = session.get_one(Listing, listing.id)
        motifs, colours = [m.motif for m in listing.motifs], [c.colour for c in listing.colours]
    seed = photo.listing_id * 10 + photo.position
    picture = draw_sample(listing.product, listing.technique, motifs, colours, seed=seed)
    key = store_goods_photo(storage, encode_jpeg(picture, MOST_BYTES))
    with database.transaction() as session:
        kept = session.get(Photo, photo.id, with_for_update=True)
        if kept is not None and kept.key is None:
            kept.key, kept.fingerprint = key, fingerprint(picture)
            session.get_one(Listing, listing.id).changed_at = clock.now()
    return key


def is_undrawn() -> bool:
    """Whether pictures of the sample are still to be drawn."""
    with database.reading() as session:
        return session.exec(_undrawn().limit(1)).first() is not None


def _undrawn():  # type: ignore[no-untyped-def]
    """Photos of sample stalls without a picture, with their listings; first those that sheets show."""
    query = select(Photo, Listing).join(Listing, col(Listing.id) == Photo.listing_id)
    undrawn = query.join(Seller).where(col(Photo.key).is_(None), col(Seller.sample))
    return undrawn.order_by(col(Photo.position), col(Photo.id))
