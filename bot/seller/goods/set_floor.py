""" "nego K0123 sampai 50rb", "harga pas K0123": how far buyers may bargain. They never see the number."""

from functools import partial

from flask_babel import gettext as _

from bot.seller.goods import own_goods, taking_back
from bot.talk import choices
from bot.talk.deed import SELLERS, Deed
from bot.talk.turn import Answer, Turn
from bot.understanding import Line
from catalog import shelf, stock
from catalog.bargains import FIXED
from catalog.models import Listing
from messaging.content import Content
from money import rupiah

LEAST = 1_000  # rupiah


def set_floor(turn: Turn) -> Answer:
    line = turn.intent.lines[0] if turn.intent.lines else Line()
    floor = turn.facts.get("price")
    again = partial(_option, floor)
    listing = own_goods.meant(turn, line, again)
    if isinstance(listing, Answer):
        return listing
    if floor is None:
        return _ask(listing)
    if floor != FIXED and not LEAST <= floor < listing.price:
        text = _("Batasnya harus di bawah harga jual %(goods)s, %(price)s.", goods=own_goods.name(listing), price=rupiah(listing.price))  # fmt: skip
        return _ask(listing, text)
    return _set(turn, listing, floor)


def _option(floor: int | None, title: str, code: str) -> choices.Option:
    return choices.deed("set_floor", title, code, "" if floor is None else floor)


def _ask(listing: Listing, opening: str = "") -> Answer:
    opening = opening or _("%(goods)s: harga %(price)s.", goods=own_goods.name(listing), price=rupiah(listing.price))
    text = opening + " " + _("Paling murah boleh jadi berapa?")
    deed = choices.deed("set_floor", "", listing.code).id
    question = {"slot": "price", "deed": deed, "no": choices.deed("keep", "").id}
    return Answer(Content.fitting(text), {"codes": [listing.code]}, question)


def _set(turn: Turn, listing: Listing, floor: int) -> Answer:
    (listing,) = stock.hold(turn.session, [listing.id])
    event = shelf.set_floor(turn.session, listing, floor, taking_back.author(turn))
    if floor == FIXED:
        text = _("%(goods)s: harga pas, tidak ditawar.", goods=own_goods.name(listing))
    else:
        text = _("%(goods)s: boleh ditawar sampai %(floor)s. Pembeli tidak melihat angka ini; kami menawarkan harga di antaranya.", goods=own_goods.name(listing), floor=rupiah(floor))  # fmt: skip
    return taking_back.offer(text, [event] if event else [], [listing.code])


DEED = Deed(
    "how far to bargain",
    by=SELLERS,
    changes={"set_floor": set_floor},
    buttons={"set_floor": ("code", "#price")},
)
