"""What was said in a chat, for a person of the staff who is asked to help."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from messaging.models import InboundMessage, OutboundMessage


@dataclass(frozen=True)
class Said:
    """One message; `ours`: the market said it."""

    at: datetime
    ours: bool
    text: str


def last(session: Session, person_id: int | None, limit: int) -> list[Said]:
    """The last `limit` messages of this person's chat, the oldest first."""
    wrote = select(InboundMessage).where(InboundMessage.person_id == person_id)
    got = select(OutboundMessage).where(
        OutboundMessage.recipient_id == person_id, col(OutboundMessage.state) != "dropped"
    )
    said = [
        Said(row.received_at, False, row.text or f"<{row.kind}>")
        for row in session.exec(wrote.order_by(col(InboundMessage.id).desc()).limit(limit))
    ] + [
        Said(row.created_at, True, row.content["text"])
        for row in session.exec(got.order_by(col(OutboundMessage.id).desc()).limit(limit))
    ]
    return sorted(said, key=lambda one: (one.at, one.ours))[-limit:]
