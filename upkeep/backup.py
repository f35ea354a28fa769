"""A whole market in one file: database and pictures, taken while it runs.

The database is read in one transaction, so all tables are of the same moment. The pictures are copied after it: they
never change, and what came in between is only too much. What is due or being sent at that moment may have gone out by
the time it is read again: the next try looks first at what Twilio sent. Settings and keys are not in it.
"""

import hashlib
import json
import os
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import IO, Any

from alembic import command
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import Connection, text

import clock
import database
from media.errors import Missing
from media.storage import Storage
from migrations.commands import configuration
from upkeep import tables
from upkeep.errors import NotRestorable

FORMAT = 1
MANIFEST = "manifest.json"  # the last file: without it a backup has not been finished
CHUNK = 1024 * 1024
Say = Callable[[str], None]


@dataclass
class Manifest:
    """What is in a backup. `sums`: SHA-256 of each file by its name."""

    made_at: str
    revision: str | None
    rows: dict[str, int] = field(default_factory=dict)
    pictures: int = 0
    sums: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT


# ---------------------------------------------------------------- backup


def back_up(path: Path) -> Manifest:
    """Writes the market to `path`, which is whole or not there, and for nobody else to read. Raises OSError."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with open(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            with tarfile.open(fileobj=file, mode="w:gz", compresslevel=3) as archive:
                manifest = _write(archive)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)
    return manifest


def _write(archive: tarfile.TarFile) -> Manifest:
    manifest = Manifest(clock.now().isoformat(), None)
    with _one_moment() as connection:
        manifest.revision = tables.revision_of(connection)
        for table in tables.tables_of(connection):
            with tempfile.TemporaryFile() as file:
                rows = TextIOWrapper(file, encoding="utf-8", newline="\n", write_through=True)
                manifest.rows[table.name] = tables.write(connection, table, rows)
                rows.flush()
                _add(archive, manifest, f"tables/{table.name}.jsonl", file)
                rows.detach()
    storage: Storage = current_app.extensions["storage"]
    for kept in storage.all():
        try:
            data = storage.get(kept.key)
        except Missing:  # somebody was forgotten just now
            continue
        _add(archive, manifest, f"media/{kept.key}", BytesIO(data))
        manifest.pictures += 1
    _put(archive, MANIFEST, BytesIO(json.dumps(asdict(manifest)).encode()))
    return manifest


def _one_moment() -> Any:
    """A connection that sees the database as it is now, however long it reads."""
    engine = database.engine()
    if engine.dialect.name == "sqlite":
        return engine.execution_options(reading=True).connect()
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True).connect()


def _add(archive: tarfile.TarFile, manifest: Manifest, name: str, file: IO[bytes]) -> None:
    file.seek(0)
    manifest.sums[name] = _sum(file)
    _put(archive, name, file)


def _put(archive: tarfile.TarFile, name: str, file: IO[bytes]) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = file.seek(0, os.SEEK_END)
    entry.mtime, entry.mode = int(clock.now().timestamp()), 0o600
    file.seek(0)
    archive.addfile(entry, file)


def _sum(file: IO[bytes]) -> str:
    total = hashlib.sha256()
    for chunk in iter(lambda: file.read(CHUNK), b""):
        total.update(chunk)
    return total.hexdigest()


# ---------------------------------------------------------------- restore


def restore(path: Path) -> Manifest:
    """Reads a backup into the database and storage of the settings. Raises NotRestorable before anything is changed."""
    engine = database.engine()
    with engine.execution_options(reading=True).connect() as connection:
        if not tables.is_empty(connection):
            raise NotRestorable("The database is not empty: a backup is restored only where nobody has written yet.")
    manifest = _check(path)
    _put_pictures(path)
    _bring_to(manifest.revision)
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":  # while the rows come they refer to what is still to come
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]
        with connection.begin():
            _fill(connection, path, manifest)
        if connection.dialect.name == "sqlite":
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=ON")  # type: ignore[union-attr]
    command.upgrade(configuration(), "head")
    return manifest


def _check(path: Path) -> Manifest:
    """The manifest, once every file was found as it says."""
    sums: dict[str, str] = {}
    manifest = None
    try:
        for name, file in _files(path):
            if name == MANIFEST:
                manifest = Manifest(**json.load(file))
            else:
                sums[name] = _sum(file)
    except (OSError, EOFError, tarfile.TarError, ValueError, TypeError) as problem:
        raise NotRestorable(
            f"{path} is no backup of the market, or a damaged one ({type(problem).__name__})."
        ) from None
    if manifest is None or manifest.format != FORMAT:
        raise NotRestorable(f"{path} is no backup of the market, or was never finished.")
    if sums != manifest.sums:
        wrong = sorted(name for name in sums.keys() | manifest.sums.keys() if sums.get(name) != manifest.sums.get(name))
        raise NotRestorable(f"{path} is damaged: {wrong[0]} is not what was written.")
    known = {step.revision for step in ScriptDirectory.from_config(configuration()).walk_revisions()}
    if manifest.revision not in known:
        raise NotRestorable(f"{path} comes from a newer version of the market: bring this one up to date first.")
    return manifest


def _files(path: Path) -> Iterator[tuple[str, IO[bytes]]]:
    with tarfile.open(path, "r:gz") as archive:
        for entry in archive:
            file = archive.extractfile(entry)
            if file is not None:
                yield entry.name, file


def _put_pictures(path: Path) -> None:
    storage: Storage = current_app.extensions["storage"]
    for name, file in _files(path):
        if name.startswith("media/"):
            storage.put(name.removeprefix("media/"), file.read())


def _bring_to(revision: str | None) -> None:
    """The tables as they were when the backup was made, whatever was laid out here before."""
    with database.engine().connect() as connection:
        is_laid_out = tables.revision_of(connection) is not None
    bring = command.downgrade if is_laid_out else command.upgrade
    bring(configuration(), revision or "base")


def _fill(connection: Connection, path: Path, manifest: Manifest) -> None:
    by_name = {table.name: table for table in tables.tables_of(connection)}
    with tarfile.open(path, "r:gz") as archive:
        for name, table in by_name.items():  # in the order in which they refer to each other
            file = archive.extractfile(f"tables/{name}.jsonl") if name in manifest.rows else None
            if file is not None:
                tables.read(connection, table, iter(TextIOWrapper(file, encoding="utf-8", newline="\n")))
                tables.count_on(connection, table)
    connection.execute(
        text("UPDATE outbound_message SET is_unclear = :yes, tried_at = created_at WHERE state IN ('due', 'sending')"),
        {"yes": True},
    )
