"""The words of the market: canonical values with everything that people call them, as data in the TOML files beside this one.

Adding a motif, a colour or a spelling is one entry in one file; `load` refuses what contradicts itself.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent
KINDS = ("product", "technique", "motif", "colour", "size", "sentra")
WRITTEN = ("material",)  # kinds that no column holds: they are read from the seller's own words
SPELLINGS = ("words", "javanese", "english", "asks_first")
FIELDS = {"id", "en", "near", "family", "rgb", "garment", "chest", "shares", *SPELLINGS}


class VocabularyError(ValueError):
    """A vocabulary file contradicts itself; the text names file, entry and word."""


@dataclass(frozen=True)
class Value:
    """One canonical value. `near`: ids that satisfy a question for this one; `asks_first`: words that ask for this value
    and put the listings that hold them first; `chest`: bust in cm, from and to (sizes only); `rgb`: how it looks, "#24589c" (colours only); `shares`: words of this value
    that ask for another one as well ("fabric")."""

    kind: str
    id: str
    label_id: str
    label_en: str
    near: tuple[str, ...] = ()
    family: str | None = None
    words: tuple[str, ...] = ()
    english: tuple[str, ...] = ()
    asks_first: tuple[str, ...] = ()
    garment: bool = False
    chest: tuple[int, int] | None = None
    rgb: str = ""
    shares: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def phrases(self) -> tuple[str, ...]:
        """Everything that people call it, in any language."""
        own = self.id.casefold().replace("-", " ")
        every = (own, *self.words, *self.english, *self.asks_first)
        return tuple(dict.fromkeys(phrase for spelling in every for phrase in (spelling, spelling.replace(" ", ""))))


class Vocabulary:
    """All values of all kinds. Read-only."""

    def __init__(self, values: Mapping[str, Mapping[str, Value]]) -> None:
        self._values = {kind: dict(values[kind]) for kind in (*KINDS, *WRITTEN)}
        self._spellings = {kind: _spellings(kind, self._values[kind]) for kind in (*KINDS, *WRITTEN)}

    def values(self, kind: str) -> dict[str, Value]:
        """The values of a kind by id, in the order of their file."""
        return self._values[kind]

    def label(self, kind: str, id: str, language: str = "id") -> str:
        """How a value is shown; an id that is not known is shown as it is."""
        value = self._values.get(kind, {}).get(id)
        if value is None:
            return id
        return value.label_en if language.startswith("en") else value.label_id

    def expand(self, kind: str, id: str) -> tuple[str, ...]:
        """The id itself, then those that satisfy a question for it too (merah: merah, maroon)."""
        value = self._values.get(kind, {}).get(id)
        return (id, *value.near) if value else (id,)

    def is_material(self, word: str) -> bool:
        """Whether a word says what goods are made of."""
        return word in self._spellings["material"]

    def written_as(self, word: str) -> tuple[str, ...]:
        """Every phrase by which a listing may say what `word` says: "silk" stands there as "sutra"; the word itself when it
        names no material."""
        id = self._spellings["material"].get(word)
        if id is None:
            return (word,)
        meant = (self._values["material"][near] for near in self.expand("material", id))
        return tuple(phrase for value in meant for phrase in value.phrases)

    def spellings(self, kind: str) -> dict[str, str]:
        """Every phrase (small letters, blanks between words) and the id that it means."""
        return self._spellings[kind]


@cache
def load() -> Vocabulary:
    """The vocabulary of the market, read and checked once."""
    vocabulary = Vocabulary({kind: _read(kind) for kind in (*KINDS, *WRITTEN)})
    _check(vocabulary)
    return vocabulary


def _read(kind: str) -> dict[str, Value]:
    with open(FOLDER / f"{kind}.toml", "rb") as file:
        tables = tomllib.load(file)
    return {id: _value(kind, id, table) for id, table in tables.items()}


def _value(kind: str, id: str, table: dict[str, Any]) -> Value:
    unknown = set(table) - FIELDS
    if unknown or "id" not in table or "en" not in table:
        raise VocabularyError(
            f"{kind}.toml [{id}]: {', '.join(sorted(unknown)) or 'id and en'} {'not known' if unknown else 'missing'}"
        )
    chest = table.get("chest")
    return Value(
        kind=kind,
        id=id,
        label_id=table["id"],
        label_en=table["en"],
        near=tuple(table.get("near", ())),
        family=table.get("family"),
        words=tuple(table.get("words", ())) + tuple(table.get("javanese", ())),
        english=tuple(table.get("english", ())),
        asks_first=tuple(table.get("asks_first", ())),
        garment=table.get("garment", False),
        chest=(chest[0], chest[1]) if chest else None,
        rgb=table.get("rgb", ""),
        shares=table.get("shares", {}),
    )


def _spellings(kind: str, values: Mapping[str, Value]) -> dict[str, str]:
    claimed: dict[str, str] = {}
    for value in values.values():
        for phrase in value.phrases:
            if claimed.setdefault(phrase, value.id) != value.id:
                raise VocabularyError(f"{kind}.toml: {phrase!r} is claimed by {claimed[phrase]} and {value.id}")
    return claimed


def _check(vocabulary: Vocabulary) -> None:
    """Near values exist, words are in small letters, and no phrase stands in two kinds."""
    owner: dict[str, str] = {}
    for kind in (*KINDS, *WRITTEN):
        for value in vocabulary.values(kind).values():
            for near in value.near:
                if near not in vocabulary.values(kind):
                    raise VocabularyError(f"{kind}.toml [{value.id}]: near {near!r} is no {kind}")
            for word, other in value.shares.items():
                if word not in value.phrases or other not in vocabulary.values(kind):
                    raise VocabularyError(f"{kind}.toml [{value.id}]: {word!r} can't be shared with {other!r}")
        for phrase in vocabulary.spellings(kind):
            if phrase != " ".join(phrase.casefold().split()):
                raise VocabularyError(f"{kind}.toml: {phrase!r} must be in small letters with single blanks")
            if owner.setdefault(phrase, kind) != kind:
                raise VocabularyError(f"{phrase!r} stands in {owner[phrase]}.toml and in {kind}.toml")
