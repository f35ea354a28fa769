""" "sudah diterima", "belum sampai": what the shopper says of a parcel, asked or unasked."""

from collections.abc import Sequence

from flask import current_app
from flask_babel import gettext as _

import clock
from bot.anybody import small_talk
from bot.clocks import order_clocks
from bot.shopper.after import review, track_order
from bot.talk import choices
from bot.talk.deed import Deed, Question
from bot.talk.turn import Answer, Turn, ask_whether, say
from bot.words import order_words
from bot.words.wording import moment, plain
from messaging.content import MAX_LIST_ITEMS
from orders import arrival, deeds, errors, joint_parcels, lookup
from orders.models import Order
from orders.states import SHOPPER, Actor


def asked(turn: Turn) -> bool:
    """Whether the newest notice asks this person for a parcel."""
    return "arrival" in turn.noticed


def received(turn: Turn) -> Answer:
    """ "sudah sampai kak", "Diterima": the order is completed."""
    order = _meant(turn)
    if isinstance(order, Answer):
        return order
    if order is None:
        return small_talk.received(turn)
    is_sure = turn.facts.get("sure") or order.fulfilment_status == "shipped" or order.delivery == "pickup"
    if order.order_status == "accepted" and not is_sure:
        return _ask_whether_it_is_there(order)
    try:
        happened = deeds.confirm_delivery(turn.session, order, _actor(turn))
    except errors.NotAllowed:
        return say(order_words.for_shopper(order), order=order.number)
    order_clocks.follow(turn.session, order, happened)
    for other in joint_parcels.with_it(turn.session, order):
        if other.order_status == "accepted":
            order_clocks.follow(turn.session, other, deeds.confirm_delivery(turn.session, other, _actor(turn)))
    return review.ask_for_stars(order, _thanks(order))


def not_received(turn: Turn) -> Answer:
    """ "belum sampai": the seller hears of it once the parcel should be there; before that only where it is."""
    order = _meant(turn)
    if isinstance(order, Answer):
        return order
    due = arrival.asked_at(turn.session, order) if order else None
    if order is None or due is None:
        return track_order.track(turn)
    if clock.now() < due:
        when = _("Paketnya masih di jalan; %(when)s kami tanyakan lagi.", when=moment(due))
        return say(f"{order_words.for_shopper(order)}\n{when}", order=order.number)
    return _deny(turn, order)


def liked(turn: Turn) -> Answer:
    """ "barangnya bagus": so it may have come."""
    order = _meant(turn)
    if not isinstance(order, Order) or order.fulfilment_status != "shipped" or order.order_status != "accepted":
        return small_talk.received(turn)
    return _ask_whether_it_is_there(order)


# ---------------------------------------------------------------- which order


def _meant(turn: Turn) -> Order | Answer | None:
    """The order named or quoted, or that the newest notice asks about; else the only one on its way, else the only one
    that a seller has accepted. None: there is none."""
    number = turn.facts.get("order_no") or turn.quoted.get("order") or turn.noticed.get("arrival")
    if number:
        return lookup.of_shopper(turn.session, turn.person.id, number) or track_order.track(turn)
    accepted = [one for one in lookup.open_of_shopper(turn.session, turn.person.id) if one.order_status == "accepted"]
    orders = [one for one in accepted if one.fulfilment_status == "shipped"] or accepted
    if len(orders) > 1:
        return _which(turn, orders)
    return orders[0] if orders else None


def _which(turn: Turn, orders: Sequence[Order]) -> Answer:
    name = turn.intent.name if turn.intent.name in ("received", "not_received") else "received"
    options = [
        choices.deed(name, one.number, one.number, description=plain(one.seller.shop)[:72])
        for one in orders[:MAX_LIST_ITEMS]
    ]
    lines = [f"*{one.number}*: {plain(one.seller.shop)}" for one in orders] if len(orders) <= 3 else []
    return say("\n".join([*lines, _("Ada beberapa pesanan. Yang mana ya?")]), *options)


# ---------------------------------------------------------------- what is said


def _ask_whether_it_is_there(order: Order) -> Answer:
    yes = choices.deed("received", _("Sudah di tangan"), order.number, "sure")
    no = choices.deed("order_status", _("Belum"), order.number)
    text = _(
        "Pesanan *%(number)s* dari %(shop)s sudah di tangan Anda?", number=order.number, shop=plain(order.seller.shop)
    )
    return ask_whether(text, yes, no, order=order.number)


def _thanks(order: Order) -> str:
    text = _("Syukurlah sudah sampai, semoga suka! Pesanan *%(number)s* selesai.", number=order.number)
    return text + " " + _("Kalau ada masalah, ketik *komplain %(number)s*.", number=order.number)


def _deny(turn: Turn, order: Order) -> Answer:
    days = current_app.config["SETTINGS"].arrival_again_days
    happened = deeds.deny_arrival(turn.session, order, _actor(turn), days)
    order_clocks.follow(turn.session, order, happened)
    lines = [
        _(
            "Kami catat *%(number)s* belum sampai, dan %(shop)s kami minta mengecek.",
            number=order.number,
            shop=plain(order.seller.shop),
        ),
        order_words.tracked_at(order),
        _(
            "Kami tanya lagi %(days)s hari lagi. Kalau ada masalah, ketik *komplain %(number)s*.",
            days=days,
            number=order.number,
        ),
    ]
    return say("\n".join(filter(None, lines)), order=order.number)


def _actor(turn: Turn) -> Actor:
    return Actor(SHOPPER, turn.person.id)


ANSWERS = {"yes": received, "no": not_received, "done": received}
DEED = Deed(
    "receive goods",
    handlers={"received": received, "not_received": not_received, "liked": liked},
    buttons={"received": ("order_no", "sure"), "not_received": ("order_no",)},
    opposites={"received": ("not_received",)},
    may_answer=(
        Question("quoted parcel", lambda turn: "arrival" in turn.quoted, ANSWERS),
        Question("parcel", asked, ANSWERS),
    ),
)
