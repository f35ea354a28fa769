"""Messages that came in, each kept once."""

from sqlmodel import Session, col, select

import clock
import database
from messaging.content import IncomingMessage
from messaging.models import InboundMessage
from messaging.twilio.inbound import read_form
from people.models import Person


def record(session: Session, message: IncomingMessage, person: Person, error: str = "") -> bool:
    """Keeps the message; False when it was handled before (Twilio may deliver it twice). With `error` it is kept as
    failed."""
    row = database.insert_or_change(session, InboundMessage).values(
        sid=message.sid,
        person_id=person.id,
        kind=message.kind,
        text=message.text,
        form=message.form,
        received_at=message.received_at or clock.now(),
        state="failed" if error else "handled",
        error=error,
    )
    kept = row.on_conflict_do_nothing(index_elements=["sid"]).returning(InboundMessage.id)
    return session.execute(kept).first() is not None


def open_window(person: Person, message: IncomingMessage) -> None:
    """The person has written: WhatsApp lets us answer freely for 24 hours from now."""
    moment = message.received_at or clock.now()
    person.last_heard_at = max(moment, person.last_heard_at or moment)


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
    return read_form(row.form)


def mark_replayed(session: Session, sid: str) -> None:
    row = session.exec(select(InboundMessage).where(InboundMessage.sid == sid)).one()
    row.state = "replayed"
