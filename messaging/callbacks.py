"""Delivery states that Twilio tells, repeated and out of order. Source: reference/twilio.md section 4.1."""

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import current_app
from sqlalchemy import bindparam
from sqlmodel import Session, select

import database
import logs
from messaging import post_office
from messaging.errors import TransportError
from messaging.models import OutboundMessage
from messaging.outcome import apply_problem
from messaging.twilio.error_codes import error_for
from messaging.twilio.inbound import SID, Malformed

log = logging.getLogger(__name__)
RANK = {"due": 0, "sending": 0, "sent": 1, "delivered": 2, "read": 3}
_table: Any = OutboundMessage.__table__  # type: ignore[attr-defined]
_KNOWN = (
    _table.select()
    .with_only_columns(_table.c.id)
    .where(_table.c.sid == bindparam("its_sid"), _table.c.state.in_(("sent", "delivered", "read")))
)
_FORWARD = {
    state: _table.update()
    .where(_table.c.sid == bindparam("its_sid"), _table.c.state.in_([low for low in RANK if RANK[low] < rank]))
    .values(state=state, error_code=None, error_reason="")
    .returning(_table.c.id, _table.c.cause)
    for state, rank in RANK.items()
    if rank > 0
}
_STATES = {"sent": "sent", "delivered": "delivered", "read": "read", "failed": "failed", "undelivered": "failed"}


@dataclass(frozen=True)
class Told:
    """What a callback says. `state`: as in the outbox, None for one that is none of our business."""

    sid: str
    state: str | None
    error_code: int | None
    message_id: int | None  # the outbox row, from the callback's own address


def read_form(form: Mapping[str, str], query: Mapping[str, str]) -> Told:
    """What stands in a form whose signature was checked. Raises Malformed."""
    sid = form.get("MessageSid", "")
    if not SID.fullmatch(sid):
        raise Malformed("MessageSid is missing or none")
    state = _STATES.get(form.get("MessageStatus", ""))
    return Told(sid, state, _number(form.get("ErrorCode", "")), _number(query.get("message", "")))


def ask(message_id: int) -> None:
    """Asks the transport about a message of which no callback has told: it may have come while our web was down."""
    with database.reading() as session:
        row = session.get(OutboundMessage, message_id)
    if row is None or row.state != "sent" or row.sid is None:
        return
    try:
        state, error_code = current_app.extensions["transport"].state_of(row.sid)
    except TransportError as problem:
        log.info("message %s: %s", message_id, problem.reason)
        return
    with database.transaction() as session:
        follow(session, Told(row.sid, _STATES.get(state), error_code, message_id))


def keep(told: Told) -> None:
    """Follows what was told, and returns when that is kept. What tells nothing new writes nothing: "sent" as a rule, which
    the answer to our own call has said already."""
    if told.state is None or (told.state == "sent" and _is_known(told)):
        return
    database.together(lambda session: follow(session, told))


def _is_known(told: Told) -> bool:
    with database.reading() as session:
        return session.execute(_KNOWN, {"its_sid": told.sid}).first() is not None


def follow(session: Session, told: Told) -> None:
    """Moves a message's state along: never backwards. Unknown messages and states are none of our business."""
    if told.state is None or (told.state in _FORWARD and _forward(session, told)):
        return
    row = _find(session, told)
    if row is None:
        return
    _note(row.id, row.cause, told)
    with logs.about(inbound=row.cause, outbound=row.id):
        _move(session, row, told)


def _note(message_id: int | None, cause: str | None, told: Told) -> None:
    with logs.about(inbound=cause, outbound=message_id):
        log.info("message %s: Twilio tells %s", message_id, told.state)


def _move(session: Session, row: OutboundMessage, told: Told) -> None:
    assert told.state is not None
    if told.state != "failed":
        if RANK[told.state] > RANK.get(row.state, 9):
            row.state, row.error_code, row.error_reason = told.state, None, ""
        return
    if row.state in ("sent", "sending"):
        _fail(session, row, told.error_code)


def _forward(session: Session, told: Told) -> bool:
    """The usual way, in one statement; False when that moves nothing."""
    moved = session.connection().execute(_FORWARD[told.state or ""], {"its_sid": told.sid}).first()
    if moved is not None:
        _note(moved.id, moved.cause, told)
    return moved is not None


def _find(session: Session, told: Told) -> OutboundMessage | None:
    row = session.exec(select(OutboundMessage).where(OutboundMessage.sid == told.sid).with_for_update()).first()
    if row is None and told.message_id is not None:
        row = session.get(OutboundMessage, told.message_id, with_for_update=True)
        if row is not None and row.sid == told.sid:  # written down while we waited for the lock
            return row
        # A callback may come before the answer to our own call, or instead of it when that was lost.
        if row is None or row.sid is not None or not row.is_unclear or row.failed_sid == told.sid:
            return None
        row.sid, row.is_unclear = told.sid, False
        if row.state in ("due", "failed"):  # it did go out
            row.state = "sent"
    return row


def _fail(session: Session, row: OutboundMessage, code: int | None) -> None:
    row.failed_sid, row.sid = row.sid, None
    apply_problem(row, error_for(code))
    row.is_unclear = False  # Twilio knows that it did not arrive
    if row.state == "due":
        database.after_commit(session, post_office.wake, post_office.wake)


def _number(text: str) -> int | None:
    """A number that a column can hold."""
    return int(text) if re.fullmatch("[0-9]{1,9}", text) else None
