"""The worker's side of the outbox. For one recipient:

1. Find the oldest message that is still to go. Another worker is at it: leave it, per recipient all goes in order.
2. Take it by an UPDATE that still asks for the old state; if no row changed, another worker was quicker.
3. With no transaction open: draw the picture if it is not there yet, look whether an unclear earlier try
   has gone out after all, else hand it to the transport.
4. Write down what came of it: sent, due again later, waiting for the person, or failed for good with its reason.

No message holds up the next ones for ever. What may be its own fault is counted: after some such tries it goes without
its picture, and at last it is given up, told in the log and in /healthz, and kept for `flask messages resend`. What is the
account's fault waits until that is mended, or the person's 24 hours are over.
"""

import logging
import threading
from dataclasses import replace
from datetime import datetime, timedelta

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlmodel import Session, col, or_, select, update

import clock
import database
import logs
import queueing
from media import jobs as media_jobs
from media.private import is_private, private_path
from messaging import staleness, workers
from messaging.content import Content, Image
from messaging.errors import (
    AccountFault,
    Again,
    OurFault,
    Puzzling,
    Refused,
    TransportError,
    Unclear,
    WindowClosed,
)
from messaging.models import OutboundMessage
from people.models import Person

log = logging.getLogger(__name__)
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 300.0  # seconds between two tries
LONGEST_USUAL_PAUSE = 30.0  # where the cause passes by itself
FAULTS = (Again, Unclear, Puzzling)  # may be the message's own
FAULTS_WITH_PICTURE = 5  # a quarter of a minute
MOST_FAULTS = 7  # half a minute, where nothing but the message can be the cause
LONGEST_DOUBT = timedelta(hours=2)  # where it may as well be Twilio, or our account there
_alarm = logs.OneLineAWhile(60.0)
_in_hand: dict[int, int | None] = {}  # the message that each thread of this process is sending


def deliver(recipient_id: int) -> None:
    """Sends the oldest message that is due for one person. The next one stands at the end of the queue again, so that
    somebody with many messages keeps nobody else waiting."""
    row = _oldest_due(recipient_id)
    if row is None:
        return
    _in_hand[threading.get_ident()] = row.id
    try:
        may_go_on = _take(row) and _attempt(row)
    finally:
        del _in_hand[threading.get_ident()]
    if may_go_on and _oldest_due(recipient_id):
        queueing.enqueue(deliver, recipient_id)


def is_in_hand(message_id: int | None) -> bool:
    """True while a thread of this process is sending the message. One that is "sending" in our name and not in hand
    was let go of: the database went away before the outcome could be written down."""
    return message_id in _in_hand.copy().values()


def _oldest_due(recipient_id: int) -> OutboundMessage | None:
    with database.reading() as session:
        row = _oldest_open(session, recipient_id)
    return None if row is None or row.state == "sending" or row.due_at > clock.now() else row


def _take(row: OutboundMessage) -> bool:
    with database.transaction() as session:
        take = (
            update(OutboundMessage)
            .where(col(OutboundMessage.id) == row.id, col(OutboundMessage.state) == "due")
            .values(
                state="sending",
                taken_by=workers.WORKER,
                attempts=col(OutboundMessage.attempts) + 1,
                tried_at=row.tried_at or clock.now(),
                is_unclear=True,  # a crash from here on leaves open whether it went out
            )
        )
        return session.exec(take).rowcount == 1


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
        is_stale = not row.is_unclear and staleness.is_stale(session, row)
    try:
        if is_stale:
            return _drop(row)
        if row.kind == "knock" and person.window_is_open:
            return _drop(row)
        if row.kind != "knock" and not person.window_is_open:
            raise WindowClosed("the 24-hour window is closed")
        if row.faults >= FAULTS_WITH_PICTURE and row.content.get("image"):
            _drop_picture(row, person)
        sid = _send(row, person, known)
    except TransportError as problem:
        return _note_problem(row, problem)
    except Exception as problem:  # our own fault, e.g. a picture that can't be drawn: never lose the message
        if database.is_passing(problem):
            raise  # it stays in our name and out of our hand: the sweep makes it due again
        log.exception("message %s could not be sent", row.id)
        return _note_problem(row, OurFault(f"{type(problem).__name__}: {problem}"[:300]))
    _note_sent(row, sid)
    return True


def _drop_picture(row: OutboundMessage, person: Person) -> None:
    """What could not be sent with its picture goes without: the words are what somebody waits for."""
    content = Content.from_json(row.content)
    with force_locale(person.language):
        words = content.text + "\n\n" + _("(Gambarnya belum bisa kami kirim.)")
    row.content = replace(content, image=None).with_text(words).to_json()
    log.error("message %s goes without its picture (%s)", row.id, row.error_reason)
    with database.transaction() as session:
        session.get_one(OutboundMessage, row.id, with_for_update=True).content = row.content


def _send(row: OutboundMessage, person: Person, known: set[str]) -> str:
    assert row.id is not None
    content = _with_drawing(Content.from_json(row.content))
    transport = current_app.extensions["transport"]
    if row.is_unclear:
        found = transport.find_sent(person.address, content, _first_try(row), known)
        if found:
            return str(found)
        row.is_unclear = False
    knock = row.content.get("knock")
    if knock:
        return str(transport.send_knock(person.address, knock["sid"], tuple(knock["values"]), row.id))
    return str(transport.send(person.address, content, row.id))


def _first_try(row: OutboundMessage) -> datetime:
    """When it may have gone out at the earliest. A time that lies ahead was written before the clock was stepped back."""
    moment = row.tried_at or row.created_at
    return moment if moment <= clock.now() else clock.now() - timedelta(days=1)


def _drop(row: OutboundMessage) -> bool:
    """The person has come without the knock, or there is nothing to tell any more."""
    with database.transaction() as session:
        staleness.drop(session, session.get_one(OutboundMessage, row.id, with_for_update=True))
    return True


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


def _known_sids(session: Session, row: OutboundMessage) -> set[str]:
    """The sids of this person's messages from about that time on: none of them can be this one's."""
    of_person = col(OutboundMessage.recipient_id) == row.recipient_id
    before = select(OutboundMessage.id).where(of_person, col(OutboundMessage.id) < row.id)
    before = before.order_by(col(OutboundMessage.id).desc()).limit(50)
    is_near = or_(col(OutboundMessage.id) >= row.id, col(OutboundMessage.id).in_(before))
    query = select(OutboundMessage.sid, OutboundMessage.failed_sid).where(of_person, is_near)
    return {sid for sids in session.exec(query) for sid in sids if sid}


def _note_sent(row: OutboundMessage, sid: str) -> None:
    with database.transaction() as session:
        mine = session.get_one(OutboundMessage, row.id, with_for_update=True)
        if mine.failed_sid == sid:  # a callback was quicker: it has failed already, and what comes next is decided
            return
        mine.sid, mine.is_unclear, mine.sent_at = sid, False, clock.now()
        if mine.state in ("sending", "due"):  # else a callback was quicker and said more
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
    """What a problem means for a message: failed, waiting, or due again after a while that grows."""
    row.error_code, row.error_reason = problem.code, problem.reason
    row.faults += isinstance(problem, FAULTS)
    if _is_final(row, problem):
        row.state = "failed"
        log.error("message %s was given up: %s (%s)", row.id, problem.reason, problem.code)
        return
    if isinstance(problem, WindowClosed):
        row.state = "waiting"
    else:
        row.state = "due"
        row.due_at = clock.now() + timedelta(seconds=pause_after(row.attempts, problem))
    log.info("message %s: %s (%s), now %s", row.id, problem.reason, problem.code, row.state)
    if isinstance(problem, AccountFault | Puzzling):
        said = _alarm.words(f"messages wait until this is mended at Twilio: {problem.reason} ({problem.code})")
        if said:
            log.error("%s", said)


def _is_final(row: OutboundMessage, problem: TransportError) -> bool:
    if isinstance(problem, Again):
        return row.faults >= MOST_FAULTS
    if isinstance(problem, Unclear | Puzzling):
        return row.faults >= MOST_FAULTS and clock.now() - (row.tried_at or clock.now()) > LONGEST_DOUBT
    return isinstance(problem, Refused)


def pause_after(attempts: int, problem: TransportError) -> float:
    """Seconds to wait after so many tries: 0.5, 1, 2, 4 … at most half a minute, or five where somebody has to mend
    something at Twilio, which everybody's messages wait for."""
    longest = LONGEST_PAUSE if isinstance(problem, AccountFault | Puzzling) else LONGEST_USUAL_PAUSE
    return float(min(longest, FIRST_PAUSE * 2 ** min(attempts - 1, 10)))
