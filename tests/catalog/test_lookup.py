"""Listings and stalls by code and person, and what a listing tells."""

import pytest
from flask import Flask
from sqlalchemy import event

import database
from catalog import lookup
from catalog.models import Listing, Tier, Variant
from people.directory import person_of_phone
from tests.catalog.making import lay_out, listing, phone, seller


def test_a_card_costs_the_same_few_queries_for_six_listings_as_for_one(market: Flask) -> None:
    def queries_for(count: int) -> int:
        statements: list[str] = []
        listen = lambda *args: statements.append(args[2])  # noqa: E731 - SQLAlchemy keeps it by identity
        event.listen(database.engine(), "before_cursor_execute", listen)
        with database.reading() as session:
            for card in lookup.by_ids(session, list(range(1, count + 1))):
                assert card.seller.shop
                assert (card.variants, card.motifs, card.colours, card.tiers, card.photos) is not None
        event.remove(database.engine(), "before_cursor_execute", listen)
        return sum(statement.startswith("SELECT") for statement in statements)

    assert queries_for(6) == queries_for(1) == 6


def test_ids_keep_their_order_and_unknown_ones_are_left_out(market: Flask) -> None:
    with database.reading() as session:
        assert [card.id for card in lookup.by_ids(session, [3, 10**6, 1])] == [3, 1]
        assert lookup.by_code(session, "K9999999") is None


def test_a_person_acts_for_one_stall(app: Flask) -> None:
    with database.transaction() as session:
        lay_out(session, [listing(1, stall=1), listing(2, stall=2)])
    with database.reading() as session:
        budi = person_of_phone(session, phone(1))
        stall = lookup.seller_of_person(session, budi.id)
        assert stall
        assert stall.shop == "Stall 1"
        assert [person.id for person in lookup.people_of(session, stall.id)] == [budi.id]
        assert lookup.seller_of_person(session, 10**6) is None


def test_hidden_goods_and_closed_stalls_are_not_visible(app: Flask) -> None:
    with database.transaction() as session:
        lay_out(session, [listing(1)], [seller(1)])
        goods = lookup.by_code(session, "K0001")
        assert goods
        assert lookup.is_visible(goods)
        goods.hidden = True
        assert not lookup.is_visible(goods)
        goods.hidden, goods.seller.visible = False, False
        assert not lookup.is_visible(goods)


@pytest.mark.parametrize(("quantity", "price"), [(1, 100), (5, 100), (6, 90), (11, 90), (12, 80), (500, 80)])
def test_the_highest_tier_reached_gives_the_price(quantity: int, price: int) -> None:
    goods = Listing(code="K0001", seller_id=1, title="", product="kain", price=100)
    goods.tiers = [
        Tier(listing_id=1, min_quantity=12, unit_price=80),
        Tier(listing_id=1, min_quantity=6, unit_price=90),
    ]
    assert lookup.unit_price(goods, quantity) == price


def test_what_is_available() -> None:
    goods = Listing(code="K0001", seller_id=1, title="", product="kain", price=100, stock=5)
    assert (lookup.available(goods, ""), lookup.available(goods, "M"), lookup.total_available(goods)) == (5, 0, 5)
    goods.variants = [Variant(listing_id=1, size="M"), Variant(listing_id=1, size="L")]
    assert (lookup.available(goods, "M"), lookup.available(goods, "XL"), lookup.total_available(goods)) == (5, 0, 5)
    goods.stock, goods.variants[0].stock, goods.variants[1].stock = None, 2, 0
    assert (lookup.available(goods, "M"), lookup.available(goods, "L"), lookup.total_available(goods)) == (2, 0, 2)
