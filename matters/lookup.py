"""Finding matters and what was said in them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

import clock
from matters.models import Complaint, Matter, MatterWord
from people.models import Person


def by_number(session: Session, number: str) -> Matter | None:
    """The matter with this number ("t0001" too), its row locked; None when there is none."""
    return session.exec(select(Matter).where(Matter.number == number.strip().upper()).with_for_update()).first()


def open_of_person(session: Session, person_id: int | None, kind: str) -> Matter | None:
    """The person's newest matter of this kind that is not closed."""
    mine = select(Matter).where(Matter.person_id == person_id, Matter.kind == kind, Matter.state != "closed")
    return session.exec(mine.order_by(col(Matter.id).desc()).limit(1)).first()


def talking(session: Session, person_id: int | None) -> Matter | None:
    """The matter in which a person of the staff talks with this one just now; None: the bot answers."""
    quiet = select(Matter).where(Matter.person_id == person_id, is_talking(clock.now()))
    return session.exec(quiet.order_by(col(Matter.quiet_until).desc()).limit(1)).first()


def is_talking(now: datetime) -> ColumnElement[bool]:
    """Of a matter's row: whether a person of the staff talks in it at `now`."""
    return (col(Matter.state) == "answered") & (col(Matter.quiet_until) > now)


def all_open(session: Session) -> Sequence[tuple[Matter, Person]]:
    """What is not closed, with whose it is: first what waits for a first answer, the oldest first."""
    rows = select(Matter, Person).join(Person).where(Matter.state != "closed")
    return session.exec(rows.order_by(col(Matter.answered_at).is_not(None), col(Matter.id))).all()


def waiting_for_staff(session: Session) -> Sequence[tuple[Matter, Person]]:
    """What a person of the staff owes an answer: nobody has answered yet, or something new was said since. A complaint
    only once it lies at the desk of staff."""
    at_shop = select(Complaint.matter_id).where(Complaint.desk == "seller")
    rows = select(Matter, Person).join(Person).where(Matter.state != "closed", col(Matter.id).not_in(at_shop))
    owed = (col(Matter.state) == "open") | (col(Matter.unread) > 0)
    return session.exec(rows.where(owed).order_by(col(Matter.id))).all()


def words(session: Session, matter: Matter) -> Sequence[MatterWord]:
    """All that was said in it, the oldest first."""
    return session.exec(select(MatterWord).where(MatterWord.matter_id == matter.id).order_by(col(MatterWord.id))).all()
