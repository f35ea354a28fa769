"""What a seller says of the money: it came, not yet, too little, too much, sent back. Only her account log proves it."""

from collections.abc import Callable
from dataclasses import replace

from flask_babel import gettext as _

from bot.seller.orders import which_order
from bot.seller.orders.which_order import actor, follow
from bot.talk import choices
from bot.talk.deed import SELLERS, Deed
from bot.talk.turn import Answer, Turn, ask_whether, say
from money import rupiah
from orders import deeds, lookup, payments
from orders.models import Order


def confirm(turn: Turn) -> Answer:
    """ "lunas", "sudah masuk"."""
    return which_order.do(turn, "paid", _waits_for_money, _confirm)


def deny_which(turn: Turn) -> Answer:
    """ "belum masuk", "kok belum ada uang masuk ya": of an order with a proof, else of one that waits for its money."""
    assert turn.seller is not None
    recent = lookup.recent_of_seller(turn.session, turn.seller.id)
    proved = any(_has_proof(order) for order in recent)
    return which_order.do(turn, "not_paid", _has_proof if proved else _waits_for_money, deny)


def too_little(turn: Turn) -> Answer:
    """ "kurang 20rb"."""
    return which_order.do(turn, "short_paid", _waits_for_money, _too_little, _amount(turn) or "")


def part(turn: Turn) -> Answer:
    """ "DP 100rb sudah masuk"."""
    return which_order.do(turn, "part_paid", _waits_for_money, _part, _amount(turn) or "")


def too_much(turn: Turn) -> Answer:
    """ "lebih 20rb"."""
    fits: Callable[[Order], bool] = lambda order: _waits_for_money(order) or order.payment_status == "paid"  # noqa: E731
    return which_order.do(turn, "overpaid", fits, _too_much, _amount(turn) or "")


def refund(turn: Turn) -> Answer:
    """ "sudah dikembalikan", "sudah dikembalikan 20rb"."""
    return which_order.do(turn, "refunded", _owes_refund, _refund, _amount(turn) or "")


def ask(order: Order) -> Answer:
    """Whether the money of this order came, to be answered in so many words."""
    text = _("Uang *%(number)s* sebesar %(sum)s.", number=order.number, sum=rupiah(order.to_pay))
    yes = choices.deed("paid", _("Sudah masuk"), order.number)
    no = choices.deed("not_paid", _("Belum masuk"), order.number)
    return ask_whether(text + " " + _("Sudah masuk di mutasi rekening?"), yes, no, order=order.number)


def deny(turn: Turn, order: Order) -> Answer:
    if _waits_for_money(order) and not _has_proof(order):
        return _still_waits(order)
    follow(turn, order, payments.mark_not_paid(turn.session, order, actor(turn)))
    return say(
        _("Baik, pembeli kami minta mengecek lagi pembayaran *%(number)s*.", number=order.number), order=order.number
    )


def confirm_unheard(turn: Turn, order: Order) -> bool:
    """Notes that the money came where it is still waited for; the buyer hears of it with what the same message says
    besides. True when it was noted."""
    if order.order_status != "accepted" or not _waits_for_money(order):
        return False
    happened = payments.mark_paid(turn.session, order, actor(turn))
    follow(turn, order, replace(happened, tells={}))
    return True


# ---------------------------------------------------------------- deeds


def _amount(turn: Turn) -> int | None:
    """The sum that was said, at once or when it was asked for."""
    amount: int | None = turn.facts.get("amount") or turn.facts.get("price")
    return amount


def _waits_for_money(order: Order) -> bool:
    return order.order_status in ("accepted", "completed") and order.payment_status in ("unpaid", "proof_sent")


def _has_proof(order: Order) -> bool:
    return order.payment_status == "proof_sent"


def _still_waits(order: Order) -> Answer:
    """Nothing was claimed, so nobody is asked to look again."""
    text = _("Baik, *%(number)s* belum lunas. Pembeli belum mengirim bukti bayar.", number=order.number)
    return say(text + " " + _("Kalau uang sudah masuk, ketik *lunas %(number)s*.", number=order.number), order=order.number)  # fmt: skip


def _owes_refund(order: Order) -> bool:
    return order.found > order.due or (order.found > 0 and order.order_status == "cancelled")


def _confirm(turn: Turn, order: Order) -> Answer:
    if order.waits_for_deposit and not turn.facts.get("in_full"):
        return _found_part(turn, order, order.to_pay, _("Kalau sudah dibayar semua, ketik *lunas %(number)s*.", number=order.number))  # fmt: skip
    if order.order_status == "placed":  # whoever has the money has said yes
        follow(turn, order, deeds.accept(turn.session, order, actor(turn)))
    follow(turn, order, payments.mark_paid(turn.session, order, actor(turn)))
    return _paid(order)


def _paid(order: Order) -> Answer:
    text = _("*%(number)s lunas*, %(sum)s. Pembeli sudah kami beri tahu.", number=order.number, sum=rupiah(order.due))
    lines = [text, *_refund_step(order)]
    if order.delivery == "ship" and order.fulfilment_status in ("unfulfilled", "ready"):
        lines.append(_("Kalau sudah dikirim, ketik *resi %(number)s JNE 0123456789*.", number=order.number))
    return say("\n".join(lines), order=order.number)


def _refund_step(order: Order) -> list[str]:
    """How what is too much, or came for nothing, goes back."""
    over = order.found if order.order_status == "cancelled" else order.found - order.due
    if over <= 0:
        return []
    text = _("Kembalikan %(sum)s ke pembeli.", sum=rupiah(over))
    return [text + " " + _("Setelah itu ketik *sudah dikembalikan %(number)s*.", number=order.number)]


def _too_little(turn: Turn, order: Order) -> Answer:
    missing, owed = _amount(turn), order.due - order.found
    if missing is None:
        return _ask_amount(order, "short_paid", _("Kurangnya berapa?"))
    if not 0 < missing < owed:
        return _no_part(order, missing)
    return _found_part(turn, order, owed - missing)


def _part(turn: Turn, order: Order) -> Answer:
    amount, owed = _amount(turn), order.due - order.found
    if amount is None:
        return _ask_amount(order, "part_paid", _("Yang masuk berapa?"))
    if amount == owed:
        return _confirm(turn, order)
    if amount > owed:
        return _found(turn, order, amount)
    return _found_part(turn, order, amount)


def _ask_amount(order: Order, intent: str, question: str) -> Answer:
    """The answer is a sum, and it is about this order."""
    asked = say(_("Total %(sum)s.", sum=rupiah(order.due - order.found)) + " " + question, order=order.number)
    return Answer(asked.content, asked.about, {"slot": "price", "deed": f"{intent}:{order.number}"})


def _no_part(order: Order, amount: int) -> Answer:
    text = _(
        "Yang ditunggu untuk %(number)s %(owed)s, jadi tidak bisa kurang %(amount)s.",
        number=order.number,
        owed=rupiah(order.due - order.found),
        amount=rupiah(amount),
    )
    return say(text + " " + _("Kurangnya berapa?"), order=order.number)


def _found_part(turn: Turn, order: Order, amount: int, closing: str = "") -> Answer:
    if order.order_status == "placed":
        follow(turn, order, deeds.accept(turn.session, order, actor(turn)))
    follow(turn, order, payments.mark_part_paid(turn.session, order, actor(turn), amount))
    text = _(
        "Tercatat: *%(number)s* masuk %(found)s, kurang %(rest)s. Pembeli sudah kami beri tahu.",
        number=order.number,
        found=rupiah(order.found),
        rest=rupiah(order.due - order.found),
    )
    return say(f"{text} {closing}".strip(), order=order.number)


def _too_much(turn: Turn, order: Order) -> Answer:
    over = _amount(turn)
    if over is None:
        return _ask_amount(order, "overpaid", _("Lebihnya berapa?"))
    return _found(turn, order, max(0, order.due - order.found) + over)


def _found(turn: Turn, order: Order, amount: int) -> Answer:
    if order.order_status == "placed":
        follow(turn, order, deeds.accept(turn.session, order, actor(turn)))
    follow(turn, order, payments.mark_paid(turn.session, order, actor(turn), amount))
    return _paid(order)


def _refund(turn: Turn, order: Order) -> Answer:
    amount = _amount(turn)
    if amount is None and order.order_status != "cancelled" and order.found > order.due:
        amount = order.found - order.due
    if amount is not None and amount > order.found:
        text = _("Untuk %(number)s baru tercatat masuk %(sum)s.", number=order.number, sum=rupiah(order.found))
        return say(text + " " + _("Yang dikembalikan berapa?"), order=order.number)
    follow(turn, order, payments.mark_refunded(turn.session, order, actor(turn), amount))
    back = order.found
    text = _("Pengembalian untuk *%(number)s* tercatat. Pembeli sudah kami beri tahu.", number=order.number)
    return say(text + (" " + _("Masih tercatat masuk: %(sum)s.", sum=rupiah(back)) if back else ""), order=order.number)


DEED = Deed(
    "take money",
    by=SELLERS,
    handlers={
        "paid": confirm,
        "not_paid": deny_which,
        "short_paid": too_little,
        "part_paid": part,
        "overpaid": too_much,
        "refunded": refund,
    },
    buttons={
        "paid": ("order_no",),
        "not_paid": ("order_no",),
        "short_paid": ("order_no", "#amount"),
        "overpaid": ("order_no", "#amount"),
        "part_paid": ("order_no", "#amount"),
        "refunded": ("order_no", "#amount"),
    },
    pierces=dict.fromkeys(("short_paid", "part_paid", "overpaid", "refunded"), ("complaint at the shop",)),
    opposites={"paid": ("not_paid",)},
)
