"""What staff do about a stall."""

import pytest
from flask import Flask

import database
from catalog import lookup, sellers
from catalog.errors import NumberTaken, UnknownSeller
from people.directory import person_of_phone
from tests.catalog.making import lay_out, listing, phone

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
