"""Logins, each a row: the cookie only names one, so that a copy of it ends with it.

A session ends at logout, with a new password or role of its user, when the user is disabled, after an idle time and, at
work or not, at the end of a working day.
"""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlmodel import Session, col, delete, select

import clock
import database
from staff.models import StaffSession, StaffUser

IDLE = timedelta(hours=2)  # lunch and a meeting
LONGEST = timedelta(hours=12)
KEPT_FOR = timedelta(days=90)  # after its end: from where somebody has logged in before (attempts.py)
SEEN_TO = timedelta(minutes=1)


def begin(session: Session, user: StaffUser, source: str) -> str:
    """A new session of this user; the secret for its cookie."""
    assert user.id is not None
    session.exec(delete(StaffSession).where(col(StaffSession.began_at) < clock.now() - KEPT_FOR))
    secret = secrets.token_urlsafe(32)
    session.add(StaffSession(secret_hash=_hash(secret), user_id=user.id, source=source))
    session.flush()
    return secret


def find(session: Session, secret: str) -> tuple[StaffSession, StaffUser] | None:
    """The session that this cookie names, with its user; None when there is none or it has ended."""
    rows = select(StaffSession, StaffUser).join(StaffUser).where(StaffSession.secret_hash == _hash(secret))
    found = session.exec(rows).first()
    if found is None or found[1].disabled_at is not None or found[0].ended_at is not None:
        return None
    return found if clock.now() < ends_at(found[0]) else None


def ends_at(row: StaffSession) -> datetime:
    """When the session ends if its user does nothing more."""
    return min(row.seen_at + IDLE, row.began_at + LONGEST)


def seen(row: StaffSession) -> None:
    """Its user is at work. Kept to the minute, so that reading pages seldom writes; a busy database may miss one."""
    if clock.now() - row.seen_at < SEEN_TO:
        return
    try:
        with database.transaction() as session:
            session.execute(update(StaffSession).where(col(StaffSession.id) == row.id).values(seen_at=clock.now()))
    except Exception as problem:
        if not database.is_passing(problem):
            raise


def end(session: Session, session_id: int) -> None:
    """Logout, in this browser and wherever its cookie was copied to."""
    _end(session, col(StaffSession.id) == session_id)


def end_all(session: Session, user: StaffUser) -> None:
    """All sessions of this user."""
    _end(session, col(StaffSession.user_id) == user.id)


def _end(session: Session, which: object) -> None:
    open_ones = update(StaffSession).where(which, col(StaffSession.ended_at).is_(None))  # type: ignore[arg-type]
    session.execute(open_ones.values(ended_at=clock.now()))


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
