"""What came too fast (messaging/pace.py) is read when it has been quiet for a moment: the latest of it, in its order."""

import logging

from sqlmodel import Session

import database
from bot import conversation
from messaging import inbox, pace
from messaging.models import InboundMessage
from people import directory

log = logging.getLogger(__name__)


def catch_up(session: Session, sid: str) -> None:
    """The deed of the clock. `sid`: of a message that was held; its person may have become another one's since."""
    person_id = inbox.person_of(session, sid)
    if person_id is None:  # forgotten meanwhile
        return
    person = directory.locked(session, person_id)
    latest = pace.let_go(session, person)
    if latest is None:
        return pace.wait(session, person, sid)
    for row in latest:
        _read(session, row)


def _read(session: Session, row: InboundMessage) -> None:
    """One turn; a fault of ours stays with this message and leaves the others to be read."""
    message = inbox.message_of(row)
    try:
        with session.begin_nested():
            conversation.take_turn(session, message, replay=True)
    except Exception as problem:
        if database.is_passing(problem):
            raise
        log.exception("message %s could not be handled", message.sid)
        row.state, row.error = "failed", f"{type(problem).__name__}: {problem}"
