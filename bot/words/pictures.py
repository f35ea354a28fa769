"""Names the pictures that go with an answer. They are drawn later, by the worker."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypedDict

from flask_babel import gettext as _

from bot.words.wording import short_label, shortened, size_name
from catalog import vocabulary
from catalog.lookup import Goods, available, goods_of
from catalog.models import Listing
from media.contact_sheet import Sheet, Tile
from media.qris_card import QrisCard
from media.recap_card import RecapCard
from media.receipt import Receipt
from messaging.content import Image
from money import rupiah


class Looks(TypedDict):
    """Fields of a Tile."""

    technique: str
    motif: str
    colour: str


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
    """The picture of one listing, as it is forwarded: which sizes there are and whose it is. The price stands in the words
    beside it."""
    goods = goods_of(listing)
    sizes = ", ".join(size_name(one.size) for one in listing.variants if available(listing, one.size))
    shop = " · ".join(filter(None, (listing.seller.shop, listing.seller.sentra)))
    facts = (_("Ukuran %(sizes)s", sizes=sizes) if sizes else "", shop)
    tile = replace(_tile(0, goods, for_shoppers(goods)), price="", facts=tuple(filter(None, facts)))
    return _image([tile])


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


def looks(technique: str | None, motif: str | None, colour: str | None) -> Looks:
    """What a tile shows beside its words, by the names of its fields: the technique's mark, and what stands in for a photo
    that is still to come."""
    value = vocabulary.load().values("colour").get(colour or "")
    return {
        "technique": _first_large(short_label("technique", technique)) if technique else "",
        "motif": short_label("motif", motif) if motif else "",
        "colour": value.rgb if value else "",
    }


def _first_large(words: str) -> str:
    return words[:1].upper() + words[1:]


def _tile(number: int, goods: Goods, badge: str) -> Tile:
    shown = looks(goods.technique, goods.motif, goods.colour)
    return Tile(number, goods.code, rupiah(goods.price), shortened(goods.title, 60), goods.photo, badge, **shown)


def _image(tiles: list[Tile]) -> Image:
    sheet = Sheet(tuple(tiles))
    return Image(key=sheet.key, sheet=sheet.to_json())
