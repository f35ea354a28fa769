"""By what a broad result can be narrowed, and how many would remain: one count a value, nothing per listing."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from flask import current_app
from numpy.typing import NDArray
from sqlmodel import Session

from catalog.search.columns import MANY, Columns, Rows
from catalog.search.conditions import Conditions
from catalog.search.engine import EXTENSION, freshen
from catalog.search.index import Index
from catalog.search.wish import Wish

COUNTED = ("product", "technique", "motif", "colour", "size", "sentra")
ROUND_PRICES = np.array([step * 10**zeros for zeros in (3, 4, 5) for step in (10, 15, 20, 25, 30, 40, 50, 60, 75)])
MOST_PRICES = 3


@dataclass(frozen=True)
class Facets:
    """How a result can be narrowed. `total`: what fits the wish; `values`: for each kind (value, how many of them fit
    that value too), the most first; `prices`: (highest price, how many cost no more), the lowest first. Only what
    really narrows stands here: more than none and fewer than all."""

    total: int
    values: Mapping[str, tuple[tuple[str, int], ...]]
    prices: tuple[tuple[int, int], ...]


def facets(session: Session, wish: Wish, sample: int | None = None) -> Facets:
    """What would narrow the exact hits of `wish`. A value's near ones count with it, as in a search. `sample`: of more
    hits than this only so many, evenly spread, are counted: enough to tell what narrows, not how many remain."""
    index: Index = current_app.extensions[EXTENSION]
    with index.lock:
        freshen(index, session)
        rows = np.flatnonzero(Conditions(index.columns, index.words, index.vocabulary, wish).exact())
        total = len(rows)
        if sample and total > sample:
            rows = rows[:: -(-total // sample)]
        kinds = [kind for kind in COUNTED if not getattr(wish, kind)]
        values = {kind: _narrowing(_counts(index, rows, kind), len(rows)) for kind in kinds}
        return Facets(total, values, _prices(index.columns["price"][rows]))


def _counts(index: Index, rows: Rows, kind: str) -> dict[str, int]:
    """How many of the rows have each value, or one near to it."""
    return _counts_of_many(index, rows, kind) if kind in MANY else _counts_of_single(index.columns, rows, kind)


def _counts_of_many(index: Index, rows: Rows, kind: str) -> dict[str, int]:
    numbers, flags = index.columns.number[kind], index.columns.flags(kind, rows)
    counts = {}
    for value in numbers:
        near = [numbers[one] for one in index.vocabulary.expand(kind, value)]
        has_it = flags[near[0]] if len(near) == 1 else np.logical_or.reduce(flags[near], axis=0)
        counts[value] = int(np.count_nonzero(has_it))
    return counts


def _counts_of_single(columns: Columns, rows: Rows, kind: str) -> dict[str, int]:
    numbers = columns.number[kind]
    per_number = np.bincount(columns[kind][rows] + 1, minlength=len(numbers) + 1)  # first: no value at all
    return {value: int(per_number[number + 1]) for value, number in numbers.items()}


def _narrowing(counts: Mapping[str, int], total: int) -> tuple[tuple[str, int], ...]:
    """The values that some have and others have not, the most frequent first."""
    found = [(value, count) for value, count in counts.items() if 0 < count < total]
    return tuple(sorted(found, key=lambda pair: -pair[1]))


def _prices(prices: NDArray[np.int32]) -> tuple[tuple[int, int], ...]:
    """Round sums near the quarters of the prices, with how many cost no more."""
    prices = np.sort(prices)
    counts = np.searchsorted(prices, ROUND_PRICES, side="right")
    useful = np.flatnonzero((counts > 0) & (counts < len(prices)))
    useful = useful[np.unique(counts[useful], return_index=True)[1]]  # of sums that say the same, the lowest
    if not len(useful):
        return ()
    goals = len(prices) * np.arange(1, MOST_PRICES + 1) / (MOST_PRICES + 1)
    nearest = {int(useful[np.argmin(np.abs(counts[useful] - goal))]) for goal in goals}
    return tuple((int(ROUND_PRICES[at]), int(counts[at])) for at in sorted(nearest))
