"""Who may change a shop: its own people, and nobody while staff have suspended it. The one place that says so.

What only the owner may do (catalog/shop_numbers.py, sellers.ACCOUNT) is refused where it is done.
"""

from flask_babel import gettext as _

from bot.anybody import small_talk
from bot.talk.deed import joined
from bot.talk.form import set_aside
from bot.talk.turn import Answer, Turn, refuse
from bot.words.wording import plain


def refusal(turn: Turn) -> Answer | None:
    """Why what the message says may not be done; None when it may. What a deed is for whom, it says itself
    (bot.talk.deed)."""
    deeds, name = joined(), turn.intent.name
    if turn.seller is None:
        return small_talk.not_a_seller(turn) if name in deeds.of_sellers else None
    return suspended(turn) if name in deeds.changing and turn.seller.suspended_at else None


def suspended(turn: Turn) -> Answer:
    """The shop can be looked at but not changed; the reason that staff gave."""
    assert turn.seller
    set_aside(turn)
    why = f" ({plain(turn.seller.suspended_for)})" if turn.seller.suspended_for else ""
    text = _("Toko Anda sedang ditangguhkan petugas%(why)s, jadi tidak ada yang diubah.", why=why)
    return refuse(
        text + " " + _("Pesanan yang sudah masuk tetap bisa dijawab. Untuk yang lain, hubungi petugas pasar ya.")
    )
