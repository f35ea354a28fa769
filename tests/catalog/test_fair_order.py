"""Stalls take turns: for each shopper and day anew, the same on every page, two of six places at most."""

from collections import Counter
from datetime import date, timedelta

import numpy as np
import pytest

from catalog import vocabulary
from catalog.search.columns import Batch, Columns, ListingFacts, SellerFacts
from catalog.search.fair_order import deal, seed_of
from clock import now

DAY = date(2026, 10, 2)


def stalls(*sizes: int) -> Columns:
    """A market of stalls with so many listings each; stall 1 has the rows 0 and up."""
    columns = Columns({kind: list(vocabulary.load().values(kind)) for kind in vocabulary.KINDS})
    columns.put_sellers(SellerFacts(number, f"Stall {number}", "", True) for number, _ in enumerate(sizes, 1))
    owners = [stall for stall, size in enumerate(sizes, 1) for _ in range(size)]
    keys = np.random.default_rng(1).integers(0, 2**31, len(owners))
    facts = [
        ListingFacts(n, owner, "kain", None, 1000, 1, False, int(key), 0, now(), "Kain", "")
        for n, (owner, key) in enumerate(zip(owners, keys, strict=True))
    ]
    columns.put(Batch(facts, [], [], [], []))
    return columns


def dealt(columns: Columns, shopper: str, offset: int = 0, limit: int = 6) -> list[int]:
    rows = np.flatnonzero(columns["sellable"])
    return deal(columns, rows, seed_of(shopper, DAY), offset, limit)


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
    seeds = {seed_of(shopper, DAY + timedelta(days=day)) for shopper in ("sari", "dewi") for day in (0, 1)}
    rows = np.flatnonzero(columns["sellable"])
    assert len({tuple(deal(columns, rows, seed, 0, 6)) for seed in seeds}) == 4
    assert dealt(columns, "sari") == dealt(columns, "sari")
