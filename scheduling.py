"""Deeds of the clock: what is to be done at some time stands as a row and is done once.

A reminder, a deadline, an evening's summary: whoever causes one arranges it in the transaction of its cause. The worker
looks every quarter of a second for appointments that are due and keeps each in a transaction of its own: the row goes
and the deed's effect stays, or neither, whatever crashes. A deed asks the state again before it acts: between the
arranging and the hour much may have happened.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, current_app
from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, delete, func, select

import clock
import database
import logs
from database import JsonDict, UtcDateTime

log = logging.getLogger(__name__)
Deed = Callable[..., None]  # deed(session, **facts)
AT_ONCE = 100  # appointments that one look takes
MOST_TRIES = 8
FIRST_RETRY = timedelta(seconds=10)


class Appointment(SQLModel, table=True):
    """One deed at one time. `facts` are its arguments as JSON: ids that never change (an order's, a seller's; a
    person's id may be merged away)."""

    __table_args__ = (UniqueConstraint("deed", "key"), Index("ix_appointment_open", "failed_at", "due_at"))

    id: int | None = Field(default=None, primary_key=True)
    deed: str = Field(max_length=80)
    key: str = Field(max_length=80)
    due_at: datetime = Field(sa_type=UtcDateTime)
    facts: dict[str, Any] = Field(default_factory=dict, sa_type=JsonDict)
    attempts: int = 0
    error: str = Field(default="", max_length=300)
    failed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # our own fault, tried often enough


def init_app(app: Flask) -> None:
    app.extensions["deeds_of_the_clock"] = {}


def register(app: Flask, deed: Deed, name: str = "") -> None:
    """Make `deed(session, **facts)` known to this process; rooms do so in their init_app. With a `name` it is what
    follows when a room below says that something has happened: that room arranges by name, and knows nobody above."""
    known = app.extensions["deeds_of_the_clock"]
    name = name or _name(deed)
    assert known.get(name, deed) is deed, f"two deeds of the clock are called {name}"
    known[name] = deed


def arrange(session: Session, deed: Deed | str, key: str, due_at: datetime, **facts: Any) -> None:
    """Have `deed` (or what is registered under this name) done at `due_at` (UTC), in the caller's transaction. The same
    deed and key again replaces it."""
    row = {"deed": _name(deed), "key": key, "due_at": due_at, "facts": facts, "attempts": 0, "error": ""}
    row["failed_at"] = None
    statement = database.insert_or_change(session, Appointment).values(row)
    session.execute(statement.on_conflict_do_update(index_elements=["deed", "key"], set_=row))


def call_off(session: Session, deed: Deed, key: str) -> None:
    """The deed with this key will not be done."""
    session.exec(delete(Appointment).where(col(Appointment.deed) == _name(deed), col(Appointment.key) == key))


def keep_due() -> bool:
    """Does all that is due now, each in its own transaction; True when there was anything."""
    with database.reading() as session:
        due = list(session.exec(_due(select(Appointment.id)).order_by(col(Appointment.due_at)).limit(AT_ONCE)))
    for appointment_id in due:
        _keep(appointment_id)
    return bool(due)


def failed_count(session: Session) -> int:
    """How many deeds were given up after MOST_TRIES, by a fault of our own."""
    return session.exec(select(func.count(col(Appointment.id))).where(col(Appointment.failed_at).is_not(None))).one()


def _keep(appointment_id: int | None) -> None:
    try:
        with database.transaction() as session:
            mine = _due(select(Appointment).where(Appointment.id == appointment_id))
            row = session.exec(mine.with_for_update(skip_locked=True)).first()
            if row is None:  # kept by another worker, moved or called off
                return
            name, facts = row.deed, dict(row.facts)
            session.delete(row)
            session.flush()  # the deed may arrange the same again
            with logs.about(deed=name, appointment=appointment_id):
                current_app.extensions["deeds_of_the_clock"][name](session, **facts)
    except Exception as problem:
        if database.is_passing(problem):
            raise
        log.exception("appointment %s could not be kept", appointment_id)
        _note_problem(appointment_id, f"{type(problem).__name__}: {problem}"[:300])


def _note_problem(appointment_id: int | None, error: str) -> None:
    with database.transaction() as session:
        row = session.get(Appointment, appointment_id, with_for_update=True)
        if row is None:
            return
        row.attempts, row.error = row.attempts + 1, error
        row.due_at = clock.now() + FIRST_RETRY * 2 ** (row.attempts - 1)
        row.failed_at = clock.now() if row.attempts >= MOST_TRIES else None


def _due(query: Any) -> Any:
    return query.where(col(Appointment.due_at) <= clock.now(), col(Appointment.failed_at).is_(None))


def _name(deed: Deed | str) -> str:
    """What stands in the rows: file and function, not the folder, so that a file may move while appointments wait."""
    return deed if isinstance(deed, str) else f"{deed.__module__.rpartition('.')[2]}.{deed.__qualname__}"
