"""How many bytes lie where. Looked at every ten minutes at most: a storage of many pictures takes a while."""

import threading
import time
from pathlib import Path

from flask import current_app
from sqlalchemy import text

import database

LOOK_AGAIN_SECONDS = 600.0
_lock = threading.Lock()


def by_kind() -> dict[str, int]:
    """Bytes of the database, of the queue where it is a file, and of the pictures by folder ("pictures/goods")."""
    with _lock:
        looked_at, found = current_app.extensions.get("sizes", (0.0, {}))
        if not found or time.monotonic() - looked_at > LOOK_AGAIN_SECONDS:
            found = _database() | _queue() | _pictures()
            current_app.extensions["sizes"] = time.monotonic(), found
        return dict(found)


def _database() -> dict[str, int]:
    engine = database.engine()
    if engine.dialect.name == "sqlite":
        path = engine.url.database or ""
        return {"database": _size(path), "database_log": _size(f"{path}-wal")}
    with engine.connect() as connection:
        return {"database": connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one()}


def _queue() -> dict[str, int]:
    url = current_app.config["SETTINGS"].queue_url
    return {"queue": _size(url.removeprefix("sqlite:///"))} if url.startswith("sqlite:///") else {}


def _pictures() -> dict[str, int]:
    sums: dict[str, int] = {}
    for kept in current_app.extensions["storage"].all():
        folder = "pictures/" + "/".join(kept.key.split("/")[: 2 if kept.key.startswith("private/") else 1])
        sums[folder] = sums.get(folder, 0) + kept.size
    return sums


def _size(path: str) -> int:
    try:
        return Path(path).stat().st_size
    except OSError:
        return 0
