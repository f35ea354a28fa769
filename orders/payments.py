"""Money that people say has moved: proof, found in part or whole, too much, sent back. We never hold any.

`order.found` is the sum that the seller has found so far; each event carries what changed of it. All take the
caller's transaction, change `order` in place, and return what happened (see moving.move). Amounts in rupiah, above 0.
"""

from collections.abc import Sequence

from sqlmodel import Session

from orders import errors
from orders.models import Order
from orders.moving import Happened, lock, move
from orders.states import CLOCK, Actor


def record_proof(
    session: Session, order: Order, actor: Actor, picture: str, used_before: Sequence[str] = ()
) -> Happened:
    """The shopper sent a picture of the payment; `picture` is its media key. It may come before acceptance.
    `used_before`: other orders for which the same picture was sent; they are noted in an event of their own too."""
    happened = move(session, order, actor, "proof_sent", picture=picture, used_before=list(used_before) or None)
    if used_before:
        move(session, order, Actor(CLOCK), "proof_doubted", used_before=list(used_before))
    return happened


def mark_paid(session: Session, order: Order, actor: Actor, amount: int | None = None) -> Happened:
    """The seller found the money: all that was still missing, or `amount` where that is at least as much. What is too
    much waits to be sent back. Money on top of a paid order is "more_paid"."""
    lock(session, order)
    missing = max(0, order.due - order.found)
    if amount is not None and order.payment_status == "paid":
        return move(session, order, actor, "more_paid", amount=amount)
    return move(session, order, actor, "paid", amount=max(missing, amount or 0))


def mark_part_paid(session: Session, order: Order, actor: Actor, amount: int) -> Happened:
    """The seller found `amount`, and more is still missing. Raises ValueError where nothing would be missing."""
    lock(session, order)
    if not 0 < amount < order.due - order.found:
        raise ValueError(f"{amount} is no part of what is missing")
    return move(session, order, actor, "part_paid", amount=amount)


def mark_not_paid(session: Session, order: Order, actor: Actor) -> Happened:
    """The seller did not find the money that the last proof speaks of; or, after "paid", none of it after all."""
    lock(session, order)
    amount = -order.found if order.payment_status == "paid" else 0
    return move(session, order, actor, "not_paid", amount=amount)


def mark_refunded(session: Session, order: Order, actor: Actor, amount: int | None = None) -> Happened:
    """The seller sent money back: `amount`, or all that came. Raises NotAllowed where that is more than came."""
    lock(session, order)
    amount = order.found if amount is None else amount
    if amount > order.found:
        raise errors.NotAllowed(order.number, "refunded", order.states)
    return move(session, order, actor, "refunded" if amount == order.found else "part_refunded", amount=-amount)
