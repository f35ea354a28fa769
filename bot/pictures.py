"""Names the pictures that go with an answer. They are drawn later, by the worker."""

from collections.abc import Sequence

from flask_babel import gettext as _

from bot.wording import shortened
from catalog.lookup import Goods, goods_of
from catalog.models import Listing
from media.contact_sheet import Sheet, Tile, sheet_key
from messaging.content import Image
from money import rupiah


def contact_sheet(goods: Sequence[Goods]) -> Image:
    """The numbered sheet of a search answer: 1 to 6 listings."""
    return _image([_tile(number, one) for number, one in enumerate(goods, 1)])


def card(listing: Listing) -> Image:
    """The picture of one listing."""
    return _image([_tile(0, goods_of(listing))])


def _tile(number: int, goods: Goods) -> Tile:
    badge = _("habis") if goods.left == 0 else _("tinggal 1") if goods.left == 1 else ""
    return Tile(number, goods.code, rupiah(goods.price), shortened(goods.title, 60), goods.photo, badge)


def _image(tiles: list[Tile]) -> Image:
    sheet = Sheet(tuple(tiles))
    return Image(key=sheet_key(sheet), sheet=sheet.to_json())
