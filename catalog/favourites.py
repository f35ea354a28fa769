"""Goods that somebody has put aside to look at again."""

from collections.abc import Sequence

from sqlmodel import Session, col, delete, func, select

from catalog.models import Listing, SavedListing, Seller

MOST = 50  # of one person: more is no list any more


def save(session: Session, person_id: int | None, listing_id: int | None) -> bool:
    """Puts it aside; False when that was so already, or there are MOST already."""
    assert person_id is not None and listing_id is not None
    if session.get(SavedListing, (person_id, listing_id)) is not None or _count(session, person_id) >= MOST:
        return False
    session.add(SavedListing(person_id=person_id, listing_id=listing_id))
    session.flush()
    return True


def is_saved(session: Session, person_id: int | None, listing_id: int | None) -> bool:
    return session.get(SavedListing, (person_id, listing_id)) is not None


def drop(session: Session, person_id: int | None, listing_id: int | None) -> bool:
    """Not put aside any more; False when it was not."""
    mine = delete(SavedListing).where(
        col(SavedListing.person_id) == person_id, col(SavedListing.listing_id) == listing_id
    )
    return session.exec(mine).rowcount > 0


def listing_ids(session: Session, person_id: int | None) -> Sequence[int]:
    """What this person has put aside and shoppers may still see, the newest first."""
    mine = (
        select(SavedListing.listing_id)
        .join(Listing)
        .join(Seller)
        .where(
            SavedListing.person_id == person_id,
            ~col(Listing.hidden),
            col(Seller.visible),
            col(Seller.suspended_at).is_(None),
        )
        .order_by(col(SavedListing.saved_at).desc(), col(SavedListing.listing_id).desc())
    )
    return session.exec(mine).all()


def _count(session: Session, person_id: int) -> int:
    return session.exec(select(func.count()).where(SavedListing.person_id == person_id)).one()
