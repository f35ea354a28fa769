"""How a stall sells, told by its seller: "campur boleh", "minimal order 6", "K0104 minimal order 12", "gabung kirim boleh",
"kode unik nyala", "QRIS nominal mati"."""

from collections.abc import Callable

from flask_babel import gettext as _

from bot.talk.deed import SELLERS, Deed
from bot.talk.turn import Answer, Turn, say
from bot.words.wording import plain
from catalog import own_goods, selling_terms


def _switch(done: Callable[[], str], way_back: Callable[[], str], **terms: bool) -> Callable[[Turn], Answer]:
    """The handler that sets these terms of the shop and says so, and how to go back."""

    def switch(turn: Turn) -> Answer:
        assert turn.seller is not None
        selling_terms.set_of_shop(turn.session, turn.seller, turn.person.id, **terms)
        return say(f"{done()} {way_back()}")

    return switch


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


DEED = Deed(
    "selling terms",
    by=SELLERS,
    changes={
        "unique_digits": _switch(
            lambda: _("Baik, tiap total ditambah *kode unik* sampai Rp499, supaya transfernya mudah Anda temukan."),
            lambda: _("Kalau tidak perlu lagi, ketik *kode unik mati*."),
            wants_unique_digits=True,
        ),
        "no_unique_digits": _switch(
            lambda: _("Baik, total pesanan baru tanpa kode unik."),
            lambda: _("Kalau perlu lagi, ketik *kode unik nyala*."),
            wants_unique_digits=False,
        ),
        "exact_qris": _switch(
            lambda: _("Baik, pembeli mendapat QRIS yang nominalnya sudah terisi, dan QRIS toko Anda juga."),
            lambda: _("Kalau ada bank yang menolaknya, ketik *QRIS nominal mati*."),
            exact_qris=True,
        ),
        "no_exact_qris": _switch(
            lambda: _("Baik, pembeli hanya mendapat QRIS toko Anda dan memasukkan jumlahnya sendiri."),
            lambda: _("Kalau mau lagi, ketik *QRIS nominal nyala*."),
            exact_qris=False,
        ),
        "allow_mixing": _switch(
            lambda: _("Baik, motif *boleh campur*: barang sejenis dihitung bersama untuk harga grosir Anda."),
            lambda: _("Kalau tidak lagi, ketik *campur tidak boleh*."),
            mixes_tiers=True,
        ),
        "refuse_mixing": _switch(
            lambda: _("Baik, harga grosir sekarang dihitung per kode, motif tidak dicampur."),
            lambda: _("Kalau boleh lagi, ketik *campur boleh*."),
            mixes_tiers=False,
        ),
        "allow_joint_parcels": _switch(
            lambda: _(
                "Baik, barang Anda boleh *gabung kirim*: satu paket dengan toko lain di sentra yang sama, dikemas satu toko."
            ),
            lambda: _("Kalau tidak lagi, ketik *gabung kirim tidak boleh*."),
            joins_parcels=True,
        ),
        "refuse_joint_parcels": _switch(
            lambda: _("Baik, barang Anda selalu dikirim sendiri."),
            lambda: _("Kalau boleh lagi, ketik *gabung kirim boleh*."),
            joins_parcels=False,
        ),
        "set_minimum": set_minimum,
    },
)
