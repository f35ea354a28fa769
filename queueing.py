"""The queue that wakes the worker (Huey). It only says "look": what is to be done stands in the database."""

import logging
import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from typing import Any

from flask import Flask, current_app
from huey import Huey, PostgresHuey, RedisHuey
from huey.serializer import SignedSerializer
from huey.storage import RedisStorage, SqliteStorage

NUDGE_SECONDS = 0.2
log = logging.getLogger(__name__)
PROBE_SECONDS = 2.0


class LightSqliteStorage(SqliteStorage):
    """Huey's own, without waiting for the disk at each job: a wake-up that a power cut swallows is found by the sweep.
    Every process waits for the file in turn, so it must be held briefly."""

    def _create_connection(self) -> sqlite3.Connection:
        connection = super()._create_connection()
        connection.execute("PRAGMA synchronous = NORMAL")
        return connection


def open_queue(url: str, secret: str) -> Huey:
    """A Huey for `sqlite:///PATH`, `redis://…` or `postgresql://…`. Jobs are signed with `secret`: Huey pickles them, and
    who can write into the queue's store must not run code in the worker. What is not signed so is dropped."""
    common: dict[str, Any] = {
        "results": False,
        "serializer": SignedSerializer(secret=secret, salt="the market's queue"),
    }
    if url.startswith("sqlite"):
        return Huey("market", storage_class=LightSqliteStorage, filename=url.removeprefix("sqlite:///"), **common)
    if url.startswith("postgresql"):
        return PostgresHuey("market", dsn=url, **common)
    return RedisHuey("market", url=url, **common)


def init_app(app: Flask) -> None:
    settings = app.config["SETTINGS"]
    app.extensions["queue"] = open_queue(settings.queue_url, settings.secret_key)
    app.extensions["jobs"] = {}
    app.extensions["nudged"] = {}


def register(app: Flask, function: Callable[..., None]) -> None:
    """Make `function` a job of the worker; it runs within the app's context."""

    def run(*args: Any) -> None:
        with app.app_context():
            function(*args)

    app.extensions["jobs"][_name(function)] = app.extensions["queue"].task(name=_name(function))(run)


def enqueue(function: Callable[..., None], *args: Any) -> None:
    """Ask the worker to run a registered job soon. A queue that is away is no error: the worker's sweep finds the work."""
    try:
        _twice(lambda: current_app.extensions["jobs"][_name(function)](*args))
    except Exception:
        log.warning("the queue can't be reached; the sweep will find the work", exc_info=True)


def nudge(function: Callable[..., None]) -> None:
    """Ask the worker to look soon, unless this process has just asked the same: whoever is asked looks for a while."""
    nudged: dict[str, float] = current_app.extensions["nudged"]
    now = time.monotonic()
    if now - nudged.get(_name(function), -NUDGE_SECONDS) >= NUDGE_SECONDS:
        nudged[_name(function)] = now
        enqueue(function)


def length() -> int:
    """How many jobs wait; raises whatever the queue's store raises when it can't be used."""
    queue = current_app.extensions["queue"]
    if isinstance(queue.storage, SqliteStorage):
        os.stat(queue.storage.filename)  # an open connection would not notice that its file has gone
    return _twice(queue.pending_count)


def check_writing() -> None:
    """Raises whatever the queue's store raises when nothing can be put into it."""
    length()
    storage = current_app.extensions["queue"].storage
    if isinstance(storage, SqliteStorage):
        with closing(sqlite3.connect(storage.filename, timeout=PROBE_SECONDS)) as connection:
            connection.execute(f"PRAGMA user_version = {int(time.time()) % 2**31}")
    elif isinstance(storage, RedisStorage):
        storage.conn.set("market.probe", 1, ex=60)


def _twice(deed: Callable[[], Any]) -> Any:
    # A connection to the queue's store that broke while nobody used it is noticed once and then made anew.
    try:
        return deed()
    except Exception:
        return deed()


def _name(function: Callable[..., None]) -> str:
    return f"{function.__module__}.{function.__qualname__}"
