"""A search, from the wish to the listings chosen, on catalogues of 1,000 to 100,000 listings, on SQLite and PostgreSQL."""

import gc
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from multiprocessing import get_context

import psutil
from flask import Flask
from sqlmodel import SQLModel

import catalog
import clock
import database
from catalog import csv_save, vocabulary
from catalog.csv_rows import ListingRow, SellerRow
from catalog.search import search
from settings import Settings
from tests import postgresql

SIZES = (1_000, 10_000, 100_000)  # listings
LISTINGS_A_STALL = 40
SEARCHES = 400
DAY = date(2026, 10, 2)  # batik day
WORDS = [
    "katun",
    "primis",
    "sutra",
    "dobby",
    "halus",
    "adem",
    "premium",
    "pesta",
    "kerja",
    "santai",
    "lengan",
    "panjang",
    "pendek",
    "busui",
    "furing",
]


@dataclass(frozen=True)
class Wish:
    """What search is asked for (see catalog.search.Wish)."""

    product: tuple[str, ...] = ()
    technique: tuple[str, ...] = ()
    motif: tuple[str, ...] = ()
    colour: tuple[str, ...] = ()
    size: tuple[str, ...] = ()
    sentra: tuple[str, ...] = ()
    shop: tuple[str, ...] = ()
    price_min: int | None = None
    price_max: int | None = None
    min_stock: int | None = None
    wholesale: bool | None = None
    words: tuple[str, ...] = ()
    prefer: tuple[str, ...] = ()
    exclude: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str | None = None


WISHES = (
    Wish(),
    Wish(product=("kemeja",)),
    Wish(product=("kemeja",), motif=("mega-mendung",), colour=("biru",), size=("XL",), price_max=200_000),
    Wish(product=("daster",), colour=("merah",), exclude={"technique": ("printing",)}),
    Wish(product=("kain",), technique=("tulis",), sort="cheapest"),
    Wish(sort="newest"),
    Wish(sort="bestselling"),
    Wish(product=("gamis",), words=("katun",), prefer=("premium",)),
    Wish(words=("primiss",), price_min=50_000),
    Wish(prefer=("katun", "halus", "adem")),
    Wish(wholesale=True, min_stock=40, sentra=("Setono",)),
    Wish(shop=("Batik 7",), sort="dearest"),
    Wish(product=("blangkon",), technique=("ecoprint",), motif=("liong",), colour=("silver",), price_max=20_000),
)


def run() -> list[tuple[str, float, str]]:
    """(name, value, unit) for the table of `make bench`."""
    rows: list[tuple[str, float, str]] = []
    with tempfile.TemporaryDirectory() as folder, postgresql.server() as server:
        for kind in ("SQLite", "PostgreSQL"):
            medians = {}
            for size in SIZES:
                url = f"sqlite:///{folder}/{size}.db"
                if kind == "PostgreSQL":
                    url = postgresql.new_database(server, f"listings_{size}")
                importing = _in_a_new_process(_lay_out, url, size)[0]
                first_look, memory, medians[size], p99 = _in_a_new_process(_measure, url)
                name = f"search: {size:,} listings, {kind}"
                rows += [
                    (f"{name}, median", medians[size], "ms"),
                    (f"{name}, p99", p99, "ms"),
                    (f"{name}, first look", first_look, "s"),
                    (f"{name}, memory of a process", memory, "MB"),
                    (f"import: {size:,} listings, {kind}, in the transaction", importing, "s"),
                ]
            growth = medians[SIZES[-1]] / medians[SIZES[-2]]
            rows.append((f"search: growth from {SIZES[-2]:,} to {SIZES[-1]:,}, {kind}", growth, "x"))
    return rows


def _in_a_new_process(deed: Callable[..., Sequence[float]], *arguments: object) -> Sequence[float]:
    """So that nothing is warm already and memory is that of this deed."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(deed, *arguments).result()


def _market(url: str) -> Flask:
    app = Flask("market")
    app.config["SETTINGS"] = Settings(database_url=url)
    database.init_app(app)
    catalog.init_app(app)
    return app


def _lay_out(url: str, size: int) -> Sequence[float]:
    """(seconds of importing an invented catalogue,)"""
    with _market(url).app_context():
        SQLModel.metadata.create_all(database.engine())
        sellers, listings = catalogue(size)
        seconds = _seconds(lambda: _import(sellers, listings))
        database.engine().dispose()
    return (seconds,)


def _measure(url: str) -> Sequence[float]:
    """(seconds of the first look, MB that it takes, median and 99th percentile of a search in ms)"""
    with _market(url).app_context():
        with database.reading() as session:
            session.connection()
        before = _megabytes()
        first_look = _seconds(lambda: _search(Wish(), 0))
        gc.collect()
        memory = _megabytes() - before
        seconds = [_seconds(lambda n=n: _search(WISHES[n % len(WISHES)], n)) for n in range(SEARCHES)]
        database.engine().dispose()
    return first_look, memory, statistics.median(seconds) * 1000, statistics.quantiles(seconds, n=100)[98] * 1000


def _megabytes() -> float:
    """What this process takes of the machine's memory."""
    return psutil.Process().memory_info().rss / 1e6


def catalogue(size: int) -> tuple[Sequence[SellerRow], Sequence[ListingRow]]:
    """An invented catalogue, always the same."""
    chance, kinds = random.Random(size), value_ids()
    sellers = stalls(max(1, size // LISTINGS_A_STALL), chance)
    return sellers, [invented_listing(n, chance, kinds, chance.choice(sellers).phone) for n in range(size)]


def value_ids() -> dict[str, list[str]]:
    return {kind: list(vocabulary.load().values(kind)) for kind in ("product", "technique", "motif", "colour")}


def stalls(count: int, chance: random.Random) -> list[SellerRow]:
    sentra = list(vocabulary.load().values("sentra"))
    return [
        SellerRow(n, f"+62812{n:08}", f"Batik {n}", "", chance.choice(sentra), "", True, "", "", "")
        for n in range(count)
    ]


def invented_listing(number: int, chance: random.Random, kinds: Mapping[str, list[str]], phone: str) -> ListingRow:
    product, technique = chance.choice(kinds["product"]), chance.choice(kinds["technique"])
    motifs, colours = tuple(chance.sample(kinds["motif"], 2)), tuple(chance.sample(kinds["colour"], 2))
    price = chance.randrange(25, 900) * 1000
    sizes = tuple((size, chance.randrange(6)) for size in ("M", "L", "XL")) if chance.random() < 0.6 else ()
    return ListingRow(
        line=number,
        code=f"K{number:06}",
        seller_phone=phone,
        title=f"{product} batik {technique} {motifs[0]} {colours[0]} seri {number % 5000}",
        product=product,
        technique=technique,
        motifs=motifs,
        colours=colours,
        sizes=sizes,
        price=price,
        stock=None if sizes else chance.randrange(60),
        weight_g=250,
        tiers=((12, price - 1000),) if chance.random() < 0.3 else (),
        description="Bahan " + " ".join(chance.sample(WORDS, 5)),
        photos=(),
    )


def _import(sellers: Sequence[SellerRow], listings: Sequence[ListingRow]) -> None:
    """As if an hour ago: what has just changed is looked at more often."""
    clock.set_source(lambda: datetime.now(UTC) - timedelta(hours=1))
    with database.transaction() as session:
        csv_save.save(session, sellers, listings, photos={})
    clock.set_source(None)


def _search(wish: Wish, shopper: int) -> None:
    with database.reading() as session:
        search(session, wish, shopper_key=str(shopper), day=DAY)


def _seconds(deed: object) -> float:
    """Wall seconds of one deed."""
    begin = time.perf_counter()
    deed()  # type: ignore[operator]
    return time.perf_counter() - begin


if __name__ == "__main__":
    for name, value, unit in run():
        print(f"{name:60} {value:8.2f} {unit}")
