"""How an accepted order is paid: what is owed, to which account, until when. Nothing of it is said before."""

from flask_babel import gettext as _
from sqlmodel import Session

from bot import order_words
from bot.wording import moment, plain
from catalog import sellers
from catalog.models import Seller
from money import rupiah
from orders import waiting
from orders.models import Order


def bill_of(order: Order) -> str:
    """What the total is made of, in one line; only the total where it is only goods."""
    total = _("Total *%(total)s*", total=rupiah(order.due))
    parts = [_("barang %(sum)s", sum=rupiah(order.goods_total))]
    if order.shipping_fee:
        parts.append(_("ongkir %(sum)s", sum=rupiah(order.shipping_fee)))
    if order.unique_digits:
        parts.append(_("kode unik %(sum)s", sum=rupiah(order.unique_digits)))
    return total + (f" ({' + '.join(parts)})" if len(parts) > 1 else "")


def instructions(session: Session, order: Order) -> list[str]:
    """What the shopper does now to pay, a line each; the total is known."""
    if order.payment_method == "cash":
        return [bill_of(order), _("Bayar di toko saat mengambil: %(place)s.", place=order_words.shop_and_place(order))]
    if order.payment_method == "cod":
        return [bill_of(order), _("Dibayar ke kurir saat paket sampai (COD). Paket dibuka setelah dibayar ya.")]
    return [bill_of(order), *_where_to(order), *_until(session, order), _proof(order)]


def _where_to(order: Order) -> list[str]:
    seller = order.seller
    if not seller.bank_account:
        return [_("Minta nomor rekening atau QRIS langsung ke penjual di bawah ini.")]
    account = f"*{f'{seller.bank} {seller.bank_account}'.strip()}*"
    return [_("Transfer ke:"), account, _holder(seller)]


def _holder(seller: Seller) -> str:
    """The name that the account must show, and whether staff have compared it with the shop."""
    name = plain(seller.account_holder or seller.owner)
    if sellers.account_is_new(seller):
        return _(
            "a.n. *%(name)s*\n⚠️ Rekening toko ini baru saja diganti dan belum diperiksa petugas. Pastikan dulu ke penjual sebelum membayar ya.",
            name=name,
        )
    if seller.verified:
        return _("a.n. *%(name)s* (sudah dicek petugas). Kalau nama yang muncul lain, jangan transfer.", name=name)
    return _("a.n. *%(name)s* (belum dicek petugas). Cocokkan dulu namanya sebelum transfer.", name=name)


def _until(session: Session, order: Order) -> list[str]:
    until = waiting.pay_until(session, order)
    return [_("Paling lambat %(when)s.", when=moment(until))] if until else []


def _proof(order: Order) -> str:
    if order.unique_digits:
        return _("Jumlahnya harus persis sampai tiga angka terakhir. Setelah itu kirim foto buktinya ke sini ya.")
    return _("Setelah itu kirim foto buktinya ke sini ya.")
