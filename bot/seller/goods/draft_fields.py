"""The fields of a draft: what is still missing, and what a message makes of them. Pure.

Fields stand under the names of a new listing (bot/understanding/goods/listing.py): product, technique, motifs, colours, sizes,
price (rupiah), prices (rupiah by size, as long as one price for all sizes is still to be chosen), stock (pieces, or pieces
by size; None for a size whose number is still to be told), wholesale (catalog.shelf.Tiers), weight_g,
and title and description where the seller has worded them.
"""

from collections.abc import Mapping
from typing import Any

from bot.understanding.amounts.prices import with_retail

Fields = dict[str, Any]
REQUIRED = ("product", "price", "stock", "technique")  # in this order they are asked for
MOST_RUPIAH = 1_000_000_000
MOST_PIECES = 1_000_000
LISTS = ("colours", "motifs")


def missing(fields: Mapping[str, Any]) -> list[str]:
    """The required fields that are not told, or not all of them."""
    return [name for name in REQUIRED if fields.get(name) is None or (name == "stock" and unknown_sizes(fields))]


def unknown_sizes(fields: Mapping[str, Any]) -> list[str]:
    """Sizes whose number of pieces is still to be told, while that of others is."""
    stock = fields.get("stock")
    return [size for size, pieces in stock.items() if pieces is None] if isinstance(stock, Mapping) else []


def says_goods(fields: Mapping[str, Any]) -> bool:
    """Whether the fields say what is offered, or for how much: else nothing but a picture is there."""
    return fields.get("product") is not None or fields.get("price") is not None


def applied(fields: Mapping[str, Any], changes: Mapping[str, Any]) -> Fields:
    """The fields as a message changes them (bot/understanding/goods/draft.py says what it may change)."""
    changed = dict(fields)
    for name in ("product", "technique", "motifs", "colours", "weight_g", "title", "description"):
        if name in changes:
            changed[name] = changes[name]
    if 0 < changes.get("price", 0) <= MOST_RUPIAH:
        changed |= {"price": changes["price"], "prices": None}
    elif "prices" in changes:
        changed |= {"price": None, "prices": changes["prices"]}
    _change_lists(changed, changes)
    _change_sizes(changed, changes)
    _change_stock(changed, changes)
    if changes.get("add_description"):
        changed["description"] = ", ".join(filter(None, (fields.get("description"), changes["add_description"])))
    if "wholesale" in changes:
        changed["wholesale"] = changes["wholesale"]
    return {name: value for name, value in changed.items() if value not in (None, [], {})}


def tiers(fields: Mapping[str, Any]) -> list[tuple[int, ...]]:
    """The wholesale prices that make sense: each step cheaper than the one before it."""
    kept: list[tuple[int, ...]] = []
    last = fields.get("price") or MOST_RUPIAH
    for tier in sorted(with_retail(fields.get("wholesale") or [], last)):
        least, each = tier[:2]
        if least >= 2 and 0 < each < last:
            kept.append(tier)
            last = each
    return kept


def _change_lists(changed: Fields, changes: Mapping[str, Any]) -> None:
    for name in LISTS:
        values = list(changed.get(name) or [])
        gone = changes.get(f"remove_{name}") or ()
        changed[name] = list(
            dict.fromkeys([*(v for v in values if v not in gone), *(changes.get(f"add_{name}") or ())])
        )


def _change_sizes(changed: Fields, changes: Mapping[str, Any]) -> None:
    """Which sizes there are. Where each has its own number, a new one needs one as well."""
    stock = changed.get("stock")
    sizes = list(changes.get("sizes") or changed.get("sizes") or [])
    added = changes.get("add_sizes") or {}
    gone = changes.get("remove_sizes") or ()
    if isinstance(stock, int) and added and (not sizes or any(added.get(size) for size in sizes)):
        stock = {}  # the number counted all sizes together, or none; from now on it is told by size
    sizes = [size for size in dict.fromkeys([*sizes, *added]) if size not in gone]
    if isinstance(stock, int) and any(added.values()):
        stock += sum(filter(None, added.values()))
    elif isinstance(stock, Mapping) or (stock is None and any(added.values())):
        known = {**(stock or {}), **{size: n for size, n in added.items() if n is not None}}
        stock = {size: known.get(size) for size in sizes}
    changed["sizes"] = sizes
    if stock is not None:
        changed["stock"] = stock or None


def _change_stock(changed: Fields, changes: Mapping[str, Any]) -> None:
    told, sizes = changes.get("stock"), changed.get("sizes") or []
    if isinstance(told, Mapping):
        counted = {size: n for size, n in told.items() if 0 <= n <= MOST_PIECES}
        changed["sizes"] = list(dict.fromkeys([*sizes, *counted]))
        before = changed.get("stock") if isinstance(changed.get("stock"), Mapping) else {}
        changed["stock"] = {size: counted.get(size, (before or {}).get(size)) for size in changed["sizes"]}
    elif isinstance(told, int) and 0 <= told <= MOST_PIECES:
        unknown = unknown_sizes(changed)
        changed["stock"] = {**changed["stock"], **dict.fromkeys(unknown, told)} if unknown else told
    each = changes.get("stock_each")
    if isinstance(each, int) and 0 <= each <= MOST_PIECES:
        changed["stock"] = dict.fromkeys(sizes, each) if sizes else each
