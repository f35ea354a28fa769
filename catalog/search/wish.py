"""What search must be told. The conversation's own Wish has this shape; so may anything else."""

from collections.abc import Mapping
from typing import Protocol


class Wish(Protocol):
    """All parts must hold for a listing at once; within one part any of the values will do, and an empty part asks
    nothing. Values are ids of the vocabulary, near values (navy for biru) not written out; prices in rupiah."""

    @property
    def product(self) -> tuple[str, ...]: ...
    @property
    def technique(self) -> tuple[str, ...]: ...
    @property
    def motif(self) -> tuple[str, ...]: ...
    @property
    def colour(self) -> tuple[str, ...]: ...
    @property
    def size(self) -> tuple[str, ...]: ...
    @property
    def sentra(self) -> tuple[str, ...]: ...
    @property
    def shop(self) -> tuple[str, ...]:
        """Names of stalls."""

    @property
    def price_min(self) -> int | None: ...
    @property
    def price_max(self) -> int | None: ...
    @property
    def min_stock(self) -> int | None:
        """Pieces of all sizes together."""

    @property
    def wholesale(self) -> bool | None:
        """True: only listings with tiers."""

    @property
    def words(self) -> tuple[str, ...]:
        """Words that must stand in title or description."""

    @property
    def prefer(self) -> tuple[str, ...]:
        """Words whose listings come first."""

    @property
    def exclude(self) -> Mapping[str, tuple[str, ...]]:
        """Values that no listing may have, by the names of the parts above from product to shop, and words."""

    @property
    def sort(self) -> str | None:
        """ "cheapest", "dearest", "newest", "bestselling" or None."""
