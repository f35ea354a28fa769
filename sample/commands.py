"""`flask catalog sample` and `draw-sample`."""

import click
from flask import current_app
from flask.cli import with_appcontext

import database
from sample import history, sample_import


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


@click.command("sample-history")
@with_appcontext
def make_history() -> None:
    """Give the sample market three months of invented orders, talks and complaints. The worker does this by itself."""
    made = history.make() if history.is_wanted() else 0
    click.echo(f"{made} orders invented.")


@click.command("finish-sample")
@click.pass_context
def finish(context: click.Context) -> None:
    """Both: the history, then the pictures. What the worker runs at its start."""
    context.invoke(make_history)
    context.invoke(draw)
