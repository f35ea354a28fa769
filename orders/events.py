"""The log of an order is the truth; the states stored beside it follow from it, and this shows how."""

from collections.abc import Iterable, Sequence

from sqlmodel import Session, col, select

from orders import states
from orders.models import OrderEvent
from orders.states import States


class BrokenLog(Exception):
    """A log that no order could have: it does not begin with "placed", or goes where the table has no row."""


def of_order(session: Session, order_id: int | None) -> Sequence[OrderEvent]:
    """Everything that happened to the order, from the first on."""
    return session.exec(select(OrderEvent).where(OrderEvent.order_id == order_id).order_by(col(OrderEvent.id))).all()


def states_from_events(events: Iterable[OrderEvent]) -> States:
    """Where an order stands after these events of its, oldest first. Raises BrokenLog."""
    log = iter(events)
    first = next(log, None)
    if first is None or first.kind != "placed":
        raise BrokenLog("a log begins with placed")
    current = States()
    for event in log:
        reason = event.facts.get("reason")
        move = states.allowed(event.kind, event.actor, current, reason)
        if move is None:
            raise BrokenLog(f"event {event.id}: {event.kind} by {event.actor} after {current}")
        current = move.applied(current, reason)
    return current
