"""What the seller hears of an order. Each function writes one message; MESSAGES has them by the table's names."""

from dataclasses import replace

from flask_babel import gettext as _
from sqlmodel import Session

from bot.news.parts import News, Writer, news, while_it
from bot.shopper.buying import bill
from bot.talk import choices
from bot.words import order_words, parcel_words, pictures
from bot.words.wording import moment, name_only, plain, size_name, times
from catalog import lookup as catalog_lookup
from messaging.content import Image, Knock, Option
from money import rupiah
from orders import waiting
from orders.models import Order, OrderEvent

MOST_PICTURES = 6


def order_placed(session: Session, order: Order, event: OrderEvent) -> News:
    """The whole order in one message, with buttons."""
    return news(
        _("*Pesanan baru %(number)s*", number=order.number),
        *_goods(order),
        _("Total barang: *%(total)s*", total=rupiah(order.goods_total)),
        *bill.made_to_order(order),
        "",
        _("Pembeli: %(name)s", name=name_only(order.buyer_name) or _("Pembeli"))
        + (f", {order.buyer_phone}" if order.buyer_phone else ""),
        *parcel_words.for_seller(order),
        _("Bayar: %(method)s", method=bill.payment_name(order.payment_method)),
        "",
        _("Balas *terima* atau *tolak habis*. Barangnya ada dan bisa dilayani?"),
        options=_answers(order),
        image=_picture(session, order),
        knock=Knock("order_placed", (order.number, rupiah(order.total))),
        only_while=while_it(order, order_status="placed"),
    )


def _goods(order: Order) -> list[str]:
    return [
        f"{line.code} {plain(line.title)[:60]}" + (f", *{size_name(line.size)}*" if line.size else "")
        + f"\n{times(line.quantity, line.unit_price, line.total)} = {rupiah(line.total)}"
        for line in order.lines
    ]  # fmt: skip


def _picture(session: Session, order: Order) -> Image | None:
    codes = dict.fromkeys(line.code for line in order.lines)
    listings = catalog_lookup.by_codes(session, list(codes)[:MOST_PICTURES])
    if len(listings) > 1:
        return pictures.contact_sheet([catalog_lookup.goods_of(listing) for listing in listings])
    return pictures.card(listings[0]) if listings else None


def _answers(order: Order) -> tuple[Option, ...]:
    return (
        choices.deed("accept", _("Terima"), order.number),
        choices.deed("reject", _("Tolak"), order.number),
    )


def remind_to_answer(session: Session, order: Order, event: OrderEvent) -> News:
    text = _(
        "Pesanan *%(number)s* dari %(buyer)s (%(total)s) menunggu jawaban Anda sejak %(when)s.",
        number=order.number,
        buyer=order_words.buyer(order),
        total=rupiah(order.total),
        when=moment(waiting.since(session, order)),
    )
    return news(
        text,
        order_words.goods(order),
        "",
        _("Barangnya ada dan bisa dilayani?"),
        options=_answers(order),
        knock=Knock("order_placed", (order.number, rupiah(order.total))),
        only_while=while_it(order, order_status="placed", proposal=None),
        reminds=True,
    )


def changes_agreed(session: Session, order: Order, event: OrderEvent) -> News:
    """The shopper agrees, or keeps what can be had: the order as it stands now."""
    text = _("Pembeli setuju. Pesanan *%(number)s* sekarang:", number=order.number)
    total = _("Total *%(total)s*", total=rupiah(order.due))
    goods = order_words.goods(order)
    if order.order_status != "placed":
        return news(text, goods, total, _("Pembeli sudah kami beri tahu cara bayarnya."))
    only_while = while_it(order, order_status="placed", proposal=None)
    return news(text, goods, total, "", _("Diterima?"), options=_answers(order), only_while=only_while)


def changes_declined(session: Session, order: Order, event: OrderEvent) -> News:
    text = _("Pembeli belum setuju untuk pesanan *%(number)s*.", number=order.number)
    step = _("Ketik ongkir lain (*ongkir %(number)s 12rb*), *terima*, atau *tolak*.", number=order.number)
    options = _answers(order) if order.order_status == "placed" else ()
    return news(text, step, options=options, only_while=while_it(order, proposal=None))


def cod_confirmed(session: Session, order: Order, event: OrderEvent) -> News:
    text = _(
        "Pembeli memastikan pesanan COD *%(number)s* (%(total)s). Silakan dikemas.",
        number=order.number,
        total=rupiah(order.due),
    )
    return news(text, _("Kalau sudah dikirim, ketik *resi %(number)s JNE 0123456789*.", number=order.number))


def order_cancelled(session: Session, order: Order, event: OrderEvent) -> News:
    """Called off by the shopper alone, or by an officer."""
    if event.actor == "officer":
        text = _("Pesanan %(number)s dibatalkan petugas pasar. Stoknya sudah kembali.", number=order.number)
    else:
        text = _("Pesanan %(number)s dibatalkan pembeli. Stoknya sudah kembali.", number=order.number)
    return news(text)


def cancel_asked(session: Session, order: Order, event: OrderEvent) -> News:
    text = _(
        "%(buyer)s minta membatalkan pesanan *%(number)s* yang sudah Anda terima.",
        buyer=order_words.buyer(order),
        number=order.number,
    )
    money = _("Uang %(sum)s yang sudah masuk perlu dikembalikan.", sum=rupiah(order.found)) if order.found else ""
    options = (
        choices.deed("agree", _("Ya, batalkan"), order.number),
        choices.deed("decline", _("Tidak"), order.number),
    )
    only_while = while_it(order, proposal="cancel_by_shopper")
    lines = filter(None, (text, money))
    return news(*lines, "", _("Boleh dibatalkan?"), options=options, only_while=only_while)


def remind_of_cancelling(session: Session, order: Order, event: OrderEvent) -> News:
    return replace(cancel_asked(session, order, event), reminds=True)


def cancel_unanswered(session: Session, order: Order, event: OrderEvent) -> News:
    """Whoever was asked said nothing; what the seller may still say stands below it, where she was asked."""
    text = _(
        "Permintaan batal pesanan *%(number)s* belum dijawab, jadi petugas pasar ikut melihat (*%(matter)s*).",
        number=order.number,
        matter=event.facts.get("matter", ""),
    )
    return news(text, only_while=while_it(order, proposal=order.proposal))


def cancel_agreed(session: Session, order: Order, event: OrderEvent) -> News:
    text = _("Pembeli setuju: pesanan *%(number)s* batal, stoknya sudah kembali.", number=order.number)
    if order.found or order.payment_status == "proof_sent":
        return news(text, _refund_due(order))
    return news(text)


def _refund_due(order: Order) -> str:
    if order.found:
        return _(
            "Kembalikan %(sum)s ke pembeli, lalu ketik *sudah dikembalikan %(number)s*.",
            sum=rupiah(order.found),
            number=order.number,
        )
    return _("Pembeli pernah mengirim bukti bayar. Kalau uangnya masuk, kembalikan ya.")


def cancel_declined(session: Session, order: Order, event: OrderEvent) -> News:
    text = _("Pembeli tidak setuju membatalkan pesanan *%(number)s*.", number=order.number)
    return news(text, _("Pesanannya tetap jalan; bicarakan langsung dengan pembeli ya."))


def expired(session: Session, order: Order, event: OrderEvent) -> News:
    text = _(
        "Pesanan %(number)s batal: %(reason)s. Stoknya sudah kembali.",
        number=order.number,
        reason=order_words.reason(order.cancel_reason),
    )
    return news(text)


def remind_of_denial(session: Session, order: Order, event: OrderEvent) -> News:
    text = _(
        "Uang pesanan *%(number)s* (%(total)s) belum Anda temukan, padahal pembeli mengirim bukti. Stoknya masih tertahan.",
        number=order.number,
        total=rupiah(order.due - order.found),
    )
    options = (
        choices.deed("paid", _("Sudah masuk"), order.number),
        choices.deed("cancel_sale", _("Batalkan"), order.number),
    )
    only_while = while_it(order, order_status="accepted", payment_status="unpaid")
    return news(text, "", _("Sudah masuk, atau dibatalkan saja?"), options=options, only_while=only_while, reminds=True)


def proof_sent(session: Session, order: Order, event: OrderEvent) -> News:
    """The picture with the sum to look for; a proof is never a payment."""
    head = _("Bukti bayar *%(number)s* dari %(buyer)s.", number=order.number, buyer=order_words.buyer(order))
    look = _(
        "Cari *%(sum)s* di mutasi rekening; hanya mutasi yang membuktikan uang masuk.",
        sum=rupiah(order.to_pay),
    )
    options = (
        choices.deed("paid", _("Masuk"), order.number),
        choices.deed("not_paid", _("Belum masuk"), order.number),
        choices.deed("short_paid", _("Kurang"), order.number),
    )
    return news(
        head,
        look,
        *_doubts(order, event),
        "",
        _("Uangnya sudah masuk?"),
        options=options,
        image=Image(event.facts["picture"]),
        only_while=while_it(order, payment_status="proof_sent"),
    )


def _doubts(order: Order, event: OrderEvent) -> list[str]:
    """What the seller should know before she believes it."""
    lines = []
    if event.facts.get("used_before"):
        lines.append(
            _("⚠️ Foto yang sama pernah dikirim untuk pesanan lain. Periksa baik-baik; petugas juga melihatnya.")
        )
    if order.order_status == "cancelled":
        lines.append(_("Pesanan ini sudah batal: kalau uangnya masuk, kembalikan ke pembeli."))
    return lines


def sends_alone(session: Session, order: Order, event: OrderEvent) -> News:
    """The stall that was to pack the joint parcel is out of it."""
    text = _("*Gabung kirim %(number)s batal*: toko yang mengemas tidak jadi ikut.", number=order.number)
    next_step = _("Kirim sendiri ya, dan tulis ongkirnya, misalnya *ongkir %(number)s 15rb*.", number=order.number)
    return news(text, next_step)


def delivered(session: Session, order: Order, event: OrderEvent) -> News:
    return news(_("Pembeli sudah menerima pesanan *%(number)s*. Selesai, terima kasih!", number=order.number))


def taken_for_delivered(session: Session, order: Order, event: OrderEvent) -> News:
    return news(
        _(
            "Pesanan *%(number)s* kami anggap sudah sampai: pembeli tidak mengabarkan apa-apa. Selesai.",
            number=order.number,
        )
    )


def not_arrived(session: Session, order: Order, event: OrderEvent) -> News:
    text = _(
        "%(buyer)s bilang paket *%(number)s* (%(courier)s %(parcel)s) belum sampai.",
        buyer=order_words.buyer(order),
        number=order.number,
        courier=order.courier,
        parcel=order.parcel_number,
    )
    contact = _("Kontak pembeli: %(phone)s", phone=order.buyer_phone) if order.buyer_phone else ""
    return news(
        text,
        order_words.tracked_at(order),
        contact,
        _("Tolong dicek ke kurir, lalu kabari pembeli ya."),
        only_while=while_it(order, fulfilment_status="shipped"),
    )


def return_sent(session: Session, order: Order, event: OrderEvent) -> News:
    text = _(
        "%(buyer)s sudah mengirim balik barang pesanan *%(number)s*.",
        buyer=order_words.buyer(order),
        number=order.number,
    )
    if event.facts.get("parcel"):
        text += " " + _("Resinya %(parcel)s.", parcel=plain(event.facts["parcel"]))
    return news(text, _("Kalau sudah sampai, ketik *retur %(number)s*.", number=order.number))


def refund_confirmed(session: Session, order: Order, event: OrderEvent) -> News:
    return news(_("Pembeli memastikan uang pesanan *%(number)s* sudah kembali. Terima kasih!", number=order.number))


def refund_denied(session: Session, order: Order, event: OrderEvent) -> News:
    text = _("Pembeli bilang uang pesanan *%(number)s* belum masuk.", number=order.number)
    return news(text, _("Tolong dicek lagi, lalu kirim foto bukti transfernya ke pembeli ya."))


MESSAGES: dict[str, Writer] = {
    message.__name__: message
    for message in (
        order_placed,
        remind_to_answer,
        changes_agreed,
        changes_declined,
        cod_confirmed,
        order_cancelled,
        cancel_asked,
        remind_of_cancelling,
        cancel_unanswered,
        cancel_agreed,
        cancel_declined,
        expired,
        remind_of_denial,
        proof_sent,
        delivered,
        taken_for_delivered,
        not_arrived,
        return_sent,
        refund_confirmed,
        refund_denied,
    )
}
