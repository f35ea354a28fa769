"""The log of a shop: who changed what of it and when, from what to what. Only ever added to; what tells of a person is
blanked when that person is forgotten."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlmodel import Session, and_, col, or_, select

import clock
from catalog.models import ShopEvent

# Values that tell of the person who has the shop.
PERSONAL = frozenset(("owner", "phone", "address", "nib", "bank", "bank_account", "account_holder", "qris"))


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
    batch: str | None = None,
) -> ShopEvent:
    """Notes a change in the caller's transaction, and returns it with its id. `kind`: what was done ("stock", "price",
    "listed", "helper_added" …); `old` and `new`: the changed fields by name, as JSON; `actor`: seller, officer or clock;
    `undoes`: the id of the event that this one takes back; `batch`: the same for all that one message changes, so that
    it is taken back at once."""
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
        batch=batch,
    )
    return keep(session, event)


def keep(session: Session, event: ShopEvent) -> ShopEvent:
    """Notes a change that is written down already, and returns it with its id."""
    session.add(event)
    session.flush()
    return event


def latest(session: Session, seller_id: int | None, person_id: int | None, kinds: Collection[str]) -> ShopEvent | None:
    """The newest change of these kinds that this person made to this shop; perhaps one that takes another back."""
    newest = (
        select(ShopEvent)
        .where(ShopEvent.seller_id == seller_id, ShopEvent.person_id == person_id, col(ShopEvent.kind).in_(kinds))
        .order_by(col(ShopEvent.id).desc())
        .limit(1)
    )
    return session.exec(newest).first()


def of_shop(session: Session, seller_id: int | None, event_id: int) -> ShopEvent | None:
    """The change with this id; None when there is none or it is another shop's."""
    return session.exec(select(ShopEvent).where(ShopEvent.id == event_id, ShopEvent.seller_id == seller_id)).first()


def together(session: Session, event: ShopEvent) -> Sequence[ShopEvent]:
    """All that the same message changed, the event itself among it, oldest first."""
    if event.batch is None:
        return [event]
    rows = select(ShopEvent).where(ShopEvent.seller_id == event.seller_id, ShopEvent.batch == event.batch)
    return session.exec(rows.order_by(col(ShopEvent.id))).all()


def is_taken_back(session: Session, event: ShopEvent) -> bool:
    """Whether a later event takes this one back. Ask while what it changed is held (stock.hold)."""
    return session.exec(select(ShopEvent.id).where(ShopEvent.undoes == event.id).limit(1)).first() is not None


def of_listing(session: Session, listing_id: int | None) -> Sequence[ShopEvent]:
    """All that was changed of a listing, oldest first."""
    rows = select(ShopEvent).where(ShopEvent.listing_id == listing_id).order_by(col(ShopEvent.id))
    return session.exec(rows).all()


def forget(session: Session, person_id: int | None, phone: str | None) -> None:
    """Blanks what the log tells of a person: all of PERSONAL in what the founder of a shop told of it, and the number
    (E.164) wherever the shop has moved from or to it. What a helper changed tells of the shop's owner, and stays."""
    founded = select(ShopEvent.seller_id).where(ShopEvent.kind == "joined", ShopEvent.person_id == person_id)
    own = and_(ShopEvent.person_id == person_id, col(ShopEvent.seller_id).in_(founded))
    for event in session.exec(select(ShopEvent).where(or_(own, ShopEvent.kind == "moved"))):
        _blank(event, None if event.person_id == person_id else phone or "")
    session.flush()


def forget_shop(session: Session, seller_id: int | None) -> None:
    """Blanks all of PERSONAL in the log of a shop whose owner is forgotten."""
    for event in session.exec(select(ShopEvent).where(ShopEvent.seller_id == seller_id)):
        _blank(event, None)
    session.flush()


def _blank(event: ShopEvent, only: str | None) -> None:
    """Empties the values of PERSONAL in the event; not None: only those that are the same as this."""
    old, new = (
        {name: "" if value and name in PERSONAL and only in (None, value) else value for name, value in values.items()}
        for values in (event.old, event.new)
    )
    if event.forgotten_at is None and (old, new) != (event.old, event.new):
        event.old, event.new, event.forgotten_at = old, new, clock.now()
