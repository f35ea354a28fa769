"""Figures of a shop's days, counted by the database."""

from datetime import UTC, date, datetime

import pytest

import clock
import database
from catalog import lookup, stock
from catalog.shelf import Author
from orders import deeds, offline, payments, recap

ZONE = "Asia/Jakarta"


@pytest.fixture(autouse=True)
def _back_to_the_clock():
    yield
    clock.set_source(None)


def at(text):
    """The city's clocks show this."""
    moment = datetime.fromisoformat(text + "+07:00").astimezone(UTC)
    clock.set_source(lambda: moment)


def sell(session, code, size, quantity, amount):
    listing = lookup.by_code(session, code)
    assert listing
    (listing,) = stock.hold(session, [listing.id])
    return offline.tell(session, listing, size, quantity, amount, Author(1))[0]


def test_named_periods():
    wednesday = date(2026, 3, 4)
    spans = {
        name: recap.named(name, wednesday, ZONE)
        for name in ("today", "yesterday", "week", "last_week", "month", "last_month")
    }
    assert {name: (str(one.first), str(one.last)) for name, one in spans.items()} == {
        "today": ("2026-03-04", "2026-03-04"),
        "yesterday": ("2026-03-03", "2026-03-03"),
        "week": ("2026-03-02", "2026-03-04"),
        "last_week": ("2026-02-23", "2026-03-01"),
        "month": ("2026-03-01", "2026-03-04"),
        "last_month": ("2026-02-01", "2026-02-28"),
    }
    assert spans["today"].since == datetime(2026, 3, 3, 17, tzinfo=UTC)
    assert spans["today"].until == datetime(2026, 3, 4, 17, tzinfo=UTC)


def test_figures_and_days(app, cast, buys):
    with database.transaction() as session:
        at("2026-03-01T23:59")
        first = buys(session, "K0101 L 6")[0]
        at("2026-03-02T00:01")
        buys(session, "K0102 S 1", "K0201 2")
        sell(session, "K0102", "M", 2, 90_000)
        at("2026-03-03T12:00")
        deeds.accept(session, first, cast.as_budi)
        payments.mark_paid(session, first, cast.as_budi)
        third = buys(session, "K0101 L 1")[0]
        deeds.reject(session, third, cast.as_budi, "sold_out")
    march = recap.days(date(2026, 3, 1), date(2026, 3, 3), ZONE)
    with database.reading() as session:
        found = recap.figures(session, cast.budi.id, march)
        days = recap.by_day(session, cast.budi.id, march, ZONE)
        only_second = recap.figures(session, cast.budi.id, recap.days(date(2026, 3, 2), date(2026, 3, 2), ZONE))
        others = recap.figures(session, cast.wati.id, march)
    assert (found.orders, found.pieces, found.ordered) == (2, 7, 590_000)
    assert (found.paid_orders, found.paid, found.commission_saved) == (1, 540_000, 43_200)
    assert (found.offline_sales, found.offline_pieces, found.offline, found.sold) == (1, 2, 90_000, 680_000)
    assert found.unanswered == 1
    assert [(one.code, one.pieces) for one in found.best] == [("K0101", 6), ("K0102", 3)]
    assert days == [540_000, 140_000, 0]
    assert (only_second.orders, only_second.paid_orders) == (1, 0)
    assert (others.orders, others.ordered, others.offline_sales) == (1, 700_000, 0)


def test_money_that_was_not_there_after_all(app, cast, buys):
    with database.transaction() as session:
        at("2026-03-02T09:00")
        order = buys(session, "K0102 S 1")[0]
        deeds.accept(session, order, cast.as_budi)
        payments.mark_paid(session, order, cast.as_budi)
        payments.mark_not_paid(session, order, cast.as_budi)
        assert order.paid_at is None
    with database.reading() as session:
        found = recap.figures(session, cast.budi.id, recap.days(date(2026, 3, 2), date(2026, 3, 2), ZONE))
    assert (found.orders, found.paid_orders, found.paid) == (1, 0, 0)
