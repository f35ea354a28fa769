"""What the shopper hears of her order. Each function writes one message; MESSAGES has them by the table's names."""

from dataclasses import replace
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from sqlmodel import Session

from bot.news.parts import News, Writer, news, while_it
from bot.talk import choices
from bot.words import office, order_words, paying, pictures, stars
from bot.words.wording import moment, plain, technique_of
from catalog import lookup as catalog_lookup
from messaging.content import Image, Knock, Option
from money import rupiah
from orders import changes, lookup, waiting
from orders.models import Order, OrderEvent
from people import directory


def order_accepted(session: Session, order: Order, event: OrderEvent) -> News:
    """The shopper learns how and what to pay only now: nobody should pay for what turns out to be sold."""
    good_news = _("Kabar baik! Pesanan *%(number)s* diterima %(shop)s.", number=order.number, shop=_shop(order))
    knock = Knock("order_answered", (order.number,))
    only_while = while_it(order, order_status="accepted", payment_status=["unpaid", "proof_sent"])
    offered = changes.open_offer(session, order)
    if offered:
        lines = order_words.offer(order, offered)
        options = order_words.offer_options(order, offered)
        return news(good_news, *lines, "", _("Setuju?"), options=options, knock=knock, only_while=only_while)
    return _with_next_step(session, order, good_news, knock=knock, only_while=only_while)


def _with_next_step(session: Session, order: Order, opening: str, **more: Any) -> News:
    """`opening`, and what the shopper does now that the order is accepted: pay, or wait for the postage."""
    if order.standing.total_is_open:
        wait = _("Ongkirnya sedang dihitung penjual. Total dan cara bayarnya menyusul; belum perlu bayar dulu ya.")
        return news(opening, wait, _contact(order), **more)
    if order.payment_status == "proof_sent":
        checking = _("Bukti bayar Anda sudah diteruskan; penjual sedang mengeceknya.")
        return news(opening, paying.bill_of(order), checking, **more)
    pay = paying.instructions(session, order)
    question = ["", _("Jadi dikirim?")] if order.proposal == "cod" else []
    lines = [*pay.lines, _contact(order), *question]
    return news(opening, *lines, options=_cod(order), image=pay.image, follow=pay.more, **more)


def _cod(order: Order) -> tuple[Option, ...]:
    if order.proposal != "cod":
        return ()
    return (
        choices.deed("agree", _("Ya, kirim"), order.number),
        choices.deed("cancel", _("Batalkan"), order.number),
    )


def order_rejected(session: Session, order: Order, event: OrderEvent) -> News:
    text = _(
        "Maaf, pesanan *%(number)s* tidak bisa dilayani %(shop)s: %(reason)s.",
        number=order.number,
        shop=_shop(order),
        reason=order_words.reason(order.cancel_reason),
    )
    knock = Knock("order_answered", (order.number,))
    return news(text, _nothing_to_pay(order), "", _("Mau lihat yang mirip?"), options=_instead(order), knock=knock)


def changes_offered(session: Session, order: Order, event: OrderEvent) -> News:
    offered = changes.open_offer(session, order) or changes.Offer()
    opening = (
        _("%(shop)s menawarkan perubahan untuk pesanan *%(number)s*.", shop=_shop(order), number=order.number)
        if offered.lines is not None
        else _("%(shop)s menghitung ongkir pesanan *%(number)s*.", shop=_shop(order), number=order.number)
    )
    return news(
        opening,
        *order_words.offer(order, offered),
        "",
        _("Setuju?"),
        options=order_words.offer_options(order, offered),
        knock=Knock("order_answered", (order.number,)),
        only_while=while_it(order, proposal="changes"),
    )


def remind_of_offer(session: Session, order: Order, event: OrderEvent) -> News:
    offered = changes.open_offer(session, order) or changes.Offer()
    opening = _("Pesanan *%(number)s* dari %(shop)s menunggu jawaban Anda.", number=order.number, shop=_shop(order))
    return news(
        opening,
        *order_words.offer(order, offered),
        "",
        _("Setuju?"),
        options=order_words.offer_options(order, offered),
        only_while=while_it(order, proposal="changes"),
        reminds=True,
    )


def postage_set(session: Session, order: Order, event: OrderEvent) -> News:
    text = _("Ongkir pesanan *%(number)s* jadi *%(fee)s*.", number=order.number, fee=rupiah(order.shipping_fee or 0))
    if order.order_status == "accepted":
        return _with_next_step(session, order, text)
    return news(text, paying.bill_of(order), _("Belum perlu bayar dulu; kami kabari begitu penjual menerima."))


def alternatives(session: Session, order: Order, event: OrderEvent) -> News:
    """The seller is silent: other stalls' goods, or to wait."""
    instead = event.facts.get("instead", [])
    listings = catalog_lookup.by_codes(session, [one["code"] for one in instead])
    opening = _("%(shop)s belum menjawab pesanan *%(number)s*.", shop=_shop(order), number=order.number)
    wait = choices.deed("wait", _("Tunggu"), order.number)
    cancel = choices.deed("cancel", _("Batalkan"), order.number)
    only_while = while_it(order, order_status="placed", proposal=None)
    if not listings:
        question = _("Mau tunggu atau batalkan?")
        return news(opening, "", question, options=(wait, cancel), only_while=only_while)
    lines = [
        f"{one.code} {plain(one.title)[:50]} ({technique_of(one)}), {rupiah(one.price)}, {plain(one.seller.shop)}"
        for one in listings
    ]
    return news(
        opening,
        _("Toko lain punya yang mirip:"),
        *lines,
        "",
        _("Mau ganti ke ini, atau tunggu?"),
        options=(choices.deed("switch", _("Ganti ke ini"), order.number), wait, cancel),
        image=_picture(listings),
        only_while=only_while,
        about={"codes": [one.code for one in listings]},
    )


def _picture(listings: list[catalog_lookup.Listing]) -> Image:
    if len(listings) == 1:
        return pictures.card(listings[0])
    return pictures.contact_sheet([catalog_lookup.goods_of(listing) for listing in listings])


def expired_unanswered(session: Session, order: Order, event: OrderEvent) -> News:
    text = _(
        "Maaf, pesanan *%(number)s* kami batalkan: %(shop)s tidak menjawab pada waktunya.",
        number=order.number,
        shop=_shop(order),
    )
    return news(text, _nothing_to_pay(order), "", _("Mau lihat yang mirip?"), options=_instead(order))


def remind_to_pay(session: Session, order: Order, event: OrderEvent) -> News:
    until = waiting.pay_until(session, order)
    text = _(
        "Pesanan *%(number)s* dari %(shop)s belum dibayar dan akan batal %(when)s.",
        number=order.number,
        shop=_shop(order),
        when=moment(until) if until else "",
    )
    only_while = while_it(order, order_status="accepted", payment_status="unpaid")
    pay = paying.instructions(session, order)
    return news(text, *pay.lines, image=pay.image, follow=pay.more, only_while=only_while, reminds=True)


def expired(session: Session, order: Order, event: OrderEvent) -> News:
    """What the shopper did not answer or pay in time."""
    text = _(
        "Pesanan *%(number)s* dari %(shop)s batal: %(reason)s.",
        number=order.number,
        shop=_shop(order),
        reason=order_words.reason(order.cancel_reason),
    )
    advice = (
        _("Kalau sudah telanjur transfer, kirim fotonya ke sini; kami teruskan ke penjual.")
        if order.cancel_reason == "expired_unpaid"
        else ""
    )
    return news(text, advice, _("Kalau masih mau, pesan lagi saja: tulis kode barangnya."))


def order_cancelled(session: Session, order: Order, event: OrderEvent) -> News:
    text = _(
        "Maaf, pesanan *%(number)s* dibatalkan %(who)s: %(reason)s.",
        number=order.number,
        who=_("petugas pasar") if event.actor == "officer" else _shop(order),
        reason=order_words.reason(order.cancel_reason),
    )
    return news(text, _nothing_to_pay(order), "", _("Mau lihat yang mirip?"), options=_instead(order))


def cancel_asked(session: Session, order: Order, event: OrderEvent) -> News:
    text = _(
        "%(shop)s minta membatalkan pesanan *%(number)s*: %(reason)s.",
        shop=_shop(order),
        number=order.number,
        reason=order_words.reason(event.facts.get("wanted_for")),
    )
    money = _("Uang yang sudah masuk wajib dikembalikan penjual.") if order.payment_status != "unpaid" else ""
    options = (
        choices.deed("agree", _("Ya, batalkan"), order.number),
        choices.deed("decline", _("Tidak"), order.number),
    )
    only_while = while_it(order, proposal="cancel_by_seller")
    lines = filter(None, (text, money))
    return news(*lines, "", _("Boleh dibatalkan?"), options=options, only_while=only_while)


def remind_of_cancelling(session: Session, order: Order, event: OrderEvent) -> News:
    asked = lookup.newest_event(session, order, "cancel_asked")
    return replace(cancel_asked(session, order, asked or event), reminds=True)


def cancel_unanswered(session: Session, order: Order, event: OrderEvent) -> News:
    """Whoever was asked said nothing."""
    text = _(
        "Permintaan batal pesanan *%(number)s* belum dijawab, jadi petugas pasar ikut melihat (*%(matter)s*).",
        number=order.number,
        matter=event.facts.get("matter", ""),
    )
    return news(text, office.when_read(), only_while=while_it(order, proposal=order.proposal))


def cancel_agreed(session: Session, order: Order, event: OrderEvent) -> News:
    text = _("%(shop)s setuju: pesanan *%(number)s* batal.", shop=_shop(order), number=order.number)
    if order.found:
        refund = _("Penjual mengembalikan %(sum)s; kami kabari begitu dikirim.", sum=rupiah(order.found))
        return news(text, refund, _contact(order))
    return news(text, _("Kalau mau lihat batik yang lain, tulis saja barangnya."))


def cancel_declined(session: Session, order: Order, event: OrderEvent) -> News:
    text = _("%(shop)s tidak setuju membatalkan pesanan *%(number)s*.", shop=_shop(order), number=order.number)
    return news(text, _("Pesanannya tetap jalan. Bicarakan langsung dengan penjual ya."), _contact(order))


# ---------------------------------------------------------------- money


def order_paid(session: Session, order: Order, event: OrderEvent) -> News:
    text = _(
        "Pembayaran pesanan *%(number)s* sudah diterima %(shop)s. Terima kasih!",
        number=order.number,
        shop=_shop(order),
    )
    over = order.found - order.due
    too_much = _("Lebih %(sum)s; penjual mengembalikannya ke Anda.", sum=rupiah(over)) if over > 0 else ""
    if order.order_status == "cancelled":
        text = _(
            "%(shop)s menemukan uang Anda untuk pesanan *%(number)s* yang sudah batal, dan mengembalikannya.",
            shop=_shop(order),
            number=order.number,
        )
    return news(text, too_much)


def part_paid(session: Session, order: Order, event: OrderEvent) -> News:
    text = _(
        "%(shop)s menerima *%(found)s* untuk pesanan *%(number)s*. Kurang *%(rest)s* lagi.",
        shop=_shop(order),
        found=rupiah(order.found),
        number=order.number,
        rest=rupiah(order.due - order.found),
    )
    return news(text, _("Kirim sisanya ke rekening yang sama, lalu foto buktinya ke sini ya."))


def more_paid(session: Session, order: Order, event: OrderEvent) -> News:
    text = _(
        "%(shop)s menerima lebih %(sum)s untuk pesanan *%(number)s* dan mengembalikannya ke Anda.",
        shop=_shop(order),
        sum=rupiah(order.found - order.due),
        number=order.number,
    )
    return news(text)


def payment_not_found(session: Session, order: Order, event: OrderEvent) -> News:
    text = _(
        "%(shop)s belum menemukan pembayaran pesanan *%(number)s* (%(total)s).",
        shop=_shop(order),
        number=order.number,
        total=rupiah(order.due - order.found),
    )
    only_while = while_it(order, payment_status=["unpaid", "proof_sent"])
    question = _("Boleh dicek lagi nomor rekening dan jumlahnya?")
    return news(text, _contact(order), "", question, only_while=only_while)


def refunded(session: Session, order: Order, event: OrderEvent) -> News:
    sum_ = rupiah(-event.facts.get("amount", 0))
    text = _(
        "%(shop)s sudah mengembalikan *%(sum)s* untuk pesanan *%(number)s*.",
        shop=_shop(order),
        sum=sum_,
        number=order.number,
    )
    options = (
        choices.deed("refund_confirmed", _("Sudah masuk"), order.number),
        choices.deed("refund_denied", _("Belum masuk"), order.number),
    )
    return news(text, _contact(order), "", _("Uangnya sudah masuk?"), options=options, about={"refund": order.number})


# ---------------------------------------------------------------- goods


def ready(session: Session, order: Order, event: OrderEvent) -> News:
    if order.delivery == "ship":
        text = _("Pesanan *%(number)s* dari %(shop)s sudah siap dikirim.", number=order.number, shop=_shop(order))
        return news(text, _("Nomor resinya kami kabari begitu ada."))
    text = _(
        "Pesanan *%(number)s* sudah siap diambil di %(place)s.",
        number=order.number,
        place=order_words.shop_and_place(order),
    )
    owed = order.due - order.found
    pay = _("Siapkan %(sum)s ya.", sum=rupiah(owed)) if order.payment_method == "cash" and owed > 0 else ""
    return news(text, pay, _contact(order), only_while=while_it(order, order_status="accepted"))


def parcel_sent(session: Session, order: Order, event: OrderEvent) -> News:
    text = _("Pesanan *%(number)s* sudah dikirim %(shop)s.", number=order.number, shop=_shop(order))
    parcel = _("Resi %(courier)s: *%(parcel)s*", courier=order.courier, parcel=order.parcel_number).replace("  ", " ")
    knock = Knock("parcel_sent", (order.number, f"{order.courier} {order.parcel_number}".strip()))
    only_while = while_it(order, parcel_number=order.parcel_number)  # a mistyped number was replaced
    arrives = _("Kalau sudah di tangan, ketik *sudah diterima*.")
    days = _days(event)
    if days:
        arrives = _("Biasanya sampai dalam %(days)s hari.", days=days) + " " + arrives
    paid = _("Pembayarannya sudah diterima.") if event.facts.get("is_paid") else ""
    lines = filter(None, (text, paid, parcel, order_words.tracked_at(order), arrives))
    return news(*lines, knock=knock, only_while=only_while)


def _days(event: OrderEvent) -> str:
    """ "2–3", as the postage table has it; "" where it says nothing."""
    earliest, latest = event.facts.get("earliest"), event.facts.get("days")
    return "" if earliest is None else "–".join(str(day) for day in sorted({earliest, latest}))


def ask_arrival(session: Session, order: Order, event: OrderEvent) -> News:
    text = _(
        "Paket pesanan *%(number)s* dari %(shop)s (%(courier)s %(parcel)s) seharusnya sudah sampai.",
        number=order.number,
        shop=_shop(order),
        courier=order.courier,
        parcel=order.parcel_number,
    )
    options = (
        choices.deed("received", _("Diterima"), order.number),
        choices.deed("not_received", _("Belum"), order.number),
        choices.deed("complaint", _("Ada masalah"), order.number),
    )
    days = current_app.config["SETTINGS"].arrival_done_days
    done = _("Kalau tidak ada kabar, pesanannya kami anggap selesai dalam %(days)s hari.", days=days)
    return news(
        text,
        done,
        "",
        _("Paketnya sudah sampai?"),
        options=options,
        knock=Knock("ask_arrival", (order.number,)),
        only_while=while_it(order, fulfilment_status="shipped"),
        about={"arrival": order.number},
    )


def taken_for_delivered(session: Session, order: Order, event: OrderEvent) -> News:
    """Nobody has said that the parcel did not come."""
    text = _(
        "Pesanan *%(number)s* dari %(shop)s kami anggap sudah sampai dan selesai, karena tidak ada kabar.",
        number=order.number,
        shop=_shop(order),
    )
    complain = _("Kalau ternyata belum sampai atau ada masalah, ketik *komplain %(number)s*.", number=order.number)
    return news(text, complain)


def picked_up(session: Session, order: Order, event: OrderEvent) -> News:
    """Whoever said STOP is asked for nothing."""
    text = _("Pesanan *%(number)s* sudah diambil. Terima kasih, semoga suka!", number=order.number)
    if directory.person(session, order.shopper_id).opted_out_at is not None:
        return news(text)
    return News(stars.asked_for(order, text), about={"numbered": True})


def parcel_refused(session: Session, order: Order, event: OrderEvent) -> News:
    text = _(
        "Paket COD pesanan *%(number)s* kembali ke %(shop)s karena tidak dibayar, jadi pesanannya batal.",
        number=order.number,
        shop=_shop(order),
    )
    return news(text, _("Kalau ini keliru, hubungi penjualnya ya."), _contact(order))


def returned(session: Session, order: Order, event: OrderEvent) -> News:
    text = _("Barang pesanan *%(number)s* sudah kembali di %(shop)s.", number=order.number, shop=_shop(order))
    return news(text, _contact(order))


# ---------------------------------------------------------------- shared


def _shop(order: Order) -> str:
    return plain(order.seller.shop)


def _contact(order: Order) -> str:
    return _("Kontak penjual: %(phone)s", phone=order.seller.phone)


def _nothing_to_pay(order: Order) -> str:
    return _("Tidak ada yang perlu dibayar.") if order.payment_status == "unpaid" else _contact(order)


def _instead(order: Order) -> tuple[Option, ...]:
    return (choices.deed("instead", _("Lihat yang mirip"), order.number),)


MESSAGES: dict[str, Writer] = {
    message.__name__: message
    for message in (
        order_accepted,
        order_rejected,
        changes_offered,
        remind_of_offer,
        postage_set,
        alternatives,
        expired_unanswered,
        remind_to_pay,
        expired,
        order_cancelled,
        cancel_asked,
        remind_of_cancelling,
        cancel_unanswered,
        cancel_agreed,
        cancel_declined,
        order_paid,
        part_paid,
        more_paid,
        payment_not_found,
        refunded,
        ready,
        parcel_sent,
        ask_arrival,
        taken_for_delivered,
        picked_up,
        parcel_refused,
        returned,
    )
}
