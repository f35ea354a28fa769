"""The log of a shop: who changed what of it and when, from what to what. Only ever added to."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from catalog.models import ShopEvent


def record(
    session: Session,
    seller_id: int | None,
    kind: str,
    *,
    person_id: int | None,
    actor: str = "seller",
    listing_id: int | None = None,
    old: dict[str, Any] | None = None,
    new: dict[str, Any] | None = None,
    undoes: int | None = None,
) -> ShopEvent:
    """Notes a change in the caller's transaction, and returns it with its id. `kind`: what was done ("stock", "price",
    "listed", "helper_added" …); `old` and `new`: the changed fields by name, as JSON; `actor`: seller, officer or clock;
    `undoes`: the id of the event that this one takes back."""
    assert seller_id is not None
    event = ShopEvent(
        seller_id=seller_id,
        kind=kind,
        actor=actor,
        person_id=person_id,
        listing_id=listing_id,
        old=old or {},
        new=new or {},
        undoes=undoes,
    )
    session.add(event)
    session.flush()
    return event


def latest(session: Session, seller_id: int | None, person_id: int | None, since: datetime) -> ShopEvent | None:
    """The newest change that this person made to this shop since then (UTC); None when there is none, or when it is
    taken back already or takes another back."""
    newest = (
        select(ShopEvent)
        .where(ShopEvent.seller_id == seller_id, ShopEvent.person_id == person_id, ShopEvent.at >= since)
        .order_by(col(ShopEvent.id).desc())
        .limit(1)
    )
    event = session.exec(newest).first()
    return None if event is None or event.undoes is not None else event


def of_listing(session: Session, listing_id: int | None) -> Sequence[ShopEvent]:
    """All that was changed of a listing, oldest first."""
    rows = select(ShopEvent).where(ShopEvent.listing_id == listing_id).order_by(col(ShopEvent.id))
    return session.exec(rows).all()
