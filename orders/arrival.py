"""When a parcel should be there, by what the postage table says of its way."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from flask import current_app
from sqlmodel import Session

import hours
from orders import postage, waiting
from orders.models import Order

DAYTIME = (8 * 60, 20 * 60)  # nobody is asked for a parcel at night
ANY_WEIGHT = 1000  # grams: the days of a service do not hang on them


def days(session: Session, order: Order, courier: str) -> tuple[int | None, int]:
    """In how many days a parcel of this courier should be there, at the earliest and at the latest: what the table says
    of the courier, else of the service that was agreed; else None and ARRIVAL_DAYS."""
    found = postage.offers(session, order.area, order.weight_g or ANY_WEIGHT)
    offer = postage.of_courier(found, courier) or postage.of_courier(found, order.shipping_service)
    told = [int(figure) for figure in re.findall(r"\d+", offer.days)] if offer else []
    longest: int = current_app.config["SETTINGS"].arrival_days
    return (min(told), max(told)) if told else (None, longest)


def asked_at(session: Session, order: Order) -> datetime | None:
    """When the shopper is asked whether the parcel on its way has come; None when it does not wait for that."""
    event = waiting.beginning(session, order) if waiting.waits_for(order) == "arrival" else None
    if event is None:
        return None
    return by_day(event.at + timedelta(days=event.facts.get("days", current_app.config["SETTINGS"].arrival_days)))


def by_day(at: datetime) -> datetime:
    """This moment, or the next morning when it is night in the city."""
    zone = ZoneInfo(current_app.config["SETTINGS"].city_timezone)
    begin, _until = next(hours.openings(lambda day: DAYTIME, at, zone))
    return max(begin, at)
