"""A shop joins, changes, goes on holiday; and what staff do about it."""

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlmodel import Session, col, select

import clock
import database
from catalog import lookup, search, sellers
from catalog.errors import NameTaken, NumberTaken, UnknownSeller
from catalog.models import ShopEvent
from people.directory import person_of_phone
from tests.catalog.making import Wish, lay_out, listing, phone

OLD, OTHER, NEW = phone(1), phone(2), phone(9)


@pytest.fixture
def stalls(app: Flask) -> None:
    with database.transaction() as session:
        lay_out(session, [listing(1, stall=1), listing(2, stall=2)])


def test_a_suspended_stall_is_seen_by_nobody_until_it_is_verified(stalls: None) -> None:
    with database.transaction() as session:
        sellers.suspend(session, OLD)
    with database.transaction() as session:
        goods = lookup.by_code(session, "K0001")
        assert goods
        assert not lookup.is_visible(goods)
        assert sellers.verify(session, OLD).verified
        assert lookup.is_visible(goods)


def test_a_stall_moves_to_a_new_number_with_its_goods(stalls: None) -> None:
    with database.transaction() as session:
        moved = sellers.move(session, OLD, NEW)
    with database.transaction() as session:
        stall = lookup.seller_of_person(session, person_of_phone(session, NEW).id)
        assert stall
        assert (stall.id, stall.phone) == (moved.id, NEW)
        assert lookup.seller_of_person(session, person_of_phone(session, OLD).id) is None
        sellers.move(session, NEW, NEW)  # once more changes nothing
        assert [person.phone for person in lookup.people_of(session, moved.id)] == [NEW]


def test_a_number_of_another_stall_is_refused(stalls: None) -> None:
    with pytest.raises(NumberTaken) as refused, database.transaction() as session:
        sellers.move(session, OLD, OTHER)
    assert refused.value.shop == "Stall 2"


def test_an_unknown_number_is_refused(stalls: None) -> None:
    for deed in (sellers.verify, sellers.suspend):
        with pytest.raises(UnknownSeller), database.transaction() as session:
            deed(session, NEW)


NEWCOMER = {"shop": "Batik Sekar Ayu", "owner": "Siti", "sentra": "Kauman", "kelurahan": "Kauman"}


def events(session: Session) -> list[tuple[str, str, dict[str, Any], dict[str, Any]]]:
    rows = session.exec(select(ShopEvent).order_by(col(ShopEvent.id))).all()
    return [(event.kind, event.actor, event.old, event.new) for event in rows]


def test_a_shop_that_joins_is_hidden_until_it_is_verified(stalls: None) -> None:
    with database.transaction() as session:
        siti = person_of_phone(session, NEW)
        stall = sellers.join(session, siti, NEW, NEWCOMER, visible=False)
        assert (stall.is_shown, stall.verified) == (False, False)
        assert lookup.seller_of_person(session, siti.id) is stall
        assert sellers.waiting_for_staff(session) == [stall]
        sellers.verify(session, NEW)
        assert (stall.is_shown, stall.verified, sellers.waiting_for_staff(session)) == (True, True, [])
        assert [(kind, actor) for kind, actor, _, _ in events(session)] == [
            ("joined", "seller"),
            ("verified", "officer"),
        ]


def test_a_name_or_number_is_one_shops(stalls: None) -> None:
    with database.transaction() as session:
        siti = person_of_phone(session, NEW)
        with pytest.raises(NameTaken):
            sellers.join(session, siti, NEW, NEWCOMER | {"shop": "STALL 1"}, visible=False)
        with pytest.raises(NumberTaken):
            sellers.join(session, siti, OTHER, NEWCOMER, visible=False)
        assert lookup.seller_of_person(session, siti.id) is None


def test_a_changed_account_of_a_verified_shop_is_marked_until_staff_have_looked(stalls: None) -> None:
    with database.transaction() as session:
        stall = sellers.by_number(session, OLD)
        event = sellers.change(session, stall, {"bank": "BRI", "bank_account": "1234"}, 7)
        assert event
        assert (event.kind, event.person_id, event.old) == ("account", 7, {"bank": "", "bank_account": ""})
        assert stall.account_changed_at
        assert sellers.waiting_for_staff(session) == [stall]
        assert sellers.change(session, stall, {"bank": "BRI"}, 7) is None
        sellers.verify(session, OLD)
        assert stall.account_changed_at is None


def test_a_change_is_taken_back(stalls: None) -> None:
    with database.transaction() as session:
        stall = sellers.by_number(session, OLD)
        event = sellers.change(session, stall, {"shop": "Batik Baru", "hours": {"0": [480, 960]}}, 7)
        assert event
        undone = sellers.take_back(session, stall, event, 7)
        assert (stall.shop, stall.hours, undone.undoes) == ("Stall 1", None, event.id)


def test_a_name_that_somebody_else_has_taken_meanwhile_does_not_come_back(stalls: None) -> None:
    with database.transaction() as session:
        stall, other = sellers.by_number(session, OLD), sellers.by_number(session, OTHER)
        event = sellers.change(session, stall, {"shop": "Batik Baru"}, 7)
        sellers.change(session, other, {"shop": "Stall 1"}, 8)
        assert event
        with pytest.raises(NameTaken):
            sellers.take_back(session, stall, event, 7)


def test_a_holiday_hides_the_goods_from_everybody(stalls: None) -> None:
    with database.transaction() as session:
        sellers.close(session, sellers.by_number(session, OLD), clock.now() + timedelta(days=3), 7)
    assert found() == ["K0002"]
    with database.transaction() as session:
        goods = lookup.by_code(session, "K0001")
        assert goods and not lookup.is_visible(goods)
        assert sellers.reopen(session, goods.seller, None)
        assert sellers.reopen(session, goods.seller, None) is None
    assert found() == ["K0001", "K0002"]
    with database.reading() as session:
        assert [(kind, actor) for kind, actor, _, _ in events(session)] == [("closed", "seller"), ("reopened", "clock")]


def found() -> list[str]:
    with database.reading() as session:
        ids = search.search(session, Wish(), shopper_key="sari", day=date(2026, 11, 25)).listing_ids
        return sorted(listing.code for listing in lookup.by_ids(session, ids))
