"""A seller names her own goods with a number, as if she ordered them: "K0101 L 5", "pesan K0104 2". Nobody buys from
herself: sold at the stall, or a new stock? She is asked."""

from flask_babel import gettext as _

from bot.seller.goods import own_goods, show_goods
from bot.talk import choices
from bot.talk.turn import Answer, Turn, say
from bot.understanding import Line
from bot.words.wording import size_name
from catalog.models import Listing


def instead(turn: Turn, listing: Listing, line: Line) -> Answer:
    """What there is to say to a seller who names her own listing like one to be ordered."""
    turn.talk.listing = listing.code
    return _ask(listing, line) if line.quantity else show_goods.card(turn, listing)


def _ask(listing: Listing, line: Line) -> Answer:
    size, quantity = line.size or "", line.quantity or 1
    goods = own_goods.name(listing) + (f", {size_name(size)}" if size else "")
    options = (
        choices.deed("set_stock", _("Stok jadi %(n)s", n=quantity), listing.code, size, quantity),
        choices.deed("sold_offline", _("Laku %(n)s", n=quantity), listing.code, size, quantity),
        choices.deed("keep", _("Tidak jadi")),
    )
    return say(
        _("%(goods)s itu barang toko Anda. Angka %(n)s maksudnya apa?", goods=goods, n=quantity),
        *options,
        codes=[listing.code],
    )
