"""Tables of this room."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

import clock
from database import JsonDict, UtcDateTime

ROLES = {  # from little to much: each one may do what those before may
    "viewer": "reads figures; phone numbers of shops are masked",
    "officer": "works with shops and shoppers",
    "admin": "an officer who also manages the desk",
}


class StaffUser(SQLModel, table=True):
    """Somebody of the city who may log in. `role`: one of ROLES. Nobody is deleted, so that the log keeps its names."""

    __tablename__ = "staff_user"

    id: int | None = Field(default=None, primary_key=True)
    email: str = Field(unique=True, max_length=200)  # lower case
    password_hash: str = Field(max_length=300)
    role: str = Field(max_length=10)
    language: str = Field(default="id", max_length=2)  # of the desk's pages
    is_sample: bool = False  # invented, for a market that only plays
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    disabled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class StaffSession(SQLModel, table=True):
    """One login, from one browser (sessions.py). The cookie holds a secret, the row its hash."""

    __tablename__ = "staff_session"

    id: int | None = Field(default=None, primary_key=True)
    secret_hash: str = Field(unique=True, max_length=64)
    user_id: int = Field(foreign_key="staff_user.id", index=True)
    source: str = Field(max_length=64)  # the network address that it began at
    began_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    seen_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)  # to the minute
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class LoginAttempt(SQLModel, table=True):
    """A login that was tried and has not succeeded (attempts.py); the rows of the last minutes are the limit."""

    __tablename__ = "login_attempt"
    __table_args__ = (Index("ix_login_attempt_source", "source", "at"),)

    id: int | None = Field(default=None, primary_key=True)
    source: str = Field(max_length=64)  # network address
    email_hash: str = Field(max_length=64)
    at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)


class StaffEvent(SQLModel, table=True):
    """Something that somebody did at the desk or with its commands (audit.py). Only ever added; the database refuses to
    change or delete one."""

    __tablename__ = "staff_event"
    __table_args__ = (Index("ix_staff_event_user", "user_id", "id"), Index("ix_staff_event_about", "about", "id"))

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime, index=True)
    kind: str = Field(max_length=32)  # one of audit.KINDS
    user_id: int | None = Field(default=None, foreign_key="staff_user.id")  # None: a command, or nobody known
    about: str = Field(default="", max_length=60)  # "order P0001", "seller 12", "user 3"
    source: str = Field(default="", max_length=64)  # network address; "": a command
    facts: dict[str, Any] = Field(default_factory=dict, sa_type=JsonDict)
