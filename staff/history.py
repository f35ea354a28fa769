"""What happened to an order, in words: a title for each event of the table of moves, and what its facts say."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from money import rupiah
from orders.changes import LineTerms
from orders.models import OrderEvent
from staff import words

EVENT = {
    "placed": _("Pesanan dibuat"),
    "accepted": _("Pesanan diterima"),
    "rejected": _("Pesanan ditolak"),
    "changes_offered": _("Penjual menawarkan perubahan"),
    "postage_set": _("Ongkir ditetapkan"),
    "changes_agreed": _("Pembeli setuju dengan perubahan"),
    "rest_kept": _("Pembeli mengambil sisanya saja"),
    "changes_declined": _("Pembeli menolak perubahan"),
    "cod_confirmed": _("Pembeli memastikan bayar di tempat"),
    "cancelled": _("Pesanan dibatalkan"),
    "cancel_asked": _("Pembatalan diminta"),
    "cancel_agreed": _("Pembatalan disetujui"),
    "cancel_declined": _("Pembatalan tidak disetujui"),
    "cancel_reminded": _("Diingatkan tentang permintaan batal"),
    "cancel_unanswered": _("Permintaan batal tidak dijawab, diteruskan ke petugas"),
    "answer_reminded": _("Penjual diingatkan untuk menjawab"),
    "alternatives_offered": _("Barang toko lain ditawarkan kepada pembeli"),
    "waiting_on": _("Pembeli mau menunggu"),
    "offer_reminded": _("Pembeli diingatkan tentang tawaran"),
    "payment_reminded": _("Pembeli diingatkan untuk membayar"),
    "denial_reminded": _("Penjual diingatkan: uang belum ditemukan"),
    "switched": _("Pembeli pindah ke toko lain"),
    "proof_sent": _("Bukti bayar dikirim"),
    "proof_doubted": _("Bukti bayar meragukan"),
    "paid": _("Pembayaran masuk"),
    "part_paid": _("Sebagian pembayaran masuk"),
    "more_paid": _("Pembayaran lebih"),
    "not_paid": _("Pembayaran belum ditemukan"),
    "refunded": _("Uang dikembalikan"),
    "part_refunded": _("Sebagian uang dikembalikan"),
    "ready": _("Barang siap"),
    "parcel_number": _("Barang dikirim"),
    "picked_up": _("Barang diambil"),
    "delivered": _("Barang sampai"),
    "refused": _("Paket ditolak di tempat"),
    "arrival_asked": _("Pembeli ditanya apakah barang sudah sampai"),
    "not_arrived": _("Pembeli bilang barang belum sampai"),
    "arrival_confirmed": _("Pembeli memastikan barang sampai"),
    "complained": _("Pembeli mengeluh"),
    "complaint_settled": _("Keluhan selesai"),
    "return_sent": _("Pembeli mengirim barang kembali"),
    "returned": _("Barang kembali di toko"),
    "refund_confirmed": _("Pembeli menerima pengembalian uang"),
    "refund_denied": _("Pembeli belum menerima pengembalian uang"),
}
TONE = {
    **dict.fromkeys(
        ("paid", "delivered", "picked_up", "arrival_confirmed", "complaint_settled", "refund_confirmed"), "good"
    ),
    **dict.fromkeys(("accepted", "parcel_number", "ready", "cod_confirmed", "changes_agreed"), "open"),
    **dict.fromkeys(("rejected", "cancelled", "switched", "refused", "complained", "proof_doubted", "not_paid"), "bad"),
    **dict.fromkeys(("cancel_agreed", "not_arrived", "refund_denied", "cancel_unanswered"), "bad"),
}


@dataclass(frozen=True)
class Told:
    """One event as it is shown; `details`: sentences."""

    at: datetime
    title: str
    by: str
    tone: str
    details: tuple[str, ...]


def told(event: OrderEvent) -> Told:
    """An event in words. Raises KeyError for one that has none."""
    return Told(
        event.at,
        str(EVENT[event.kind]),
        str(words.ACTOR[event.actor]),
        TONE.get(event.kind, ""),
        tuple(_details(event.facts)),
    )


def _details(facts: dict[str, Any]) -> Iterator[str]:
    """Only what can be told to whoever may see the order: never a name, a number or a picture."""
    if facts.get("pieces"):
        yield gettext("%(pieces)s potong, %(sum)s", pieces=facts["pieces"], sum=rupiah(facts["goods_total"]))
    if facts.get("reason"):
        yield gettext("Alasan: %(reason)s", reason=words.of(words.CANCEL_REASON, facts["reason"]))
    if facts.get("wanted_for"):
        yield gettext("Alasan: %(reason)s", reason=words.of(words.CANCEL_REASON, facts["wanted_for"]))
    if facts.get("number"):
        yield f"{facts.get('courier', '')} {facts['number']}".strip()
    if facts.get("amount"):
        yield gettext(
            "%(amount)s; seluruhnya %(found)s dari %(due)s",
            amount=rupiah(facts["amount"]),
            found=rupiah(facts["found"]),
            due=rupiah(facts["due"]),
        )
    yield from _terms(facts.get("offer") or {}, gettext("ditawarkan"))
    is_first = "pieces" in facts
    yield from () if is_first else _terms(facts.get("sets") or {}, gettext("sekarang"))
    if facts.get("used_before"):
        yield gettext("Bukti yang sama sudah dipakai untuk %(orders)s", orders=", ".join(facts["used_before"]))
    if facts.get("instead"):
        yield gettext("Ditawarkan: %(codes)s", codes=", ".join(one["code"] for one in facts["instead"]))
    if facts.get("cause"):
        yield gettext("Tentang: %(cause)s", cause=words.of(words.CAUSE, facts["cause"]))
    if facts.get("matter"):
        yield gettext("Urusan %(number)s", number=facts["matter"])
    if facts.get("days"):
        yield gettext("Setelah %(days)s hari", days=facts["days"])
    if facts.get("parcel"):
        yield gettext("Resi: %(parcel)s", parcel=facts["parcel"])


def _terms(terms: dict[str, Any], when: str) -> Iterator[str]:
    """Goods, postage and ways that an event has set or offers."""
    if terms.get("lines"):
        lines = ", ".join(
            f"{line['code']} {line['size']} × {line['quantity']}".replace("  ", " ") for line in terms["lines"]
        )
        total = sum(LineTerms(**line).total for line in terms["lines"])
        yield gettext("Barang %(when)s: %(lines)s (%(total)s)", when=when, lines=lines, total=rupiah(total))
    if terms.get("shipping_fee") is not None:
        yield gettext("Ongkir %(when)s: %(fee)s", when=when, fee=rupiah(terms["shipping_fee"]))
    if terms.get("delivery"):
        yield gettext("Penyerahan %(when)s: %(way)s", when=when, way=words.of(words.DELIVERY, terms["delivery"]))
    if terms.get("payment_method"):
        yield gettext(
            "Cara bayar %(when)s: %(way)s", when=when, way=words.of(words.PAYMENT_METHOD, terms["payment_method"])
        )
    if terms.get("unique_digits"):
        yield gettext("Angka unik: %(digits)s", digits=terms["unique_digits"])
