"""Who has agreed to hear of a shop's new goods. A shop that lists something says so here; if anybody follows it, a deed of
the clock is arranged under NEW_GOODS, and whoever has registered that name tells the followers."""

from collections.abc import Sequence
from datetime import timedelta

from sqlmodel import Session, col, delete, or_, select

import clock
import scheduling
from catalog import opening_hours
from catalog.models import FollowedShop, Listing, Seller
from people.models import WINDOW, Person

NEW_GOODS = "catalog.new_goods"  # (session, seller_id)
GATHERED_FOR = timedelta(hours=3)  # a seller lists several goods in one sitting
PAUSE = timedelta(days=7)  # between two messages of one shop to one person


def follow(session: Session, person_id: int | None, seller_id: int | None) -> bool:
    """False when that was so already."""
    assert person_id is not None and seller_id is not None
    if session.get(FollowedShop, (person_id, seller_id)) is not None:
        return False
    session.add(FollowedShop(person_id=person_id, seller_id=seller_id))
    session.flush()
    return True


def unfollow(session: Session, person_id: int | None, seller_id: int | None) -> bool:
    """False when it was not followed."""
    mine = delete(FollowedShop).where(
        col(FollowedShop.person_id) == person_id, col(FollowedShop.seller_id) == seller_id
    )
    return session.exec(mine).rowcount > 0


def shops_of(session: Session, person_id: int | None) -> Sequence[Seller]:
    """The shops that this person follows, the newest first."""
    mine = select(Seller).join(FollowedShop).where(FollowedShop.person_id == person_id)
    return session.exec(mine.order_by(col(FollowedShop.since).desc())).all()


def has_listed(session: Session, seller_id: int) -> None:
    """The shop offers something new; costs next to nothing where nobody follows it. Followers hear of it in the shop's
    opening hours."""
    if session.exec(select(FollowedShop.person_id).where(FollowedShop.seller_id == seller_id).limit(1)).first() is None:
        return
    due = clock.now() + GATHERED_FOR
    due = opening_hours.next_opening(session.get_one(Seller, seller_id), due) or due
    scheduling.arrange(session, NEW_GOODS, str(seller_id), due, seller_id=seller_id)


def to_tell(session: Session, seller_id: int, after: int, limit: int) -> Sequence[tuple[FollowedShop, Person]]:
    """Who follows the shop, may be written to freely, has not said STOP, and was told nothing of it for PAUSE: the
    first `limit` by the person's id, from the one `after` on."""
    now = clock.now()
    rows = (
        select(FollowedShop, Person)
        .join(Person)
        .where(
            FollowedShop.seller_id == seller_id,
            FollowedShop.person_id > after,
            col(Person.opted_out_at).is_(None),
            col(Person.last_heard_at) > now - WINDOW,
            or_(col(FollowedShop.told_at).is_(None), col(FollowedShop.told_at) < now - PAUSE),
        )
    )
    return session.exec(rows.order_by(col(FollowedShop.person_id)).limit(limit)).all()


def new_listing_ids(session: Session, followed: FollowedShop, limit: int) -> Sequence[int]:
    """What the shop has listed since this follower was told last (or began to follow), the newest first."""
    since = followed.told_at or followed.since
    rows = select(Listing.id).where(
        Listing.seller_id == followed.seller_id, ~col(Listing.hidden), col(Listing.created_at) > since
    )
    return [found for found in session.exec(rows.order_by(col(Listing.id).desc()).limit(limit)) if found]
