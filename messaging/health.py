"""How the post office fares, in numbers: what an operator's monitor is told (/healthz), and staff may be."""

import secrets
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any

from sqlmodel import Session, col, func, select

import clock
import database
import scheduling
from messaging import sweep
from messaging.models import Heartbeat, InboundMessage, OutboundMessage
from messaging.twilio.error_codes import PASSING

HUNG_AFTER = 30.0  # seconds without a sign of life from any worker; one comes every two seconds
LATE_AFTER = 120.0  # seconds for which a message may have been due while the market is well


@dataclass(frozen=True)
class Standing:
    """`due`: messages that may go now, the oldest for `oldest_unsent_seconds`; `waiting`: for a person's 24-hour window;
    `blocked`: due, and put off for a reason that does not pass by itself (our account at Twilio, an unknown error): an
    operator is needed; `failed_outbound`, `failed_inbound`, `failed_appointments`: given up, until somebody has them sent,
    replayed or done again; `worker_seconds`: age of the youngest sign of life of any worker, None without one;
    `last_write`: "ok", or the name of the error for which the database can't be written now."""

    due: int
    oldest_unsent_seconds: float
    waiting: int
    blocked: int
    failed_outbound: int
    failed_inbound: int
    failed_appointments: int
    worker_seconds: float | None
    last_write: str

    @property
    def problems(self) -> list[str]:
        """What an operator should look at, worst first, in a word each; nothing while all is well."""
        is_hung = self.worker_seconds is None or self.worker_seconds > HUNG_AFTER
        found = {
            "database_not_writable": self.last_write != "ok",
            "no_worker": is_hung,
            "messages_blocked": self.blocked > 0,
            "messages_late": self.oldest_unsent_seconds > LATE_AFTER,
            "failed_outbound": self.failed_outbound > 0,
            "failed_inbound": self.failed_inbound > 0,
            "failed_appointments": self.failed_appointments > 0,
        }
        return [name for name, is_so in found.items() if is_so]

    def to_json(self) -> dict[str, Any]:
        """The same for a monitor; seconds with one decimal."""
        numbers = {name: round(value, 1) if isinstance(value, float) else value for name, value in asdict(self).items()}
        return numbers | {"problems": self.problems}


def look() -> Standing:
    """How it stands now. Raises whatever the database raises when it can't be read."""
    last_write = _last_write()
    with database.reading() as session:
        return Standing(
            **_outbox(session),
            oldest_unsent_seconds=sweep.oldest_unsent_seconds(session),
            failed_inbound=_count(session, InboundMessage.id, InboundMessage.state == "failed"),
            failed_appointments=scheduling.failed_count(session),
            worker_seconds=sweep.worker_seconds(session),
            last_write=last_write,
        )


def _last_write() -> str:
    """Where the last write of this process has failed, whether one works by now: a row comes and goes, nobody sees it."""
    if database.last_write() != "ok":
        with suppress(Exception), database.transaction() as session:
            probe = Heartbeat(name=f"probe:{secrets.token_hex(8)}", at=clock.now())
            session.add(probe)
            session.flush()
            session.delete(probe)
    return database.last_write()


def _outbox(session: Session) -> dict[str, int]:
    state, code = col(OutboundMessage.state), col(OutboundMessage.error_code)
    is_blocked = code.is_not(None) & code.not_in(PASSING)
    is_due = (state == "due") & (col(OutboundMessage.due_at) <= clock.now())
    return {
        "due": _count(session, OutboundMessage.id, is_due),
        "waiting": _count(session, OutboundMessage.id, state == "waiting"),
        "blocked": _count(session, OutboundMessage.id, (state == "due") & is_blocked),
        "failed_outbound": _count(session, OutboundMessage.id, state == "failed"),
    }


def _count(session: Session, column: Any, condition: Any) -> int:
    return int(session.exec(select(func.count(column)).where(condition)).one())
