"""Whatever a shop changes, sells and takes back while others order: the stock is what the logs say, and never negative."""

from collections.abc import Sequence
from itertools import count
from typing import Any

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, col, select

import database
from catalog import changes, lookup, shelf, stock
from catalog import models as goods
from catalog.errors import SoldOut
from catalog.shelf import Author
from orders import deeds, offline
from orders.models import OfflineSale, Order, OrderLine
from orders.place import Terms, WantedLine, place

_codes = count(5000)
BY = Author(person_id=1)
PIECES = st.integers(0, 12)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("set"), PIECES),
        st.tuples(st.just("add"), st.integers(-8, 8)),
        st.tuples(st.just("sell"), st.integers(1, 6)),
        st.tuples(st.just("order"), st.integers(1, 6)),
        st.tuples(st.just("cancel"), st.integers(0, 3)),
        st.tuples(st.just("undo"), st.integers(0, 5)),
    ),
    max_size=25,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=PIECES, is_shared=st.booleans(), steps=STEPS)
def test_the_stock_is_what_the_logs_say(
    app: Flask, cast: Any, start: int, is_shared: bool, steps: Sequence[tuple[str, int]]
) -> None:
    with database.transaction() as session:
        code, listing_id = _new_listing(session, cast, start, is_shared)
        for name, number in steps:
            try:
                _do(session, cast, code, listing_id, is_shared, name, number)
            except SoldOut:
                pass  # refused, and the stock is checked all the same
            left = lookup.available(stock.hold(session, [listing_id])[0], "M")
            assert left >= 0
            assert left == start + _changed(session, listing_id) - _ordered(session, listing_id)
        assert _told(session, listing_id) == _taken_by_sales(session, listing_id)


def _new_listing(session: Session, cast: Any, start: int, is_shared: bool) -> tuple[str, int]:
    make: Any = goods.Listing
    variant: Any = goods.Variant
    code = f"K{next(_codes)}"
    listing = make(code=code, seller_id=cast.budi.id, title="Kemeja", product="kemeja", price=50_000)
    listing.stock = start if is_shared else None
    listing.variants = [variant(size="M", position=0, stock=None if is_shared else start)]
    session.add(listing)
    session.flush()
    return code, listing.id


def _do(session: Session, cast: Any, code: str, listing_id: int, is_shared: bool, name: str, number: int) -> None:
    (listing,) = stock.hold(session, [listing_id])
    key = "" if is_shared else "M"
    if name == "set":
        shelf.set_stock(session, listing, {key: number}, BY)
    elif name == "add":
        shelf.add_stock(session, listing, {key: number}, BY)
    elif name == "sell":
        offline.tell(session, listing, "M", number, number * 50_000, BY)
    elif name == "order":
        place(session, cast.sari, [WantedLine(code, "M", number)], Terms("Sari", "", "pickup", "cash"))
    elif name == "cancel":
        placed = _orders(session, listing_id)
        if placed:
            deeds.cancel(session, placed[number % len(placed)], cast.as_sari, "shopper_changed_mind")
    else:
        _undo(session, listing, number)


def _undo(session: Session, listing: goods.Listing, number: int) -> None:
    events = [e for e in changes.of_listing(session, listing.id) if e.undoes is None]
    events = [event for event in events if not changes.is_taken_back(session, event)]
    if events:
        event = events[-1 - number % len(events)]
        shelf.take_back(session, listing, event, BY)
        if event.kind == "sold_offline":
            offline.take_back(session, event, BY)


def _changed(session: Session, listing_id: int) -> int:
    """Pieces that the shop's log has added, all in all."""
    events = changes.of_listing(session, listing_id)
    return sum(after - event.old["stock"][size] for event in events for size, after in event.new["stock"].items())


def _orders(session: Session, listing_id: int) -> Sequence[Order]:
    rows = select(Order).join(OrderLine).where(OrderLine.listing_id == listing_id, Order.order_status == "placed")
    return session.exec(rows.order_by(col(Order.id))).all()


def _ordered(session: Session, listing_id: int) -> int:
    return sum(line.quantity for order in _orders(session, listing_id) for line in order.lines)


def _told(session: Session, listing_id: int) -> dict[str, int]:
    """Pieces of the sales at the stall that stand, by number."""
    rows = select(OfflineSale).where(OfflineSale.listing_id == listing_id, col(OfflineSale.taken_back_at).is_(None))
    return {sale.number: sale.quantity for sale in session.exec(rows)}


def _taken_by_sales(session: Session, listing_id: int) -> dict[str, int]:
    """The same as the shop's log tells it."""
    events = [event for event in changes.of_listing(session, listing_id) if event.kind == "sold_offline"]
    undone = {event.undoes for event in events}
    standing = [event for event in events if event.undoes is None and event.id not in undone]
    return {
        event.new["sale"]: sum(event.old["stock"][size] - after for size, after in event.new["stock"].items())
        for event in standing
    }
