"""What can be asked of a listing, as columns (numpy arrays); a row is a listing.

A condition on 100,000 listings is then one pass over 100 kB, some tens of microseconds.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
NONE = -1  # in a column of value numbers: no value, or one that the vocabulary does not know
SINGLE = ("product", "technique")  # a listing has at most one; its stall gives the sentra
MANY = ("motif", "colour", "size")  # a listing may have several; "size": those in stock
Mask = NDArray[np.bool_]
Rows = NDArray[np.int64]


class ListingFacts(NamedTuple):
    """A listing as the database tells it."""

    id: int
    seller_id: int
    product: str
    technique: str | None
    price: int
    stock: int | None
    hidden: bool
    shuffle_key: int
    sold: int
    created_at: datetime
    title: str
    description: str
    last_ordered_at: datetime | None = None


class SellerFacts(NamedTuple):
    """A stall as the database tells it. `open`: shoppers see it."""

    id: int
    shop: str
    sentra: str
    open: bool
    created_at: datetime = LONG_AGO


class Batch(NamedTuple):
    """Listings and what stands in the tables below them, each as (listing id, value …)."""

    listings: Sequence[ListingFacts]
    variants: Sequence[tuple[int, str, int | None]]
    motifs: Sequence[tuple[int, str]]
    colours: Sequence[tuple[int, str]]
    with_tiers: Iterable[int]


class Columns:
    """The columns. Rows are only added: a listing whose words change gets a new one and leaves its old one empty."""

    def __init__(self, values: Mapping[str, Iterable[str]]) -> None:
        """`values`: the ids of each kind of the vocabulary."""
        self.number = {kind: {value: n for n, value in enumerate(ids)} for kind, ids in values.items()}
        self.count = 0
        self.row_of: dict[int, int] = {}
        self._arrays: dict[str, NDArray[Any]] = {
            name: np.zeros(1024, dtype)
            for name, dtype in {
                "id": np.int64,
                "seller": np.int32,  # the stall's id
                "product": np.int16,
                "technique": np.int16,
                "sentra": np.int16,
                "price": np.int32,
                "stock": np.int32,
                "sold": np.int32,
                "created": np.int64,  # microseconds since 1970
                "shuffle_key": np.uint32,
                "wholesale": np.bool_,
                "shown": np.bool_,  # not hidden and not an old row
                "sellable": np.bool_,
                "text": np.int64,  # a hash of title and description
            }.items()
        }
        self._flags = {kind: np.zeros((len(self.number[kind]), 1024), np.bool_) for kind in MANY}
        self.sellers: dict[int, SellerFacts] = {}
        # A place for each stall's id; days as in date.toordinal.
        self.joined_on, self.ordered_on = np.zeros(64, np.int32), np.zeros(64, np.int32)

    def __getitem__(self, name: str) -> NDArray[Any]:
        """A column as far as it is filled."""
        return self._arrays[name][: self.count]

    def has(self, kind: str, values: Iterable[str]) -> Mask:
        """The rows with at least one of `values` (ids; unknown ones are nobody's)."""
        numbers = [self.number[kind][value] for value in values if value in self.number[kind]]
        if kind in MANY:
            return np.logical_or.reduce(self._flags[kind][numbers, : self.count], axis=0)
        return _any_of(self[kind], numbers)

    def flags(self, kind: str, rows: Rows) -> NDArray[np.bool_]:
        """For a kind of MANY: which of `rows` (across) have which value (down, by number)."""
        return self._flags[kind].take(rows, axis=1)

    def of_shops(self, names: Iterable[str]) -> Mask:
        """The rows of the stalls with one of these names, whatever their case."""
        wanted = {name.casefold() for name in names}
        return _any_of(
            self["seller"], [seller.id for seller in self.sellers.values() if seller.shop.casefold() in wanted]
        )

    def put_sellers(self, sellers: Iterable[SellerFacts]) -> bool:
        """Take over stalls, new ones and known ones; True when any was not known as it is now."""
        changed = [seller for seller in sellers if self.sellers.get(seller.id) != seller]
        for seller in changed:
            self.sellers[seller.id] = seller
            self._make_place_for_stall(seller.id)
            self.joined_on[seller.id] = seller.created_at.toordinal()
            rows = np.flatnonzero(self["seller"] == seller.id)
            self["sentra"][rows] = self.number["sentra"].get(seller.sentra, NONE)
            self._decide_sellable(rows)
        return bool(changed)

    def put(self, batch: Batch) -> list[tuple[int, str]]:
        """Take over listings, new ones and known ones. Returns (row, text) where the words are new."""
        if not batch.listings:
            return []
        new_texts = [(self._row(facts), facts) for facts in batch.listings]
        fresh = [(row, f"{facts.title}\n{facts.description}") for (row, is_new), facts in new_texts if is_new]
        rows = np.array([row for (row, _), _ in new_texts], np.int64)
        self._put_facts(rows, batch.listings)
        self._put_children(rows, batch)
        self._decide_sellable(rows)
        return fresh

    def _put_facts(self, rows: Rows, listings: Sequence[ListingFacts]) -> None:
        sentra = self.number["sentra"]
        self["seller"][rows] = [facts.seller_id for facts in listings]
        self["sentra"][rows] = [sentra.get(self._seller(facts.seller_id).sentra, NONE) for facts in listings]
        for kind in SINGLE:
            number = self.number[kind]
            self[kind][rows] = [number.get(getattr(facts, kind), NONE) for facts in listings]
        for name in ("id", "price", "shuffle_key", "sold"):
            self[name][rows] = [getattr(facts, name) for facts in listings]
        self["shown"][rows] = [not facts.hidden for facts in listings]
        self["created"][rows] = [int(facts.created_at.timestamp() * 1e6) for facts in listings]
        self["stock"][rows] = [facts.stock or 0 for facts in listings]
        self["wholesale"][rows] = False
        self._note_orders(listings)

    def _note_orders(self, listings: Sequence[ListingFacts]) -> None:
        """On which day each stall was last ordered from."""
        for facts in listings:
            if facts.last_ordered_at is not None:
                self._make_place_for_stall(facts.seller_id)
                day = facts.last_ordered_at.toordinal()
                self.ordered_on[facts.seller_id] = max(day, int(self.ordered_on[facts.seller_id]))

    def _make_place_for_stall(self, seller_id: int) -> None:
        while seller_id >= len(self.joined_on):
            self.joined_on = np.concatenate([self.joined_on, np.zeros_like(self.joined_on)])
            self.ordered_on = np.concatenate([self.ordered_on, np.zeros_like(self.ordered_on)])

    def _put_children(self, rows: Rows, batch: Batch) -> None:
        for kind in MANY:
            self._flags[kind][:, rows] = False
        self._set_flags("motif", batch.motifs)
        self._set_flags("colour", batch.colours)
        shared = {facts.id: facts.stock for facts in batch.listings}
        in_stock = [
            (listing, size) for listing, size, own in batch.variants if own or (own is None and shared[listing])
        ]
        self._set_flags("size", in_stock)
        own_stock = [(self.row_of[listing], own) for listing, _, own in batch.variants if own]
        if own_stock:
            places, pieces = zip(*own_stock, strict=True)
            np.add.at(self["stock"], list(places), list(pieces))
        self["wholesale"][[self.row_of[listing] for listing in batch.with_tiers]] = True

    def _set_flags(self, kind: str, pairs: Iterable[tuple[int, str]]) -> None:
        number = self.number[kind]
        known = [(number[v], self.row_of[listing]) for listing, v in pairs if v in number]
        if known:
            values, rows = zip(*known, strict=True)
            self._flags[kind][list(values), list(rows)] = True

    def _decide_sellable(self, rows: Rows) -> None:
        is_open = np.array([self._seller(seller_id).open for seller_id in self["seller"][rows].tolist()], np.bool_)
        self["sellable"][rows] = self["shown"][rows] & (self["stock"][rows] > 0) & is_open

    def _seller(self, seller_id: int) -> SellerFacts:
        """The stall; one not heard of yet is closed until its own facts come."""
        return self.sellers.get(seller_id) or SellerFacts(seller_id, "", "", False)

    def _row(self, facts: ListingFacts) -> tuple[int, bool]:
        """The listing's row, and whether it is a new one: rows never change their words."""
        text = hash((facts.title, facts.description))
        row = self.row_of.get(facts.id)
        if row is not None and self["text"][row] == text:
            return row, False
        if row is not None:
            self["shown"][row] = self["sellable"][row] = False
        row = self._new_row()
        self.row_of[facts.id] = row
        self["text"][row] = text
        return row, True

    def _new_row(self) -> int:
        if self.count == len(self._arrays["id"]):
            for name, array in self._arrays.items():
                self._arrays[name] = np.concatenate([array, np.zeros_like(array)])
            for kind, flags in self._flags.items():
                self._flags[kind] = np.concatenate([flags, np.zeros_like(flags)], axis=1)
        self.count += 1
        return self.count - 1


def _any_of(column: NDArray[Any], numbers: Sequence[int]) -> Mask:
    """Where the column holds one of `numbers`."""
    mask = np.zeros(len(column), np.bool_)
    for number in numbers:
        mask |= column == number
    return mask
