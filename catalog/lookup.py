"""Finding listings and stalls by code, id or person, and what can be read off a listing in hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, func
from sqlalchemy import select as select_columns
from sqlalchemy.orm import joinedload, selectinload
from sqlmodel import Session, col, select

from catalog.models import Listing, ListingColour, ListingMotif, Photo, Seller, ShopNumber, Tier, Variant, name_key
from people.models import Person

# Listings with everything at hand, in one query a table. Built once: that costs as much as running them.
_CHILDREN = (Listing.variants, Listing.motifs, Listing.colours, Listing.tiers, Listing.photos)
_WHOLE: Any = select(Listing).options(joinedload(Listing.seller), *(selectinload(child) for child in _CHILDREN))  # type: ignore[arg-type]
_IN_HAND: Any = (
    select(Listing).options(joinedload(Listing.seller)).where(Listing.code == bindparam("code"))  # type: ignore[arg-type]
)
_BY_CODE = _WHOLE.where(col(Listing.code).in_(bindparam("codes", expanding=True)))
_BY_ID = _WHOLE.where(col(Listing.id).in_(bindparam("ids", expanding=True)))


def by_code(session: Session, code: str) -> Listing | None:
    """The listing with this code ("k0123" too), whether it can be bought or not, with all that a card shows."""
    return next(iter(by_codes(session, [code.upper()])), None)


def talked_of(session: Session, code: str) -> Listing | None:
    """The same, of which perhaps little is asked: what belongs to it is read when it is looked at, in this session."""
    return session.execute(_IN_HAND, {"code": code.upper()}).scalars().first()


def by_ids(session: Session, listing_ids: Sequence[int]) -> list[Listing]:
    """The listings in the order of `listing_ids`, with all that a card shows; ids that are nobody's are left out."""
    found = {listing.id: listing for listing in session.execute(_BY_ID, {"ids": listing_ids}).scalars()}
    return [found[listing_id] for listing_id in listing_ids if listing_id in found]


def by_codes(session: Session, codes: Sequence[str]) -> list[Listing]:
    """The listings with these codes, in their order; codes that are nobody's are left out."""
    found = {listing.code: listing for listing in session.execute(_BY_CODE, {"codes": codes}).scalars()}
    return [found[code] for code in codes if code in found]


@dataclass(frozen=True)
class Goods:
    """What a contact sheet shows of a listing. `left`: pieces of all sizes that can be ordered now."""

    code: str
    title: str
    price: int  # rupiah
    left: int
    photo: str | None  # where media keeps the first picture
    hidden: bool = False
    technique: str | None = None
    motif: str | None = None  # the first one
    colour: str | None = None  # the first one


def goods_of(listing: Listing) -> Goods:
    """The same of a listing in hand."""
    photo = next((photo.key for photo in listing.photos if photo.key), None)
    motif = listing.motifs[0].motif if listing.motifs else None
    colour = listing.colours[0].colour if listing.colours else None
    left = total_available(listing)
    return Goods(
        listing.code, listing.title, listing.price, left, photo, listing.hidden, listing.technique, motif, colour
    )


def goods(session: Session, listing_ids: Sequence[int]) -> list[Goods]:
    """What a contact sheet shows of these listings, in their order, in one query: every search asks this."""
    found = {row[0]: Goods(*row[1:]) for row in session.execute(_GOODS_BY_ID, {"ids": listing_ids})}
    return [found[listing_id] for listing_id in listing_ids if listing_id in found]


_PIECES = select(func.coalesce(func.sum(Variant.stock), 0)).where(Variant.listing_id == Listing.id)
LEFT: Any = func.coalesce(Listing.stock, _PIECES.correlate(Listing).scalar_subquery())


def _first(value: Any, position: Any, of_listing: Any) -> Any:
    """The listing's value that comes first by its position."""
    rows = select_columns(value).where(of_listing == Listing.id, value.is_not(None))
    return rows.order_by(position).limit(1).correlate(Listing).scalar_subquery()


GOODS: tuple[Any, ...] = (  # the columns of a Goods
    col(Listing.code),
    col(Listing.title),
    col(Listing.price),
    LEFT,
    _first(col(Photo.key), col(Photo.position), col(Photo.listing_id)),
    col(Listing.hidden),
    col(Listing.technique),
    _first(col(ListingMotif.motif), col(ListingMotif.position), col(ListingMotif.listing_id)),
    _first(col(ListingColour.colour), col(ListingColour.position), col(ListingColour.listing_id)),
)
_GOODS_BY_ID = select_columns(col(Listing.id), *GOODS).where(col(Listing.id).in_(bindparam("ids", expanding=True)))


def is_visible(listing: Listing) -> bool:
    """Whether shoppers may see it: neither the listing nor its stall is hidden or suspended."""
    return not listing.hidden and listing.seller.is_shown


def is_on_holiday(listing: Listing) -> bool:
    """Whether shoppers would see it if its stall were not on holiday."""
    seller = listing.seller
    return not listing.hidden and seller.visible and seller.suspended_at is None and seller.closed_at is not None


def available(listing: Listing, size: str) -> int:
    """Pieces of `size` that can be ordered now; where all sizes share one stock, that one. 0 for an unknown size."""
    variant = next((variant for variant in listing.variants if variant.size == size), None)
    if variant is None and (size or listing.variants):
        return 0
    if listing.stock is not None:
        return listing.stock
    return (variant.stock or 0) if variant else 0


def total_available(listing: Listing) -> int:
    """Pieces of all sizes together that can be ordered now."""
    if listing.stock is not None:
        return listing.stock
    return sum(variant.stock or 0 for variant in listing.variants)


def unit_price(listing: Listing, quantity: int) -> int:
    """Rupiah for each of `quantity` pieces: that of the highest tier reached, else the listing's price."""
    tier = tier_of(listing, quantity)
    return tier.unit_price if tier else listing.price


def tier_of(listing: Listing, quantity: int) -> Tier | None:
    """The highest tier that so many pieces reach."""
    reached = [tier for tier in listing.tiers if tier.min_quantity <= quantity]
    return max(reached, key=lambda tier: tier.min_quantity, default=None)


def price_of(listing: Listing, quantity: int) -> int:
    """Rupiah for `quantity` pieces together."""
    tier = tier_of(listing, quantity)
    return share_of(tier, quantity) if tier else quantity * listing.price


def share_of(tier: Tier, quantity: int) -> int:
    """Rupiah for so many pieces at this tier's price: of a lot's price their share, to the nearest rupiah."""
    if tier.lot_price is None:
        return quantity * tier.unit_price
    return (2 * quantity * tier.lot_price + tier.min_quantity) // (2 * tier.min_quantity)


_STALL_OF: Any = select(Seller).join(ShopNumber).where(ShopNumber.person_id == bindparam("person_id"))


def seller_of_person(session: Session, person_id: int | None) -> Seller | None:
    """The stall that the person acts for."""
    return session.execute(_STALL_OF, {"person_id": person_id}).scalars().first()


def seller_by_phone(session: Session, phone: str) -> Seller | None:
    """The stall with this number (E.164)."""
    return session.exec(select(Seller).where(Seller.phone == phone)).first()


def locked_seller(session: Session, seller_id: int | None) -> Seller:
    """The stall with this id as it is now, its row locked: two who change it come one after the other. Raises
    LookupError when there is none."""
    session.flush()  # else reading again forgets what was changed and not yet written
    row = select(Seller).where(Seller.id == seller_id).with_for_update(key_share=True)
    seller = session.exec(row.execution_options(populate_existing=True)).first()
    if seller is None:
        raise LookupError(f"no stall {seller_id}")
    return seller


def shop_called(session: Session, name: str) -> Seller | None:
    """A stall with this name, whatever its case and marks, shown or not; the names of those that are forgotten are free."""
    called = select(Seller).where(Seller.name_key == name_key(name), col(Seller.forgotten_at).is_(None))
    return session.exec(called.limit(1)).first()


def people_of(session: Session, seller_id: int | None) -> Sequence[Person]:
    """Who may act for the stall, the first one first."""
    people = select(Person).join(ShopNumber).where(ShopNumber.seller_id == seller_id)
    return session.exec(people.order_by(col(Person.id))).all()
