""" "pesanan saya": where the orders stand and what comes next."""

from flask_babel import gettext as _

from bot.shopper import bill, check_out
from bot.turn import Answer, Turn, say
from bot.wording import plain, size_name
from money import rupiah
from orders import lookup
from orders.models import Order

SHOWN = 5
MOST_CHARACTERS = 1500


def track(turn: Turn) -> Answer:
    number = turn.facts.get("order_no") or turn.quoted.get("order")
    if number:
        return _one(turn, number)
    recent = lookup.recent_of_shopper(turn.session, turn.person.id, 20)
    own = [for_seller(order) for order in lookup.open_of_seller(turn.session, turn.seller.id)] if turn.seller else []
    unfinished = check_out.ask_again(turn, _("Belum ada pesanan yang masuk ke penjual; yang ini belum selesai."))
    if not recent and not own and unfinished:
        return unfinished
    if not recent and not own and turn.seller:
        return say(_("Belum ada pesanan yang jalan. Pesanan baru langsung kami kirim ke sini."))
    if not recent and not own:
        return say(_("Belum ada pesanan. Contoh: *kemeja parang L* atau *daster di bawah 60rb*. Mau lihat batik apa?"))
    newest_open_first = sorted(recent, key=lambda order: order.order_status not in lookup.OPEN)
    blocks = [in_words(order) for order in newest_open_first[:SHOWN]]
    if own:
        blocks = [
            _("*Pesanan masuk ke toko Anda*"),
            *own[:SHOWN],
            *([_("*Belanjaan Anda*"), *blocks] if blocks else []),
        ]
    text = blocks[0]
    for block in blocks[1:]:
        if len(text) + len(block) < MOST_CHARACTERS:
            text += "\n\n" + block
    return say(text)


def _one(turn: Turn, number: str) -> Answer:
    order = lookup.of_shopper(turn.session, turn.person.id, number)
    if order is not None:
        return say(in_words(order), order=order.number)
    own = lookup.of_seller(turn.session, turn.seller.id, number) if turn.seller else None
    if own is not None:
        return say(for_seller(own), order=own.number)
    return say(
        _("Pesanan %(number)s tidak ada di daftar Anda. Ketik *pesanan saya* untuk melihatnya.", number=plain(number))
    )


def goods_in_words(order: Order) -> str:
    """One line for each thing ordered."""
    return "\n".join(
        f"{line.quantity} x {line.code} {plain(line.title)[:50]}" + (f", {size_name(line.size)}" if line.size else "")
        for line in order.lines
    )


def in_words(order: Order) -> str:
    """The order as its shopper sees it."""
    head = f"*{order.number}* · {plain(order.seller.shop)} · {rupiah(order.total)}"
    return "\n".join([head, goods_in_words(order), state_in_words(order)])


def state_in_words(order: Order) -> str:
    """Where it stands and what comes next."""
    if order.order_status == "placed":
        return _("Menunggu jawaban penjual. Kalau tidak jadi, ketik *batal %(number)s*.", number=order.number)
    if order.order_status == "rejected":
        return _("Maaf, penjual tidak bisa melayani: %(reason)s.", reason=reason_in_words(order.cancel_reason))
    if order.order_status == "cancelled":
        return _("Dibatalkan: %(reason)s.", reason=reason_in_words(order.cancel_reason))
    if order.order_status == "completed":
        return _("Selesai. Terima kasih!")
    if order.fulfilment_status == "shipped":
        return _("Sudah dikirim: %(courier)s %(number)s.", courier=order.courier, number=order.parcel_number)
    paid = {
        "unpaid": _("menunggu pembayaran (%(method)s)", method=bill.payment_name(order.payment_method)),
        "proof_sent": _("bukti bayar sedang dicek penjual"),
        "paid": _("sudah dibayar"),
        "refunded": _("uang sudah dikembalikan"),
    }[order.payment_status]
    return _("Diterima penjual, %(paid)s.", paid=paid)


def reason_in_words(reason: str | None) -> str:
    return {
        "sold_out": _("barangnya habis"),
        "expired_unanswered": _("penjual tidak menjawab pada waktunya"),
        "expired_unpaid": _("belum dibayar pada waktunya"),
        "shopper_changed_mind": _("pembeli berubah pikiran"),
        "price_or_postage": _("harga atau ongkir tidak cocok"),
        "seller_closed": _("toko sedang tutup"),
    }.get(reason or "", _("ada halangan"))


def _next_of_seller(order: Order) -> str:
    """What a seller does with an accepted order: the money, then the parcel."""
    steps = []
    if order.payment_status == "paid":
        steps.append(_("Sudah dibayar."))
    else:
        steps.append(_("Kalau uang sudah masuk: *lunas %(number)s*.", number=order.number))
    if order.fulfilment_status == "shipped":
        steps.append(_("Sudah dikirim: %(courier)s %(number)s.", courier=order.courier, number=order.parcel_number))
    elif order.delivery == "ship":
        steps.append(_("Kalau sudah dikirim: *resi %(number)s JNE 0123456789*.", number=order.number))
    return "\n".join(steps)


def for_seller(order: Order) -> str:
    """The order as its seller sees it."""
    head = f"*{order.number}* · {plain(order.buyer_name)} · {rupiah(order.total)}"
    next_step = {
        "placed": _("Balas *terima %(number)s* atau *tolak %(number)s*.", number=order.number),
        "accepted": _next_of_seller(order),
    }.get(order.order_status, state_in_words(order))
    return "\n".join([head, goods_in_words(order), next_step])
