"""What was asked in vain, counted: words that the vocabulary may lack, goods that the market may lack.

It holds words and numbers, not who said them or when each time; what may be counted at all is decided in bot/talk/learning.py.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import case
from sqlmodel import Session, col, select

import clock
import database
from catalog.models import UnknownWord

KINDS = ("ignored", "not_understood", "nothing_found")


class Missed(NamedTuple):
    """A word that was ignored in a search, one of a message not understood, or a wish that nothing fits."""

    kind: str
    word: str
    example: str


def count(session: Session, missed: Iterable[Missed]) -> None:
    """Count each of them once more, in one statement; the newest example stays."""
    now = clock.now()
    # Sorted, so that two turns that meet here wait for each other in the same order.
    found = {(one.kind, one.word): one._asdict() | {"times": 1, "last_seen_at": now} for one in sorted(missed)}
    if not found:
        return
    new = database.insert_or_change(session, UnknownWord).values(list(found.values()))
    heard_before = {
        "times": col(UnknownWord.times) + 1,
        "example": case((new.excluded.example != "", new.excluded.example), else_=col(UnknownWord.example)),
        "last_seen_at": new.excluded.last_seen_at,
    }
    session.execute(new.on_conflict_do_update(index_elements=["kind", "word"], set_=heard_before))


def most_often(session: Session, kinds: Sequence[str] = KINDS, least: int = 1, most: int = 50) -> Sequence[UnknownWord]:
    """What was counted at least `least` times, the most frequent first."""
    query = select(UnknownWord).where(col(UnknownWord.kind).in_(kinds), UnknownWord.times >= least)
    order = col(UnknownWord.times).desc(), col(UnknownWord.last_seen_at).desc(), UnknownWord.word
    return session.exec(query.order_by(*order).limit(most)).all()
