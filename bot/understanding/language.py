"""English or not: Indonesian is the default, Javanese counts as Indonesian."""

from functools import cache

from bot.understanding.data import read
from bot.understanding.words import Item, Reading


def language_of(reading: Reading) -> str:
    """ "en" when more English words than local ones carry the sentence, else "id"."""
    english = local = 0
    for item in reading.items:
        if item.kind != "word":
            continue
        weight = len(item.text.split())
        if item.entry.english or item.text in _words("english"):
            english += weight
        elif _is_local(item):
            local += weight
    return "en" if english > local else "id"


@cache
def _words(group: str) -> frozenset[str]:
    return frozenset(read("language")[group])


def _is_local(item: Item) -> bool:
    entry = item.entry
    return item.text not in _words("loans") and bool(
        entry.cues or entry.kind or entry.intents or entry.whom or entry.number or entry.unit
    )
