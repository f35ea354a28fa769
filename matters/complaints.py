"""Complaints about orders: a matter of its own number that first lies at the seller's desk, with a deadline, and then at
that of staff. All within the caller's transaction; telling people, and the order's log, are the caller's deed.

State of the matter: open (the seller has not answered), answered, closed. A shopper has one open complaint an order.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import joinedload
from sqlmodel import Session, col, select

import clock
from matters import deeds
from matters.errors import TooLate, TooManyQuestions
from matters.models import Complaint, Matter, MatterWord
from orders import lookup
from orders.models import Order

LONGEST_AFTER = timedelta(days=14)  # after the goods came
MOST_UNANSWERED = 10  # words of the shopper in a row


def check(session: Session, order: Order) -> None:
    """Raises TooLate for an order that was completed too long ago."""
    ends = [lookup.newest_event(session, order, kind) for kind in ("delivered", "picked_up")]
    ended = max((event.at for event in ends if event), default=None)
    if order.order_status == "completed" and ended and clock.now() - ended > LONGEST_AFTER:
        raise TooLate


def can_be_about(order: Order) -> bool:
    """Whether there is anything to complain of: a seller has agreed to it, or has money for it."""
    is_agreed = order.order_status in ("accepted", "completed")
    return is_agreed or (order.order_status == "cancelled" and order.payment_status != "unpaid")


def open_(session: Session, order: Order, cause: str, due_at: datetime) -> Complaint:
    """A new complaint of the order's shopper. `cause`: one of models.CAUSE. Raises TooLate."""
    check(session, order)
    assert order.id is not None
    matter = deeds.open_(session, "complaint", order.shopper_id)
    assert matter.id is not None
    complaint = Complaint(
        matter_id=matter.id, order_id=order.id, cause=cause, due_at=due_at, matter=matter, order=order
    )
    session.add(complaint)
    session.flush()
    return complaint


def add(session: Session, complaint: Complaint, text: str, picture: str = "") -> MatterWord:
    """The shopper says something. Raises TooManyQuestions while nobody has answered more than enough."""
    if complaint.matter.unread >= MOST_UNANSWERED:
        raise TooManyQuestions
    return deeds.add_words(session, complaint.matter, text, picture)


def answer(session: Session, complaint: Complaint, text: str, remedy: str = "", picture: str = "") -> MatterWord:
    """The shop answers; `remedy`: what it offers (models.REMEDY), if that."""
    matter = complaint.matter
    matter.answered_at, matter.state = matter.answered_at or clock.now(), "answered"
    matter.unread = 0
    if remedy:
        complaint.remedy, complaint.agreed_at = remedy, None
    return deeds.note(session, matter, text, "seller", picture)


def agree(session: Session, complaint: Complaint) -> None:
    """The shopper agrees to what the shop has offered."""
    complaint.agreed_at = clock.now()
    deeds.note(session, complaint.matter, f"agreed: {complaint.remedy}", "person")


def hand_on(session: Session, complaint: Complaint) -> bool:
    """To the next desk, that of staff. False when it lies there already."""
    if complaint.desk == "staff":
        return False
    complaint.desk = "staff"
    session.flush()
    return True


def is_first(session: Session, complaint: Complaint, word: MatterWord) -> bool:
    """Whether the complaint was opened with these words."""
    first = (
        select(MatterWord.id).where(MatterWord.matter_id == complaint.matter_id).order_by(col(MatterWord.id)).limit(1)
    )
    return session.exec(first).first() == word.id


def is_silent(complaint: Complaint) -> bool:
    """Whether the seller has not answered yet."""
    return complaint.matter.state == "open"


# ---------------------------------------------------------------- finding


def of_order(session: Session, order: Order) -> Complaint | None:
    """The order's open complaint."""
    return _one(session, _all().where(Complaint.order_id == order.id, Matter.state != "closed"))


def by_id(session: Session, complaint_id: int) -> Complaint | None:
    return _one(session, _all().where(Complaint.id == complaint_id))


def of_matter(session: Session, matter: Matter) -> Complaint | None:
    """What makes this matter a complaint; None when it is none."""
    return _one(session, _all().where(Complaint.matter_id == matter.id))


def of_shopper(session: Session, person_id: int | None, complaint_id: int) -> Complaint | None:
    """The shopper's complaint with this id; None when there is none or it is another's."""
    return _one(session, _all().where(Complaint.id == complaint_id, Matter.person_id == person_id))


def by_number(session: Session, person_id: int | None, number: str) -> Complaint | None:
    """The shopper's complaint with this number ("t0001" too); None when there is none or it is another's."""
    return _one(session, _all().where(Matter.number == number.upper(), Matter.person_id == person_id))


def of_seller(session: Session, seller_id: int | None, complaint_id: int) -> Complaint | None:
    """The complaint with this id about an order of this shop; None when there is none or it is another's."""
    return _one(session, _all().where(Complaint.id == complaint_id, Order.seller_id == seller_id))


def open_of_shopper(session: Session, person_id: int | None) -> list[Complaint]:
    """The shopper's complaints that are not settled, the newest first."""
    mine = _all().where(Matter.person_id == person_id, Matter.state != "closed")
    return list(session.exec(mine.order_by(col(Complaint.id).desc())).unique())


def open_of_seller(session: Session, seller_id: int | None) -> list[Complaint]:
    """Complaints about this shop's orders that are not settled."""
    return list(session.exec(_all().where(Order.seller_id == seller_id, Matter.state != "closed")).unique())


def with_picture(session: Session, key: str) -> tuple[Complaint, MatterWord] | None:
    """Where the picture with this key was said, and with what words."""
    word = session.exec(select(MatterWord).where(MatterWord.picture == key)).first()
    complaint = _one(session, _all().where(Complaint.matter_id == word.matter_id)) if word else None
    return (complaint, word) if complaint and word else None


def _all() -> Any:
    complaint: Any = Complaint  # mypy takes relationships for what they lead to
    order: Any = Order
    return (
        select(Complaint)
        .join(Matter, col(Matter.id) == col(Complaint.matter_id))
        .join(Order, col(Order.id) == col(Complaint.order_id))
        .options(
            joinedload(complaint.matter),
            joinedload(complaint.order).options(joinedload(order.seller), joinedload(order.shopper)),
        )
    )


def _one(session: Session, query: Any) -> Complaint | None:
    found: Complaint | None = session.exec(query.order_by(col(Complaint.id).desc()).limit(1)).unique().first()
    return found
