"""What fits a wish, the slow and plain way: listing by listing, written apart from the search that it judges."""

import re
from typing import Any

from catalog.csv_rows import ListingRow, SellerRow
from tests.catalog.making import Wish

NEAR = {"merah": "maroon", "biru": "navy", "hijau": "tosca", "kuning": "mustard", "coklat": "sogan"}


def fitting(wish: Wish, listings: list[ListingRow], sellers: dict[str, SellerRow]) -> set[str]:
    """The codes of the listings that fit."""
    return {row.code for row in listings if _fits(wish, _facts(row, sellers[row.seller_phone]))}


def _facts(row: ListingRow, seller: SellerRow) -> dict[str, Any]:
    pieces = row.stock if row.stock is not None else sum(own or 0 for _, own in row.sizes)
    in_stock = {size for size, own in row.sizes if (row.stock if own is None else own)}
    return {
        "product": {row.product},
        "technique": {row.technique},
        "motif": set(row.motifs),
        "colour": set(row.colours),
        "size": in_stock,
        "sentra": {seller.sentra},
        "shop": {seller.shop},
        "words": set(re.findall(r"[a-z0-9]+", f"{row.title} {row.description}".lower())),
        "price": row.price,
        "pieces": pieces,
        "tiers": len(row.tiers),
    }


def _fits(wish: Wish, facts: dict[str, Any]) -> bool:
    if facts["pieces"] == 0 or facts["pieces"] < (wish.min_stock or 0):
        return False
    if wish.wholesale and not facts["tiers"]:
        return False
    if wish.price_min is not None and facts["price"] < wish.price_min:
        return False
    if wish.price_max is not None and facts["price"] > wish.price_max:
        return False
    if not set(wish.words) <= facts["words"]:
        return False
    for part in ("product", "technique", "motif", "colour", "size", "sentra", "shop"):
        wanted = _with_near(part, getattr(wish, part))
        if wanted and not wanted & facts[part]:
            return False
    return not any(_with_near(part, values) & facts[part] for part, values in wish.exclude.items())


def _with_near(part: str, values: tuple[str, ...]) -> set[str]:
    return set(values) | ({NEAR[value] for value in values if value in NEAR} if part == "colour" else set())
