"""Hours of the day: how they are written in settings, and what days are special. Pure: knows no shop and no clock."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

Span = tuple[int, int]  # from, until: minutes after midnight; until may be 1440
DAY = 24 * 60
HORIZON = 366  # days that are looked ahead: a calendar that never opens stops no clock
CLOSED = "closed"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})")


@dataclass(frozen=True)
class SpecialDays:
    """Days on which other hours hold: Ramadan, a feast. `span` None: closed all day."""

    first: date
    last: date
    span: Span | None


def read_span(text: str) -> Span:
    """ "08:00-17:00" as (480, 1020). Raises ValueError for anything else, and where it ends before it begins."""
    begin, dash, end = text.strip().partition("-")
    span = _minutes(begin), _minutes(end)
    if not dash or span[0] >= span[1]:
        raise ValueError(f"{text!r} must look like 08:00-17:00")
    return span


def read_special_days(text: str) -> tuple[SpecialDays, ...]:
    """ "2027-02-08..2027-03-09 08:00-15:00; 2027-03-10 closed": days or ranges of days with their hours. Raises
    ValueError for anything else."""
    return tuple(_special(part.strip()) for part in text.split(";") if part.strip())


def read_days(text: str) -> frozenset[int]:
    """ "mon-fri" or "mon,wed,sat" as weekdays, Monday is 0. Raises ValueError for anything else."""
    days: set[int] = set()
    for part in text.split(","):
        first, dash, last = (word.strip().lower() for word in part.partition("-"))
        if first not in WEEKDAYS or (dash and last not in WEEKDAYS):
            raise ValueError(f"{text!r} must look like mon-fri or mon,wed,sat")
        begin, end = WEEKDAYS.index(first), WEEKDAYS.index(last or first)
        days |= set(range(begin, end + 1)) if begin <= end else {*range(begin, 7), *range(end + 1)}
    return frozenset(days)


def write_span(span: Span) -> str:
    """As people read it: "08.00–17.00"."""
    return "–".join(f"{minute // 60:02}.{minute % 60:02}" for minute in span)


def moment(day: date, minute: int, timezone: ZoneInfo) -> datetime:
    """That minute of that day (1440 is the next midnight), as the clocks of the city show it."""
    midnight = datetime.combine(day + timedelta(days=minute // DAY), time(), timezone)
    return midnight.replace(hour=minute % DAY // 60, minute=minute % 60)


def on(day: date, special_days: tuple[SpecialDays, ...]) -> SpecialDays | None:
    """What is special about this day; None on an ordinary one."""
    return next((days for days in special_days if days.first <= day <= days.last), None)


def openings(
    span_on: Callable[[date], Span | None], start: datetime, timezone: ZoneInfo
) -> Iterator[tuple[datetime, datetime]]:
    """From when until when it is open (UTC), in order, the first one ending after `start`. `span_on`: the hours of a
    day, None when it is closed."""
    today = start.astimezone(timezone).date()
    for number in range(-1, HORIZON):
        day = today + timedelta(days=number)
        span = span_on(day)
        if span is None:
            continue
        begin, until = (moment(day, minute, timezone).astimezone(UTC) for minute in span)
        if until > start:
            yield begin, until


def _special(part: str) -> SpecialDays:
    days, _, hours = part.partition(" ")
    first, _, last = days.partition("..")
    special = SpecialDays(
        date.fromisoformat(first),
        date.fromisoformat(last or first),
        None if hours.strip().lower() == CLOSED else read_span(hours),
    )
    if special.last < special.first:
        raise ValueError(f"{days!r} ends before it begins")
    return special


def _minutes(text: str) -> int:
    match = _CLOCK.fullmatch(text.strip())
    minute = int(match[1]) * 60 + int(match[2]) if match and int(match[2]) < 60 else -1
    if not 0 <= minute <= DAY:
        raise ValueError(f"{text.strip()!r} is no time of day")
    return minute
