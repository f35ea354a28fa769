"""Names the pictures that go with an answer. They are drawn later, by the worker."""

from collections.abc import Sequence

from flask_babel import gettext as _

from bot.wording import shortened
from catalog import lookup
from catalog.models import Listing
from media.contact_sheet import Sheet, Tile, sheet_key
from messaging.content import Image
from money import rupiah


def contact_sheet(listings: Sequence[Listing]) -> Image:
    """The numbered sheet of a search answer: 1 to 6 listings."""
    return _image([_tile(number, listing) for number, listing in enumerate(listings, 1)])


def card(listing: Listing) -> Image:
    """The picture of one listing."""
    return _image([_tile(0, listing)])


def _tile(number: int, listing: Listing) -> Tile:
    left = lookup.total_available(listing)
    badge = _("habis") if left == 0 else _("tinggal 1") if left == 1 else ""
    photo = next((photo.key for photo in listing.photos if photo.key), None)
    return Tile(number, listing.code, rupiah(listing.price), shortened(listing.title, 60), photo, badge)


def _image(tiles: list[Tile]) -> Image:
    sheet = Sheet(tuple(tiles))
    return Image(key=sheet_key(sheet), sheet=sheet.to_json())
