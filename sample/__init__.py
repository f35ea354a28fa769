"""The sample catalogue: its two CSV files, and the drawn pictures that stand in for photographs."""

from flask import Flask

from catalog.commands import catalog_commands
from sample import commands


def init_app(app: Flask) -> None:
    """Register the commands, beside those of the catalogue."""
    for command in (commands.lay_out, commands.draw):
        catalog_commands.add_command(command)
