"""A seller who shops: "mode belanja" has the bot hear a shopper, "mode jual" a seller again.

Mostly no mode is needed: "daster merah ada?" is a search and "stok K0123 5" is not, whoever says it.
"""

from datetime import datetime, timedelta

from flask_babel import gettext as _

import clock
from bot.talk.deed import WOULD_SELL, Deed
from bot.talk.turn import Answer, Talk, Turn, say

LASTS = timedelta(hours=12)


def shop(turn: Turn) -> Answer:
    """ "mode belanja"."""
    turn.talk.form = None
    if turn.seller is None:
        return say(_("Anda memang sedang belanja. Tulis saja batik yang dicari: barang, motif, warna, atau harga."))
    turn.talk.shopping_until = (clock.now() + LASTS).isoformat()
    text = _("*Mode belanja*: kami layani sebagai pembeli. Pesanan ke toko Anda tetap masuk ke sini.")
    return say(text + " " + _("Kembali dengan *mode jual*. Mau cari batik apa?"))


def sell(turn: Turn) -> Answer:
    """ "mode jual"."""
    turn.talk.form = None
    turn.talk.shopping_until = None
    if turn.seller is None:
        return say(_("Untuk berjualan di sini, daftarkan toko dulu: ketik *daftar*."))
    return say(_("*Mode jual*. Kirim foto barang, atau ketik *bantuan* untuk melihat yang bisa dilakukan."))


def is_shopping(talk: Talk) -> bool:
    """Whether this seller has said "mode belanja" not long ago."""
    return talk.shopping_until is not None and clock.now() < datetime.fromisoformat(talk.shopping_until)


DEED = Deed(
    "modes",
    by=WOULD_SELL,
    handlers={"shopping_mode": shop, "selling_mode": sell},
)
