"""What a correction changes of a draft: "harganya 55", "bukan cap, printing", "tambah XL 3", "judulnya …"."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from bot.understanding.amounts.lines import amounts
from bot.understanding.data import read
from bot.understanding.forms.sellers_goods import LESS_THAN_A_PRICE, gone_sizes
from bot.understanding.goods.listing import read_listing
from bot.understanding.letters.lexicon import Lexicon
from bot.understanding.letters.words import Item, Reading

Changes = dict[str, Any]
LISTS = {"colour": "colours", "motif": "motifs", "size": "sizes"}  # kinds of which a listing may have several
GRAMS = {"kg": 1000, "kilo": 1000, "gram": 1, "gr": 1, "g": 1}
LONGEST = {"title": 200, "description": 2000}


def read_changes(reading: Reading, lexicon: Lexicon, asked: str = "") -> Changes:
    """The fields that a message changes, under the keys of a listing, and beside them `add_sizes` ({size: pieces or
    None}), `add_colours`, `add_motifs`, `add_description`, `remove_sizes`, `remove_colours`, `remove_motifs`,
    `stock_each` (pieces of every size). `asked`: the field that was just asked for, which a bare answer fills. {} when
    nothing is changed."""
    if written := _written(reading.text):
        return written
    changes: Changes = dict(read_listing(reading, lexicon))
    _bare_number(reading, asked, changes)
    if grams := weight(reading):
        changes["weight_g"] = grams
    _remove(reading, lexicon, changes)
    _add(reading, lexicon, changes)
    if not changes and (pieces := _of_each(reading)):
        return {"stock_each": pieces}
    return changes or _told_more(reading)


@cache
def _labels() -> "re.Pattern[str]":
    labels = {label: field for field, labels in read("forms")["draft"].items() for label in labels}
    named = "|".join(sorted(map(re.escape, labels), key=len, reverse=True))
    return re.compile(
        rf"(?i)^\W{{0,8}}(?:ganti |ubah |tolong )*(?P<label>{named})\b[\s:=]+(?:jadi |menjadi |diganti )*(?P<value>\S.*)",
        re.DOTALL,
    )


def _written(text: str) -> Changes:
    """A title or a description in the seller's own words."""
    match = _labels().match(text)
    if not match:
        return {}
    field = next(field for field, labels in read("forms")["draft"].items() if match["label"].casefold() in labels)
    return {field: match["value"].strip()[: LONGEST[field]]}


def _bare_number(reading: Reading, asked: str, changes: Changes) -> None:
    """ "55" when the price was asked, "10" when the stock was."""
    numbers = [item for item in reading.items if item.kind in ("number", "count", "money") and not item.number % 1]
    if len(numbers) != 1 or asked not in ("price", "stock") or asked in changes:
        return
    number = numbers[0].number
    changes[asked] = round(number * 1000 if asked == "price" and number < LESS_THAN_A_PRICE else number)


def weight(reading: Reading) -> int | None:
    measured = [item for item in reading.items if item.kind == "measure" and item.unit in GRAMS]
    return round(measured[0].number * GRAMS[measured[0].unit]) if measured else None


def _remove(reading: Reading, lexicon: Lexicon, changes: Changes) -> None:
    """ "hapus XL", "tanpa biru", "XL habis"; after "bukan" what follows takes the place instead."""
    drops = reading.has("drop")
    for kind, name in LISTS.items():
        gone = [item.entry.id for item in reading.items if item.value_kind == kind and (drops or item.negated)]
        if kind == "size":
            gone += gone_sizes(reading, lexicon)
        if not gone:
            continue
        kept = [value for value in changes.pop(name, []) if value not in gone]
        if kept:
            changes[name] = kept
        else:
            changes[f"remove_{name}"] = list(dict.fromkeys(gone))
    if "remove_sizes" in changes:
        changes.pop("stock", None)


def _add(reading: Reading, lexicon: Lexicon, changes: Changes) -> None:
    """ "tambah XL 3", "warna biru juga": beside what stands there; a single size with its number too ("XL 3")."""
    adds = reading.has("increase") or any(item.text in ("juga", "plus", "+") for item in reading.items)
    stock = changes.get("stock")
    counted = stock if isinstance(stock, Mapping) else {}
    if "sizes" in changes and (adds or len(counted) == 1):
        pieces = counted or {line.size: line.quantity for line in amounts(reading.items, lexicon) if line.size}
        changes["add_sizes"] = {size: pieces.get(size) for size in changes.pop("sizes")}
        changes.pop("stock", None)
    for name in ("colours", "motifs"):
        if adds and name in changes:
            changes[f"add_{name}"] = changes.pop(name)


def _of_each(reading: Reading) -> int | None:
    """ "semua ukuran 5", "masing-masing 5"."""
    numbers = [item for item in reading.items if item.kind in ("number", "count")]
    return int(numbers[0].number) if reading.has("each") and len(numbers) == 1 else None


def _told_more(reading: Reading) -> Changes:
    """ "lengan panjang", "bahannya adem": words of the goods that are no field."""
    said = any(item.kind == "word" and item.entry.attribute for item in reading.items)
    return {"add_description": reading.text.strip()[: LONGEST["description"]]} if said else {}


def names_goods_anew(reading: Reading, changes: Changes) -> bool:
    """Whether the message is a caption of its own, and no correction: a product with its price, and no word of change."""
    corrects = reading.has("change", "increase", "negate") or any(_is_definite(item) for item in reading.items)
    return "product" in changes and "price" in changes and not corrects


def _is_definite(item: Item) -> bool:
    """ "harganya", "stoknya": of the thing talked of."""
    return item.suffix == "nya" or item.text.endswith("nya")
