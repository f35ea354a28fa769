"""Tables of this room."""

from datetime import datetime, timedelta

from sqlmodel import Field, SQLModel

import clock
from database import UtcDateTime

WINDOW = timedelta(hours=24)  # reference: Twilio "WhatsApp key concepts", customer service window


class Person(SQLModel, table=True):
    """Somebody who writes to us or is written to: shopper, seller or both."""

    id: int | None = Field(default=None, primary_key=True)
    address: str = Field(max_length=200)  # where we write to: "whatsapp:+62…" if known, else "whatsapp:ID.…"
    phone: str | None = Field(default=None, index=True, max_length=20)  # E.164; hidden behind a username: None
    profile_name: str = Field(default="", max_length=200)  # chosen by the person: never trusted
    language: str = Field(default="id", max_length=2)  # "id" or "en": what we answer in
    last_heard_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    opted_out_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)

    @property
    def window_is_open(self) -> bool:
        """WhatsApp lets us write freely for 24 hours after the person's last message."""
        return self.last_heard_at is not None and clock.now() - self.last_heard_at < WINDOW


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
