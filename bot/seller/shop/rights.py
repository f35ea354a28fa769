"""Who may change a shop: its own people, and nobody while staff have suspended it. The one place that says so.

What only the owner may do (catalog/shop_numbers.py, sellers.ACCOUNT) is refused where it is done.
"""

from flask_babel import gettext as _

from bot.anybody import small_talk
from bot.seller.goods import goods_deeds
from bot.seller.shop import selling_terms
from bot.talk.form import set_aside
from bot.talk.turn import Answer, Turn, say
from bot.words.wording import plain

# Intents that change a shop or its goods, and forms whose answers do. Answers to orders are not among them: the orders
# that a suspended shop has already go on.
CHANGES_SHOP = frozenset(
    (
        *goods_deeds.CHANGES,
        *selling_terms.HANDLERS,
        *("new_listing", "change_draft", "replace_photo"),
        *("edit_shop", "close_shop", "reopen_shop", "invite_helper", "remove_helper"),
    )
)
CHANGING_FORMS = frozenset(("draft", "edit_shop"))
FILLS_A_FORM = frozenset(("yes", "answer", "change_draft"))


def refusal(turn: Turn, sellers_only: frozenset[str]) -> Answer | None:
    """Why the message may not be acted on; None when it may. `sellers_only`: intents that need a shop."""
    name = turn.intent.name
    if turn.seller is None:
        return small_talk.not_a_seller(turn) if name in sellers_only else None
    form = turn.talk.form or {}
    fills = name in FILLS_A_FORM and form.get("asked") and form["name"] in CHANGING_FORMS
    changes = name in CHANGES_SHOP or fills
    return suspended(turn) if changes and turn.seller.suspended_at else None


def suspended(turn: Turn) -> Answer:
    """The shop can be looked at but not changed; the reason that staff gave."""
    assert turn.seller
    set_aside(turn)
    why = f" ({plain(turn.seller.suspended_for)})" if turn.seller.suspended_for else ""
    text = _("Toko Anda sedang ditangguhkan petugas%(why)s, jadi tidak ada yang diubah.", why=why)
    return say(
        text + " " + _("Pesanan yang sudah masuk tetap bisa dijawab. Untuk yang lain, hubungi petugas pasar ya.")
    )
