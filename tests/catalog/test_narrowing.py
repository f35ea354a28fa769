"""What would narrow a result, against a plain count listing by listing."""

from dataclasses import replace
from typing import Any

from flask import Flask
from hypothesis import given, settings
from sqlmodel import delete

import catalog
import database
from catalog.csv_rows import ListingRow
from catalog.models import Listing, ListingColour, ListingMotif, Tier, Variant
from catalog.search import facets
from tests.catalog.brute_force import fitting
from tests.catalog.making import Wish, lay_out, listing
from tests.catalog.test_search import STALLS, VALUES, listings, plain_market, wishes  # noqa: F401 - a fixture

KINDS = ("product", "technique", "motif", "colour", "size", "sentra")


@settings(max_examples=40, deadline=None)
@given(rows=listings(), wish=wishes())
def test_the_counts_are_those_of_a_plain_look_through_all_listings(
    plain_market: Flask,  # noqa: F811
    rows: list[ListingRow],
    wish: Wish,
) -> None:
    _lay_out_anew(plain_market, rows)
    found = _facets(wish)
    total = len(_fitting(wish, rows))
    assert found.total == total
    for kind in KINDS:
        counts = {value: len(_fitting(_with(wish, kind, value), rows)) for value in VALUES[kind]}
        expected = {value: count for value, count in counts.items() if 0 < count < total}
        assert dict(found.values.get(kind, ())) == ({} if getattr(wish, kind) else expected)
    for limit, count in found.prices:
        assert count == len(_fitting(replace(wish, price_max=min(limit, wish.price_max or limit)), rows))
        assert 0 < count < total


def test_the_most_frequent_come_first_and_prices_are_round(plain_market: Flask) -> None:  # noqa: F811
    rows = [listing(n, price=n * 10_000, colours=("merah",) if n < 4 else ("biru",)) for n in range(1, 13)]
    _lay_out_anew(plain_market, rows)
    found = _facets(Wish())
    assert found.values["colour"] == (("biru", 9), ("merah", 3))
    assert found.prices == ((30_000, 3), (60_000, 6), (100_000, 10))


def test_a_sample_tells_what_narrows(plain_market: Flask) -> None:  # noqa: F811
    rows = [listing(n, colours=("merah", "biru")[n % 3 == 0 :][:1]) for n in range(100)]
    _lay_out_anew(plain_market, rows)
    with database.reading() as session:
        found = facets(session, Wish(), sample=10)
    assert found.total == 100
    assert {value for value, _ in found.values["colour"]} == {"merah", "biru"}
    assert not found.values["technique"]


def _lay_out_anew(market: Flask, rows: list[ListingRow]) -> None:
    with database.transaction() as session:
        for model in (Variant, ListingMotif, ListingColour, Tier, Listing):
            session.execute(delete(model))
        lay_out(session, rows, STALLS)
    catalog.init_app(market)  # with an empty index


def _facets(wish: Wish) -> Any:
    with database.reading() as session:
        return facets(session, wish)


def _fitting(wish: Wish, rows: list[ListingRow]) -> set[str]:
    return fitting(wish, rows, {stall.phone: stall for stall in STALLS})


def _with(wish: Wish, kind: str, value: str) -> Wish:
    changes: dict[str, Any] = {kind: (value,)}
    return replace(wish, **changes)
