"""What a message says about the answer before it: "yang merah ada?", "lebih murah", "toko lain", "hapus warna".

Gives facts to a search: `follow_up` (it changes the last wish and is none of its own), and what it does beside naming
values: `clear` (a part is no longer asked for), `other` (another value of this part than what was shown), `step`
("cheaper" or "dearer" than what was shown), `also` (one more value of the same part).
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from bot.understanding.intent import Wish
from bot.understanding.letters.words import Item, Reading

PARTS = {
    "colour_label": "colour",
    "motif_label": "motif",
    "size_label": "size",
    "technique_label": "technique",
    "price_label": "price",
    "shop_label": "shop",
    "sentra_label": "sentra",
    "product_label": "product",
}
LISTED = ("product", "colour", "motif", "size", "technique", "price", "sentra")  # parts whose values can be listed
VALUES = ("colour", "motif", "size", "technique")  # "hapus merah": parts that are cleared by naming a value
MOST_PARTS = 2  # a message that names more parts, and none of them as a change, is a wish of its own
ANY_GOODS = frozenset(("batik", "barang", "produk", "goods", "items"))  # "ada batik merah?": a wish of its own
HOW_MUCH = frozenset(("berapa", "berapaan", "how much", "pira", "piro", "pinten"))
WHICH_VALUE = frozenset(("apa", "opo", "napa", "nopo", "menapa", "what", "which"))
STEPS = ("cheaper", "dearer")


def talks_on(reading: Reading, wish: Wish) -> dict[str, Any]:
    """The facts of a message that speaks of the answer before; {} for a wish of its own."""
    if any(item.has("narrow") for item in reading.items):
        mistyped = any(item.has("narrow") and item.value_kind for item in reading.items)
        return {"follow_up": True} | ({"filter": True} if mistyped else {})  # "saring" may be a sarong too
    change = _change(reading, wish)
    if not change and not _is_follow_up(reading, wish):
        return {}
    also = {"also": True} if _adds(reading) else {}
    return {"follow_up": True} | change | also


def narrowing(reading: Reading) -> dict[str, Any] | None:
    """ "saring", "filter warna": the parts that should be listed, as `parts`; None when it asks for no list."""
    if not reading.has("narrow") or any(_says_more(item) for item in reading.items):
        return None
    return {"parts": [part for part in _parts(reading.items) if part in LISTED]}


def asked_values(reading: Reading, wish: Wish) -> str:
    """ "warna apa aja?", "ada ukuran apa?": the part whose values are asked for; "" for none."""
    parts = [part for part in _parts(reading.items) if part in LISTED and part != "price"]
    if reading.has("how_big") and not (wish.product or wish.size):
        return "size"
    if len(parts) != 1 or _named(wish, parts[0]) or wish.product:
        return ""
    other_size = parts[0] == "size" and reading.has("other")
    asks = reading.has("everything") or any(item.text in WHICH_VALUE for item in reading.items)
    return parts[0] if other_size or asks else ""


def topic_of_listing(reading: Reading, wish: Wish) -> str:
    """What is asked about the goods just shown: "material", "stock", "price"; "" for all of it."""
    items = reading.items
    if reading.has("material_label"):
        return "material"
    for item, after in pairwise(items):
        if item.value_kind == "product" and item.entry.id in ("bahan", "kain") and after.text in WHICH_VALUE:
            return "material" if not reading.has("seek", "narrow") else ""
    if reading.has("price_label", "moq") or any(item.text in HOW_MUCH for item in items):
        return "price"
    return "stock" if reading.has("ready", "stock_label", "sold_out") and not reading.has("look") else ""


def points_back(reading: Reading) -> bool:
    """ "yang tadi", "yang itu": nothing but the goods just talked of."""
    said = [item for item in reading.items if item.kind not in ("mark", "line")]
    light = all(
        item.has("filler", "address", "which", "that_one", "this_one", "want", "buy", "only", "ask", "look")
        or (item.entry.intents and item.entry.intents.keys() <= {"smalltalk", "done", "yes", "thanks"})
        for item in said
    )
    return light and (
        reading.has("that_one", "this_one")
        or (reading.has("which") and any(item.text in ("itu", "ini", "iki", "niku") for item in said))
    )


def _says_more(item: Item) -> bool:
    if item.has("narrow", "filler", "address", "joined", *PARTS) or item.kind in ("mark", "line"):
        return False
    return bool(item.value_kind or item.entry.attribute) or item.kind not in ("word",)


def _parts(items: Sequence[Item]) -> list[str]:
    """The parts that the message names by their label ("warna", "harga"), each once."""
    named = (
        part for item in items if item.entry.cues and item.text != "in" for cue, part in PARTS.items() if item.has(cue)
    )
    return list(dict.fromkeys(named))


def _named(wish: Wish, part: str) -> bool:
    """Whether the wish says something of this part."""
    if part == "price":
        return wish.price_min is not None or wish.price_max is not None
    return bool(getattr(wish, part)) or bool(wish.exclude.get(part))


# ---------------------------------------------------------------- what is changed


def _change(reading: Reading, wish: Wish) -> dict[str, Any]:
    for step in STEPS:
        if reading.has(step) and not _named(wish, "price"):
            return {"step": step}
    for part, beside in _beside_labels(reading.items):
        if beside.has("other") and part not in ("price", "size") and not _named(wish, part):
            return {"other": part}
        if beside.has("drop") or (beside.has("free", "negate") and not _named(wish, part)):
            return {"clear": part}
    return _dropped_value(reading)


def _beside_labels(items: Sequence[Item]) -> Iterator[tuple[str, Item]]:
    """(part, the word of change that stands with its label): "warna yang lain", "hapus harga", "any colour"."""
    said = [item for item in items if item.text != "in" and not item.has("which")]
    for at, item in enumerate(said):
        for part in _parts([item]):
            for neighbour in said[max(0, at - 1) : at + 2]:
                if neighbour is not item:
                    yield part, neighbour


def _dropped_value(reading: Reading) -> dict[str, Any]:
    """ "hapus merah": the part of the value that follows."""
    items = reading.items
    for item, after in pairwise(items):
        if item.has("drop") and after.value_kind in VALUES:
            return {"clear": after.value_kind}
    return {}


# ---------------------------------------------------------------- whether it follows on


def _is_follow_up(reading: Reading, wish: Wish) -> bool:
    """No goods of its own, and either a word that points back ("yang", "kalau") or only one or two parts."""
    facets = _facets(wish)
    first = next((item for item in reading.items if not _is_light(item)), None)
    if first is not None and first.has("which", "if_so") and (facets or wish.product):
        return True
    if wish.product or not facets:
        return False
    if _starts_afresh(reading, wish):
        return False
    if reading.has("which", "if_so", "that_one") or wish.exclude:
        return True
    return facets <= MOST_PARTS and not (wish.shop or wish.sentra or wish.unknown)


def _is_light(item: Item) -> bool:
    """Words before a follow-up begins: "ada kak yang merah?"."""
    return item.has("filler", "address", "seek") and not item.has("if_so", "everything")


def _starts_afresh(reading: Reading, wish: Wish) -> bool:
    """ "ada batik merah?", "cari yang baru": goods of all kinds are meant."""
    if reading.has("everything") or any(item.text in ANY_GOODS and not item.value_kind for item in reading.items):
        return True
    if wish.sort == "newest" and _facets(wish) == 1 and reading.has("seek"):
        return True
    looks_for = reading.has("look_for") and not reading.has("which")
    return looks_for or any(item.text in ("apa", "ada apa", "opo", "ono opo") for item in reading.items)


def _facets(wish: Wish) -> int:
    """How many parts the wish names."""
    named = (wish.technique, wish.motif, wish.colour, wish.size, wish.sentra, wish.shop, wish.exclude)
    others = (_named(wish, "price"), wish.min_stock, wish.wholesale, wish.sort, wish.words)
    return sum(bool(part) for part in (*named, *others))


def _adds(reading: Reading) -> bool:
    """ "atau biru", "biru juga": beside what was asked for before."""
    items = [item for item in reading.items if item.kind not in ("mark", "line")]
    return bool(items) and (items[0].has("or", "joined") or any(item.text == "juga" for item in items[1:]))
