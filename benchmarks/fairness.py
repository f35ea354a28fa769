"""How evenly stalls are seen: the same month of questions answered in fair order (docs/fairness.md) and in plain order
of relevance, where equals stand as they stand in the database.

The market is invented: a few stalls with hundreds of listings, many with a handful, as in every market.
"""

import random
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

import numpy as np
from flask import Flask, current_app
from sqlalchemy import update
from sqlmodel import SQLModel, col

import catalog
import database
from benchmarks.search import Wish, invented_listing, stalls, value_ids
from catalog import csv_save
from catalog.models import Listing, Seller
from catalog.search import engine, fair_order
from catalog.search.conditions import Conditions
from settings import Settings

STALLS, LISTINGS = 250, 5_000
DAYS, SHOPPERS, SEARCHES_A_DAY = 30, 600, 120
NEXT_PAGE = 0.3  # so many go on to the next page
TODAY = date(2026, 10, 2)
LIFTED = 0.2  # of the stalls have just joined, or sold nothing for a long time
# From the most popular down; how often each is asked falls as one over its place.
QUESTIONS = (
    Wish(product=("daster",)),
    Wish(product=("kemeja",)),
    Wish(),
    Wish(product=("kemeja",), motif=("parang",)),
    Wish(product=("kain",), technique=("tulis",)),
    Wish(product=("gamis",), prefer=("katun",)),
    Wish(product=("kemeja",), motif=("mega-mendung",), colour=("biru",)),
    Wish(product=("daster",), price_max=60_000),
    Wish(product=("sarung",), technique=("cap",)),
    Wish(colour=("merah",), prefer=("halus", "adem")),
    Wish(product=("kemeja",), size=("XL",), prefer=("katun",)),
    Wish(product=("kain",), sort="cheapest"),
)


class Search(NamedTuple):
    """What one shopper asks on one day, and how many pages of it are looked at."""

    shopper: str
    day: date
    wish: Wish
    pages: int


def run() -> list[tuple[str, float, str]]:
    """(name, value, unit) for the table of `make bench`."""
    with _market() as (lifted, searches):
        fair = [_fair(one, page) for one in searches for page in range(one.pages)]
        plain = [_plain(one, page) for one in searches for page in range(one.pages)]
        with _no_lift():
            unlifted = [_fair(one, page) for one in searches for page in range(one.pages)]
        even = gini(_even(searches, fair))
    rows = [
        row
        for name, sheets in (("fair order", fair), ("plain relevance", plain))
        for row in (
            (f"{name}: Gini of {STALLS} stalls' places", gini(_places(sheets)), ""),
            (f"{name}: places of the most seen tenth of stalls", 100 * top_tenth(_places(sheets)), "%"),
            (f"{name}: stalls never seen", sum(not number for number in _places(sheets)), "stalls"),
            (f"{name}: sheets with more than two of one stall", 100 * _crowded(sheets), "%"),
        )
    ]
    rows.insert(1, ("fair order: that Gini if who fits shared evenly", even, ""))
    gain = _seen(fair, lifted) / _seen(unlifted, lifted)
    return [*rows, ("fair order: places of new and idle stalls, with their lift to without", gain, "x")]


def gini(numbers: Sequence[float]) -> float:
    """0: all have the same; 1: one has everything."""
    ordered = np.sort(np.array(numbers, np.float64))
    shares = np.cumsum(ordered) / ordered.sum()
    return float(1 - (2 * shares.sum() - 1) / len(ordered))


def top_tenth(numbers: Sequence[int]) -> float:
    """What the tenth that has most has of all."""
    ordered = sorted(numbers, reverse=True)
    return sum(ordered[: len(ordered) // 10]) / sum(ordered)


# ---------------------------------------------------------------- a page of each order


def _fair(search: Search, page: int) -> list[int]:
    """The stalls on a page as a shopper gets it."""
    with database.reading() as session:
        found = engine.search(session, search.wish, search.shopper, search.day, offset=6 * page)
    columns = current_app.extensions[engine.EXTENSION].columns
    return [int(columns["seller"][columns.row_of[one]]) for one in found.listing_ids]


def _plain(search: Search, page: int) -> list[int]:
    """The stalls on a page when nobody takes turns: the same fit and rank, then by age."""
    index = current_app.extensions[engine.EXTENSION]
    conditions = Conditions(index.columns, index.words, index.vocabulary, search.wish)
    rows = np.flatnonzero(conditions.exact())
    preferred = [conditions.written(word)[rows] for word in search.wish.prefer]
    rows = rows[np.argsort(engine._ranks(index, search.wish, rows, preferred), kind="stable")]
    return [int(stall) for stall in index.columns["seller"][rows[6 * page : 6 * page + 6]]]


@contextmanager
def _no_lift() -> Iterator[None]:
    kept, fair_order.LIFT = fair_order.LIFT, 1.0
    try:
        yield
    finally:
        fair_order.LIFT = kept


# ---------------------------------------------------------------- what is counted


def _places(sheets: Sequence[Sequence[int]]) -> list[int]:
    """How many places each stall had."""
    counted = Counter(stall for sheet in sheets for stall in sheet)
    return [counted[stall] for stall in range(1, STALLS + 1)]


def _even(searches: Sequence[Search], sheets: Sequence[Sequence[int]]) -> list[float]:
    """How many places each stall had if those of every sheet were shared evenly by all stalls whose goods fit."""
    index = current_app.extensions[engine.EXTENSION]
    asked = [one.wish for one in searches for _ in range(one.pages)]
    places = Counter[int]()
    for wish, sheet in zip(asked, sheets, strict=True):
        places[QUESTIONS.index(wish)] += len(sheet)
    shares = np.zeros(STALLS + 1)
    for number, count in places.items():
        fits = Conditions(index.columns, index.words, index.vocabulary, QUESTIONS[number]).exact()
        stalls_that_fit = np.unique(index.columns["seller"][fits])
        shares[stalls_that_fit] += count / len(stalls_that_fit)
    return list(shares[1:])


def _seen(sheets: Sequence[Sequence[int]], stalls: set[int]) -> int:
    return sum(stall in stalls for sheet in sheets for stall in sheet)


def _crowded(sheets: Sequence[Sequence[int]]) -> float:
    full = [sheet for sheet in sheets if len(sheet) == fair_order.SHEET]
    return sum(max(Counter(sheet).values()) > fair_order.MOST_OF_A_SHEET for sheet in full) / len(full)


# ---------------------------------------------------------------- the market and its questions


@contextmanager
def _market() -> Iterator[tuple[set[int], list[Search]]]:
    """(the stalls that are lifted, a month of searches), inside an app with the invented market."""
    chance = random.Random(1)
    app = Flask("market")
    with tempfile.TemporaryDirectory() as folder:
        app.config["SETTINGS"] = Settings(database_url=f"sqlite:///{folder}/market.db")
        database.init_app(app)
        catalog.init_app(app)
        with app.app_context():
            SQLModel.metadata.create_all(database.engine())
            lifted = _lay_out(chance)
            yield lifted, _searches(chance)
            database.engine().dispose()


def _lay_out(chance: random.Random) -> set[int]:
    sellers = stalls(STALLS, chance)
    weights = [
        1 / place for place in range(1, STALLS + 1)
    ]  # the biggest stall has 800 listings, half have fewer than 7
    chance.shuffle(weights)
    owners = chance.choices([seller.phone for seller in sellers], weights, k=LISTINGS)
    kinds = value_ids()
    listings = [invented_listing(number, chance, kinds, owner) for number, owner in enumerate(owners)]
    with database.transaction() as session:
        csv_save.save(session, sellers, listings, photos={})
        long_ago = datetime.combine(TODAY, datetime.min.time(), UTC) - timedelta(days=400)
        month = long_ago + timedelta(days=400 - DAYS // 2)
        new: set[int] = set()
        idle: set[int] = set()
        for stall in range(1, STALLS + 1):
            if chance.random() < LIFTED:
                chance.choice((new, idle)).add(stall)
        busy = [stall for stall in range(1, STALLS + 1) if stall not in idle]
        session.execute(update(Seller).values(created_at=long_ago))
        session.execute(update(Seller).where(col(Seller.id).in_(new)).values(created_at=month))
        session.execute(update(Listing).where(col(Listing.seller_id).in_(busy)).values(last_ordered_at=month))
    return new | idle


def _searches(chance: random.Random) -> list[Search]:
    weights = [1 / place for place in range(1, len(QUESTIONS) + 1)]
    searches = []
    for number in range(DAYS * SEARCHES_A_DAY):
        pages = 1
        while chance.random() < NEXT_PAGE:
            pages += 1
        day = TODAY - timedelta(days=number % (DAYS // 2))  # while the new ones are new
        wish = chance.choices(QUESTIONS, weights)[0]
        searches.append(Search(f"shopper {chance.randrange(SHOPPERS)}", day, wish, pages))
    return searches


if __name__ == "__main__":
    for name, value, unit in run():
        print(f"{name:70} {value:8.2f} {unit}")
