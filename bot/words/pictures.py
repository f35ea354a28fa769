"""Names the pictures that go with an answer. They are drawn later, by the worker."""

from collections.abc import Callable, Sequence

from flask_babel import gettext as _

from bot.words.wording import shortened
from catalog.lookup import Goods, goods_of
from catalog.models import Listing
from media.contact_sheet import Sheet, Tile
from media.qris_card import QrisCard
from media.recap_card import RecapCard
from media.receipt import Receipt
from messaging.content import Image
from money import rupiah


def for_shoppers(goods: Goods) -> str:
    """What shoppers are told in a corner of the picture: that hardly any are left."""
    return _("habis") if goods.left == 0 else _("tinggal 1") if goods.left == 1 else ""


def for_owner(goods: Goods) -> str:
    """What the shop's own people see there: how many are left, or that it is hidden."""
    if goods.hidden:
        return _("tersembunyi")
    return _("stok %(left)s", left=goods.left) if goods.left else _("habis")


def contact_sheet(goods: Sequence[Goods], badge: Callable[[Goods], str] = for_shoppers) -> Image:
    """The numbered sheet of a search answer: 1 to 6 listings."""
    return _image([_tile(number, one, badge(one)) for number, one in enumerate(goods, 1)])


def card(listing: Listing) -> Image:
    """The picture of one listing."""
    goods = goods_of(listing)
    return _image([_tile(0, goods, for_shoppers(goods))])


def recap_card(card: RecapCard) -> Image:
    """A shop's month."""
    return Image(key=card.key, sheet=card.to_json())


def qris_card(card: QrisCard) -> Image:
    """A code to pay by."""
    return Image(key=card.key, sheet=card.to_json())


def receipt(receipt: Receipt) -> Image:
    """An order's receipt."""
    return Image(key=receipt.key, sheet=receipt.to_json())


def sheet_of(tiles: Sequence[Tile]) -> Image:
    """The picture of tiles that are no listings yet."""
    return _image(list(tiles))


def _tile(number: int, goods: Goods, badge: str) -> Tile:
    return Tile(number, goods.code, rupiah(goods.price), shortened(goods.title, 60), goods.photo, badge)


def _image(tiles: list[Tile]) -> Image:
    sheet = Sheet(tuple(tiles))
    return Image(key=sheet.key, sheet=sheet.to_json())
