"""Which shop a sentence means: its whole name, or the part of it that nobody else has, after "toko", "dari", "di" …"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.understanding.data import read
from bot.understanding.letters.normalise import clean, tokenise

_WORDS = read("shops")
MOST_CANDIDATES = 50
MOST_MEANT = 5
MOST_SPELLED = 40  # words of a message whose typos are looked up
COMMON_IN_NAMES = frozenset(_WORDS["common"])
CUES = frozenset(_WORDS["cues"])


SHOP_CUES = frozenset(_WORDS["strong_cues"])


OWN_NAME = frozenset(_WORDS["own_name"])


@dataclass(frozen=True)
class ShopHit:
    """Shops meant by the tokens from `start` to `end` (token numbers)."""

    shops: tuple[str, ...]
    start: int
    end: int


class ShopIndex:
    """Words of the shops' names, and the three-letter pieces of the rare ones for typos."""

    def __init__(self, shops: Iterable[str], known_words: Collection[str]) -> None:
        self.names = tuple(dict.fromkeys(shops))
        self._words: list[tuple[str, ...]] = []
        self._rare: list[frozenset[str]] = []
        self._special: list[bool] = []  # has a word that means nothing else
        self._core: list[frozenset[str]] = []
        self._shops_with: dict[str, list[int]] = defaultdict(list)
        for at, name in enumerate(self.names):
            words = name_words(name)
            rare = frozenset(
                word for word in words if word not in COMMON_IN_NAMES and word not in known_words and len(word) > 1
            )
            self._words.append(words)
            self._rare.append(rare)
            self._special.append(any(word not in known_words for word in words))
            self._core.append(frozenset(word for word in words if word not in COMMON_IN_NAMES))
            for word in set(words):
                self._shops_with[word].append(at)
        self._pieces: dict[str, list[str]] = defaultdict(list)
        for word in {word for rare in self._rare for word in rare if len(word) >= 5}:
            for piece in _pieces(word):
                self._pieces[piece].append(word)

    def find(self, words: Sequence[str], is_known: "Collection[str]") -> ShopHit | None:
        """The shop that a message means, by its words (small letters; "" for what is no word)."""
        if not self.names:
            return None
        spelled = [self._spelled(word, is_known) if at < MOST_SPELLED else word for at, word in enumerate(words)]
        best: tuple[tuple[int, int, int], int, int, list[int]] | None = None
        for shop, ends in self._candidates(spelled).items():
            start, end = ends
            score = self._score(shop, spelled, start, end)
            if score is None:
                continue
            if best is None or score > best[0]:
                best = (score, start, end, [shop])
            elif score == best[0] and len(best[3]) < MOST_MEANT:
                best[3].append(shop)
        if best is None:
            return None
        _, start, end, meant = best
        return ShopHit(tuple(self.names[shop] for shop in meant), start, end)

    def _spelled(self, word: str, is_known: Collection[str]) -> str:
        if word in self._shops_with or word in is_known or len(word) < 5:
            return word
        shared = Counter(candidate for piece in _pieces(word) for candidate in self._pieces.get(piece, ()))
        near = [candidate for candidate, _ in shared.most_common(MOST_CANDIDATES)]
        found = process.extractOne(word, near, scorer=OSA.distance, score_cutoff=1 if len(word) < 8 else 2)
        return found[0] if found else word

    def _candidates(self, words: Sequence[str]) -> dict[int, tuple[int, int]]:
        """Shop -> the longest run of message words that stand so, in this order, in its name."""
        runs: dict[int, tuple[int, int]] = {}
        for at, word in enumerate(words):
            shops = self._shops_with.get(word, ())
            if len(shops) > 200 or not word:
                continue
            for shop in shops:
                start, end = self._run(shop, words, at)
                old = runs.get(shop)
                if old is None or end - start > old[1] - old[0]:
                    runs[shop] = (start, end)
        return runs

    def _run(self, shop: int, words: Sequence[str], at: int) -> tuple[int, int]:
        name = self._words[shop]
        place = name.index(words[at])
        start, end, left, right = at, at + 1, place - 1, place + 1
        while start > 0 and left >= 0:
            if words[start - 1] == name[left]:
                start -= 1
            elif name[left] not in COMMON_IN_NAMES:
                break
            left -= 1  # a common word may be left out: "sprei ibu wati" is "Sprei Batik Ibu Wati"
        while end < len(words) and right < len(name):
            if words[end] == name[right]:
                end += 1
            elif name[right] not in COMMON_IN_NAMES:
                break
            right += 1
        return start, end

    def _score(self, shop: int, words: Sequence[str], start: int, end: int) -> tuple[int, int, int] | None:
        """How surely this run means the shop; None when it does not."""
        run, rare, core = words[start:end], self._rare[shop], self._core[shop]
        found_rare = len(rare.intersection(run))
        cued = (start > 0 and words[start - 1] in CUES) or run[0] in CUES
        names_itself = not SHOP_CUES.isdisjoint(run)  # "Peranakan House"
        if len(run) == len(self._words[shop]) and (self._special[shop] or cued or names_itself or len(run) >= 3):
            return 3, len(run), found_rare
        if (
            found_rare
            and found_rare == len(rare)
            and (cued or len(run) >= 2 or self._stands_for_shop(run[0], words, start))
        ):
            return 2, len(run), found_rare
        if found_rare and len(run) >= 2:
            return 1, len(run), found_rare
        if (
            not rare
            and core.issubset(run)
            and len(run) >= 2
            and (run[0] in SHOP_CUES or (start > 0 and words[start - 1] in SHOP_CUES))
        ):
            return 1, len(run), 0  # "toko dua putri": all its words are known ones, but a shop was named
        return None

    def _stands_for_shop(self, word: str, words: Sequence[str], at: int) -> bool:
        """Whether a single rare word names a shop without "toko" or "dari" before it ("larasati", but not "saya sri")."""
        return (
            len(word) >= 5 and len(self._shops_with[word]) <= MOST_MEANT and (at == 0 or words[at - 1] not in OWN_NAME)
        )


def name_words(name: str) -> tuple[str, ...]:
    """The words of a shop's name in small letters."""
    return tuple(token.text for token in tokenise(clean(name)) if token.kind in ("word", "number"))


def _pieces(word: str) -> set[str]:
    padded = f"^{word}$"
    return {padded[at : at + 3] for at in range(len(padded) - 2)}
