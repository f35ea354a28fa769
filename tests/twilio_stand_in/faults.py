"""What can go wrong on the way, on demand."""

from dataclasses import dataclass

HANG, LOST, LATE = "hang", "lost", "late"
TRICKLED_HEAD, TRICKLED_BODY, CUT_OFF = "trickled head", "trickled body", "cut off"  # of a picture that is fetched


@dataclass
class Fault:
    what: int | str  # 429, 500 …: this HTTP status; 30008, 63024 …: refused later by callback; hang, lost, late
    to: str = ""  # only messages to this address
    times: int = 1
    seconds: float = 12.0  # how long it hangs or comes late

    @property
    def is_told_later(self) -> bool:
        return isinstance(self.what, int) and self.what >= 30000
