"""The last piece is sold once, whoever asks at the same moment."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlmodel import Session

import database
from catalog import lookup, stock
from catalog.errors import SoldOut
from catalog.models import Listing
from tests.catalog.making import lay_out, listing


@pytest.fixture
def shelf(app: Flask) -> None:
    """K0001: 5 pieces shared by S and M; K0002: 3 of M, none of L; K0003: 4 pieces without sizes."""
    with database.transaction() as session:
        shared, own = (("S", None), ("M", None)), (("M", 3), ("L", 0))
        lay_out(session, [listing(1, sizes=shared, stock=5), listing(2, sizes=own, stock=None), listing(3, stock=4)])


@pytest.mark.parametrize(
    ("code", "size", "quantity", "left"),
    [("K0001", "S", 2, 3), ("K0001", "M", 5, 0), ("K0002", "M", 3, 0), ("K0003", "", 1, 3)],
)
def test_taking_and_giving_back(shelf: None, code: str, size: str, quantity: int, left: int) -> None:
    with database.transaction() as session:
        goods = _goods(session, code)
        assert goods.id
        before = lookup.available(goods, size), goods.changed_at
        stock.take(session, goods.id, size, quantity)
        assert lookup.available(goods, size) == left  # what the session has in hand is told at once
    with database.transaction() as session:
        taken = _goods(session, code)
        assert taken.id
        assert (lookup.available(taken, size), taken.sold) == (left, quantity)
        assert taken.changed_at > before[1]
        stock.give_back(session, taken.id, size, quantity)
    with database.reading() as session:
        again = _goods(session, code)
        assert (lookup.available(again, size), again.sold) == (before[0], 0)


@pytest.mark.parametrize(
    ("code", "size", "quantity", "left"),
    [("K0001", "S", 6, 5), ("K0002", "M", 4, 3), ("K0002", "L", 1, 0), ("K0002", "XL", 1, 0), ("K0003", "", 5, 4)],
)
def test_more_than_there_is_is_refused(shelf: None, code: str, size: str, quantity: int, left: int) -> None:
    with database.transaction() as session:
        goods = _goods(session, code)
        assert goods.id
        with pytest.raises(SoldOut) as refused:
            stock.take(session, goods.id, size, quantity)
        assert (refused.value.code, refused.value.size, refused.value.left) == (code, size, left)
    with database.reading() as session:
        assert _goods(session, code).sold == 0


def test_a_size_that_is_gone_takes_nothing_back(shelf: None) -> None:
    with database.transaction() as session:
        goods = _goods(session, "K0002")
        assert goods.id
        stock.give_back(session, goods.id, "XL", 2)
        assert lookup.total_available(goods) == 3


@pytest.mark.parametrize(("code", "size", "pieces"), [("K0002", "M", 3), ("K0003", "", 4)])
def test_of_many_at_once_only_as_many_get_one_as_there_are(
    app: Flask, shelf: None, code: str, size: str, pieces: int
) -> None:
    with database.reading() as session:
        goods_id = _goods(session, code).id
    assert goods_id

    def take(_: int) -> bool:
        with app.app_context():
            try:
                with database.transaction() as session:
                    stock.take(session, goods_id, size, 1)
            except SoldOut:
                return False
            return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(take, range(16))) == pieces
    with database.reading() as session:
        assert lookup.available(_goods(session, code), size) == 0


def _goods(session: Session, code: str) -> Listing:
    goods = lookup.by_code(session, code)
    assert goods
    return goods
