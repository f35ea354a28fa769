"""A bare app with the media room alone."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

import clock
import media
from media.storage import Storage, open_storage
from tests.media.making import Settings


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "media"


@pytest.fixture
def storage(folder: Path) -> Storage:
    return open_storage(str(folder))


@pytest.fixture
def client(folder: Path) -> FlaskClient:
    app = Flask(__name__)
    app.config["SETTINGS"] = Settings(str(folder))
    media.init_app(app)
    return app.test_client()


@pytest.fixture
def set_clock() -> Iterator[Callable[[datetime], None]]:
    def to(moment: datetime) -> None:
        clock.set_source(lambda: moment.astimezone(UTC))

    yield to
    clock.set_source(None)
