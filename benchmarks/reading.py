"""Reading a message: understand() on all sentences of tests/understanding, and on 4,096 characters of ill will.

Processor time, not the clock on the wall: other work on the machine shall not count.
"""

import gc
import json
import statistics
import time
from collections.abc import Iterator

from bot.understanding import Lexicon, build_lexicon, understand
from catalog import vocabulary
from tests.understanding import FOLDER, cases
from tests.understanding.hostile import EXPECTING, LONG

ROUNDS = 3
STALLS = 500
LISTS = {
    "intents.txt": "shopper",
    "searches.txt": "shopper",
    "orders.txt": "shopper",
    "sellers.txt": "seller",
    "goods_of_sellers.txt": "seller",
    "drafts.txt": "seller",
}


def run() -> list[tuple[str, float, str]]:
    """(name, value, unit) for the table of `make bench`."""
    lexicon = build_lexicon(vocabulary.load(), [f"Batik Toko {number}" for number in range(STALLS)])
    sentences = list(_sentences())
    _micros(lexicon, *sentences[0])
    micros = [min(_micros(lexicon, *one) for _ in range(ROUNDS)) for one in sentences]
    asked: list[tuple[str, str, str | None]] = [(text, "shopper", slot) for text in LONG.values() for slot in EXPECTING]
    asked += [(text, "seller", None) for text in LONG.values()]
    worst = max(min(_micros(lexicon, *one) for _ in range(ROUNDS)) for one in asked)
    return [
        ("reading: a message, median", statistics.median(micros), "µs"),
        (f"reading: a message, p99 of {len(sentences):,}", statistics.quantiles(micros, n=100)[98], "µs"),
        (f"reading: worst of {len(LONG)} hostile texts of 4,096 characters", worst / 1000, "ms"),
    ]


def _sentences() -> Iterator[tuple[str, str, str | None]]:
    """(text, role, slot that was asked for)."""
    for name, role in LISTS.items():
        for text, _expected in cases(name):
            slot, _, rest = text[1:].partition("] ") if text.startswith("[") else ("", "", text)
            yield rest, role, slot or None
    for line in (FOLDER / "captions.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)["text"], "seller", None


def _micros(lexicon: Lexicon, text: str, role: str, slot: str | None) -> float:
    """Processor time of one reading."""
    gc.collect(0)
    begin = time.process_time_ns()
    understand(text, lexicon, expecting=slot, role=role)
    return (time.process_time_ns() - begin) / 1000


if __name__ == "__main__":
    for name, value, unit in run():
        print(f"{name:60} {value:8.2f} {unit}")
