"""Goods that go back and money that comes back: what the shopper declares of the one and confirms of the other."""

from collections.abc import Callable

from flask_babel import gettext as _

from bot.clocks import complaint_clocks, order_clocks
from bot.shopper.after import complaint_answer, track_order
from bot.talk import choices
from bot.talk.deed import Deed, Ear, Question
from bot.talk.turn import Answer, Handler, Turn, ask_whether, say
from bot.words import order_words
from bot.words.wording import plain
from matters import complaints
from orders import deeds, errors, lookup
from orders.models import Order
from orders.moving import Happened
from orders.states import SHOPPER, Actor

LONGEST = 120


def asked(turn: Turn) -> bool:
    """Whether the newest notice asks this person for money that was sent back."""
    return "refund" in turn.noticed


def hears(turn: Turn) -> Handler | None:
    """ "sudah masuk", "belum masuk" are a seller's words, but not to who has just been asked for a refund."""
    if turn.message.choice or not (asked(turn) or "refund" in turn.quoted):
        return None
    name = "not_paid" if turn.facts.get("denied") else turn.intent.name
    return {"paid": refund_confirmed, "not_paid": refund_denied}.get(name)


def return_sent(turn: Turn) -> Answer:
    """ "sudah saya kirim balik P0001 JNE 0123456789"."""
    told = (str(turn.facts.get(name) or "") for name in ("courier", "parcel_number"))
    parcel = " ".join(filter(None, told))[:LONGEST]
    return _do(turn, lambda order: deeds.declare_return(turn.session, order, _actor(turn), parcel), _return_noted)


def refund_confirmed(turn: Turn) -> Answer:
    """ "Sudah masuk": with it a complaint that was about the money is settled."""
    return _do(turn, lambda order: deeds.confirm_refund(turn.session, order, _actor(turn)), _money_is_back)


def refund_denied(turn: Turn) -> Answer:
    """ "Belum masuk": the seller hears of it; with an open complaint staff do."""
    return _do(turn, lambda order: deeds.deny_refund(turn.session, order, _actor(turn)), _money_is_missing)


def _do(turn: Turn, deed: Callable[[Order], Happened], word_it: Callable[[Turn, Order], Answer]) -> Answer:
    order = _meant(turn)
    if order is None:
        return track_order.track(turn)
    try:
        happened = deed(order)
    except errors.NotAllowed:
        return say(order_words.for_shopper(order), order=order.number)
    order_clocks.follow(turn.session, order, happened)
    return word_it(turn, order)


def _meant(turn: Turn) -> Order | None:
    """The order named or quoted, or that the newest notice asks about; else the one with an open complaint."""
    number = turn.facts.get("order_no") or turn.quoted.get("order") or turn.noticed.get("refund")
    if number:
        return lookup.of_shopper(turn.session, turn.person.id, str(number))
    found = complaints.open_of_shopper(turn.session, turn.person.id)
    return found[0].order if len(found) == 1 else None


def _return_noted(turn: Turn, order: Order) -> Answer:
    text = _("Dicatat: barang *%(number)s* dikirim balik. %(shop)s sudah kami beri tahu.", number=order.number, shop=plain(order.seller.shop))  # fmt: skip
    return say(text + " " + _("Simpan bukti kirimnya ya."), order=order.number)


def _money_is_back(turn: Turn, order: Order) -> Answer:
    complaint = complaints.of_order(turn.session, order)
    if complaint and complaint.remedy in ("refund", "return") and order.found == 0:
        complaint_clocks.settle(turn.session, complaint, _actor(turn))
        text = _("Syukurlah. Keluhan *%(matter)s* kami tutup; terima kasih.", matter=complaint.matter.number)
        return say(text, order=order.number)
    text = _("Syukurlah, sudah kami catat untuk *%(number)s*.", number=order.number)
    if complaint is None:
        return say(text, order=order.number)
    yes = choices.deed("complaint_settled", _("Sudah beres"), complaint.id or 0)
    no = choices.deed("complaint_unsettled", _("Belum beres"), complaint.id or 0)
    question = _("Keluhan *%(matter)s* sudah beres?", matter=complaint.matter.number)
    return ask_whether(f"{text} {question}", yes, no, order=order.number)


def _money_is_missing(turn: Turn, order: Order) -> Answer:
    complaint = complaints.of_order(turn.session, order)
    if complaint:
        return complaint_answer.hand_on(turn, complaint)
    text = _("Kami catat uang *%(number)s* belum masuk, dan penjual kami minta mengecek.", number=order.number)
    return say(text + " " + _("Kalau ada masalah, ketik *komplain %(number)s*.", number=order.number), order=order.number)  # fmt: skip


def _actor(turn: Turn) -> Actor:
    return Actor(SHOPPER, turn.person.id)


DEED = Deed(
    "send back",
    handlers={"return_sent": return_sent, "refund_confirmed": refund_confirmed, "refund_denied": refund_denied},
    buttons={"refund_confirmed": ("order_no",), "refund_denied": ("order_no",), "return_sent": ("order_no",)},
    opposites={"refund_confirmed": ("refund_denied",)},
    may_answer=(
        Ear("refund in a seller's words", hears),
        Question("refund", asked, {"yes": refund_confirmed, "no": refund_denied, "done": refund_confirmed}),
    ),
    pierces={"return_sent": ("own complaint",)},
)
