"""How a complaint goes on: it lies with the seller, who is reminded once, and after the deadline with staff; what the
seller has answered and nobody has taken up for a week is closed."""

from datetime import timedelta

from flask import current_app
from sqlmodel import Session

import clock
import scheduling
from bot.clocks import order_clocks
from bot.news import complaint_news
from bot.words.office import when_read
from matters import complaints
from matters import deeds as matters_deeds
from matters.models import Complaint
from orders import deeds, lookup
from orders.models import Order
from orders.states import CLOCK, Actor

THE_CLOCK = Actor(CLOCK)


def begin(session: Session, order: Order, cause: str, actor: Actor) -> Complaint:
    """The shopper complains. Raises TooLate, and NotAllowed where there is nothing to complain of."""
    wait = timedelta(hours=current_app.config["SETTINGS"].complaint_hours)
    complaint = complaints.open_(session, order, cause, clock.now() + wait)
    happened = deeds.complain(session, order, actor, complaint.matter.number, cause)
    order_clocks.follow(session, order, happened)
    _arrange(session, remind, complaint, wait / 2)
    _arrange(session, hand_on_unanswered, complaint, wait)
    return complaint


def answered(session: Session, complaint: Complaint) -> None:
    """The seller has answered: now it is the shopper's turn, for as long as an order waits for a word about a parcel."""
    _call_off(session, complaint)
    _arrange(session, end, complaint, timedelta(days=current_app.config["SETTINGS"].arrival_done_days))


def hand_on(session: Session, complaint: Complaint, by_clock: bool = False) -> bool:
    """To staff. False when it lies there already."""
    if not complaints.hand_on(session, complaint):
        return False
    _call_off(session, complaint)
    complaint_news.handed_on(session, complaint, by_clock, when_read)
    return True


def settle(session: Session, complaint: Complaint, actor: Actor) -> bool:
    """It is settled: the shop is told, and the order's own clock runs again. False when that was so already."""
    _call_off(session, complaint)
    if not matters_deeds.close(session, complaint.matter):
        return False
    order = lookup.locked(session, complaint.order_id)
    days = current_app.config["SETTINGS"].arrival_again_days
    happened = deeds.settle_complaint(session, order, actor, complaint.matter.number, days)
    order_clocks.follow(session, order, happened)
    complaint_news.settled_for_seller(session, complaint)
    return True


# ---------------------------------------------------------------- deeds of the clock


def remind(session: Session, complaint_id: int) -> None:
    complaint = _still_open(session, complaint_id)
    if complaint and complaints.is_silent(complaint) and complaint.desk == "seller":
        complaint_news.remind_seller(session, complaint)


def hand_on_unanswered(session: Session, complaint_id: int) -> None:
    complaint = _still_open(session, complaint_id)
    if complaint and complaints.is_silent(complaint):
        hand_on(session, complaint, by_clock=True)


def end(session: Session, complaint_id: int) -> None:
    """A week after the seller's answer: what was agreed and is not done goes to staff, the rest is closed."""
    complaint = _still_open(session, complaint_id)
    if complaint is None or complaint.desk == "staff":
        return
    is_owed = complaint.remedy == "refund" and complaint.agreed_at and complaint.order.found > 0
    if is_owed:
        hand_on(session, complaint, by_clock=True)
    elif settle(session, complaint, THE_CLOCK):
        complaint_news.settled_for_shopper(session, complaint)


def _still_open(session: Session, complaint_id: int) -> Complaint | None:
    complaint = complaints.by_id(session, complaint_id)
    if complaint is not None:
        session.refresh(complaint.matter, with_for_update={"key_share": True})
    return complaint if complaint and complaint.matter.state != "closed" else None


CLOCKS = (remind, hand_on_unanswered, end)


def _arrange(session: Session, deed: scheduling.Deed, complaint: Complaint, wait: timedelta) -> None:
    scheduling.arrange(session, deed, str(complaint.id), clock.now() + wait, complaint_id=complaint.id)


def _call_off(session: Session, complaint: Complaint) -> None:
    for deed in CLOCKS:
        scheduling.call_off(session, deed, str(complaint.id))
