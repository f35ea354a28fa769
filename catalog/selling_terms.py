"""How a stall sells: whether motifs count together for the wholesale price, the least it sells, parcels with others, and
what buyers get to pay by."""

from typing import Any

from sqlmodel import Session

from catalog import changes
from catalog.models import Listing, Seller

MOST_PIECES = 10_000  # that a minimum may be


def set_of_shop(session: Session, seller: Seller, person_id: int | None, **terms: Any) -> bool:
    """Change `mixes_tiers`, `joins_parcels`, `min_pieces`, `wants_unique_digits` or `exact_qris` of a shop and log it; False when they were so already."""
    return _set(session, seller, seller.id, person_id, None, terms)


def set_minimum(session: Session, listing: Listing, person_id: int | None, pieces: int) -> bool:
    """The least that is sold of one listing at once; False when it was that already."""
    return _set(session, listing, listing.seller_id, person_id, listing.id, {"min_pieces": pieces})


def _set(
    session: Session,
    row: Seller | Listing,
    seller_id: int | None,
    person_id: int | None,
    listing_id: int | None,
    terms: dict[str, Any],
) -> bool:
    old = {name: getattr(row, name) for name in terms}
    if old == terms:
        return False
    for name, value in terms.items():
        setattr(row, name, value)
    changes.record(session, seller_id, "terms", person_id=person_id, listing_id=listing_id, old=old, new=terms)
    return True
