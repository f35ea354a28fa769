"""How an accepted order is paid: what is owed, to whose account, until when. Nothing of it is said before.

With QRIS the shop's own code goes along, and before it, unless the shop has switched that off, the same code with the
exact amount in it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import get_locale
from flask_babel import gettext as _
from sqlmodel import Session

from bot.shopper.buying import bill
from bot.talk.turn import Answer, Turn
from bot.words import order_words, pictures
from bot.words.wording import moment, plain
from catalog import sellers
from catalog.models import Seller
from media import qris
from media.qris_card import QrisCard
from messaging.content import Content, Image
from money import in_words, rupiah
from orders import waiting
from orders.models import Order


@dataclass(frozen=True)
class Instructions:
    """What the shopper does now to pay: lines of text, perhaps a picture with them, and a message that follows."""

    lines: list[str]
    image: Image | None = None
    more: tuple[Content, ...] = ()


def bill_of(order: Order) -> str:
    """What the total is made of, in one line; only the total where it is only goods."""
    total = _("Total *%(total)s*", total=rupiah(order.due))
    parts = [_("barang %(sum)s", sum=rupiah(order.goods_total))]
    if order.shipping_fee:
        parts.append(_("ongkir %(sum)s", sum=rupiah(order.shipping_fee)))
    if order.unique_digits:
        parts.append(_("kode unik %(sum)s", sum=rupiah(order.unique_digits)))
    text = total + (f" ({' + '.join(parts)})" if len(parts) > 1 else "")
    return "\n".join([text, *bill.made_to_order(order)])


def warning_of(order: Order) -> str:
    """That the shop's account was changed just now, where the shopper is still to pay to it; else ""."""
    is_to_be_paid = order.order_status == "accepted" and order.payment_status in ("unpaid", "proof_sent")
    if not is_to_be_paid or "paid ahead" not in order.standing.conditions or not sellers.account_is_new(order.seller):
        return ""
    return _account_is_new()


def instructions(session: Session, order: Order) -> Instructions:
    """For an order whose total is known."""
    bill = bill_of(order)
    if order.payment_method == "cash":
        place = order_words.shop_and_place(order)
        return Instructions([bill, _("Bayar di toko saat mengambil: %(place)s.", place=place)])
    if order.payment_method == "cod":
        return Instructions(
            [bill, _("Dibayar ke kurir saat paket sampai (COD). Paket tidak boleh dibuka sebelum dibayar ya.")]
        )
    after = [*_until(session, order), _proof(order)]
    if order.payment_method == "qris" and order.seller.qris:
        return _by_qris(order, bill, after)
    return Instructions([bill, *_to_account(order.seller), *after])


# ---------------------------------------------------------------- QRIS


def _by_qris(order: Order, bill: str, after: list[str]) -> Instructions:
    merchant, code = qris.merchant(order.seller.qris), order.seller.qris
    own = _card(code, merchant, _("Masukkan %(sum)s", sum=rupiah(_missing(order))), order)
    warning = [_account_is_new()] if sellers.account_is_new(order.seller) else []
    by_hand = _("Masukkan sendiri jumlahnya: *%(sum)s*%(words)s.", sum=rupiah(_missing(order)), words=_spoken(order))
    exact = _exact(order)
    if exact is None:
        scan = _("Scan QRIS *%(merchant)s* ini.", merchant=plain(merchant))
        return Instructions([bill, scan, by_hand, *warning, *after], own)
    scan = _("Scan QRIS *%(merchant)s* ini; jumlahnya sudah terisi. Cocokkan sebelum bayar.", merchant=plain(merchant))
    otherwise = _("Kalau QRIS tadi tidak terbaca, pakai QRIS toko ini.") + " " + by_hand
    image = _card(exact, merchant, rupiah(_missing(order)), order)
    return Instructions([bill, scan, *warning, *after], image, (Content.fitting(otherwise, image=own),))


def _exact(order: Order) -> str | None:
    """The shop's code with what is still missing in it; None where the shop does not want that, or it can't be."""
    if not order.seller.exact_qris:
        return None
    try:
        return qris.with_amount(order.seller.qris, _missing(order))
    except qris.BadQris:
        return None


def _card(payload: str, merchant: str, headline: str, order: Order) -> Image:
    return pictures.qris_card(QrisCard(payload, merchant, headline, _("Pesanan %(number)s", number=order.number)))


def _missing(order: Order) -> int:
    return max(1, order.to_pay)


def _spoken(order: Order) -> str:
    return f" ({in_words(_missing(order))})" if str(get_locale()) == "id" else ""


# ---------------------------------------------------------------- account


def _to_account(seller: Seller) -> list[str]:
    if not seller.bank_account:
        return [_("Minta nomor rekening atau QRIS langsung ke penjual di bawah ini.")]
    account = f"*{f'{seller.bank} {seller.bank_account}'.strip()}*"
    return [_("Transfer ke:"), account, *_holder(seller)]


def _holder(seller: Seller) -> list[str]:
    """The name that the account must show, and whether staff have compared it with the shop."""
    name = plain(seller.account_holder or seller.owner)
    if sellers.account_is_new(seller):
        return [_("a.n. *%(name)s*", name=name), _account_is_new()]
    if seller.verified:
        return [_("a.n. *%(name)s* (sudah dicek petugas). Kalau nama yang muncul lain, jangan transfer.", name=name)]
    return [_("a.n. *%(name)s* (belum dicek petugas). Cocokkan dulu namanya sebelum transfer.", name=name)]


def _account_is_new() -> str:
    return _(
        "⚠️ Rekening toko ini baru saja diganti dan belum diperiksa petugas. Pastikan dulu ke penjual sebelum membayar ya."
    )


def _until(session: Session, order: Order) -> list[str]:
    until = waiting.pay_until(session, order)
    return [_("Paling lambat %(when)s.", when=moment(until))] if until else []


def _proof(order: Order) -> str:
    if order.unique_digits:
        return _("Jumlahnya harus persis sampai tiga angka terakhir. Setelah itu kirim foto buktinya ke sini ya.")
    return _("Setelah itu kirim foto buktinya ke sini ya.")


def answer(turn: Turn, order: Order, opening: Sequence[str]) -> Answer:
    """`opening` and how the order is paid; what goes along with it follows as a message of its own."""
    pay = instructions(turn.session, order)
    contact = _("Kontak penjual: %(phone)s", phone=order.seller.phone)
    content = Content.fitting("\n".join([*opening, *pay.lines, contact]), image=pay.image)
    return Answer(content, {"order": order.number}, follow=pay.more)
