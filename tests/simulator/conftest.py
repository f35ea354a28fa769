"""The simulator on a bare SQLite market: Sari shops, Bu Wati has a stall. No bot answers: tests write the answers."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session

import database
import media
import settings
import simulator
from catalog.models import Seller, ShopNumber
from messaging import inbox
from messaging.models import OutboundMessage
from messaging.twilio.inbound import read_form
from people import directory
from staff import access
from tests.conftest import Kinds
from tests.simulator.door import RecordingDoor

SARI = "whatsapp:+6281390000001"
BU_WATI = "whatsapp:+6281100010002"


@pytest.fixture
def app(kinds: Kinds, tmp_path: Path) -> Iterator[Flask]:
    app = Flask("market", root_path=str(settings.ROOT), template_folder=None)
    app.config["SECRET_KEY"] = "for tests only"
    app.config["SETTINGS"] = settings.Settings(
        database_url=kinds.fresh("sqlite", False, tmp_path),
        media_url=str(tmp_path / "media"),
        public_base_url="https://batik.example",
    )
    app.config["SETTINGS"].twilio_auth_token = "a local token"
    database.init_app(app)
    media.init_app(app)
    simulator.init_app(app)
    access.login_manager.init_app(app)
    with app.app_context():
        with database.transaction() as session:
            open_stall(session, "+6281100010002", "Batik Bu Wati")
        yield app
        database.engine().dispose()


def open_stall(session: Session, phone: str, shop: str) -> None:
    stall = Seller(phone=phone, shop=shop, owner=shop.split()[-1], sentra="Kauman")
    session.add(stall)
    session.flush()
    person = directory.person_of_phone(session, stall.phone)
    assert person.id is not None and stall.id is not None
    session.add(ShopNumber(person_id=person.id, seller_id=stall.id))


@pytest.fixture
def door(app: Flask) -> RecordingDoor:
    """Stands in for the inbound route: checks the signature as it does and keeps the message."""

    def keep(form: dict[str, str]) -> None:
        message = read_form(form)
        with database.transaction() as session:
            person = directory.recognise(session, message.sender, message.external_id, message.profile_name)
            inbox.record(session, message, person)
            inbox.open_window(person, message)

    app.extensions["simulator_door"] = RecordingDoor(app.config["SETTINGS"], keep)
    return app.extensions["simulator_door"]


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """The page's own JavaScript."""
    client = app.test_client()
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    return client


@pytest.fixture
def market_writes(app: Flask) -> Callable[..., OutboundMessage]:
    """Puts a message of the market on somebody's phone."""

    def write(address: str, content: dict[str, Any], **columns: Any) -> OutboundMessage:
        with database.transaction() as session:
            person = directory.recognise(session, address, None)
            row = OutboundMessage(recipient_id=person.id or 0, content=content, **columns)
            session.add(row)
        return row

    return write
