"""What search must know, out of the database."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, bindparam, select
from sqlmodel import Session, SQLModel

import clock
from catalog.models import Listing, ListingColour, ListingMotif, Seller, Tier, Variant
from catalog.search.columns import LONG_AGO, Batch, ListingFacts, SellerFacts

MARGIN = timedelta(seconds=10)  # so long may a transaction take from `changed_at` to its commit
AT_ONCE = 10_000  # listings a query; databases take only so many values in one
AN_IMPORT = 50  # so many rows with the very same `changed_at` were written together and are known together


def _columns(model: type[SQLModel]) -> Any:
    """The table's columns: without objects of the ORM, reading is twice as quick."""
    return model.__table__.c  # type: ignore[attr-defined]


_LISTING, _SELLER = _columns(Listing), _columns(Seller)


def _unseen(changed_at: ColumnElement[datetime]) -> ColumnElement[bool]:
    return (changed_at > bindparam("since")) & changed_at.not_in(bindparam("imports", expanding=True))


_LOOK_AT_SELLERS = select(
    _SELLER.changed_at,
    _SELLER.id,
    _SELLER.shop,
    _SELLER.sentra,
    Seller.is_shown.label("open"),
    _SELLER.created_at,
).where(_unseen(_SELLER.changed_at))
_LOOK_AT_LISTINGS = select(
    _LISTING.changed_at, _LISTING.id, _LISTING.stock, _LISTING.sold, _LISTING.price, _LISTING.hidden
).where(_unseen(_LISTING.changed_at))


class LastLook:
    """What a table's `changed_at` told the last time, so that the next look reads only what has changed since.

    A row may show up with a time before the newest one that was seen: its transaction was slower. So while the newest
    one is younger than MARGIN, the rows of the MARGIN before it are looked at again.
    """

    def __init__(self, statement: Any) -> None:
        """`statement` reads changed_at and other columns of the rows that are `_unseen`."""
        self._statement = statement
        self._newest = LONG_AGO
        self._imports: set[datetime] = set()  # moments of which everything is known

    def rows(self, session: Session) -> Sequence[Any]:
        """The rows that changed since the last time, and some that did not."""
        is_settled = clock.now() - self._newest > MARGIN
        since = self._newest if is_settled or self._newest == LONG_AGO else self._newest - MARGIN
        rows = session.connection().execute(self._statement, {"since": since, "imports": list(self._imports)}).all()
        if rows:
            moments = Counter(row.changed_at for row in rows)
            self._newest = max(self._newest, *moments)
            self._imports |= {moment for moment, count in moments.items() if count > AN_IMPORT}
            self._imports = {moment for moment in self._imports if moment > self._newest - MARGIN}
        return rows

    def will_read_again(self, changed_at: datetime) -> bool:
        """Whether a row with this time may be among the rows of the next look although it has not changed."""
        return changed_at > self._newest - MARGIN and changed_at not in self._imports


class Changes:
    """Stalls and listings that have changed from one look to the next."""

    def __init__(self) -> None:
        self._sellers, self._listings = LastLook(_LOOK_AT_SELLERS), LastLook(_LOOK_AT_LISTINGS)
        self._recent: dict[int, Any] = {}

    def sellers(self, session: Session) -> list[SellerFacts]:
        rows = self._sellers.rows(session)
        return [SellerFacts(row.id, row.shop, row.sentra, row.open, row.created_at) for row in rows]

    def listings(self, session: Session) -> list[int]:
        """Ids of listings that are new or not as they were."""
        rows = self._listings.rows(session)
        changed = [row.id for row in rows if self._recent.get(row.id) != row]
        self._recent = {row.id: row for row in rows if self._listings.will_read_again(row.changed_at)}
        return sorted(changed)


def read_batch(session: Session, ids: Sequence[int]) -> Batch:
    """All that search must know of the listings with these ids (sorted, at most AT_ONCE), perhaps of others too."""
    columns = [_LISTING[name] for name in ListingFacts._fields]
    facts = session.connection().execute(select(*columns).where(_among(_LISTING.id, ids)))
    listings = [ListingFacts(*row) for row in facts.all()]
    here = {listing.id for listing in listings}
    return Batch(
        listings,
        _below(session, Variant, ids, here, "size", "stock"),
        _below(session, ListingMotif, ids, here, "motif"),
        _below(session, ListingColour, ids, here, "colour"),
        [listing_id for (listing_id,) in _below(session, Tier, ids, here)],
    )


def _below(session: Session, model: type[SQLModel], ids: Sequence[int], here: set[int], *names: str) -> list[Any]:
    """(listing id, value …) out of a table below the listings, as far as the listings are `here`."""
    columns = _columns(model)
    query = select(columns.listing_id, *(columns[name] for name in names)).where(_among(columns.listing_id, ids))
    return [row for row in session.connection().execute(query).all() if row[0] in here]


def _among(column: ColumnElement[int], ids: Sequence[int]) -> ColumnElement[bool]:
    """That the column holds one of `ids`; where they stand close together, all between the first and the last."""
    is_dense = ids[-1] - ids[0] < 2 * len(ids)
    return column.between(ids[0], ids[-1]) if is_dense else column.in_(ids)
