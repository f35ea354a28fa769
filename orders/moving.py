"""How an order is moved: along a row of the table in states.py, under a lock, leaving an event in the log."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlmodel import Session

import clock
from catalog import stock
from orders import errors, states
from orders.models import Order, OrderEvent
from orders.states import Actor
from orders.stock_locks import lock_listings


@dataclass(frozen=True)
class Happened:
    """What came of a deed: the event in the log, and which message the table sends to whom. `parted`: open orders that
    were to go in a parcel with this one, and go by themselves now."""

    event: OrderEvent
    tells: Mapping[str, str]
    parted: tuple[Order, ...] = ()


def move(
    session: Session,
    order: Order,
    actor: Actor,
    event: str,
    *,
    reason: str | None = None,
    amount: int = 0,
    sets: Mapping[str, Any] | None = None,
    **facts: Any,
) -> Happened:
    """Move `order` along the table's row for `event` and log it, in the caller's transaction.

    The order's row is locked and read again first, so of two who act at the same moment (the seller accepts, the
    shopper cancels) one wins, and the other is refused with errors.NotAllowed, which says where the order stands now.
    `amount`: rupiah that were found (or, below zero, were not there after all or went back); `sets`: the terms of the
    order that change with it, as they shall stand; `facts`: what else the log should know.
    """
    lock(session, order)
    row = states.allowed(event, actor.kind, order.standing, reason)
    if row is None:
        raise errors.NotAllowed(order.number, event, order.states)
    was_paid = order.payment_status == "paid"
    for name, value in asdict(row.applied(order.states, reason)).items():
        setattr(order, name, value)
    if was_paid != (order.payment_status == "paid"):
        order.paid_at = None if was_paid else clock.now()
    order.found += amount
    sets = dict(sets or {})
    for name in sets.keys() & Order.model_fields.keys():
        setattr(order, name, sets[name])
    facts = {
        name: value for name, value in (facts | {"reason": reason, "sets": sets}).items() if value not in (None, {})
    }
    if amount:
        facts |= {"amount": amount, "found": order.found, "due": order.due}
    logged = OrderEvent(order_id=order.id, at=clock.now(), kind=event, actor=actor.kind, actor_id=actor.id, facts=facts)
    session.add(logged)
    session.flush()
    return Happened(logged, row.tells)


def lock(session: Session, order: Order) -> None:
    """Hold the row until the transaction ends and read the order and its lines as they are now."""
    session.flush()  # else reading again forgets what was changed and not yet written
    session.refresh(order, list(Order.model_fields), with_for_update={"key_share": True})
    for line in order.lines:
        session.expire(line)
    session.expire(order, ["lines"])


def give_back(session: Session, order: Order) -> None:
    """Put the order's pieces back on the shelf."""
    lock_listings(session, [line.listing_id for line in order.lines])
    is_there = order.cancel_reason != "sold_out"
    for line in order.lines:
        stock.give_back(session, line.listing_id, line.size, line.quantity, is_there)
