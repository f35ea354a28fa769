"""Delivery states that Twilio tells, repeated and out of order. Source: reference/twilio.md section 4.1."""

from collections.abc import Mapping

from sqlmodel import Session, select

import database
import queueing
from messaging import delivery
from messaging.models import OutboundMessage
from messaging.twilio.error_codes import error_for

RANK = {"due": 0, "sending": 0, "sent": 1, "delivered": 2, "read": 3}
_STATES = {"sent": "sent", "delivered": "delivered", "read": "read", "failed": "failed", "undelivered": "failed"}


def follow(session: Session, form: Mapping[str, str], message_id: int | None) -> None:
    """Moves a message's state along: never backwards. Unknown messages and states are none of our business."""
    row = _find(session, form.get("MessageSid", ""), message_id)
    state = _STATES.get(form.get("MessageStatus", ""))
    if row is None or state is None:
        return
    if state != "failed":
        if RANK[state] > RANK.get(row.state, 9):
            row.state, row.error_code, row.error_reason = state, None, ""
        return
    if row.state in ("sent", "sending"):
        _fail(session, row, int(form["ErrorCode"]) if form.get("ErrorCode", "").isdigit() else None)


def _find(session: Session, sid: str, message_id: int | None) -> OutboundMessage | None:
    row = session.exec(select(OutboundMessage).where(OutboundMessage.sid == sid).with_for_update()).first()
    if row is None and message_id is not None:
        row = session.get(OutboundMessage, message_id, with_for_update=True)
        # A callback may come before the answer to our own call, or instead of it when that was lost.
        if row is None or row.sid is not None or not row.is_unclear or row.failed_sid == sid:
            return None
        row.sid, row.is_unclear = sid, False
        if row.state == "due":
            row.state = "sent"
    return row


def _fail(session: Session, row: OutboundMessage, code: int | None) -> None:
    row.failed_sid, row.sid = row.sid, None
    delivery.apply_problem(row, error_for(code))
    row.is_unclear = False  # Twilio knows that it did not arrive
    recipient = row.recipient_id
    if row.state == "due":
        database.after_commit(session, ("deliver", recipient), lambda: queueing.enqueue(delivery.deliver, recipient))
