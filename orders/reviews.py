"""What shoppers think of what has arrived: 1 to 5 stars, words, a photo; the shop may answer once. A review is given for an
order and stands at each of its listings."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, func, select

import clock
from orders import errors
from orders.models import Order, Review

LONGEST = 500  # characters


@dataclass(frozen=True)
class Standing:
    """What all reviews of a listing come to; `number` 0: there are none."""

    stars: float = 0.0
    number: int = 0


def may_be_given(order: Order) -> bool:
    """Whether the goods have arrived."""
    return order.order_status == "completed" or order.fulfilment_status in ("delivered", "returned")


def give(session: Session, order: Order, stars: int) -> None:
    """The shopper's stars (1 to 5), in place of older ones. Raises NotAllowed while the goods have not arrived."""
    if not may_be_given(order) or not 1 <= stars <= 5:
        raise errors.NotAllowed(order.number, "review", order.states)
    known = {review.listing_id: review for review in of_order(session, order)}
    for listing_id in dict.fromkeys(line.listing_id for line in order.lines):
        review = known.get(listing_id) or Review(
            order_id=order.id or 0, listing_id=listing_id, person_id=order.shopper_id, stars=stars
        )
        review.stars = stars
        session.add(review)
    session.flush()


def add(session: Session, order: Order, words: str = "", picture: str = "") -> None:
    """Words, or a photo (the key of a private picture), to the stars that were given."""
    for review in of_order(session, order):
        review.words = words[:LONGEST] or review.words
        review.picture = picture or review.picture
    session.flush()


def drop(session: Session, order: Order) -> None:
    """The shopper takes it back, and the shop's answer goes with it."""
    for review in of_order(session, order):
        session.delete(review)
    session.flush()


def answer(session: Session, order: Order, words: str) -> None:
    """The shop's answer. Raises NotAllowed when there is no review, or it was answered before."""
    reviews = of_order(session, order)
    if not reviews or reviews[0].answered_at is not None:
        raise errors.NotAllowed(order.number, "answer_review", order.states)
    for review in reviews:
        review.answer, review.answered_at = words[:LONGEST], clock.now()
    session.flush()


def of_order(session: Session, order: Order) -> Sequence[Review]:
    """The review of this order, once for each listing in it; none when it was not given."""
    return session.exec(select(Review).where(Review.order_id == order.id).order_by(col(Review.id))).all()


def standing(session: Session, listing_id: int | None) -> Standing:
    """The mean of the stars, and how many gave some."""
    query = select(func.avg(Review.stars), func.count()).where(Review.listing_id == listing_id)
    mean, number = session.exec(query).one()
    return Standing(round(float(mean or 0), 1), number)


def newest(session: Session, listing_id: int | None, limit: int) -> Sequence[Review]:
    """The last reviews of this listing, those with words first."""
    rows = select(Review).where(Review.listing_id == listing_id)
    return session.exec(rows.order_by(col(Review.words) == "", col(Review.id).desc()).limit(limit)).all()
