"""A bare market with a catalogue, on SQLite and on a real PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

import catalog
import clock
import database
from catalog.csv_import import import_folder
from media.storage import Storage, open_storage
from settings import Settings
from tests.conftest import Kinds

DATA = Path(__file__).parent / "data"


@pytest.fixture(params=["sqlite", "postgresql"])
def app(request: pytest.FixtureRequest, kinds: Kinds, tmp_path: Path) -> Iterator[Flask]:
    """An app with empty tables and the catalogue's commands, in its context."""
    app = open_market(kinds.fresh(request.param, False, tmp_path), tmp_path / "media")
    with app.app_context():
        yield app
        database.engine().dispose()
    clock.set_source(None)


@pytest.fixture
def storage(app: Flask) -> Storage:
    return app.extensions["storage"]


@pytest.fixture
def market(app: Flask, storage: Storage) -> Flask:
    """The app with what stands in tests/catalog/data."""
    import_folder(DATA, storage)
    return app


def open_market(url: str, media: Path) -> Flask:
    """An app over a database that has its tables."""
    app = Flask("market")
    app.config["SETTINGS"] = Settings(database_url=url, media_url=str(media), secret_key="for tests only")
    app.extensions["storage"] = open_storage(str(media))
    database.init_app(app)
    catalog.init_app(app)
    return app
