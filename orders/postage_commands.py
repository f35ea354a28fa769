"""`flask postage import` and `export`."""

from pathlib import Path

import click
from flask.cli import AppGroup

import database
from orders import postage_file

group = AppGroup("postage", help="The table of postage rates as a CSV file.")


@group.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--skip-bad", is_flag=True, help="Take over the other lines when some are wrong.")
def import_file(file: Path, skip_bad: bool) -> None:
    """Make the table what FILE says: rates that it does not hold are removed."""
    try:
        with database.transaction() as session:
            report = postage_file.take_over(session, file, skip_bad)
    except postage_file.PostageRefused as refused:
        for refusal in refused.refusals:
            click.echo(str(refusal), err=True)
        raise click.ClickException("nothing was changed; mend these lines, or leave them out with --skip-bad") from None
    for refusal in report.refusals:
        click.echo(str(refusal), err=True)
    click.echo(f"{report.rates} rates stand in the table now.")


@group.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def export_file(file: Path) -> None:
    """Write the table to FILE, in the form that import reads."""
    with database.reading() as session:
        number = postage_file.write(session, file)
    click.echo(f"{number} rates exported to {file}.")
