"""Writes messages into the outbox, within the transaction of whoever has something to say."""

import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import takewhile
from typing import Any

from sqlalchemy import or_
from sqlmodel import Session, col, select

import clock
import database
import logs
from messaging import post_office, staleness
from messaging.content import Content, Knock, Option
from messaging.models import OutboundMessage
from messaging.twilio import notice_templates
from people.models import Person

NOTICES_IN_MIND = 5
IN_MIND = 20  # messages to one person among which the newest answer and what came after it are looked for
FORGOTTEN = "…"
KNOCK_PAUSE = timedelta(hours=4)  # one knock opens the door for everything that waits; each is billed


@dataclass(frozen=True)
class Told:
    """What a person has been told lately, the oldest first, whatever still waits for an open window, and the message
    that is quoted: all that a message may answer, read at once."""

    rows: Sequence[OutboundMessage] = ()

    def quoted(self, sid: str) -> OutboundMessage | None:
        """Our message that has Twilio's `sid`; None for anybody else's."""
        return next((row for row in self.rows if row.sid == sid), None) if sid else None

    @property
    def last_answer(self) -> OutboundMessage | None:
        """What we have answered last."""
        return next((row for row in reversed(self.rows) if row.kind == "reply"), None)

    def is_last_answer(self, message: OutboundMessage) -> bool:
        """Whether we have answered nothing since."""
        return self.last_answer is message

    def says_already(self, content: Content) -> bool:
        """Whether our last answer is this very message."""
        answer = self.last_answer
        return answer is not None and answer.content == json.loads(json.dumps(content.to_json()))

    @property
    def newest_notice(self) -> OutboundMessage | None:
        """The newest notice since our last answer, if there was one."""
        said = (row for row in reversed(self.rows) if row.kind in ("reply", "notice") and row.state != "dropped")
        newest = next(said, None)
        return newest if newest is not None and newest.kind == "notice" else None

    @property
    def offered(self) -> list[list[str]]:
        """Ids and titles of what the newest notices since our last answer offered to tap."""
        since = takewhile(lambda row: row.kind != "reply", reversed(self.rows))
        newest = [row.content for row in since if row.kind == "notice"][:NOTICES_IN_MIND]
        return [option[:2] for content in newest for option in content.get("options", [])]


def reply(
    session: Session, person: Person, content: Content, about: Mapping[str, object] | None = None
) -> OutboundMessage:
    """Answers the person who has just written."""
    return _post(session, person, content, "reply", about)


def notice(
    session: Session,
    person: Person,
    content: Content,
    about: Mapping[str, object] | None = None,
    knock: Knock | None = None,
    only_while: dict[str, Any] | None = None,
) -> bool:
    """Tells a person something unasked; True when the person hears of it now. With a closed 24-hour window it waits
    for that person's next message, and the `knock`, once WhatsApp has approved its text, asks for one. What has come
    to nothing by then (staleness.only_while) is never sent. Of somebody who was forgotten only a shell is left, which
    hears nothing."""
    if person.erased_at is not None:
        return False
    _post(session, person, content, "notice", about, only_while)
    return person.window_is_open or (knock is not None and _knock(session, person, knock))


def forget(
    session: Session, recipient: Person, about: Mapping[str, Collection[Any]], mentions: Collection[str]
) -> None:
    """Blanks what this person was told about these things ({"order": numbers, "enquiry": ids}), and lists in which one
    of `mentions` stands (a number, the id of a choice): somebody who is named there is to be forgotten."""
    mentioned = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, mentions))})(?!\w)") if mentions else None
    told = select(OutboundMessage).where(OutboundMessage.recipient_id == recipient.id)
    for row in session.exec(told):
        is_about = any(row.about.get(name) in values for name, values in about.items())
        if is_about or (mentioned and mentioned.search(json.dumps(row.content))):
            row.content = Content(FORGOTTEN).to_json()
            row.state = "dropped" if row.state in ("waiting", "due", "failed") else row.state


def release_waiting(session: Session, person: Person, told: Told) -> bool:
    """The person has written: what has waited for an open window goes out now, before the answer. True when there was
    anything."""
    if not any(row.state == "waiting" for row in told.rows):
        return False
    rows = session.exec(
        select(OutboundMessage)
        .where(OutboundMessage.recipient_id == person.id, OutboundMessage.state == "waiting")
        .order_by(col(OutboundMessage.id))
        .with_for_update()
    ).all()
    for row in rows:
        row.due_at = clock.now()
        if staleness.is_stale(session, row.only_while):
            staleness.drop(session, row)
        else:
            row.state = "due"
    is_there = any(row.state == "due" for row in rows)
    if is_there:
        wake(session)
    return is_there


def is_waiting(session: Session, person: Person, **thing: Any) -> bool:
    """Whether a notice about this (`order="P0001"`) still waits for the person's window to open."""
    waiting = select(OutboundMessage.about).where(
        OutboundMessage.recipient_id == person.id, OutboundMessage.state == "waiting"
    )
    return any(thing.items() <= about.items() for about in session.exec(waiting))


def knock_again(session: Session, person: Person, knock: Knock) -> None:
    """Something waits for this person already; knock once more, if the last knock was a while ago."""
    if not person.window_is_open:
        _knock(session, person, knock)


def told(session: Session, person: Person, quoted_sid: str = "") -> Told:
    """What this person has been told, as far as a message may be about it."""
    lately = select(OutboundMessage.id).where(OutboundMessage.recipient_id == person.id)
    lately = lately.order_by(col(OutboundMessage.id).desc()).limit(IN_MIND)
    wanted = [col(OutboundMessage.id).in_(lately), col(OutboundMessage.state) == "waiting"]
    wanted += [col(OutboundMessage.sid) == quoted_sid] if quoted_sid else []
    rows = select(OutboundMessage).where(OutboundMessage.recipient_id == person.id, or_(*wanted))
    return Told(session.exec(rows.order_by(col(OutboundMessage.id))).all())


def _knock(session: Session, person: Person, knock: Knock) -> bool:
    """Knocks with an approved text, unless somebody has knocked a while ago; False when there is no such text yet."""
    assert person.id is not None
    text = notice_templates.text(knock.name, person.language)
    sid = notice_templates.approved_sid(session, text)
    if sid is None:
        return False
    lately = select(OutboundMessage.id).where(
        OutboundMessage.recipient_id == person.id,
        OutboundMessage.kind == "knock",
        col(OutboundMessage.created_at) > clock.now() - KNOCK_PAUSE,
    )
    if session.exec(lately).first() is None:
        values = [" ".join(value.split()) or "-" for value in knock.values]
        shown = Content(text.filled(tuple(values)), options=(Option(notice_templates.TAP, text.button),))
        content = {**shown.to_json(), "knock": {"sid": sid, "values": values}}
        session.add(OutboundMessage(recipient_id=person.id, kind="knock", content=content, cause=logs.inbound()))
        wake(session)
    return True


def _post(
    session: Session,
    person: Person,
    content: Content,
    kind: str,
    about: Mapping[str, object] | None,
    only_while: dict[str, Any] | None = None,
) -> OutboundMessage:
    assert person.id is not None
    state = "due" if person.window_is_open else "waiting"
    row = OutboundMessage(
        recipient_id=person.id,
        kind=kind,
        content=content.to_json(),
        cause=logs.inbound(),
        about=dict(about or {}),
        only_while=only_while or {},
        state=state,
    )
    session.add(row)
    if state == "due":
        wake(session)
    return row


def wake(session: Session) -> None:
    """Have the worker look once the transaction is kept."""
    database.after_commit(session, post_office.wake, post_office.wake)
