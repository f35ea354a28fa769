"""How a stall sells, told by its seller: "campur boleh", "minimal order 6", "K0104 minimal order 12", "gabung kirim boleh",
"kode unik nyala", "QRIS nominal mati"."""

from flask_babel import gettext as _

from bot.turn import Answer, Turn, say
from bot.wording import plain
from catalog import own_goods, selling_terms


def allow_mixing(turn: Turn) -> Answer:
    assert turn.seller is not None
    selling_terms.set_of_shop(turn.session, turn.seller, turn.person.id, mixes_tiers=True)
    text = _("Baik, motif *boleh campur*: barang sejenis dihitung bersama untuk harga grosir Anda.")
    return say(text + " " + _("Kalau tidak lagi, ketik *campur tidak boleh*."))


def refuse_mixing(turn: Turn) -> Answer:
    assert turn.seller is not None
    selling_terms.set_of_shop(turn.session, turn.seller, turn.person.id, mixes_tiers=False)
    text = _("Baik, harga grosir sekarang dihitung per kode, motif tidak dicampur.")
    return say(text + " " + _("Kalau boleh lagi, ketik *campur boleh*."))


def allow_joint_parcels(turn: Turn) -> Answer:
    assert turn.seller is not None
    selling_terms.set_of_shop(turn.session, turn.seller, turn.person.id, joins_parcels=True)
    text = _(
        "Baik, barang Anda boleh *gabung kirim*: satu paket dengan toko lain di sentra yang sama, dikemas satu toko."
    )
    return say(text + " " + _("Kalau tidak lagi, ketik *gabung kirim tidak boleh*."))


def refuse_joint_parcels(turn: Turn) -> Answer:
    assert turn.seller is not None
    selling_terms.set_of_shop(turn.session, turn.seller, turn.person.id, joins_parcels=False)
    text = _("Baik, barang Anda selalu dikirim sendiri.")
    return say(text + " " + _("Kalau boleh lagi, ketik *gabung kirim boleh*."))


def set_minimum(turn: Turn) -> Answer:
    """Of the listing that is named, else of every order in this shop; 1 is no minimum."""
    assert turn.seller is not None
    pieces = turn.facts.get("quantity")
    if pieces is None:
        return say(_("Contoh: *minimal order 6* atau *K… minimal order 12*. Minimal berapa potong?"))
    code = next((line.code for line in turn.intent.lines if line.code), None)
    if code is None:
        selling_terms.set_of_shop(turn.session, turn.seller, turn.person.id, min_pieces=pieces)
        text = _("Baik, pesanan di toko Anda minimal *%(pieces)s* potong.", pieces=pieces)
        return say(text + " " + _("Kalau tidak perlu lagi, ketik *minimal order 1*."))
    listing = own_goods.by_code(turn.session, turn.seller.id, code)
    if listing is None:
        return say(_("%(code)s bukan barang toko Anda, jadi tidak ada yang diubah.", code=plain(code)))
    selling_terms.set_minimum(turn.session, listing, turn.person.id, pieces)
    text = _("Baik, *%(code)s* dijual minimal *%(pieces)s* potong.", code=listing.code, pieces=pieces)
    return say(text + " " + _("Kalau tidak perlu lagi, ketik *%(code)s minimal order 1*.", code=listing.code))


def use_unique_digits(turn: Turn) -> Answer:
    assert turn.seller is not None
    selling_terms.set_of_shop(turn.session, turn.seller, turn.person.id, wants_unique_digits=True)
    text = _("Baik, tiap total ditambah *kode unik* sampai Rp499, supaya transfernya mudah Anda temukan.")
    return say(text + " " + _("Kalau tidak perlu lagi, ketik *kode unik mati*."))


def drop_unique_digits(turn: Turn) -> Answer:
    assert turn.seller is not None
    selling_terms.set_of_shop(turn.session, turn.seller, turn.person.id, wants_unique_digits=False)
    text = _("Baik, total pesanan baru tanpa kode unik.")
    return say(text + " " + _("Kalau perlu lagi, ketik *kode unik nyala*."))


def use_exact_qris(turn: Turn) -> Answer:
    assert turn.seller is not None
    selling_terms.set_of_shop(turn.session, turn.seller, turn.person.id, exact_qris=True)
    text = _("Baik, pembeli mendapat QRIS yang nominalnya sudah terisi, dan QRIS toko Anda juga.")
    return say(text + " " + _("Kalau ada bank yang menolaknya, ketik *QRIS nominal mati*."))


def drop_exact_qris(turn: Turn) -> Answer:
    assert turn.seller is not None
    selling_terms.set_of_shop(turn.session, turn.seller, turn.person.id, exact_qris=False)
    text = _("Baik, pembeli hanya mendapat QRIS toko Anda dan memasukkan jumlahnya sendiri.")
    return say(text + " " + _("Kalau mau lagi, ketik *QRIS nominal nyala*."))


HANDLERS = {
    "unique_digits": use_unique_digits,
    "no_unique_digits": drop_unique_digits,
    "exact_qris": use_exact_qris,
    "no_exact_qris": drop_exact_qris,
    "allow_mixing": allow_mixing,
    "refuse_mixing": refuse_mixing,
    "allow_joint_parcels": allow_joint_parcels,
    "refuse_joint_parcels": refuse_joint_parcels,
    "set_minimum": set_minimum,
}
