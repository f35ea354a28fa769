"""Orders without the rooms above them, on SQLite and on a real PostgreSQL, with the small cast."""

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlmodel import Session

import database
import orders
from catalog import models as goods
from catalog.models import Seller
from orders.models import Order
from orders.place import Quote, Terms, WantedLine, place, quote
from orders.states import CLOCK, SELLER, SHOPPER, Actor
from people.models import Person
from settings import Settings
from tests.conftest import Kinds

_Listing: Any = goods.Listing  # relationships fill in the keys that mypy misses
_Variant: Any = goods.Variant
_Tier: Any = goods.Tier


@pytest.fixture(params=["sqlite", "postgresql"])
def app(request: pytest.FixtureRequest, kinds: Kinds, tmp_path: Path) -> Iterator[Flask]:
    """An app with empty tables, in its context."""
    app = Flask("market")
    url = kinds.fresh(request.param, False, tmp_path)
    app.config["SETTINGS"] = Settings(database_url=url, secret_key="for tests only")
    database.init_app(app)
    orders.init_app(app)
    with app.app_context():
        yield app
        database.engine().dispose()


@pytest.fixture
def cast(app: Flask) -> SimpleNamespace:
    """Sari and Dewi shop. Pak Budi sells K0101 (M 3, L 10, XL 0) and K0102 (5 pieces, in S or M), Bu Wati K0201
    (10 pieces, no sizes).

    K0101 costs Rp100.000, from 6 pieces on Rp90.000, from 12 Rp80.000.
    """
    with database.transaction() as session:
        sari, dewi, pak_budi = people = [_person(f"+62813000007{n}9") for n in range(3)]
        budi = Seller(phone="+6281200000001", shop="Batik Pak Budi", sentra="Setono")
        wati = Seller(phone="+6281200000002", shop="Wati Collection", sentra="Kauman")
        session.add_all([*people, budi, wati])
        session.flush()
        shirt = _Listing(
            code="K0101", seller_id=budi.id, title="Kemeja parang", product="kemeja", technique="cap", price=100_000
        )
        shirt.weight_g = 250
        shirt.variants = [
            _Variant(size=s, stock=n, position=i) for i, (s, n) in enumerate([("M", 3), ("L", 10), ("XL", 0)])
        ]
        shirt.tiers = [_Tier(min_quantity=6, unit_price=90_000), _Tier(min_quantity=12, unit_price=80_000)]
        daster = _Listing(
            code="K0102", seller_id=budi.id, title="Daster kawung", product="daster", price=50_000, stock=5
        )
        daster.variants = [_Variant(size="S", position=0), _Variant(size="M", position=1)]
        cloth = _Listing(
            code="K0201", seller_id=wati.id, title="Kain jlamprang", product="kain", technique="tulis", price=350_000
        )
        cloth.stock, cloth.weight_g = 10, 400
        session.add_all([shirt, daster, cloth])
    return SimpleNamespace(
        sari=sari,
        dewi=dewi,
        budi=budi,
        wati=wati,
        as_sari=Actor(SHOPPER, sari.id),
        as_budi=Actor(SELLER, pak_budi.id),
        as_clock=Actor(CLOCK),
    )


def _person(phone: str) -> Person:
    return Person(address=f"whatsapp:{phone}", phone=phone)


@pytest.fixture
def buys(cast: SimpleNamespace) -> Callable[..., list[Order]]:
    """buys(session, "K0101 L 2", "K0201 1") places orders for Sari, or for `who`."""

    def buys(session: Session, *wanted: str, who: Person | None = None) -> list[Order]:
        terms = Terms("Sari", "Jl. Mawar 1, Semarang", "ship", "transfer")
        return place(session, who or cast.sari, lines(*wanted), terms)

    return buys


@pytest.fixture
def quotes(cast: SimpleNamespace) -> Callable[..., list[Quote]]:
    """quotes(session, "K0101 L 2") prices without placing."""
    return lambda session, *wanted: quote(session, lines(*wanted))


@pytest.fixture
def stock() -> Callable[..., int]:
    """stock("K0101", "L"): the pieces that stand in the database."""

    def stock(code: str, size: str = "") -> int:
        query = text(
            "SELECT coalesce(v.stock, l.stock) FROM listing l"
            " LEFT JOIN variant v ON v.listing_id = l.id AND v.size = :size WHERE l.code = :code"
        )
        with database.reading() as session:
            return session.execute(query, {"code": code, "size": size}).scalar_one()

    return stock


def lines(*wanted: str) -> list[WantedLine]:
    """Of "K0101 L 2" or, where no size is named, "K0201 2"."""
    parts = [line.split() for line in wanted]
    return [WantedLine(code, size[0] if size else "", int(quantity)) for code, *size, quantity in parts]
