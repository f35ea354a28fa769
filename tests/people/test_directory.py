"""Who writes: phones, hidden numbers, and two persons who turn out to be one."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlmodel import Session, col, func, select

import database
from catalog.models import Seller, ShopNumber
from messaging.models import InboundMessage
from people.directory import mask, parse_phone, person, person_of_phone, recognise
from people.models import Alias, Person

PHONE, HIDDEN = "whatsapp:+6281234567890", "whatsapp:ID.4566546130240823"
NOON = datetime(2026, 10, 2, 5, 0, tzinfo=UTC)


def test_a_new_sender_becomes_a_person_who_is_known_from_then_on(app: Flask) -> None:
    with database.transaction() as session:
        first = recognise(session, PHONE, None, "Sari")
    with database.transaction() as session:
        again = recognise(session, PHONE, None)
        assert (again.id, again.phone, again.address) == (first.id, "+6281234567890", PHONE)
        assert again.profile_name == "Sari"


def test_a_hidden_number_is_written_to_by_its_id_until_the_phone_is_known(app: Flask) -> None:
    with database.transaction() as session:
        hidden = recognise(session, HIDDEN, HIDDEN, "Sari")
        assert (hidden.phone, hidden.address) == (None, HIDDEN)
    with database.transaction() as session:
        shown = recognise(session, PHONE, HIDDEN)
        assert (shown.id, shown.phone, shown.address) == (hidden.id, "+6281234567890", PHONE)
    with database.transaction() as session:
        hidden_again = recognise(session, HIDDEN, HIDDEN)
        assert (hidden_again.id, hidden_again.address) == (hidden.id, PHONE)


def test_two_persons_who_turn_out_to_be_one_are_merged_into_the_one_with_the_phone(app: Flask) -> None:
    with database.transaction() as session:
        hidden = recognise(session, HIDDEN, HIDDEN, "Hidden")
        phone = recognise(session, PHONE, None, "Sari")
        hidden.last_heard_at = NOON
        for one in (hidden, phone):
            assert one.id is not None
            stall = Seller(phone=f"+628120000{one.id}", shop=f"Stall of {one.id}")
            session.add(stall)
            session.flush()
            assert stall.id is not None
            session.add(ShopNumber(person_id=one.id, seller_id=stall.id))
            session.add(InboundMessage(sid=f"SM{one.id}", person_id=one.id, kind="text"))
    with database.transaction() as session:
        kept = recognise(session, PHONE, HIDDEN)
        assert kept.id == phone.id
        assert kept.last_heard_at == NOON
        assert session.get(Person, hidden.id) is None
        acts_for = session.exec(
            select(Seller.shop, ShopNumber.person_id).join(ShopNumber)
        ).one()  # one person, one stall
        assert acts_for == (f"Stall of {phone.id}", phone.id)
        assert set(session.exec(select(InboundMessage.person_id))) == {phone.id}
        assert set(session.exec(select(Alias.address, Alias.person_id))) == {(PHONE, phone.id), (HIDDEN, phone.id)}


@pytest.mark.parametrize("addresses", [(PHONE, None), (PHONE, HIDDEN), (HIDDEN, HIDDEN)])
def test_many_first_messages_at_once_make_one_person(app: Flask, addresses: tuple[str, str | None]) -> None:
    def come(_: int) -> int | None:
        with app.app_context(), database.transaction() as session:
            return recognise(session, *addresses).id

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(come, range(16)))) == 1
    with database.reading() as session:
        assert _count(session, Person) == 1


def test_merges_at_once_end_with_one_person(app: Flask) -> None:
    with database.transaction() as session:
        recognise(session, HIDDEN, HIDDEN)
        recognise(session, PHONE, None)

    def come(number: int) -> int | None:
        with app.app_context(), database.transaction() as session:
            sender = (PHONE, HIDDEN)[number % 2]
            return recognise(session, sender, HIDDEN).id

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(come, [0, 0, 1, 0, 1, 1, 0, 1]))
    with database.reading() as session:
        assert _count(session, Person) == 1


def test_a_seller_that_was_imported_is_recognised_at_the_first_word(app: Flask) -> None:
    with database.transaction() as session:
        imported = person_of_phone(session, "+6281234567890")
        assert imported.address == PHONE
        assert person_of_phone(session, "+6281234567890").id == imported.id
    with database.transaction() as session:
        assert recognise(session, PHONE, HIDDEN).id == imported.id
        with pytest.raises(LookupError):
            person(session, 10**6)


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("+6281234567890", "+6281234567890"),
        ("6281234567890", "+6281234567890"),  # Excel drops the plus
        ("0812-3456-7890", "+6281234567890"),
        ("(0285) 421 234", "+62285421234"),  # Pekalongan's area code
        (" 0812 3456 7890\u200e", "+6281234567890"),  # copied from WhatsApp, with a mark of direction
        ("+1 650 555 1234", "+16505551234"),
    ],
)
def test_phones_as_people_write_them(text: str, phone: str) -> None:
    assert parse_phone(text) == phone


@pytest.mark.parametrize("text", ["", "abc", "12345", "0812", "+62", "6.28123E+12", "0812345678901234567"])
def test_what_is_no_phone_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no phone number"):
        parse_phone(text)


def test_a_masked_phone_shows_three_digits_at_most() -> None:
    assert mask("+6281234567890") == "…890"
    assert mask("") == "…"


def _count(session: Session, model: type[Person]) -> int:
    return session.exec(select(func.count(col(model.id)))).one()
