"""Truly parallel: 40 shoppers after 10 pieces, two baskets crosswise, accept against cancel."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func
from sqlmodel import select

import database
from orders import deeds, errors, events, lookup
from orders.models import Order, OrderLine


def at_once(app, deeds_of_people):
    """Run all at the same moment, each in its own thread, and return what each brought: a value or its refusal."""
    start = threading.Barrier(len(deeds_of_people))

    def run(deed):
        with app.app_context():
            start.wait()
            try:
                with database.transaction() as session:
                    return deed(session)
            except (errors.OrderRefused, errors.SoldOut) as refusal:
                return refusal

    with ThreadPoolExecutor(len(deeds_of_people)) as pool:
        return list(pool.map(run, deeds_of_people))


def test_40_shoppers_after_10_pieces(app, cast, buys, stock):
    results = at_once(app, [lambda session: buys(session, "K0201 1")[0].number] * 40)
    numbers = [result for result in results if isinstance(result, str)]
    assert len(numbers) == len(set(numbers)) == 10
    assert all(isinstance(result, errors.SoldOut) for result in results if not isinstance(result, str))
    assert stock("K0201") == 0
    with database.reading() as session:
        assert session.exec(select(func.sum(OrderLine.quantity))).one() == 10


def test_baskets_crosswise_do_not_wait_for_each_other_for_ever(app, cast, buys, stock):
    there = lambda session: buys(session, "K0101 L 1", "K0201 1", "K0102 S 1")  # noqa: E731
    back = lambda session: buys(session, "K0102 S 1", "K0201 1", "K0101 L 1")  # noqa: E731
    results = at_once(app, [there, back] * 8)
    assert Counter(type(result).__name__ for result in results) == {"list": 5, "SoldOut": 11}
    assert (stock("K0101", "L"), stock("K0201"), stock("K0102", "S")) == (5, 5, 0)


@pytest.mark.parametrize("round_", range(5))
def test_the_seller_accepts_while_the_shopper_cancels(app, cast, buys, stock, round_):
    with database.transaction() as session:
        number = buys(session, "K0201 2")[0].number

    def accept(session):
        order = lookup.of_seller(session, cast.wati.id, number)
        assert order
        deeds.accept(session, order, cast.as_budi)

    def cancel(session):
        order = lookup.of_shopper(session, cast.sari.id, number)
        assert order
        deeds.cancel(session, order, cast.as_sari, "shopper_changed_mind")

    accepted, cancelled = at_once(app, [accept, cancel])
    with database.reading() as session:
        order = session.exec(select(Order).where(Order.number == number)).one()
        stands = order.states
        assert events.states_from_events(events.of_order(session, order.id)) == stands
    refusal, status, left = (cancelled, "accepted", 8) if accepted is None else (accepted, "cancelled", 10)
    assert isinstance(refusal, errors.NotAllowed)
    assert [accepted, cancelled].count(None) == 1
    assert (stands.order_status, refusal.states.order_status, stock("K0201")) == (status, status, left)


def test_two_taps_on_cancel_give_the_stock_back_once(app, cast, buys, stock):
    with database.transaction() as session:
        number = buys(session, "K0201 2")[0].number

    def cancel(session):
        order = lookup.of_shopper(session, cast.sari.id, number)
        assert order
        deeds.cancel(session, order, cast.as_sari, "other")

    results = at_once(app, [cancel] * 6)
    assert results.count(None) == 1
    assert stock("K0201") == 10
