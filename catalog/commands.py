"""`flask catalog import` and `export`."""

import gc
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

import database
from catalog import csv_export, csv_import
from catalog.errors import ImportRefused, Refusal

catalog_commands = AppGroup("catalog", help="The catalogue as CSV files and photos.")


@catalog_commands.command("import")
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--skip-bad", is_flag=True, help="Import the other lines when some are wrong.")
def import_folder(folder: Path, skip_bad: bool) -> None:
    """Take over DIR/sellers.csv, DIR/listings.csv and DIR/photos. Nothing is deleted."""
    gc.disable()  # it would look through hundreds of thousands of rows again and again, and free none: a fifth of the time
    try:
        report = csv_import.import_folder(folder, current_app.extensions["storage"], skip_bad=skip_bad)
    except ImportRefused as refused:
        _tell(refused.refusals)
        raise click.ClickException(
            "nothing was imported; mend these lines, or leave them out with --skip-bad"
        ) from None
    finally:
        gc.enable()
    _tell(report.refusals)
    _tell(report.doubts)
    click.echo(f"{report.sellers} sellers, {report.listings} listings and {report.photos} photos imported.")


@catalog_commands.command("export")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
def export_folder(folder: Path) -> None:
    """Write sellers.csv, listings.csv and photos/ into DIR, in the form that import reads."""
    with database.reading() as session:
        catalogue = csv_export.read(session)
    csv_export.write(catalogue, folder, current_app.extensions["storage"])
    click.echo(f"{len(catalogue.sellers)} sellers and {len(catalogue.listings)} listings exported to {folder}.")


def _tell(refusals: list[Refusal]) -> None:
    for refusal in refusals:
        click.echo(str(refusal), err=True)
