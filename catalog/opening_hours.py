"""When a shop is open: its own hours, else the market's (settings), on special days at most that day's.

Hours of a shop are `Seller.hours`: by weekday ("0" is Monday) the minutes after midnight from which and until which it
is open; a weekday that is missing is closed. Moments are aware, in UTC.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import current_app

import hours
from catalog.models import Seller
from hours import Span

MOST_OF_A_WEEK = 4


def span_on(seller: Seller, day: date) -> Span | None:
    """The shop's hours on that day, whatever holiday it has announced itself; None: closed."""
    settings = current_app.config["SETTINGS"]
    usual = _usual(seller, day, settings.market_hours)
    special = hours.on(day, settings.market_days)
    if special is None or usual is None:
        return usual
    if special.span is None:
        return None
    both = max(usual[0], special.span[0]), min(usual[1], special.span[1])
    return both if both[0] < both[1] else usual  # a shop that opens only at night keeps its own hours


def changed(
    known: Mapping[str, Any] | None, market: Span, span: Span | None, days: Collection[int], closed: Collection[int]
) -> dict[str, Any]:
    """Hours of a shop after it has told `span` for `days` (0 is Monday; none: all days) and on which days it is closed.
    Most of a week ("senin-sabtu 8-16") is told as the whole of it: the other days are closed. `known`: its hours so far,
    `market`: those of a shop that has told none. {} when no day is left."""
    week = dict(known) if known else {str(day): list(market) for day in range(7)}
    if span and (not days or len(days) >= MOST_OF_A_WEEK):
        week = {}
    if span:
        week |= {str(day): list(span) for day in (days or range(7))}
    return {day: week[day] for day in sorted(week) if int(day) not in closed}


def is_open(seller: Seller, at: datetime) -> bool:
    """Whether the shop is open at this moment; never during a holiday it has announced ("libur sampai …")."""
    if is_on_holiday(seller, at):
        return False
    begin, _ = next(_openings(seller, at), (None, None))
    return begin is not None and begin <= at


def is_on_holiday(seller: Seller, at: datetime) -> bool:
    """Whether the seller has announced to be closed at this moment."""
    begins = seller.closed_at or seller.closes_at
    return begins is not None and begins <= at and (seller.closed_until is None or at < seller.closed_until)


def next_opening(seller: Seller, at: datetime) -> datetime | None:
    """The first moment from `at` on at which the shop is open; None when it has closed without saying until when."""
    for begin, until in _openings(seller, at):
        begin = max(begin, at)
        if not is_on_holiday(seller, begin):
            return begin
        if seller.closed_until is None:
            return None
        if seller.closed_until < until:
            return max(begin, seller.closed_until)
    return None


def open_minutes(seller: Seller, start: datetime, end: datetime) -> int:
    """Whole minutes of opening hours between two moments. A holiday that the seller has announced does not count as
    closed here: it hides the goods, but open orders go on, and nobody waits a month for an answer."""
    total = timedelta()
    for begin, until in _openings(seller, start):
        if begin >= end:
            break
        total += min(until, end) - max(begin, start)
    return int(total.total_seconds() // 60)


def after_open_time(seller: Seller, start: datetime, amount: timedelta) -> datetime:
    """The moment at which `amount` of opening hours has passed since `start`; holidays as in `open_minutes`."""
    left = amount
    for begin, until in _openings(seller, start):
        begin = max(begin, start)
        if until - begin >= left:
            return begin + left
        left -= until - begin
    return start + amount


def _openings(seller: Seller, start: datetime) -> Iterator[tuple[datetime, datetime]]:
    timezone = ZoneInfo(current_app.config["SETTINGS"].city_timezone)
    return hours.openings(lambda day: span_on(seller, day), start, timezone)


def _usual(seller: Seller, day: date, market: Span) -> Span | None:
    if not seller.hours:
        return market
    own = seller.hours.get(str(day.weekday()))
    return (own[0], own[1]) if own else None
