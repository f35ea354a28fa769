"""Stalls take turns: for each shopper and day anew, the same on every page, two of six places at most."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog import vocabulary
from catalog.search.columns import LONG_AGO, Batch, Columns, ListingFacts, SellerFacts
from catalog.search.engine import _places
from catalog.search.fair_order import LIFT, deal, lottery
from clock import now

DAY = date(2026, 10, 2)


def stalls(*sizes: int, new: tuple[int, ...] = (), ordered: dict[int, date] | None = None) -> Columns:
    """A market of old stalls with so many listings each; stall 1 has the rows 0 and up. `new`: which of them have
    just opened; `ordered`: when one was last ordered from, today unless said otherwise."""
    columns = Columns({kind: list(vocabulary.load().values(kind)) for kind in vocabulary.KINDS})
    today = datetime(DAY.year, DAY.month, DAY.day, 3, tzinfo=UTC)
    columns.put_sellers(
        SellerFacts(number, f"Stall {number}", "", True, today if number in new else LONG_AGO)
        for number, _ in enumerate(sizes, 1)
    )
    last = {stall: datetime.combine(day, time(3), UTC) for stall, day in (ordered or {}).items()}
    owners = [stall for stall, size in enumerate(sizes, 1) for _ in range(size)]
    keys = np.random.default_rng(1).integers(0, 2**31, len(owners))
    facts = [
        ListingFacts(n, owner, "kain", None, 1000, 1, False, int(key), 0, now(), "Kain", "", last.get(owner, today))
        for n, (owner, key) in enumerate(zip(owners, keys, strict=True))
    ]
    columns.put(Batch(facts, [], [], [], []))
    return columns


def dealt(columns: Columns, shopper: str, offset: int = 0, limit: int = 6) -> list[int]:
    rows = np.flatnonzero(columns["sellable"])
    return deal(columns, rows, lottery(shopper, DAY), offset, limit)


@pytest.mark.parametrize("sizes", [(1,), (7,), (40, 1, 1), (3, 3, 3), (100, 50, 20, 1, 1, 1, 1), (1,) * 20])
def test_pages_hold_every_listing_once(sizes: tuple[int, ...]) -> None:
    columns = stalls(*sizes)
    pages = [dealt(columns, "sari", offset) for offset in range(0, sum(sizes), 6)]
    everything = [row for page in pages for row in page]
    assert sorted(everything) == list(range(sum(sizes)))
    assert everything == dealt(columns, "sari", 0, sum(sizes))
    assert dealt(columns, "sari", sum(sizes)) == []


@pytest.mark.parametrize("sizes", [(40, 5, 5), (100, 50, 20, 1, 1, 1, 1), (30, 30, 30, 30)])
def test_no_stall_has_more_than_two_of_six_places_while_others_fit(sizes: tuple[int, ...]) -> None:
    columns = stalls(*sizes)
    left = Counter(dict(enumerate(sizes, 1)))
    for offset in range(0, sum(sizes), 6):
        shown = Counter(int(columns["seller"][row]) for row in dealt(columns, "dewi", offset))
        if sum(1 for size in left.values() if size) >= 3 and len(left - shown) >= 3:
            assert max(shown.values()) <= 2
        left -= shown


def test_every_stall_is_first_as_often_as_any_other() -> None:
    columns = stalls(100, 10, 10, 1, 1)
    first = Counter(int(columns["seller"][dealt(columns, f"shopper {n}")[0]]) for n in range(2000))
    assert len(first) == 5
    assert min(first.values()) > 330  # of 400 expected; five standard deviations are 90
    assert max(first.values()) < 490


def test_every_listing_of_a_stall_has_its_turn() -> None:
    columns = stalls(10, 10)
    first = Counter(dealt(columns, f"shopper {n}")[0] for n in range(4000))
    assert len(first) == 20
    assert min(first.values()) > 130  # of 200 expected
    assert max(first.values()) < 270


def test_the_order_is_another_one_for_another_shopper_and_on_another_day() -> None:
    columns = stalls(*(1,) * 30)
    draws = {lottery(shopper, DAY + timedelta(days=day)) for shopper in ("sari", "dewi") for day in (0, 1)}
    rows = np.flatnonzero(columns["sellable"])
    assert len({tuple(deal(columns, rows, drawn, 0, 6)) for drawn in draws}) == 4
    assert dealt(columns, "sari") == dealt(columns, "sari")


def share_of_first_places(columns: Columns, stall: int) -> float:
    shoppers = 4000
    return sum(int(columns["seller"][dealt(columns, f"shopper {n}")[0]]) == stall for n in range(shoppers)) / shoppers


@pytest.mark.parametrize(
    ("lifted", "how"),
    [
        (True, {"new": (3,)}),
        (True, {"ordered": {3: DAY - timedelta(days=31)}}),
        (False, {"ordered": {3: DAY - timedelta(days=30)}}),
        (False, {}),
    ],
)
def test_a_new_or_idle_stall_is_first_somewhat_more_often(lifted: bool, how: dict[str, Any]) -> None:
    share = share_of_first_places(stalls(*(3,) * 10, **how), 3)
    assert share == pytest.approx(0.1 * LIFT if lifted else 0.1, abs=0.018)


def test_where_all_are_new_nobody_is_lifted() -> None:
    old, new = stalls(*(2,) * 12), stalls(*(2,) * 12, new=tuple(range(1, 13)))
    assert dealt(old, "sari", 0, 24) == dealt(new, "sari", 0, 24)


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(0, 2)), min_size=1, max_size=60), st.integers(0, 50))
@settings(max_examples=200, deadline=None)
def test_better_listings_come_first_and_count_on_the_sheet_that_they_share(
    goods: list[tuple[int, int]], shopper: int
) -> None:
    owners = sorted(goods)
    sizes = [sum(owner == stall for owner, _ in owners) for stall in range(1, 6)]
    columns = stalls(*sizes)
    rows, ranks = np.arange(len(owners)), np.array([rank for _, rank in owners], np.int64)
    drawn = lottery(f"shopper {shopper}", DAY)

    def places(offset: int, limit: int) -> list[int]:
        return _places(columns, rows, ranks, drawn, offset, limit, is_sorted=False)

    everything = places(0, len(owners))
    assert sorted(everything) == list(rows)
    assert [ranks[row] for row in everything] == sorted(ranks)
    assert [row for offset in range(0, len(owners), 6) for row in places(offset, 6)] == everything
    for offset in range(0, len(owners), 6):
        sheet, later = everything[offset : offset + 6], everything[offset + 6 :]
        shown = Counter(owners[row][0] for row in sheet)
        for stall, number in shown.items():
            if number > 2:
                third = [row for row in sheet if owners[row][0] == stall][2]
                equal = {owners[row][0] for row in later if ranks[row] == ranks[third]}
                assert len(equal - {stall}) < 2
