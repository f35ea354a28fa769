"""What people and the clock do to an order that is placed, money (payments.py) and terms (changes.py) aside.

All take the caller's transaction, change `order` in place, and return what happened (see moving.move, also for what
they raise). `reason`: one of states.CANCEL_REASON.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlmodel import Session, col, select

from orders import arrival, errors, joint_parcels, pace, unique_digits
from orders.models import Order, OrderEvent
from orders.moving import Happened, give_back, lock, move
from orders.states import Actor


def accept(session: Session, order: Order, actor: Actor) -> Happened:
    """The seller will deliver."""
    lock(session, order)
    sets = unique_digits.wanted(session, order)
    happened = move(session, order, actor, "accepted", sets=sets, waited=pace.waited(session, order))
    pace.note_answer(session, order, happened.event)
    return happened


def reject(session: Session, order: Order, actor: Actor, reason: str) -> Happened:
    """The seller will not deliver; the pieces go back to the stock."""
    lock(session, order)
    happened = move(session, order, actor, "rejected", reason=reason, waited=pace.waited(session, order))
    pace.note_answer(session, order, happened.event)
    give_back(session, order)
    return replace(happened, parted=joint_parcels.leave(session, order))


def cancel(session: Session, order: Order, actor: Actor, reason: str) -> Happened:
    """Call the order off alone; the pieces go back to the stock."""
    return _call_off(session, order, actor, "cancelled", reason)


def switch(session: Session, order: Order, actor: Actor) -> Happened:
    """The shopper takes another stall's goods, because this seller does not answer."""
    return _call_off(session, order, actor, "switched", "expired_unanswered")


def wait_on(session: Session, order: Order, actor: Actor) -> Happened:
    """The shopper gives a silent seller more time."""
    return move(session, order, actor, "waiting_on")


def remind(session: Session, order: Order, actor: Actor, event: str, matter: str | None = None) -> Happened:
    """The clock reminds somebody: `event` is a row of the table that changes nothing but the log. `matter`: the number
    of the one that staff got with it."""
    return move(session, order, actor, event, matter=matter)


def offer_alternatives(session: Session, order: Order, actor: Actor, instead: list[dict[str, Any]]) -> Happened:
    """The seller is silent: the shopper may have these goods of other stalls (code, size, quantity of each) instead."""
    return move(session, order, actor, "alternatives_offered", instead=instead)


def ask_to_cancel(session: Session, order: Order, actor: Actor, reason: str) -> Happened:
    """One side wants to call an accepted order off; the other one has to agree."""
    return move(session, order, actor, "cancel_asked", wanted_for=reason)


def agree_to_cancel(session: Session, order: Order, actor: Actor, reason: str) -> Happened:
    """The other side agrees; the pieces go back to the stock. Money that came has to be sent back."""
    return _call_off(session, order, actor, "cancel_agreed", reason)


def refuse_to_cancel(session: Session, order: Order, actor: Actor) -> Happened:
    """The other side does not agree: the order goes on."""
    return move(session, order, actor, "cancel_declined")


def confirm_cod(session: Session, order: Order, actor: Actor) -> Happened:
    """The shopper will pay at the door: the seller may pack."""
    return move(session, order, actor, "cod_confirmed")


def mark_ready(session: Session, order: Order, actor: Actor) -> Happened:
    """The goods are packed."""
    return move(session, order, actor, "ready")


def record_parcel(
    session: Session, order: Order, actor: Actor, courier: str, number: str, is_paid: bool = False
) -> Happened:
    """The parcel left. A second number replaces a mistyped one; the very same again raises NotAllowed. `is_paid`:
    the money was confirmed in the same breath, so the shopper hears of both at once."""
    lock(session, order)
    if (order.courier, order.parcel_number) == (courier, number):
        raise errors.NotAllowed(order.number, "parcel_number", order.states)
    earliest, days = arrival.days(session, order, courier)
    sets = {"courier": courier, "parcel_number": number}
    return move(
        session, order, actor, "parcel_number", sets=sets, earliest=earliest, days=days, is_paid=is_paid or None
    )


def deny_arrival(session: Session, order: Order, actor: Actor, days: int) -> Happened:
    """The shopper has not got the parcel yet, and is asked again in so many days."""
    return move(session, order, actor, "not_arrived", days=days)


def mark_picked_up(session: Session, order: Order, actor: Actor) -> Happened:
    """The buyer has fetched the goods at the stall: the order is completed."""
    return move(session, order, actor, "picked_up")


def confirm_delivery(session: Session, order: Order, actor: Actor) -> Happened:
    """The buyer has the goods: the order is completed. After the clock has taken them for delivered, the buyer's own
    word makes the evidence stronger."""
    lock(session, order)
    is_known = order.fulfilment_status == "delivered" and order.evidence != "buyer_confirmed"
    return move(session, order, actor, "arrival_confirmed" if is_known else "delivered")


def complain(session: Session, order: Order, actor: Actor, matter: str, cause: str) -> Happened:
    """The shopper complains, under the number of a matter. Until that is settled no clock takes the goods for well
    arrived."""
    return move(session, order, actor, "complained", sets={"disputed": True}, matter=matter, cause=cause)


def settle_complaint(session: Session, order: Order, actor: Actor, matter: str, days: int) -> Happened:
    """The complaint is settled. Whether a parcel has arrived is asked again in so many days, where that is open."""
    return move(session, order, actor, "complaint_settled", sets={"disputed": False}, matter=matter, days=days)


def declare_return(session: Session, order: Order, actor: Actor, parcel: str) -> Happened:
    """The shopper says to have sent the goods back; `parcel`: courier and number, as told."""
    return move(session, order, actor, "return_sent", parcel=parcel)


def confirm_refund(session: Session, order: Order, actor: Actor) -> Happened:
    """The shopper has the money that the seller says to have sent back."""
    return _about_refund(session, order, actor, "refund_confirmed")


def deny_refund(session: Session, order: Order, actor: Actor) -> Happened:
    """The shopper has not got the money that the seller says to have sent back."""
    return _about_refund(session, order, actor, "refund_denied")


def _about_refund(session: Session, order: Order, actor: Actor, event: str) -> Happened:
    """Raises NotAllowed where nobody speaks of a refund, or that is said already."""
    lock(session, order)
    declared = max((one.id or 0 for one in _events(session, order, "refunded", "part_refunded")), default=0)
    answered = max((one.id or 0 for one in _events(session, order, event)), default=0)
    if answered >= declared:
        raise errors.NotAllowed(order.number, event, order.states)
    return move(session, order, actor, event)


def _events(session: Session, order: Order, *kinds: str) -> Sequence[OrderEvent]:
    query = select(OrderEvent).where(OrderEvent.order_id == order.id, col(OrderEvent.kind).in_(kinds))
    return session.exec(query).all()


def mark_refused(session: Session, order: Order, actor: Actor) -> Happened:
    """A COD parcel was not paid at the door and came back: the order is called off, the pieces are in stock again."""
    return _call_off(session, order, actor, "refused", "other")


def mark_returned(session: Session, order: Order, actor: Actor) -> Happened:
    """The goods are back at the stall. Whether they can be sold again the seller says herself."""
    return move(session, order, actor, "returned")


def _call_off(session: Session, order: Order, actor: Actor, event: str, reason: str) -> Happened:
    happened = move(session, order, actor, event, reason=reason)
    if reason == "expired_unanswered":
        pace.note_silence(session, order)
    give_back(session, order)
    return replace(happened, parted=joint_parcels.leave(session, order))
