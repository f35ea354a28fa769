"""The words of a message with what they mean: the longest phrase of the lexicon wins, shops' names first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from bot.understanding.letters.lexicon import Entry, Lexicon
from bot.understanding.letters.normalise import Token, clean, tokenise

NO_ENTRY = Entry()
MOST_TYPOS = 20  # words of one message that are compared with the whole vocabulary


@dataclass(slots=True)
class Item:
    """One meaningful piece of a message.

    kind: word (in the lexicon), unknown, number, money, count, mark, line, code, order, shop. `number` is pieces for a
    count, rupiah for money (with `high` for a range), the figure itself for a number. `start` and `end` are places in
    the cleaned text.
    """

    kind: str
    text: str
    start: int
    end: int
    entry: Entry = NO_ENTRY
    number: float = 0
    high: float | None = None
    about: bool = False  # "50rb an"
    glued: bool = False
    suffix: str = ""
    negated: bool = False
    used: bool = False
    unit: str = ""
    shops: tuple[str, ...] = ()
    parts: list["Item"] = field(default_factory=list)

    def has(self, *cues: str) -> bool:
        """Whether it is one of these cues."""
        return not self.entry.cues.isdisjoint(cues)

    def has_parts(self, cue: str) -> bool:
        """Whether it was made of a single word that is this cue ("kodian" alone is a count and asks for wholesale)."""
        return len(self.parts) == 1 and self.parts[0].has(cue)

    @property
    def value_kind(self) -> str:
        """product, technique, motif, colour, size, sentra; "" for what is no value."""
        return self.entry.kind if self.kind == "word" else ""


@dataclass(frozen=True)
class Reading:
    """A message read word by word; nothing is decided yet."""

    text: str  # cleaned, with capitals and lines
    tokens: list[Token]
    items: list[Item]

    @cached_property
    def cues(self) -> frozenset[str]:
        """Every cue that one of the items is."""
        return frozenset().union(*(item.entry.cues for item in self.items))

    def has(self, *cues: str) -> bool:
        """Whether one of the items is one of these cues."""
        return not self.cues.isdisjoint(cues)

    def words(self) -> Iterator[Item]:
        return (item for item in self.items if item.kind not in ("mark", "line"))

    @property
    def is_question(self) -> bool:
        return any(item.kind == "mark" and item.text == "?" for item in self.items)


def read_words(text: str, lexicon: Lexicon) -> Reading:
    """Tokens, then items; numbers stand as they are written."""
    cleaned = clean(text)
    tokens = tokenise(cleaned, lexicon.labels)
    items: list[Item] = []
    words = [token.text if token.kind in ("word", "number") else "" for token in tokens]
    hit = lexicon.shops.find(words, lexicon.words) if any(words) else None
    if hit is None:
        items = _phrases(tokens, cleaned, lexicon)
    else:
        first, last = tokens[hit.start], tokens[hit.end - 1]
        items = _phrases(tokens[: hit.start], cleaned, lexicon)
        items.append(Item("shop", cleaned[first.start : last.end], first.start, last.end, shops=hit.shops))
        items += _phrases(tokens[hit.end :], cleaned, lexicon)
    return Reading(cleaned, tokens, items)


def _phrases(tokens: Sequence[Token], cleaned: str, lexicon: Lexicon) -> list[Item]:
    words, owners, suffixes, unknown = _resolved(tokens, lexicon)
    items: list[Item] = []
    at = 0
    while at < len(words):
        length, entry = _longest(words, at, lexicon)
        if (
            length > 1
            and entry.kind == "size"
            and words[at].isdecimal()
            and not (items and items[-1].has("size_label"))
        ):
            length, entry = 1, NO_ENTRY  # "L 2 XL 1" counts pieces; "ukuran 2 XL" is a size
        first, last = tokens[owners[at]], tokens[owners[at + length - 1]]
        kind = first.kind
        if kind == "word":
            kind = "unknown" if unknown[at] else "word"
        elif length > 1:
            kind = "word"
        item = Item(kind, " ".join(words[at : at + length]), first.start, last.end, entry, glued=first.glued)
        item.suffix = suffixes[at + length - 1]
        if kind == "number":
            item.number = figure(first.text)
        items.append(item)
        at += length
    return items


def _resolved(tokens: Sequence[Token], lexicon: Lexicon) -> tuple[list[str], list[int], list[str], list[bool]]:
    """Word by word: the known form, the token it comes from, the suffix taken off, whether it is unknown."""
    words: list[str] = []
    owners: list[int] = []
    suffixes: list[str] = []
    unknown: list[bool] = []
    tries = MOST_TYPOS
    for number, token in enumerate(tokens):
        forms: tuple[str, ...] = (token.text,)
        suffix, lost = "", False
        if token.kind == "word":
            if tries > 0 or token.text in lexicon.words:
                forms, suffix = lexicon.resolve(token.text)
            else:
                forms = ()
            if forms != (token.text,):
                tries -= 1
            if not forms:
                forms, lost = (token.text,), True
        for form in forms:
            words.append(form)
            owners.append(number)
            suffixes.append(suffix)
            unknown.append(lost)
    return words, owners, suffixes, unknown


def _longest(words: Sequence[str], at: int, lexicon: Lexicon) -> tuple[int, Entry]:
    longest = min(lexicon.longest.get(words[at], 0), len(words) - at)
    for length in range(longest, 0, -1):
        entry = lexicon.entries.get(tuple(words[at : at + length]))
        if entry is not None:
            return length, entry
    return 1, NO_ENTRY


def figure(text: str) -> float:
    """A number as written in figures: "50.000" and "50,000" are fifty thousand, "1,5" and "1.5" one and a half."""
    digits = text[:18]
    groups = digits.replace(",", ".").split(".")
    if len(groups) > 1 and all(len(group) == 3 for group in groups[1:]) and len(groups[0]) <= 3 and groups[0] != "0":
        return float("".join(groups))
    if len(groups) == 2:
        return float(f"{groups[0]}.{groups[1]}")
    if len(groups) > 2:
        return float("".join(groups))
    return float(digits)
