"""What may be counted of a message that was not fully understood: words, never what tells of a person.

Nothing is taken while a form is open (names and addresses are what it asks for), nor from a message that looks like an
address, a filled-in form, a phone number, an account or a link; no word with a figure, none that stands where a name
stands. An example keeps only words of the vocabulary; figures become 0, all else "…".
"""

import re
from collections.abc import Iterator, Sequence

from bot.talk import lexicon
from bot.talk.turn import Turn
from bot.understanding import Intent, Lexicon, Wish
from bot.understanding.forms.form_text import labelled, looks_like_address
from bot.understanding.letters.words import Item, read_words
from catalog import learning
from catalog.learning import Missed

MOST_WORDS = 5  # of one message
LONGEST_WORD = 40
SHORTEST_WORD = 3
AROUND = 4  # words of an example, to each side
BEFORE_A_NAME = {"saya", "sy", "aku", "nama", "namaku", "kulo", "kula", "i'm", "im", "name", "dengan"}
_PERSONAL = re.compile(r"\d[\d .\-]{4,}\d|@|://|www\.")
_FIGURES = re.compile(r"\d+")


def note(turn: Turn) -> None:
    """Count what this turn's message asked in vain."""
    if turn.missed or turn.intent.wish.unknown or turn.intent.name == "not_understood":
        found = missed(turn.intent, lexicon.current(turn.session), turn.missed)
        learning.count(turn.session, found, turn.person.id)


def missed(intent: Intent, known: Lexicon, not_found: Wish | None = None) -> list[Missed]:
    """What is to be counted of a message; `not_found`: the wish that nothing fits exactly."""
    items = [] if _is_personal(intent.text) else [item for item in read_words(intent.text, known).items if item.text]
    found = list(_words(intent, items))[:MOST_WORDS]
    goods = _goods(not_found) if not_found else ""
    return [*found, Missed("nothing_found", goods, _example(items, range(len(items))))] if goods else found


def _is_personal(text: str) -> bool:
    return bool(_PERSONAL.search(text) or labelled(text) or looks_like_address(text))


def _words(intent: Intent, items: Sequence[Item]) -> Iterator[Missed]:
    """The words that nobody knows; of a message not understood that has none, the message itself."""
    kind = "not_understood" if intent.name == "not_understood" else "ignored"
    if kind == "ignored" and not intent.wish.unknown:
        return
    places = [at for at, item in enumerate(items) if item.kind == "unknown"]
    for at in places:
        if _is_word(items[at].text) and not _may_be_name(items, at, intent.text):
            yield Missed(kind, items[at].text, _example(items, range(at - AROUND, at + AROUND + 1), at))
    if not places and kind == "not_understood":
        whole = _example(items, range(len(items)))
        if len(whole) <= LONGEST_WORD and any(letter.isalpha() for letter in whole):
            yield Missed(kind, whole, "")


def _is_word(text: str) -> bool:
    return SHORTEST_WORD <= len(text) <= LONGEST_WORD and text.replace("'", "").isalpha()


def _may_be_name(items: Sequence[Item], at: int, text: str) -> bool:
    """After "bu", "saya", "nama"; or written large in a sentence that is written small."""
    item, before = items[at], items[at - 1] if at else None
    if before is not None and (before.has("address") or before.text in BEFORE_A_NAME):
        return True
    written = re.search(rf"(?<!\w){re.escape(item.text)}", text, re.IGNORECASE)
    is_large = written is not None and text[written.start()].isupper()
    others = [word for word in text.split() if word[:1].isalpha() and word.casefold() != item.text]
    return is_large and before is not None and any(word[0].islower() for word in others)


def _example(items: Sequence[Item], places: range, shown: int = -1) -> str:
    """The words at these places, as far as they are nobody's own; the word at `shown` too."""
    words: list[str] = []
    for at in places:
        if 0 <= at < len(items) and items[at].kind not in ("mark", "line"):
            item = items[at]
            is_ours = item.kind in ("word", "number", "money", "count") or at == shown
            word = _FIGURES.sub("0", item.text) if is_ours else "…"
            if word != "…" or words[-1:] != ["…"]:
                words.append(word)
    return " ".join(words)[:120]


def _goods(wish: Wish) -> str:
    """A wish that nothing fits, as ids of the vocabulary; prices, shops and what was not understood left out."""
    parts = (wish.product, wish.technique, wish.motif, wish.colour, wish.size, wish.words)
    goods = ""
    for one in (one for part in parts for one in part):
        longer = f"{goods} {one}".strip()
        if len(longer) <= LONGEST_WORD:
            goods = longer
    return goods
