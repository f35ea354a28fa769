"""`flask orders …`"""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TextIO

import click
from flask import current_app
from flask.cli import AppGroup

import database
from orders import events, export, moves_table, sales_filter

group = AppGroup("orders", help="What was sold.")


@group.command("export")
@click.argument("file", type=click.Path(dir_okay=False, allow_dash=True))
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="First day, in CITY_TIMEZONE.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Last day, in CITY_TIMEZONE.")
def export_command(file: str, since: datetime | None, until: datetime | None) -> None:
    """Write the sales log to FILE as CSV, one order line a row; - is standard output."""
    chosen = sales_filter.Filter(since=since.date() if since else None, until=until.date() if until else None)
    timezone = current_app.config["SETTINGS"].city_timezone
    with database.reading() as session, _target(file) as target:
        for text in export.csv_text(session, chosen, timezone):
            target.write(text)


@group.command("check")
def check_command() -> None:
    """Compare every order with its log, which is the truth; fails when anything stored differs from it."""
    with database.reading() as session:
        found = 0
        for number, words in events.check(session):
            found += 1
            click.echo(f"{number} {words}")
    if found:
        raise click.ClickException(f"{found} differences between orders and their logs.")
    click.echo("All orders are what their logs tell.")


@group.command("moves")
def moves_command() -> None:
    """Print the table of allowed moves, as docs/orders.md holds it."""
    click.echo(moves_table.markdown())


@contextmanager
def _target(file: str) -> Iterator[TextIO]:
    """Standard output, or a file that appears under its name only when it is complete."""
    if file == "-":
        sys.stdout.reconfigure(encoding="utf-8", newline="")  # type: ignore[union-attr]
        yield sys.stdout
        return
    path = Path(file)
    try:
        handle, draft = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as problem:
        raise click.ClickException(f"can't write to {path.parent}: {problem.strerror}") from None
    try:
        with open(handle, "w", encoding="utf-8", newline="") as target:
            yield target
        os.chmod(draft, 0o640)
        os.replace(draft, path)
    except BaseException:
        os.unlink(draft)
        raise
