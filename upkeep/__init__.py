"""What those who run the market need: backup and restore, figures for Prometheus, faults for Sentry, and a
tidy house."""

from flask import Flask

from upkeep import faults, figures, tidying
from upkeep.commands import backup, restore


def init_app(app: Flask) -> None:
    faults.watch(app.config["SETTINGS"])
    tidying.init_app(app)
    app.register_blueprint(figures.blueprint)
    app.cli.add_command(backup)
    app.cli.add_command(restore)
