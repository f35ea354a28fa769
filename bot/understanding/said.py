"""Which of the named intents (intents.toml) a message speaks, and how strongly."""

from bot.understanding.data import read
from bot.understanding.intent import Wish
from bot.understanding.words import Item, Reading

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


def order_of_intents() -> tuple[str, ...]:
    """The names of intents.toml, the most important first."""
    return tuple(read("intents"))


def spoken(reading: Reading, strength: str) -> list[str]:
    """The intents of this strength that the message speaks, the most important first."""
    said = {name for item in reading.items for name, how in item.entry.intents.items() if how == strength}
    return [name for name in order_of_intents() if name in said]


def spoken_alone(reading: Reading) -> list[str]:
    """The intents that hold because the message says nothing else of weight."""
    items = [item for item in reading.items if item.kind not in ("line", "order") and item.text not in "-.,;:!?*~()<>"]
    if any(is_weighty(item) for item in items):
        return []
    names = spoken(reading, "alone")
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
