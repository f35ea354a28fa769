"""What time it is. Everything asks here, so that tests can move the clock.

Times are stored and passed on as aware datetimes in UTC; people see them in the city's zone.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

_source: Callable[[], datetime] = lambda: datetime.now(UTC)  # noqa: E731 - a replaceable value, not a function


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _source()


def set_source(source: Callable[[], datetime] | None) -> Callable[[], datetime]:
    """Let `source` tell the time from now on; None goes back to the machine's clock. Returns what told it before."""
    global _source
    before = _source
    _source = source or (lambda: datetime.now(UTC))
    return before


def local(moment: datetime, timezone: str) -> datetime:
    """`moment` as people in `timezone` (an IANA name such as Asia/Jakarta) read it."""
    return moment.astimezone(ZoneInfo(timezone))


def day_begins(day: date, timezone: str) -> datetime:
    """The moment (UTC) at which `day` begins for people in `timezone`."""
    return datetime.combine(day, time.min, ZoneInfo(timezone)).astimezone(UTC)
