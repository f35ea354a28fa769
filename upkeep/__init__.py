"""What those who run the market need: backup and restore, figures for Prometheus, tidying what grows."""

from flask import Flask

from upkeep.commands import backup, restore


def init_app(app: Flask) -> None:
    app.cli.add_command(backup)
    app.cli.add_command(restore)
