"""The sample catalogue: its two CSV files, the drawn pictures that stand in for photographs, and an invented past."""

from flask import Flask

from catalog.commands import catalog_commands
from media.jobs import complete_sheets
from sample import commands, sample_import


def init_app(app: Flask) -> None:
    """Register the commands, beside those of the catalogue, and see that no sheet shows the sample without pictures."""
    complete_sheets(app, sample_import.complete)
    for command in (commands.lay_out, commands.draw, commands.make_history, commands.finish):
        catalog_commands.add_command(command)
