"""The clocks of orders: who is slow is reminded, and what nobody answers or pays ends, with its pieces in stock again.

One appointment an order, for the next step of what it waits for (orders.waiting). Every step first looks whether the
order still waits for that; what it does is an event, and the table of moves says who is told.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app
from sqlmodel import Session

import clock
import scheduling
from bot.clocks import evening_recap, other_stalls
from bot.news import order_news
from catalog import opening_hours
from matters import deeds as matters_deeds
from orders import arrival, changes, deeds, lookup, waiting
from orders.models import Order, OrderEvent
from orders.moving import Happened
from orders.states import CLOCK, TOLD_WHEN_PLACED, Actor

THE_CLOCK = Actor(CLOCK)
TOLD_IN_THE_EVENING = ("placed", "paid")


@dataclass(frozen=True)
class Step:
    """What is done when the wait has lasted `hours`. A reminder is left out when the next step is due as well."""

    hours: float
    deed: Callable[[Session, Order], Happened]
    is_reminder: bool = True


def placed(session: Session, order: Order) -> bool:
    """What follows from the yes; as `follow`."""
    event = lookup.newest_event(session, order, "placed")
    assert event is not None
    return follow(session, order, Happened(event, TOLD_WHEN_PLACED))


def follow(session: Session, order: Order, happened: Happened) -> bool:
    """All that follows from a deed: messages as the table says, the clock of what is waited for now, the shop's summary
    in the evening. True when everybody who is told hears of it now."""
    heard = order_news.post_order_news(session, order, happened)
    wind(session, order, happened.event)
    if happened.event.kind in TOLD_IN_THE_EVENING:
        evening_recap.arrange(session, order.seller_id)
    return heard


def wind(session: Session, order: Order, event: OrderEvent) -> None:
    """Sets the order's clock by what it waits for after `event`; one that runs for the same wait runs on."""
    waits_for = waiting.waits_for(order)
    if waits_for is None:
        scheduling.call_off(session, strike, order.number)
    elif event.kind in waiting.BEGINS[waits_for]:
        _arrange(session, order, waits_for, 0, event.at)
    elif event.kind == "waiting_on":
        steps = _steps(session, order, waits_for)
        answered, last = steps[-2:]
        _arrange(session, order, waits_for, len(steps) - 1, clock.now(), last.hours - answered.hours)


def strike(session: Session, order_id: int, waits_for: str, step: int) -> None:
    """The hour has come. Does nothing when the order does not wait for that any more."""
    order = lookup.locked(session, order_id)
    if waiting.waits_for(order) != waits_for:
        return
    steps, begun, now = _steps(session, order, waits_for), waiting.since(session, order), clock.now()
    while step + 1 < len(steps) and steps[step].is_reminder and _due(order, waits_for, begun, steps[step + 1]) <= now:
        step += 1
    happened = steps[step].deed(session, order)
    order_news.post_order_news(session, order, happened)
    if step + 1 == len(steps) or waiting.waits_for(order) != waits_for:
        return
    if steps[step].is_reminder:
        _arrange(session, order, waits_for, step + 1, begun)
    else:  # whoever was just given a choice has the full time for it
        _arrange(session, order, waits_for, step + 1, now, steps[step + 1].hours - steps[step].hours)


def _arrange(
    session: Session, order: Order, waits_for: str, step: int, begun: datetime, hours: float | None = None
) -> None:
    next_step = _steps(session, order, waits_for)[step]
    due = _due(order, waits_for, begun, next_step if hours is None else Step(hours, next_step.deed))
    scheduling.arrange(session, strike, order.number, due, order_id=order.id, waits_for=waits_for, step=step)


def _due(order: Order, waits_for: str, begun: datetime, step: Step) -> datetime:
    """A seller's time counts while the shop is open, everybody else's always; nobody is asked for a parcel at night."""
    amount = timedelta(hours=step.hours)
    if waits_for == "arrival":
        return arrival.by_day(begun + amount)
    return opening_hours.after_open_time(order.seller, begun, amount) if waits_for == "answer" else begun + amount


def _steps(session: Session, order: Order, waits_for: str) -> list[Step]:
    if waits_for == "arrival":
        return _steps_of_arrival(session, order)
    settings = current_app.config["SETTINGS"]
    pay, warning, offer = settings.payment_hours, settings.payment_warning_hours, settings.offer_hours
    return {
        "answer": [
            *(Step(hours, _remind("answer_reminded")) for hours in settings.reminder_hours),
            Step(settings.seller_answer_hours, _offer_alternatives, is_reminder=False),
            Step(settings.seller_last_hours, _expire("expired_unanswered")),
        ],
        "offer": [Step(offer / 2, _remind("offer_reminded")), Step(offer, _let_offer_lapse)],
        "payment": [
            *([Step(pay - warning, _remind("payment_reminded"))] if warning else []),
            Step(pay, _expire("expired_unpaid")),
        ],
        "agreement": [
            Step(settings.complaint_hours / 2, _remind("cancel_reminded")),
            Step(settings.complaint_hours, _show_staff),
        ],
        "denial": [Step(pay, _remind("denial_reminded"))],
    }[waits_for]


def _steps_of_arrival(session: Session, order: Order) -> list[Step]:
    """ "Sudah sampai?" after the expected days, and done when nobody has answered for a week."""
    settings, began = current_app.config["SETTINGS"], waiting.beginning(session, order)
    days = began.facts.get("days", settings.arrival_days) if began else settings.arrival_days
    return [
        Step(days * 24, _remind("arrival_asked"), is_reminder=False),
        Step((days + settings.arrival_done_days) * 24, _take_for_delivered),
    ]


# ---------------------------------------------------------------- deeds


def _remind(event: str) -> Callable[[Session, Order], Happened]:
    return lambda session, order: deeds.remind(session, order, THE_CLOCK, event)


def _expire(reason: str) -> Callable[[Session, Order], Happened]:
    return lambda session, order: deeds.cancel(session, order, THE_CLOCK, reason)


def _offer_alternatives(session: Session, order: Order) -> Happened:
    return deeds.offer_alternatives(session, order, THE_CLOCK, other_stalls.instead_of(session, order))


def _take_for_delivered(session: Session, order: Order) -> Happened:
    return deeds.confirm_delivery(session, order, THE_CLOCK)


def _show_staff(session: Session, order: Order) -> Happened:
    """Nobody has answered whether the order may be called off: the next desk is that of staff."""
    matter = matters_deeds.open_(session, "cancel", order.shopper_id)
    matters_deeds.note(session, matter, f"{order.number} is to be called off ({order.proposal}), and nobody answers.")
    return deeds.remind(session, order, THE_CLOCK, "cancel_unanswered", matter=matter.number)


def _let_offer_lapse(session: Session, order: Order) -> Happened:
    offered = changes.open_offer(session, order)
    is_about_goods = offered is not None and offered.lines is not None
    return deeds.cancel(session, order, THE_CLOCK, "sold_out" if is_about_goods else "price_or_postage")
