"""`flask backup`, `flask restore`."""

import os
from pathlib import Path

import click
from flask.cli import with_appcontext

from upkeep import backup as archive
from upkeep.errors import NotRestorable

file = click.argument("file", type=click.Path(dir_okay=False, path_type=Path))


@click.command()
@file
@with_appcontext
def backup(file: Path) -> None:
    """Write database and pictures to FILE, while the market runs."""
    try:
        manifest = archive.back_up(file)
    except OSError as problem:
        raise click.ClickException(f"{file} could not be written: {os.strerror(problem.errno or 0)}.") from None
    click.echo(_told(manifest, f"{file} holds"))


@click.command()
@file
@with_appcontext
def restore(file: Path) -> None:
    """Read FILE, made by `flask backup`, into an empty database and its pictures."""
    try:
        manifest = archive.restore(file)
    except NotRestorable as problem:
        raise click.ClickException(str(problem)) from None
    click.echo(_told(manifest, f"Restored as of {manifest.made_at}:"))


def _told(manifest: archive.Manifest, begin: str) -> str:
    return (
        f"{begin} {sum(manifest.rows.values())} rows in {len(manifest.rows)} tables and {manifest.pictures} pictures."
    )
