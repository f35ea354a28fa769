"""A caption becomes what a listing shows: its title, the rest as its description, and what of it nobody understood.

"Daster katun jepang cap, 45rb, lusinan 480, S-XL, stok 60 wa 0812…" -> "Daster katun jepang cap"
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from bot.understanding.goods.draft import weight
from bot.understanding.goods.listing import UPLOAD_WORDS, read_listing
from bot.understanding.goods.several import offers
from bot.understanding.intents.message import read_message
from bot.understanding.letters.lexicon import Lexicon
from bot.understanding.letters.words import Item, Reading
from catalog.vocabulary import Vocabulary

LONGEST_TITLE = 80
LONGEST_DESCRIPTION = 500
A_SPELLING = 70.0  # likeness, of 100, from which a word is the label written another way ("clana") and no other word
FIELDS = {"product": "product", "technique": "technique", "motif": "motifs", "colour": "colours"}
SHORTEST_WORD = 3  # of those that nobody knows
DAYS = ("hari", "minggu", "bulan")  # no measure of goods


@dataclass(frozen=True)
class Offer:
    """One thing that a caption offers: its own words, and the fields that they say (under the keys of a listing)."""

    text: str
    fields: Mapping[str, Any]


def read_offers(text: str, lexicon: Lexicon) -> tuple[list[Offer], list[str]]:
    """What a seller's text offers: several things where it lists several, else one, perhaps without any field; and the
    lines of a list that nobody understood, as they were written."""
    reading = read_message(text, lexicon)
    texts = offers(reading) if reading.items else [text]
    if len(texts) == 1:
        return [Offer(text, _fields(reading, lexicon))], []
    own = [_own_lines(one, lexicon) for one in texts]
    found = [Offer(one, _fields(read_message(one, lexicon), lexicon)) for one in own]
    taken = {line for one in own for line in one.split("\n")}
    lines = [line.strip() for line in reading.text.split("\n")]
    left = [line for line in lines if not any(line.endswith(one) for one in taken) and _says_something(line, lexicon)]
    return found, left


def is_offer(text: str, lexicon: Lexicon) -> bool:
    """Whether a text offers goods for sale: says what they are, and what they cost or how many there are."""
    offers, _left = read_offers(text, lexicon)
    return any("product" in one.fields and one.fields.keys() & {"price", "stock"} for one in offers)


def asks(text: str, lexicon: Lexicon) -> bool:
    """Whether a text asks something, as a shopper does ("yang kayak gini ada?"), and offers nothing."""
    reading = read_message(text, lexicon)
    return reading.is_question or (reading.has("seek", "which") and not any(i.kind == "money" for i in reading.items))


def title(text: str, fields: Mapping[str, Any], lexicon: Lexicon) -> str:
    """What the goods are called: the words of the caption that describe them, as far as `fields` still say so, without
    price, stock, sizes, phone numbers and small talk. Never another technique, product, motif or colour than the fields'."""
    said = _Said(read_message(text, lexicon), fields, lexicon.vocabulary)
    return _capitalised(_cut(said.title(), LONGEST_TITLE))


def description(text: str, heading: str, lexicon: Lexicon) -> str:
    """What a caption tells beyond its title: cloth, measures, cut. "" when that is nothing."""
    known = set(heading.casefold().split())
    parts = [words for words in _told(read_message(text, lexicon)) if not known.issuperset(_folded(words))]
    return _capitalised(_cut(", ".join(dict.fromkeys(" ".join(words) for words in parts)), LONGEST_DESCRIPTION))


def _folded(words: Sequence[str]) -> list[str]:
    return " ".join(words).casefold().split()


def _fields(reading: Reading, lexicon: Lexicon) -> dict[str, Any]:
    fields = read_listing(reading, lexicon)
    grams = weight(reading)
    return {**fields, "weight_g": grams} if grams else fields


def _own_lines(text: str, lexicon: Lexicon) -> str:
    """The lines of an offer without those that tell of something else: of other goods, or of nothing that we know."""
    first, *more = text.split("\n")
    return "\n".join([first, *(line for line in more if not _is_strange(read_message(line, lexicon)))])


def _is_strange(reading: Reading) -> bool:
    said = list(reading.words())
    if any(item.entry.goods for item in said):
        return True
    is_ours = any(item.value_kind or item.entry.attribute or item.entry.cues for item in said)
    return not is_ours and any(item.kind == "unknown" for item in said)


def _says_something(line: str, lexicon: Lexicon) -> bool:
    """Whether a line may have been meant as an offer: a greeting or a heading is nothing to ask back about."""
    reading = read_message(line, lexicon)
    return _is_strange(reading) or any(item.kind == "money" or item.value_kind for item in reading.items)


# ---------------------------------------------------------------- the title


class _Said:
    """The words of a caption that may stand in a title."""

    def __init__(self, reading: Reading, fields: Mapping[str, Any], words: Vocabulary) -> None:
        self.reading, self.fields, self.words = reading, fields, words
        self.dropped: set[str] = set()  # kinds of which a word was left out, because the fields say another

    def title(self) -> str:
        parts = list(dict.fromkeys(self._parts()))
        for kind in ("product", "technique", "motif", "colour"):
            self._put_in(parts, kind)
        return " ".join(word for _kind, _value, word in parts)

    def _parts(self) -> Iterator[tuple[str, str, str]]:
        """(kind, value, word) in the order of the caption; after the price only values."""
        is_priced, label = False, ""
        for item in self.reading.items:
            is_priced = is_priced or item.kind == "money"
            kind, value = item.value_kind, item.entry.id
            if kind in FIELDS:
                if not item.negated and value in _values(self.fields, kind):
                    yield kind, value, self._worded(item)
                else:
                    self.dropped.add(kind)
            elif not is_priced and (word := _own_word(item, self.reading)):
                if label and item.kind == "unknown":
                    yield "", label, label
                yield "", word, word
            label = item.text if item.has("motif_label", "colour_label") else ""

    def _worded(self, item: Item) -> str:
        label = self.words.label(item.value_kind, item.entry.id, "id").partition(" (")[0]
        is_other_word = fuzz.ratio(item.text, label) < A_SPELLING and label not in item.text
        return item.text if item.value_kind == "product" and (is_other_word or label in item.text) else label

    def _put_in(self, parts: list[tuple[str, str, str]], kind: str) -> None:
        """The values that the fields say and the caption does not: a product and a technique always, motifs and colours
        where they take another's place."""
        said = {value for part, value, _word in parts if part == kind}
        if kind in ("motif", "colour") and kind not in self.dropped and self.reading.items:
            return
        missing = [value for value in _values(self.fields, kind) if value not in said]
        place = {"product": 0, "technique": 1}.get(kind, len(parts))
        for value in missing:
            label = self.words.label(kind, value, "id").partition(" (")[0]
            parts.insert(min(place, len(parts)), (kind, value, label))
            place += 1


def _values(fields: Mapping[str, Any], kind: str) -> list[str]:
    value = fields.get(FIELDS[kind]) or []
    return [value] if isinstance(value, str) else list(value)


def _own_word(item: Item, reading: Reading) -> str:
    """A word that describes goods without being a value: cloth, cut, for whom, or one that nobody knows."""
    if item.kind == "measure" and item.unit not in DAYS:
        return reading.text[item.start : item.end]
    if item.kind == "word" and (item.entry.attribute or item.entry.whom) and not item.has("address"):
        return item.text
    is_strange = item.kind == "unknown" and item.text.isalpha() and len(item.text) >= SHORTEST_WORD
    return reading.text[item.start : item.end] if is_strange and item.text not in UPLOAD_WORDS else ""


# ---------------------------------------------------------------- the description


def _told(reading: Reading) -> Iterator[list[str]]:
    """Between commas and lines: the words that describe the goods, measures with what they measure."""
    words: list[str] = []
    label, after_bargain = "", False
    for item in reading.items:
        if item.kind in ("line", "mark", "money"):
            if item.text not in ("-", "/", "+", "&", "(", ")") and words:
                yield words
                words = []
            label = ""
            continue
        if label and item.kind == "number" and item.number < 1000:
            words += [label.upper(), item.text]
        elif not after_bargain and (word := _own_word(item, reading)):
            words.append(word)
        after_bargain = "bargain" in item.entry.intents  # "nego tipis" tells nothing of the cloth
        label = item.text if item.has("chest_label", "measure_label") else ""
    if words:
        yield words


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[:limit].rsplit(" ", 1)[0].rstrip(" ,")


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
