"""Messages that came in, each kept once."""

from sqlalchemy import ColumnElement, exists
from sqlmodel import Session, col, select

import clock
from messaging.content import IncomingMessage
from messaging.models import InboundMessage
from messaging.twilio.inbound import read_form
from people.models import Person


def is_known(sid: str) -> ColumnElement[bool]:
    """Whether this MessageSid was handled before (Twilio may deliver a message twice). The person's row is locked, so of
    two deliveries at the same moment the second one sees the first."""
    return exists().where(col(InboundMessage.sid) == sid)


def row_of(message: IncomingMessage, person: Person) -> InboundMessage:
    """The row of a message that is handled now, to be added when it is known how it was read."""
    assert person.id is not None
    return InboundMessage(
        sid=message.sid,
        person_id=person.id,
        kind=message.kind,
        text=message.text,
        form=message.form,
        received_at=message.received_at or clock.now(),
    )


def record(session: Session, message: IncomingMessage, person: Person, error: str = "") -> bool:
    """Keeps the message, with `error` as failed; False when it was handled before."""
    if session.exec(select(is_known(message.sid))).one():
        return False
    row = row_of(message, person)
    row.state, row.error = "failed" if error else "handled", error
    session.add(row)
    return True


def open_window(person: Person, message: IncomingMessage) -> None:
    """The person has written: WhatsApp lets us answer freely for 24 hours from now."""
    moment = message.received_at or clock.now()
    person.last_heard_at = max(moment, person.last_heard_at or moment)


def person_of(session: Session, sid: str) -> int | None:
    """Whose message this is; None when it is kept no longer."""
    return session.exec(select(InboundMessage.person_id).where(InboundMessage.sid == sid)).first()


def failed_sids(session: Session) -> list[str]:
    """Messages kept as failed, oldest first."""
    query = select(InboundMessage.sid).where(InboundMessage.state == "failed").order_by(col(InboundMessage.id))
    return list(session.exec(query).all())


def failed_message(session: Session, sid: str) -> IncomingMessage:
    """A failed message as it came. Raises LookupError when there is none with this sid."""
    query = select(InboundMessage).where(InboundMessage.sid == sid, InboundMessage.state == "failed")
    row = session.exec(query).first()
    if row is None:
        raise LookupError(f"no failed message {sid}")
    return message_of(row)


def message_of(row: InboundMessage) -> IncomingMessage:
    """The message as it came."""
    return read_form(row.form)


def take_again(session: Session, sid: str) -> InboundMessage:
    """The row of a failed message that is handled now."""
    row = session.exec(select(InboundMessage).where(InboundMessage.sid == sid)).one()
    row.state = "replayed"
    return row
