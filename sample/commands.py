"""`flask catalog sample` and `draw-sample`."""

import click
from flask import current_app
from flask.cli import with_appcontext

import database
from sample import sample_import


@click.command("sample")
@with_appcontext
def lay_out() -> None:
    """Lay out the sample catalogue if no seller stands in the database. The worker draws its pictures."""
    with database.transaction() as session:
        is_new = sample_import.import_sample_if_empty(session)
    click.echo("The sample catalogue is laid out." if is_new else "There are sellers already; nothing was changed.")


@click.command("draw-sample")
@with_appcontext
def draw() -> None:
    """Draw the pictures of the sample catalogue that are not there yet. The worker does this by itself."""
    drawn = 0
    while sample_import.draw_next_sample_photo(current_app.extensions["storage"]):
        drawn += 1
    click.echo(f"{drawn} pictures drawn.")
