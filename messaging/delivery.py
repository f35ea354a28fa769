"""The worker's side of the outbox: what is taken, what is tried, what is written down. For one recipient:

1. Take the oldest message that is still to go, if it is due and none is being sent: per recipient all goes in order. It is
   taken by an UPDATE that still asks for the old state; many people's messages at once, in one transaction.
2. With no transaction open: draw the picture if it is not there yet, look whether an unclear earlier try has gone out
   after all, else hand the message to the transport.
3. Write down what came of it, again of many at once: sent, due again later, waiting for the person, or given up
   (outcome.py). One that has come to nothing meanwhile is dropped.

post_office.py goes round in this circle.
"""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, cast

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import CursorResult, bindparam, case
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, or_, select, update

import clock
import database
import logs
from database import UtcDateTime
from media import jobs as media_jobs
from media.private import is_private, private_path
from messaging import staleness, workers
from messaging.content import Content, Image
from messaging.errors import OurFault, TransportError, Unclear, WindowClosed
from messaging.models import OutboundMessage
from messaging.outcome import FAULTS_WITH_PICTURE, apply_problem
from people.models import Person, is_within_window

log = logging.getLogger(__name__)
NOT_YET_SENT = ("due", "sending")
KNOWN_BEFORE = 50  # messages to one person
_in_hand: set[int] = set()  # what this process has taken and not written down yet

_Earlier = aliased(OutboundMessage)
_IS_DUE = (col(OutboundMessage.state) == "due", col(OutboundMessage.due_at) <= bindparam("now", type_=UtcDateTime))
_IS_BLOCKED = (
    select(_Earlier.id)
    .where(
        col(_Earlier.recipient_id) == OutboundMessage.recipient_id,
        col(_Earlier.state).in_(NOT_YET_SENT),
        (col(_Earlier.id) < OutboundMessage.id) | (col(_Earlier.state) == "sending"),
    )
    .exists()
)
# Built once: the worker asks several times a second.
_ANY_DUE = select(OutboundMessage.id).where(*_IS_DUE).limit(1)
_NEXT = (
    select(  # type: ignore[call-overload]
        OutboundMessage.id,
        OutboundMessage.recipient_id,
        OutboundMessage.kind,
        OutboundMessage.cause,
        OutboundMessage.content,
        OutboundMessage.only_while,
        OutboundMessage.faults,
        OutboundMessage.error_reason,
        OutboundMessage.is_unclear,
        OutboundMessage.tried_at,
        OutboundMessage.created_at,
        Person.address,
        Person.language,
        Person.last_heard_at,
    )
    .join(Person, col(Person.id) == OutboundMessage.recipient_id)
    .where(*_IS_DUE, ~_IS_BLOCKED)
    .order_by(col(OutboundMessage.due_at))
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True, of=OutboundMessage)
)
_TAKE = (
    update(OutboundMessage)
    .where(col(OutboundMessage.id).in_(bindparam("ids", expanding=True)), col(OutboundMessage.state) == "due")
    .values(
        state="sending",
        taken_by=bindparam("worker"),
        attempts=col(OutboundMessage.attempts) + 1,
        tried_at=case(
            (col(OutboundMessage.tried_at).is_(None), bindparam("now", type_=UtcDateTime)),
            else_=col(OutboundMessage.tried_at),
        ),
        is_unclear=True,  # a crash from here on leaves open whether it went out
    )
    .execution_options(synchronize_session=False)
)
_table: Any = OutboundMessage.__table__  # type: ignore[attr-defined]
_SENT = (
    _table.update()
    .where(
        _table.c.id == bindparam("message"),
        # A callback was quicker: it has failed already, and what comes next is decided.
        or_(_table.c.failed_sid.is_(None), _table.c.failed_sid != bindparam("its_sid")),
    )
    .values(
        sid=bindparam("its_sid"),
        is_unclear=False,
        sent_at=bindparam("now"),
        # Else a callback was quicker and said more.
        state=case((_table.c.state.in_(NOT_YET_SENT), "sent"), else_=_table.c.state),
    )
)


@dataclass(frozen=True)
class Taken:
    """A message as it was before it was taken, and of its person what a try needs."""

    id: int
    recipient_id: int
    kind: str
    cause: str
    content: dict[str, Any]
    only_while: dict[str, Any]
    faults: int
    error_reason: str
    is_unclear: bool
    tried_at: datetime | None
    created_at: datetime
    address: str
    language: str
    last_heard_at: datetime | None


@dataclass(frozen=True)
class Outcome:
    """What came of a try: the transport's `sid`, or a `problem`, or neither: it has come to nothing and is dropped.
    `is_unclear`: it may have gone out. `content`: what was sent in place of what was wanted."""

    message_id: int
    sid: str | None = None
    problem: TransportError | None = None
    is_unclear: bool = False
    content: dict[str, Any] | None = None


def is_any_due() -> bool:
    """Whether a message is due now; one that has to wait for an earlier one counts too."""
    with database.reading() as session:
        return session.execute(_ANY_DUE, {"now": clock.now()}).first() is not None


def take(session: Session, most: int) -> list[Taken]:
    """Takes what is due now in the caller's transaction, one message a person; it is in hand until `let_go`."""
    now = clock.now()
    taken = [Taken(*row) for row in session.execute(_NEXT, {"now": now, "most": most})]
    ids = [one.id for one in taken]
    if ids:
        _in_hand.update(ids)  # before anybody can see that it is taken
        try:
            values = {"ids": ids, "worker": workers.WORKER, "now": now}
            taking = cast(CursorResult[Any], session.execute(_TAKE, values))
            assert taking.rowcount == len(ids), "somebody else has taken what was locked"
        except BaseException:
            let_go(ids)
            raise
    return taken


def let_go(ids: Iterable[int]) -> None:
    """They are not in hand any more: what is still "sending" in our name will be due again."""
    _in_hand.difference_update(ids)


def is_in_hand(message_id: int | None) -> bool:
    """True while this process is sending the message, or has yet to write down what came of it. One that is "sending" in
    our name and not in hand was let go of."""
    return message_id in _in_hand


def attempt(row: Taken) -> Outcome:
    """One try, with no transaction open. Raises only when the database is away."""
    with logs.about(inbound=row.cause, outbound=row.id):
        outcome = _attempt(row)
        if outcome.sid:
            log.info("message %s went out as %s", row.id, outcome.sid)
        return outcome


def _attempt(row: Taken) -> Outcome:
    try:
        if _has_come_to_nothing(row):
            return Outcome(row.id)
        if row.kind != "knock" and not is_within_window(row.last_heard_at):
            raise WindowClosed("the 24-hour window is closed")
        stored = _without_picture(row) if row.faults >= FAULTS_WITH_PICTURE and row.content.get("image") else None
        content = _with_drawing(Content.from_json(stored or row.content))
    except TransportError as problem:
        return Outcome(row.id, problem=problem, is_unclear=row.is_unclear)
    except Exception as problem:
        return _our_fault(row, problem, row.is_unclear)
    return _send(row, content, stored)


def _send(row: Taken, content: Content, stored: dict[str, Any] | None) -> Outcome:
    transport, is_unclear = current_app.extensions["transport"], row.is_unclear
    try:
        sid = None
        if is_unclear:
            sid = transport.find_sent(row.address, content, _first_try(row), _known_sids(row))
            is_unclear = False
        if not sid:
            knock = row.content.get("knock")
            if knock:
                sid = transport.send_knock(row.address, knock["sid"], tuple(knock["values"]), row.id)
            else:
                sid = transport.send(row.address, content, row.id)
    except TransportError as problem:
        return Outcome(row.id, None, problem, is_unclear or isinstance(problem, Unclear), stored)
    except Exception as problem:
        return _our_fault(row, problem, is_unclear)
    return Outcome(row.id, str(sid), content=stored)


def _our_fault(row: Taken, problem: Exception, is_unclear: bool) -> Outcome:
    if database.is_passing(problem):
        raise problem
    log.error("message %s could not be sent", row.id, exc_info=problem)
    return Outcome(row.id, None, OurFault(f"{type(problem).__name__}: {problem}"[:300]), is_unclear)


def _has_come_to_nothing(row: Taken) -> bool:
    """The person has come without the knock, or there is nothing to tell any more; nothing of it has gone out."""
    if row.kind == "knock" and is_within_window(row.last_heard_at):
        return True
    if row.is_unclear or not row.only_while:
        return False
    with database.reading() as session:
        return staleness.is_stale(session, row.only_while)


def _without_picture(row: Taken) -> dict[str, Any]:
    """What could not be sent with its picture goes without: the words are what somebody waits for."""
    content = Content.from_json(row.content)
    with force_locale(row.language):
        words = content.text + "\n\n" + _("(Gambarnya belum bisa kami kirim.)")
    log.error("message %s goes without its picture (%s)", row.id, row.error_reason)
    return replace(content, image=None).with_text(words).to_json()


def _first_try(row: Taken) -> datetime:
    """When it may have gone out at the earliest. A time that lies ahead was written before the clock was stepped back."""
    moment = row.tried_at or row.created_at
    return moment if moment <= clock.now() else clock.now() - timedelta(days=1)


def _with_drawing(content: Content) -> Content:
    """The same with the picture drawn where it is not there yet, and an address that opens where it is a private one."""
    if content.image is None:
        return content
    key = content.image.key
    if content.image.sheet is not None:
        wanted = media_jobs.completed(media_jobs.drawing(content.image.sheet))
        key = media_jobs.ensure_drawn(current_app.extensions["storage"], wanted)
    if is_private(key):
        key = private_path(key, current_app.config["SETTINGS"].secret_key).removeprefix("/media/")
    return replace(content, image=Image(key))


def _known_sids(row: Taken) -> set[str]:
    """The sids of this person's messages from about that time on: none of them can be this one's."""
    of_person = col(OutboundMessage.recipient_id) == row.recipient_id
    before = select(OutboundMessage.id).where(of_person, col(OutboundMessage.id) < row.id)
    before = before.order_by(col(OutboundMessage.id).desc()).limit(KNOWN_BEFORE)
    is_near = or_(col(OutboundMessage.id) >= row.id, col(OutboundMessage.id).in_(before))
    query = select(OutboundMessage.sid, OutboundMessage.failed_sid).where(of_person, is_near)
    with database.reading() as session:
        return {sid for sids in session.exec(query) for sid in sids if sid}


def note(session: Session, outcomes: Sequence[Outcome]) -> None:
    """Writes down what came of these tries, in the caller's transaction."""
    now = clock.now()
    sent = [one for one in outcomes if one.sid and one.content is None]
    if sent:
        values = [{"message": one.message_id, "its_sid": one.sid, "now": now} for one in sent]
        session.connection().execute(_SENT, values)
    for one in outcomes:
        if one not in sent:
            _note_one(session, one)


def _note_one(session: Session, outcome: Outcome) -> None:
    row = session.get_one(OutboundMessage, outcome.message_id, with_for_update=True)
    if outcome.content is not None:
        row.content = outcome.content
    if outcome.sid:
        session.flush()
        values = {"message": outcome.message_id, "its_sid": outcome.sid, "now": clock.now()}
        session.connection().execute(_SENT, values)
    elif (row.state, row.taken_by) != ("sending", workers.WORKER):
        return  # a callback has told meanwhile that it went out, or it was taken for an orphan
    elif outcome.problem is None:
        staleness.drop(session, row)
    else:
        apply_problem(row, outcome.problem)
        row.is_unclear = outcome.is_unclear
