"""An intent as the JSON that `flask bot ask` prints."""

from collections.abc import Mapping
from typing import Any

from bot.understanding.goods.wish import KINDS
from bot.understanding.intent import Intent, Wish
from catalog import vocabulary

LISTING_FIELDS = ("product", "technique", "motifs", "colours", "sizes", "price", "stock", "wholesale")


def explain(intent: Intent) -> dict[str, Any]:
    """`{"intent", "slots"}` with near colours written out; for a new listing `{"intent", "listing"}`,
    and `listings` when there are several."""
    if intent.name == "new_listing":
        several = {"listings": list(map(_fields, intent.listings))} if len(intent.listings) > 1 else {}
        return {"intent": intent.name, "listing": _fields(intent.listing), **several}
    slots = wanted(intent.wish)
    exclude = {kind: _plain(_expanded(kind, values)) for kind, values in intent.wish.exclude.items() if values}
    if exclude:
        slots["exclude"] = exclude
    if intent.wish.sort:
        slots["sort"] = intent.wish.sort
    answer: dict[str, Any] = {"intent": intent.name, "language": intent.language, "slots": slots}
    if intent.lines:
        answer["lines"] = [
            {"code": line.code, "place": line.place, "size": line.size, "quantity": line.quantity}
            for line in intent.lines
        ]
    if intent.facts:
        answer["facts"] = dict(intent.facts)
    for name in ("words", "prefer", "unknown"):
        if words := getattr(intent.wish, name):
            answer[name] = list(words)
    return answer


def _fields(listing: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that are asked for; of wholesale prices the number and the rupiah for one piece."""
    told = {name: listing[name] for name in LISTING_FIELDS if name in listing}
    return told | ({"wholesale": [tier[:2] for tier in told["wholesale"]]} if "wholesale" in told else {})


def wanted(wish: Wish) -> dict[str, Any]:
    """The wish under the keys of an evaluation query's `want`: one value as it is, several as a list."""
    slots: dict[str, Any] = {
        kind: _plain(_expanded(kind, getattr(wish, kind))) for kind in KINDS if getattr(wish, kind)
    }
    for name in ("price_min", "price_max", "min_stock"):
        if getattr(wish, name) is not None:
            slots[name] = getattr(wish, name)
    if wish.wholesale:
        slots["wholesale"] = True
    return slots


def _expanded(kind: str, values: tuple[str, ...]) -> list[str]:
    words = vocabulary.load()
    return list(dict.fromkeys(near for value in values for near in words.expand(kind, value)))


def _plain(values: list[str]) -> str | list[str]:
    return values[0] if len(values) == 1 else values
