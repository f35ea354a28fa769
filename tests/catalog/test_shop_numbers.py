"""Who acts for a shop: codes are used once, for a while, and can't be guessed."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlmodel import Session, col, select

import clock
import database
from catalog import lookup, sellers, shop_numbers
from catalog.errors import ActsForOther, BadCode, ForOwnerOnly, LastOwner, TooManyCodes, TooManyNumbers
from catalog.models import Seller, ShopEvent
from people.directory import person_of_phone, recognise
from people.models import Person
from tests.catalog.making import lay_out, listing, phone

OWNER, OTHERS, CHILD, HELPER, FOURTH = phone(1), phone(2), phone(11), phone(12), phone(13)


@pytest.fixture
def stalls(app: Flask) -> None:
    with database.transaction() as session:
        lay_out(session, [listing(1, stall=1), listing(2, stall=2)])


def stall(session: Session, number: str = OWNER) -> Seller:
    found = lookup.seller_by_phone(session, number)
    assert found
    return found


def person(session: Session, number: str) -> Person:
    return person_of_phone(session, number)


def _kinds_in_order(seller_id: int | None) -> Any:
    return select(ShopEvent.kind).where(ShopEvent.seller_id == seller_id).order_by(col(ShopEvent.id))


def invited(session: Session) -> str:
    return shop_numbers.invite_helper(session, stall(session), person(session, OWNER).id)


def test_a_helper_comes_by_code_and_goes_again(stalls: None) -> None:
    with database.transaction() as session:
        code, child = invited(session), person(session, CHILD)
        assert shop_numbers.use_code(session, child, f" {code.lower().replace('-', ' ')} ").shop == "Stall 1"
        assert not shop_numbers.is_owner(session, child.id)
        assert [p.phone for _, p in shop_numbers.of_shop(session, stall(session).id)] == [OWNER, CHILD]
        shop_numbers.remove(session, stall(session), child, by=person(session, OWNER).id)
        assert lookup.seller_of_person(session, child.id) is None
        kinds = session.exec(_kinds_in_order(stall(session).id)).all()
        assert kinds == ["number_added", "number_removed"]


def test_a_code_is_good_once(stalls: None) -> None:
    with database.transaction() as session:
        code = invited(session)
        shop_numbers.use_code(session, person(session, CHILD), code)
        with pytest.raises(BadCode):
            shop_numbers.use_code(session, person(session, HELPER), code)


def test_a_code_is_good_for_a_day_and_the_staffs_for_a_week(stalls: None) -> None:
    with database.transaction() as session:
        helpers, staffs = invited(session), shop_numbers.invite_owner(session, stall(session))
        later = clock.now() + timedelta(hours=25)
        clock.set_source(lambda: later)
        with pytest.raises(BadCode):
            shop_numbers.use_code(session, person(session, CHILD), helpers)
        shop_numbers.use_code(session, person(session, CHILD), staffs)
        assert shop_numbers.is_owner(session, person(session, CHILD).id)


def test_a_new_code_makes_the_last_one_void(stalls: None) -> None:
    with database.transaction() as session:
        first, second = invited(session), invited(session)
        with pytest.raises(BadCode):
            shop_numbers.use_code(session, person(session, CHILD), first)
        shop_numbers.use_code(session, person(session, CHILD), second)


def test_who_guesses_is_stopped_for_an_hour_even_with_the_right_code(stalls: None) -> None:
    with database.transaction() as session:
        code, mallory = invited(session), person(session, FOURTH)
        for _ in range(shop_numbers.MOST_TRIES):
            with pytest.raises(BadCode):
                shop_numbers.use_code(session, mallory, "ABCD-2345")
        with pytest.raises(TooManyCodes):
            shop_numbers.use_code(session, mallory, code)
        shop_numbers.use_code(session, person(session, CHILD), code)  # others are not held up
        later = clock.now() + timedelta(minutes=61)
        clock.set_source(lambda: later)
        with pytest.raises(BadCode):
            shop_numbers.use_code(session, mallory, code)


def test_who_acts_for_another_stall_learns_nothing_of_a_code(stalls: None) -> None:
    with database.transaction() as session:
        code, wati = invited(session), person(session, OTHERS)
        for text in (code, "ABCD-2345"):
            with pytest.raises(ActsForOther) as refused:
                shop_numbers.use_code(session, wati, text)
            assert refused.value.shop == "Stall 2"
        shop_numbers.use_code(session, person(session, CHILD), code)


def test_three_numbers_and_no_more(stalls: None) -> None:
    with database.transaction() as session:
        for number in (CHILD, HELPER):
            shop_numbers.use_code(session, person(session, number), invited(session))
        with pytest.raises(TooManyNumbers):
            invited(session)


def test_a_helper_may_not_invite_nor_send_anybody_away_but_himself(stalls: None) -> None:
    with database.transaction() as session:
        owner, child, helper = (person(session, number) for number in (OWNER, CHILD, HELPER))
        for new in (child, helper):
            shop_numbers.use_code(session, new, invited(session))
        with pytest.raises(ForOwnerOnly):
            shop_numbers.invite_helper(session, stall(session), child.id)
        for other in (owner, helper):
            with pytest.raises(ForOwnerOnly):
                shop_numbers.remove(session, stall(session), other, by=child.id)
        shop_numbers.remove(session, stall(session), child, by=child.id)
        assert lookup.seller_of_person(session, child.id) is None


def test_the_shops_own_number_stays_until_staff_move_it(stalls: None) -> None:
    with database.transaction() as session:
        owner = person(session, OWNER)
        with pytest.raises(LastOwner):
            shop_numbers.remove(session, stall(session), owner, by=owner.id)
        hidden = recognise(session, "whatsapp:ID.4711", "whatsapp:ID.4711")
        shop_numbers.use_code(session, hidden, shop_numbers.invite_owner(session, stall(session)))
        with pytest.raises(LastOwner):
            shop_numbers.remove(session, stall(session), owner, by=hidden.id)
        sellers.move(session, OWNER, FOURTH)
        assert lookup.seller_of_person(session, owner.id) is None
        assert lookup.seller_of_person(session, hidden.id)


def test_another_stalls_people_are_left_alone(stalls: None) -> None:
    with database.transaction() as session:
        wati, budi = person(session, OTHERS), person(session, OWNER)
        with pytest.raises(LookupError):
            shop_numbers.remove(session, stall(session), wati, by=budi.id)
