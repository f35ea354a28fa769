"""Which words stand in which listings' titles and descriptions."""

import re
import unicodedata
from array import array
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from catalog.search.columns import Mask

SHORTEST_MISTYPED = 4  # letters; in a shorter word one other letter makes another word
LONG_WORD = 8  # letters; from here on two mistakes are small
_TOKEN = re.compile(r"[^\W_]+")
UNLIKE = frozenset(("seperti", "kayak", "mirip", "bukan", "ala"))  # "halus seperti sutra" is no silk


def tokens(text: str) -> list[str]:
    """The words of a text, casefolded: "Mega-Mendung" is two."""
    return _TOKEN.findall(unicodedata.normalize("NFKC", text).casefold())


class Words:
    """An inverted index. Rows are only added, never changed (see Columns)."""

    def __init__(self) -> None:
        self._rows: defaultdict[str, array[int]] = defaultdict(lambda: array("i"))
        self._by_length: defaultdict[int, list[str]] = defaultdict(list)

    def add(self, row: int, text: str) -> None:
        words = tokens(text)
        for word in {word for before, word in pairwise(["", *words]) if before not in UNLIKE}:
            rows = self._rows[word]
            if not rows:
                self._by_length[len(word)].append(word)
            rows.append(row)

    def holding(self, term: str, count: int) -> Mask:
        """Of `count` rows those that hold every word of `term`, each as a whole word; a word that stands nowhere is
        taken as the one it is probably a typo of."""
        mask = np.ones(count, np.bool_)
        for word in tokens(term):
            known: str | None = word if word in self._rows else self._meant(word)
            here = np.zeros(count, np.bool_)
            if known:
                here[np.array(self._rows[known], np.int64)] = True
            mask &= here
        return mask

    def holding_any(self, terms: Iterable[str], count: int) -> Mask:
        """Of `count` rows those that hold at least one of `terms`."""
        mask = np.zeros(count, np.bool_)
        for term in terms:
            if tokens(term):
                mask |= self.holding(term, count)
        return mask

    def _meant(self, word: str) -> str | None:
        """The known word nearest to a mistyped one, the most frequent of equals; None when none is near."""
        if len(word) < SHORTEST_MISTYPED or not word.isalpha():
            return None
        mistakes = 2 if len(word) >= LONG_WORD else 1
        lengths = range(len(word) - mistakes, len(word) + mistakes + 1)
        candidates = [known for length in lengths for known in self._by_length.get(length, ())]
        near = process.extract(word, candidates, scorer=OSA.distance, score_cutoff=mistakes, limit=8)
        best = min(near, key=lambda match: (match[1], -len(self._rows[match[0]])), default=None)
        return best[0] if best else None
