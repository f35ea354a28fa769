"""Quoting and placing: prices by tier, one order a seller, all or nothing."""

from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import select

import clock
import database
from catalog import stock as shelves
from catalog.models import Listing
from orders import errors, events
from orders.models import Order
from orders.place import WantedLine
from orders.states import States
from people.models import Person


def test_a_quote_is_grouped_by_seller_and_changes_nothing(cast, quotes, stock):
    with database.transaction() as session:
        first, second = quotes(session, "K0201 1", "K0101 L 2", "K0102 S 1")
    assert (first.seller.shop, first.goods_total, first.weight_g) == ("Wati Collection", 350_000, 400)
    assert [(line.listing.code, line.size, line.quantity, line.total, line.stock_left) for line in second.lines] == [
        ("K0101", "L", 2, 200_000, 10),
        ("K0102", "S", 1, 50_000, 5),
    ]
    assert second.weight_g is None  # the daster's weight is not known
    assert stock("K0101", "L") == 10


@pytest.mark.parametrize(
    ("wanted", "unit_price"),
    [
        (["K0101 L 5"], 100_000),
        (["K0101 L 6"], 90_000),
        (["K0101 L 4", "K0101 M 2"], 90_000),  # sizes of one listing count together
        (["K0101 L 5", "K0101 L 5", "K0101 M 2"], 80_000),
    ],
)
def test_the_tier_is_that_of_all_pieces_of_the_listing(cast, quotes, wanted, unit_price):
    with database.reading() as session:
        (quoted,) = quotes(session, *wanted)
    assert {line.unit_price for line in quoted.lines} == {unit_price}


def test_the_same_code_and_size_twice_becomes_one_line(cast, quotes):
    with database.reading() as session:
        (quoted,) = quotes(session, "K0101 L 1", "K0101 L 2")
    assert [(line.size, line.quantity) for line in quoted.lines] == [("L", 3)]


@pytest.mark.parametrize(
    ("wanted", "refusal", "facts"),
    [
        (["K9999 1"], errors.UnknownCode, {"code": "K9999"}),
        (["K0101 1"], errors.SizeNeeded, {"code": "K0101", "sizes": ["M", "L"]}),
        (["K0101 3XL 1"], errors.UnknownSize, {"size": "3XL", "sizes": ["M", "L", "XL"]}),
        (["K0201 L 1"], errors.UnknownSize, {"size": "L", "sizes": []}),
        (["K0101 XL 1"], errors.SoldOut, {"code": "K0101", "size": "XL", "left": 0}),
        (["K0101 M 4"], errors.SoldOut, {"code": "K0101", "size": "M", "left": 3}),
        (["K0102 S 3", "K0102 M 3"], errors.SoldOut, {"code": "K0102", "size": "M", "left": 2}),  # one stock for both
    ],
)
def test_what_cannot_be_ordered_is_refused_with_facts(cast, quotes, wanted, refusal, facts):
    with database.reading() as session, pytest.raises(refusal) as refused:
        quotes(session, *wanted)
    assert {name: getattr(refused.value, name) for name in facts} == facts


@pytest.mark.parametrize("why", ["hidden listing", "hidden stall", "suspended stall"])
def test_what_is_not_shown_is_not_sold(cast, quotes, why):
    with database.transaction() as session:
        listing = session.exec(select(Listing).where(Listing.code == "K0201")).one()
        if why == "hidden listing":
            listing.hidden = True
        elif why == "hidden stall":
            listing.seller.visible = False
        else:
            listing.seller.suspended_at = clock.now()
        session.flush()
        with pytest.raises(errors.NotForSale):
            quotes(session, "K0201 1")


def test_a_line_needs_a_piece():
    with pytest.raises(ValueError):
        WantedLine("K0101", "L", 0)


def test_one_checkout_becomes_an_order_a_seller(cast, buys, stock):
    with database.transaction() as session:
        budis, watis = buys(session, "K0101 L 6", "K0201 2", "K0102 M 1")
    assert (budis.number, watis.number) == ("P0001", "P0002")
    assert budis.checkout == watis.checkout
    assert (budis.seller_id, watis.seller_id) == (cast.budi.id, cast.wati.id)
    assert budis.goods_total == 6 * 90_000 + 50_000
    assert budis.buyer_phone == cast.sari.phone
    assert (stock("K0101", "L"), stock("K0102", "M"), stock("K0201")) == (4, 4, 8)
    with database.reading() as session:
        kept = session.exec(select(Order).where(Order.number == "P0001")).one()
        assert [(line.title, line.product, line.technique) for line in kept.lines] == [
            ("Kemeja parang", "kemeja", "cap"),
            ("Daster kawung", "daster", None),
        ]
        (event,) = events.of_order(session, kept.id)
        assert (event.kind, event.actor, event.actor_id, event.at) == (
            "placed",
            "shopper",
            cast.sari.id,
            kept.placed_at,
        )
        assert (event.facts["pieces"], event.facts["goods_total"]) == (7, 590_000)
        assert kept.states == States()


def test_one_line_sold_out_and_nothing_of_the_checkout_is_kept(cast, buys, stock):
    with database.transaction() as session:
        with pytest.raises(errors.SoldOut):
            buys(session, "K0201 1", "K0101 M 4")
        session.add(Order(**_by_hand(cast)))  # the turn goes on: the refusal is answered in the same transaction
    with database.reading() as session:
        assert [order.number for order in session.exec(select(Order))] == ["P9000"]
    assert (stock("K0201"), stock("K0101", "M")) == (10, 3)


def test_stock_that_goes_between_look_and_grip_gives_all_back(cast, buys, stock, monkeypatch):
    take = shelves.take

    def slippery(session, listing_id, size, quantity):
        take(session, listing_id, size, quantity)
        if not size:
            raise errors.SoldOut("K0201", "", 0)

    monkeypatch.setattr(shelves, "take", slippery)
    with database.transaction() as session, pytest.raises(errors.SoldOut):
        buys(session, "K0101 L 2", "K0201 1")
    assert (stock("K0101", "L"), stock("K0201")) == (10, 10)


def test_a_number_grows_beyond_four_digits(cast, buys):
    with database.transaction() as session:
        session.add(Order(**_by_hand(cast), id=12_344))
        session.flush()
        if database.engine().dialect.name == "postgresql":
            session.execute(text("SELECT setval('market_order_id_seq', 12344)"))
        (order,) = buys(session, "K0201 1")
    assert order.number == "P12345"


def test_a_shopper_without_a_phone_can_order(cast, buys):
    with database.transaction() as session:
        hidden = Person(address="whatsapp:ID.42")
        session.add(hidden)
        session.flush()
        (order,) = buys(session, "K0201 1", who=hidden)
    assert order.buyer_phone is None


def _by_hand(cast) -> dict[str, Any]:
    who = {"seller_id": cast.wati.id, "shopper_id": cast.sari.id, "buyer_name": "Sari"}
    return who | {"number": "P9000", "checkout": "by hand", "delivery": "pickup", "payment_method": "cash"}
