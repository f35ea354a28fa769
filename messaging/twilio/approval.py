"""Brings the notices' templates to Twilio and WhatsApp, and keeps what WhatsApp says of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import clock
import database
from messaging.models import NoticeTemplate
from messaging.twilio import notice_templates, templates
from messaging.twilio.notice_templates import CATEGORY, NoticeText
from messaging.twilio.transport import TwilioTransport

_UNSUBMITTED = "unsubmitted"


@dataclass(frozen=True)
class State:
    """Where a template stands: WhatsApp's word (received, pending, approved, rejected, paused, disabled) and reason."""

    text: NoticeText
    sid: str
    status: str
    reason: str
    created: bool
    submitted: bool


def sync(transport: TwilioTransport) -> Iterator[State]:
    """Creates the templates that Twilio does not have, submits those that nobody has submitted, and notes the state of
    all, one after the other. Raises TransportError when Twilio does not answer as it should. Doing it again does no
    harm."""
    there = _known_sids(transport)
    for text in notice_templates.every():
        sid = there.get(text.friendly_name)
        created = sid is None
        if sid is None:
            sid = str(transport.content("POST", "", text.create_request())["sid"])
        answer = transport.content("GET", f"/{sid}/ApprovalRequests").get("whatsapp") or {}
        submitted = answer.get("status", _UNSUBMITTED) == _UNSUBMITTED
        if submitted:
            wanted = {"name": text.friendly_name, "category": CATEGORY}
            answer = transport.content("POST", f"/{sid}/ApprovalRequests/whatsapp", wanted)
        state = State(text, sid, str(answer["status"]), str(answer.get("rejection_reason") or ""), created, submitted)
        _note(state)
        yield state


def remove_old_shapes(transport: TwilioTransport) -> int:
    """Deletes the contents of an earlier version at Twilio, whose samples were words of real people; returns how many
    there were. Raises TransportError."""
    old = [sid for name, sid in _known_sids(transport).items() if templates.OLD_NAME.fullmatch(name)]
    for sid in old:
        transport.content("DELETE", f"/{sid}")
    return len(old)


def _known_sids(transport: TwilioTransport) -> dict[str, str]:
    """The contents at Twilio by their names, all pages."""
    found: dict[str, str] = {}
    path: str | None = "?PageSize=500"
    while path:
        page = transport.content("GET", path)
        found |= {str(one.get("friendly_name")): str(one["sid"]) for one in page.get("contents", [])}
        following = (page.get("meta") or {}).get("next_page_url")
        path = "?" + following.partition("?")[2] if following else None
    return found


def _note(state: State) -> None:
    row: dict[str, Any] = {
        "name": state.text.friendly_name,
        "sid": state.sid,
        "status": state.status,
        "reason": state.reason[:300],
        "checked_at": clock.now(),
    }
    with database.transaction() as session:
        statement = database.insert_or_change(session, NoticeTemplate).values(row)
        session.execute(statement.on_conflict_do_update(index_elements=["name"], set_=row))
