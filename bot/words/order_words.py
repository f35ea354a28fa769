"""Words for orders that replies and notices share."""

from flask_babel import gettext as _

from bot.shopper.buying import bill
from bot.talk import choices
from bot.words.wording import name_only, plain, shortened, size_name
from messaging.content import Option
from money import rupiah
from orders import changes, couriers
from orders.changes import LineTerms, Offer
from orders.models import Order

# ---------------------------------------------------------------- an order


def for_shopper(order: Order) -> str:
    """The order as its shopper sees it."""
    head = f"*{order.number}* · {plain(order.seller.shop)} · {rupiah(order.due)}"
    return "\n".join(filter(None, [head, goods(order), state(order), next_of_shopper(order)]))


def for_seller(order: Order) -> str:
    """The order as its seller sees it, with what she may do next."""
    head = f"*{order.number}* · {plain(order.buyer_name)} · {rupiah(order.due)}"
    return "\n".join([head, goods(order), *(_next_of_seller(order) or [state(order)])])


def goods(order: Order) -> str:
    """One line for each thing ordered."""
    return "\n".join(
        f"{line.quantity} x {line.code} {plain(line.title)[:50]}" + (f", {size_name(line.size)}" if line.size else "")
        for line in order.lines
    )


def state(order: Order) -> str:
    """Where it stands."""
    if order.proposal is not None:
        return _asked(order)
    if order.order_status == "placed":
        return _("Menunggu jawaban penjual.")
    if order.order_status == "rejected":
        return _("Maaf, penjual tidak bisa melayani: %(reason)s.", reason=reason(order.cancel_reason))
    if order.order_status == "cancelled":
        return _("Dibatalkan: %(reason)s.", reason=reason(order.cancel_reason))
    if order.fulfilment_status == "returned":
        return _("Barangnya sudah kembali ke toko.")
    if order.order_status == "completed":
        return _("Selesai. Terima kasih!")
    if order.fulfilment_status == "shipped":
        return _shipped(order)
    if order.fulfilment_status == "ready" and order.delivery == "pickup":
        return _("Siap diambil, %(paid)s.", paid=_paid(order))
    return _("Diterima penjual, %(paid)s.", paid=_paid(order))


def next_of_shopper(order: Order) -> str:
    """What its shopper does next with an open order; "" where nothing is open."""
    if order.proposal in ("changes", "cod", "cancel_by_seller"):
        return _("Balas *ya %(number)s* atau *tidak %(number)s*.", number=order.number)
    if order.order_status == "placed":
        return _("Kalau tidak jadi, ketik *batal %(number)s*.", number=order.number)
    if order.disputed:
        return _("Keluhan Anda sedang ditangani; lihat dengan *komplain %(number)s*.", number=order.number)
    if order.order_status == "completed":
        return _("Mau lagi? Ketik *pesan lagi %(number)s*; notanya: *nota %(number)s*.", number=order.number)
    if order.order_status != "accepted" or order.proposal:
        return ""
    if order.fulfilment_status == "shipped":
        received = _("Kalau sudah sampai, ketik *sudah diterima %(number)s*.", number=order.number)
        return "\n".join(filter(None, [tracked_at(order), received]))
    if order.standing.total_is_open:
        return _("Belum perlu bayar; totalnya kami kabari.")
    if order.payment_status == "unpaid" and "paid ahead" in order.standing.conditions:
        return _("Cara bayar: ketik *rekening %(number)s*.", number=order.number)
    if order.delivery == "pickup":
        ready = _("Ambil di %(place)s.", place=shop_and_place(order)) if order.fulfilment_status == "ready" else ""
        return ready or _("Kami kabari begitu siap diambil.")
    return _("Nomor resinya kami kabari begitu ada.")


def tracked_at(order: Order) -> str:
    """Where its parcel is looked up; "" where we know no such page."""
    link = couriers.link(order.courier)
    return _("Lacak: %(link)s", link=link) if link else ""


def _shipped(order: Order) -> str:
    return _("Sudah dikirim: %(courier)s %(number)s.", courier=order.courier, number=order.parcel_number)


def _paid(order: Order) -> str:
    if order.payment_status == "unpaid" and order.standing.total_is_open:
        return _("ongkir sedang dihitung")
    if 0 < order.found < order.due:
        return _("masuk %(found)s, kurang %(rest)s", found=rupiah(order.found), rest=rupiah(order.due - order.found))
    return {
        "unpaid": _("menunggu pembayaran (%(method)s)", method=bill.payment_name(order.payment_method)),
        "proof_sent": _("bukti bayar sedang dicek penjual"),
        "paid": _("sudah dibayar"),
        "refunded": _("uang sudah dikembalikan"),
    }[order.payment_status]


def _asked(order: Order) -> str:
    return {
        "changes": _("Tawaran penjual menunggu jawaban pembeli."),
        "cod": _("Diterima penjual; menunggu pembeli memastikan COD."),
        "cancel_by_shopper": _("Pembeli minta batal; menunggu jawaban penjual."),
        "cancel_by_seller": _("Penjual minta batal; menunggu jawaban pembeli."),
    }[order.proposal or ""]


def _next_of_seller(order: Order) -> list[str]:
    """What a seller does with an open order: answer, then the money, then the parcel."""
    if order.proposal in ("changes", "cancel_by_seller"):
        return []
    if order.proposal == "cancel_by_shopper":
        return [_asked(order), _("Balas *setuju %(number)s* atau *tidak %(number)s*.", number=order.number)]
    if order.order_status == "placed":
        return [_("Balas *terima %(number)s* atau *tolak %(number)s*.", number=order.number)]
    if order.order_status != "accepted":
        return []
    return [*_money_of_seller(order), *_parcel_of_seller(order)]


def _money_of_seller(order: Order) -> list[str]:
    if order.payment_status in ("paid", "refunded"):
        return [_paid(order).capitalize() + "."]
    if order.standing.total_is_open:
        return [_("Ongkirnya belum ada: *ongkir %(number)s 15rb*.", number=order.number)]
    return [_("Kalau uang sudah masuk: *lunas %(number)s*.", number=order.number)]


def _parcel_of_seller(order: Order) -> list[str]:
    if order.fulfilment_status == "shipped":
        return [_shipped(order)]
    if order.delivery == "ship":
        return [_("Kalau sudah dikirim: *resi %(number)s JNE 0123456789*.", number=order.number)]
    return [_("Kalau sudah siap: *siap diambil %(number)s*.", number=order.number)]


def reason(cancel_reason: str | None) -> str:
    """Why an order was called off."""
    return {
        "sold_out": _("barangnya habis"),
        "expired_unanswered": _("penjual tidak menjawab pada waktunya"),
        "expired_unpaid": _("belum dibayar pada waktunya"),
        "shopper_changed_mind": _("pembeli berubah pikiran"),
        "price_or_postage": _("harga atau ongkir tidak cocok"),
        "seller_closed": _("toko sedang tutup"),
    }.get(cancel_reason or "", _("ada halangan"))


# ---------------------------------------------------------------- an offer


def offer(order: Order, offered: Offer) -> list[str]:
    """What changes, and what the total would be; a line each."""
    lines = []
    if offered.lines is not None:
        lines += [_("Yang bisa dikirim:"), *(_line(line) for line in offered.lines)]
    if offered.shipping_fee is not None:
        lines.append(_("Ongkir: %(fee)s", fee=rupiah(offered.shipping_fee)))
    lines.append(_("Total jadi *%(total)s*", total=rupiah(changes.due_after(order, offered))))
    return lines


def _line(line: LineTerms) -> str:
    size = f", {size_name(line.size)}" if line.size else ""
    return f"{line.quantity} x {line.code}{size} = {rupiah(line.total)}"


def offer_options(order: Order, offered: Offer) -> tuple[Option, ...]:
    """What the shopper may answer to the open offer; a tap on an older one can be told from it."""
    told = (order.number, offered.event_id or "")
    agree, decline = choices.deed("agree", _("Ya, setuju"), *told), choices.deed("decline", _("Tidak"), *told)
    rest = (choices.deed("keep_rest", _("Yang ada saja"), *told),) if offered.rest else ()
    return (agree, *rest, decline)


# ---------------------------------------------------------------- people and places


def shop_and_place(order: Order) -> str:
    """Where goods are fetched: the shop's name, its place in the market, the quarter."""
    seller = order.seller
    return ", ".join(filter(None, (plain(seller.shop), plain(seller.address), seller.sentra)))


def buyer(order: Order) -> str:
    """The buyer's name, short."""
    return shortened(name_only(order.buyer_name) or _("Pembeli"), 30)
