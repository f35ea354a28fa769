"""How a stall sells, told by its seller: "campur boleh", "minimal order 6", "K0104 minimal order 12", "gabung kirim boleh"."""

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


HANDLERS = {
    "allow_mixing": allow_mixing,
    "refuse_mixing": refuse_mixing,
    "allow_joint_parcels": allow_joint_parcels,
    "refuse_joint_parcels": refuse_joint_parcels,
    "set_minimum": set_minimum,
}
