"""What shoppers ask shops, and shops answer, through the market. One enquiry for each shopper and listing or order, so
that no two shoppers are ever mixed up. All within the caller's transaction; telling people is the caller's deed.

With the first question that waits two deeds of the clock are arranged: REMIND for the shop, LEFT_UNANSWERED for the
shopper; whoever has registered these names does them. Further questions until the answer arrange nothing more.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from flask import current_app
from sqlalchemy.orm import joinedload
from sqlmodel import Session, col, func, select

import clock
import scheduling
from catalog import opening_hours
from catalog.models import Listing
from matters.errors import TooManyQuestions
from matters.models import Enquiry, EnquiryWord
from orders.models import Order
from people.models import WINDOW

REMIND, LEFT_UNANSWERED = "matters.remind", "matters.left_unanswered"  # (session, enquiry_id, word_id)
SPARE = timedelta(hours=1)  # between the word to the shopper and the end of the 24-hour window
MOST_UNANSWERED = 5  # questions of one enquiry that wait
MOST_OPEN = 20  # enquiries of one shopper that wait


def about_listing(session: Session, shopper_id: int | None, listing: Listing) -> Enquiry:
    """The shopper's enquiry about this listing, made when new."""
    assert shopper_id is not None
    mine = _all().where(Enquiry.shopper_id == shopper_id, Enquiry.listing_id == listing.id)
    new = Enquiry(shopper_id=shopper_id, seller_id=listing.seller_id, listing_id=listing.id, state="answered")
    return session.exec(mine).first() or _keep(session, new)


def about_order(session: Session, order: Order) -> Enquiry:
    """What shopper and seller of this order say about it, made when new."""
    known = session.exec(_all().where(Enquiry.order_id == order.id)).first()
    new = Enquiry(shopper_id=order.shopper_id, seller_id=order.seller_id, order_id=order.id, state="answered")
    return known or _keep(session, new)


def ask(session: Session, enquiry: Enquiry, text: str, picture: str = "", asks: bool = True) -> EnquiryWord:
    """The shopper asks, or (not `asks`) says something for which nobody waits. Raises TooManyQuestions while the shop owes answers to more than enough."""
    if _unanswered(session, enquiry) >= MOST_UNANSWERED or _waiting_of(session, enquiry.shopper_id) > MOST_OPEN:
        raise TooManyQuestions
    is_first = asks and enquiry.state != "waiting"
    enquiry.state = "waiting" if asks else enquiry.state
    word = _say(session, enquiry, "shopper", text, picture)
    if is_first:
        _arrange(session, enquiry, word)
    return word


def answer(session: Session, enquiry: Enquiry, text: str, picture: str = "") -> EnquiryWord:
    """The shop answers, or says something of its own accord."""
    enquiry.state, enquiry.haggles = "answered", False
    return _say(session, enquiry, "seller", text, picture)


def bargain(session: Session, enquiry: Enquiry, text: str, price: int | None, pieces: int | None = None) -> EnquiryWord:
    """The shopper asks for a lower price; `price`: rupiah for one piece, `pieces`: how many would be bought, each if it was
    named. Raises as `ask`."""
    word = ask(session, enquiry, text)
    enquiry.haggles, enquiry.price, enquiry.pieces = True, price, pieces
    session.flush()
    return word


def waiting(session: Session, seller_id: int | None) -> Sequence[Enquiry]:
    """What the shop has not answered yet, the oldest first."""
    rows = _all().where(Enquiry.seller_id == seller_id, Enquiry.state == "waiting")
    return session.exec(rows.order_by(col(Enquiry.id))).all()


def unanswered(session: Session, enquiry_id: int, word_id: int) -> tuple[Enquiry, EnquiryWord] | None:
    """The enquiry and what was asked last in it, while the shop still owes an answer to the question `word_id`."""
    enquiry = session.exec(_all().where(Enquiry.id == enquiry_id, Enquiry.state == "waiting")).first()
    words = select(EnquiryWord).where(EnquiryWord.enquiry_id == enquiry_id, col(EnquiryWord.id) >= word_id)
    said = session.exec(words.order_by(col(EnquiryWord.id))).all() if enquiry else []
    if enquiry is None or not said or any(word.by == "seller" for word in said):
        return None
    return enquiry, said[-1]


def of_seller(session: Session, seller_id: int | None, enquiry_id: int) -> Enquiry | None:
    """The shop's enquiry with this id; None when there is none or it is another's."""
    return session.exec(_all().where(Enquiry.id == enquiry_id, Enquiry.seller_id == seller_id)).first()


def of_shopper(session: Session, person_id: int | None, enquiry_id: int) -> Enquiry | None:
    """The shopper's enquiry with this id; None when there is none or it is another's."""
    return session.exec(_all().where(Enquiry.id == enquiry_id, Enquiry.shopper_id == person_id)).first()


def all_of_shopper(session: Session, person_id: int | None) -> Sequence[Enquiry]:
    """Everything that this shopper ever asked."""
    return session.exec(_all().where(Enquiry.shopper_id == person_id)).all()


def with_picture(session: Session, key: str) -> EnquiryWord | None:
    """What was said with this picture (its key)."""
    return session.exec(select(EnquiryWord).where(EnquiryWord.picture == key)).first()


def _all() -> Any:
    enquiry: Any = Enquiry  # mypy takes relationships for what they lead to
    return select(Enquiry).options(
        joinedload(enquiry.listing), joinedload(enquiry.order), joinedload(enquiry.seller), joinedload(enquiry.shopper)
    )


def _keep(session: Session, enquiry: Enquiry) -> Enquiry:
    session.add(enquiry)
    session.flush()
    return enquiry


def _say(session: Session, enquiry: Enquiry, by: str, text: str, picture: str) -> EnquiryWord:
    assert enquiry.id is not None
    enquiry.changed_at = clock.now()
    word = EnquiryWord(enquiry_id=enquiry.id, by=by, text=text[:1000], picture=picture)
    session.add(word)
    session.flush()
    return word


def _arrange(session: Session, enquiry: Enquiry, word: EnquiryWord) -> None:
    """After so many opening hours; the shopper before the window closes in which we may write freely."""
    settings, key = current_app.config["SETTINGS"], str(enquiry.id)
    facts = {"enquiry_id": enquiry.id, "word_id": word.id}
    remind_at, tell_at = (
        opening_hours.after_open_time(enquiry.seller, word.at, timedelta(hours=hours))
        for hours in (settings.question_reminder_hours, settings.question_answer_hours)
    )
    scheduling.arrange(session, REMIND, key, remind_at, **facts)
    scheduling.arrange(session, LEFT_UNANSWERED, key, min(tell_at, word.at + WINDOW - SPARE), **facts)


def _unanswered(session: Session, enquiry: Enquiry) -> int:
    answered = select(func.max(EnquiryWord.id)).where(EnquiryWord.enquiry_id == enquiry.id, EnquiryWord.by == "seller")
    since = select(func.count()).where(
        EnquiryWord.enquiry_id == enquiry.id,
        EnquiryWord.by == "shopper",
        col(EnquiryWord.id) > func.coalesce(answered.scalar_subquery(), 0),
    )
    return session.exec(since).one()


def _waiting_of(session: Session, shopper_id: int) -> int:
    mine = select(func.count()).where(Enquiry.shopper_id == shopper_id, Enquiry.state == "waiting")
    return session.exec(mine).one()
