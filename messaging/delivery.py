"""The worker's side of the outbox. For one recipient:

1. Find the oldest message that is still to go. Another worker is at it: leave it, per recipient all goes in order.
2. Take it by an UPDATE that still asks for the old state; if no row changed, another worker was quicker.
3. With no transaction open: draw the contact sheet if it is not there yet, look whether an unclear earlier try
   has gone out after all, else hand it to the transport.
4. Write down what came of it: sent, due again later, waiting for the person, or failed for good with its reason.
"""

import logging
import os
import secrets
import socket
from dataclasses import replace
from datetime import timedelta

from flask import current_app
from sqlmodel import Session, col, select, update

import clock
import database
from media import jobs as media_jobs
from media.contact_sheet import Sheet
from messaging.content import Content, Image
from messaging.errors import Later, Refused, TransportError, Unclear, WindowClosed
from messaging.models import OutboundMessage
from people.models import Person

log = logging.getLogger(__name__)
WORKER = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(3)}"
FIRST_RETRY, LONGEST_RETRY = 0.5, 30.0  # seconds


def deliver(recipient_id: int) -> None:
    """Sends what is due for one person, oldest first, until nothing is due or a try has to wait."""
    while (row := _take(recipient_id)) is not None:
        if not _attempt(row):
            return


def _take(recipient_id: int) -> OutboundMessage | None:
    with database.reading() as session:
        row = _oldest_open(session, recipient_id)
        if row is None or row.state == "sending" or row.due_at > clock.now():
            return None
    with database.transaction() as session:
        take = (
            update(OutboundMessage)
            .where(col(OutboundMessage.id) == row.id, col(OutboundMessage.state) == "due")
            .values(
                state="sending",
                taken_by=WORKER,
                attempts=col(OutboundMessage.attempts) + 1,
                tried_at=row.tried_at or clock.now(),
                is_unclear=True,  # a crash from here on leaves open whether it went out
            )
        )
        return row if session.exec(take).rowcount == 1 else None


def _oldest_open(session: Session, recipient_id: int) -> OutboundMessage | None:
    query = (
        select(OutboundMessage)
        .where(col(OutboundMessage.recipient_id) == recipient_id, col(OutboundMessage.state).in_(("due", "sending")))
        .order_by(col(OutboundMessage.id))
        .limit(1)
    )
    return session.exec(query).first()


def _attempt(row: OutboundMessage) -> bool:
    """One try; True when the next message of this person may follow. `row` is as it was before it was taken."""
    with database.reading() as session:
        person = session.get_one(Person, row.recipient_id)
        known = _known_sids(session, row) if row.is_unclear else set()
    try:
        if not person.window_is_open:
            raise WindowClosed("the 24-hour window is closed")
        sid = _send(row, person, known)
    except TransportError as problem:
        return _note_problem(row, problem)
    except Exception as problem:  # our own fault, e.g. a sheet that can't be drawn: never lose the message
        log.exception("message %s could not be sent", row.id)
        return _note_problem(row, Later(f"{type(problem).__name__}: {problem}"[:300]))
    _note_sent(row, sid)
    return True


def _send(row: OutboundMessage, person: Person, known: set[str]) -> str:
    assert row.id is not None
    content = _with_drawn_sheet(Content.from_json(row.content))
    transport = current_app.extensions["transport"]
    if row.is_unclear:
        found = transport.find_sent(person.address, content, row.tried_at or row.created_at, known)
        if found:
            return str(found)
        row.is_unclear = False
    return str(transport.send(person.address, content, row.id))


def _with_drawn_sheet(content: Content) -> Content:
    if content.image is None or content.image.sheet is None:
        return content
    key = media_jobs.ensure_sheet(current_app.extensions["storage"], Sheet.from_json(content.image.sheet))
    return replace(content, image=Image(key))


def _known_sids(session: Session, row: OutboundMessage) -> set[str]:
    query = (
        select(OutboundMessage.sid)
        .where(col(OutboundMessage.recipient_id) == row.recipient_id, col(OutboundMessage.sid).is_not(None))
        .order_by(col(OutboundMessage.id).desc())
        .limit(50)
    )
    return {sid for sid in session.exec(query) if sid}


def _note_sent(row: OutboundMessage, sid: str) -> None:
    with database.transaction() as session:
        mine = session.get_one(OutboundMessage, row.id, with_for_update=True)
        mine.sid, mine.is_unclear, mine.sent_at = sid, False, clock.now()
        if mine.state == "sending":  # a callback may have been quicker and say more
            mine.state = "sent"


def _note_problem(row: OutboundMessage, problem: TransportError) -> bool:
    """Writes the reason down and decides what comes next; True when the next message may be tried at once."""
    with database.transaction() as session:
        mine = session.get_one(OutboundMessage, row.id, with_for_update=True)
        if mine.state != "sending":  # a callback has told meanwhile that it went out
            return True
        apply_problem(mine, problem)
        mine.is_unclear = row.is_unclear or isinstance(problem, Unclear)
        return mine.state in ("failed", "waiting")


def apply_problem(row: OutboundMessage, problem: TransportError) -> None:
    """What a problem means for a message: failed, waiting, or due again after a while that grows to 30 s."""
    row.error_code, row.error_reason = problem.code, problem.reason
    if isinstance(problem, Refused):
        row.state = "failed"
    elif isinstance(problem, WindowClosed):
        row.state = "waiting"
    else:
        row.state = "due"
        row.due_at = clock.now() + timedelta(seconds=retry_delay(row.attempts))
    log.info("message %s: %s (%s), now %s", row.id, problem.reason, problem.code, row.state)


def retry_delay(attempts: int) -> float:
    """Seconds to wait after so many tries: 0.5, 1, 2, 4 … at most 30."""
    return min(LONGEST_RETRY, FIRST_RETRY * 2 ** min(attempts - 1, 10))
