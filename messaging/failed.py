"""Messages to people that were given up: which they are, and how they are sent again."""

from collections.abc import Iterable, Sequence

from sqlmodel import Session, col, select

import clock
from messaging import outbox
from messaging.models import OutboundMessage
from people.models import Person

DUE, GONE, UNKNOWN = "is sent again", "is about somebody who was forgotten, and dropped", "has not failed"


def every(session: Session) -> Sequence[OutboundMessage]:
    """All of them, oldest first, each with the reason."""
    query = select(OutboundMessage).where(OutboundMessage.state == "failed").order_by(col(OutboundMessage.id))
    return session.exec(query).all()


def resend(session: Session, ids: Iterable[int]) -> dict[int, str]:
    """Makes failed messages due again, in the caller's transaction; what became of each. Each still goes out once: one of
    which it is unclear whether it went out is looked up at Twilio before anything is sent."""
    return {message_id: _resend(session, message_id) for message_id in sorted(set(ids))}


def _resend(session: Session, message_id: int) -> str:
    row = session.get(OutboundMessage, message_id, with_for_update=True)
    if row is None or row.state != "failed":
        return UNKNOWN
    person = session.get_one(Person, row.recipient_id)
    if person.erased_at is not None:
        row.state = "dropped"
        return GONE
    row.state, row.due_at, row.attempts, row.faults = "due", clock.now(), 0, 0
    outbox.wake(session)
    return DUE
