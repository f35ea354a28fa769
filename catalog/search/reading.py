"""What search must know, out of the database."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from catalog.models import Listing, ListingColour, ListingMotif, Seller, Tier, Variant
from catalog.search.columns import Batch, ListingFacts, SellerFacts

MARGIN = timedelta(seconds=10)  # so long may a transaction take from `changed_at` to its commit
AT_ONCE = 10_000  # listings a query; databases take only so many values in one
AN_IMPORT = 50  # so many rows with the very same `changed_at` were written together and are known together


class LastLook:
    """What a table's `changed_at` told the last time, so that the next look reads only what has changed since.

    A row may show up with a time before the newest one that was seen: its transaction was slower. So for MARGIN after
    something new was seen the rows of the MARGIN before it are looked at again.
    """

    def __init__(self) -> None:
        self._newest: datetime | None = None
        self._newest_seen_at = 0.0
        self._imports: set[datetime] = set()  # moments of which everything is known

    def unseen(self, changed_at: datetime) -> list[ColumnElement[bool]]:
        """The conditions that rows must fulfil to be looked at."""
        if self._newest is None:
            return []
        is_settled = monotonic() - self._newest_seen_at > MARGIN.total_seconds()
        conditions = [col(changed_at) > (self._newest if is_settled else self._newest - MARGIN)]
        if self._imports and not is_settled:
            conditions.append(col(changed_at).not_in(self._imports))
        return conditions

    def saw(self, moments: Sequence[datetime]) -> None:
        """Rows with these times have been read."""
        newest = max(moments, default=None)
        if newest is None or (self._newest is not None and newest <= self._newest):
            return
        self._newest, self._newest_seen_at = newest, monotonic()
        counts: dict[datetime, int] = {}
        for moment in moments:
            counts[moment] = counts.get(moment, 0) + 1
        self._imports = {moment for moment in self._imports if moment > newest - MARGIN}
        self._imports |= {moment for moment, count in counts.items() if count > AN_IMPORT}


def changed_sellers(session: Session, last: LastLook) -> list[SellerFacts]:
    """The stalls that changed since the last look."""
    columns = select(Seller.id, Seller.shop, Seller.sentra, Seller.visible, Seller.suspended_at, Seller.changed_at)  # type: ignore[call-overload]
    rows = session.exec(columns.where(*last.unseen(Seller.changed_at))).all()
    last.saw([row.changed_at for row in rows])
    return [SellerFacts(row.id, row.shop, row.sentra, row.visible and row.suspended_at is None) for row in rows]


class ChangedListings:
    """Finds the listings that changed since the last look."""

    def __init__(self) -> None:
        self._last = LastLook()
        self._recent: dict[int, tuple[object, ...]] = {}

    def ids(self, session: Session) -> list[int]:
        """Ids of listings that are new or not as they were."""
        seen = select(Listing.id, Listing.changed_at, Listing.stock, Listing.sold, Listing.price, Listing.hidden)  # type: ignore[call-overload]
        rows = session.exec(seen.where(*self._last.unseen(Listing.changed_at))).all()
        self._last.saw([row.changed_at for row in rows])
        changed = [row.id for row in rows if self._recent.get(row.id) != tuple(row)]
        self._recent = {row.id: tuple(row) for row in rows}
        return changed


def read_batch(session: Session, ids: Sequence[int]) -> Batch:
    """All that search must know of these listings (at most AT_ONCE)."""
    columns: list[Any] = [getattr(Listing, name) for name in ListingFacts._fields]
    facts = session.execute(select(*columns).where(col(Listing.id).in_(ids)))
    listings = [ListingFacts(*row) for row in facts]
    here = [listing.id for listing in listings]
    return Batch(
        listings,
        _below(session, here, Variant.listing_id, Variant.size, Variant.stock),
        _below(session, here, ListingMotif.listing_id, ListingMotif.motif),
        _below(session, here, ListingColour.listing_id, ListingColour.colour),
        [listing_id for (listing_id,) in _below(session, here, Tier.listing_id)],
    )


def _below(session: Session, ids: Sequence[int], listing_id: Any, *values: Any) -> Sequence[Any]:
    """(listing id, value …) out of a table below the listings."""
    return session.execute(select(listing_id, *values).where(listing_id.in_(ids))).all()
