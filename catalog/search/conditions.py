"""A wish as masks over the columns: which listings fulfil each part of it."""

from collections.abc import Iterable
from functools import reduce

import numpy as np

from catalog.search.columns import Columns, Mask
from catalog.search.wish import Wish
from catalog.search.words import Words
from catalog.vocabulary import Vocabulary


class Conditions:
    """The parts of one wish. `must` is never given up: sellable, product, technique, and nothing that is excluded;
    `parts` are those of the other parts that the wish has."""

    def __init__(self, columns: Columns, words: Words, vocabulary: Vocabulary, wish: Wish) -> None:
        self._columns, self._words, self._vocabulary = columns, words, vocabulary
        self.must = self._must(wish)
        self.parts = self._parts(wish)
        self._of_materials = [self.written(word) for word in wish.prefer if vocabulary.is_material(word)]

    def exact(self) -> Mask:
        """Which listings fit the whole wish. Where any of them say the material that was asked for, they stand alone."""
        fits = reduce(np.logical_and, self.parts.values(), self.must)
        of_material = reduce(np.logical_and, self._of_materials, fits)
        return of_material if of_material.any() else fits

    def having(self, kind: str, values: Iterable[str]) -> Mask:
        """Which listings have one of the values, or one that is near to them as the vocabulary says."""
        if kind == "shop":
            return self._columns.of_shops(values)
        if kind == "words":
            return reduce(np.logical_or, map(self.written, values), np.zeros(self._columns.count, np.bool_))
        near = {one for value in values for one in (value, *self._vocabulary.expand(kind, value))}
        return self._columns.has(kind, near)

    def written(self, word: str) -> Mask:
        """Which listings say this word in the seller's own words, a material under any of its names."""
        return self._words.holding_any(self._vocabulary.written_as(word), self._columns.count)

    def price_between(self, low: float | None, high: float | None) -> Mask:
        """Which listings cost at least `low` and at most `high` rupiah a piece."""
        price = self._columns["price"]
        mask = np.ones(self._columns.count, np.bool_)
        if low is not None:
            mask &= price >= low
        if high is not None:
            mask &= price <= high
        return mask

    def _must(self, wish: Wish) -> Mask:
        mask = self._columns["sellable"].copy()
        for kind, values in (("product", wish.product), ("technique", wish.technique)):
            if values:
                mask &= self.having(kind, values)
        for kind, values in wish.exclude.items():
            if values:
                mask &= ~self.having(kind, values)
        return mask

    def _parts(self, wish: Wish) -> dict[str, Mask]:
        parts = {
            kind: self.having(kind, values)
            for kind in ("shop", "size", "colour", "motif", "sentra")
            if (values := getattr(wish, kind))
        }
        if wish.price_min is not None or wish.price_max is not None:
            parts["price"] = self.price_between(wish.price_min, wish.price_max)
        if wish.min_stock:
            parts["min_stock"] = self._columns["stock"] >= wish.min_stock
        if wish.wholesale:
            parts["wholesale"] = self._columns["wholesale"]
        if wish.words:
            parts["words"] = reduce(np.logical_and, map(self.written, wish.words))
        return parts
