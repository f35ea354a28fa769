"""Goods that are made when they are ordered (PO): they need no stock. As long as a listing is such goods, its stock stands
at the most that may be ordered at once and no order lowers it (stock.py), so search and baskets find it like any other.
"""

from sqlmodel import Session

from catalog import changes, shelf
from catalog.models import Listing

PIECES = 1_000  # the most of one order
MOST_DAYS = 180
MOST_PERCENT = 90  # of a down payment: what is more is paid in full


def begin(session: Session, listing: Listing, person_id: int | None, days: int, percent: int) -> bool:
    """Have it made to order: ready about `days` after the order, with `percent` of the price down; False when it was so
    already. The listing's row must be held (stock.hold)."""
    return _set(session, listing, person_id, days, percent)


def end(session: Session, listing: Listing, person_id: int | None) -> bool:
    """It is sold from stock again, of which there is none yet; False when it was so already."""
    return _set(session, listing, person_id, None, 0)


def deposit(listing: Listing, total: int) -> int:
    """Rupiah to be paid down for goods of this listing that cost `total`; 0 where nothing is asked ahead."""
    return -(-total * listing.deposit_percent // 100) if listing.lead_days else 0


def _set(session: Session, listing: Listing, person_id: int | None, days: int | None, percent: int) -> bool:
    if (listing.lead_days, listing.deposit_percent) == (days, percent):
        return False
    old_counts = shelf.counts(listing)
    old = {"lead_days": listing.lead_days, "deposit_percent": listing.deposit_percent}
    was_made = listing.lead_days is not None
    listing.lead_days, listing.deposit_percent = days, percent
    if was_made != (days is not None):
        _restock(listing, days is not None)
    counts = shelf.counts(listing)
    keys = [key for key in {**old_counts, **counts} if old_counts.get(key, 0) != counts.get(key, 0)]
    changes.record(
        session,
        listing.seller_id,
        "made_to_order",
        person_id=person_id,
        listing_id=listing.id,
        old=old | {"stock": {key: old_counts.get(key, 0) for key in keys}},
        new={"lead_days": days, "deposit_percent": percent, "stock": {key: counts.get(key, 0) for key in keys}},
    )
    return True


def _restock(listing: Listing, is_made: bool) -> None:
    """One number for all sizes while it is made to order; afterwards none of any size."""
    has_sizes = any(variant.size != "allsize" for variant in listing.variants)
    listing.stock = PIECES if is_made else None if has_sizes else 0
    for variant in listing.variants:
        variant.stock = 0 if has_sizes and not is_made else None
