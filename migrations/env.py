"""Alembic runs this: connects to the current app's database and knows the models of every room."""

from alembic import context
from sqlmodel import SQLModel

import catalog.models  # noqa: F401
import messaging.models  # noqa: F401
import orders.models  # noqa: F401
import people.models  # noqa: F401
import staff.models  # noqa: F401
import bot.models  # noqa: F401
import simulator.models  # noqa: F401
from database import engine

with engine().connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=False,
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
