"""Recognising people by their addresses, and what may be shown of a phone number."""

from collections.abc import Sequence

import phonenumbers
from sqlalchemy import ColumnElement, Table, UniqueConstraint, bindparam, delete, exists, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel, col, select

from database import among
from people.models import Alias, Person

CHANNEL = "whatsapp:"
REGION = "ID"  # where a number without a country code is
SHOWN_DIGITS = 3
SHOWN_TO_OWN = 4  # of those who act for one shop
SHOWN_NAME = 20  # characters
HIDDEN = "…"


def recognise(session: Session, sender: str, external_id: str | None, profile_name: str = "") -> Person:
    """The person who writes from `sender` ("whatsapp:+62…" or "whatsapp:ID.…"), made when new, with the row locked.

    `external_id` is the same person's other address, if Twilio told it. When both were known as two persons they
    become one: the one with the phone. Until the transaction ends, another turn of this person waits here
    (PostgreSQL; on SQLite writing turns wait for each other anyway).
    """
    addresses = tuple(dict.fromkeys(address for address in (sender, external_id) if address))
    persons = _locked(session, addresses)
    person, *others = sorted(persons, key=lambda p: (p.phone is None, p.id))
    for other in others:
        _merge(session, person, other)
    if _phone_of(sender):
        person.address, person.phone = sender, _phone_of(sender)
    elif person.phone is None:
        person.address = sender
    person.profile_name = profile_name or person.profile_name
    session.flush()
    return person


def person_of_phone(session: Session, phone: str) -> Person:
    """The person with this number (E.164), made when new. Not locked."""
    address = CHANNEL + phone
    while True:
        known = _known(session, (address,))
        if known:
            return person(session, known[address])
        _add(session, (address,), None)


def people_of_phones(session: Session, phones: Sequence[str]) -> dict[str, int]:
    """The ids of the persons with these numbers (E.164), made when new. Not locked."""
    of_these = among(session, col(Alias.address), [CHANNEL + phone for phone in phones])
    known = dict(session.exec(select(Alias.address, Alias.person_id).where(of_these)).all())
    missing = [phone for phone in phones if CHANNEL + phone not in known]
    try:
        with session.begin_nested():
            new = [Person(address=CHANNEL + phone, phone=phone) for phone in missing]
            session.add_all(new)
            session.flush()
            session.add_all(Alias(address=one.address, person_id=one.id) for one in new if one.id is not None)
            session.flush()
            known |= {one.address: one.id for one in new if one.id is not None}
    except IntegrityError:  # another transaction has met some of them just now
        known |= {CHANNEL + phone: person_of_phone(session, phone).id or 0 for phone in missing}
    return {phone: known[CHANNEL + phone] for phone in phones}


def person(session: Session, person_id: int) -> Person:
    """The person with this id. Raises LookupError when there is none."""
    found = session.get(Person, person_id)
    if found is None:
        raise LookupError(f"no person {person_id}")
    return found


def locked(session: Session, person_id: int) -> Person:
    """The person with this id, the row locked: no turn of this person goes on until the transaction ends. Raises
    LookupError when there is none."""
    row = select(Person).where(Person.id == person_id).with_for_update(key_share=True)
    found = session.exec(row.execution_options(populate_existing=True)).first()
    if found is None:
        raise LookupError(f"no person {person_id}")
    return found


def parse_phone(text: str) -> str:
    """A number as people write it ("0812-3456-789", "+62 812…"), as E.164. Raises ValueError when it is none."""
    try:
        number = phonenumbers.parse(text, REGION)
    except phonenumbers.NumberParseException:
        raise ValueError(f"{text!r} is no phone number") from None
    if phonenumbers.is_possible_number_with_reason(number) != phonenumbers.ValidationResult.IS_POSSIBLE:
        raise ValueError(f"{text!r} is no phone number")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def national(phone: str) -> str:
    """A number (E.164) as it is written in its own country: "0812-3456-789"."""
    number = phonenumbers.parse(phone)
    way = phonenumbers.PhoneNumberFormat
    is_ours = phonenumbers.region_code_for_number(number) in (REGION, None)
    return phonenumbers.format_number(number, way.NATIONAL if is_ours else way.INTERNATIONAL)


def mask(phone: str, digits: int = SHOWN_DIGITS) -> str:
    """What others may see of a number: "…234"."""
    return "…" + "".join(c for c in phone if c.isdigit())[-digits:]


def shown(person: Person) -> str:
    """How a person is named to others who act for the same shop: "…7812 (Budi)"; the name is that person's own choice."""
    name = "".join(letter for letter in person.profile_name if letter.isalnum() or letter in " .'-").strip()[
        :SHOWN_NAME
    ]
    number = mask(person.phone, SHOWN_TO_OWN) if person.phone else ""
    return f"{number} ({name})" if number and name else number or name or HIDDEN


def _phone_of(address: str) -> str | None:
    number = address.removeprefix(CHANNEL)
    return number if number.startswith("+") else None


# key_share: a notice to this person, from somebody else's turn, does not wait for the end of this one.
_BEHIND = (
    select(Alias.address, Person)
    .join(Person)
    .where(col(Alias.address).in_(bindparam("addresses", expanding=True)))
    .order_by(col(Person.id))
    .with_for_update(of=Person, key_share=True)
    .execution_options(populate_existing=True)
)


def _locked(session: Session, addresses: tuple[str, ...]) -> Sequence[Person]:
    """The one or two persons behind `addresses`, locked, every address known to be somebody's."""
    while True:
        session.flush()  # what was changed and not yet written would be read over
        found = dict(map(tuple, session.execute(_BEHIND, {"addresses": addresses})))
        missing = tuple(address for address in addresses if address not in found)
        if missing:
            _add(session, missing, next((person.id for person in found.values()), None))
            continue
        persons = list({person.id: person for person in found.values()}.values())
        # While we waited for the lock somebody may have made two of these persons one: who is gone was not found, but an
        # address may be another's now.
        if len(persons) == 1 or _known(session, addresses) == {address: one.id for address, one in found.items()}:
            return persons


def _known(session: Session, addresses: tuple[str, ...]) -> dict[str, int]:
    """Whose address each one is, as far as it is anybody's."""
    rows = session.exec(select(Alias.address, Alias.person_id).where(col(Alias.address).in_(addresses)))
    return dict(rows.all())


def _add(session: Session, addresses: tuple[str, ...], person_id: int | None) -> None:
    """Give `addresses` to a person, or to a new one. When another transaction was quicker, theirs stands."""
    try:
        with session.begin_nested():
            if person_id is None:
                phone = next((number for number in map(_phone_of, addresses) if number), None)
                new = Person(address=CHANNEL + phone if phone else addresses[0], phone=phone)
                session.add(new)
                session.flush()
                person_id = new.id
            assert person_id is not None
            session.add_all(Alias(address=address, person_id=person_id) for address in addresses)
    except IntegrityError:
        pass  # the caller looks again and finds what the other one has written


def _merge(session: Session, kept: Person, other: Person) -> None:
    """Make two persons one: all that belongs to `other` is `kept`'s from now on."""
    session.flush()
    for table in SQLModel.metadata.sorted_tables:
        for column in table.columns:
            if any(key.column is col(Person.id).property.columns[0] for key in column.foreign_keys):  # type: ignore[attr-defined]
                _drop_doubles(session, table, column.name, kept, other)
                session.execute(update(table).where(column == other.id).values({column.name: kept.id}))
    kept.last_heard_at = max(filter(None, (kept.last_heard_at, other.last_heard_at)), default=None)
    kept.paced_until = max(filter(None, (kept.paced_until, other.paced_until)), default=None)
    kept.held_until = max(filter(None, (kept.held_until, other.held_until)), default=None)
    kept.opted_out_at = kept.opted_out_at or other.opted_out_at
    kept.created_at = min(kept.created_at, other.created_at)
    session.delete(other)
    session.flush()
    session.expire_all()  # rows were changed behind the session's back


def _drop_doubles(session: Session, table: Table, name: str, kept: Person, other: Person) -> None:
    """Delete the rows of `other` that could not be `kept`'s beside those that `kept` has already."""
    for key in _unique_keys(table):
        if name not in key:
            continue
        same = table.alias("same")
        clash: list[ColumnElement[bool]] = [same.c[name] == kept.id]
        clash += [same.c[column] == table.c[column] for column in key if column != name]
        session.execute(delete(table).where(table.c[name] == other.id, exists().where(*clash)))


def _unique_keys(table: Table) -> list[list[str]]:
    """The columns' names of each key that may hold a value only once."""
    keys = [table.primary_key.columns]
    keys += [constraint.columns for constraint in table.constraints if isinstance(constraint, UniqueConstraint)]
    keys += [index.columns for index in table.indexes if index.unique]
    return [[column.name for column in columns] for columns in keys]
