"""What a follow-up makes of the last wish: "yang merah ada?", "lebih murah", "toko lain", "hapus warna". Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from bot.understanding import Intent, Wish

KINDS = ("product", "technique", "motif", "colour", "size", "sentra", "shop")
SINGLE = ("min_stock", "wholesale", "sort")


@dataclass(frozen=True)
class Shown:
    """What the shopper has just seen: the lowest and the highest price, and by part the values that "another" must
    differ from."""

    lowest: int | None = None
    highest: int | None = None
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def narrowed(last: Wish, message: Intent, shown: Shown | None = None) -> Wish:
    """The last wish as the message changes it; the message's own wish when it stands for itself."""
    wish, facts = message.wish, message.facts
    if facts.get("filter"):  # "saring merah" read as sarongs
        wish = replace(wish, product=())
    other_goods = wish.product and last.product and wish.product != last.product
    if not facts.get("follow_up") or other_goods:
        return wish
    if cleared := facts.get("clear") or facts.get("asks"):
        last, wish = without(last, cleared), without(wish, cleared)
    merged = _merged(last, wish, also=bool(facts.get("also")))
    if part := facts.get("other"):
        merged = another(merged, part, getattr(last, part) or (shown or Shown()).values.get(part, ()))
    return _stepped(merged, facts.get("step"), shown or Shown())


def without(wish: Wish, part: str) -> Wish:
    """The wish that asks nothing of this part (a kind, or "price")."""
    if part == "price":
        return replace(wish, price_min=None, price_max=None)
    kept = {kind: values for kind, values in wish.exclude.items() if kind != part}
    emptied: dict[str, Any] = {part: (), "exclude": kept}
    return replace(wish, **emptied)


def another(wish: Wish, part: str, seen: tuple[str, ...]) -> Wish:
    """The wish for values of this part that were not seen yet."""
    avoided = _together(wish.exclude.get(part, ()), seen)
    changes: dict[str, Any] = {part: (), "exclude": {**wish.exclude, part: avoided}}
    return replace(wish, **changes)


def to_json(wish: Wish) -> dict[str, Any]:
    """A wish as it is kept in a conversation."""
    return {name: value for name, value in asdict(wish).items() if value}


def from_json(stored: Mapping[str, Any]) -> Wish:
    """A wish as it was kept."""
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in stored.items()
    }
    values["exclude"] = {kind: tuple(ids) for kind, ids in stored.get("exclude", {}).items()}
    return Wish(**values)


def _merged(last: Wish, wish: Wish, also: bool) -> Wish:
    """Values of a kind take the place of the last ones (`also`: stand beside them); what the message leaves open stays."""
    changes: dict[str, Any] = {name: getattr(wish, name) for name in SINGLE if getattr(wish, name)}
    for kind in KINDS:
        unwanted = wish.exclude.get(kind, ())
        old = tuple(value for value in getattr(last, kind) if value not in unwanted)
        new = getattr(wish, kind)
        changes[kind] = _together(old, new) if also or not new else new
    if wish.price_min is not None or wish.price_max is not None:
        changes |= {"price_min": wish.price_min, "price_max": wish.price_max}
    exclude = {}
    for kind in {*last.exclude, *wish.exclude}:
        both = _together(last.exclude.get(kind, ()), wish.exclude.get(kind, ()))
        exclude[kind] = tuple(value for value in both if value not in getattr(wish, kind, ()))
    changes["exclude"] = {kind: values for kind, values in exclude.items() if values}
    changes["words"] = _together(last.words, wish.words)
    changes["prefer"] = _together(last.prefer, wish.prefer)
    return replace(last, **changes, unknown=wish.unknown)


def _stepped(wish: Wish, step: str | None, shown: Shown) -> Wish:
    """ "lebih murah": below everything just shown, the cheapest first; "lebih mahal": above it."""
    if step == "cheaper" and shown.lowest is not None:
        return replace(wish, price_min=None, price_max=shown.lowest - 1, sort="cheapest")
    if step == "dearer" and shown.highest is not None:
        return replace(wish, price_min=shown.highest + 1, price_max=None, sort=None)
    return wish


def _together(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*old, *new)))
