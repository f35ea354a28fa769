"""What a shopper would still change of an order that the seller has: it is the seller's to say, so the words go to her."""

from collections.abc import Sequence

from flask_babel import gettext as _

from bot.news import relayed
from bot.shopper.after import cancel_order
from bot.shopper.buying import check_out
from bot.shopper.finding import ask_seller
from bot.talk.deed import Deed
from bot.talk.turn import Answer, Turn, say
from bot.words.wording import plain
from matters import enquiries
from matters.errors import TooManyQuestions
from orders import lookup
from orders.models import Order

OF_AN_ORDER = frozenset(("address", "wrong", "name", "phone", "payment", "delivery", "courier", "sender_name", "note"))


def change(turn: Turn) -> Answer:
    """ "alamatnya salah, harusnya Jl. Flamboyan 2", "cod aja deh": of what is being ordered, else of what was ordered."""
    orders = _just_ordered(turn) if turn.facts.keys() & OF_AN_ORDER and not turn.intent.lines else []
    return _pass_on(turn, orders) if orders else check_out.change(turn)


def cancel(turn: Turn) -> Answer:
    """ "batalin yang K0160 aja": one of several things in an order; else all that "batal" may mean."""
    codes = {line.code for line in turn.intent.lines}
    if codes and not turn.facts.get("order_no") and not turn.basket.lines:
        for order in _still_here(turn):
            if codes < {line.code for line in order.lines}:
                whole = _("Kalau semuanya batal, ketik *batal %(number)s*.", number=order.number)
                return _pass_on(turn, [order], whole)
    return cancel_order.cancel(turn)


def _still_here(turn: Turn) -> list[Order]:
    """The shopper's open orders that have not left the stall yet, the newest first."""
    still_open = lookup.open_of_shopper(turn.session, turn.person.id)
    return [order for order in still_open[::-1] if order.fulfilment_status in ("unfulfilled", "ready")]


def _just_ordered(turn: Turn) -> list[Order]:
    """The orders of the newest checkout, as long as nothing else is ordered or looked at since."""
    if turn.basket.lines or check_out.open_form(turn):
        return []
    orders = _still_here(turn)
    newest = [order for order in orders if order.checkout == orders[0].checkout]
    codes = {line.code for order in newest for line in order.lines}
    return newest[::-1] if turn.talk.listing is None or turn.talk.listing in codes else []


def _pass_on(turn: Turn, orders: Sequence[Order], closing: str = "") -> Answer:
    """The shopper's own words to the shop of each order, and where they went."""
    told = []
    for order in orders:
        enquiry = enquiries.about_order(turn.session, order)
        if not relayed.listeners(turn.session, enquiry):
            continue
        try:
            word = enquiries.ask(turn.session, enquiry, turn.message.text)
        except TooManyQuestions:
            return ask_seller.too_many(turn, enquiry)
        relayed.to_seller(turn.session, enquiry, word)
        told.append(f"*{order.number}* ({plain(order.seller.shop)})")
    if not told:
        return check_out.change(turn)
    text = _(
        "Pesanan %(orders)s sudah di penjual, jadi permintaan ini kami sampaikan kepadanya. Jawabannya kami kirim ke sini.",
        orders=", ".join(told),
    )
    return say(f"{text} {closing}".strip(), order=orders[0].number)


DEED = Deed(
    "change an order",
    handlers={"change_order": change, "cancel": cancel},
    buttons={"cancel": ("order_no",)},
    pierces={"change_order": ("quoted answer of a shop",), "cancel": ("own complaint", "quoted answer of a shop")},
)
