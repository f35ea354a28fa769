""" "hapus data saya": what goes, what stays and when is said first; then a yes, and a pause in which it can be undone.

What is done at that hour: bot/clocks/erasure.py.
"""

from datetime import timedelta

from flask_babel import gettext as _

import clock
from bot.clocks import erasure as jobs
from bot.talk import choices
from bot.talk.deed import Deed
from bot.talk.turn import Answer, Turn, ask_whether, say
from bot.words import office
from bot.words.wording import moment
from catalog import shop_numbers
from matters import complaints
from matters import deeds as matter_deeds
from matters import lookup as matters
from orders import lookup
from people import erasure

PAUSE = timedelta(hours=48)  # within the 3 x 24 hours of UU PDP


def want(turn: Turn) -> Answer:
    """The wish alone deletes nothing."""
    request = erasure.asked(turn.session, turn.person.id)
    if request is not None:
        return say(_planned(turn), _keep_button())
    if turn.seller and shop_numbers.is_owner(turn.session, turn.person.id):
        return _by_staff(turn)
    goes = _("Kami hapus: nama, nomor, alamat, chat, foto, kata-kata ulasan dan simpanan Anda.")
    stays = _("Yang tetap ada hanya angka pesanan (barang, jumlah, harga, tanggal) dan bintang ulasan, tanpa nama Anda.")  # fmt: skip
    when = _("Dihapus %(moment)s; sampai saat itu masih bisa dibatalkan.", moment=moment(clock.now() + PAUSE))
    text = "\n".join(filter(None, [goes, stays, when, _still_open(turn)]))
    yes = choices.deed("delete_me_now", _("Ya, hapus"))
    return ask_whether(text + "\n\n" + _("Hapus data Anda, betul?"), yes, choices.deed("no", _("Tidak")))


def confirm(turn: Turn) -> Answer:
    if turn.seller and shop_numbers.is_owner(turn.session, turn.person.id):
        return _by_staff(turn)
    request = erasure.ask(turn.session, turn.person, clock.now() + PAUSE)
    jobs.arrange(turn.session, request)
    turn.talk.form = None
    return say(_planned(turn), _keep_button())


def keep(turn: Turn) -> Answer:
    """ "batal hapus": nothing is deleted."""
    if not erasure.take_back(turn.session, turn.person.id):
        return say(_("Tidak ada penghapusan yang berjalan; data Anda tetap ada. Mau cari batik apa?"))
    return say(_("Baik, data Anda tidak jadi dihapus. Mau cari batik apa?"))


def _planned(turn: Turn) -> str:
    request = erasure.asked(turn.session, turn.person.id)
    assert request is not None
    text = _("Data Anda dihapus %(moment)s.", moment=moment(request.due_at))
    parts = [text, _still_open(turn), _("Kalau berubah pikiran, ketik *batal hapus*.")]
    return " ".join(filter(None, parts))


def _still_open(turn: Turn) -> str:
    """Orders and complaints that are settled before."""
    numbers = [order.number for order in lookup.open_of_shopper(turn.session, turn.person.id)]
    numbers += [one.matter.number for one in complaints.open_of_shopper(turn.session, turn.person.id)]
    if not numbers:
        return ""
    return _("%(orders)s masih berjalan dan diselesaikan dulu.", orders=", ".join(numbers))


def _keep_button() -> "choices.Option":
    return choices.deed("keep_me", _("Batal hapus"))


def _by_staff(turn: Turn) -> Answer:
    """A shop is more than a person: staff settle with its owner what becomes of its goods and its open orders."""
    matter = matters.open_of_person(turn.session, turn.person.id, "shop_data")
    if matter is None:
        matter = matter_deeds.open_(turn.session, "shop_data", turn.person.id)
        matter_deeds.add_words(turn.session, matter, turn.message.text)
    text = _("Nomor ini memegang toko, jadi penghapusan datanya diurus petugas bersama Anda: *%(number)s*, paling lambat 3x24 jam.", number=matter.number)  # fmt: skip
    return say(text + " " + office.when_read(), matter=matter.number)


DEED = Deed(
    "delete me",
    handlers={"delete_me": want, "delete_me_now": confirm, "keep_me": keep},
    buttons={"delete_me_now": (), "keep_me": ()},
    pierces={
        "delete_me": ("officer who talks", "own complaint", "quoted answer of a shop"),
        "keep_me": ("officer who talks",),
    },
    clocks=(jobs.tell, jobs.finish),
)
