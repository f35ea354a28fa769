"""Tables of this room. What the states mean and who may change them stands in states.py."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, Relationship, SQLModel

import clock
from catalog.models import Listing, Seller
from database import JsonDict, UtcDateTime
from orders.states import Standing, States
from people.models import Person
from people.personal import personal


class Order(SQLModel, table=True):
    """What one shopper buys of one seller in one checkout. Amounts in rupiah."""

    __tablename__ = "market_order"
    __table_args__ = (
        Index("ix_market_order_seller", "seller_id", "order_status"),
        Index("ix_market_order_shopper", "shopper_id", "id"),
        Index("ix_market_order_placed", "seller_id", "placed_at"),
        Index("ix_market_order_paid", "seller_id", "paid_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    number: str = Field(unique=True, max_length=12)  # P and four or more digits
    checkout: str = Field(index=True, max_length=36)  # the same for all orders of one basket
    seller_id: int = Field(foreign_key="seller.id")
    shopper_id: int = Field(foreign_key="person.id")
    buyer_name: str = Field(max_length=120, sa_column_kwargs=personal(""))
    buyer_phone: str | None = Field(default=None, max_length=20, sa_column_kwargs=personal(None))
    # For the courier, where it is not the buyer's own.
    recipient_phone: str | None = Field(default=None, max_length=20, sa_column_kwargs=personal(None))
    address: str = Field(default="", max_length=500, sa_column_kwargs=personal(""))  # as typed
    pin: str = Field(default="", max_length=32, sa_column_kwargs=personal(""))  # "latitude,longitude" of a place sent
    area: str = Field(default="", max_length=8)  # code of the district, regency or province (orders.areas); "": unknown
    note: str = Field(default="", max_length=300, sa_column_kwargs=personal(""))  # to the seller
    gift: bool = False  # to be packed as a gift, without a price
    # Dropship: this sender on the parcel, and no price inside.
    sender_name: str = Field(default="", max_length=60, sa_column_kwargs=personal(""))
    delivery: str = Field(max_length=10)  # "ship" or "pickup"
    payment_method: str = Field(max_length=10)  # "transfer", "qris", "cod" or "cash"
    shipping_fee: int | None = None  # None: not agreed yet
    shipping_service: str = Field(default="", max_length=60)  # the courier and service that the fee is of: "JNE REG"
    weight_g: int | None = None  # grams of the goods, estimated where the seller has not told; None: nothing to send
    packer_id: int | None = Field(default=None, foreign_key="seller.id")  # who packs it with other stalls' goods
    unique_digits: int = 0  # rupiah added so that the seller finds the transfer among others
    lead_days: int | None = None  # until what is made for it is ready; None: all of it is in stock
    deposit: int = 0  # rupiah to be paid before it is made
    found: int = 0  # rupiah that the seller has found so far, less what was sent back
    disputed: bool = False  # a complaint of the shopper is open
    order_status: str = Field(default="placed", max_length=12)
    payment_status: str = Field(default="unpaid", max_length=12)
    fulfilment_status: str = Field(default="unfulfilled", max_length=12)
    evidence: str = Field(default="declared", max_length=20)
    cancel_reason: str | None = Field(default=None, max_length=24)
    proposal: str | None = Field(default=None, max_length=20)  # states.PROPOSAL; what it says stands in the log
    courier: str = Field(default="", max_length=40)
    parcel_number: str = Field(default="", max_length=40)
    placed_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime, index=True)
    paid_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # since when it has been paid

    lines: list["OrderLine"] = Relationship(sa_relationship_kwargs={"order_by": "OrderLine.id"})
    seller: Seller = Relationship(sa_relationship_kwargs={"foreign_keys": "Order.seller_id"})
    packer: Seller | None = Relationship(sa_relationship_kwargs={"foreign_keys": "Order.packer_id"})
    shopper: Person = Relationship()

    @property
    def goods_total(self) -> int:
        return sum(line.total for line in self.lines)

    @property
    def total(self) -> int:
        """Goods and postage, as far as the postage is known."""
        return self.goods_total + (self.shipping_fee or 0)

    @property
    def states(self) -> States:
        """Where the order stands, as stored."""
        return States(
            self.order_status,
            self.payment_status,
            self.fulfilment_status,
            self.evidence,
            self.cancel_reason,
            self.proposal,
        )

    @property
    def standing(self) -> Standing:
        """The states with the terms and sums, as stored."""
        return Standing(
            self.states,
            self.delivery,
            self.payment_method,
            self.goods_total,
            self.shipping_fee,
            self.unique_digits,
            self.found,
            self.disputed,
        )

    @property
    def due(self) -> int:
        """What the shopper pays in all, as far as it is known: goods, postage and unique digits."""
        return self.standing.due

    @property
    def to_pay(self) -> int:
        """Rupiah to be paid now: what is paid down before the goods are made, then the rest."""
        return (self.deposit if self.waits_for_deposit else self.due) - self.found

    @property
    def waits_for_deposit(self) -> bool:
        return self.found < self.deposit < self.due


class PostageRate(SQLModel, table=True):
    """What a courier's service costs to a destination (see postage.py). Rupiah and grams."""

    __tablename__ = "postage_rate"
    __table_args__ = (
        UniqueConstraint("courier", "service", "origin", "destination"),
        Index("ix_postage_rate_way", "origin", "destination"),
        CheckConstraint("first_kg >= 0 AND next_kg >= 0 AND min_weight_g >= 0 AND tolerance_g >= 0"),
    )

    id: int | None = Field(default=None, primary_key=True)
    courier: str = Field(max_length=30)
    service: str = Field(default="", max_length=30)
    origin: str = Field(max_length=8)  # code of an area (orders.areas)
    destination: str = Field(default="", max_length=8)  # district, regency or province; "": all of Indonesia
    first_kg: int
    next_kg: int
    tolerance_g: int = 300  # so much more than a whole kilogram is not charged
    min_weight_g: int = 1000  # a lighter parcel costs as much as one of this weight
    cod: bool = False  # the courier collects the money
    days: str = Field(default="", max_length=12)  # "2-3"
    is_example: bool = False  # an invented figure that staff have not replaced yet


class OrderLine(SQLModel, table=True):
    """Title, product, technique and price are those of the day of the order."""

    __tablename__ = "order_line"
    __table_args__ = (CheckConstraint("quantity > 0"),)

    id: int | None = Field(default=None, primary_key=True)
    order_id: int | None = Field(default=None, foreign_key="market_order.id", index=True, nullable=False)
    listing_id: int = Field(foreign_key="listing.id")
    code: str = Field(max_length=12)
    title: str = Field(max_length=200)
    product: str = Field(max_length=20)
    technique: str | None = Field(default=None, max_length=20)
    size: str = Field(default="", max_length=10)
    quantity: int
    unit_price: int
    rounding: int = 0  # rupiah by which the line costs more, or less, as its share of a lot ("lusinan 500rb")

    @property
    def total(self) -> int:
        return self.quantity * self.unit_price + self.rounding


class OrderEvent(SQLModel, table=True):
    """One thing that happened to an order. Only ever added; the database refuses to change or delete one."""

    __tablename__ = "order_event"

    id: int | None = Field(default=None, primary_key=True)
    order_id: int | None = Field(foreign_key="market_order.id", index=True, nullable=False)
    at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    kind: str = Field(max_length=24)  # "placed", or an event of states.MOVES
    actor: str = Field(max_length=10)  # shopper, seller, officer or clock
    actor_id: int | None = None  # the person or staff user
    facts: dict[str, Any] = Field(default_factory=dict, sa_type=JsonDict)


class OfflineSale(SQLModel, table=True):
    """What the seller says was sold at the stall ("laku"). Title, product, technique and price are those of the day."""

    __tablename__ = "offline_sale"
    __table_args__ = (
        CheckConstraint("quantity > 0"),
        Index("ix_offline_sale_seller", "seller_id", "sold_at"),
        Index("ix_offline_sale_listing", "listing_id", "sold_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    number: str = Field(unique=True, max_length=12)  # L and four or more digits
    seller_id: int = Field(foreign_key="seller.id")
    listing_id: int = Field(foreign_key="listing.id")
    code: str = Field(max_length=12)
    title: str = Field(max_length=200)
    product: str = Field(max_length=20)
    technique: str | None = Field(default=None, max_length=20)
    size: str = Field(default="", max_length=10)
    quantity: int
    amount: int  # rupiah for all pieces together
    evidence: str = Field(default="declared", max_length=20)  # nobody but the seller says so
    sold_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime, index=True)
    taken_back_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class OfflineSaleEvent(SQLModel, table=True):
    """One thing that happened to such a sale. Only ever added; the database refuses to change or delete one."""

    __tablename__ = "offline_sale_event"

    id: int | None = Field(default=None, primary_key=True)
    sale_id: int | None = Field(foreign_key="offline_sale.id", index=True, nullable=False)
    at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    kind: str = Field(max_length=24)  # told or taken_back
    actor: str = Field(max_length=10)
    actor_id: int | None = None  # the person
    facts: dict[str, Any] = Field(default_factory=dict, sa_type=JsonDict)


class PaymentProof(SQLModel, table=True):
    """A picture that a shopper sent as the proof of a payment (see proofs.py)."""

    __tablename__ = "payment_proof"

    id: int | None = Field(default=None, primary_key=True)
    picture_id: int = Field(unique=True)  # the ReceivedPicture, whose row may go before this one
    person_id: int = Field(foreign_key="person.id", index=True)
    order_id: int | None = Field(default=None, foreign_key="market_order.id", index=True)  # None: to be named
    key: str = Field(max_length=120)  # of the private picture
    fingerprint: str = Field(default="", max_length=160)  # media.likeness
    digest: str = Field(default="", index=True, max_length=64)  # SHA-256 of the picture as it is kept
    sent_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)


class BasketLine(SQLModel, table=True):
    """What a shopper has chosen and not ordered yet (see basket.py). Nothing is reserved for it."""

    __tablename__ = "basket_line"
    __table_args__ = (CheckConstraint("quantity > 0"),)

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    listing_id: int = Field(foreign_key="listing.id")
    size: str | None = Field(default=None, max_length=10)  # None: not chosen yet; "": the listing has no sizes
    quantity: int | None = None  # pieces; None: not told yet
    price_seen: int  # rupiah for one piece when the shopper saw the line last
    changed_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    dropped_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # taken out, and may be put back

    listing: Listing = Relationship()


class Review(SQLModel, table=True):
    """What the shopper of an order thinks of one listing in it (reviews.py). Stars stay when the person is forgotten."""

    __table_args__ = (
        UniqueConstraint("order_id", "listing_id"),
        CheckConstraint("stars BETWEEN 1 AND 5"),
        Index("ix_review_listing", "listing_id", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    order_id: int = Field(foreign_key="market_order.id")
    listing_id: int = Field(foreign_key="listing.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    stars: int
    words: str = Field(default="", max_length=500, sa_column_kwargs=personal(""))
    picture: str = Field(default="", max_length=120, sa_column_kwargs=personal(""))  # a key of private pictures
    given_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    answer: str = Field(default="", max_length=500, sa_column_kwargs=personal(""))  # it may name the person
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
