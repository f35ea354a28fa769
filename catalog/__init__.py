"""What is for sale: sellers, listings, sizes and stock; search; vocabulary; import and export."""

from flask import Flask

from catalog.commands import catalog_commands
from catalog.search.engine import EXTENSION
from catalog.search.index import Index


def init_app(app: Flask) -> None:
    """Register the commands and open the search's index, which fills itself at the first question."""
    app.extensions[EXTENSION] = Index()
    app.cli.add_command(catalog_commands)
