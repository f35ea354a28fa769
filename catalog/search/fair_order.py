"""Whose turn it is among listings that fit equally well. The only rule of order, explained in docs/fairness.md.

Stalls take turns. Their order is drawn anew for every shopper and day, so each stall is first as often as any other,
however many listings it has. When a stall's turn comes it shows its next listing, drawn in the same manner. As the
order of the stalls stays the same from round to round, nobody gets more than two of six places while three stalls
still have something to show. Nothing here depends on the page: the next page goes on where the last one ended.
"""

from datetime import date
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

from catalog.search.columns import Columns, Rows

Lots = NDArray[np.uint32]


def seed_of(shopper_key: str, day: date) -> int:
    """What this shopper's draws of this day begin with."""
    return int.from_bytes(blake2b(f"{shopper_key} {day}".encode(), digest_size=4).digest())


def draw(keys: NDArray[Any], seed: int) -> Lots:
    """A lot for each key, the same again for the same seed: keys are mixed so that their order tells nothing."""
    lots = keys.astype(np.uint32) ^ np.uint32(seed)
    # The last steps of MurmurHash3: every bit of the key moves every bit of the lot.
    lots ^= lots >> np.uint32(16)
    lots *= np.uint32(0x85EBCA6B)
    lots ^= lots >> np.uint32(13)
    lots *= np.uint32(0xC2B2AE35)
    return lots ^ (lots >> np.uint32(16))


def deal(columns: Columns, rows: Rows, seed: int, offset: int, limit: int) -> list[int]:
    """The places from `offset` on, at most `limit`, when `rows` take turns.

    Costs a few passes over the rows; only stalls, and the listings of those whose turn it is, are sorted.
    """
    stalls, keys = columns["seller"][rows], columns["shuffle_key"][rows]
    sizes = np.bincount(stalls)
    present = np.flatnonzero(sizes)
    present = present[np.argsort(draw(present, seed), kind="stable")]
    dealt = []
    for stall, turn in _turns(sizes[present], offset, min(limit, len(rows) - offset)):
        own = np.flatnonzero(stalls == present[stall])
        dealt.append(int(rows[own[np.argsort(draw(keys[own], seed), kind="stable")[turn]]]))
    return dealt


def _turns(sizes: NDArray[np.int64], offset: int, limit: int) -> list[tuple[int, int]]:
    """(which stall, which turn of it) for the places from `offset` on, when stalls with so many listings take turns."""
    turns: list[tuple[int, int]] = []
    turn, passed = 0, 0
    while len(turns) < limit:
        in_round = np.flatnonzero(sizes > turn)
        first = max(0, offset + len(turns) - passed)
        turns += [(int(stall), turn) for stall in in_round[first : first + limit - len(turns)]]
        passed += len(in_round)
        turn += 1
    return turns
