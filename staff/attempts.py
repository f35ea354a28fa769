"""How often somebody may try to log in, the same for all processes and after a restart.

The limits are by network address: so many tries an email, and so many in all. A stranger at another address keeps nobody
out, and at an address from which an email has logged in before, the tries of others do not count for it. A right
password takes its try back.
"""

import hashlib
import math
from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session, col, delete, select

import clock
import database
from staff.models import LoginAttempt, StaffSession, StaffUser

WINDOW = timedelta(minutes=15)
TRIES_AN_EMAIL = 8
TRIES_IN_ALL = 30


class TooMany(Exception):
    """Too many tries. `seconds`: after so long the next one is heard."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"wait {seconds} seconds")
        self.seconds = seconds


@dataclass(frozen=True)
class Attempt:
    """A try that is on record; `take_back` it when it succeeds."""

    id: int

    def take_back(self, session: Session) -> None:
        session.exec(delete(LoginAttempt).where(col(LoginAttempt.id) == self.id))


def begin(email: str, source: str) -> Attempt:
    """Put a try on record before the password is looked at: of many at the same moment each one sees the others. Raises
    TooMany; such a try leaves no trace, so that the waiting time is true."""
    email_hash = hashlib.sha256(email.encode()).hexdigest()
    with database.transaction() as session:
        session.exec(delete(LoginAttempt).where(col(LoginAttempt.at) <= clock.now() - WINDOW))
        row = LoginAttempt(source=source, email_hash=email_hash)
        session.add(row)
        session.flush()
    assert row.id is not None
    attempt = Attempt(row.id)
    seconds = _seconds_to_wait(email, email_hash, source)
    if seconds:
        with database.transaction() as session:
            attempt.take_back(session)
        raise TooMany(seconds)
    return attempt


def _seconds_to_wait(email: str, email_hash: str, source: str) -> int:
    with database.reading() as session:
        rows = select(LoginAttempt.at, LoginAttempt.email_hash).where(
            LoginAttempt.source == source, col(LoginAttempt.at) > clock.now() - WINDOW
        )
        tries = session.exec(rows.order_by(col(LoginAttempt.at).desc())).all()
        limits = [([at for at, who in tries if who == email_hash], TRIES_AN_EMAIL)]
        if not _has_been_here(session, email, source):
            limits.append(([at for at, _ in tries], TRIES_IN_ALL))
    # The newest `limit` tries but one (this one) have to grow old until only `limit` - 1 are left beside the next.
    ends = [times[limit] + WINDOW for times, limit in limits if len(times) > limit]
    return math.ceil((max(ends) - clock.now()).total_seconds()) if ends else 0


def _has_been_here(session: Session, email: str, source: str) -> bool:
    earlier = select(StaffSession.id).join(StaffUser).where(StaffUser.email == email, StaffSession.source == source)
    return session.exec(earlier.limit(1)).first() is not None
