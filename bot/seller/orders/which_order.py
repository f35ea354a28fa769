"""Which order a seller means: the one named, the one quoted, or the only one that it can be. With several the bot asks,
and never guesses. Somebody else's order number changes nothing."""

from collections.abc import Callable, Sequence

from flask_babel import gettext as _

from bot.clocks import order_clocks
from bot.talk import choices
from bot.talk.turn import Answer, Turn, refuse, say
from bot.words import order_words
from bot.words.wording import plain
from messaging.content import MAX_LIST_ITEMS
from money import rupiah
from orders import errors, lookup
from orders.models import Order
from orders.moving import Happened
from orders.states import SELLER, Actor

Deed = Callable[[Turn, Order], Answer]
Fits = Callable[[Order], bool]


def do(turn: Turn, intent: str, fits: Fits, deed: Deed, *values: str | int) -> Answer:
    """`deed` with the order that is meant; of those that are not named only such as `fits`. `values`: what a tap on
    one of several has to carry beside its number, as the deed says for `intent`."""
    assert turn.seller is not None
    number = turn.facts.get("order_no") or turn.quoted.get("order")
    if number:
        order = lookup.of_seller(turn.session, turn.seller.id, number)
        return guarded(turn, order, deed) if order else not_yours(number)
    candidates = [order for order in lookup.recent_of_seller(turn.session, turn.seller.id) if fits(order)]
    if len(candidates) == 1:
        return guarded(turn, candidates[0], deed)
    if not candidates:
        return say(_("Sekarang tidak ada pesanan yang menunggu itu. Ketik *pesanan* untuk melihat semua pesanan toko."))
    return _ask_which(intent, candidates, values)


def guarded(turn: Turn, order: Order, deed: Deed) -> Answer:
    """The deed, or where the order stands now when that can't be done (any more)."""
    try:
        return deed(turn, order)
    except errors.NotAllowed as refused:
        is_answered = refused.event in ("accepted", "rejected", "changes_offered", "postage_set")
        opening = (
            _("%(number)s sudah dijawab. Keadaannya sekarang:", number=order.number)
            if is_answered and order.order_status != "placed"
            else _(
                "Itu tidak bisa untuk %(number)s, jadi tidak ada yang diubah. Keadaannya sekarang:", number=order.number
            )
        )
        return say(f"{opening}\n\n{order_words.for_seller(order)}", order=order.number)


def not_yours(number: str) -> Answer:
    return refuse(
        _("Pesanan %(number)s tidak ada di toko Anda. Ketik *pesanan* untuk melihat yang masuk.", number=plain(number))
    )


def actor(turn: Turn) -> Actor:
    return Actor(SELLER, turn.person.id)


def follow(turn: Turn, order: Order, happened: Happened) -> None:
    """Whoever has to hear of it is told, and the order's clock runs on."""
    order_clocks.follow(turn.session, order, happened)


def short(order: Order) -> str:
    """An order in a list's description: buyer, total and goods."""
    codes = ", ".join(dict.fromkeys(line.code for line in order.lines))
    return f"{order_words.buyer(order)}, {rupiah(order.due)}, {codes}"[:72]


def _ask_which(intent: str, candidates: Sequence[Order], values: tuple[str | int, ...]) -> Answer:
    options = [
        choices.deed(intent, order.number, order.number, *values, description=short(order))
        for order in candidates[:MAX_LIST_ITEMS]
    ]
    if len(options) <= 3:  # buttons show no descriptions
        lines = [f"*{order.number}*: {short(order)}" for order in candidates]
        return say("\n".join([*lines, "", _("Ada beberapa pesanan. Yang mana?")]), *options)
    return say(_("Ada beberapa pesanan. Yang mana?"), *options)
