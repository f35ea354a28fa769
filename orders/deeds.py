"""What people do to an order that is placed. Every deed goes through the table in states.py and leaves an event.

All take the caller's transaction and change `order` in place. Each first locks the order's row and reads it again, so
of two who act at the same moment (the seller accepts, the shopper cancels) one wins and the other is refused with
errors.NotAllowed, which says where the order stands now.
"""

from dataclasses import asdict
from typing import Any

from sqlmodel import Session

import clock
from catalog import stock
from orders import errors, states
from orders.models import Order, OrderEvent
from orders.states import Actor
from orders.stock_locks import lock_listings


def accept(session: Session, order: Order, actor: Actor) -> None:
    """The seller will deliver. Raises NotAllowed unless the order waits for the seller's answer."""
    _do(session, order, actor, "accepted")


def reject(session: Session, order: Order, actor: Actor, reason: str) -> None:
    """The seller will not deliver; the pieces go back to the stock. `reason`: one of states.CANCEL_REASON."""
    _do(session, order, actor, "rejected", reason=reason)
    _give_back(session, order)


def cancel(session: Session, order: Order, actor: Actor, reason: str) -> None:
    """Call the order off; the pieces go back to the stock. `reason`: one of states.CANCEL_REASON."""
    _do(session, order, actor, "cancelled", reason=reason)
    _give_back(session, order)


def record_proof(session: Session, order: Order, actor: Actor, picture: str) -> None:
    """The shopper sent a picture of the payment; `picture` is its media key. It may come before acceptance."""
    _do(session, order, actor, "proof_sent", {"picture": picture})


def mark_paid(session: Session, order: Order, actor: Actor) -> None:
    """The seller found the money."""
    _do(session, order, actor, "paid")


def mark_not_paid(session: Session, order: Order, actor: Actor) -> None:
    """The seller did not find the money that a proof, or an earlier word, speaks of."""
    _do(session, order, actor, "not_paid")


def mark_ready(session: Session, order: Order, actor: Actor) -> None:
    """The goods are packed."""
    _do(session, order, actor, "ready")


def record_parcel(session: Session, order: Order, actor: Actor, courier: str, number: str) -> None:
    """The parcel left. A second number replaces a mistyped one; the very same again raises NotAllowed."""
    _lock(session, order)
    if (order.courier, order.parcel_number) == (courier, number):
        raise errors.NotAllowed(order.number, "parcel_number", order.states)
    _do(session, order, actor, "parcel_number", {"courier": courier, "number": number})
    order.courier, order.parcel_number = courier, number


def confirm_delivery(session: Session, order: Order, actor: Actor) -> None:
    """The buyer has the goods: the order is completed."""
    _do(session, order, actor, "delivered")


def _do(
    session: Session,
    order: Order,
    actor: Actor,
    event: str,
    facts: dict[str, Any] | None = None,
    reason: str | None = None,
) -> None:
    """Move `order` along the table's row for `event` and log it; raises NotAllowed where there is none."""
    _lock(session, order)
    before = order.states
    move = states.allowed(event, actor.kind, before, reason)
    if move is None:
        raise errors.NotAllowed(order.number, event, before)
    for name, value in asdict(move.applied(before, reason)).items():
        setattr(order, name, value)
    facts = (facts or {}) | ({"reason": reason} if reason else {})
    session.add(
        OrderEvent(order_id=order.id, at=clock.now(), kind=event, actor=actor.kind, actor_id=actor.id, facts=facts)
    )


def _lock(session: Session, order: Order) -> None:
    """Hold the row until the transaction ends and read its columns as they are now."""
    session.flush()  # else reading again forgets what was changed and not yet written
    session.refresh(order, list(Order.model_fields), with_for_update={"key_share": True})


def _give_back(session: Session, order: Order) -> None:
    lock_listings(session, [line.listing_id for line in order.lines])
    for line in order.lines:
        stock.give_back(session, line.listing_id, line.size, line.quantity)
