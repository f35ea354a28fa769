""" "nota P0001": what stands on an order's receipt, in words of whoever asks for it: the shopper or the shop."""

from datetime import datetime

from babel.dates import format_datetime
from flask import current_app
from flask_babel import get_locale
from flask_babel import gettext as _
from sqlmodel import Session

import clock
from bot.shopper.after import track_order
from bot.shopper.buying import bill
from bot.talk.deed import Deed
from bot.talk.turn import Answer, Turn
from bot.words import order_words, pictures
from bot.words.wording import plain, size_name, times
from media.receipt import Receipt, ReceiptRow
from messaging.content import Content
from money import rupiah
from orders import lookup
from orders.models import Order, OrderLine

RECENT = 20


def send(turn: Turn) -> Answer:
    """The receipt as a picture; of an order that nobody has agreed to there is none."""
    order = _meant(turn)
    if order is None:
        return track_order.track(turn)
    if not _has_receipt(order):
        text = _("Nota dibuat setelah penjual menerima pesanan.")
        text += "\n\n" + order_words.for_shopper(order)
        return Answer(Content.fitting(text), {"order": order.number})
    receipt = of_order(turn.session, order)
    text = _("Nota *%(number)s* dari %(shop)s.", number=order.number, shop=plain(order.seller.shop))
    other = _("Nota pesanan lain: *nota* dan nomornya.")
    return Answer(Content.fitting(f"{text} {other}", image=pictures.receipt(receipt)), {"order": order.number})


def _meant(turn: Turn) -> Order | None:
    """The order named or quoted, the shopper's own or the shop's; else the newest that has a receipt."""
    number = turn.facts.get("order_no") or turn.quoted.get("order")
    if number:
        own = lookup.of_shopper(turn.session, turn.person.id, str(number))
        return own or (lookup.of_seller(turn.session, turn.seller.id, str(number)) if turn.seller else None)
    recent = lookup.recent_of_shopper(turn.session, turn.person.id, RECENT)
    return next((order for order in recent if _has_receipt(order)), None)


def _has_receipt(order: Order) -> bool:
    is_agreed = order.order_status in ("accepted", "completed")
    return is_agreed or (order.order_status == "cancelled" and order.payment_status in ("paid", "refunded"))


# ---------------------------------------------------------------- what stands on it


def of_order(session: Session, order: Order) -> Receipt:
    """As things stand now. The buyer is not named: the picture outlives what we keep of a person."""
    stamp, mood = _stamp(order)
    return Receipt(
        shop=plain(order.seller.shop),
        place=", ".join(filter(None, (plain(order.seller.address), order.seller.sentra))),
        title=_("Nota %(number)s", number=order.number),
        date=_day(order.placed_at),
        stamp=stamp,
        mood=mood,
        columns=(_("Barang"), _("Jumlah")),
        rows=tuple(_row(line) for line in order.lines),
        sums=_sums(order),
        total=(_("Total"), rupiah(order.due)),
        facts=_facts(session, order),
        note=_("Bayar langsung ke penjual; Lokapasar tidak menyimpan uang."),
    )


def _stamp(order: Order) -> tuple[str, str]:
    if order.payment_status == "refunded":
        return _("DIKEMBALIKAN"), "bad"
    if order.order_status == "cancelled":
        return _("BATAL"), "bad"
    return (_("LUNAS"), "good") if order.payment_status == "paid" else (_("BELUM LUNAS"), "open")


def _row(line: OrderLine) -> ReceiptRow:
    size = f", {size_name(line.size)}" if line.size else ""
    return ReceiptRow(
        title=plain(line.title) + size,
        detail=f"{line.code} · {times(line.quantity, line.unit_price, line.total)}",
        amount=rupiah(line.total),
    )


def _sums(order: Order) -> tuple[tuple[str, str], ...]:
    """What the total is made of; nothing where it is only goods."""
    postage: list[tuple[str, str]] = []
    if order.delivery == "ship":
        service = f" ({order.shipping_service})" if order.shipping_service else ""
        fee = rupiah(order.shipping_fee) if order.shipping_fee is not None else _("belum dihitung")
        postage = [(_("Ongkir") + service, fee)]
    digits = [(_("Kode unik"), rupiah(order.unique_digits))] if order.unique_digits else []
    return ((_("Barang"), rupiah(order.goods_total)), *postage, *digits) if postage or digits else ()


def _facts(session: Session, order: Order) -> tuple[tuple[str, str], ...]:
    facts = [(_("Cara bayar"), bill.payment_name(order.payment_method)), (_("Pembayaran"), _payment(session, order))]
    if order.parcel_number:
        facts.append((_("Resi"), f"{order.courier} {order.parcel_number}".strip()))
    facts.append((_("Bukti"), _evidence(session, order)))
    return (*facts, (_("Nota dibuat"), _day(clock.now())))


def _payment(session: Session, order: Order) -> str:
    """Who says what of the money, and when."""
    if order.payment_status == "refunded":
        confirmed = lookup.newest_event(session, order, "refund_confirmed")
        return _("dikembalikan, dipastikan pembeli") if confirmed else _("dikembalikan, menurut penjual")
    if order.payment_status == "paid" and order.paid_at:
        return _("diterima penjual %(when)s", when=_moment(order.paid_at))
    if order.found:
        return _("baru masuk %(found)s", found=rupiah(order.found))
    return _("bukti dikirim, belum dicek penjual") if order.payment_status == "proof_sent" else _("belum ada")


def _evidence(session: Session, order: Order) -> str:
    """The strongest of what shows the sale."""
    if order.evidence == "buyer_confirmed":
        events = [lookup.newest_event(session, order, kind) for kind in ("delivered", "arrival_confirmed")]
        at = max((event.at for event in events if event), default=None)
        return _("barang diterima pembeli %(when)s", when=_day(at)) if at else _("barang diterima pembeli")
    return {
        "declared": _("pernyataan penjual"),
        "proof_seen": _("foto bukti bayar"),
        "seller_confirmed": _("penjual memastikan uang masuk"),
        "parcel_number": _("nomor resi kurir"),
    }[order.evidence]


def _day(at: datetime) -> str:
    return _written(at, "d MMMM y")


def _moment(at: datetime) -> str:
    return _written(at, "d MMM y HH.mm")


def _written(at: datetime, form: str) -> str:
    """As the city's clocks show it."""
    local = clock.local(at, current_app.config["SETTINGS"].city_timezone)
    return format_datetime(local, form, locale=str(get_locale()))


DEED = Deed(
    "receipt",
    handlers={"receipt": send},
    buttons={"receipt": ("order_no",)},
    pierces={"receipt": ("own complaint",)},
)
