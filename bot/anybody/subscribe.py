""" "STOP" and "MULAI": whether a person is told what nobody asked for. Notices of own orders go on, and whoever writes is
answered."""

from flask_babel import gettext as _

import clock
from bot.anybody import small_talk
from bot.talk.deed import Deed
from bot.talk.turn import Answer, Turn, say


def stop(turn: Turn) -> Answer:
    turn.person.opted_out_at = turn.person.opted_out_at or clock.now()
    unfinished = turn.talk.form is not None
    turn.talk.form = None
    text = _("Baik, kami berhenti mengirim pesan yang tidak Anda minta. Kabar pesanan Anda sendiri tetap kami kirim.")
    if unfinished:
        text += " " + _("Yang belum selesai tidak jadi dipesan.")
    return say(text + " " + _("Kalau mau mulai lagi, ketik *MULAI*."))


def start(turn: Turn) -> Answer:
    turn.person.opted_out_at = None
    return small_talk.with_examples(turn, _("Senang bertemu lagi! Tulis batik yang dicari."))


EVERYWHERE = (
    *("officer who talks", "complaint at the shop", "own complaint"),
    *("quoted question at the shop", "quoted review", "quoted answer of a shop"),
)
DEED = Deed("subscribe", handlers={"stop": stop, "start": start}, pierces={"stop": EVERYWHERE, "start": EVERYWHERE})
