"""The past of the sample market: made once, true to its logs, spread as a market's."""

import time
from collections import Counter
from datetime import timedelta

from flask import Flask
from sqlmodel import func, select

import clock
import database
from catalog import sellers
from catalog.models import Listing, UnknownWord
from matters import lookup
from orders import events
from orders.models import OfflineSale, Order, Review
from sample import history
from sample.sample_import import import_sample_if_empty


def test_an_empty_market_without_the_sample_gets_none(app: Flask) -> None:
    with app.app_context():
        assert not history.is_wanted()


def test_the_history_is_whole_true_and_spread_as_a_markets(app: Flask) -> None:
    with app.app_context():
        with database.transaction() as session:
            import_sample_if_empty(session)
        assert history.is_wanted()
        begun = time.process_time()
        history.make()
        assert time.process_time() - begun < 20
        assert not history.is_wanted()
        with database.reading() as session:
            assert list(events.check(session)) == []
            orders = session.exec(select(Order)).all()
            _spread(orders)
            assert session.exec(select(func.count()).select_from(OfflineSale)).one() == history.STALL_SALES
            assert session.exec(select(func.count()).select_from(Review)).one() > 100
            open_ones = lookup.all_open(session)
            assert Counter(matter.kind for matter, _ in open_ones) == {"help": 3, "complaint": 3}
            assert len(sellers.waiting_for_staff(session)) >= 3
            assert session.exec(select(func.count()).select_from(UnknownWord)).one() > 10
            assert all(listing.sold == 0 for listing in session.exec(select(Listing)))  # search knows nothing of it
            assert all((order.buyer_phone or "").startswith(history.PHONES) for order in orders)


def _spread(orders) -> None:
    now = clock.now()
    assert len(orders) == history.ORDERS
    assert all(now - timedelta(days=history.DAYS + 1) < order.placed_at <= now for order in orders)
    assert {order.order_status for order in orders} == {"placed", "accepted", "completed", "cancelled", "rejected"}
    by_stall = [count for _, count in Counter(order.seller_id for order in orders).most_common()]
    assert sum(by_stall[:5]) > 0.35 * len(orders) and len(by_stall) > 15
    days = Counter((now - order.placed_at).days for order in orders)
    at_peak = sum(days[ago] for ago in range(history.PEAK - 3, history.PEAK + 4)) / 7
    assert at_peak > 1.8 * (len(orders) / history.DAYS)
