"""The shop hears of a review once, a while after the stars, so that the words are in it too."""

from datetime import timedelta

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlmodel import Session

import clock
import scheduling
from bot.talk import choices
from bot.talk.about import About
from bot.words import order_words
from bot.words.wording import plain
from catalog import lookup as catalog_lookup
from messaging import outbox
from messaging.content import Content, Image
from orders import lookup, reviews
from orders.models import Order

AFTER = timedelta(minutes=10)


def arrange(session: Session, order: Order) -> None:
    scheduling.arrange(session, tell, order.number, clock.now() + AFTER, order_id=order.id)


def tell(session: Session, order_id: int) -> None:
    """The deed of the clock. Nobody needs to know, so who said STOP does not hear of it."""
    order = lookup.locked(session, order_id)
    given = reviews.of_order(session, order)
    if not given:
        return
    review = given[0]
    for person in catalog_lookup.people_of(session, order.seller_id):
        if person.opted_out_at is not None:
            continue
        with force_locale(person.language):
            words = f": “{plain(review.words)}”" if review.words else "."
            head = _("%(stars)s untuk *%(number)s* dari %(buyer)s", stars="⭐" * review.stars, number=order.number, buyer=order_words.buyer(order))  # fmt: skip
            text = "\n".join([head + words, order_words.goods(order), "", _("Boleh dijawab satu kali, tampil di bawah ulasannya. Mau dijawab?")])  # fmt: skip
            image = Image(review.picture) if review.picture else None
            yes = choices.deed("answer_review", _("Jawab"), order.number)
        about: About = {"review": order.number, "question": {"yes": yes.id}}
        outbox.notice(session, person, Content.fitting(text, image, (yes,)), about)
