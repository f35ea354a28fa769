"""Writes messages into the outbox, within the transaction of whoever has something to say."""

from typing import Any

from sqlmodel import Session, col, select, update

import clock
import database
import queueing
from messaging import delivery
from messaging.content import Content
from messaging.models import OutboundMessage
from people.models import Person


def reply(session: Session, person: Person, content: Content, about: dict[str, Any] | None = None) -> OutboundMessage:
    """Answers the person who has just written."""
    return _post(session, person, content, "reply", about)


def notice(session: Session, person: Person, content: Content, about: dict[str, Any] | None = None) -> OutboundMessage:
    """Tells a person something unasked. With a closed 24-hour window it waits for that person's next message."""
    return _post(session, person, content, "notice", about)


def release_waiting(session: Session, person: Person) -> None:
    """The person has written: what has waited for an open window goes out now, before the answer."""
    waiting = (
        update(OutboundMessage)
        .where(col(OutboundMessage.recipient_id) == person.id, col(OutboundMessage.state) == "waiting")
        .values(state="due", due_at=clock.now())
    )
    if session.exec(waiting).rowcount:
        _wake(session, person)


def quoted(session: Session, person: Person, sid: str) -> OutboundMessage | None:
    """Our message to this person that has Twilio's `sid`; None for anybody else's."""
    query = select(OutboundMessage).where(OutboundMessage.sid == sid, OutboundMessage.recipient_id == person.id)
    return session.exec(query).first() if sid else None


def _post(
    session: Session, person: Person, content: Content, kind: str, about: dict[str, Any] | None
) -> OutboundMessage:
    assert person.id is not None
    state = "due" if person.window_is_open else "waiting"
    row = OutboundMessage(recipient_id=person.id, kind=kind, content=content.to_json(), about=about or {}, state=state)
    session.add(row)
    if state == "due":
        _wake(session, person)
    return row


def _wake(session: Session, person: Person) -> None:
    database.after_commit(session, ("deliver", person.id), lambda: queueing.enqueue(delivery.deliver, person.id))
