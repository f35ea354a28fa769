"""How orders hold the stock they are about to change."""

from collections.abc import Iterable

from sqlmodel import Session, col, select

from catalog.models import Listing


def lock_listings(session: Session, listing_ids: Iterable[int | None]) -> None:
    """Hold the stock of these listings until the transaction ends, so that no other order changes it.

    Always in the order of ids: two checkouts of the same goods queue up instead of waiting for each other for ever.
    On SQLite the transaction has the only writer's place anyway and this locks nothing more.
    """
    rows = select(Listing.id).where(col(Listing.id).in_(set(listing_ids))).order_by(col(Listing.id))
    session.exec(rows.with_for_update(key_share=True)).all()
