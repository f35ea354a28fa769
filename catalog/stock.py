"""Taking pieces off the shelf and putting them back, so that two shoppers never get the same last piece.

How many pieces there are is asked in catalog.lookup. Goods that are made to order have always enough (made_to_order.py).
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import case, update
from sqlalchemy.orm import attributes, selectinload, util
from sqlmodel import Session, col, select

import clock
from catalog import waitlist
from catalog.errors import SoldOut
from catalog.models import Listing, Variant


def hold(session: Session, listing_ids: Iterable[int | None]) -> list[Listing]:
    """These listings as they are now, with sizes and tiers, in the order of their ids; nobody else changes or orders of
    them until the transaction ends.

    Always in the order of ids: two who want the same queue up instead of waiting for each other for ever. On SQLite the
    transaction has the only writer's place anyway and this locks nothing more.
    """
    listing: Any = Listing  # mypy takes relationships for what they lead to
    rows = select(Listing).where(col(Listing.id).in_(set(listing_ids))).order_by(col(Listing.id))
    rows = rows.options(selectinload(listing.variants), selectinload(listing.tiers))
    rows = rows.with_for_update(key_share=True).execution_options(populate_existing=True)
    return list(session.exec(rows).all())


def take(session: Session, listing_id: int, size: str, quantity: int) -> None:
    """Take `quantity` pieces off the stock of `size` ("" where the listing has none), all or none.

    The UPDATE itself asks whether enough is left, so the stock never goes below zero, whoever else takes at the same
    moment. Raises SoldOut with what is left, 0 when there is no such listing or size.
    """
    if not _move(session, listing_id, size, -quantity):
        code, left = _left(session, listing_id, size)
        raise SoldOut(code, size, left)


def give_back(session: Session, listing_id: int, size: str, quantity: int, is_there: bool = True) -> None:
    """Put `quantity` pieces back on the shelf. A size that the seller has removed meanwhile keeps none. Not `is_there`:
    the seller says that there are none, so nobody who waits for them is told."""
    if not _move(session, listing_id, size, quantity):
        _touch(session, listing_id, -quantity)
    elif is_there:
        waitlist.can_be_had(session, [listing_id])


def _move(session: Session, listing_id: int, size: str, change: int) -> bool:
    """Add `change` to the shared stock, or else to the size's own; False where that would leave fewer than none."""
    enough = -change  # pieces that must be there; giving back needs none
    shared = (
        update(Listing)
        .where(col(Listing.id) == listing_id, col(Listing.stock) >= enough)
        .values(
            stock=case((col(Listing.lead_days).is_not(None), col(Listing.stock)), else_=col(Listing.stock) + change)
        )
        .returning(col(Listing.id), col(Listing.stock))
    )
    own = (
        update(Variant)
        .where(col(Variant.listing_id) == listing_id, col(Variant.size) == size, col(Variant.stock) >= enough)
        .values(stock=col(Variant.stock) + change)
        .returning(col(Variant.id), col(Variant.stock))
    )
    changed = _changed(session, Listing, shared) or _changed(session, Variant, own)
    if changed:
        _touch(session, listing_id, -change)
    return changed


def _touch(session: Session, listing_id: int, sold: int) -> None:
    """Count `sold` pieces as sold (negative: not sold after all) and tell the search that the listing has changed."""
    now = clock.now()
    ordered = {"last_ordered_at": now} if sold > 0 else {}
    session.execute(
        update(Listing)
        .where(col(Listing.id) == listing_id)
        .values(sold=col(Listing.sold) + sold, changed_at=now, **ordered)
        .execution_options(synchronize_session=False)
    )


def _changed(session: Session, model: type[Listing] | type[Variant], statement: Any) -> bool:
    """Run an UPDATE of one row's stock; what the session has of that row in hand learns the new number."""
    row = session.execute(statement.execution_options(synchronize_session=False)).first()
    if row is None:
        return False
    in_hand = session.identity_map.get(util.identity_key(model, row.id))
    if in_hand is not None:
        attributes.set_committed_value(in_hand, "stock", row.stock)
    return True


def _left(session: Session, listing_id: int, size: str) -> tuple[str, int]:
    """The listing's code and how many pieces of `size` can be taken now."""
    query = (
        select(Listing.code, Listing.stock, Variant.stock)
        .join(Variant, (col(Variant.listing_id) == Listing.id) & (col(Variant.size) == size), isouter=True)
        .where(Listing.id == listing_id)
    )
    row = session.exec(query).first()
    if row is None:
        return "", 0
    code, shared, own = row
    return code, shared if shared is not None else own or 0
