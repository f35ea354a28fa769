"""`flask db …`: bring the database's tables up to date, or write the next step."""

from pathlib import Path

import click
from alembic import command
from alembic.config import Config
from flask import Flask
from flask.cli import AppGroup

database_commands = AppGroup("db", help="Tables of the database.")


def configuration() -> Config:
    """Alembic's, for the current app's database."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    return config


@database_commands.command()
def upgrade() -> None:
    """Bring the tables up to date."""
    command.upgrade(configuration(), "head")


@database_commands.command()
@click.argument("message")
def revision(message: str) -> None:
    """Write the next numbered step from what the models say now."""
    steps = list((Path(__file__).parent / "versions").glob("[0-9]*.py"))
    command.revision(configuration(), message, autogenerate=True, rev_id=f"{len(steps) + 1:04d}")


@database_commands.command()
def check() -> None:
    """Fail when the models say something that no step brings about."""
    command.check(configuration())


def init_app(app: Flask) -> None:
    app.cli.add_command(database_commands)
