"""Checkouts of a basket with goods of three stalls: from the basket to three orders, each in its own transaction; in an
empty market and after a million orders, for it must cost the same.

`PAST_ORDERS=10000 python -m benchmarks checkout` is a short one.
"""

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import insert
from sqlmodel import Session, SQLModel

import catalog
import clock
import database
import orders
import scheduling
from catalog.models import Listing, Seller, Tier, Variant
from orders import basket, parcels, place
from orders.models import Order, OrderEvent, OrderLine, PostageRate
from orders.place import Terms
from people.models import Person
from settings import Settings

PAST_ORDERS = int(os.environ.get("PAST_ORDERS", "1000000"))
AT_ONCE = 20_000  # rows of one INSERT
STALLS, CHECKOUTS = 300, 300
PIECES = 1_000_000  # that never run out
TERMS = Terms("Sari", "Jl. Sudirman 20, Kec. Candisari, Kota Semarang 50251", "ship", "transfer", area="33.74.12")


def run() -> list[tuple[str, float, str]]:
    """(name, value, unit) for the table of `make bench`."""
    with _market():
        empty = _seconds_each()
        _past_orders(PAST_ORDERS)
        full = _seconds_each()
    return [
        ("three-stall checkouts, SQLite, no past orders", 1 / empty, "a second"),
        (f"three-stall checkouts, SQLite, {PAST_ORDERS:,} past orders", 1 / full, "a second"),
        ("time of one with them to time without", full / empty, "x"),
    ]


def _seconds_each() -> float:
    """The median over many: a checkpoint of the log in between is somebody else's."""
    times = []
    for number in range(CHECKOUTS):
        start = time.perf_counter()
        _check_out(number)
        times.append(time.perf_counter() - start)
    return sorted(times)[len(times) // 2]


def _check_out(number: int) -> None:
    """Puts goods of three stalls into a basket, reckons prices and postage, and places the orders."""
    with database.transaction() as session:
        shopper = session.get_one(Person, 1 + number % STALLS)
        assert shopper.id is not None
        own = basket.open_basket(session, shopper.id)
        for step in range(3):
            listing = session.get_one(Listing, 1 + (number * 3 + step) % STALLS)
            own.put(listing, "L", 2)
        quotes = place.quote(session, own.wanted())
        plan = parcels.plan(session, quotes, TERMS.area)
        place.place(session, shopper, own.wanted(), TERMS, plan.parcels)
        own.forget()


@contextmanager
def _market() -> Iterator[None]:
    with tempfile.TemporaryDirectory(prefix="checkout-") as folder:
        app = Flask("market")
        app.config["SETTINGS"] = Settings(database_url=f"sqlite:///{folder}/market.db", secret_key="for the benchmark")
        for room in (database, scheduling, catalog, orders):
            room.init_app(app)
        with app.app_context():
            SQLModel.metadata.create_all(database.engine())
            with database.transaction() as session:
                _stalls(session)
            yield
            database.engine().dispose()


def _stalls(session: Session) -> None:
    """Stalls with one listing each, people who shop, and a rate to every province."""
    numbers = range(1, STALLS + 1)
    _insert(session, Person, [{"id": n, "address": f"whatsapp:+62813{n:08d}"} for n in numbers])
    _insert(session, Seller, [{"id": n, "phone": f"+62812{n:08d}", "shop": f"Batik {n}"} for n in numbers])
    goods = {"product": "kemeja", "price": 100_000, "weight_g": 300}
    _insert(
        session,
        Listing,
        [{"id": n, "code": f"K{n:04d}", "seller_id": n, "title": f"Kemeja {n}", **goods} for n in numbers],
    )
    _insert(
        session, Variant, [{"listing_id": n, "size": size, "stock": PIECES} for n in numbers for size in ("M", "L")]
    )
    _insert(session, Tier, [{"listing_id": n, "min_quantity": 12, "unit_price": 90_000} for n in numbers])
    rates = [("JNE", "REG"), ("J&T", "EZ"), ("SiCepat", "REG"), ("Pos", "Reguler")]
    way = {"origin": "33.75", "first_kg": 10_000, "next_kg": 10_000}
    places = ["", "33", "33.74"]
    _insert(
        session,
        PostageRate,
        [{"courier": c, "service": s, "destination": place, **way} for c, s in rates for place in places],
    )


def _past_orders(number: int) -> None:
    """Orders of the last years, with their lines and the first line of their logs."""
    now = clock.now()
    terms = {"buyer_name": "Sari", "delivery": "ship", "payment_method": "transfer", "order_status": "completed"}
    line = {"title": "Kemeja", "product": "kemeja", "size": "L", "quantity": 2, "unit_price": 100_000}
    begin = 1 + 3 * CHECKOUTS
    for start in range(begin, begin + number, AT_ONCE):
        ids = range(start, min(start + AT_ONCE, begin + number))
        with database.transaction() as session:
            orders_of = [
                {
                    "id": n,
                    "number": f"P{n:04d}",
                    "checkout": f"past-{n // 3}",
                    "seller_id": 1 + n % STALLS,
                    "shopper_id": 1 + n % STALLS,
                    "placed_at": now - timedelta(minutes=number + begin - n),
                    **terms,
                }
                for n in ids
            ]
            _insert(session, Order, orders_of)
            _insert(
                session,
                OrderLine,
                [{"order_id": n, "listing_id": 1 + n % STALLS, "code": "K0001", **line} for n in ids],
            )
            _insert(session, OrderEvent, [{"order_id": n, "kind": "placed", "actor": "shopper"} for n in ids])


def _insert(session: Session, model: Any, rows: list[dict[str, Any]]) -> None:
    session.execute(insert(model), rows)
