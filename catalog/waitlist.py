"""Who wants to hear when goods can be had again: told once, in the order of asking.

Whatever brings pieces back (a cancelled order, a new stock, a shop that opens again) says so here; if somebody waits, a
deed of the clock is arranged under CAN_BE_HAD, and whoever has registered that name tells the people.
"""

from collections.abc import Collection, Sequence, Set
from datetime import datetime

from sqlmodel import Session, col, delete, func, select

import clock
import scheduling
from catalog.models import Listing, WaitlistEntry
from people.models import Person

CAN_BE_HAD = "catalog.can_be_had"  # (session, listing_id)


def join(session: Session, person_id: int | None, listing_id: int | None, size: str) -> int:
    """The person waits for this listing, in this size ("": any); returns the place in the queue, from 1. Who waits
    already keeps the place."""
    assert person_id is not None and listing_id is not None
    entry = _of(session, person_id, listing_id) or WaitlistEntry(person_id=person_id, listing_id=listing_id)
    if entry.id is None or entry.told_at is not None:
        entry.asked_at, entry.told_at, entry.turn_until = clock.now(), None, None
    entry.size = size
    session.add(entry)
    session.flush()
    return place(session, entry)


def place(session: Session, entry: WaitlistEntry) -> int:
    """The place in the queue, from 1."""
    before = select(func.count()).where(*_waits(entry.listing_id), col(WaitlistEntry.asked_at) < entry.asked_at)
    return session.exec(before).one() + 1


def leave(session: Session, person_id: int | None, listing_ids: Collection[int | None]) -> int:
    """The person does not wait for these (any more): returns for how many he did."""
    mine = delete(WaitlistEntry).where(
        col(WaitlistEntry.person_id) == person_id, col(WaitlistEntry.listing_id).in_(listing_ids)
    )
    return session.exec(mine).rowcount


def tell(entry: WaitlistEntry, until: datetime | None) -> None:
    """The person was told; `until`: so long a piece counts as this person's."""
    entry.told_at, entry.turn_until = clock.now(), until


def wait_on(session: Session, entry_id: int) -> None:
    """What the person was to be told had come to nothing before it was read: the old place is kept."""
    entry = session.get(WaitlistEntry, entry_id)
    if entry is not None:
        entry.told_at = entry.turn_until = None
        session.flush()


def can_be_had(session: Session, listing_ids: Collection[int | None]) -> None:
    """There are pieces of these listings again, or they are shown again; costs next to nothing where nobody waits."""
    somebody = select(WaitlistEntry.listing_id).where(
        col(WaitlistEntry.listing_id).in_(listing_ids), col(WaitlistEntry.told_at).is_(None)
    )
    for listing_id in session.exec(somebody.distinct()):
        scheduling.arrange(session, CAN_BE_HAD, str(listing_id), clock.now(), listing_id=listing_id)


def can_be_had_again(session: Session, listing_ids: Set[int]) -> None:
    """The same of very many listings."""
    waited = session.exec(select(WaitlistEntry.listing_id).where(col(WaitlistEntry.told_at).is_(None)).distinct())
    if here := listing_ids & set(waited):
        can_be_had(session, here)


def shop_is_shown(session: Session, seller_id: int | None) -> None:
    """All goods of this shop can be had again."""
    waited = (
        select(WaitlistEntry.listing_id)
        .join(Listing)
        .where(Listing.seller_id == seller_id, col(WaitlistEntry.told_at).is_(None))
    )
    can_be_had(session, session.exec(waited.distinct()).all())


def waiting(session: Session, listing_id: int) -> Sequence[tuple[WaitlistEntry, Person]]:
    """Who waits and was not told yet, in the order of asking; who said STOP waits for nothing."""
    rows = select(WaitlistEntry, Person).join(Person).where(*_waits(listing_id), col(Person.opted_out_at).is_(None))
    return session.exec(rows.order_by(col(WaitlistEntry.asked_at), col(WaitlistEntry.id))).all()


def in_turn(session: Session, listing_id: int) -> Sequence[WaitlistEntry]:
    """Who was told, and for whom a piece is still counted."""
    told = select(WaitlistEntry).where(
        WaitlistEntry.listing_id == listing_id, col(WaitlistEntry.turn_until) > clock.now()
    )
    return session.exec(told).all()


def of_person(session: Session, person_id: int | None) -> Sequence[tuple[WaitlistEntry, Listing]]:
    """What this person waits for and was not told of yet, as far as shoppers may still see it; the oldest first."""
    rows = (
        select(WaitlistEntry, Listing)
        .join(Listing)
        .where(
            WaitlistEntry.person_id == person_id,
            col(WaitlistEntry.told_at).is_(None),
            col(Listing.deleted_at).is_(None),
        )
    )
    return session.exec(rows.order_by(col(WaitlistEntry.asked_at))).all()


def _waits(listing_id: int) -> tuple[bool, bool]:
    return WaitlistEntry.listing_id == listing_id, col(WaitlistEntry.told_at).is_(None)  # type: ignore[return-value]


def _of(session: Session, person_id: int, listing_id: int) -> WaitlistEntry | None:
    mine = select(WaitlistEntry).where(WaitlistEntry.person_id == person_id, WaitlistEntry.listing_id == listing_id)
    return session.exec(mine).first()
