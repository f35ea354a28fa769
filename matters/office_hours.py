"""When staff read what people write to them (OFFICE_DAYS, OFFICE_HOURS, SPECIAL_DAYS)."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import current_app

import hours
from hours import Span


def is_open(at: datetime) -> bool:
    """Whether somebody reads at this moment."""
    begin = next_opening(at)
    return begin is not None and begin <= at


def next_opening(at: datetime) -> datetime | None:
    """The first moment from `at` on (UTC) at which somebody reads; None when no such day is known."""
    timezone = ZoneInfo(current_app.config["SETTINGS"].city_timezone)
    begin = next((begin for begin, _ in hours.openings(_span_on, at, timezone)), None)
    return max(begin, at) if begin else None


def _span_on(day: date) -> Span | None:
    """Special days only close the office: shorter hours in Ramadan are those of the stalls."""
    settings = current_app.config["SETTINGS"]
    special = hours.on(day, settings.market_days)
    is_free = special is not None and special.span is None
    return None if is_free or day.weekday() not in settings.office_weekdays else settings.office_span
