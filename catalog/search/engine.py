"""A wish in, listings out."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from flask import current_app
from sqlalchemy import bindparam, select
from sqlmodel import Session, col

from catalog.models import Listing, Seller, Variant
from catalog.search import fair_order
from catalog.search.columns import Columns, Mask, Rows
from catalog.search.conditions import Conditions
from catalog.search.fair_order import Lottery
from catalog.search.index import Index
from catalog.search.nearest import nearest
from catalog.search.wish import Wish

EXTENSION = "catalog_index"  # where the app keeps its Index
LOOKS = 5  # so often we choose anew when the database says that something chosen is gone
SORTED_BY = {"cheapest": ("price", 1), "dearest": ("price", -1), "newest": ("created", -1), "bestselling": ("sold", -1)}
_SELLABLE = (
    select(col(Listing.id), col(Listing.stock), col(Variant.size), col(Variant.stock))
    .join(Seller, col(Seller.id) == Listing.seller_id)
    .join(Variant, col(Variant.listing_id) == Listing.id, isouter=True)
    .where(col(Listing.id).in_(bindparam("ids", expanding=True)), ~col(Listing.hidden))
    .where(Seller.is_shown)
)


@dataclass(frozen=True)
class Found:
    """`listing_ids`: this page; `total`: how many there are on all pages; `exact`: they fit the whole wish, else
    `relaxed` names the parts of it that they do not fulfil (names of nearest.LEVELS). Of the words that the wish prefers
    `held` are those that all of them hold, `unheld` those that none does."""

    listing_ids: list[int]
    total: int
    exact: bool
    relaxed: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    unheld: tuple[str, ...] = ()


def search(
    session: Session,
    wish: Wish,
    shopper_key: str,
    day: date,
    offset: int = 0,
    limit: int = 6,
    exclude_ids: Collection[int] = (),
) -> Found:
    """The listings that fit `wish`, from place `offset` on, at most `limit`; when none fits, the nearest.

    Sees what is committed; what it chooses is looked at once more in `session`, so nothing that is sold out is shown.
    The same shopper (any key) on the same `day` gets the same order, page after page.
    """
    index: Index = current_app.extensions[EXTENSION]
    drawn, gone = fair_order.lottery(shopper_key, day), set(exclude_ids)
    for look in range(LOOKS):
        with index.lock:
            freshen(index, session, again=look > 0)
            found = _choose(index, wish, drawn, offset, limit, gone)
        sellable = _still_sellable(session, found.listing_ids, wish if found.exact else None)
        if len(sellable) == len(found.listing_ids):
            return found
        gone |= set(found.listing_ids) - sellable
    ids = [listing_id for listing_id in found.listing_ids if listing_id in sellable]
    return replace(found, listing_ids=ids)


def shop_names(session: Session) -> tuple[tuple[int, int], list[str]]:
    """(version, names) of the stalls that are open; the version changes when the names do. Quick enough for a turn."""
    index: Index = current_app.extensions[EXTENSION]
    with index.lock:
        freshen(index, session)
        return index.shop_names()


def freshen(index: Index, session: Session, again: bool = False) -> None:
    """One look at what has changed is enough for a turn (a session), unless something chosen turned out to be gone."""
    if again or not session.info.get("has_fresh_catalogue"):
        index.refresh()
        session.info["has_fresh_catalogue"] = True


def _choose(index: Index, wish: Wish, drawn: Lottery, offset: int, limit: int, gone: Collection[int]) -> Found:
    columns = index.columns
    conditions = Conditions(columns, index.words, index.vocabulary, wish)
    conditions.must[[columns.row_of[listing_id] for listing_id in gone if listing_id in columns.row_of]] = False
    rows: Rows = np.flatnonzero(conditions.exact())
    is_exact = len(rows) > 0
    relaxed: tuple[str, ...] = ()
    if not is_exact:
        rows, relaxed = nearest(columns, conditions, index.vocabulary, wish)
    preferred = {word: conditions.written(word)[rows] for word in wish.prefer}
    ranks = _ranks(index, wish, rows, preferred.values())
    chosen = _places(index.columns, rows, ranks, drawn, offset, limit, is_sorted=wish.sort in SORTED_BY)
    held = tuple(word for word, holding in preferred.items() if holding.all())
    unheld = tuple(word for word, holding in preferred.items() if not holding.any())
    return Found([int(columns["id"][row]) for row in chosen], len(rows), is_exact, relaxed, held, unheld)


def _places(
    columns: Columns, rows: Rows, ranks: Rows, drawn: Lottery, offset: int, limit: int, is_sorted: bool
) -> list[int]:
    """The rows for the places from `offset` on: by rank, and those of the same rank in fair order."""
    chosen: list[int] = []
    for rank in _ranks_on_page(ranks, offset, limit):
        before = int(np.count_nonzero(ranks < rank))
        beside: list[int] = []
        if (on_the_sheet := before % fair_order.SHEET) and not is_sorted:
            better = _places(columns, rows, ranks, drawn, before - on_the_sheet, on_the_sheet, is_sorted)
            beside = columns["seller"][better].tolist()
        equals = rows[ranks == rank]
        chosen += fair_order.deal(columns, equals, drawn, max(0, offset - before), limit - len(chosen), beside)
    return chosen


def _ranks(index: Index, wish: Wish, rows: Rows, preferred: Iterable[Mask]) -> Rows:
    """Smaller comes first: what the wish sorts by, else how many of its preferred words are missing."""
    if wish.sort in SORTED_BY:
        name, sign = SORTED_BY[wish.sort]
        return index.columns[name][rows].astype(np.int64) * sign
    ranks = np.zeros(len(rows), np.int64)
    for holding in preferred:
        ranks -= holding
    return ranks


def _ranks_on_page(ranks: Rows, offset: int, limit: int) -> Sequence[int]:
    """The different ranks of the places from `offset` on, in order, without sorting all."""
    last = min(offset + limit, len(ranks)) - 1
    if offset > last:
        return []
    if ranks.min() == ranks.max():
        return [int(ranks[0])]
    return [int(rank) for rank in np.unique(np.partition(ranks, [offset, last])[offset : last + 1])]


def _still_sellable(session: Session, listing_ids: Sequence[int], wish: Wish | None) -> set[int]:
    """Which of the listings can be bought as the database says now; with a wish: in its size and number too."""
    least, wanted = (wish.min_stock or 1, set(wish.size)) if wish else (1, set())
    pieces: Counter[int] = Counter()
    sizes: dict[int, set[str]] = {listing_id: set() for listing_id in listing_ids}
    for listing_id, shared, size, own in session.execute(_SELLABLE, {"ids": listing_ids}):
        pieces[listing_id] = shared if shared is not None else pieces[listing_id] + (own or 0)
        if own or (own is None and shared):
            sizes[listing_id].add(size)
    return {one for one in pieces if pieces[one] >= least and (not wanted or wanted & sizes[one])}
