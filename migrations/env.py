"""Alembic runs this: connects to the current app's database and knows the models of every room."""

from typing import Any, Literal

from alembic import context
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import AutoString

import catalog.models  # noqa: F401
import matters.models  # noqa: F401
import messaging.models  # noqa: F401
import orders.models  # noqa: F401
import people.models  # noqa: F401
import staff.models  # noqa: F401
import bot.talk.models  # noqa: F401
import scheduling  # noqa: F401
import simulator.models  # noqa: F401
from database import engine, one_at_a_time


def in_plain_sqlalchemy(kind: str, value: Any, _context: Any) -> str | Literal[False]:
    """SQLModel's own string type is a String: a step shall not depend on SQLModel."""
    if kind == "type" and isinstance(value, AutoString):
        return f"sa.String(length={value.length})" if value.length else "sa.String()"
    return False


with engine().connect() as connection, one_at_a_time(connection):
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=False,
        render_item=in_plain_sqlalchemy,
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
