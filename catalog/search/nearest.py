"""When nothing fits: what is nearest, and which parts of the wish it gives up.

A listing that gives up fewer parts is nearer; of equals the one that gives up what stands earlier in LEVELS. Product
and technique are never given up, nor is anything that was excluded, and nothing that is sold out is ever near.
"""

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from catalog.search.columns import Columns, Mask, Rows
from catalog.search.conditions import Conditions
from catalog.search.wish import Wish
from catalog.vocabulary import Value, Vocabulary

# (part of the wish, how far): "shade" is the same colour lighter or darker, "near" a neighbour of what was wanted,
# "any" anything.
LEVELS = (
    ("shop", "any"),
    ("size", "near"),
    ("colour", "shade"),
    ("colour", "near"),
    ("colour", "any"),
    ("price", "near"),
    ("motif", "near"),
    ("motif", "any"),
    ("sentra", "any"),
    ("words", "near"),
    ("words", "any"),
    ("size", "any"),
    ("min_stock", "any"),
    ("wholesale", "any"),
)
COST_OF_A_PART = 1 << len(LEVELS)  # more than all levels together: fewer parts first
NEVER = 1 << 26  # a part that can't be given up; that of all parts together stays below 2**31
PRICE_MARGIN = 0.2
SIZES = ("S", "M", "L", "XL", "XXL", "3XL", "4XL")
CHILD_SIZES = ("2", "4", "6", "8", "10", "12")
ONE_SIZE = "allsize"


def nearest(
    columns: Columns, conditions: Conditions, vocabulary: Vocabulary, wish: Wish
) -> tuple[Rows, tuple[str, ...]]:
    """The rows nearest to a wish that nothing fits, and the parts that they all give up. No rows: nothing is near."""
    rows = np.flatnonzero(conditions.must)
    costs = np.zeros(len(rows), np.int32)
    for part, fits in conditions.parts.items():
        ways = {far: mask[rows] for far, mask in _ways(columns, conditions, vocabulary, wish, part)}
        costs += _cost(part, fits[rows], ways)
    least = int(costs.min(initial=NEVER))
    if least >= NEVER:
        return rows[:0], ()
    given_up = tuple(dict.fromkeys(part for bit, (part, _) in enumerate(LEVELS) if least >> bit & 1))
    return rows[costs == least], given_up


def _cost(part: str, fits: Mask, ways: dict[str, Mask]) -> NDArray[np.int32]:
    """What each row costs in this part: nothing where it fits, else the first level that takes it."""
    cost = np.full(len(fits), NEVER, np.int32)
    for bit, (name, far) in reversed(list(enumerate(LEVELS))):
        if name == part and far in ways:
            cost[ways[far]] = COST_OF_A_PART | 1 << bit
    cost[fits] = 0
    return cost


def _ways(
    columns: Columns, conditions: Conditions, vocabulary: Vocabulary, wish: Wish, part: str
) -> Iterator[tuple[str, Mask]]:
    """How far the part can be loosened, and who fits then."""
    if part == "price":
        low = wish.price_min and wish.price_min * (1 - PRICE_MARGIN)
        high = wish.price_max and wish.price_max * (1 + PRICE_MARGIN)
        yield "near", conditions.price_between(low, high)
        return
    if part == "size":
        yield "near", columns.has("size", [near for size in wish.size for near in neighbours(size)])
    elif part == "words":
        yield "near", conditions.having("words", wish.words)
    elif part in ("colour", "motif"):
        yield "shade", columns.has(part, _related(vocabulary, part, getattr(wish, part), _is_near))
        yield "near", columns.has(part, _related(vocabulary, part, getattr(wish, part), _is_of_family))
    yield "any", np.ones(columns.count, np.bool_)


def _related(
    vocabulary: Vocabulary, kind: str, wanted: Sequence[str], is_related: Callable[[Value, Value], bool]
) -> list[str]:
    """The values of a kind that stand in a relation to one that is wanted."""
    values = vocabulary.values(kind)
    return [id for id, one in values.items() if any(is_related(one, values[want]) for want in wanted if want in values)]


def _is_near(one: Value, wanted: Value) -> bool:
    return wanted.id in one.near


def _is_of_family(one: Value, wanted: Value) -> bool:
    return one.family is not None and one.family == wanted.family


def neighbours(size: str) -> list[str]:
    """The sizes next to this one; one that fits all is next to each of the grown-ups' sizes."""
    for scale in (SIZES, CHILD_SIZES):
        if size in scale:
            place = scale.index(size)
            beside = [*scale[max(0, place - 1) : place], *scale[place + 1 : place + 2]]
            return [*beside, ONE_SIZE] if scale is SIZES else beside
    return list(SIZES) if size == ONE_SIZE else []
