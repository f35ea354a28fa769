"""What is said in the log, and how often: what strangers or an outage can repeat without an end must not fill the disk."""

import logging
import threading
import time

QUIET_SECONDS = 10.0


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
