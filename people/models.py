"""Tables of this room."""

from datetime import datetime, timedelta

from sqlmodel import Field, SQLModel

import clock
from database import UtcDateTime
from people.personal import personal

WINDOW = timedelta(hours=24)  # reference: Twilio "WhatsApp key concepts", customer service window


class Person(SQLModel, table=True):
    """Somebody who writes to us or is written to: shopper, seller or both."""

    id: int | None = Field(default=None, primary_key=True)
    # Where we write to: "whatsapp:+62…" if known, else "whatsapp:ID.…".
    address: str = Field(max_length=200, sa_column_kwargs=personal(""))
    # E.164; hidden behind a username: None.
    phone: str | None = Field(default=None, index=True, max_length=20, sa_column_kwargs=personal(None))
    profile_name: str = Field(
        default="", max_length=200, sa_column_kwargs=personal("")
    )  # chosen by the person: never trusted
    language: str = Field(default="id", max_length=2)  # "id" or "en": what we answer in
    last_heard_at: datetime | None = Field(default=None, sa_type=UtcDateTime, sa_column_kwargs=personal(None))
    paced_until: datetime | None = Field(
        default=None, sa_type=UtcDateTime
    )  # how full the bucket is (messaging/pace.py)
    held_until: datetime | None = Field(default=None, sa_type=UtcDateTime)  # messages are kept unread until then
    opted_out_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # said STOP: nothing that nobody asked for
    erased_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # only the shell is left (erasure.py)
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)

    @property
    def window_is_open(self) -> bool:
        """WhatsApp lets us write freely for 24 hours after the person's last message."""
        return is_within_window(self.last_heard_at)


def is_within_window(last_heard_at: datetime | None) -> bool:
    """Whether WhatsApp lets us write freely to somebody who was heard then; None: never."""
    return last_heard_at is not None and clock.now() - last_heard_at < WINDOW


class Alias(SQLModel, table=True):
    """An address by which a person is recognised: a phone, or Twilio's ExternalUserId."""

    address: str = Field(primary_key=True, max_length=200)
    person_id: int = Field(foreign_key="person.id", index=True)


class Consent(SQLModel, table=True):
    """That a person has agreed to a use of personal data, and to which wording (consents.py)."""

    person_id: int = Field(primary_key=True, foreign_key="person.id")
    purpose: str = Field(primary_key=True, max_length=24)
    version: str = Field(primary_key=True, max_length=16)
    given_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ErasureRequest(SQLModel, table=True):
    """That a person wants to be forgotten (erasure.py). The row goes when it is done or taken back."""

    __tablename__ = "erasure_request"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", unique=True)
    asked_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    due_at: datetime = Field(sa_type=UtcDateTime)
