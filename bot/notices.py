"""Messages that nobody asked for, in the recipient's language. Each is written within the transaction of its cause."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlmodel import Session

from bot import choices, parcel_words, pictures
from bot.seller import shop_words
from bot.shopper import bill, track_order
from bot.wording import plain, size_name
from catalog import lookup, sellers
from catalog.models import Seller
from messaging import outbox
from messaging.content import Content, Knock
from money import rupiah
from orders.models import Order
from people import directory
from people.models import Person


def order_placed(session: Session, order: Order) -> bool:
    """Gives the seller the order with buttons; False when nobody of the shop hears of it now, so that it has to wait."""
    knock = Knock("order_placed", (order.number, rupiah(order.total)))
    heard = []
    for person in _shop(session, order):
        with force_locale(person.language):
            options = (
                choices.deed("accept", _("Terima"), order.number),
                choices.deed("reject", _("Tolak"), order.number),
            )
            text = _new_order(order)
            listing = lookup.by_code(session, order.lines[0].code)
            content = Content.fitting(text, image=pictures.card(listing) if listing else None, options=options)
        heard.append(outbox.notice(session, person, content, {"order": order.number}, knock))
    return any(heard)


def _new_order(order: Order) -> str:
    goods = [
        f"{line.code} {plain(line.title)[:60]}" + (f", *{size_name(line.size)}*" if line.size else "")
        + f"\n{line.quantity} x {rupiah(line.unit_price)} = {rupiah(line.total)}"
        for line in order.lines
    ]  # fmt: skip
    return "\n".join(
        [
            _("*Pesanan baru %(number)s*", number=order.number),
            *goods,
            _("Total barang: *%(total)s*", total=rupiah(order.goods_total)),
            "",
            _("Pembeli: %(name)s", name=plain(order.buyer_name))
            + (f", {order.buyer_phone}" if order.buyer_phone else ""),
            *parcel_words.for_seller(order),
            _("Bayar: %(method)s", method=bill.payment_name(order.payment_method)),
            "",
            _("Balas *terima* atau *tolak habis*. Barangnya ada dan bisa dilayani?"),
        ]
    )


def order_accepted(session: Session, order: Order) -> None:
    """The shopper learns how and what to pay only now: nobody should pay for what turns out to be sold."""
    with _language_of_shopper(session, order):
        lines = [
            _("Kabar baik! Pesanan *%(number)s* diterima %(shop)s.", number=order.number, shop=plain(order.seller.shop))
        ]
        lines += [
            _to_pay(order),
            "",
            _("Belum termasuk ongkir; tanyakan ke penjual sebelum membayar.")
            if order.delivery == "ship" and order.shipping_fee is None
            else "",
        ]
        lines.append(_("Kontak penjual: %(phone)s", phone=order.seller.phone))
        _tell(session, order, "\n".join(lines).replace("\n\n\n", "\n\n"), Knock("order_answered", (order.number,)))


def _to_pay(order: Order) -> str:
    seller, total = order.seller, rupiah(order.total)
    if order.payment_method == "cash":
        return _(
            "Bayar *%(total)s* di toko saat mengambil (%(place)s).",
            total=total,
            place=seller.sentra or plain(seller.shop),
        )
    if order.payment_method == "cod":
        return _("Bayar *%(total)s* saat paket sampai (COD).", total=total)
    if order.payment_method == "qris":
        return _("Total *%(total)s*. Minta QRIS toko langsung ke penjual di bawah ini.", total=total)
    if not seller.bank_account:
        return _("Total *%(total)s*. Minta nomor rekening langsung ke penjual di bawah ini.", total=total)
    account = f"{seller.bank} {seller.bank_account}".strip()
    text = _("Total *%(total)s*, transfer ke:", total=total)
    text += f"\n*{account}*\n" + _("a.n. %(holder)s", holder=plain(seller.account_holder or seller.owner))
    return text + ("\n" + _account_is_new() if sellers.account_is_new(seller) else "")


def _account_is_new() -> str:
    return _(
        "⚠️ Rekening toko ini baru saja diganti dan belum diperiksa petugas. Pastikan dulu ke penjual sebelum membayar ya."
    )


def order_rejected(session: Session, order: Order) -> None:
    with _language_of_shopper(session, order):
        reason = track_order.reason_in_words(order.cancel_reason)
        text = _(
            "Maaf, pesanan *%(number)s* tidak bisa dilayani %(shop)s: %(reason)s.",
            number=order.number,
            shop=plain(order.seller.shop),
            reason=reason,
        )
        _tell(
            session,
            order,
            text + " " + _("Tidak ada yang perlu dibayar. Tulis saja barangnya, kami carikan yang mirip."),
            Knock("order_answered", (order.number,)),
        )


def order_paid(session: Session, order: Order) -> None:
    with _language_of_shopper(session, order):
        _tell(
            session,
            order,
            _(
                "Pembayaran pesanan *%(number)s* sudah diterima %(shop)s. Terima kasih!",
                number=order.number,
                shop=plain(order.seller.shop),
            ),
        )


def payment_not_found(session: Session, order: Order) -> None:
    with _language_of_shopper(session, order):
        text = _(
            "%(shop)s belum menemukan pembayaran pesanan *%(number)s* (%(total)s).",
            shop=plain(order.seller.shop),
            number=order.number,
            total=rupiah(order.total),
        )
        _tell(session, order, text + " " + _("Boleh dicek lagi nomor rekening dan jumlahnya?"))


def parcel_sent(session: Session, order: Order) -> None:
    with _language_of_shopper(session, order):
        text = _("Pesanan *%(number)s* sudah dikirim %(shop)s.", number=order.number, shop=plain(order.seller.shop))
        _tell(
            session,
            order,
            text
            + "\n"
            + _("Resi %(courier)s: *%(parcel)s*", courier=order.courier, parcel=order.parcel_number).replace("  ", " "),
            Knock("parcel_sent", (order.number, f"{order.courier} {order.parcel_number}".strip())),
        )


def order_cancelled(session: Session, order: Order) -> None:
    """The seller learns that the shopper has cancelled before the answer."""
    for person in _shop(session, order):
        with force_locale(person.language):
            text = _(
                "Pesanan %(number)s dibatalkan pembeli sebelum dijawab. Stoknya sudah kembali.", number=order.number
            )
            knock = Knock("order_news", (order.number,))
            outbox.notice(session, person, Content(text), {"order": order.number}, knock)


def shop_verified(session: Session, seller: Seller) -> None:
    _tell_shop(
        session,
        seller,
        lambda: _("Selamat, toko %(shop)s sudah diverifikasi petugas dan tampil di pasar.", shop=plain(seller.shop)),
    )


def shop_suspended(session: Session, seller: Seller) -> None:
    _tell_shop(
        session,
        seller,
        lambda: _(
            "Toko %(shop)s untuk sementara tidak ditampilkan%(reason)s. Pesanan yang sudah masuk tetap jalan; hubungi petugas pasar ya.",
            shop=plain(seller.shop),
            reason=f" ({plain(seller.suspended_for)})" if seller.suspended_for else "",
        ),
    )


def shop_moved(session: Session, seller: Seller) -> None:
    """Told to the new number."""
    _tell_shop(
        session,
        seller,
        lambda: _("Nomor ini sekarang dipakai untuk toko %(shop)s. Pesanan masuk ke sini.", shop=plain(seller.shop)),
    )


def shop_open_again(session: Session, seller: Seller) -> None:
    """The holiday is over by itself."""
    _tell_shop(
        session,
        seller,
        lambda: (
            _("Libur selesai: toko *%(shop)s* buka lagi dan barangnya tampil.", shop=plain(seller.shop))
            + " "
            + _("Masih libur? Ketik misalnya *libur 3 hari*.")
        ),
    )


def account_changed(session: Session, seller: Seller, by: Person) -> int:
    """Where buyers pay to is another account now: told to everybody else of the shop. Returns how many they are."""
    return _tell_shop(
        session,
        seller,
        lambda: _(
            "*Rekening toko %(shop)s diganti* lewat nomor %(number)s: %(account)s. Kalau bukan Anda atau pemilik yang menggantinya, segera hubungi petugas pasar.",
            shop=plain(seller.shop),
            number=directory.shown(by),
            account=shop_words.pay_to(seller),
        ),
        but=by,
    )


def number_added(session: Session, seller: Seller, new: Person) -> None:
    """Somebody acts for the shop from now on: told to the others."""
    _tell_shop(
        session,
        seller,
        lambda: _(
            "Nomor %(number)s sekarang ikut memegang toko *%(shop)s*. Kalau tidak Anda kenal, ketik *nomor toko* untuk mengeluarkannya.",
            number=directory.shown(new),
            shop=plain(seller.shop),
        ),
        but=new,
    )


def number_left(session: Session, seller: Seller, gone: Person) -> None:
    """Somebody has left the shop of his own will: told to those who are still there."""
    _tell_shop(
        session,
        seller,
        lambda: _(
            "Nomor %(number)s keluar dari toko *%(shop)s*.", number=directory.shown(gone), shop=plain(seller.shop)
        ),
    )


def number_removed(session: Session, seller: Seller, gone: Person) -> None:
    """Told to the one who acts for the shop no longer."""
    with force_locale(gone.language):
        text = _("Nomor ini tidak lagi memegang toko *%(shop)s*.", shop=plain(seller.shop))
        content = Content(text + " " + _("Anda tetap bisa belanja di sini."))
        outbox.notice(session, gone, content, knock=Knock("shop_news", (plain(seller.shop),)))


def _tell_shop(session: Session, seller: Seller, text: Callable[[], str], but: Person | None = None) -> int:
    """Tells everybody who acts for the shop, `but` one; how many."""
    told = [person for person in lookup.people_of(session, seller.id) if but is None or person.id != but.id]
    for person in told:
        with force_locale(person.language):
            outbox.notice(session, person, Content(text()), knock=Knock("shop_news", (plain(seller.shop),)))
    return len(told)


def _language_of_shopper(session: Session, order: Order) -> AbstractContextManager[None]:
    return force_locale(directory.person(session, order.shopper_id).language)


def _tell(session: Session, order: Order, text: str, knock: Knock | None = None) -> None:
    shopper, content = directory.person(session, order.shopper_id), Content.fitting(text.strip())
    outbox.notice(session, shopper, content, {"order": order.number}, knock or Knock("order_news", (order.number,)))


def _shop(session: Session, order: Order) -> Sequence[Person]:
    return lookup.people_of(session, order.seller_id)
