"""The words of the desk for the values of the market, and the colour of their tags."""

from flask_babel import ngettext

ORDER_STATUS = {
    "placed": "Menunggu penjual",
    "accepted": "Diterima",
    "completed": "Selesai",
    "cancelled": "Dibatalkan",
    "rejected": "Ditolak",
}
PAYMENT_STATUS = {
    "unpaid": "Belum dibayar",
    "proof_sent": "Bukti dikirim",
    "paid": "Lunas",
    "refunded": "Dikembalikan",
}
FULFILMENT_STATUS = {
    "unfulfilled": "Belum dikemas",
    "ready": "Siap",
    "shipped": "Dikirim",
    "delivered": "Sampai",
    "returned": "Kembali",
}
EVIDENCE = {
    "declared": "Dinyatakan",
    "proof_seen": "Ada bukti bayar",
    "seller_confirmed": "Dikonfirmasi penjual",
    "parcel_number": "Ada nomor resi",
    "buyer_confirmed": "Dikonfirmasi pembeli",
}
CANCEL_REASON = {
    "sold_out": "barang habis",
    "expired_unanswered": "penjual tidak menjawab",
    "expired_unpaid": "tidak dibayar pada waktunya",
    "shopper_changed_mind": "pembeli berubah pikiran",
    "price_or_postage": "harga atau ongkir",
    "seller_closed": "toko tutup",
    "other": "alasan lain",
}
EVENT = {
    "placed": "Pesanan dibuat",
    "accepted": "Pesanan diterima",
    "rejected": "Pesanan ditolak",
    "cancelled": "Pesanan dibatalkan",
    "proof_sent": "Bukti bayar dikirim",
    "paid": "Pembayaran masuk",
    "not_paid": "Pembayaran belum masuk",
    "ready": "Barang siap",
    "parcel_number": "Barang dikirim",
    "delivered": "Barang sampai",
}
ACTOR = {"shopper": "pembeli", "seller": "penjual", "officer": "petugas", "clock": "sistem"}
DELIVERY = {"ship": "Dikirim", "pickup": "Diambil di toko"}
PAYMENT_METHOD = {"transfer": "Transfer bank", "qris": "QRIS", "cod": "COD", "cash": "Tunai di toko"}
ROLE = {"viewer": "pengamat", "officer": "petugas", "admin": "admin"}

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


def number(value: int) -> str:
    """12500 as 12.500."""
    return f"{value:,}".replace(",", ".")


def name(value: str) -> str:
    """An id of the vocabulary as a word: "kemeja" as "Kemeja"."""
    return value[:1].upper() + value[1:].replace("-", " ")
