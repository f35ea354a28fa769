"""What was asked in vain, counted: words that the vocabulary may lack, goods that the market may lack.

It holds words and numbers, not who said them or when each time; what may be counted at all is decided in bot/talk/learning.py.
"""

import hashlib
import hmac
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from flask import current_app
from sqlalchemy import case
from sqlmodel import Session, col, delete, func, select

import clock
import database
from catalog.models import UnknownWord, WordHeard

ENOUGH_PEOPLE = 3
OUR_WORDS = ("nothing_found",)  # kinds that hold ids of the vocabulary, which tell of nobody
KINDS = ("ignored", "not_understood", "nothing_found")


class Missed(NamedTuple):
    """A word that was ignored in a search, one of a message not understood, or a wish that nothing fits."""

    kind: str
    word: str
    example: str


def count(session: Session, missed: Iterable[Missed], person_id: int | None) -> None:
    """Count each of them once more; the newest example stays. Words of people's own are kept only once ENOUGH_PEOPLE have
    said them: what one person or two say may be a name."""
    found = {(one.kind, one.word): one for one in missed}
    own = {key: one for key, one in found.items() if one.kind not in OUR_WORDS}
    kept = _kept(session, own)
    for key in own.keys() - kept:
        if _is_new_to(session, own[key], person_id):
            del found[key]
    _count(session, list(found.values()))


def _kept(session: Session, keys: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    words = sorted({word for _, word in keys})
    if not words:
        return set()
    query = select(UnknownWord.kind, UnknownWord.word).where(col(UnknownWord.word).in_(words))
    return {(kind, word) for kind, word in session.exec(query)}


def _is_new_to(session: Session, one: Missed, person_id: int | None) -> bool:
    """Notes that this person has said it; False when enough people have by now."""
    secret = current_app.config["SETTINGS"].secret_key.encode()
    digest = hmac.new(secret, f"{one.kind}\n{one.word}".encode(), hashlib.sha256).hexdigest()
    heard = {"digest": digest, "person_id": person_id}
    session.execute(database.insert_or_change(session, WordHeard).values(heard).on_conflict_do_nothing())
    people = select(func.count(col(WordHeard.person_id))).where(WordHeard.digest == digest)
    if session.exec(people).one() < ENOUGH_PEOPLE:
        return True
    session.exec(delete(WordHeard).where(col(WordHeard.digest) == digest))
    return False


def _count(session: Session, missed: Iterable[Missed]) -> None:
    now = clock.now()
    # Sorted, so that two turns that meet here wait for each other in the same order.
    found = [one._asdict() | {"times": _first(one), "last_seen_at": now} for one in sorted(missed)]
    if not found:
        return
    new = database.insert_or_change(session, UnknownWord).values(found)
    heard_before = {
        "times": col(UnknownWord.times) + 1,
        "example": case((new.excluded.example != "", new.excluded.example), else_=col(UnknownWord.example)),
        "last_seen_at": new.excluded.last_seen_at,
    }
    session.execute(new.on_conflict_do_update(index_elements=["kind", "word"], set_=heard_before))


def _first(one: Missed) -> int:
    return 1 if one.kind in OUR_WORDS else ENOUGH_PEOPLE


def most_often(session: Session, kinds: Sequence[str] = KINDS, least: int = 1, most: int = 50) -> Sequence[UnknownWord]:
    """What was counted at least `least` times, the most frequent first."""
    there = UnknownWord.times >= least, col(UnknownWord.ignored_at).is_(None)
    query = select(UnknownWord).where(col(UnknownWord.kind).in_(kinds), *there)
    order = col(UnknownWord.times).desc(), col(UnknownWord.last_seen_at).desc(), UnknownWord.word
    return session.exec(query.order_by(*order).limit(most)).all()


def ignore(session: Session, kind: str, word: str) -> bool:
    """Nothing is to be done about this word; it goes on being counted. False when it is not known."""
    found = session.get(UnknownWord, (kind, word))
    if found is None:
        return False
    found.ignored_at = clock.now()
    return True
