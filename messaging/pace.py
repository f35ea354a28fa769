"""How fast one person may be answered: each answer is billed, and six hundred messages in twenty seconds are no talk.

A bucket a person (GCRA, as in rate limiters: one moment says how full it is), in the person's row, which every turn has
locked anyway. Only answers fill it: an album of a hundred photos, answered once, is one. A shop has at most three numbers
(catalog/shop_numbers.py), each with a bucket of its own. What comes while it is full is kept unread (state "held"), said
once; when it has been quiet for a moment the latest of it is read (bot/held_messages.py).
"""

from collections.abc import Sequence
from datetime import timedelta

from flask import current_app
from sqlmodel import Session, col, select, update

import clock
import scheduling
from messaging import inbox
from messaging.content import IncomingMessage
from messaging.models import InboundMessage
from messaging.outbox import Told
from people.models import Person
from settings import Settings

CATCH_UP = "held messages"  # the deed of the clock that reads what was held
LEAST_PAUSE = timedelta(seconds=20)
QUIET = timedelta(seconds=5)  # without another message, after which what was held is read
PATIENCE = timedelta(minutes=5)  # of a worker that is away; then the next message is read as it comes
LATEST = 5  # held messages that are read; the person was told to send again what else is missing
LOOKED_AT = 50
AGAIN_WITHIN = timedelta(seconds=10)
SEEN_AFTER = timedelta(seconds=2)  # an answer that was sent
WORDS = ("text", "button", "list_item")


def count_answers(person: Person, number: int) -> None:
    """So many messages are billed now; -1: one that was counted is not."""
    person.paced_until = max(person.paced_until or clock.now(), clock.now()) + number * _interval()


def holds(person: Person) -> bool:
    """Whether what this person writes now is kept for later."""
    now = clock.now()
    if person.held_until is not None and now < person.held_until + PATIENCE:
        return True
    settings: Settings = current_app.config["SETTINGS"]
    full = (settings.answers_at_once - 1) * _interval()
    return person.paced_until is not None and person.paced_until - now > full


def hold(session: Session, person: Person, message: IncomingMessage) -> bool:
    """Keeps a message for later; True for the first one, when it is to be said."""
    row = inbox.row_of(message, person)
    row.state = "held"
    session.add(row)
    is_first = person.held_until is None
    if is_first or not _is_awaited(person):
        wait(session, person, message.sid)
    return is_first


def wait(session: Session, person: Person, sid: str) -> None:
    """Have what is held read a little later; `sid`: of one of them, which names the person even when two become one."""
    person.held_until = clock.now() + max(LEAST_PAUSE, LATEST * _interval())  # until there is room for them
    scheduling.arrange(session, CATCH_UP, sid, person.held_until, sid=sid)


def let_go(session: Session, person: Person) -> list[InboundMessage] | None:
    """The latest of what was held, the oldest first, the same words once; all else that was held is skipped. None while
    more is still coming in."""
    held = select(InboundMessage).where(InboundMessage.person_id == person.id, InboundMessage.state == "held")
    rows = session.exec(held.order_by(col(InboundMessage.id).desc()).limit(LOOKED_AT)).all()
    if rows and rows[0].received_at > clock.now() - QUIET:
        return None
    person.held_until = None
    latest = list({_said(row): row for row in reversed(rows)}.values())
    latest = sorted(latest, key=lambda row: row.id or 0)[-LATEST:]
    skipped = update(InboundMessage).where(
        col(InboundMessage.person_id) == person.id,
        col(InboundMessage.state) == "held",
        col(InboundMessage.id).not_in([row.id for row in latest]),
    )
    session.exec(skipped.values(state="skipped"))
    return latest


def is_repeated(session: Session, person: Person, message: IncomingMessage, told: Told) -> bool:
    """Whether this says again what was just said, before its answer can have been seen: a weak line, an impatient thumb."""
    answer, now = told.last_answer, clock.now()
    if answer is None or message.kind not in WORDS or message.media_url or answer.created_at < now - AGAIN_WITHIN:
        return False
    is_fresh = answer.state == "sent" and answer.sent_at is not None and answer.sent_at > now - SEEN_AFTER
    if answer.state not in ("due", "sending") and not is_fresh:
        return False
    rows = select(InboundMessage).where(InboundMessage.person_id == person.id).order_by(col(InboundMessage.id).desc())
    before = session.exec(rows.limit(1)).first()
    return (
        before is not None
        and before.received_at > now - AGAIN_WITHIN
        and _said(before) == _said(inbox.row_of(message, person))
    )


def _said(row: InboundMessage) -> Sequence[str]:
    """What makes two messages the same."""
    parts = ("ButtonPayload", "ListId", "OriginalRepliedMessageSid", "MediaUrl0", "Latitude", "Longitude")
    return (row.kind, " ".join(row.text.casefold().split()), *(str(row.form.get(part, "")) for part in parts))


def _is_awaited(person: Person) -> bool:
    return person.held_until is not None and clock.now() < person.held_until + PATIENCE


def _interval() -> timedelta:
    settings: Settings = current_app.config["SETTINGS"]
    return timedelta(minutes=1) / settings.answers_a_minute
