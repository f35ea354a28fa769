"""How many messages of strangers are read as meant (tests/understanding/strangers): shares, by writer. Not of the clock."""

import csv
import tomllib
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from bot.understanding import Lexicon, build_lexicon, understand
from catalog import vocabulary
from tests.understanding import FOLDER

STRANGERS = FOLDER / "strangers"


class Said(NamedTuple):
    """A line of a writer's file."""

    role: str
    open: str
    meaning: str
    text: str


def run() -> list[tuple[str, float, str]]:
    """(name, value, unit) for the table of `make bench`: of each writer the percentage read as meant, and of all the
    percentage that was read as something else (the rest was not understood)."""
    with open(STRANGERS / "meanings.toml", "rb") as file:
        meanings = tomllib.load(file)
    lexicon = build_lexicon(vocabulary.load(), [])
    rows, all_of_them = [], Counter[str]()
    for path in sorted(STRANGERS.glob("*.tsv")):
        counted = Counter(name for said in _lines(path.name) for name in _judged(lexicon, meanings, said))
        rows.append((f"strangers: {path.stem.replace('_', ' ')}", _share(counted, "right", "all"), "% as meant"))
        all_of_them += counted
    rows.append(("strangers: all", _share(all_of_them, "right", "all"), "% as meant"))
    rows.append(("strangers: all", _share(all_of_them, "wrong", "all"), "% as something else"))
    rows.append(
        ("strangers: want no goods", _share(all_of_them, "goods all the same", "no goods"), "% taken for goods")
    )
    return rows


def _lines(name: str) -> Iterator[Said]:
    with open(STRANGERS / name, encoding="utf-8", newline="") as file:
        for role, open_, meaning, text in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield Said(role, open_, meaning, text.replace("\\n", "\n"))


def _judged(lexicon: Lexicon, meanings: dict[str, Any], said: Said) -> Iterator[str]:
    """What this message counts as."""
    read = understand(said.text, lexicon, expecting=meanings["expecting"].get(said.open), role=said.role).name
    meant = said.meaning.split("|")
    yield "all"
    if any(read == one or read in meanings["answered_by"].get(one, ()) for one in meant):
        yield "right"
    elif read != "not_understood":
        yield "wrong"
    if meant[0] in meanings["no_goods"]["meanings"]:
        yield "no goods"
        if read in meanings["no_goods"]["readings"]:
            yield "goods all the same"


def _share(counted: Counter[str], part: str, whole: str) -> float:
    return 100 * counted[part] / counted[whole]
