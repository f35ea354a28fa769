"""Forgetting a person (UU PDP 27/2022).

What is kept of a table that names persons, and what of it is blanked, is said at its columns (personal.py); a table that
says nothing loses the person's rows. Figures of orders stay, without the person: an empty shell is left for them to
point to, and whoever writes from the same number later is somebody new.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, or_, update
from sqlalchemy import select as select_columns
from sqlmodel import Session, SQLModel, select

import clock
from people.models import ErasureRequest, Person
from people.personal import blanks


def ask(session: Session, person: Person, due_at: datetime) -> ErasureRequest:
    """The person wants to be forgotten; it is to be done at `due_at` (UTC) and may be taken back until it is done."""
    request = asked(session, person.id)
    if request is None:
        assert person.id is not None
        request = ErasureRequest(person_id=person.id, due_at=due_at)
        session.add(request)
        session.flush()
    return request


def asked(session: Session, person_id: int | None) -> ErasureRequest | None:
    """The person's request that is still to be done."""
    return session.exec(select(ErasureRequest).where(ErasureRequest.person_id == person_id)).first()


def take_back(session: Session, person_id: int | None) -> bool:
    """The person stays after all; False when there was no request."""
    request = asked(session, person_id)
    if request is not None:
        session.delete(request)
        session.flush()
    return request is not None


def erase(session: Session, person: Person) -> None:
    """Blanks what is kept, deletes all else, and leaves an empty shell. There is no way back."""
    session.flush()
    for table in reversed(SQLModel.metadata.sorted_tables):
        owners = [key.parent for key in table.foreign_keys if key.column.table.name == Person.__tablename__]
        if not owners:
            continue
        of_person = or_(*(column == person.id for column in owners))
        kept = blanks(table)
        if kept:
            session.execute(update(table).where(of_person).values(kept))
        else:
            _delete(session, table, of_person)
    for name, value in blanks(SQLModel.metadata.tables[str(Person.__tablename__)]).items():
        setattr(person, name, value)
    person.erased_at = clock.now()
    session.flush()
    session.expire_all()  # rows were changed behind the session's back


def _delete(session: Session, table: Any, which: Any) -> None:
    """The rows, and before them what belongs to them in other tables."""
    for other in SQLModel.metadata.sorted_tables:
        for key in other.foreign_keys:
            if key.column.table is table:
                _delete(session, other, key.parent.in_(select_columns(key.column).where(which)))
    session.execute(delete(table).where(which))
