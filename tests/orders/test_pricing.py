"""Tiers: in whole rupiah, whatever is split, joined or mixed."""

from hypothesis import given
from hypothesis import strategies as st

from catalog.models import Listing, Seller, Tier
from orders.minimum import too_few
from orders.pricing import unit_prices, worth_adding


def listing(id_: int, price: int = 50_000, tiers: dict[int, int] | None = None, mixes: bool = False, **more) -> Listing:
    made = Listing(
        id=id_, code=f"K{id_:04d}", seller_id=1, title="Daster", price=price, stock=1000, **{"product": "daster"} | more
    )
    made.seller = Seller(id=1, phone="+62", shop="Wati", mixes_tiers=mixes, min_pieces=1)
    made.tiers = [Tier(listing_id=id_, min_quantity=least, unit_price=unit) for least, unit in (tiers or {}).items()]
    return made


falling = st.lists(st.tuples(st.integers(2, 200), st.integers(1, 1000)), max_size=5, unique_by=lambda tier: tier[0])
quantities = st.lists(st.integers(1, 150), min_size=1, max_size=6)


def with_tiers(steps, price=100_000) -> dict[int, int]:
    """Tiers of which each is cheaper than the one before."""
    tiers = {}
    for least, off in sorted(steps):
        price = max(1, price - off)
        tiers[least] = price
    return tiers


@given(falling, quantities)
def test_one_listing_in_any_number_of_lines_costs_what_it_costs_in_one(steps, pieces):
    one = listing(1, 100_000, with_tiers(steps))
    split = unit_prices([(one, quantity) for quantity in pieces])
    (whole,) = unit_prices([(one, sum(pieces))])
    assert {unit.price for unit in split} == {whole.price}
    assert sum(unit.price * quantity for unit, quantity in zip(split, pieces, strict=True)) == whole.price * sum(pieces)
    assert isinstance(whole.price, int)


@given(falling, st.integers(1, 400))
def test_the_price_is_that_of_the_highest_tier_reached(steps, quantity):
    tiers = with_tiers(steps)
    (unit,) = unit_prices([(listing(1, 100_000, tiers), quantity)])
    reached = [least for least in tiers if least <= quantity]
    assert unit.price == (tiers[max(reached)] if reached else 100_000)
    assert unit.tier_from == max(reached, default=0)
    assert unit.next_from == min((least for least in tiers if least > quantity), default=None)


@given(falling, st.integers(1, 200), st.integers(0, 50))
def test_more_pieces_never_cost_more_each(steps, quantity, more):
    one = listing(1, 100_000, with_tiers(steps))
    (few,), (many,) = unit_prices([(one, quantity)]), unit_prices([(one, quantity + more)])
    assert many.price <= few.price


@given(falling, falling, quantities, st.booleans())
def test_mixing_counts_together_only_where_the_seller_allows_it(steps, others, pieces, mixes):
    first = listing(1, 100_000, with_tiers(steps), mixes)
    second = listing(2, 80_000, with_tiers(others, 80_000), mixes)
    wanted = [(first if at % 2 == 0 else second, quantity) for at, quantity in enumerate(pieces)]
    for (one, _quantity), unit in zip(wanted, unit_prices(wanted), strict=True):
        own = sum(quantity for other, quantity in wanted if other is one)
        assert unit.counted == (sum(pieces) if mixes else own)
        assert unit.price == unit_prices([(one, unit.counted)])[0].price
        assert unit.price <= unit_prices([(one, own)])[0].price
        assert unit.mixed == (mixes and len(pieces) > 1)


@given(st.integers(2, 40), st.integers(1_000, 3_000_000), quantities)
def test_a_lots_price_is_exact_however_it_is_split(least, lot, pieces):
    one = listing(1, 3_000_000)
    one.tiers = [Tier(listing_id=1, min_quantity=least, unit_price=round(lot / least), lot_price=lot)]
    wanted = [(one, least * quantity) for quantity in pieces] + [(one, 1), (one, least - 1)]
    lines = list(zip(wanted, unit_prices(wanted), strict=True))
    assert sum(unit.total(quantity) for (_one, quantity), unit in lines) == lot * (sum(pieces) + 1)
    for (_one, quantity), unit in lines:
        assert abs(unit.total(quantity) - quantity * lot / least) < 1  # each line is its share


def test_pieces_beyond_the_lot_cost_their_share():
    one = listing(1, 45_000)
    one.tiers = [Tier(listing_id=1, min_quantity=12, unit_price=41_667, lot_price=500_000)]
    totals = {pieces: unit_prices([(one, pieces)])[0].total(pieces) for pieces in (11, 12, 13, 18, 24)}
    assert totals == {11: 495_000, 12: 500_000, 13: 541_667, 18: 750_000, 24: 1_000_000}
    (promised,) = unit_prices([(one, 12)], {1: 40_000})
    assert promised.total(12) == 480_000


def test_another_product_counts_for_itself():
    daster = listing(1, 50_000, {12: 45_000}, mixes=True)
    shirt = listing(2, 90_000, {12: 80_000}, mixes=True, product="kemeja")
    assert [unit.price for unit in unit_prices([(daster, 7), (shirt, 7)])] == [50_000, 90_000]


def test_what_a_few_pieces_more_would_save():
    one = listing(1, 120_000, {10: 110_000, 20: 100_000})
    step = worth_adding([(one, 8)])
    assert step and (step.missing, step.next_price, step.saving) == (2, 110_000, 100_000)
    assert worth_adding([(one, 5)]) is None  # too far away
    assert worth_adding([(one, 20)]) is None  # there is no next tier
    one.stock = 9
    assert worth_adding([(one, 8)]) is None  # not that many are left


def test_the_least_that_is_sold():
    one, two = listing(1, min_pieces=6), listing(2)
    few = too_few([(one, 5), (two, 3)])
    assert few and (few.listing, few.least, few.pieces) == (one, 6, 5)
    one.stock = 4
    assert too_few([(one, 4)]) is None  # the last pieces may be bought
    two.seller.min_pieces = 3
    few = too_few([(two, 2)])
    assert few and (few.listing, few.least, few.pieces) == (None, 3, 2)
    assert too_few([(two, 1), (listing(3), 2)]) is None
