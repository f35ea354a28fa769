"""A counter-offer keeps within the floor and the price, and is worth asking for."""

from hypothesis import given
from hypothesis import strategies as st

from catalog.bargains import counter_offer

PRICES = st.integers(2, 10_000_000)


@given(PRICES, st.data())
def test_it_lies_between_floor_and_price(price: int, data: st.DataObject) -> None:
    floor = data.draw(st.integers(1, price))
    asked = data.draw(st.none() | st.integers(1, price))
    offered = counter_offer(price, floor, asked)
    assert floor <= offered <= price
    if asked is not None and asked >= floor:
        assert offered == asked


@given(PRICES, st.data())
def test_who_asks_for_less_never_pays_more(price: int, data: st.DataObject) -> None:
    floor = data.draw(st.integers(2, price))
    below = st.integers(1, floor - 1)
    low, high = sorted(data.draw(st.tuples(below, below)))
    assert counter_offer(price, floor, low) <= counter_offer(price, floor, high)
