"""A line in the log now and then: what goes wrong ten times a second is told once a minute, with how often it was."""

import logging
import threading
import time
from collections.abc import Hashable

PAUSE_SECONDS = 60.0
_lock = threading.Lock()
_told: dict[Hashable, tuple[float, int]] = {}  # when it was told last, and how often it was kept quiet since


def tell(log: logging.Logger, level: int, about: Hashable, message: str, *arguments: object) -> None:
    """Logs the message, unless one `about` the same was logged within the last minute; the next one that is tells how
    many were left out."""
    now = time.monotonic()
    with _lock:
        last, left_out = _told.get(about, (-PAUSE_SECONDS, 0))
        is_quiet = now - last < PAUSE_SECONDS
        _told[about] = (last, left_out + 1) if is_quiet else (now, 0)
    if not is_quiet:
        log.log(
            level,
            message + (" (and %d times more since the last line)" if left_out else ""),
            *arguments,
            *[left_out] * bool(left_out),
        )
