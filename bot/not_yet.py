"""What is understood but not done yet: each gets an honest answer and a next step. A handler in `conversation.HANDLERS`
takes the place of its line here."""

from collections.abc import Callable

from flask_babel import gettext as _

from bot.shopper import small_talk, track_order
from bot.turn import Answer, Turn, say


def not_by_chat(turn: Turn) -> Answer:
    text = _("Itu belum bisa lewat chat, jadi tidak ada yang diubah. Petugas pasar bisa membantu.")
    return say(text + " " + _("Ketik *bantuan* untuk melihat yang sudah bisa."))


HANDLERS: dict[str, Callable[[Turn], Answer]] = {
    **dict.fromkeys(
        ("waitlist", "save_listing", "saved_listings", "follow_shop", "unfollow_shop"),
        not_by_chat,
    ),
    "repeat_order": track_order.track,
    "receipt": track_order.track,
    "review": small_talk.acknowledge,
}
