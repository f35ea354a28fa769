"""From wanted lines to orders: what it would cost, and placing it, one order a seller, all or nothing."""

import secrets
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy.orm import joinedload, selectinload
from sqlmodel import Session, col, select

import clock
from catalog import bargains, made_to_order, stock, waitlist
from catalog.lookup import available, is_visible
from catalog.models import Listing, Seller
from orders import errors
from orders.changes import terms_of
from orders.minimum import too_few
from orders.models import Order, OrderEvent, OrderLine
from orders.pricing import UnitPrice, unit_prices
from orders.states import SHOPPER
from orders.stock_locks import lock_listings
from people.models import Person


@dataclass(frozen=True)
class WantedLine:
    """`quantity` pieces (at least 1) of a code, in a size ("": none named)."""

    code: str
    size: str
    quantity: int

    def __post_init__(self) -> None:
        if self.quantity < 1:
            raise ValueError(f"{self.code}: a line needs at least one piece")


@dataclass(frozen=True)
class Terms:
    """What is agreed beside the goods, for all orders of a checkout.

    `delivery`: "ship" or "pickup"; `payment_method`: "transfer", "qris", "cod" or "cash"; `area`: a code of orders.areas,
    "" when it is not known; `recipient_phone`: for the courier, None: the buyer's own; `pin`: "latitude,longitude", or ""; `sender_name`: a dropshipper's.
    """

    buyer_name: str
    address: str  # as typed; "" for pick-up
    delivery: str
    payment_method: str
    area: str = ""
    recipient_phone: str | None = None
    pin: str = ""
    note: str = ""
    gift: bool = False
    sender_name: str = ""


@dataclass(frozen=True)
class Parcel:
    """How one stall's goods are sent: rupiah, grams, and "JNE REG" or the like."""

    fee: int
    service: str
    weight_g: int
    packer_id: int | None = None  # the stall that packs it together with other stalls' goods


@dataclass(frozen=True)
class QuotedLine:
    """A wanted line with its price. Rupiah, pieces and grams."""

    listing: Listing
    size: str  # "": the listing has no sizes
    quantity: int
    unit: UnitPrice
    stock_left: int  # pieces that can be ordered now, before this line is taken off

    @property
    def listing_id(self) -> int:
        return self.listing.id or 0  # a listing that was read has an id

    @property
    def unit_price(self) -> int:
        return self.unit.price

    @property
    def total(self) -> int:
        return self.unit.total(self.quantity)

    @property
    def weight_g(self) -> int | None:
        """None: the seller has not told the weight."""
        return None if self.listing.weight_g is None else self.quantity * self.listing.weight_g


@dataclass(frozen=True)
class Quote:
    """What one seller's part of a checkout costs, postage not included."""

    seller: Seller
    lines: list[QuotedLine]

    @property
    def seller_id(self) -> int:
        return self.seller.id or 0  # a seller that was read has an id

    @property
    def goods_total(self) -> int:
        return sum(line.total for line in self.lines)

    @property
    def lead_days(self) -> int | None:
        """Days until what is made to order is ready; None: all is in stock."""
        return max((line.listing.lead_days for line in self.lines if line.listing.lead_days), default=None)

    @property
    def deposit(self) -> int:
        """Rupiah to be paid before it is made."""
        return sum(made_to_order.deposit(line.listing, line.total) for line in self.lines)

    @property
    def weight_g(self) -> int | None:
        """None: the weight of at least one line is not known."""
        weights = [line.weight_g for line in self.lines]
        known = [weight for weight in weights if weight is not None]
        return sum(known) if len(known) == len(weights) else None


def quote(session: Session, lines: Sequence[WantedLine], shopper_id: int | None = None) -> list[Quote]:
    """Price the wanted lines, a quote a seller in the order of first mention, at what this shopper has bargained for.
    Changes nothing.

    The same code and size twice are added up. Raises errors.UnknownCode, NotForSale, SizeNeeded, UnknownSize,
    SoldOut or BelowMinimum for the first line that can't be ordered.
    """
    listings = _listings(session, {line.code for line in lines})
    wanted = _add_up(listings, lines)
    _check_stock(listings, wanted)
    pieces = [(listings[code], quantity) for (code, _size), quantity in wanted.items()]
    _check_minimum(pieces)
    prices = unit_prices(pieces, bargains.agreed(session, shopper_id))
    quotes: dict[int, Quote] = {}
    for ((code, size), quantity), unit in zip(wanted.items(), prices, strict=True):
        listing = listings[code]
        priced = QuotedLine(listing, size, quantity, unit, available(listing, size))
        quotes.setdefault(listing.seller_id, Quote(listing.seller, [])).lines.append(priced)
    return list(quotes.values())


def hold(session: Session, lines: Sequence[WantedLine]) -> None:
    """Until the transaction ends nobody else changes price or stock of these goods."""
    codes = {line.code for line in lines}
    lock_listings(session, session.exec(select(Listing.id).where(col(Listing.code).in_(codes))).all())


def place(
    session: Session,
    shopper: Person,
    lines: Sequence[WantedLine],
    terms: Terms,
    parcels: Mapping[int, Parcel] | None = None,
    checkout: str = "",
) -> list[Order]:
    """Place one order a seller and take the pieces off the stock, within the caller's transaction.

    `parcels`: by seller's id, as far as the postage is known. The orders stand in the order of the quotes and share
    their checkout id (`checkout`, or a new one). Raises what `quote` raises, and then nothing of this call is kept
    while the transaction can go on.
    """
    with session.begin_nested():
        hold(session, lines)
        quotes = quote(session, lines, shopper.id)
        for line in sorted((line for q in quotes for line in q.lines), key=lambda line: (line.listing_id, line.size)):
            stock.take(session, line.listing_id, line.size, line.quantity)
        waitlist.leave(session, shopper.id, {line.listing_id for q in quotes for line in q.lines})
        known = asdict(terms) | {
            "checkout": checkout or str(uuid.uuid4()),
            "shopper_id": shopper.id,
            "buyer_phone": shopper.phone,
            "placed_at": clock.now(),
        }
        orders = [_order(quoted, known, (parcels or {}).get(quoted.seller_id)) for quoted in quotes]
        session.add_all(orders)
        session.flush()
        for order in orders:
            order.number = f"P{order.id:04d}"  # an id is given once, whoever places at the same moment
        session.add_all(_first_event(order) for order in orders)
        session.flush()
        return orders


def _order(quoted: Quote, known: dict[str, Any], parcel: Parcel | None) -> Order:
    """One seller's order, still without its number."""
    lines = [
        OrderLine(
            listing_id=line.listing_id,
            code=line.listing.code,
            title=line.listing.title,
            product=line.listing.product,
            technique=line.listing.technique,
            size=line.size,
            quantity=line.quantity,
            unit_price=line.unit_price,
            rounding=line.unit.rounding,
        )
        for line in quoted.lines
    ]
    order = Order(number="?" + secrets.token_hex(5), seller=quoted.seller, lines=lines, **known)
    order.lead_days, order.deposit = quoted.lead_days, quoted.deposit
    if parcel:
        order.shipping_fee, order.shipping_service = parcel.fee, parcel.service
        order.weight_g, order.packer_id = parcel.weight_g, parcel.packer_id
    return order


def _first_event(order: Order) -> OrderEvent:
    """The beginning of the log, with all terms that later events may change (see events.py)."""
    facts = {
        "pieces": sum(line.quantity for line in order.lines),
        "goods_total": order.goods_total,
        "sets": {
            "delivery": order.delivery,
            "payment_method": order.payment_method,
            "shipping_fee": order.shipping_fee,
            "lines": [asdict(line) for line in terms_of(order)],
        },
    }
    return OrderEvent(
        order_id=order.id, at=order.placed_at, kind="placed", actor=SHOPPER, actor_id=order.shopper_id, facts=facts
    )


def _listings(session: Session, codes: set[str]) -> dict[str, Listing]:
    """The listings by code, with their stock as it is now, whatever the session has read before."""
    listing: Any = Listing  # mypy takes relationships for what they lead to
    found = session.exec(
        select(Listing)
        .where(col(Listing.code).in_(codes))
        .options(selectinload(listing.variants), selectinload(listing.tiers), joinedload(listing.seller))
        .execution_options(populate_existing=True)
    )
    return {listing.code: listing for listing in found}


def _add_up(listings: dict[str, Listing], lines: Sequence[WantedLine]) -> dict[tuple[str, str], int]:
    """Pieces by code and size, in the order of first mention; raises when a code or size can't be ordered at all."""
    wanted: dict[tuple[str, str], int] = {}
    for line in lines:
        listing = listings.get(line.code)
        if listing is None:
            raise errors.UnknownCode(line.code)
        if not is_visible(listing):
            raise errors.NotForSale(line.code)
        key = (line.code, _size(listing, line.size))
        wanted[key] = wanted.get(key, 0) + line.quantity
    return wanted


def _size(listing: Listing, named: str) -> str:
    """The size that is meant: the one named, or the only one there is."""
    sizes = [variant.size for variant in listing.variants]
    if named and named not in sizes:
        raise errors.UnknownSize(listing.code, named, sizes)
    if named or not sizes:
        return named
    if len(sizes) > 1:
        raise errors.SizeNeeded(listing.code, [size for size in sizes if available(listing, size) > 0])
    return sizes[0]


def _check_stock(listings: dict[str, Listing], wanted: dict[tuple[str, str], int]) -> None:
    """Raise SoldOut for the first line that, with the lines before it, is more than there is."""
    taken: dict[tuple[str, str], int] = {}
    for (code, size), quantity in wanted.items():
        listing = listings[code]
        shelf = (code, "" if listing.stock is not None else size)
        left = available(listing, size) - taken.get(shelf, 0)
        if quantity > left:
            raise errors.SoldOut(code, size, left)
        taken[shelf] = taken.get(shelf, 0) + quantity


def _check_minimum(pieces: Sequence[tuple[Listing, int]]) -> None:
    few = too_few(pieces)
    if few:
        raise errors.BelowMinimum(few.listing.code if few.listing else "", few.seller.shop, few.least, few.pieces)
