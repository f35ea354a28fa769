"""Tables of this room: what came in, what goes out, and the content templates that Twilio keeps for us."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

import clock
from database import JsonDict, UtcDateTime
from people.personal import personal

_UNSENT = text("state IN ('due', 'sending')")  # few of many: what is looked at before each message


class InboundMessage(SQLModel, table=True):
    """A message that came in. Its sid is unique: the same one again does nothing."""

    __tablename__ = "inbound_message"
    __table_args__ = (Index("ix_inbound_received", "received_at"),)

    id: int | None = Field(default=None, primary_key=True)
    sid: str = Field(unique=True, max_length=64)
    person_id: int = Field(foreign_key="person.id", index=True)
    kind: str = Field(max_length=16)
    text: str = ""
    form: dict[str, Any] = Field(default_factory=dict, sa_type=JsonDict)
    received_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    # handled, failed or replayed; held: came too fast and is read later, skipped: came too fast and was not read,
    # repeated: said again before the answer was there, done, and its like answer left out (pace.py)
    state: str = Field(default="handled", max_length=10, index=True)
    error: str = ""  # our own fault, when state is failed
    intent: str = Field(default="", max_length=40)  # how it was read; "" when it was not
    answered_by: str = Field(default="", max_length=120)  # the function of bot/ that answered


class OutboundMessage(SQLModel, table=True):
    """A row of the outbox. States:
    due       is to be sent from `due_at` on
    waiting   the person's 24-hour window is closed; goes with the person's next answer
    sending   a worker has taken it and is calling the transport
    sent, delivered, read   as the transport told
    failed    refused for good: error_code and error_reason say why
    dropped   was never sent, because it would have come too late to be of use
    """

    __tablename__ = "outbound_message"
    __table_args__ = (
        Index("ix_outbound_open", "state", "due_at"),
        Index("ix_outbound_recipient", "recipient_id", "id"),
        Index("ix_outbound_created", "created_at"),
        Index("ix_outbound_unsent", "recipient_id", "id", sqlite_where=_UNSENT, postgresql_where=_UNSENT),
    )

    id: int | None = Field(default=None, primary_key=True)
    recipient_id: int = Field(foreign_key="person.id")
    kind: str = Field(
        default="reply", max_length=10
    )  # reply: answers a message; notice: nobody asked for it; knock: see outbox
    content: dict[str, Any] = Field(default_factory=dict, sa_type=JsonDict)
    cause: str = Field(default="", max_length=64)  # MessageSid of what this follows from; "": no message began it
    about: dict[str, Any] = Field(
        default_factory=dict, sa_type=JsonDict
    )  # what a quote of it means (bot/talk/about.py)
    only_while: dict[str, Any] = Field(default_factory=dict, sa_type=JsonDict)  # see staleness.py; {}: always
    state: str = Field(default="due", max_length=10)
    attempts: int = 0
    faults: int = 0  # attempts that failed for a reason which may lie in the message itself; see delivery.py
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    due_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    taken_by: str = Field(default="", max_length=80)  # the worker (its Heartbeat's name) that is sending it
    is_unclear: bool = False  # an earlier try may have gone out: look before sending again
    tried_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    sid: str | None = Field(default=None, unique=True, max_length=64)
    failed_sid: str | None = Field(default=None, max_length=64)  # the last sid that Twilio called failed
    error_code: int | None = None
    error_reason: str = Field(default="", max_length=300)


class ReceivedPicture(SQLModel, table=True):
    """A picture that came with a message; pictures.py. States:
    to_fetch    is to be fetched from `due_at` on
    fetched     lies under `key` (private) and, where it is goods, under `goods_key` too
    to_publish  is fetched, and is to be made goods
    failed      was given up: `problem` says why
    to_remove   its person is forgotten: what lies under `key` goes, and then this row
    """

    __tablename__ = "received_picture"
    __table_args__ = (Index("ix_received_picture_open", "state", "due_at"),)

    id: int | None = Field(default=None, primary_key=True)
    sid: str = Field(unique=True, max_length=64)  # of the message that it came with
    person_id: int = Field(foreign_key="person.id", index=True)
    purpose: str = Field(default="", max_length=24)  # what it was taken for: a name of bot/talk/sent_picture.py
    facts: dict[str, Any] = Field(default_factory=dict, sa_type=JsonDict)  # what that purpose knows of it
    url: str = Field(sa_column_kwargs=personal(""))
    content_type: str = Field(default="", max_length=100)  # as claimed: never believed
    received_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    state: str = Field(default="to_fetch", max_length=10, sa_column_kwargs=personal("to_remove"))
    attempts: int = Field(default=0, sa_column_kwargs=personal(0))
    due_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    taken_by: str = Field(default="", max_length=80)  # the worker (its Heartbeat's name) that is at it
    problem: str = Field(default="", max_length=24)  # of the last try: one of pictures.PROBLEMS
    key: str = Field(max_length=120)
    goods_key: str | None = Field(default=None, max_length=120)
    width: int = 0  # pixels, as sent, upright
    height: int = 0
    fingerprint: str = Field(default="", max_length=160)  # media.likeness
    sharpness: float = 0.0
    wants_codes: bool = False
    codes: dict[str, Any] | None = Field(
        default=None, sa_type=JsonDict
    )  # "texts" of the QR codes on it; None: not read


class ContentTemplate(SQLModel, table=True):
    """A content that Twilio keeps for us (HX…), found again by the hash of its shape."""

    __tablename__ = "content_template"

    shape: str = Field(primary_key=True, max_length=64)
    sid: str = Field(max_length=64)
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)


class NoticeTemplate(SQLModel, table=True):
    """A notice's template at WhatsApp (twilio/notice_templates.py), and whether it is approved."""

    __tablename__ = "notice_template"

    name: str = Field(primary_key=True, max_length=80)
    sid: str = Field(max_length=64)
    status: str = Field(max_length=20)  # WhatsApp's word
    reason: str = Field(default="", max_length=300)  # why it was rejected
    checked_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)


class Heartbeat(SQLModel, table=True):
    """The worker's last sign of life."""

    name: str = Field(primary_key=True, max_length=80)
    at: datetime = Field(sa_type=UtcDateTime)


class ServedAccount(SQLModel, table=True):
    """An account at Twilio by which people have written to this database: from then on their chats are not opened in
    the simulator (real_data.py)."""

    __tablename__ = "served_account"

    sid: str = Field(primary_key=True, max_length=64)
    since: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
