"""All rows of a database as text, and back: the same for SQLite and PostgreSQL, so that one may be moved into the other.

A table is a file of one JSON list a line, the names of its columns first. Times are in UTC, with their offset.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import IO, Any

from sqlalchemy import (
    JSON,
    Connection,
    Date,
    DateTime,
    MetaData,
    Table,
    Text,
    bindparam,
    cast,
    func,
    insert,
    select,
    text,
)
from sqlalchemy import inspect as look_into

AT_ONCE = 500  # rows that go into the database with one statement
VERSION = "alembic_version"  # which steps of migrations/ have been done: told in the manifest, not a table of ours
PASSING = {"heartbeat", "staff_session"}  # of processes and logins that are no more once this is read again


def tables_of(connection: Connection) -> list[Table]:
    """The tables that are there, each after those it refers to."""
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name not in {VERSION, *PASSING}]


def revision_of(connection: Connection) -> str | None:
    """The last step of migrations/ that was done; None for a database without tables."""
    if not look_into(connection).has_table(VERSION):
        return None
    return connection.execute(text(f"SELECT version_num FROM {VERSION}")).scalar()


def is_empty(connection: Connection) -> bool:
    """Whether nobody has written and nothing is for sale: what a fresh set-up leaves does not count."""
    inspector = look_into(connection)
    names = [name for name in ("person", "seller", "inbound_message") if inspector.has_table(name)]
    return all(connection.execute(text(f"SELECT 1 FROM {name} LIMIT 1")).first() is None for name in names)


def write(connection: Connection, table: Table, file: IO[str]) -> int:
    """Writes all rows to `file`; how many there are."""
    file.write(json.dumps([column.name for column in table.columns]) + "\n")
    # JSON as the text that stands there: so a JSON null stays another thing than no value.
    columns = [cast(column, Text) if isinstance(column.type, JSON) else column for column in table.columns]
    rows = connection.execution_options(yield_per=AT_ONCE).execute(select(*columns).order_by(*table.primary_key))
    count = 0
    for row in rows:
        file.write(json.dumps([_told(value) for value in row], ensure_ascii=False) + "\n")
        count += 1
    return count


def read(connection: Connection, table: Table, lines: Iterator[str]) -> int:
    """Puts all rows of `lines` into the table, in the place of what a fresh set-up has laid there; how many there are."""
    columns = json.loads(next(lines))
    if connection.execute(select(table).limit(1)).first() is not None:
        connection.execute(table.delete())  # only then: a log refuses it
    statement = insert(table).values({name: _place(connection, table, name) for name in columns})
    count = 0
    for rows in _batches(lines):
        values = [
            {f"new_{name}": _heard(table, name, value) for name, value in zip(columns, json.loads(line), strict=True)}
            for line in rows
        ]
        connection.execute(statement, values)
        count += len(values)
    return count


def _place(connection: Connection, table: Table, name: str) -> Any:
    kind = table.columns[name].type
    if not isinstance(kind, JSON):
        return bindparam(f"new_{name}", type_=kind)
    as_text: Any = bindparam(f"new_{name}", type_=Text())
    return cast(as_text, kind) if connection.dialect.name == "postgresql" else as_text


def count_on(connection: Connection, table: Table) -> None:
    """PostgreSQL numbers the next row after the highest that was put in; SQLite does so by itself."""
    if connection.dialect.name != "postgresql":
        return
    for column in table.primary_key:
        sequence = connection.execute(func.pg_get_serial_sequence(f'"{table.name}"', column.name).select()).scalar()
        if sequence:
            highest = connection.execute(select(func.max(column))).scalar()
            connection.execute(func.setval(sequence, highest or 1, highest is not None).select())


def _batches(lines: Iterable[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    for line in lines:
        batch.append(line)
        if len(batch) == AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _told(value: Any) -> Any:
    if isinstance(value, datetime):
        return (value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def _heard(table: Table, column: str, value: Any) -> Any:
    kind = table.columns[column].type
    if value is None or not isinstance(value, str):
        return value
    if isinstance(kind, DateTime):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(kind, Date) else value
