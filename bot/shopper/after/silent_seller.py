"""The seller does not answer: the shopper waits on, or takes what another stall has; and goods like those of an order
that came to nothing."""

from dataclasses import replace

from flask_babel import gettext as _

from bot.clocks import order_clocks
from bot.shopper.buying import check_out
from bot.shopper.finding import find_batik
from bot.talk.deed import Deed
from bot.talk.turn import Answer, Turn, say
from bot.understanding import Line
from bot.words import order_words
from bot.words.wording import moment, plain
from catalog import lookup as catalog_lookup
from orders import deeds, errors, lookup, waiting
from orders.models import Order
from orders.states import SHOPPER, Actor


def wait(turn: Turn) -> Answer:
    """ "Tunggu"."""
    order = _own(turn)
    if order is None:
        return _nobodys()
    try:
        happened = deeds.wait_on(turn.session, order, Actor(SHOPPER, turn.person.id))
    except errors.NotAllowed:
        return _moved_on(order)
    order_clocks.follow(turn.session, order, happened)
    until = moment(waiting.wait_on_until(order, happened.event.at))
    text = _("Baik, *%(number)s* kami tunggu sampai %(when)s.", number=order.number, when=until)
    return say(text + " " + _("Kalau tidak jadi, ketik *batal %(number)s*.", number=order.number), order=order.number)


def switch(turn: Turn) -> Answer:
    """ "Ganti ke ini": the silent seller's order ends, and what was offered instead is ordered with the same data."""
    order = _own(turn)
    offered = lookup.newest_event(turn.session, order, "alternatives_offered") if order else None
    if order is None or offered is None:
        return _nobodys()
    try:
        happened = deeds.switch(turn.session, order, Actor(SHOPPER, turn.person.id))
    except errors.NotAllowed:
        return _moved_on(order)
    order_clocks.follow(turn.session, order, happened)
    lines = tuple(
        Line(one["code"], size=one["size"] or None, quantity=one["quantity"]) for one in offered.facts["instead"]
    )
    known = {"name": order.buyer_name, "delivery": order.delivery, "payment": order.payment_method}
    facts = known | ({"address": order.address} if order.delivery == "ship" else {})
    answer = check_out.order(
        replace(turn, quoted={}, intent=replace(turn.intent, name="order", lines=lines, facts=facts))
    )
    opening = _("*%(number)s* sudah dibatalkan.", number=order.number)
    return replace(answer, content=answer.content.with_text(f"{opening}\n\n{answer.content.text}"))


def similar(turn: Turn) -> Answer:
    """ "Lihat yang mirip" under an order that came to nothing, or under goods of which the seller does not speak."""
    order = _own(turn)
    tapped = turn.intent.lines[0].code if turn.intent.lines else None
    code = order.lines[0].code if order else tapped
    listing = catalog_lookup.by_code(turn.session, code) if code else None
    if listing is None:
        return _nobodys()
    opening = _("Yang mirip dengan %(goods)s:", goods=f"{listing.code} {plain(listing.title)[:50]}")
    return find_batik.instead_of(turn, listing, (order.lines[0].size or None) if order else None, opening)


def _own(turn: Turn) -> Order | None:
    return lookup.of_shopper(turn.session, turn.person.id, turn.facts.get("order_no") or "")


def _moved_on(order: Order) -> Answer:
    text = _("Keadaannya sudah berubah:")
    return say(f"{text}\n\n{order_words.for_shopper(order)}", order=order.number)


def _nobodys() -> Answer:
    return say(_("Pesanan itu tidak ada di daftar Anda. Ketik *pesanan saya* untuk melihat semuanya."))


DEED = Deed(
    "a silent seller",
    handlers={"wait": wait, "switch": switch, "instead": similar},
    buttons={"wait": ("order_no",), "switch": ("order_no",), "instead": ("order_no", "code")},
)
