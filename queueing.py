"""The queue that wakes the worker (Huey). It only says "look": what is to be done stands in the database."""

import logging
from collections.abc import Callable
from typing import Any

from flask import Flask, current_app
from huey import Huey, PostgresHuey, RedisHuey, SqliteHuey

log = logging.getLogger(__name__)


def open_queue(url: str) -> Huey:
    """A Huey for `sqlite:///PATH`, `redis://…` or `postgresql://…`."""
    if url.startswith("sqlite"):
        return SqliteHuey("market", filename=url.removeprefix("sqlite:///"), results=False, fsync=False)
    if url.startswith("postgresql"):
        return PostgresHuey("market", dsn=url, results=False)
    return RedisHuey("market", url=url, results=False)


def init_app(app: Flask) -> None:
    app.extensions["queue"] = open_queue(app.config["SETTINGS"].queue_url)
    app.extensions["jobs"] = {}


def register(app: Flask, function: Callable[..., None]) -> None:
    """Make `function` a job of the worker; it runs within the app's context."""

    def run(*args: Any) -> None:
        with app.app_context():
            function(*args)

    app.extensions["jobs"][_name(function)] = app.extensions["queue"].task(name=_name(function))(run)


def enqueue(function: Callable[..., None], *args: Any) -> None:
    """Ask the worker to run a registered job soon. A queue that is away is no error: the worker's sweep finds the work."""
    try:
        current_app.extensions["jobs"][_name(function)](*args)
    except Exception:
        log.warning("the queue can't be reached; the sweep will find the work", exc_info=True)


def _name(function: Callable[..., None]) -> str:
    return f"{function.__module__}.{function.__qualname__}"
