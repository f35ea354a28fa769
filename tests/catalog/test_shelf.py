"""What a shop changes of its goods: events with old and new, taking back, nothing lost between two who change at once."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from sqlmodel import Session

import database
from catalog import changes, lookup, shelf, stock
from catalog.errors import PriceTiers, SoldOut
from catalog.models import Listing
from catalog.shelf import Author
from tests.catalog.making import lay_out, listing

SITI = Author(person_id=7)


@pytest.fixture
def goods(app: Flask) -> None:
    """K0001: 5 pieces shared by S and M; K0002: 3 of M, none of L; K0003: 4 pieces, 100.000, 12 for 90.000, 20 for 80.000."""
    with database.transaction() as session:
        shared, own = (("S", None), ("M", None)), (("M", 3), ("L", 0))
        tiers = ((12, 90_000), (20, 80_000))
        lay_out(
            session,
            [
                listing(1, sizes=shared, stock=5),
                listing(2, sizes=own, stock=None),
                listing(3, stock=4, tiers=tiers, price=100_000),
            ],
        )


def test_every_change_is_an_event_with_old_and_new(goods: None) -> None:
    with database.transaction() as session:
        shirt, cloth = held(session, "K0002"), held(session, "K0003")
        shelf.set_stock(session, shirt, {"M": 1, "L": 8}, SITI)
        shelf.add_stock(session, shirt, {"L": -2}, SITI)
        shelf.add_size(session, shirt, "XL", 2, SITI)
        shelf.set_price(session, cloth, 90_000, SITI)
        shelf.set_wholesale(session, cloth, [(10, 70_000)], SITI)
        shelf.set_hidden(session, cloth, True, SITI)
        shelf.delete(session, cloth, SITI)
    assert log("K0002") == [
        ("stock", {"stock": {"M": 3, "L": 0}}, {"stock": {"M": 1, "L": 8}}),
        ("stock", {"stock": {"L": 8}}, {"stock": {"L": 6}}),
        ("size_added", {"size": None}, {"size": "XL", "stock": {"XL": 2}}),
    ]
    assert log("K0003") == [
        ("price", {"price": 100_000, "wholesale": [[12, 90_000], [20, 80_000]]}, {"price": 90_000, "wholesale": [[20, 80_000]]}),
        ("wholesale", {"wholesale": [[20, 80_000]]}, {"wholesale": [[10, 70_000]]}),
        ("hidden", {"hidden": False, "deleted": False}, {"hidden": True, "deleted": False}),
        ("deleted", {"hidden": True, "deleted": False}, {"hidden": True, "deleted": True}),
    ]  # fmt: skip
    with database.reading() as session:
        assert shelf.counts(found(session, "K0002")) == {"M": 1, "L": 6, "XL": 2}


def test_what_changes_nothing_is_no_event(goods: None) -> None:
    with database.transaction() as session:
        cloth = held(session, "K0003")
        assert shelf.set_stock(session, cloth, {"": 4}, SITI) is None
        assert shelf.set_price(session, cloth, 100_000, SITI) is None
        assert shelf.set_wholesale(session, cloth, [(20, 80_000), (12, 90_000)], SITI) is None
        assert shelf.set_hidden(session, cloth, False, SITI) is None
    assert log("K0003") == []


def test_never_below_zero(goods: None) -> None:
    with database.transaction() as session, pytest.raises(SoldOut) as refused:
        shelf.add_stock(session, held(session, "K0002"), {"M": -1, "L": -1}, SITI)
    assert (refused.value.size, refused.value.left) == ("L", 0)
    assert log("K0002") == []


@pytest.mark.parametrize("wanted", [[(12, 100_000)], [(12, 90_000), (20, 90_000)], [(5, 120_000)]])
def test_who_buys_more_pays_less(goods: None, wanted: list[tuple[int, int]]) -> None:
    with database.transaction() as session, pytest.raises(PriceTiers):
        shelf.set_wholesale(session, held(session, "K0003"), wanted, SITI)


def test_all_is_as_it_was_after_taking_everything_back(goods: None) -> None:
    with database.transaction() as session:
        for code in ("K0002", "K0003"):
            one = held(session, code)
            before = state(one)
            size = "M" if code == "K0002" else ""
            events = [
                shelf.set_stock(session, one, {size: 9}, SITI),
                shelf.set_price(session, one, 50_000, SITI),
                shelf.set_wholesale(session, one, [(3, 45_000)], SITI),
                shelf.add_size(session, one, "XXL", 1, SITI) if size else None,
                shelf.delete(session, one, SITI),
            ]
            for event in reversed([event for event in events if event]):
                undone = shelf.take_back(session, one, event, SITI)
                assert undone and undone.undoes == event.id
            assert state(one) == before


def test_taking_back_gives_the_difference_after_orders(goods: None) -> None:
    with database.transaction() as session:
        cloth = held(session, "K0003")
        event = shelf.set_stock(session, cloth, {"": 10}, SITI)
        assert event
        stock.take(session, cloth.id or 0, "", 3)
        undone = shelf.take_back(session, held(session, "K0003"), event, SITI)
        assert undone and (undone.old, undone.new) == ({"stock": {"": 7}}, {"stock": {"": 1}})
        event = shelf.set_stock(session, cloth, {"": 10}, SITI)
        assert event
        stock.take(session, cloth.id or 0, "", 5)
        undone = shelf.take_back(session, held(session, "K0003"), event, SITI)
        assert undone and undone.new == {"stock": {"": 0}}


def test_a_price_that_was_changed_again_is_not_taken_back(goods: None) -> None:
    with database.transaction() as session:
        cloth = held(session, "K0003")
        first = shelf.set_price(session, cloth, 95_000, SITI)
        shelf.set_price(session, cloth, 96_000, Author(person_id=8))
        assert first and shelf.take_back(session, cloth, first, SITI) is None
        assert cloth.price == 96_000


@pytest.mark.parametrize(("code", "size", "start"), [("K0001", "", 5), ("K0002", "M", 3)])
def test_two_helpers_change_the_same_stock_at_once(app: Flask, goods: None, code: str, size: str, start: int) -> None:
    """Every "+1" counts, and every event begins where the one before ended."""

    def add(person_id: int) -> None:
        with app.app_context(), database.transaction() as session:
            shelf.add_stock(session, held(session, code), {size: 1}, Author(person_id=person_id))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, range(16)))
    with database.reading() as session:
        assert shelf.counts(found(session, code))[size] == start + 16
    steps = [(old["stock"][size], new["stock"][size]) for _, old, new in log(code)]
    assert steps == [(start + n, start + n + 1) for n in range(16)]


def test_a_change_while_others_order(app: Flask, goods: None) -> None:
    """Set, added and ordered at the same moment: the stock is what the log and the orders say."""
    with database.reading() as session:
        goods_id = found(session, "K0003").id or 0

    def act(number: int) -> int:
        with app.app_context(), database.transaction() as session:
            if number % 2:
                shelf.add_stock(session, held(session, "K0003"), {"": 2}, SITI)
                return 0
            stock.hold(session, [goods_id])
            try:
                stock.take(session, goods_id, "", 1)
            except SoldOut:
                return 0
            return 1

    with ThreadPoolExecutor(8) as pool:
        ordered = sum(pool.map(act, range(16)))
    added = sum(new["stock"][""] - old["stock"][""] for _, old, new in log("K0003"))
    with database.reading() as session:
        assert lookup.available(found(session, "K0003"), "") == 4 + added - ordered


def held(session: Session, code: str) -> Listing:
    return stock.hold(session, [found(session, code).id])[0]


def found(session: Session, code: str) -> Listing:
    goods = lookup.by_code(session, code)
    assert goods
    return goods


def state(goods: Listing) -> dict[str, object]:
    return {
        "stock": shelf.counts(goods),
        "price": goods.price,
        "wholesale": shelf.tiers(goods),
        "hidden": goods.hidden,
        "deleted": goods.deleted_at,
    }


def log(code: str) -> list[tuple[str, dict[str, Any], dict[str, Any]]]:
    with database.reading() as session:
        return [(e.kind, e.old, e.new) for e in changes.of_listing(session, found(session, code).id)]
