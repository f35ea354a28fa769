""" "batal": gives up the open form, or cancels an order that the seller has not accepted yet, after a yes."""

from flask_babel import gettext as _

from bot import choices, notices
from bot.form import Form
from bot.shopper import fill_basket
from bot.turn import Answer, Turn, say
from bot.wording import plain
from orders import deeds, errors, lookup, states
from orders.models import Order

NAME = "cancel_order"


def cancel(turn: Turn) -> Answer:
    number = turn.facts.get("order_no") or turn.quoted.get("order")
    if number is None and (turn.talk.form or turn.basket.lines):
        return fill_basket.remove(turn)
    if number is None:
        placed = [o for o in lookup.recent_of_shopper(turn.session, turn.person.id, 20) if o.order_status == "placed"]
        if len(placed) != 1:
            return _which(turn, placed)
        number = placed[0].number
    order = lookup.of_shopper(turn.session, turn.person.id, number)
    if order is None:
        return say(
            _(
                "Pesanan %(number)s tidak ada di daftar Anda. Ketik *pesanan saya* untuk melihatnya.",
                number=plain(number),
            )
        )
    if order.order_status != "placed":
        return too_late(order)
    turn.talk.form = {"name": NAME, "number": order.number, "asked": "confirm"}
    text = _(
        "Pesanan %(number)s dari %(shop)s mau dibatalkan, betul?", number=order.number, shop=plain(order.seller.shop)
    )
    return say(text, choices.deed("yes", _("Ya, batalkan")), choices.deed("no", _("Tidak")), order=order.number)


def confirm(turn: Turn, form: Form) -> Answer:
    turn.talk.form = None
    order = lookup.of_shopper(turn.session, turn.person.id, form["number"])
    assert order is not None
    try:
        deeds.cancel(turn.session, order, states.Actor(states.SHOPPER, turn.person.id), "shopper_changed_mind")
    except errors.NotAllowed:
        return too_late(order)
    notices.order_cancelled(turn.session, order)
    return say(
        _(
            "Pesanan %(number)s sudah dibatalkan. Kalau mau lihat batik yang lain, tulis saja barangnya.",
            number=order.number,
        )
    )


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
    text = _("Pesanan %(number)s sudah diterima penjual, jadi tidak bisa dibatalkan dari sini.", number=order.number)
    return say(
        text
        + " "
        + _("Bicarakan langsung dengan %(shop)s: %(phone)s.", shop=plain(order.seller.shop), phone=order.seller.phone)
    )


def _which(turn: Turn, placed: list[Order]) -> Answer:
    if not placed and not lookup.recent_of_shopper(turn.session, turn.person.id, 1):
        text = _("Baik, tidak ada yang perlu dibatalkan: Anda belum memesan apa-apa.")
        return say(text + " " + _("Kalau mau lihat batik, tulis saja barangnya ya."))
    if not placed:
        return say(_("Tidak ada pesanan yang bisa dibatalkan. Ketik *pesanan saya* untuk melihat semuanya."))
    options = [choices.deed("cancel", o.number, o.number, description=plain(o.seller.shop)[:72]) for o in placed[:10]]
    return say(_("Pesanan mana yang mau dibatalkan?"), *options)
