"""Engine, sessions and transactions. What differs between SQLite and PostgreSQL is here and nowhere else."""

import errno
import fcntl
import json
import logging
import os
import sqlite3
import threading
import time
from collections import deque
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import copy_context
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

from flask import Flask, current_app
from sqlalchemy import (
    JSON,
    ColumnElement,
    Connection,
    DateTime,
    Engine,
    any_,
    create_engine,
    event,
    func,
    literal,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, DisconnectionError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoTurn
from sqlalchemy.types import TypeDecorator
from sqlmodel import Session

log = logging.getLogger(__name__)
T = TypeVar("T")
BUSY_SECONDS = 4  # a writer waits so long for another one; Twilio waits 15 s for our answer
LAST_BUSY_SECONDS = 0.5  # at the end: who stops us gives us ten
LOOK_AGAIN_SECONDS = 0.001
MOST_TOGETHER = 8  # turns that share a commit: the first of them waits for the last
MOST_WAL_BYTES = 16 * 1024 * 1024  # what SQLite's log keeps of its size once all of it is in the database's file
LEAST_FREE_BYTES = 1024 * 1024  # with less the next message can't be written, even if one page still can
UPGRADE_LOCK = 5_181_202_611  # any number that nobody else takes in this PostgreSQL database


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


@cache
def open_engine(url: str) -> Engine:
    """The engine of this process for `sqlite:///PATH` or `postgresql://…`: one for an address, with its connections and
    compiled statements."""
    if url.startswith("sqlite"):
        Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(
            url, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False}, pool_size=32, hide_parameters=True
        )
        event.listen(engine, "connect", _prepare_sqlite)
        _watch_file(engine)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    url = url.replace("postgresql://", "postgresql+psycopg://", 1)
    engine = create_engine(
        url,
        pool_size=16,
        max_overflow=16,
        pool_timeout=BUSY_SECONDS,
        pool_pre_ping=True,
        connect_args={"connect_timeout": 4},
        hide_parameters=True,
    )
    event.listen(engine, "connect", _prepare_postgresql)
    return engine


def _prepare_postgresql(connection: Any, _record: Any) -> None:
    connection.execute(f"SET lock_timeout = '{BUSY_SECONDS}s'")
    # A machine that was cut off in the middle of a turn does not hold its locks for hours.
    connection.execute("SET idle_in_transaction_session_timeout = '10min'")
    connection.commit()


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, below
    limit = f"journal_size_limit={MOST_WAL_BYTES}"
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "cache_size=-32000", limit):
        connection.execute(f"PRAGMA {pragma}")


def _watch_file(engine: Engine) -> None:
    """SQLite would go on writing into a file that was deleted or moved away, or begin an empty one in its place."""
    path = engine.url.database or ""

    def file_now() -> tuple[int, int] | None:
        try:
            found = os.stat(path)
        except OSError:
            return None
        return found.st_dev, found.st_ino

    must_be_there = file_now() is not None

    @event.listens_for(engine, "do_connect")
    def _not_anew(*_: Any) -> None:
        if must_be_there and file_now() is None:
            raise sqlite3.OperationalError("unable to open the database's file: it has gone")

    @event.listens_for(engine, "connect")
    def _remember(_connection: Any, record: Any) -> None:
        nonlocal must_be_there
        if not must_be_there:  # it is new: for nobody else on this machine (SQLite gives its log the same rights)
            os.chmod(path, 0o600)
        record.info["file"], must_be_there = file_now(), True

    @event.listens_for(engine, "checkout")
    def _check(_connection: Any, record: Any, _proxy: Any) -> None:
        if record.info["file"] != file_now():
            raise DisconnectionError("the database's file is another one now")


def _begin_sqlite(connection: Any) -> None:
    if connection.get_execution_options().get("reading"):
        connection.exec_driver_sql("BEGIN")
        return
    # IMMEDIATE takes the writer's place at once: a turn that reads and then writes can't lose another's update.
    # Where another process has it we look every millisecond: SQLite's own waiting sleeps up to 100 ms at a time, and
    # a process that always has a next writer at hand would never let the others in.
    raw, end = connection.connection.driver_connection, time.monotonic() + BUSY_SECONDS
    raw.execute("PRAGMA busy_timeout = 0")
    try:
        while time.monotonic() < end:
            try:
                raw.execute("BEGIN IMMEDIATE")
                return
            except sqlite3.OperationalError:
                time.sleep(LOOK_AGAIN_SECONDS)
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # the last time; SQLAlchemy makes its own error of this one
    finally:
        raw.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")


def init_app(app: Flask) -> None:
    app.extensions["database"] = open_engine(app.config["SETTINGS"].database_url)
    is_sqlite = app.extensions["database"].dialect.name == "sqlite"
    app.extensions["database_queue"] = threading.Lock() if is_sqlite else None
    app.extensions["database_companions"] = Together() if is_sqlite else None
    app.extensions["last_write"] = "ok"


def engine() -> Engine:
    """The engine of the current app."""
    return current_app.extensions["database"]


@contextmanager
def transaction() -> Iterator[Session]:
    """A session whose changes are kept all or not at all; committed on leaving, rolled back on an exception."""
    with Session(engine(), expire_on_commit=False) as session:
        with _noting_how_it_went(), _turn_to_write(), session.begin():
            yield session
        for action in session.info.pop("after_commit", {}).values():
            action()


def together(deed: Callable[[Session], T]) -> T:
    """What `deed(session)` gives, in a transaction like `transaction`. On SQLite, which has one writer, those that come
    while another is being done are done by one of their threads, each in a savepoint of its own, and share one commit: to
    wait for the disk is what takes longest. Returns when it is kept. Raises what the deed raised (it alone is undone), or
    why nothing of all could be kept."""
    companions: Together | None = current_app.extensions["database_companions"]
    if companions is None:
        with transaction() as session:
            return deed(session)
    waiting = _Waiting(deed)
    companions.do(waiting)
    for action in waiting.after_commit:
        action()
    result: T = waiting.result
    return result


class _Waiting:
    """A deed that waits for the writer's place, and what came of it."""

    def __init__(self, deed: Callable[[Session], Any]) -> None:
        self.deed, self.is_done = deed, False
        self.context = copy_context()  # whose app, language and log lines it is, whichever thread does it
        self.result: Any = None
        self.problem: Exception | None = None
        self.after_commit: list[Callable[[], None]] = []

    def run(self, connection: Connection) -> None:
        """In a savepoint. Raises only what makes the whole transaction doubtful."""
        with Session(connection, expire_on_commit=False, join_transaction_mode="create_savepoint") as session:
            try:
                with session.begin():
                    self.result = self.context.run(self.deed, session)
                self.after_commit = list(session.info.pop("after_commit", {}).values())
            except Exception as problem:
                if is_passing(problem):
                    raise
                self.problem = problem


class Together:
    """Those who wait at the same moment. Whoever gets the turn does what all wait for, first come, first done."""

    def __init__(self) -> None:
        self._turn, self._mutex = threading.Lock(), threading.Lock()
        self._waiting: deque[_Waiting] = deque()

    def do(self, mine: _Waiting) -> None:
        """Returns when it is kept, by this thread or another one."""
        with self._mutex:
            self._waiting.append(mine)
        if not self._turn.acquire(timeout=BUSY_SECONDS):
            with self._mutex:
                if mine in self._waiting:
                    self._waiting.remove(mine)
                    raise NoTurn(f"no writer's place within {BUSY_SECONDS} seconds")
            self._turn.acquire()  # another thread is just doing it
        try:
            while not mine.is_done:
                self._do_all(self._next())
        finally:
            self._turn.release()
        if mine.problem is not None:
            raise mine.problem

    def _next(self) -> list[_Waiting]:
        with self._mutex:
            return [self._waiting.popleft() for _ in range(min(MOST_TOGETHER, len(self._waiting)))]

    def _do_all(self, companions: list[_Waiting]) -> None:
        try:
            with _noting_how_it_went(), _turn_to_write(), engine().connect() as connection, connection.begin():
                driver: Any = connection.connection.driver_connection
                for one in companions:
                    one.run(connection)
                    # SQLite ends a transaction by itself when the disk fails; to commit nothing would raise nothing.
                    if not driver.in_transaction:
                        raise OperationalError("SAVEPOINT", {}, sqlite3.OperationalError("disk i/o error: undone"))
        except Exception as problem:
            for one in companions:
                one.problem = problem
        finally:
            for one in companions:
                one.is_done = True


@contextmanager
def _noting_how_it_went() -> Iterator[None]:
    try:
        yield
    except Exception as problem:
        if is_passing(problem):
            current_app.extensions["last_write"] = type(problem).__name__
        raise
    current_app.extensions["last_write"] = "ok"


def last_write() -> str:
    """ "ok", or the name of the error for which this process could not write the last time it wanted to."""
    found: str = current_app.extensions["last_write"]
    return found


@contextmanager
def _turn_to_write() -> Iterator[None]:
    """On SQLite the threads of a process queue up here for the one writer's place: SQLite itself would let each of
    them sleep and look again, in no order. PostgreSQL needs no queue."""
    queue: threading.Lock | None = current_app.extensions["database_queue"]
    if queue is None:
        yield
        return
    if not queue.acquire(timeout=BUSY_SECONDS):
        raise NoTurn(f"no writer's place within {BUSY_SECONDS} seconds")
    try:
        yield
    finally:
        queue.release()


def check_writing(engine: Engine) -> None:
    """Write a little, for real. Raises what the database raises when it is full, read-only, locked or away."""
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            folder = os.statvfs(Path(engine.url.database or "").parent)
            if folder.f_bavail * folder.f_frsize < LEAST_FREE_BYTES:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            connection.exec_driver_sql(f"PRAGMA user_version = {int(time.time()) % 2**31}")
        else:
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = version_num")


def leave(engine: Engine) -> None:
    """Close this process's connections. The last one out brings all that stands in SQLite's log into the database's
    file, so that a copy of that one file is the whole truth; who is not the last does as much as can be done."""
    try:
        _empty_log(engine, LAST_BUSY_SECONDS)
    except (DBAPIError, sqlite3.Error, NoTurn):
        log.warning("the database's log of writes could not be emptied; that is done at the next end")
    engine.dispose()


@contextmanager
def one_at_a_time(connection: Connection) -> Iterator[None]:
    """For steps of the tables: who starts one beside another waits until that is done. On SQLite the lock is the
    folder's, which needs no file of its own."""
    if connection.dialect.name != "sqlite":
        connection.exec_driver_sql("SET lock_timeout = 0")
        connection.exec_driver_sql(f"SELECT pg_advisory_lock({UPGRADE_LOCK})")
        connection.commit()
        try:
            yield
        finally:
            connection.rollback()
            connection.exec_driver_sql(f"SELECT pg_advisory_unlock({UPGRADE_LOCK})")
            connection.commit()
        return
    folder = os.open(Path(connection.engine.url.database or "").parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def let_go_of_the_past() -> None:
    """What was deleted goes from SQLite's log of writes too, which would keep it until it is full. PostgreSQL's own log
    is its keeper's business. While somebody reads for long it stays: the next one takes it along."""
    _empty_log(engine(), BUSY_SECONDS)


def _empty_log(engine: Engine, patience: float) -> None:
    """`patience`: seconds for which others may be in the way."""
    if engine.dialect.name != "sqlite":
        return
    with engine.execution_options(isolation_level="AUTOCOMMIT", reading=True).connect() as connection:
        raw: Any = connection.connection.driver_connection
        raw.execute(f"PRAGMA busy_timeout = {int(patience * 1000)}")
        try:
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            raw.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")


def after_commit(session: Session, key: Hashable, action: Callable[[], None]) -> None:
    """Do `action` once the transaction is kept; the same `key` again replaces it. A rollback forgets it."""
    session.info.setdefault("after_commit", {})[key] = action


def insert_or_change(session: Session, model: Any) -> Any:
    """An INSERT that knows `on_conflict_do_update`; SQLAlchemy has one for each database, with the same methods."""
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    return dialect.insert(model)


def among(session: Session, column: Any, values: Collection[Any]) -> ColumnElement[bool]:
    """`column` is one of many values. As IN each would be a parameter of its own, and databases take only so many."""
    if session.get_bind().dialect.name == "sqlite":
        listed = func.json_each(json.dumps(list(values))).table_valued("value")
        return cast(ColumnElement[bool], column.in_(select(listed.c.value)))
    return cast(ColumnElement[bool], column == any_(literal(list(values), postgresql.ARRAY(column.type))))


def new_ids(session: Session, model: Any, count: int) -> Sequence[int]:
    """So many ids for rows that are about to be written, which no other transaction is given."""
    if session.get_bind().dialect.name == "sqlite":  # we are the only writer
        last = session.scalar(select(func.max(model.__table__.c.id))) or 0
        return range(last + 1, last + 1 + count)
    sequence = func.pg_get_serial_sequence(model.__tablename__, "id")
    return session.scalars(select(func.nextval(sequence)).select_from(func.generate_series(1, count))).all()


def insert_many(
    session: Session, model: Any, columns: Sequence[str], rows: Iterable[tuple[Any, ...]], **same: Any
) -> None:
    """Write many rows the quickest way the database has: one prepared statement, or COPY. `rows` hold plain values for
    these columns; `same`: columns that are the same in all rows. The others get their default, if that is a plain value."""
    table, connection = model.__table__, session.connection()
    missing = (c for c in table.c if c.name not in columns and c.name not in same and c.default is not None)
    same |= {c.name: c.default.arg for c in missing if not c.default.is_callable}
    fixed = tuple(_plain(value, table.c[name].type, connection) for name, value in same.items())
    names = (*columns, *same)
    quote = connection.dialect.identifier_preparer.quote
    target = f"{quote(table.name)} ({', '.join(map(quote, names))})"
    raw: Any = connection.connection.driver_connection
    if connection.dialect.name == "sqlite":
        raw.executemany(f"INSERT INTO {target} VALUES ({', '.join('?' * len(names))})", (row + fixed for row in rows))
        return
    with raw.cursor() as cursor, cursor.copy(f"COPY {target} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row + fixed)


def _plain(value: Any, type_: Any, connection: Connection) -> Any:
    """The value as the driver wants it."""
    convert = type_.dialect_impl(connection.dialect).bind_processor(connection.dialect)
    return convert(value) if convert else value


@contextmanager
def reading() -> Iterator[Session]:
    """A session that only reads: on SQLite it never waits for the writer."""
    with Session(engine().execution_options(reading=True), expire_on_commit=False) as session:
        yield session
        session.expunge_all()  # a rollback would expire what was read, and it is still to be looked at
        session.rollback()


_SQLITE_PASSING = ("locked", "busy", "unable to open", "disk i/o", "readonly", "full", "no such table")
# connection, transaction cut off, conflict, resources, lock, shutdown; no such database, no such table
_POSTGRES_PASSING = ("08", "25P", "40", "53", "55", "57", "3D000", "42P01")


def is_passing(problem: BaseException) -> bool:
    """True when the database is busy or can't be reached: no fault of the turn, which may be tried again."""
    if isinstance(problem, NoTurn | InterfaceError):
        return True
    if not isinstance(problem, DBAPIError):
        return False
    code = getattr(problem.orig, "sqlstate", None)
    if code:
        return str(code).startswith(_POSTGRES_PASSING)
    if problem.connection_invalidated:
        return True
    words = str(problem.orig).lower()
    is_sqlite = type(problem.orig).__module__.startswith("sqlite3")
    return isinstance(problem, OperationalError) and (not is_sqlite or any(word in words for word in _SQLITE_PASSING))
