"""Pictures that people send: noted with the message, fetched by the worker, kept privately, then the talk goes on.

The row (ReceivedPicture) decides what is still to be done, so a crash at any point loses nothing: the worker's sweep
finds what is due, and a try that died with its worker is repeated. What comes next, when a picture has come or was given
up, is a deed of the clock in the same transaction.
"""

import itertools
import logging
import threading
from collections.abc import Callable, Sequence
from datetime import timedelta

from flask import Flask, current_app
from sqlmodel import Session, col, func, select, update

import clock
import database
import logs
import scheduling
from media import pictures as media_pictures
from media.errors import BadPicture, Missing
from media.renditions import Developed
from messaging import cards, workers
from messaging.content import IncomingMessage
from messaging.errors import FetchProblem
from messaging.fetching import EVERY_TRY, fetch
from messaging.models import ReceivedPicture
from people.models import Person

log = logging.getLogger(__name__)
CARD = "contact"  # the purpose of what is no picture at all, but a contact card (cards.py)
FOLDER = "received"  # of the private pictures
# Why one was given up: the file (what media.errors.BadPicture says), the way here, too many at once, or a fault of ours.
FAULTS_OF_THE_FILE = ("too_many_bytes", "too_many_pixels", "not_a_picture", "heic", "pdf", "locked", "broken")
PROBLEMS = (*FAULTS_OF_THE_FILE, "unreachable", "too_slow", "refused_address", "too_many", "ours")
WAITS = (1, 2, 4, 8, 15, 30, 60)  # seconds between the tries; after the last one it is given up
MOST_TRIES = len(WAITS) + 2  # counted when one begins: a picture that kills its worker each time comes to an end too
LEASE = timedelta(minutes=10)  # longer than a try may take, with all that may stand before it in line
REMOVE_AGAIN = timedelta(minutes=1)
OPEN = ("to_fetch", "to_publish", "to_remove")
MOST_OPEN = 100  # pictures of one person that wait to be fetched; WhatsApp sends at most 30 at once
BURST = timedelta(minutes=5)
AT_ONCE = 500
_in_hand: dict[int, int | None] = {}  # the picture that each thread of this process is at
_served: dict[int, int] = {}  # when this process last took one of each person who waits, counted in pictures
_count = itertools.count()

Continuation = Callable[[Session, ReceivedPicture], None]


def init_app(app: Flask) -> None:
    app.extensions["picture_continuation"] = None
    scheduling.register(app, go_on)


def continue_with(app: Flask, continuation: Continuation) -> None:
    """Have `continuation(session, picture)` called, in a transaction of its own, once for each picture that has come
    (state fetched) or was given up (failed), and again when it has been made goods."""
    app.extensions["picture_continuation"] = continuation


# ---------------------------------------------------------------- for the talk


def note(session: Session, message: IncomingMessage, person: Person) -> ReceivedPicture:
    """Notes the picture of a message, once; the worker fetches it when the transaction is kept."""
    assert person.id is not None
    known = received(session, message.sid)
    if known is not None:  # the message is replayed
        return known
    key = media_pictures.new_private_key(FOLDER)
    picture = ReceivedPicture(
        sid=message.sid, person_id=person.id, url=message.media_url, content_type=message.media_type[:100], key=key
    )
    waiting = select(func.count()).where(ReceivedPicture.person_id == person.id, ReceivedPicture.state == "to_fetch")
    if session.exec(waiting).one() >= MOST_OPEN:
        picture.state, picture.problem = "failed", "too_many"
    session.add(picture)
    session.flush()
    return picture


def received(session: Session, sid: str) -> ReceivedPicture | None:
    """The picture that came with the message `sid`."""
    return session.exec(select(ReceivedPicture).where(ReceivedPicture.sid == sid)).first()


def was_told_of_too_many(session: Session, picture: ReceivedPicture) -> bool:
    """Whether another one of this burst was refused before this one."""
    earlier = select(ReceivedPicture.id).where(
        ReceivedPicture.person_id == picture.person_id,
        ReceivedPicture.problem == "too_many",
        col(ReceivedPicture.received_at) > picture.received_at - BURST,
        col(ReceivedPicture.id) < picture.id,
    )
    return session.exec(earlier).first() is not None


def by_ids(session: Session, picture_ids: Sequence[int]) -> list[ReceivedPicture]:
    """The pictures with these ids, in this order."""
    found = session.exec(select(ReceivedPicture).where(col(ReceivedPicture.id).in_(picture_ids)))
    rows = {picture.id: picture for picture in found}
    return [rows[picture_id] for picture_id in picture_ids if picture_id in rows]


def for_purpose(session: Session, person_id: int | None, purpose: str, limit: int = 30) -> list[ReceivedPicture]:
    """This person's newest pictures that were taken for a purpose, the oldest first."""
    rows = select(ReceivedPicture).where(ReceivedPicture.person_id == person_id, ReceivedPicture.purpose == purpose)
    found = session.exec(rows.order_by(col(ReceivedPicture.id).desc()).limit(limit)).all()
    return list(reversed(found))


def data_of(key: str) -> bytes:
    """The bytes of a picture that was fetched. Raises media.errors.Missing."""
    data: bytes = current_app.extensions["storage"].get(key)
    return data


def make_goods(picture: ReceivedPicture) -> None:
    """Have it made goods (renditions for everybody, under `goods_key`): at once with the fetching where that is still
    to come. Its continuation is called when it is done."""
    if picture.goods_key is None:
        picture.goods_key = media_pictures.new_goods_key()
        if picture.state == "fetched":
            picture.state, picture.due_at, picture.attempts = "to_publish", clock.now(), 0


def read_codes(picture: ReceivedPicture) -> None:
    """Have the QR codes on it read when it is fetched. To be asked in the turn of its message."""
    picture.wants_codes = True


def codes_on(picture: ReceivedPicture) -> list[str]:
    """What the QR codes on it say, where `read_codes` was asked for."""
    return list((picture.codes or {}).get("texts", ()))


# ---------------------------------------------------------------- for the worker


def work_on_next() -> bool:
    """One try at a picture that is to be fetched, or made goods, now; False when there is none. Persons take turns, so
    that one with a hundred keeps nobody else waiting for more than one."""
    with database.reading() as session:
        query = (
            select(ReceivedPicture.person_id, func.min(ReceivedPicture.id))
            .where(col(ReceivedPicture.state).in_(OPEN), col(ReceivedPicture.due_at) <= clock.now())
            .group_by(col(ReceivedPicture.person_id))
            .order_by(func.min(ReceivedPicture.id))
            .limit(AT_ONCE)
        )
        due = dict(session.exec(query).all())
    for person_id in _served.copy().keys() - due.keys():
        _served.pop(person_id, None)
    for person_id in sorted(due, key=lambda person_id: _served.get(person_id, -1)):
        _served[person_id] = next(_count)
        if _work_on(due[person_id]):
            return True
    return False


def _work_on(picture_id: int | None) -> bool:
    """One try at this picture; False when somebody else was quicker."""
    _in_hand[threading.get_ident()] = picture_id
    try:
        row = _take(picture_id)
        if row is None:
            return False
        with logs.about(inbound=row.sid, picture=row.id):
            _attempt(row)
        return True
    finally:
        del _in_hand[threading.get_ident()]


def go_on(session: Session, picture_id: int) -> None:
    """The deed of the clock: what has waited for this picture goes on."""
    continuation: Continuation | None = current_app.extensions["picture_continuation"]
    picture = session.get(ReceivedPicture, picture_id)
    if picture is not None and continuation is not None:
        with logs.about(inbound=picture.sid, picture=picture.id):
            continuation(session, picture)


def recover_orphans(session: Session, is_dead: Callable[[str], bool]) -> None:
    """What nobody is at any more is due again at once: its worker is dead (by its name), or it is our own and was let go
    of because the database went away before the outcome could be written down."""
    query = select(ReceivedPicture).where(col(ReceivedPicture.state).in_(OPEN), ReceivedPicture.taken_by != "")
    for row in session.exec(query.with_for_update(skip_locked=True)).all():
        is_ours = row.taken_by == workers.WORKER
        if row.id not in _in_hand.copy().values() if is_ours else is_dead(row.taken_by):
            row.taken_by, row.due_at = "", clock.now()


def _take(picture_id: int | None) -> ReceivedPicture | None:
    """The row, if nobody else was quicker: it is taken by an UPDATE that still asks whether it is due."""
    now = clock.now()
    with database.transaction() as session:
        take = (
            update(ReceivedPicture)
            .where(
                col(ReceivedPicture.id) == picture_id,
                col(ReceivedPicture.state).in_(OPEN),
                col(ReceivedPicture.due_at) <= now,
            )
            .values(attempts=col(ReceivedPicture.attempts) + 1, due_at=now + LEASE, taken_by=workers.WORKER)
        )
        if session.exec(take).rowcount != 1:
            return None
        return session.get_one(ReceivedPicture, picture_id)


def _attempt(row: ReceivedPicture) -> None:
    storage = current_app.extensions["storage"]
    if row.state == "to_remove":
        return _remove(row)
    if row.attempts > MOST_TRIES:
        return _note(row, None, FetchProblem("broken", "tried too often"))
    try:
        if row.state == "to_publish":
            assert row.goods_key is not None
            media_pictures.make_goods(storage, row.key, row.goods_key)
            return _note(row, None, None)
        data = fetch(row.url, current_app.config["SETTINGS"])
        if row.purpose == CARD:
            return _note_card(row, cards.read(data))
        developed = media_pictures.keep(storage, data, row.key, row.goods_key or "", row.wants_codes)
    except FetchProblem as problem:
        log.info("picture %s: %s", row.id, problem.reason)
        return _note(row, None, problem)
    except BadPicture as problem:
        log.info("picture %s: %s", row.id, problem.code)
        return _note(row, None, FetchProblem(problem.code, problem.code))
    except Missing:
        return _note(row, None, FetchProblem("broken", "lost from storage"))
    except Exception as problem:  # our own fault, or the storage is away
        log.exception("picture %s could not be kept", row.id)
        return _note(row, None, FetchProblem("ours", type(problem).__name__, EVERY_TRY))
    log.info("picture %s has come", row.id)
    _note(row, developed, None)


def _note_card(row: ReceivedPicture, card: cards.Card | None) -> None:
    """Of a card only name and number are kept, and the file is not."""
    if card is None:
        return _note(row, None, FetchProblem("not_a_picture", "no contact card"))
    _note(row, None, None, {"name": card.name, "phone": card.phone})


def _remove(row: ReceivedPicture) -> None:
    """Where the storage is away it is tried again, as often as it takes."""
    try:
        current_app.extensions["storage"].delete(row.key)
    except Exception as problem:
        log.warning("picture %s could not be removed yet (%s)", row.id, type(problem).__name__)
        with database.transaction() as session:
            mine = session.get_one(ReceivedPicture, row.id, with_for_update=True)
            mine.taken_by, mine.due_at = "", clock.now() + REMOVE_AGAIN
        return
    with database.transaction() as session:
        session.delete(session.get_one(ReceivedPicture, row.id, with_for_update=True))


def _note(
    row: ReceivedPicture,
    developed: Developed | None,
    problem: FetchProblem | None,
    facts: dict[str, str] | None = None,
) -> None:
    """Writes down what came of a try, unless a later one has the row in hand meanwhile. `facts`: what was read."""
    with database.transaction() as session:
        mine = session.get_one(ReceivedPicture, row.id, with_for_update=True)
        if (mine.state, mine.attempts) != (row.state, row.attempts):
            return
        mine.taken_by = ""
        if problem is not None and mine.attempts < problem.tries:
            mine.problem = problem.code
            mine.due_at = clock.now() + timedelta(seconds=WAITS[mine.attempts - 1])
            return
        if problem is not None:
            mine.problem, mine.state = problem.code, "failed"
        elif mine.goods_key and not row.goods_key:  # wanted as goods only while it was being fetched
            mine.state, mine.due_at, mine.attempts = "to_publish", clock.now(), 0
        else:
            mine.problem, mine.state = "", "fetched"
        if facts:
            mine.facts = {**mine.facts, **facts}
        if developed is not None:
            looks = developed.looks
            mine.width, mine.height = looks.width, looks.height
            mine.fingerprint, mine.sharpness = looks.fingerprint, looks.sharpness
            mine.codes = None if developed.codes is None else {"texts": developed.codes}
        if mine.state not in OPEN:
            scheduling.arrange(session, go_on, f"{mine.id}:{mine.state}", clock.now(), picture_id=mine.id)
