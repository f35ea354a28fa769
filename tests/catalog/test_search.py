"""Search finds what fits, all of it and nothing else; fresh; and the nearest when nothing fits."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import Session, SQLModel, delete, select

import catalog
import clock
import database
from catalog import lookup, sellers, stock
from catalog.csv_rows import ListingRow
from catalog.models import Listing, ListingColour, ListingMotif, Tier, Variant
from catalog.search import Found, search, shop_names
from tests.catalog.brute_force import fitting
from tests.catalog.conftest import open_market
from tests.catalog.making import Wish, lay_out, listing, phone, seller

DAY = date(2026, 10, 2)
STALLS = [seller(1, sentra="Setono"), seller(2, sentra="Kauman"), seller(3, sentra=""), seller(4, shop="Stall 2")]
VALUES: dict[str, list[str]] = {
    "product": ["kemeja", "kain"],
    "technique": ["tulis", "cap"],
    "motif": ["parang", "kawung", "polos"],
    "colour": ["merah", "maroon", "biru", "navy", "hitam"],
    "size": ["M", "L", "allsize"],
    "sentra": ["Setono", "Kauman"],
    "shop": ["Stall 1", "Stall 2", "Stall 3"],
    "words": ["halus", "adem", "panjang"],
}


def some(values: list[str], most: int = 2) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), max_size=most, unique=True).map(tuple)


@st.composite
def listings(draw: st.DrawFn) -> list[ListingRow]:
    rows = []
    for number in range(draw(st.integers(1, 12))):
        own = draw(st.booleans())
        pieces = st.integers(0, 3)
        sizes = tuple((size, draw(pieces) if own else None) for size in draw(some(VALUES["size"], 3)))
        own = own and bool(sizes)
        price = draw(st.integers(1, 5)) * 1000
        rows.append(
            listing(
                number,
                stall=draw(st.integers(1, 4)),
                title="Batik " + " ".join(draw(some(VALUES["words"]))),
                description=" ".join(draw(some(VALUES["words"]))).upper(),
                product=draw(st.sampled_from(VALUES["product"])),
                technique=draw(st.sampled_from([None, *VALUES["technique"]])),
                motifs=draw(some(VALUES["motif"])),
                colours=draw(some(VALUES["colour"])),
                sizes=sizes,
                price=price,
                stock=None if own else draw(pieces),
                tiers=draw(st.sampled_from([(), ((2, price - 1),), ((2, price - 1), (5, price - 2))])),
            )
        )
    return rows


@st.composite
def wishes(draw: st.DrawFn) -> Wish:
    maybe = st.none() | st.integers(1, 5).map(lambda number: number * 1000)
    parts = draw(st.sets(st.sampled_from(sorted(VALUES)), max_size=3))
    excluded = draw(st.sets(st.sampled_from(sorted(VALUES)), max_size=1))
    asked: dict[str, Any] = {part: draw(some(VALUES[part])) for part in parts}
    return Wish(
        **asked,
        price_min=draw(maybe),
        price_max=draw(maybe),
        min_stock=draw(st.none() | st.integers(1, 6)),
        wholesale=draw(st.sampled_from([None, None, True])),
        prefer=draw(some(VALUES["words"])),
        exclude={part: draw(some(VALUES[part])) for part in excluded},
        sort=draw(st.sampled_from([None, "cheapest", "dearest", "newest", "bestselling"])),
    )


@pytest.fixture(scope="module")
def plain_market(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """One market on SQLite for many small catalogues."""
    folder = tmp_path_factory.mktemp("market")
    market = open_market(f"sqlite:///{folder}/market.db", folder / "media")
    with market.app_context():
        SQLModel.metadata.create_all(database.engine())
        yield market
        database.engine().dispose()


@settings(max_examples=60, deadline=None)
@given(rows=listings(), asked=st.lists(wishes(), min_size=1, max_size=6))
def test_search_finds_what_a_plain_look_through_all_listings_finds(
    plain_market: Flask, rows: list[ListingRow], asked: list[Wish]
) -> None:
    with database.transaction() as session:
        for model in (Variant, ListingMotif, ListingColour, Tier, Listing):
            session.execute(delete(model))
        lay_out(session, rows, STALLS)
    catalog.init_app(plain_market)  # with an empty index
    for wish in asked:
        fits = fitting(wish, rows, {stall.phone: stall for stall in STALLS})
        found = find(wish, limit=100)
        assert (found.exact, found.total if found.exact else 0) == (bool(fits), len(fits))
        if found.exact:
            assert set(codes(found)) == fits
        _check_order(found, wish)
        pages = [find(wish, offset=offset).listing_ids for offset in range(0, found.total, 6)]
        assert [one for page in pages for one in page] == found.listing_ids


def _check_order(found: Found, wish: Wish) -> None:
    with database.reading() as session:
        prices = [card.price for card in lookup.by_ids(session, found.listing_ids)]
    if wish.sort in ("cheapest", "dearest"):
        assert prices == sorted(prices, reverse=wish.sort == "dearest")


@pytest.fixture
def shelf(app: Flask) -> Callable[..., None]:
    """shelf(listing, …) lays out a small market."""

    def put(*rows: ListingRow) -> None:
        with database.transaction() as session:
            lay_out(session, list(rows))

    return put


def test_what_is_sold_hidden_or_closed_is_gone_and_comes_back(shelf: Callable[..., None]) -> None:
    shelf(listing(1, stock=1), listing(2))
    assert found_codes() == {"K0001", "K0002"}
    for deed, undo in [
        (lambda s: stock.take(s, _id(s), "", 1), lambda s: stock.give_back(s, _id(s), "", 1)),
        (lambda s: _set(s, hidden=True), lambda s: _set(s, hidden=False)),
    ]:
        with database.transaction() as session:
            deed(session)
        assert found_codes() == {"K0002"}
        with database.transaction() as session:
            undo(session)
        assert found_codes() == {"K0001", "K0002"}
    with database.transaction() as session:
        sellers.suspend(session, phone(1))
    assert found_codes() == set()
    with database.transaction() as session:
        sellers.verify(session, phone(1))
    assert found_codes() == {"K0001", "K0002"}


def test_a_new_title_is_found_and_the_old_one_no_longer(shelf: Callable[..., None]) -> None:
    shelf(listing(1, title="Kain primis"))
    assert found_codes(words=("primis",)) == {"K0001"}
    with database.transaction() as session:
        _set(session, title="Kain dobby")
    assert not find(Wish(words=("primis",))).exact
    assert found_codes(words=("dobby",)) == {"K0001"}


def test_new_stalls_and_listings_are_found_by_every_process(app: Flask, shelf: Callable[..., None]) -> None:
    other = Flask("another process")
    other.extensions["database"] = app.extensions["database"]
    catalog.init_app(other)
    for number in (1, 2, 3):
        shelf(listing(number, stall=number))
        for process in (app, other):
            with process.app_context():
                assert len(found_codes()) == number


def test_a_slow_transaction_is_not_overlooked(shelf: Callable[..., None]) -> None:
    shelf(listing(1, stock=1), listing(2, stock=1))
    began = clock.now()
    with database.transaction() as session:
        _set(session, "K0002", stock=0)
    assert found_codes() == {"K0001"}
    with database.transaction() as session:  # began before the other one and is kept after it
        _set(session, "K0001", stock=0, changed_at=began)
    assert find(Wish()).total == 0


def test_what_is_not_committed_is_forgotten(shelf: Callable[..., None]) -> None:
    shelf(listing(1))
    with database.reading() as session:
        search(session, Wish(), "sari", DAY)
    with pytest.raises(ZeroDivisionError), database.transaction() as session:
        _set(session, title="Kain sutra")
        search(session, Wish(), "sari", DAY)
        _ = 1 / 0
    assert not find(Wish(words=("sutra",))).exact


def test_what_the_own_turn_has_just_taken_is_not_offered(shelf: Callable[..., None]) -> None:
    shelf(listing(1, stock=1), listing(2, stock=5), listing(3, stock=5))
    with database.transaction() as session:
        stock.take(session, _id(session), "", 1)
        found = search(session, Wish(), "sari", DAY)
        assert (len(found.listing_ids), found.total) == (2, 2)
        found = search(session, Wish(min_stock=6), "sari", DAY)
        assert (found.relaxed, len(found.listing_ids)) == (("min_stock",), 2)


def test_listings_can_be_left_out(shelf: Callable[..., None]) -> None:
    shelf(listing(1), listing(2))
    with database.reading() as session:
        found = search(session, Wish(), "sari", DAY, exclude_ids=(_id(session),))
        assert codes(found) == ["K0002"]


@pytest.mark.parametrize(
    ("word", "found"),
    [("PRIMIS", True), ("primiss", True), ("prmis", True), ("kemeja primis", True), ("prim", False), ("ab", False)],
)
def test_words_are_whole_and_may_be_slightly_mistyped(shelf: Callable[..., None], word: str, found: bool) -> None:
    shelf(
        listing(1, title="Kemeja katun (primis)", description="2 abad"), listing(2, title="Kemeja", description="rayon")
    )
    assert (found_codes(words=(word,)) == {"K0001"}) is found


def test_a_word_that_stands_somewhere_is_no_typo(shelf: Callable[..., None]) -> None:
    shelf(listing(1, title="Kain primis"), listing(2, title="Kain prims"))
    assert found_codes(words=("prims",)) == {"K0002"}


def test_preferred_words_come_first_and_exclude_none(shelf: Callable[..., None]) -> None:
    shelf(*[listing(n, stall=n, title="Kemeja pria" if n in (3, 7) else "Kemeja") for n in range(1, 9)])
    found = codes(find(Wish(prefer=("pria", "cowok")), limit=8))
    assert set(found[:2]) == {"K0003", "K0007"}
    assert len(found) == 8


def test_newest_and_bestselling_come_first(shelf: Callable[..., None]) -> None:
    shelf(listing(1), listing(2))
    shelf(listing(3))
    with database.transaction() as session:
        stock.take(session, _id(session, "K0002"), "", 4)
    assert codes(find(Wish(sort="newest")))[0] == "K0003"
    assert codes(find(Wish(sort="bestselling")))[0] == "K0002"


SHIRT: dict[str, Any] = {"product": "kemeja", "technique": "cap", "motifs": ("parang",), "colours": ("biru",)}
IN_M: dict[str, Any] = SHIRT | {"sizes": (("M", 2),), "stock": None}


@pytest.mark.parametrize(
    ("wish", "relaxed", "nearest"),
    [
        ({"shop": ("Stall 2",), "motif": ("parang",)}, ("shop",), {"K0001"}),
        ({"size": ("L",)}, ("size",), {"K0001"}),
        ({"size": ("3XL",)}, ("size",), {"K0001", "K0002"}),  # no neighbour either: any size
        ({"colour": ("hitam",)}, ("colour",), {"K0001", "K0002"}),
        ({"motif": ("nitik",)}, ("motif",), {"K0002"}),  # kawung is of its family, parang is not
        ({"price_max": 90_000}, ("price",), {"K0001"}),  # 100,000 is within a fifth, 120,000 is not
        ({"price_max": 60_000}, (), set()),
        ({"price_min": 130_000}, ("price",), {"K0002"}),
        ({"words": ("sutra",)}, ("words",), {"K0001", "K0002"}),
        ({"min_stock": 99}, ("min_stock",), {"K0001", "K0002"}),
        ({"sentra": ("Setono",)}, ("sentra",), {"K0001", "K0002"}),
        ({"wholesale": True}, ("wholesale",), {"K0001", "K0002"}),
        ({"colour": ("hitam",), "size": ("L",)}, ("size", "colour"), {"K0001"}),
        ({"technique": ("tulis",)}, (), set()),  # the technique is what a buyer pays for
        ({"product": ("daster",)}, (), set()),
        ({"colour": ("hitam",), "exclude": {"motif": ("parang",)}}, ("colour",), {"K0002"}),
    ],
)
def test_when_nothing_fits_the_nearest_is_shown(
    shelf: Callable[..., None], wish: dict[str, Any], relaxed: tuple[str, ...], nearest: set[str]
) -> None:
    shelf(
        listing(1, **IN_M),
        listing(2, stall=2, **SHIRT | {"motifs": ("kawung",), "price": 120_000}),
        listing(3, **SHIRT | {"stock": 0, "colours": ("hitam",), "price": 50_000}),  # sold out: never near
    )
    found = find(Wish(**{"product": ("kemeja",)} | wish))
    assert (found.exact, found.relaxed, set(codes(found))) == (False, relaxed, nearest)
    assert found.total == len(nearest)


def test_the_names_of_open_stalls_have_a_version(shelf: Callable[..., None]) -> None:
    shelf(listing(1, stall=1), listing(2, stall=2))
    first = names()
    assert first[1] == ["Stall 1", "Stall 2"]
    with database.transaction() as session:
        stock.take(session, _id(session), "", 1)
    assert names() == first
    with database.transaction() as session:
        sellers.suspend(session, phone(2))
    assert names()[0] != first[0]
    assert names()[1] == ["Stall 1"]


def find(wish: Wish, offset: int = 0, limit: int = 6) -> Found:
    with database.reading() as session:
        return search(session, wish, "sari", DAY, offset=offset, limit=limit)


def codes(found: Found) -> list[str]:
    with database.reading() as session:
        return [card.code for card in lookup.by_ids(session, found.listing_ids)]


def found_codes(**wish: Any) -> set[str]:
    found = find(Wish(**wish))
    return set(codes(found)) if found.exact else set()


def names() -> tuple[tuple[int, int], list[str]]:
    with database.reading() as session:
        return shop_names(session)


def _id(session: Session, code: str = "K0001") -> int:
    return session.exec(select(Listing.id).where(Listing.code == code)).one() or 0


def _set(session: Session, code: str = "K0001", **values: Any) -> None:
    card = session.exec(select(Listing).where(Listing.code == code)).one()
    for name, value in values.items():
        setattr(card, name, value)
