"""A seller answers an order: accept, reject, the money came or not, the parcel number.

Which order is meant: the one named, the one quoted, or the only one that it can be. With several the bot asks, and
never guesses. Somebody else's order number changes nothing.
"""

from collections.abc import Callable, Sequence

from flask_babel import gettext as _

from bot import choices, notices
from bot.shopper import track_order
from bot.turn import Answer, Turn, say
from bot.wording import plain
from money import rupiah
from orders import deeds, errors, lookup, payments
from orders.models import Order
from orders.states import SELLER, Actor

Deed = Callable[[Turn, Order], Answer]


def accept(turn: Turn) -> Answer:
    return _do(turn, "accept", lambda order: order.order_status == "placed", _accept)


def reject(turn: Turn) -> Answer:
    return _do(turn, "reject", lambda order: order.order_status == "placed", _reject)


def confirm_payment(turn: Turn) -> Answer:
    return _do(
        turn,
        "paid",
        lambda order: order.order_status == "accepted" and order.payment_status != "paid",
        _confirm_payment,
    )


def deny_payment(turn: Turn) -> Answer:
    return _do(turn, "not_paid", lambda order: order.payment_status == "proof_sent", _deny_payment)


def send_parcel(turn: Turn) -> Answer:
    if not turn.facts.get("parcel_number"):
        example = turn.facts.get("order_no") or "P0001"
        return say(_("Contoh: *resi %(number)s JNE 0123456789*. Nomor resinya berapa?", number=plain(str(example))))
    return _do(
        turn, "parcel_number", lambda order: order.order_status == "accepted" and not order.parcel_number, _send_parcel
    )


def waiting(turn: Turn) -> Sequence[Order]:
    """Orders that wait for this seller's yes or no."""
    return lookup.waiting_for_seller(turn.session, turn.seller.id) if turn.seller else []


# ---------------------------------------------------------------- which order


def _do(turn: Turn, name: str, fits: Callable[[Order], bool], deed: Deed) -> Answer:
    assert turn.seller is not None
    number = turn.facts.get("order_no") or turn.quoted.get("order")
    if number:
        order = lookup.of_seller(turn.session, turn.seller.id, number)
        if order is None:
            return say(
                _(
                    "Pesanan %(number)s tidak ada di toko Anda. Ketik *pesanan* untuk melihat yang masuk.",
                    number=plain(number),
                )
            )
        return _guarded(turn, order, deed)
    open_orders = [order for order in lookup.open_of_seller(turn.session, turn.seller.id) if fits(order)]
    if len(open_orders) == 1:
        return _guarded(turn, open_orders[0], deed)
    if not open_orders:
        return say(_("Sekarang tidak ada pesanan yang menunggu itu. Ketik *pesanan* untuk melihat semua pesanan toko."))
    return _which(turn, name, open_orders)


def _which(turn: Turn, name: str, open_orders: list[Order]) -> Answer:
    if name == "parcel_number":
        example = f"resi {open_orders[0].number} {turn.facts.get('courier', '')} {turn.facts['parcel_number']}".replace(
            "  ", " "
        )
        numbers = ", ".join(order.number for order in open_orders[:10])
        return say(
            _(
                "Contoh: *%(example)s*. Resi itu untuk pesanan yang mana: %(numbers)s?",
                numbers=numbers,
                example=plain(example),
            )
        )
    reason = turn.facts.get("reason", "")
    options = [
        choices.deed(name, o.number, o.number, reason, description=f"{plain(o.buyer_name)[:30]}, {rupiah(o.total)}")
        for o in open_orders[:10]
    ]
    return say(_("Ada beberapa pesanan. Yang mana?"), *options)


def _guarded(turn: Turn, order: Order, deed: Deed) -> Answer:
    try:
        return deed(turn, order)
    except errors.NotAllowed:
        text = _("%(number)s sudah dijawab. Keadaannya sekarang:", number=order.number)
        return say(text + "\n\n" + track_order.for_seller(order), order=order.number)


def _actor(turn: Turn) -> Actor:
    return Actor(SELLER, turn.person.id)


# ---------------------------------------------------------------- deeds


def _accept(turn: Turn, order: Order) -> Answer:
    deeds.accept(turn.session, order, _actor(turn))
    notices.order_accepted(turn.session, order)
    lines = [_("*%(number)s diterima.* Pembeli sudah kami beri tahu total dan cara bayarnya.", number=order.number)]
    lines.append(_("Kalau uang sudah masuk, ketik *lunas %(number)s*.", number=order.number))
    if order.delivery == "ship":
        lines.append(_("Kalau sudah dikirim, ketik *resi %(number)s JNE 0123456789*.", number=order.number))
    return say("\n".join(lines), order=order.number)


def _reject(turn: Turn, order: Order) -> Answer:
    reason = turn.facts.get("reason")
    if reason not in ("sold_out", "seller_closed", "price_or_postage", "other"):
        options = [
            choices.deed("reject", _("Barang habis"), order.number, "sold_out"),
            choices.deed("reject", _("Toko tutup"), order.number, "seller_closed"),
            choices.deed("reject", _("Alasan lain"), order.number, "other"),
        ]
        return say(_("Boleh tahu alasan menolak %(number)s?", number=order.number), *options, order=order.number)
    deeds.reject(turn.session, order, _actor(turn), reason)
    notices.order_rejected(turn.session, order)
    text = _(
        "*%(number)s ditolak* (%(reason)s). Pembeli sudah kami beri tahu.",
        number=order.number,
        reason=track_order.reason_in_words(reason),
    )
    return say(text, order=order.number)


def _confirm_payment(turn: Turn, order: Order) -> Answer:
    payments.mark_paid(turn.session, order, _actor(turn))
    notices.order_paid(turn.session, order)
    text = _(
        "*%(number)s lunas*, %(total)s. Pembeli sudah kami beri tahu.", number=order.number, total=rupiah(order.total)
    )
    if order.delivery == "ship":
        text += "\n" + _("Kalau sudah dikirim, ketik *resi %(number)s JNE 0123456789*.", number=order.number)
    return say(text, order=order.number)


def _deny_payment(turn: Turn, order: Order) -> Answer:
    payments.mark_not_paid(turn.session, order, _actor(turn))
    notices.payment_not_found(turn.session, order)
    return say(
        _("Baik, pembeli kami minta mengecek lagi pembayaran *%(number)s*.", number=order.number), order=order.number
    )


def _send_parcel(turn: Turn, order: Order) -> Answer:
    courier, number = plain(str(turn.facts.get("courier") or ""))[:40], plain(str(turn.facts["parcel_number"]))[:40]
    deeds.record_parcel(turn.session, order, _actor(turn), courier, number)
    notices.parcel_sent(turn.session, order)
    text = _(
        "Resi %(courier)s %(parcel)s untuk *%(number)s* tersimpan, pembeli sudah kami beri tahu.",
        courier=courier,
        parcel=number,
        number=order.number,
    )
    if order.payment_status != "paid" and order.payment_method in ("transfer", "qris"):
        text += "\n" + _(
            "Perhatian: pembayarannya belum Anda konfirmasi. Kalau sudah masuk, ketik *lunas %(number)s*.",
            number=order.number,
        )
    return say(text.replace("  ", " "), order=order.number)
