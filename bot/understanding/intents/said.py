"""Which of the named intents (intents.toml) a message speaks, and how strongly."""

from functools import cache

from bot.understanding.data import read
from bot.understanding.intent import Wish
from bot.understanding.letters.words import Item, Reading

CLOSING = ("thanks", "greeting")  # said around other things: they count only when nothing else does
ALONE_WITH = (
    "filler",
    "address",
    "seek",
    "which",
    "want",
    "ask",
    "question_no",
    "or",
    "at",
    "colour_label",
    "look",
    "but",
    "change",
    "only",
    "joined",
    "ready",
    "shades",
    "from",
    "then_and",
    "until",
    "price_label",
)


BESIDE = ("line", "order")  # what may stand beside a word that is said alone


@cache
def intents_of(role: str) -> tuple[str, ...]:
    """The names of intents.toml that somebody in this role can mean, the most important first."""
    return tuple(name for name, table in read("intents").items() if table.get("role", role) == role)


@cache
def breaking_in(when: str) -> frozenset[str]:
    """The intents that break into a form: "always", or only "asking"."""
    return frozenset(name for name, table in read("intents").items() if table.get("breaks_in") == when)


@cache
def heard_among_words() -> frozenset[str]:
    """The intents that are meant even where somebody was asked for own words."""
    return frozenset(name for name, table in read("intents").items() if table.get("among_words"))


def shows_no_language(name: str) -> bool:
    """Whether people say this in a language that is not theirs."""
    return bool(read("intents").get(name, {}).get("any_language"))


def is_of_order(name: str) -> bool:
    """Whether this intent may be said with an order's number."""
    return bool(read("intents").get(name, {}).get("of_order"))


def only_of_sellers(name: str) -> bool:
    """Whether nobody but a seller can mean this intent."""
    return bool(read("intents").get(name, {}).get("role") == "seller")


def names_its_goods(name: str) -> bool:
    """Whether this intent carries the goods that the message names."""
    return bool(read("intents").get(name, {}).get("of_goods"))


def spoken(reading: Reading, strength: str, role: str) -> list[str]:
    """The intents of this strength that the message speaks, the most important first."""
    said = {name for item in reading.items for name, how in item.entry.intents.items() if how == strength}
    return [name for name in intents_of(role) if name in said]


def spoken_alone(reading: Reading, role: str) -> list[str]:
    """The intents that hold because the message says nothing else of weight."""
    return _alone(reading, role, [item for item in reading.items if item.kind not in BESIDE])


def spoken_of_goods(reading: Reading, role: str) -> list[str]:
    """The intents of goods that hold because the message says nothing but them and the goods by code or place."""
    if not any(item.kind == "code" or item.has("place_label", "that_one") for item in reading.items):
        return []
    items = [
        item for item in reading.items if item.kind not in (*BESIDE, "code", "number") and item.value_kind != "size"
    ]
    return [name for name in _alone(reading, role, items) if names_its_goods(name)]


def _alone(reading: Reading, role: str, items: list[Item]) -> list[str]:
    items = [item for item in items if item.text not in "-.,;:!?*~()<>#"]
    if any(is_weighty(item) for item in items):
        return []
    names = spoken(reading, "alone", role)
    return [name for name in names if all(_fits_beside(item, name) for item in items)]


def is_weighty(item: Item) -> bool:
    """Whether an item says something of its own: goods, money, an amount, a code, an unknown word."""
    if item.kind in ("money", "count", "number", "code", "unknown", "shop", "measure", "age"):
        return not (item.kind == "unknown" and len(item.text) <= 2)
    return bool(item.value_kind or item.entry.goods) and not item.entry.intents


def _fits_beside(item: Item, name: str) -> bool:
    entry = item.entry
    return (
        name in entry.intents
        or item.kind == "mark"
        or item.has(*ALONE_WITH)
        or any(how != "always" for how in entry.intents.values())
        or (not entry.cues and not entry.attribute and not entry.goods and not entry.whom)
    )


def names_goods(wish: Wish) -> bool:
    """Whether a wish names goods (not merely a price, a size or an amount)."""
    kinds = (wish.product, wish.technique, wish.motif, wish.colour, wish.sentra, wish.shop, wish.exclude)
    return any(kinds) or wish.wholesale or bool(wish.words)


def is_wish(wish: Wish) -> bool:
    """Whether there is anything to look for."""
    bounds = (wish.price_min, wish.price_max, wish.min_stock, wish.sort)
    return names_goods(wish) or bool(wish.size) or any(bound is not None for bound in bounds)
