"""Whom an order waits for, since when and until when. What happens at those hours is bot.clocks.order_clocks' affair."""

from datetime import datetime, timedelta

from flask import current_app
from sqlmodel import Session, col, select

from catalog import opening_hours
from orders.models import Order, OrderEvent

# What is waited for, and the events that begin the wait (anew).
BEGINS = {
    "answer": ("placed", "postage_set", "changes_agreed", "rest_kept", "changes_declined"),
    "offer": ("changes_offered",),
    "payment": ("accepted", "postage_set", "changes_agreed", "rest_kept", "cancel_declined"),
    "denial": ("not_paid",),
    "agreement": ("cancel_asked",),
    "arrival": ("parcel_number", "not_arrived", "complaint_settled"),
}


def waits_for(order: Order) -> str | None:
    """A key of BEGINS: the seller's answer, the shopper's answer to an offer, the payment, a yes to calling off, what seller and shopper make
    of a proof that the seller found no money for, or the parcel's arrival; None when no clock runs."""
    standing, states = order.standing, order.states
    if states.proposal == "changes" and states.payment_status == "unpaid":
        return "offer"
    if states.proposal in ("cancel_by_shopper", "cancel_by_seller"):
        return "agreement"
    if states.proposal is not None:
        return None
    if states.order_status == "placed":
        return "answer"
    if states.order_status == "accepted" and states.fulfilment_status == "shipped":
        return None if order.disputed else "arrival"
    is_open = states.order_status == "accepted" and states.fulfilment_status in ("unfulfilled", "ready")
    if not is_open or states.payment_status != "unpaid" or not standing.conditions >= {"paid ahead", "total known"}:
        return None
    return "payment" if "no proof" in standing.conditions else "denial"


def since(session: Session, order: Order) -> datetime:
    """When the present wait began."""
    event = beginning(session, order)
    return event.at if event else order.placed_at


def beginning(session: Session, order: Order) -> OrderEvent | None:
    """The event that the present wait began with."""
    kinds = BEGINS[waits_for(order) or "answer"]
    query = select(OrderEvent).where(OrderEvent.order_id == order.id, col(OrderEvent.kind).in_(kinds))
    return session.exec(query.order_by(col(OrderEvent.id).desc()).limit(1)).first()


def pay_until(session: Session, order: Order) -> datetime | None:
    """When the order ends unless it is paid; None when it does not wait for that."""
    if waits_for(order) != "payment":
        return None
    return since(session, order) + timedelta(hours=current_app.config["SETTINGS"].payment_hours)


def wait_on_until(order: Order, begun: datetime) -> datetime:
    """When the seller's time is over at last, if the shopper gave her more of it at `begun`."""
    settings = current_app.config["SETTINGS"]
    more = timedelta(hours=settings.seller_last_hours - settings.seller_answer_hours)
    return opening_hours.after_open_time(order.seller, begun, more)
