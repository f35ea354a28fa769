"""How fast a shop answers: measured with each first answer to an order, in its own opening hours."""

from sqlmodel import Session, col, select

import clock
from catalog import opening_hours
from catalog import pace as shops
from orders.models import Order, OrderEvent
from orders.states import SELLER


def waited(session: Session, order: Order) -> int | None:
    """Whole minutes of opening hours from the yes until now; None when the seller has answered before."""
    answered = select(OrderEvent.id).where(OrderEvent.order_id == order.id, col(OrderEvent.actor) == SELLER).limit(1)
    if session.exec(answered).first() is not None:
        return None
    return opening_hours.open_minutes(order.seller, order.placed_at, clock.now())


def note_answer(session: Session, order: Order, event: OrderEvent) -> None:
    """Count this event as the shop's answer, if it was the first one."""
    minutes = event.facts.get("waited")
    if minutes is not None:
        shops.note_answer(session, order.seller_id, minutes)


def note_silence(session: Session, order: Order) -> None:
    """The order ended without any answer."""
    shops.note_silence(session, order.seller_id)
