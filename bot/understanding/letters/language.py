"""English or not: Indonesian is the default, Javanese counts as Indonesian."""

from functools import cache

from bot.understanding.data import read
from bot.understanding.letters.words import Item, Reading


def language_of(reading: Reading) -> tuple[str, int]:
    """ "en" when more English words than local ones carry the sentence, else "id"; and how many words more tell it than
    tell the other one (0: none tells anything)."""
    english = local = 0
    for item in reading.items:
        if item.kind != "word":
            continue
        weight = len(item.text.split())
        if item.entry.english or item.text in _words("english") or _is_english_phrase(item.text):
            english += weight
        elif _is_local(item):
            local += weight
    return ("en", english - local) if english > local else ("id", local - english)


@cache
def _words(group: str) -> frozenset[str]:
    return frozenset(read("language")[group])


@cache
def _is_english_phrase(text: str) -> bool:
    """Whether several words are English together ("how do i order"): half of them are, and one of them is nothing else."""
    words = text.split()
    fillers = read("fillers")["english"]
    either = set(fillers["neutral"])
    plain = (set(fillers["words"]) | _words("english")) - either - _words("loans")
    known = [word for word in words if word in plain or word in either]
    return len(words) > 1 and text not in _words("loans") and bool(plain & set(words)) and 2 * len(known) >= len(words)


def _is_local(item: Item) -> bool:
    entry = item.entry
    tells_nothing = item.text in _words("loans") or item.text in read("fillers")["english"]["neutral"]
    return not tells_nothing and bool(
        entry.cues or entry.kind or entry.intents or entry.whom or entry.number or entry.unit
    )
