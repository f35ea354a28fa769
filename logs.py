"""The log: one line an event, with the ids of what it is about, and without anybody in it.

Whatever happens because of a message carries its MessageSid (`inbound=…`) through web, queue and worker; whoever begins
something says so with `about`. No number, name, address or word of a person is logged: tracebacks come without the text
of their error (the row in the database keeps it), and what looks like a number all the same is blanked.

How often something is said is decided here too: what strangers or an outage can repeat without an end must not fill the
disk.
"""

import logging
import re
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import structlog
from structlog.typing import EventDict, WrappedLogger

QUIET_SECONDS = 10.0
LOUD_LIBRARIES = ("huey", "werkzeug", "urllib3", "PIL", "twilio", "alembic")
# whatsapp:+62…, whatsapp:ID.…, +62…, 08… as people write it
_NUMBER = re.compile(r"whatsapp:(?:\+|ID\.)?\d+|(?<![\w.])(?:\+\d|62|0)[\d -]{7,}\d(?!\w)")


# ---------------------------------------------------------------- what a line is


def set_up(log_format: str) -> None:
    """Have everything that is logged in this process written to standard error, as "text" for people or as "json"."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter(log_format))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    for library in LOUD_LIBRARIES:
        logging.getLogger(library).setLevel(logging.WARNING)


def formatter(log_format: str) -> logging.Formatter:
    """Makes a line of each event: level, logger, event, the ids in hand, and where a fault came from."""
    if log_format == "json":
        last: Any = structlog.processors.JSONRenderer(ensure_ascii=False)
    else:
        last = structlog.processors.LogfmtRenderer(key_order=["level", "logger", "event"], drop_missing=True)
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
        ],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            _without_words,
            _without_numbers,
            last,
        ],
    )


def _without_words(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    """Where a fault came from and of which kind it is. Its text may hold what somebody wrote."""
    problem = event.pop("exc_info", None)
    if problem is True:
        problem = sys.exc_info()
    if isinstance(problem, BaseException):
        problem = (type(problem), problem, problem.__traceback__)
    if problem and problem[0] is not None:
        event["fault"] = problem[0].__name__
        event["from"] = " < ".join(
            f"{frame.filename.rsplit('/', 2)[-2]}/{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno} {frame.name}"
            for frame in reversed(traceback.extract_tb(problem[2]))
        )
    return event


def _without_numbers(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    return {
        name: _NUMBER.sub("…", value) if isinstance(value, str) and name != "at" else value
        for name, value in event.items()
    }


# ---------------------------------------------------------------- what it is about


@contextmanager
def about(**ids: Any) -> Iterator[None]:
    """Every line from here to the end, of this thread, names these ids; those that are empty are left out."""
    with structlog.contextvars.bound_contextvars(**{name: value for name, value in ids.items() if value}):
        yield


def inbound() -> str:
    """The MessageSid of what all this happens for; "" when no message began it."""
    return str(structlog.contextvars.get_contextvars().get("inbound", ""))


# ---------------------------------------------------------------- how often it is said


class OneLineAWhile:
    """Lets one line through in `quiet_seconds` and counts the others."""

    def __init__(self, quiet_seconds: float = QUIET_SECONDS) -> None:
        self.quiet_seconds = quiet_seconds
        self._next, self._kept_back, self._lock = 0.0, 0, threading.Lock()

    def words(self, words: str) -> str | None:
        """`words`, with the number of lines that were kept back since the last one; None when nothing is to be said."""
        with self._lock:
            if time.monotonic() < self._next:
                self._kept_back += 1
                return None
            kept_back, self._kept_back = self._kept_back, 0
            self._next = time.monotonic() + self.quiet_seconds
        return f"{words} ({kept_back} more since the last such line)" if kept_back else words

    def warn(self, log: logging.Logger, words: str) -> None:
        """`words` as a warning, or nothing."""
        if said := self.words(words):
            log.warning("%s", said)


class Repeated(logging.Filter):
    """For a logger of somebody else: of its lines that begin so, one a while is let through, in our own words and
    without what it would tell of whom."""

    def __init__(self, begins: str, words: str) -> None:
        super().__init__()
        self.begins, self.own_words, self.lines = begins, words, OneLineAWhile()

    def filter(self, record: logging.LogRecord) -> bool:
        if not str(record.msg).startswith(self.begins):
            return True
        kind = record.exc_info[0] if record.exc_info else None
        said = self.lines.words(f"{self.own_words} ({kind.__name__})" if kind else self.own_words)
        record.msg, record.args, record.exc_info = said, (), None
        return said is not None
