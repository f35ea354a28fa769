""" "batal": gives up the open form, or cancels an order that the seller has not accepted yet, after a yes."""

from flask_babel import gettext as _

from bot.clocks import order_clocks
from bot.seller.orders import answer_order, send_goods
from bot.shopper.buying import check_out, fill_basket
from bot.talk import choices
from bot.talk.deed import Deed, FormUse, Question
from bot.talk.form import Form
from bot.talk.turn import Answer, Turn, say
from bot.words import order_words
from bot.words.wording import plain
from orders import deeds, errors, lookup, states
from orders.models import Order

NAME = "cancel_order"


def cancel(turn: Turn) -> Answer:
    number = turn.facts.get("order_no") or turn.quoted.get("order")
    form = turn.talk.form
    if number is None and form and form["name"] == NAME:
        return confirm(turn, form)  # "batal" to "mau dibatalkan, betul?"
    if number is None and (check_out.open_form(turn) or turn.basket.lines):
        return fill_basket.remove(turn)
    if number is None:
        recent = [o for o in lookup.recent_of_shopper(turn.session, turn.person.id, 20) if _may_be_cancelled(o)]
        candidates = [o for o in recent if _alone(o)] or recent
        if len(candidates) != 1:
            return _which(turn, candidates)
        number = candidates[0].number
    order = lookup.of_shopper(turn.session, turn.person.id, number)
    if order is None:
        return _not_the_shoppers(turn, number)
    if not _may_be_cancelled(order):
        return too_late(order)
    turn.talk.form = {"name": NAME, "number": order.number, "asked": "confirm"}
    yes, no = choices.deed("yes", _("Ya, batalkan")), choices.deed("no", _("Tidak"))
    return say(_question(order), yes, no, order=order.number)


def confirm(turn: Turn, form: Form) -> Answer:
    turn.talk.form = None
    order = lookup.of_shopper(turn.session, turn.person.id, form["number"])
    assert order is not None
    actor = states.Actor(states.SHOPPER, turn.person.id)
    try:
        if _alone(order):
            happened = deeds.cancel(turn.session, order, actor, "shopper_changed_mind")
        else:
            happened = deeds.ask_to_cancel(turn.session, order, actor, "shopper_changed_mind")
    except errors.NotAllowed:
        return too_late(order)
    order_clocks.follow(turn.session, order, happened)
    if order.order_status != "cancelled":
        text = _("Permintaan batal *%(number)s* kami sampaikan ke %(shop)s.", number=order.number, shop=_shop(order))
        return say(text + " " + _("Jawabannya kami kabari."), order=order.number)
    return say(
        _(
            "Pesanan %(number)s sudah dibatalkan. Kalau mau lihat batik yang lain, tulis saja barangnya.",
            number=order.number,
        )
    )


def _is_filled_in(turn: Turn) -> bool:
    """Whether an order that is being filled in has just asked for something, and the message names no other."""
    draft = check_out.open_form(turn)
    return bool(draft and draft["asked"] and not turn.facts.get("order_no"))


def _not_the_shoppers(turn: Turn, number: str) -> Answer:
    """A seller's own order is rejected or called off by her; anybody else's changes nothing."""
    sold = lookup.of_seller(turn.session, turn.seller.id, number) if turn.seller else None
    if sold:
        return answer_order.reject(turn) if sold.order_status == "placed" else send_goods.cancel_sale(turn)
    return say(
        _("Pesanan %(number)s tidak ada di daftar Anda. Ketik *pesanan saya* untuk melihatnya.", number=plain(number))
    )


def _alone(order: Order) -> bool:
    """Whether the shopper needs nobody's consent: nothing is agreed yet, or it waits for her own yes."""
    return order.order_status == "placed" or order.proposal in ("changes", "cod")


def _may_be_cancelled(order: Order) -> bool:
    is_here = order.order_status == "accepted" and order.fulfilment_status in ("unfulfilled", "ready")
    return order.order_status == "placed" or (is_here and order.proposal in (None, "changes", "cod"))


def _question(order: Order) -> str:
    if _alone(order):
        return _("Pesanan %(number)s dari %(shop)s mau dibatalkan, betul?", number=order.number, shop=_shop(order))
    text = _("Pesanan %(number)s sudah diterima %(shop)s.", number=order.number, shop=_shop(order))
    return text + " " + _("Pembatalannya perlu persetujuan penjual. Mau kami mintakan?")


def _shop(order: Order) -> str:
    return plain(order.seller.shop)


def decline(turn: Turn, form: Form) -> Answer:
    turn.talk.form = None
    return say(
        _("Baik, pesanan %(number)s tetap jalan. Lihat keadaannya dengan *pesanan saya*.", number=form["number"])
    )


def too_late(order: Order) -> Answer:
    if order.order_status in ("cancelled", "rejected"):
        return say(
            _(
                "Pesanan %(number)s memang sudah batal. Kalau mau cari yang lain, tulis saja barangnya.",
                number=order.number,
            )
        )
    if order.proposal in ("cancel_by_shopper", "cancel_by_seller"):
        return say(order_words.for_shopper(order), order=order.number)
    text = _("Pesanan %(number)s sudah diterima penjual, jadi tidak bisa dibatalkan dari sini.", number=order.number)
    if order.fulfilment_status in ("shipped", "delivered"):
        text = _("Pesanan %(number)s sudah dikirim, jadi tidak bisa dibatalkan dari sini.", number=order.number)
    contact = _("Bicarakan langsung dengan %(shop)s: %(phone)s.", shop=_shop(order), phone=order.seller.phone)
    return say(f"{text} {contact}")


def _which(turn: Turn, candidates: list[Order]) -> Answer:
    if not candidates and not lookup.recent_of_shopper(turn.session, turn.person.id, 1):
        text = _("Baik, tidak ada yang perlu dibatalkan: Anda belum memesan apa-apa.")
        return say(text + " " + _("Kalau mau lihat batik, tulis saja barangnya ya."))
    if not candidates:
        return say(_("Tidak ada pesanan yang bisa dibatalkan. Ketik *pesanan saya* untuk melihat semuanya."))
    options = [
        choices.deed("cancel", o.number, o.number, description=plain(o.seller.shop)[:72]) for o in candidates[:10]
    ]
    return say(_("Pesanan mana yang mau dibatalkan?"), *options)


DEED = Deed(
    "cancel an order",
    may_answer=(Question("order being filled in", _is_filled_in, {"cancel": cancel}),),
    form=FormUse(NAME, confirm, decline, drop=cancel),
)
