"""How an open order is paid, when the shopper asks ("rekeningnya berapa?") or has just agreed to its total."""

from flask_babel import gettext as _

from bot.anybody import small_talk
from bot.talk import choices
from bot.talk.deed import Deed
from bot.talk.turn import Answer, Turn, say
from bot.words import paying
from bot.words.wording import plain
from orders import lookup


def tell_how_to_pay(turn: Turn) -> Answer:
    """ "bayarnya ke mana?": of the order that waits for it, else in general."""
    orders = [order for order in lookup.to_pay(turn.session, turn.person.id) if not order.standing.total_is_open]
    number = turn.facts.get("order_no") or turn.quoted.get("order")
    named = [order for order in orders if order.number == str(number).upper()]
    if not orders:
        return small_talk.tell_payment(turn)
    if named or len(orders) == 1:
        order = (named or orders)[0]
        return paying.answer(
            turn, order, [_("Pesanan *%(number)s*, %(shop)s:", number=order.number, shop=plain(order.seller.shop))]
        )
    options = [
        choices.deed("payment_question", order.number, order.number, description=plain(order.seller.shop)[:72])
        for order in orders[:10]
    ]
    return say(_("Ada beberapa pesanan yang belum dibayar. Yang mana?"), *options)


DEED = Deed(
    "how to pay",
    handlers={"payment_question": tell_how_to_pay},
    buttons={"payment_question": ("order_no",)},
)
