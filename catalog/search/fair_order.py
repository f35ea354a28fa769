"""Whose turn it is among listings that fit equally well. The only rule of order, explained in docs/fairness.md.

Stalls take turns. Their order is drawn anew for every shopper and day, so each stall is first as often as any other,
however many listings it has; a stall that is new or has long sold nothing draws a somewhat better lot. When a stall's
turn comes it shows its next listing, drawn in the same manner. As the order of the stalls stays the same from round to
round, nobody gets more than two of six places while three stalls still have something to show. Nothing here depends on
the page: the next page goes on where the last one ended.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from hashlib import blake2b
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from catalog.search.columns import Columns, Mask, Rows

SHEET = 6  # places on a contact sheet
MOST_OF_A_SHEET = 2  # places that one stall may have there while others fit
QUIET_DAYS = 30  # a stall is new for so long, and idle after so long without an order
LIFT = 1.25  # a new or idle stall's chance of an early place, against that of any other

Lots = NDArray[np.uint32]


class Lottery(NamedTuple):
    """What the draws of one shopper on one day begin with. `day` as in date.toordinal."""

    seed: int
    day: int


def lottery(shopper_key: str, day: date) -> Lottery:
    seed = int.from_bytes(blake2b(f"{shopper_key} {day}".encode(), digest_size=4).digest())
    return Lottery(seed, day.toordinal())


def draw(keys: NDArray[Any], seed: int) -> Lots:
    """A lot for each key, the same again for the same seed: keys are mixed so that their order tells nothing."""
    lots = keys.astype(np.uint32) ^ np.uint32(seed)
    # The last steps of MurmurHash3: every bit of the key moves every bit of the lot.
    lots ^= lots >> np.uint32(16)
    lots *= np.uint32(0x85EBCA6B)
    lots ^= lots >> np.uint32(13)
    lots *= np.uint32(0xC2B2AE35)
    return lots ^ (lots >> np.uint32(16))


def is_lifted(columns: Columns, stalls: NDArray[Any], day: int) -> Mask:
    """Which of the stalls are new or idle on this day."""
    since = day - QUIET_DAYS
    return (columns.joined_on[stalls] > since) | (columns.ordered_on[stalls] < since)


def deal(
    columns: Columns, rows: Rows, drawn: Lottery, offset: int, limit: int, beside: Sequence[int] = ()
) -> list[int]:
    """The places from `offset` on, at most `limit`, when `rows` take turns. `beside`: the stalls of the places that
    better listings have on the sheet where these rows begin.

    Costs a few passes over the rows; only stalls, and the listings of those whose turn it is, are sorted.
    """
    stalls, keys = columns["seller"][rows], columns["shuffle_key"][rows]
    sizes = np.bincount(stalls)
    present = np.flatnonzero(sizes)
    lots = draw(present, drawn.seed).astype(np.float64)
    lots[is_lifted(columns, present, drawn.day)] /= LIFT
    waits = np.zeros(len(present), np.int64)
    if beside:
        here, waits = _behind(present, Counter(beside))
        lots += here * 2.0**32
    order = np.argsort(lots, kind="stable")
    present, waits = present[order], waits[order]
    dealt = []
    for stall, turn in _turns(sizes[present], waits, offset, min(limit, len(rows) - offset)):
        own = np.flatnonzero(stalls == present[stall])
        dealt.append(int(rows[own[np.argsort(draw(keys[own], drawn.seed), kind="stable")[turn]]]))
    return dealt


def _behind(present: Rows, beside: Counter[int]) -> tuple[Rows, Rows]:
    """Who comes behind the others as it stands on the sheet already: (its places there, rounds to wait) of each stall.

    Whoever has its share waits a round if else the others could not fill the sheet.
    """
    places = np.array([beside[int(stall)] for stall in present], np.int64)
    has_share = places >= MOST_OF_A_SHEET
    left = SHEET - beside.total()
    return places, np.where(has_share & (np.count_nonzero(~has_share) < left), 1, 0)


def _turns(sizes: Rows, waits: Rows, offset: int, limit: int) -> list[tuple[int, int]]:
    """(which stall, which turn of it) for the places from `offset` on, when stalls with so many listings take turns
    and join in after so many rounds."""
    turns: list[tuple[int, int]] = []
    number, passed = 0, 0
    while len(turns) < limit:
        own = number - waits
        in_round = np.flatnonzero((own >= 0) & (sizes > own))
        first = max(0, offset + len(turns) - passed)
        turns += [(int(stall), int(own[stall])) for stall in in_round[first : first + limit - len(turns)]]
        passed += len(in_round)
        number += 1
    return turns
