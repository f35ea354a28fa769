"""Tables of this room. Values of product, technique, motif, colour, size and sentra are ids of the vocabulary."""

import random
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ColumnElement, Index, UniqueConstraint, and_, event
from sqlalchemy.ext.hybrid import hybrid_property
from sqlmodel import Field, Relationship, SQLModel, col

import clock
from database import JsonDict, UtcDateTime
from messaging import models as _messaging  # noqa: F401  a table of ours refers to one of its

# Every UPDATE of the row tells search, which keeps what changed since its last look. Whoever changes only rows below a
# listing (sizes, motifs, photos …) sets its `changed_at` as well.
TOUCHED = {"onupdate": clock.now}


def _below(order: str) -> dict[str, str]:
    """How what belongs to a listing is kept: in this order, and not longer than the listing."""
    return {"order_by": order, "cascade": "all, delete-orphan"}


def new_shuffle_key() -> int:
    return random.getrandbits(31)  # fits the database's INTEGER


class Seller(SQLModel, table=True):
    """A shop of the market (a stall)."""

    model_config = {"ignored_types": (hybrid_property,)}

    id: int | None = Field(default=None, primary_key=True)
    phone: str = Field(unique=True, max_length=20)  # E.164, the shop's own number; the key of sellers.csv
    shop: str = Field(max_length=120)
    name_key: str = Field(default="", max_length=120, index=True)  # the shop's name as names are compared; kept below
    owner: str = Field(default="", max_length=120)
    sentra: str = Field(default="", max_length=40, index=True)
    kelurahan: str = Field(default="", max_length=60)
    address: str = Field(default="", max_length=200)  # where in the market or the quarter: "Blok B 12"
    nib: str = Field(default="", max_length=13)  # business registration number; nobody has to have one
    bank: str = Field(default="", max_length=40)
    bank_account: str = Field(default="", max_length=40)
    account_holder: str = Field(default="", max_length=120)
    qris: str = Field(default="", max_length=512)  # what the shop's static QRIS says, as read from its picture
    account_changed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # since staff last looked at it
    hours: dict[str, Any] | None = Field(default=None, sa_type=JsonDict)  # see opening_hours.py; None: the market's
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # a holiday that the seller has announced
    closes_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # when an announced one is to begin
    closed_until: datetime | None = Field(default=None, sa_type=UtcDateTime)  # its end; None: until told otherwise
    verified: bool = False
    visible: bool = True  # a shop that joined by chat is hidden until staff verify it
    suspended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    suspended_for: str = Field(default="", max_length=200)  # the reason, as staff gave it
    wants_unique_digits: bool = False  # one to three digits on top of a total, to find the transfer by
    mixes_tiers: bool = False  # "campur boleh": listings of one product count together for the wholesale price
    min_pieces: int = 1  # the least that is sold in one order
    joins_parcels: bool = False  # "gabung kirim": its goods may go in one parcel with those of other stalls nearby
    exact_qris: bool = True  # a QRIS with the amount in it may be drawn from the shop's own
    # Whether what the stall sells itself ("laku") may be counted by the city: "" not asked yet, asked, yes or no.
    offline_consent: str = Field(default="", max_length=5)
    sample: bool = False
    # Its owner is forgotten: a name for figures of orders to stand under is left (sellers.forget).
    forgotten_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    changed_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime, index=True, sa_column_kwargs=TOUCHED)

    @hybrid_property
    def is_shown(self) -> bool:
        """Whether shoppers see the shop and its goods."""
        return self.visible and self.suspended_at is None and self.closed_at is None

    @is_shown.inplace.expression
    @classmethod
    def _is_shown(cls) -> ColumnElement[bool]:
        return and_(col(cls.visible), col(cls.suspended_at).is_(None), col(cls.closed_at).is_(None))


def name_key(name: str) -> str:
    """The name of a shop as names are compared: "BATIK  Ayu." is "batik ayu"."""
    letters = "".join(letter if letter.isalnum() else " " for letter in name.casefold())
    return " ".join(letters.split())[:120]


@event.listens_for(Seller, "before_insert")
@event.listens_for(Seller, "before_update")
def _keep_name_key(_mapper: Any, _connection: Any, seller: Seller) -> None:
    seller.name_key = name_key(seller.shop)


class ShopNumber(SQLModel, table=True):
    """A person who may act for a shop; one person acts for one shop."""

    __tablename__ = "shopnumber"

    person_id: int = Field(primary_key=True, foreign_key="person.id")
    seller_id: int = Field(foreign_key="seller.id", index=True)
    is_owner: bool = True  # a helper does what a seller does, but not what rights.py keeps for the owner
    added_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    wants_recap: bool = True  # the summary in the evening


class ShopCode(SQLModel, table=True):
    """A code that makes whoever writes it to the market act for a shop. Used once, and only for a while."""

    __tablename__ = "shop_code"

    digest: str = Field(primary_key=True, max_length=64)  # of the code, which itself is kept nowhere
    seller_id: int = Field(foreign_key="seller.id", index=True)
    for_owner: bool
    made_by: int | None = Field(default=None, foreign_key="person.id")  # None: staff
    expires_at: datetime = Field(sa_type=UtcDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class FailedCode(SQLModel, table=True):
    """That somebody wrote a code that is none: who guesses is stopped."""

    __tablename__ = "failed_code"
    __table_args__ = (Index("ix_failed_code_person", "person_id", "at"),)

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)


class Listing(SQLModel, table=True):
    """What a seller offers under one code."""

    __table_args__ = (CheckConstraint("stock >= 0"), CheckConstraint("price > 0"))

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True, max_length=12)  # K and four or more digits
    seller_id: int = Field(foreign_key="seller.id", index=True)
    title: str = Field(max_length=200)
    product: str = Field(max_length=20)
    technique: str | None = Field(default=None, max_length=20)  # None: no label, never shown as tulis, cap or kombinasi
    price: int  # rupiah for one piece
    floor: int | None = (
        None  # rupiah to which a buyer may bargain; bargains.FIXED: not at all; None: the seller is asked
    )
    stock: int | None = None  # pieces, shared by all sizes; None: each variant has its own
    weight_g: int | None = None  # grams of one piece
    min_pieces: int = 1  # the least that is sold of it at once
    lead_days: int | None = (
        None  # made when it is ordered, ready after so many days (made_to_order.py); None: from stock
    )
    deposit_percent: int = 0  # of its price, paid before it is made
    description: str = Field(default="", max_length=2000)
    hidden: bool = False
    deleted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # hidden for good: logs and orders name it
    shuffle_key: int = Field(default_factory=new_shuffle_key)  # random, fixed at birth: the order among equals
    sold: int = 0  # pieces ordered so far, less those given back
    last_ordered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    changed_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime, index=True, sa_column_kwargs=TOUCHED)

    seller: Seller = Relationship()
    variants: list["Variant"] = Relationship(sa_relationship_kwargs=_below("Variant.position"))
    motifs: list["ListingMotif"] = Relationship(sa_relationship_kwargs=_below("ListingMotif.position"))
    colours: list["ListingColour"] = Relationship(sa_relationship_kwargs=_below("ListingColour.position"))
    tiers: list["Tier"] = Relationship(sa_relationship_kwargs=_below("Tier.min_quantity"))
    photos: list["Photo"] = Relationship(sa_relationship_kwargs=_below("Photo.position"))


class Variant(SQLModel, table=True):
    """A size of a listing. A listing without sizes has none."""

    __table_args__ = (UniqueConstraint("listing_id", "size"), CheckConstraint("stock >= 0"))

    id: int | None = Field(default=None, primary_key=True)
    listing_id: int = Field(foreign_key="listing.id")
    position: int = 0
    size: str = Field(max_length=10)
    stock: int | None = None  # pieces of this size; None: the listing's shared stock counts


class ListingMotif(SQLModel, table=True):
    listing_id: int = Field(primary_key=True, foreign_key="listing.id")
    motif: str = Field(primary_key=True, max_length=20)
    position: int = 0


class ListingColour(SQLModel, table=True):
    listing_id: int = Field(primary_key=True, foreign_key="listing.id")
    colour: str = Field(primary_key=True, max_length=20)
    position: int = 0


class Tier(SQLModel, table=True):
    """A wholesale price: from `min_quantity` pieces on, each costs `unit_price` rupiah. Where a lot was priced and no
    whole rupiah for one piece comes to that ("lusinan 500rb"), `lot_price` is what `min_quantity` pieces cost together;
    then `unit_price` is rounded, and any number of pieces costs its share of the lot."""

    listing_id: int = Field(primary_key=True, foreign_key="listing.id")
    min_quantity: int = Field(primary_key=True)
    unit_price: int
    lot_price: int | None = None


class Photo(SQLModel, table=True):
    """A picture of a listing. `key` is where media keeps it; None while it is still to be drawn or fetched."""

    id: int | None = Field(default=None, primary_key=True)
    listing_id: int = Field(foreign_key="listing.id", index=True)
    position: int = 0
    filename: str = Field(default="", max_length=200)  # as in listings.csv
    key: str | None = Field(default=None, max_length=120)
    fingerprint: str = Field(default="", max_length=160)  # media.likeness


class Draft(SQLModel, table=True):
    """Goods that a seller is about to offer. States:
    gathering   pictures of an album may still follow, until `gather_until`
    waiting     nothing more is to be asked, but its pictures are not here yet
    asked       its seller has been asked: for a field, or whether it is right
    published   it is a listing
    dropped     it is none and will be none
    """

    __tablename__ = "listing_draft"
    __table_args__ = (Index("ix_listing_draft_person", "person_id", "state"),)

    id: int | None = Field(default=None, primary_key=True)
    seller_id: int = Field(foreign_key="seller.id", index=True)
    person_id: int = Field(foreign_key="person.id")  # who writes it; the shop's other people do not see it
    state: str = Field(default="gathering", max_length=10)
    gather_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    batch: str | None = Field(default=None, max_length=12)  # the same for all that one message listed
    text: str = ""  # the captions, as they were written
    fields: dict[str, Any] = Field(default_factory=dict, sa_type=JsonDict)  # what is told, under the names of a listing
    title: str | None = None  # as the captions and fields were read; None: to be read again
    description: str | None = None
    listing_id: int | None = Field(default=None, foreign_key="listing.id")
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    changed_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)


class DraftPicture(SQLModel, table=True):
    """A picture of a draft; one that shows several goods belongs to several drafts."""

    __tablename__ = "draft_picture"

    draft_id: int = Field(primary_key=True, foreign_key="listing_draft.id")
    picture_id: int = Field(primary_key=True, foreign_key="received_picture.id", index=True)
    position: int = 0


class Counter(SQLModel, table=True):
    """The last number that was given out of a row of numbers."""

    name: str = Field(primary_key=True, max_length=20)
    value: int


class ShopEvent(SQLModel, table=True):
    """One change of a shop or of its goods (changes.py). Only ever added; the database refuses to delete one, and to
    change it but for once: what tells of a person who is forgotten is blanked (changes.forget). Stock that orders take and give back stands in the orders' own log."""

    __tablename__ = "shop_event"
    __table_args__ = (
        Index("ix_shop_event_seller", "seller_id", "id"),
        Index("ix_shop_event_person", "seller_id", "person_id", "id"),
        Index("ix_shop_event_listing", "listing_id", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    seller_id: int = Field(foreign_key="seller.id")
    listing_id: int | None = Field(default=None, foreign_key="listing.id")
    at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    kind: str = Field(max_length=24)
    actor: str = Field(max_length=10)  # seller, officer or clock
    person_id: int | None = None  # the person or staff user who did it
    old: dict[str, Any] = Field(default_factory=dict, sa_type=JsonDict)
    new: dict[str, Any] = Field(default_factory=dict, sa_type=JsonDict)
    undoes: int | None = Field(default=None, index=True)  # the event that this one takes back
    batch: str | None = Field(default=None, max_length=12, index=True)  # the same for all changes of one message
    forgotten_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # something of `old` and `new` was blanked


class ResponsePace(SQLModel, table=True):
    """How a shop answers its orders (pace.py)."""

    __tablename__ = "response_pace"

    seller_id: int = Field(primary_key=True, foreign_key="seller.id")
    answered: int = 0
    unanswered: int = 0  # orders that ended because nobody answered
    minutes: float | None = None  # of opening hours from order to answer: a mean in which the newest weigh most
    changed_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)


class WaitlistEntry(SQLModel, table=True):
    """Somebody who wants to hear when a listing can be had again (waitlist.py). The row stays when that was told."""

    __tablename__ = "waitlist_entry"
    __table_args__ = (
        UniqueConstraint("person_id", "listing_id"),
        Index("ix_waitlist_entry_listing", "listing_id", "told_at", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    listing_id: int = Field(foreign_key="listing.id")
    size: str = Field(default="", max_length=10)  # "": any
    asked_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    told_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    turn_until: datetime | None = Field(default=None, sa_type=UtcDateTime)  # so long a piece counts as this person's


class SavedListing(SQLModel, table=True):
    """A listing that somebody has put aside to look at again (favourites.py)."""

    __tablename__ = "saved_listing"

    person_id: int = Field(primary_key=True, foreign_key="person.id")
    listing_id: int = Field(primary_key=True, foreign_key="listing.id")
    saved_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)


class FollowedShop(SQLModel, table=True):
    """Somebody who has agreed to hear of a shop's new goods (followers.py)."""

    __tablename__ = "followed_shop"
    __table_args__ = (Index("ix_followed_shop_seller", "seller_id"),)

    person_id: int = Field(primary_key=True, foreign_key="person.id")
    seller_id: int = Field(primary_key=True, foreign_key="seller.id")
    since: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    told_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class PriceOffer(SQLModel, table=True):
    """A price for one piece that one shopper was promised when bargaining (bargains.py), for a while."""

    __tablename__ = "price_offer"

    person_id: int = Field(primary_key=True, foreign_key="person.id")
    listing_id: int = Field(primary_key=True, foreign_key="listing.id")
    price: int  # rupiah
    by_seller: bool = False  # the seller said so herself; else it was reckoned within the floor
    expires_at: datetime = Field(sa_type=UtcDateTime)


class UnknownWord(SQLModel, table=True):
    """What shoppers said in vain, counted for the makers of the vocabulary (see learning.py). Holds nobody's data."""

    __tablename__ = "unknown_word"

    kind: str = Field(primary_key=True, max_length=16)  # one of learning.KINDS
    word: str = Field(primary_key=True, max_length=40)
    times: int = 1
    example: str = Field(default="", max_length=120)  # words of the vocabulary around the newest one
    ignored_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # an officer says that nothing is to be done
    last_seen_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)


class WordHeard(SQLModel, table=True):
    """That a person has said a word which is not counted yet. The word itself is not kept: it may be a name."""

    __tablename__ = "word_heard"

    digest: str = Field(primary_key=True, max_length=64)
    person_id: int = Field(primary_key=True, foreign_key="person.id", index=True)
