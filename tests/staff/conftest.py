"""The desk on a bare SQLite market: Mbak Rina is an officer, Pak Joko only looks, Bu Dewi is the admin; two stalls have
sold something."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session
from werkzeug.security import generate_password_hash

import clock
import database
from app import create_app
from catalog import models as goods
from catalog.models import Seller
from orders import deeds, payments
from orders.place import Terms, WantedLine, place
from orders.states import SELLER, SHOPPER, Actor
from people.models import Person
from staff import access
from tests.conftest import Kinds
from tests.market import OnlyThese

PASSWORD = "batik-jlamprang"
RINA, JOKO, DEWI = "rina@pekalongan.test", "joko@pekalongan.test", "dewi@pekalongan.test"
USERS = {RINA: "officer", JOKO: "viewer", DEWI: "admin"}

_Listing: Any = goods.Listing  # relationships fill in the keys that mypy misses


@pytest.fixture
def public_base_url() -> str:
    return "http://localhost"


@pytest.fixture
def desk(kinds: Kinds, tmp_path: Path, public_base_url: str) -> Iterator[Flask]:
    """The app with the desk and its three users, no order yet."""
    app = open_desk(kinds.fresh("sqlite", False, tmp_path), tmp_path, public_base_url)
    with app.app_context(), database.transaction() as session:
        add_users(session)
    yield app
    clock.set_source(None)
    with app.app_context():
        database.engine().dispose()


def add_users(session: Session) -> None:
    """The three, all with PASSWORD. To hash one takes a process as long as a test, so it is done once."""
    for email, role in USERS.items():
        access.create_user(session, email, role, None).password_hash = _hashed(PASSWORD)


@cache
def _hashed(password: str) -> str:
    return generate_password_hash(password)


def open_desk(database_url: str, folder: Path, public_base_url: str = "http://localhost", proxies: int = 0) -> Flask:
    """A web process of this market."""
    return create_app(
        OnlyThese(
            database_url=database_url,
            queue_url=f"sqlite:///{folder}/queue.db",
            media_url=str(folder / "media"),
            secret_key="only for tests" * 3,
            public_base_url=public_base_url,
            trusted_proxies=proxies,
        )
    )


@pytest.fixture
def browser(desk: Flask) -> FlaskClient:
    return desk.test_client()


@pytest.fixture
def log_in(browser: FlaskClient) -> Callable[..., object]:
    """log_in("rina@pekalongan.test") through the form, as a browser does; returns the answer."""

    def log_in(email: str = RINA, password: str = PASSWORD, next_page: str = ""):
        return log_in_with(browser, email, password, next_page)

    return log_in


def log_in_with(
    browser: FlaskClient, email: str, password: str = PASSWORD, next_page: str = "", at: str = "127.0.0.1", **more: Any
):
    """Through the form, from the network address `at`."""
    address = "/staff/login" + (f"?next={next_page}" if next_page else "")
    token = token_in(browser.get(address).text)
    data = {"email": email, "password": password, "csrf_token": token}
    return browser.post(address, data=data, environ_overrides={"REMOTE_ADDR": at}, **more)


@pytest.fixture
def token() -> Callable[[str], str]:
    """The CSRF token that stands in a page."""
    return token_in


def token_in(page: str) -> str:
    return page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]


@pytest.fixture
def sold(desk: Flask) -> None:
    """P0001 of Pak Budi (2 shirts, accepted and shipped) and P0002 of Bu Wati (1 cloth, waits), both for Sari …789."""
    with desk.app_context(), database.transaction() as session:
        sari = Person(address="whatsapp:+6281300000789", phone="+6281300000789")
        budi = Seller(phone="+6281200000001", shop="Batik <Pak> Budi", sentra="Setono")
        wati = Seller(phone="+6281200000002", shop="Wati Collection", sentra="Kauman")
        session.add_all([sari, budi, wati])
        session.flush()
        shirt = _Listing(
            code="K0101", seller_id=budi.id, title="Kemeja parang", product="kemeja", technique="cap", price=100_000
        )
        cloth = _Listing(code="K0201", seller_id=wati.id, title="Kain jlamprang", product="kain", price=350_000)
        shirt.stock = cloth.stock = 10
        session.add_all([shirt, cloth])
        lines = [WantedLine("K0101", "", 2), WantedLine("K0201", "", 1)]
        budis, _watis = place(session, sari, lines, Terms("Sari Rahasia", "Jl. Rahasia 1", "ship", "transfer"))
        deeds.accept(session, budis, Actor(SELLER, sari.id))
        payments.record_proof(session, budis, Actor(SHOPPER, sari.id), "proof/secret.jpg")
        deeds.record_parcel(session, budis, Actor(SELLER, sari.id), "JNE", "0123456789")
