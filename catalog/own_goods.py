"""The goods of one shop, as its own people see them: hidden ones too, deleted ones never.

Every question names the shop, and so costs what that shop has, however many goods there are in the market.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlmodel import Session

from catalog import lookup
from catalog.lookup import GOODS, LEFT, Goods
from catalog.models import Listing, ListingColour, ListingMotif
from catalog.search.wish import Wish

_listing: Any = Listing  # mypy takes columns for their values


def by_code(session: Session, seller_id: int | None, code: str) -> Listing | None:
    """The shop's own listing with this code, with all that a card shows; None when it is another shop's or nobody's.
    A deleted one is found too: its shop may have it back."""
    listing = lookup.by_code(session, code)
    return listing if listing is not None and listing.seller_id == seller_id else None


def page(session: Session, seller_id: int | None, limit: int, offset: int = 0) -> list[Goods]:
    """What there is least of first, hidden ones last."""
    rows = select(*GOODS).where(*_of(seller_id)).order_by(_listing.hidden, LEFT, _listing.id)
    return [Goods(*row) for row in session.execute(rows.limit(limit).offset(offset))]


def count(session: Session, seller_id: int | None) -> int:
    """How many listings the shop has, hidden ones too."""
    return session.execute(select(func.count()).select_from(Listing).where(*_of(seller_id))).scalar_one()


def low(session: Session, seller_id: int | None, at_most: int, limit: int) -> list[Goods]:
    """Shown goods of which at most so many pieces are left, the fewest first."""
    is_low = LEFT.between(0, at_most)
    rows = select(*GOODS).where(*_of(seller_id), ~_listing.hidden, is_low).order_by(LEFT, _listing.id)
    return [Goods(*row) for row in session.execute(rows.limit(limit))]


def matching(
    session: Session, seller_id: int | None, wish: Wish, limit: int | None = None, hidden_only: bool = False
) -> list[Listing]:
    """The shop's goods of this product, technique, motif, colour and these words, those changed last first, with all that
    a card shows. A wish that names none of these fits all."""
    rows = select(_listing.id).where(*_of(seller_id), *_fits(wish)).order_by(_listing.changed_at.desc(), _listing.id)
    rows = rows.where(_listing.hidden) if hidden_only else rows
    return lookup.by_ids(session, session.execute(rows.limit(limit)).scalars().all())


def _of(seller_id: int | None) -> list[ColumnElement[bool]]:
    return [_listing.seller_id == seller_id, _listing.deleted_at.is_(None)]


def _fits(wish: Wish) -> list[ColumnElement[bool]]:
    conditions: list[Any] = []
    for column, values in ((_listing.product, wish.product), (_listing.technique, wish.technique)):
        if values:
            conditions.append(column.in_(values))
    for below, name, values in ((ListingMotif, "motif", wish.motif), (ListingColour, "colour", wish.colour)):
        if values:
            conditions.append(_has(below, name, values))
    conditions += [
        or_(_listing.title.icontains(word, autoescape=True), _listing.description.icontains(word, autoescape=True))
        for word in wish.words
    ]
    return conditions


def _has(below: Any, name: str, values: Sequence[str]) -> Any:
    return select(below.listing_id).where(below.listing_id == _listing.id, getattr(below, name).in_(values)).exists()
