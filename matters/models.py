"""Tables of this room."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, Relationship, SQLModel

import clock
from catalog.models import Listing, Seller
from database import UtcDateTime
from orders.models import Order
from people.models import Person
from people.personal import personal

KIND = {
    "help": "somebody wants to talk with a person of the staff",
    "shop_data": "the owner of a shop wants the shop's data deleted",
    "complaint": "a shopper complains about an order (see complaints.py)",
    "cancel": "an order is to be called off, and the other side does not answer",
    "proof": "the same proof of payment was sent for several orders; the shopper hears nothing of it",
}
STATE = {
    "open": "waits for a first answer",
    "answered": "a person has answered",
    "closed": "settled",
}
BY = ("person", "officer", "seller", "market", "note")  # who says something in a matter; a note is for staff only
CAUSE = {  # what is complained of
    "not_arrived": "the parcel has not come",
    "damaged": "torn, stained, faded",
    "wrong": "another thing, size or colour",
    "short": "fewer pieces than ordered",
    "money": "money was not sent back",
    "other": "in the shopper's own words",
}
REMEDY = {  # what the seller offers
    "refund": "the money back",
    "replace": "another piece",
    "return": "the goods are sent back first",
}
DESK = ("seller", "staff")  # who is to act


class Matter(SQLModel, table=True):
    """Something that a person of the staff is to look at. `number`: T ("tiket") and four or more digits."""

    __table_args__ = (
        Index("ix_matter_person", "person_id", "state"),
        Index("ix_matter_state", "state", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    number: str = Field(unique=True, max_length=12)
    kind: str = Field(max_length=12)
    person_id: int = Field(foreign_key="person.id")
    state: str = Field(default="open", max_length=10)
    opened_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # the first answer of a person
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    # So long the bot leaves the talk to staff.
    quiet_until: datetime | None = Field(default=None, sa_type=UtcDateTime, sa_column_kwargs=personal(None))
    unread: int = Field(default=0, sa_column_kwargs=personal(0))  # what the person has said since staff's last answer

    officer_id: int | None = None  # the staff user who looks after it; None: nobody yet

    @property
    def bot_is_quiet(self) -> bool:
        """Whether a person of the staff is talking with this one just now."""
        return self.quiet_until is not None and clock.now() < self.quiet_until


class MatterWord(SQLModel, table=True):
    """What was said in a matter. `by`: one of BY."""

    __tablename__ = "matter_word"

    id: int | None = Field(default=None, primary_key=True)
    matter_id: int = Field(foreign_key="matter.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)  # whose matter it is: with that person the words go
    at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    by: str = Field(max_length=8)
    text: str = Field(default="", max_length=4096)
    picture: str = Field(default="", max_length=120, index=True)  # a key of private pictures


class Complaint(SQLModel, table=True):
    """What makes a matter a complaint about an order: whose turn it is, until when, what was offered and agreed."""

    id: int | None = Field(default=None, primary_key=True)
    matter_id: int = Field(foreign_key="matter.id", unique=True)
    order_id: int = Field(foreign_key="market_order.id", index=True)
    cause: str = Field(default="other", max_length=12)
    desk: str = Field(default="seller", max_length=8)
    due_at: datetime = Field(sa_type=UtcDateTime)  # until then the seller answers first, else it goes to staff
    remedy: str = Field(default="", max_length=10)  # offered by the seller; "": nothing yet
    agreed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # the shopper agrees to the remedy

    matter: Matter = Relationship()
    order: Order = Relationship()


class Enquiry(SQLModel, table=True):
    """What one shopper and one shop say to each other through the market about one listing or one order. `state`:
    "waiting" for the shop, or "answered"."""

    __table_args__ = (
        Index("ix_enquiry_seller", "seller_id", "state", "id"),
        Index("ix_enquiry_shopper", "shopper_id", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    shopper_id: int = Field(foreign_key="person.id")
    seller_id: int = Field(foreign_key="seller.id")
    listing_id: int | None = Field(default=None, foreign_key="listing.id")  # None: it is about the order
    order_id: int | None = Field(default=None, foreign_key="market_order.id", index=True)
    state: str = Field(default="waiting", max_length=10)
    haggles: bool = False  # the price is what is asked about
    price: int | None = None  # rupiah that the shopper offers for one piece
    pieces: int | None = None  # how many the shopper would buy at that
    opened_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    changed_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)

    listing: Listing | None = Relationship()
    order: Order | None = Relationship()
    seller: Seller = Relationship()
    shopper: Person = Relationship()


class EnquiryWord(SQLModel, table=True):
    """One thing said in an enquiry. `by`: "shopper" or "seller"."""

    __tablename__ = "enquiry_word"

    id: int | None = Field(default=None, primary_key=True)
    enquiry_id: int = Field(foreign_key="enquiry.id", index=True)
    at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    by: str = Field(max_length=8)
    text: str = Field(default="", max_length=1000)
    picture: str = Field(default="", max_length=120, index=True)  # a key of private pictures
