"""Engine, sessions and transactions. What differs between SQLite and PostgreSQL is here and nowhere else."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Flask, current_app
from sqlalchemy import JSON, DateTime, Engine, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.types import TypeDecorator
from sqlmodel import Session

BUSY_SECONDS = 4  # a writer waits so long for another one; Twilio waits 15 s for our answer


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime, stored in UTC. SQLite gives times back without a zone; this puts it on again."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("a time without a zone can't be stored")
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class JsonDict(TypeDecorator[dict[str, Any]]):
    """A JSON object. Assign a new dict to change it: changes inside are not seen."""

    impl = JSON
    cache_ok = True


def open_engine(url: str) -> Engine:
    """An engine for `sqlite:///PATH` or `postgresql://…`."""
    if url.startswith("sqlite"):
        Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(
            url, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False}, pool_size=32, hide_parameters=True
        )
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    url = url.replace("postgresql://", "postgresql+psycopg://", 1)
    return create_engine(
        url,
        pool_size=16,
        max_overflow=16,
        pool_timeout=BUSY_SECONDS,
        pool_pre_ping=True,
        connect_args={"connect_timeout": 4},
        hide_parameters=True,
    )


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, below
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "cache_size=-32000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Any) -> None:
    # IMMEDIATE takes the writer's place at once: a turn that reads and then writes can't lose another's update.
    connection.exec_driver_sql("BEGIN" if connection.get_execution_options().get("reading") else "BEGIN IMMEDIATE")


def init_app(app: Flask) -> None:
    app.extensions["database"] = open_engine(app.config["SETTINGS"].database_url)


def engine() -> Engine:
    """The engine of the current app."""
    return current_app.extensions["database"]


@contextmanager
def transaction() -> Iterator[Session]:
    """A session whose changes are kept all or not at all; committed on leaving, rolled back on an exception."""
    with Session(engine(), expire_on_commit=False) as session:
        with session.begin():
            yield session
        for action in session.info.pop("after_commit", {}).values():
            action()


def after_commit(session: Session, key: Hashable, action: Callable[[], None]) -> None:
    """Do `action` once the transaction is kept; the same `key` again replaces it. A rollback forgets it."""
    session.info.setdefault("after_commit", {})[key] = action


def insert_or_change(session: Session, model: Any) -> Any:
    """An INSERT that knows `on_conflict_do_update`; SQLAlchemy has one for each database, with the same methods."""
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    return dialect.insert(model)


@contextmanager
def reading() -> Iterator[Session]:
    """A session that only reads: on SQLite it never waits for the writer."""
    with Session(engine().execution_options(reading=True), expire_on_commit=False) as session:
        yield session
        session.expunge_all()  # a rollback would expire what was read, and it is still to be looked at
        session.rollback()


_SQLITE_PASSING = ("locked", "busy", "unable to open", "disk i/o", "readonly", "full")
_POSTGRES_PASSING = ("08", "40", "53", "55", "57")  # connection, rollback by conflict, resources, lock, shutdown


def is_passing(problem: BaseException) -> bool:
    """True when the database is busy or can't be reached: no fault of the turn, which may be tried again."""
    from sqlalchemy.exc import TimeoutError as PoolTimeout

    if isinstance(problem, PoolTimeout | InterfaceError):
        return True
    if not isinstance(problem, DBAPIError):
        return False
    code = getattr(problem.orig, "sqlstate", None)
    if code:
        return str(code)[:2] in _POSTGRES_PASSING
    if problem.connection_invalidated:
        return True
    words = str(problem.orig).lower()
    is_sqlite = type(problem.orig).__module__.startswith("sqlite3")
    return isinstance(problem, OperationalError) and (not is_sqlite or any(word in words for word in _SQLITE_PASSING))
