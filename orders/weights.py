"""How heavy goods are: as the seller told, else as such goods usually are."""

import tomllib
from functools import cache
from pathlib import Path

from catalog.models import Listing

UNKNOWN_PRODUCT = 300  # grams


def of_piece(listing: Listing) -> tuple[int, bool]:
    """(grams of one piece, whether that is an estimate)."""
    if listing.weight_g is not None:
        return listing.weight_g, False
    return of_product(listing.product), True


def of_product(product: str) -> int:
    """What one piece of this product usually weighs, in grams."""
    return _usual().get(product, UNKNOWN_PRODUCT)


@cache
def _usual() -> dict[str, int]:
    grams: dict[str, int] = tomllib.loads((Path(__file__).parent / "weights.toml").read_text(encoding="utf-8"))["grams"]
    return grams
