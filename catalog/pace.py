"""How fast and how surely a shop answers its orders; for the desk and for the fair order of search."""

from dataclasses import dataclass

from sqlmodel import Session

import clock
import database
from catalog.models import ResponsePace

NEWEST_COUNTS = 0.2  # how much the newest answer weighs in the mean: some five answers make a habit


@dataclass(frozen=True)
class Pace:
    """`minutes`: of the shop's opening hours, from order to answer, as of late; None: it has not answered any yet."""

    answered: int = 0
    unanswered: int = 0
    minutes: float | None = None


def of_seller(session: Session, seller_id: int | None) -> Pace:
    """How the shop has answered so far."""
    row = session.get(ResponsePace, seller_id)
    return Pace(row.answered, row.unanswered, row.minutes) if row else Pace()


def note_answer(session: Session, seller_id: int, minutes: int) -> None:
    """The shop has answered an order after so many minutes of its opening hours."""
    row = _locked(session, seller_id)
    row.minutes = minutes if row.minutes is None else row.minutes + NEWEST_COUNTS * (minutes - row.minutes)
    row.answered += 1
    row.changed_at = clock.now()


def note_silence(session: Session, seller_id: int) -> None:
    """An order of the shop ended without its answer."""
    row = _locked(session, seller_id)
    row.unanswered += 1
    row.changed_at = clock.now()


def _locked(session: Session, seller_id: int) -> ResponsePace:
    """The shop's row, made when new, locked: of two orders answered at once both count."""
    new = database.insert_or_change(session, ResponsePace).values(seller_id=seller_id, answered=0, unanswered=0)
    session.execute(new.values(changed_at=clock.now()).on_conflict_do_nothing())
    return session.get_one(ResponsePace, seller_id, with_for_update=True, populate_existing=True)
