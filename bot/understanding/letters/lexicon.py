"""All words that are known: the vocabulary of goods, the language files of this folder, the shops of the market.

`Lexicon.resolve` turns a word as typed into known ones: repeated letters, affixes, dropped vowels, glued words, typos.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.understanding.data import read
from bot.understanding.letters.shops import ShopIndex
from catalog.vocabulary import KINDS, Vocabulary

SUFFIXES = ("nya", "ipun", "ne", "ku", "mu", "lah", "kah", "an", "e", "s")
STRENGTHS = ("always", "without_goods", "alone")  # of intents.toml
SHORTEST_TYPO = 4
LONG_WORD = 8  # letters from which on a typo may hold two slips
MOST_REMEMBERED = 20_000
_RUNS = re.compile(r"(.)\1+")
_LONG_RUNS = re.compile(r"(.)\1{2,}")
_VOWELS = re.compile("[aeiou]")
_RANK = {
    "product": 0,
    "technique": 1,
    "colour": 2,
    "motif": 3,
    "sentra": 4,
}  # which goods a typo means, when equally near


@dataclass(frozen=True)
class Entry:
    """What a word or phrase can mean; several at once ("ya" is small talk and a yes)."""

    kind: str = ""  # of the vocabulary: product, technique …
    id: str = ""
    first: str = ""  # a word that puts listings first ("kulot")
    also: str = ""  # another value of the kind that the word asks for as well ("fabric")
    cues: frozenset[str] = frozenset()
    intents: Mapping[str, str] = field(default_factory=dict)  # name: always, without_goods, alone
    number: tuple[str, float] | None = None  # role (digits, wholes, times …) and value
    unit: int | None = None  # pieces
    whom: str = ""
    shade: str = ""  # of shades.toml
    attribute: bool = False
    goods: bool = False  # other goods than ours
    english: bool = False

    @property
    def is_value(self) -> bool:
        return bool(self.kind)


@dataclass(frozen=True)
class Whom:
    """For whom: what is asked for when no product is named, and the word that puts listings first."""

    product: tuple[str, ...]
    first: str


class Lexicon:
    """Read-only, apart from the memory of words resolved."""

    def __init__(self, vocabulary: Vocabulary, language: "Language", shops: ShopIndex) -> None:
        self.vocabulary = vocabulary
        self.shops = shops
        self.whom = language.whom
        self.labels = language.labels
        self.entries = language.entries
        self.longest = language.longest
        self._language = language
        self._resolved: dict[str, tuple[tuple[str, ...], str]] = {}

    def without_shops(self) -> "Lexicon":
        """The same words, and no shop."""
        return Lexicon(self.vocabulary, self._language, ShopIndex((), self._language.words))

    @property
    def words(self) -> frozenset[str]:
        """Every word of the lexicon that is no shop's name."""
        return self._language.words

    def resolve(self, word: str) -> tuple[tuple[str, ...], str]:
        """(known words, suffix taken off); no words when it is not known."""
        if word in self._language.spellings:
            return self._language.spellings[word], ""
        if word in self._language.words:
            return (word,), ""
        found = self._resolved.get(word)
        if found is None:
            if len(self._resolved) >= MOST_REMEMBERED:
                self._resolved.clear()
            found = self._resolved[word] = self._language.resolve(word)
        return found


class Language:
    """The part of a lexicon that does not change with the shops."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.entries: dict[tuple[str, ...], Entry] = {}
        self.whom: dict[str, Whom] = {}
        self.rank: dict[str, int] = {}  # words that a typo may mean
        self.spellings = {short: tuple(meant.split()) for short, meant in read("spellings")["short"].items()}
        self._add_vocabulary(vocabulary)
        self._add_cues_and_intents()
        self._add_numbers()
        self._add_others()
        self.words = frozenset(word for phrase in self.entries for word in phrase) | self.spellings.keys()
        self.longest: dict[str, int] = {}
        for phrase in self.entries:
            self.longest[phrase[0]] = max(len(phrase), self.longest.get(phrase[0], 0))
        self._skeletons: dict[str, str] = {}
        for word in sorted(self.rank, key=lambda word: (-self.rank[word], word), reverse=False):
            if _VOWELS.search(word):
                self._skeletons[_skeleton(word)] = word
        for short in self.spellings:
            self._may_be_meant(short, 6)
        self._targets = sorted(word for word in self.rank if len(word) >= SHORTEST_TYPO)
        self.labels = frozenset(
            phrase[0]
            for phrase, entry in self.entries.items()
            if len(phrase) == 1 and (entry.kind == "size" or entry.unit or entry.number or entry.cues & _BEFORE_NUMBERS)
        )

    def spelled_out(self, words: Iterable[str]) -> tuple[str, ...]:
        """The words with those that a chat shortens as they are meant ("krm" is "kirim", "gada" is "tidak ada")."""
        return tuple(word for short in words for word in self.spellings.get(short, (short,)))

    # ------------------------------------------------------------ filling

    def add(self, phrase: str, **meaning: Any) -> None:
        """Gives a phrase one more meaning."""
        key = self.spelled_out(phrase.replace("-", " ").split())
        old = self.entries.get(key, Entry())
        if "cues" in meaning:
            meaning["cues"] = old.cues | meaning["cues"]
        if "intents" in meaning:
            meaning["intents"] = {**meaning["intents"], **old.intents}
        self.entries[key] = replace(old, **meaning)

    def _add_vocabulary(self, vocabulary: Vocabulary) -> None:
        for kind in KINDS:
            for value in vocabulary.values(kind).values():
                english = set(value.english)
                for phrase in value.phrases:
                    if kind == "size" and phrase.isdecimal():
                        continue  # a number is read by its place in the sentence
                    first = phrase if phrase in value.asks_first else ""
                    also = value.shares.get(phrase, "")
                    self.add(phrase, kind=kind, id=value.id, first=first, also=also, english=phrase in english)
                    words = phrase.split()
                    for word in words:
                        self._may_be_meant(word, _RANK[kind] + 2 * (len(words) > 1) if kind in _RANK else 9)

    def _may_be_meant(self, word: str, rank: int) -> None:
        self.rank[word] = min(rank, self.rank.get(word, 9))

    def _add_cues_and_intents(self) -> None:
        for group, table in read("cues").items():
            for phrase in table["words"]:
                self.add(phrase, cues=frozenset((group,)))
                if group not in ("question_no", "or_about"):
                    for word in phrase.split():
                        self._may_be_meant(word, 6)
        for name, table in read("intents").items():
            for strength in STRENGTHS:
                for phrase in table.get(strength, ()):
                    self.add(phrase, intents={name: strength})
            for phrase in table.get("topic_place", ()):
                self.add(phrase, intents={name: "always"}, cues=frozenset(("place_topic",)))

    def _add_numbers(self) -> None:
        for role, words in read("numbers").items():
            for word, value in words.items():
                self.add(word, number=(role, value))
                self._may_be_meant(word, 7)
        units = read("units")
        for group in ("pieces", "one"):
            for word, pieces in units[group].items():
                self.add(word, unit=pieces, cues=frozenset(("one_unit",)) if group == "one" else frozenset())
                self._may_be_meant(word, 7)
        for word in units["wholesale"]["words"]:
            self.add(word, cues=frozenset(("dozen",)))
        for group in ("measures", "ages"):
            for word in units[group]["words"]:
                self.add(word, cues=frozenset((group,)))

    def _add_others(self) -> None:
        for group, table in read("attributes").items():
            for phrase in table["words"]:
                self.add(phrase, attribute=True, cues=frozenset((group,)))
                for word in phrase.split():
                    self._may_be_meant(word, 5)
        for group, table in read("whom").items():
            for phrase in table["words"]:
                self.add(phrase, whom=group)
                self._may_be_meant(phrase.split()[0], 5)
            if "product" in table:
                self.whom[group] = Whom(tuple(table["product"]), table["first"])
        fillers = read("fillers")
        neutral = set(fillers["english"]["neutral"])
        for group, table in fillers.items():
            for phrase in table["words"]:
                meaning: dict[str, Any] = {"cues": frozenset((group if group in ("address", "shades") else "filler",))}
                if group == "english" and phrase not in neutral:
                    meaning["english"] = True
                self.add(phrase, **meaning)
        for name, table in read("shades").items():
            for phrase in (*table["words"], *table["beside_label"]):
                cues = frozenset(("shades", "shade_alone")) if phrase in table["words"] else frozenset(("shades",))
                self.add(phrase, shade=name, cues=cues)
        for phrase in read("other_goods")["words"]:
            self.add(phrase, goods=True)
        for phrase in read("other_goods")["strong"]:
            self.add(phrase, goods=True, cues=frozenset(("never_goods",)))
        for phrase in read("places")["words"]:
            self.add(phrase, cues=frozenset(("place",)))
        for language, words in read("common").items():
            for word in words:
                self.add(word, cues=frozenset(("common",)), english=language == "english")

    # ------------------------------------------------------------ resolving

    def resolve(self, word: str) -> tuple[tuple[str, ...], str]:
        """(known words, suffix taken off) of a word that is not known as it stands; () when none is meant."""
        meant, suffix = self._meant(word)
        return self.spelled_out(meant), suffix

    def _meant(self, word: str) -> tuple[tuple[str, ...], str]:
        if len(word) > 40:
            return (), ""
        for form in dict.fromkeys((_LONG_RUNS.sub(r"\1\1", word), _LONG_RUNS.sub(r"\1", word), _RUNS.sub(r"\1", word))):
            if form in self.words:
                return (form,), ""
            base, suffix = self._without_suffix(form)
            if base:
                return (base,), suffix
        if javanese := self._with_a(word):
            return (javanese,), ""
        short = _LONG_RUNS.sub(r"\1", word)
        split = self._split(short)
        if split:
            return split, ""
        return self._typo(short)

    def _without_suffix(self, word: str) -> tuple[str, str]:
        for suffix in SUFFIXES:
            base = word.removesuffix(suffix)
            if base == word or len(base) < 3 or base not in self.words:
                continue
            entry = self.entries.get((base,), Entry())
            is_sum = suffix == "an" and entry.number is not None  # "seketan", "gocapan"
            if suffix in ("an", "e", "s", "ne") and not (entry.is_value or entry.attribute or is_sum):
                continue
            return base, suffix
        return "", ""

    def _with_a(self, word: str) -> str:
        """ "celono", "limo": Javanese writes the open a as o; "" unless goods or a number come of it."""
        with_a = word.replace("o", "a")
        entry = self.entries.get((with_a,), Entry())
        return with_a if with_a != word and len(word) > 3 and (entry.is_value or entry.number) else ""

    def _split(self, word: str) -> tuple[str, ...]:
        """ "batiktulis": two words of the vocabulary without their blank."""
        if len(word) < 7:
            return ()
        for cut in range(3, len(word) - 2):
            left, right = word[:cut], word[cut:]
            if (
                self.rank.get(left, 9) <= 4
                and self.rank.get(right, 9) <= 4
                and (left,) in self.entries
                and (right,) in self.entries
            ):
                return left, right
            if left == "batik" and (right,) in self.entries:
                return left, right
        return ()

    def _typo(self, word: str) -> tuple[tuple[str, ...], str]:
        if not word.isascii():
            return (), ""
        vowels = len(_VOWELS.findall(word))
        spelled_out = self._skeletons.get(_skeleton(word), "")
        if len(word) >= 3 and vowels < 2 and spelled_out and _is_shortened(word, spelled_out):
            return (spelled_out,), ""
        if len(word) == 3:
            turned = (word[1] + word[0] + word[2], word[0] + word[2] + word[1])
            return next(((form,) for form in turned if self.rank.get(form, 9) <= 1), ()), ""  # "cpa" is cap
        if len(word) < SHORTEST_TYPO:
            return (), ""
        found = self._nearest(word)
        if found:
            return (found,), ""
        for suffix in ("nya", "ne", "an"):
            base = word.removesuffix(suffix)
            if base != word and len(base) >= SHORTEST_TYPO and base not in self.words:
                found = self._nearest(base)
                if found and self.rank[found] <= 4:
                    return (found,), suffix
        return (), ""

    def _nearest(self, word: str) -> str:
        """The word that is meant by a typo: one slip, and two in a long word whose consonants are all but right."""
        slips = 1 if len(word) < LONG_WORD else 2
        hits = process.extract(word, self._targets, scorer=OSA.distance, score_cutoff=slips, limit=8)
        best, best_cost = "", 99.0
        for target, distance, _ in hits:
            if distance > 1 and not self._is_near(word, target):
                continue
            if self.rank[target] == _RANK["sentra"] and not _has_its_letters(word, target):
                continue  # "jenglot" is no Jenggot: a name is left short or doubled, no letter of it is another
            if len(target) <= 4 and (target[0] != word[0] or self.rank[target] > 3):
                continue
            cost = distance + self.rank[target] * 0.05 + (target[0] != word[0]) * 0.4 + (target[-1] != word[-1]) * 0.02
            if _skeleton(target) == _skeleton(word):
                cost -= 0.3  # dropped or changed vowels are the commonest slip
            if cost < best_cost:
                best, best_cost = target, cost
        if best and best[0] != word[0] and self.rank[best] > 4:
            return ""
        return best

    def _is_near(self, word: str, target: str) -> bool:
        """Whether two slips may still mean this target: goods, begun and ended alike, one consonant wrong at most."""
        if self.rank[target] > 4 or target[0] != word[0] or target[-1] != word[-1] or len(target) < LONG_WORD - 1:
            return False
        return OSA.distance(_skeleton(word), _skeleton(target)) <= 1


_BEFORE_NUMBERS = frozenset(
    (
        "stock_label",
        "least_stock",
        "size_label",
        "place_label",
        "price_label",
        "least",
        "most",
        "chest_label",
        "measure_label",
        "buy",
        "age_label",
        "ready",
    )
)


def _skeleton(word: str) -> str:
    return _VOWELS.sub("", word)


def _has_its_letters(word: str, target: str) -> bool:
    """Whether a typo dropped, doubled or turned consonants, or changed vowels, and put no other consonant in."""
    return set(_skeleton(word)) <= set(_skeleton(target))


def _is_shortened(word: str, full: str) -> bool:
    """Whether only vowels were left out: "dstr", "kmja"."""
    letters = iter(full)
    return len(_skeleton(word)) >= 3 and all(letter in letters for letter in word)


@cache
def _language(vocabulary: Vocabulary) -> Language:
    return Language(vocabulary)


def build_lexicon(vocabulary: Vocabulary, shops: Iterable[str]) -> Lexicon:
    """The lexicon for these shops. Cheap: only the shops' names are indexed anew (10,000 in well under a second)."""
    language = _language(vocabulary)
    return Lexicon(vocabulary, language, ShopIndex(shops, language.words))
