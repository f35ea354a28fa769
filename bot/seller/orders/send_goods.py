"""The goods leave: ready, fetched, the parcel's number, back again, and a sale that is called off."""

from flask_babel import gettext as _

from bot.seller.orders import take_money, which_order
from bot.seller.orders.which_order import actor, follow
from bot.talk import choices
from bot.talk.deed import SELLERS, Deed
from bot.talk.turn import Answer, Turn, ask_whether, say
from bot.words import order_words
from bot.words.wording import plain
from messaging.content import MAX_BUTTON_TITLE, MAX_BUTTONS, MAX_LIST_ITEMS
from money import rupiah
from orders import couriers, deeds
from orders.models import Order

ANOTHER = "?"  # a courier that the list did not have: asked for in words


def ready(turn: Turn) -> Answer:
    """ "siap diambil", "sudah dikemas"."""
    fits = lambda order: order.order_status == "accepted" and order.fulfilment_status == "unfulfilled"  # noqa: E731
    return which_order.do(turn, "ready", fits, _ready)


def picked_up(turn: Turn) -> Answer:
    """ "sudah diambil"."""
    return which_order.do(turn, "picked_up", lambda order: _is_open(order) and order.delivery == "pickup", _picked_up)


def send_parcel(turn: Turn) -> Answer:
    """ "resi P0001 JNE 0123456789", or only the number."""
    number = str(turn.facts.get("parcel_number") or "")
    if not number:
        example = turn.facts.get("order_no") or "P0001"
        return say(_("Contoh: *resi %(number)s JNE 0123456789*. Nomor resinya berapa?", number=plain(str(example))))
    courier = str(turn.facts.get("courier") or "")
    fits = lambda order: order.order_status == "accepted" and not order.parcel_number  # noqa: E731
    return which_order.do(turn, "parcel_number", fits, _send_parcel, courier, number)


def came_back(turn: Turn) -> Answer:
    """ "paket P0001 retur", "COD ditolak"."""
    fits = lambda order: order.fulfilment_status == "shipped" and order.order_status == "accepted"  # noqa: E731
    return which_order.do(turn, "returned", fits, _came_back)


def cancel_sale(turn: Turn) -> Answer:
    """ "batalkan P0001" of a seller: an accepted order that can't be delivered."""
    fits = lambda order: _is_open(order)  # noqa: E731
    return which_order.do(turn, "cancel_sale", fits, _cancel_sale, turn.facts.get("reason", ""))


# ---------------------------------------------------------------- deeds


def _is_open(order: Order) -> bool:
    return order.order_status == "accepted" and order.fulfilment_status in ("unfulfilled", "ready")


def _ready(turn: Turn, order: Order) -> Answer:
    follow(turn, order, deeds.mark_ready(turn.session, order, actor(turn)))
    lines = [_("*%(number)s siap.* Pembeli sudah kami beri tahu.", number=order.number)]
    if order.delivery == "pickup":
        lines.append(_("Kalau sudah diambil, ketik *sudah diambil %(number)s*.", number=order.number))
    else:
        lines.append(_("Kalau sudah dikirim, ketik *resi %(number)s JNE 0123456789*.", number=order.number))
    return say("\n".join(lines), order=order.number)


def _picked_up(turn: Turn, order: Order) -> Answer:
    follow(turn, order, deeds.mark_picked_up(turn.session, order, actor(turn)))
    text = _("*%(number)s* sudah diambil, selesai.", number=order.number)
    if order.payment_status in ("paid", "refunded"):
        return say(text, order=order.number)
    question = _("Uangnya %(sum)s sudah diterima?", sum=rupiah(order.due - order.found))
    yes = choices.deed("paid", _("Sudah masuk"), order.number)
    no = choices.deed("order_status", _("Belum"), order.number)
    return ask_whether(f"{text} {question}", yes, no, order=order.number)


def _send_parcel(turn: Turn, order: Order) -> Answer:
    number = plain(couriers.normalised(str(turn.facts["parcel_number"])))[:40]
    courier = plain(couriers.named(str(turn.facts.get("courier") or "")))[:40]
    if courier == ANOTHER:
        text = _("Contoh: *resi %(order)s Dakota %(number)s*. Kurirnya apa?", order=order.number, number=number)
        return say(text, order=order.number)
    if not courier:
        return _ask_courier(order, number)
    is_paid = bool(turn.facts.get("is_paid")) and take_money.confirm_unheard(turn, order)
    warning = _warning(order)
    follow(turn, order, deeds.record_parcel(turn.session, order, actor(turn), courier, number, is_paid))
    text = _(
        "Resi %(courier)s %(parcel)s untuk *%(number)s* tersimpan, pembeli sudah kami beri tahu.",
        courier=courier,
        parcel=number,
        number=order.number,
    )
    lines = [_("*%(number)s lunas*, %(sum)s.", number=order.number, sum=rupiah(order.due))] if is_paid else []
    return say("\n".join(filter(None, [*lines, text, warning])), order=order.number)


def _warning(order: Order) -> str:
    """A parcel may leave in any state of the payment, but the seller shall know."""
    if order.proposal == "cod":
        return _("Perhatian: pembeli belum memastikan COD-nya.")
    if order.payment_status != "paid" and order.payment_method in ("transfer", "qris"):
        return _(
            "Perhatian: pembayarannya belum Anda konfirmasi. Kalau sudah masuk, ketik *lunas %(number)s*.",
            number=order.number,
        )
    return ""


def _ask_courier(order: Order, number: str) -> Answer:
    """Who carries it: one whose numbers look like this, to be confirmed by tap; else one of all."""
    guessed = couriers.guess(number)
    if len(guessed) == 1:
        yes = choices.deed(
            "parcel_number",
            _("Ya, %(courier)s", courier=guessed[0])[:MAX_BUTTON_TITLE],
            order.number,
            guessed[0],
            number,
        )
        no = choices.deed("parcel_number", _("Kurir lain"), order.number, ANOTHER, number)
        text = _("Resi %(number)s sepertinya %(courier)s. Betul?", number=number, courier=guessed[0])
        return ask_whether(text, yes, no, order=order.number)
    names = guessed or couriers.with_numbers()
    room = MAX_BUTTONS if len(names) < MAX_BUTTONS else MAX_LIST_ITEMS
    options = [choices.deed("parcel_number", name, order.number, name, number) for name in names[: room - 1]]
    options.append(choices.deed("parcel_number", _("Kurir lain"), order.number, ANOTHER, number))
    text = _("Resi %(number)s untuk *%(order)s*.", number=number, order=order.number)
    return say(text + " " + _("Dikirim dengan kurir apa?"), *options, order=order.number)


def _came_back(turn: Turn, order: Order) -> Answer:
    if order.payment_method == "cod" and order.payment_status == "unpaid":
        follow(turn, order, deeds.mark_refused(turn.session, order, actor(turn)))
        return say(
            _("Dicatat: paket COD *%(number)s* kembali. Pesanannya batal, stoknya sudah kembali.", number=order.number)
        )
    follow(turn, order, deeds.mark_returned(turn.session, order, actor(turn)))
    line = order.lines[0]
    goods = f"{line.code} {line.size}".strip()
    text = _("Dicatat: barang *%(number)s* kembali. Pembeli sudah kami beri tahu.", number=order.number)
    advice = _("Kalau layak dijual lagi: *stok %(goods)s +%(pieces)s*.", goods=goods, pieces=line.quantity)
    return say(f"{text}\n{advice}", order=order.number)


def _cancel_sale(turn: Turn, order: Order) -> Answer:
    reason = turn.facts.get("reason")
    if reason not in ("sold_out", "seller_closed", "price_or_postage", "other"):
        options = [
            choices.deed("cancel_sale", _("Barang habis"), order.number, "sold_out"),
            choices.deed("cancel_sale", _("Toko tutup"), order.number, "seller_closed"),
            choices.deed("cancel_sale", _("Alasan lain"), order.number, "other"),
        ]
        return say(_("Boleh tahu alasan membatalkan %(number)s?", number=order.number), *options, order=order.number)
    if order.payment_status == "unpaid":
        follow(turn, order, deeds.cancel(turn.session, order, actor(turn), reason))
        text = _(
            "*%(number)s* dibatalkan (%(reason)s). Pembeli sudah kami beri tahu.",
            number=order.number,
            reason=order_words.reason(reason),
        )
        return say(text, order=order.number)
    follow(turn, order, deeds.ask_to_cancel(turn.session, order, actor(turn), reason))
    text = _("Pembeli sudah membayar, jadi pembatalan *%(number)s* kami tanyakan dulu ke pembeli.", number=order.number)
    return say(text, order=order.number)


DEED = Deed(
    "send goods",
    by=SELLERS,
    handlers={
        "ready": ready,
        "picked_up": picked_up,
        "parcel_number": send_parcel,
        "returned": came_back,
        "cancel_sale": cancel_sale,
    },
    buttons={
        "parcel_number": ("order_no", "courier", "parcel_number"),
        "ready": ("order_no",),
        "picked_up": ("order_no",),
        "returned": ("order_no",),
        "cancel_sale": ("order_no", "reason"),
    },
    pierces=dict.fromkeys(("picked_up", "returned", "cancel_sale"), ("complaint at the shop",)),
)
