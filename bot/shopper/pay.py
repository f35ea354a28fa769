"""How an open order is paid, when the shopper asks ("rekeningnya berapa?") or has just agreed to its total."""

from collections.abc import Sequence

from flask_babel import gettext as _

from bot import choices, paying
from bot.shopper import small_talk
from bot.turn import Answer, Turn, say
from bot.wording import plain
from messaging.content import Content
from orders import lookup
from orders.models import Order


def tell(turn: Turn) -> Answer:
    """ "bayarnya ke mana?": of the order that waits for it, else in general."""
    orders = [order for order in lookup.to_pay(turn.session, turn.person.id) if not order.standing.total_is_open]
    number = turn.facts.get("order_no") or turn.quoted.get("order")
    named = [order for order in orders if order.number == str(number).upper()]
    if not orders:
        return small_talk.tell_payment(turn)
    if named or len(orders) == 1:
        order = (named or orders)[0]
        return answer(
            turn, order, [_("Pesanan *%(number)s*, %(shop)s:", number=order.number, shop=plain(order.seller.shop))]
        )
    options = [
        choices.deed("payment_question", order.number, order.number, description=plain(order.seller.shop)[:72])
        for order in orders[:10]
    ]
    return say(_("Ada beberapa pesanan yang belum dibayar. Yang mana?"), *options)


def answer(turn: Turn, order: Order, opening: Sequence[str]) -> Answer:
    """`opening` and how the order is paid; what goes along with it follows as a message of its own."""
    pay = paying.instructions(turn.session, order)
    contact = _("Kontak penjual: %(phone)s", phone=order.seller.phone)
    content = Content.fitting("\n".join([*opening, *pay.lines, contact]), image=pay.image)
    return Answer(content, {"order": order.number}, follow=pay.more)
