"""The words of the desk for the values of the market, in the reader's language, and the colour of their tags."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask_babel import get_locale, ngettext
from flask_babel import lazy_gettext as _

from orders.areas.gazetteer import load as gazetteer

ORDER_STATUS = {
    "placed": _("Menunggu penjual"),
    "accepted": _("Diterima"),
    "completed": _("Selesai"),
    "cancelled": _("Dibatalkan"),
    "rejected": _("Ditolak"),
}
PAYMENT_STATUS = {
    "unpaid": _("Belum dibayar"),
    "proof_sent": _("Bukti dikirim"),
    "paid": _("Lunas"),
    "refunded": _("Dikembalikan"),
}
FULFILMENT_STATUS = {
    "unfulfilled": _("Belum dikemas"),
    "ready": _("Siap"),
    "shipped": _("Dikirim"),
    "delivered": _("Sampai"),
    "returned": _("Kembali"),
}
EVIDENCE = {
    "declared": _("Dinyatakan"),
    "proof_seen": _("Ada bukti bayar"),
    "seller_confirmed": _("Dikonfirmasi penjual"),
    "parcel_number": _("Ada nomor resi"),
    "buyer_confirmed": _("Dikonfirmasi pembeli"),
}
CANCEL_REASON = {
    "sold_out": _("barang habis"),
    "expired_unanswered": _("penjual tidak menjawab"),
    "expired_unpaid": _("tidak dibayar pada waktunya"),
    "shopper_changed_mind": _("pembeli berubah pikiran"),
    "price_or_postage": _("harga atau ongkir"),
    "seller_closed": _("toko tutup"),
    "other": _("alasan lain"),
}
ACTOR = {"shopper": _("pembeli"), "seller": _("penjual"), "officer": _("petugas"), "clock": _("sistem")}
DELIVERY = {"ship": _("Dikirim"), "pickup": _("Diambil di toko")}
PAYMENT_METHOD = {"transfer": _("Transfer bank"), "qris": "QRIS", "cod": "COD", "cash": _("Tunai di toko")}
SALE_KIND = {"online": _("Pesanan WhatsApp"), "stall": _("Penjualan di kios")}
ROLE = {"viewer": _("pengamat"), "officer": _("petugas"), "admin": "admin"}
MATTER_KIND = {
    "help": _("Minta petugas"),
    "shop_data": _("Hapus data toko"),
    "complaint": _("Keluhan"),
    "cancel": _("Pembatalan tak dijawab"),
    "proof": _("Bukti bayar meragukan"),
}
MATTER_STATE = {"open": _("Menunggu"), "answered": _("Dijawab"), "closed": _("Selesai")}
MATTER_BY = {"person": _("Orangnya"), "officer": _("Petugas"), "seller": _("Toko"), "market": _("Pasar")}
CAUSE = {
    "not_arrived": _("paket belum sampai"),
    "damaged": _("rusak atau luntur"),
    "wrong": _("barang keliru"),
    "short": _("jumlah kurang"),
    "money": _("uang belum kembali"),
    "other": _("lainnya"),
}
REMEDY = {"refund": _("uang kembali"), "replace": _("ganti barang"), "return": _("barang dikirim balik dulu")}

TAG = {
    "placed": "warm",
    "accepted": "open",
    "completed": "good",
    "cancelled": "bad",
    "rejected": "bad",
    "proof_sent": "warm",
    "paid": "good",
    "shipped": "open",
    "delivered": "good",
    "returned": "bad",
    "seller_confirmed": "open",
    "parcel_number": "open",
    "buyer_confirmed": "good",
}


def waiting(seconds: int) -> str:
    """A time to wait, rounded up: "40 detik", "12 menit"."""
    if seconds < 60:
        return ngettext("%(num)s detik", "%(num)s detik", seconds)
    return ngettext("%(num)s menit", "%(num)s menit", -(-seconds // 60))


def lasting(time: timedelta) -> str:
    """How long something has lasted, roughly: "12 menit", "5 jam", "3 hari"."""
    minutes = int(time.total_seconds() // 60)
    if minutes < 60:
        return ngettext("%(num)s menit", "%(num)s menit", max(1, minutes))
    if minutes < 48 * 60:
        return ngettext("%(num)s jam", "%(num)s jam", minutes // 60)
    return ngettext("%(num)s hari", "%(num)s hari", minutes // (24 * 60))


def number(value: int) -> str:
    """12500 as 12.500 (English: 12,500)."""
    written = f"{value:,}"
    return written if str(get_locale()) == "en" else written.replace(",", ".")


def name(value: str) -> str:
    """An id of the vocabulary as a word: "kemeja" as "Kemeja"."""
    return value[:1].upper() + value[1:].replace("-", " ")


def region(code: str | None) -> str:
    """Where a buyer lives, to the regency: "Kota Semarang"; "" when it is not known."""
    names = gazetteer()
    return names.in_words(code[:5]) if code and code[:5] in names.names else ""


def of(names: Mapping[str, Any], value: str | None) -> str:
    """The word for a value; a value that has none is shown as it is."""
    return str(names.get(value, value)) if value else ""
