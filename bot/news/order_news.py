"""What people hear of an order without having asked: the table of moves (orders.states) names the message, its words
stand in orders_to_shopper.py and orders_to_seller.py. Written in the recipient's language, within the transaction of its cause."""

from collections.abc import Sequence

from flask_babel import force_locale
from sqlmodel import Session

from bot.news import orders_to_seller as to_seller
from bot.news import orders_to_shopper as to_shopper
from bot.news.parts import Writer
from catalog import lookup
from messaging import outbox
from messaging.content import Knock
from orders.models import Order
from orders.moving import Happened
from orders.states import SELLER, SHOPPER
from people import directory
from people.models import Person

MESSAGES: dict[str, dict[str, Writer]] = {SHOPPER: to_shopper.MESSAGES, SELLER: to_seller.MESSAGES}


def post_order_news(session: Session, order: Order, happened: Happened) -> bool:
    """Posts the messages that the table names for what happened. True when of each side somebody hears of it now."""
    sides = []
    for who, message in happened.tells.items():
        write = MESSAGES[who][message]
        heard = [_tell(session, order, happened, write, person) for person in _people(session, order, who)]
        sides.append(any(heard))
    for other in happened.parted:
        for person in _people(session, other, SELLER):
            _tell(session, other, happened, to_seller.sends_alone, person)
    return all(sides)


def _tell(session: Session, order: Order, happened: Happened, write: Writer, person: Person) -> bool:
    with force_locale(person.language):
        news = write(session, order, happened.event)
    about = {"order": order.number} | news.about
    knock = news.knock or Knock("order_news", (order.number,))
    if news.reminds and outbox.is_waiting(session, person, order=order.number):
        outbox.knock_again(session, person, knock)
        return False
    heard = outbox.notice(session, person, news.content, about, knock, news.only_while)
    for further in news.follow:
        outbox.notice(session, person, further, about, only_while=news.only_while)
    return heard


def _people(session: Session, order: Order, who: str) -> Sequence[Person]:
    """The shopper, or everybody who acts for the shop."""
    return (
        [directory.person(session, order.shopper_id)] if who == SHOPPER else lookup.people_of(session, order.seller_id)
    )
