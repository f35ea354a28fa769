"""Listings that a person should look at: a technique that the price does not fit, no technique at all, a picture that
another shop shows too. A doubt is no proof; what staff have decided is not asked again."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, or_
from sqlalchemy.orm import aliased, joinedload
from sqlmodel import Session, col, func, select

from catalog.models import Listing, Photo, Seller, ShopEvent

LOOKED_AT = "looked_at"  # the shop's event by which an officer says that all is well
CHEAPEST_TULIS = (
    150_000  # rupiah; hand-drawn batik below it is rare enough to ask (the market's own sample starts there)
)
TOO_DEAR_PRINTING = 750_000
REASONS = ("cheap_tulis", "dear_printing", "no_technique", "same_picture")


@dataclass(frozen=True)
class Doubt:
    """`reason`: one of REASONS; `others`: codes of other shops' listings that show the same picture."""

    listing: Listing
    reason: str
    others: tuple[str, ...] = ()


def all_(session: Session, limit: int = 200) -> list[Doubt]:
    """The doubts that nobody has looked at, the newest listing first."""
    listing: Any = Listing
    twins = _twins(session)
    found = session.exec(
        _doubted(twins).options(joinedload(listing.seller)).order_by(col(Listing.id).desc()).limit(limit)
    ).all()
    return [Doubt(one, _reason(one, twins), tuple(twins.get(one.id or 0, ()))) for one in found]


def count(session: Session) -> int:
    """How many they are."""
    return session.exec(select(func.count()).select_from(_doubted(_twins(session)).subquery())).one()


def _reason(listing: Listing, twins: dict[int, list[str]]) -> str:
    if listing.id in twins:
        return "same_picture"
    if listing.technique is None:
        return "no_technique"
    return "cheap_tulis" if listing.technique == "tulis" else "dear_printing"


def _doubted(twins: dict[int, list[str]]) -> Any:
    listing: Any = Listing
    seen = select(ShopEvent.id).where(ShopEvent.listing_id == Listing.id, ShopEvent.kind == LOOKED_AT).exists()
    odd = or_(
        and_(listing.technique == "tulis", listing.price < CHEAPEST_TULIS),
        and_(listing.technique == "printing", listing.price > TOO_DEAR_PRINTING),
        listing.technique.is_(None),
        listing.id.in_(twins),
    )
    shown = listing.deleted_at.is_(None), listing.hidden.is_(False), col(Seller.forgotten_at).is_(None)
    return select(Listing).join(Seller).where(odd, *shown, ~seen)


def _twins(session: Session) -> dict[int, list[str]]:
    """Codes of listings of other shops that show the very same picture, by listing."""
    own: Any = Listing  # mypy takes columns for their values
    mine: Any = aliased(Photo)
    theirs: Any = aliased(Photo)
    other: Any = aliased(Listing)
    pairs = (
        select(own.id, other.code)
        .join(mine, mine.listing_id == own.id)
        .join(theirs, and_(theirs.key == mine.key, theirs.listing_id != mine.listing_id))
        .join(other, other.id == theirs.listing_id)
        .where(other.seller_id != own.seller_id, mine.key.is_not(None))
    )
    twins: dict[int, list[str]] = {}
    for listing_id, code in session.exec(pairs):
        twins.setdefault(listing_id, []).append(code)
    return twins
