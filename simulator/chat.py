"""What stands on a simulated phone: what its holder wrote and what the market answered, in order of time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, func, select

import clock
from catalog.models import Seller, ShopNumber
from messaging import callbacks
from messaging.content import Content
from messaging.models import InboundMessage, OutboundMessage
from messaging.simulator import forms
from people.models import Alias, Person
from simulator import people

PAGE = 60  # messages that are shown at once; older ones are fetched on scrolling up
ON_PHONE = ("sent", "delivered", "read")
UNREAD = ("sent", "delivered")
MOST_NEWS = 6


@dataclass(frozen=True)
class Glance:
    """How a phone's chat stands; another `version` means that there is something new to fetch."""

    version: str = "0"
    unread: int = 0
    waiting: int = 0  # messages that may only come once the person has written (24-hour window)


def person_ids(session: Session, addresses: Iterable[str]) -> dict[str, int]:
    """The persons behind these addresses; who has never written and was never written to is left out."""
    rows = session.exec(select(Alias.address, Alias.person_id).where(col(Alias.address).in_(set(addresses))))
    return dict(rows.all())


def glances(session: Session, ids: Sequence[int]) -> dict[int, Glance]:
    """A glance at each person's chat: two queries by index, cheap enough to be asked all the time."""
    out, state = col(OutboundMessage.recipient_id), col(OutboundMessage.state)
    counting = (
        select(out, state, func.count()).where(out.in_(ids), state.in_((*ON_PHONE, "waiting"))).group_by(out, state)
    )
    counts = {(person_id, name): count for person_id, name, count in session.exec(counting)}
    wrote = col(InboundMessage.person_id)
    newest = dict(session.exec(select(wrote, func.max(InboundMessage.id)).where(wrote.in_(ids)).group_by(wrote)).all())

    def glance(person_id: int) -> Glance:
        def count(*states: str) -> int:
            return sum(counts.get((person_id, name), 0) for name in states)

        waiting = count("waiting")
        return Glance(f"{newest.get(person_id, 0)}.{count(*ON_PHONE)}.{waiting}", count(*UNREAD), waiting)

    return {person_id: glance(person_id) for person_id in ids}


def messages(session: Session, person_id: int, before: datetime | None = None) -> list[dict[str, Any]]:
    """The last PAGE messages of a chat, or the last ones `before` a moment, oldest first."""
    wrote = select(InboundMessage).where(InboundMessage.person_id == person_id)
    got = select(OutboundMessage).where(
        OutboundMessage.recipient_id == person_id, col(OutboundMessage.state).in_(ON_PHONE)
    )
    if before:
        wrote = wrote.where(InboundMessage.received_at < before)
        got = got.where(col(OutboundMessage.sent_at) < before)
    written = session.exec(wrote.order_by(col(InboundMessage.id).desc()).limit(PAGE)).all()
    received = session.exec(got.order_by(col(OutboundMessage.sent_at).desc()).limit(PAGE)).all()
    both = [_written(row) for row in reversed(written)] + [_received(row) for row in reversed(received)]
    return sorted(both, key=lambda message: message["at"])[-PAGE:]


def stalls_with_news(session: Session) -> list[dict[str, Any]]:
    """Phones of stalls to which the market has written today and that have not looked, the latest first."""
    since = clock.now() - timedelta(hours=24)
    person, state, news = col(OutboundMessage.recipient_id), col(OutboundMessage.state), func.count()
    counting = (
        select(person, news)
        .join(ShopNumber, col(ShopNumber.person_id) == person)
        .where(state.in_((*UNREAD, "waiting")), OutboundMessage.kind == "notice", OutboundMessage.due_at > since)
        .group_by(person)
        .order_by(func.max(OutboundMessage.id).desc())
        .limit(MOST_NEWS)
    )
    counts = dict(session.exec(counting).all())
    query = select(Seller, Person).join(ShopNumber, col(ShopNumber.seller_id) == Seller.id).join(Person)
    found = {
        holder.id: (stall, holder.address) for stall, holder in session.exec(query.where(col(Person.id).in_(counts)))
    }
    return [people.of_stall(*found[person_id]) | {"news": count} for person_id, count in counts.items()]


def mark(session: Session, person_id: int, state: str) -> None:
    """The phone has got ("delivered") or shown ("read") all that was sent to it: as Twilio would tell us."""
    person = session.get_one(Person, person_id)
    below = UNREAD if state == "read" else ("sent",)
    sids = select(OutboundMessage.sid).where(
        OutboundMessage.recipient_id == person_id, col(OutboundMessage.state).in_(below)
    )
    for sid in session.exec(sids).all():
        if sid:
            callbacks.follow(session, callbacks.read_form(forms.status(person.address, sid, state), {}))


def _written(row: InboundMessage) -> dict[str, Any]:
    """A message of the phone's holder. It has arrived and was handled, so its ticks are blue."""
    form = row.form
    media_sid = form.get("MediaUrl0", "").rsplit("/", 1)[-1] if row.kind != "text" else ""
    place = [form.get("Label", ""), form.get("Address", "")] if form.get("Latitude") else None
    return {
        "sid": row.sid,
        "direction": "out",
        "kind": row.kind,
        "text": row.text,
        "at": row.received_at.isoformat(),
        "state": "read",
        "quoted": form.get("OriginalRepliedMessageSid", ""),
        "media": media_sid if form.get("AccountSid") == forms.ACCOUNT_SID else "",
        "place": place,
    }


def _received(row: OutboundMessage) -> dict[str, Any]:
    """A message of the market."""
    content = Content.from_json(row.content)
    return {
        "sid": row.sid,
        "direction": "in",
        "kind": "picture" if content.image else "text",
        "text": content.text,
        "at": (row.sent_at or row.created_at).isoformat(),
        "state": row.state,
        "quoted": "",
        "picture": f"/media/{content.image.key}" if content.image else "",
        "options": [[o.id, o.title, o.description] for o in content.options],
        "list": (content.list_title or "Pilih") if content.is_list else "",
    }
