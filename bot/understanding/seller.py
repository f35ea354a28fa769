"""What only sellers say: stock, price, sold at the stall, answers to orders, parcel numbers."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from bot.understanding.data import read
from bot.understanding.intent import Line
from bot.understanding.lexicon import Lexicon
from bot.understanding.lines import read_lines
from bot.understanding.words import Item, Reading

Said = tuple[str, tuple[Line, ...], dict[str, Any]]
_PARCEL = re.compile(r"(?<![\w/])(?=[A-Za-z\-]*\d)[A-Za-z0-9][A-Za-z0-9\-]{5,29}(?![\w/])")
_ORDER = re.compile(r"(?i)^[PK]-?\d{4,9}$")
DEEDS = ("not_paid", "paid", "accept", "reject")


def about_goods(reading: Reading, lexicon: Lexicon, role: str) -> Said | None:
    """ "stok K0123 5", "K0123 habis", "K0123 L +3", "harga K0123 55rb", "laku K0123 L 2"; None for anything else."""
    codes = [item for item in reading.items if item.kind == "code"]
    if not codes or (reading.has("buy") and not reading.has("sold")):
        return None
    asks = reading.is_question or any(item.has("ask") and item.text not in ("apa",) for item in reading.items)
    if asks:
        return None
    if reading.has("sold"):
        return "sold_offline", _lines(reading, lexicon, default=1), {}
    return _price(reading, lexicon, role) or _stock(reading, lexicon, role)


def _price(reading: Reading, lexicon: Lexicon, role: str) -> Said | None:
    money = next((item for item in reading.items if item.kind == "money"), None)
    labelled = reading.has("price_label")
    if money is None and labelled:
        money = next((item for item in reading.items if item.kind == "number" and item.number >= 1), None)
    if money is None or not (labelled or (role == "seller" and not reading.has("want"))):
        return None
    if reading.has("most", "about", "least") and not labelled:
        return None
    value = money.number
    if money.kind == "number" and value < 1000 and not _followed_by(reading.items, money, "money_word"):
        value *= 1000
    code = next(item.text for item in reading.items if item.kind == "code")
    return "set_price", (Line(code=code),), {"price": round(value)}


def _stock(reading: Reading, lexicon: Lexicon, role: str) -> Said | None:
    lines = _lines(reading, lexicon)
    if not lines:
        return None
    if reading.has("sold_out") and (role == "seller" or not reading.has("address")):
        return ("set_stock", lines, {"stock": 0}) if role == "seller" else None
    sign = _sign(reading.items)
    amount = next((line.quantity for line in lines if line.quantity is not None), None)
    if amount is None:
        amount = (
            0
            if any(item.kind == "number" and item.number == 0 for item in reading.items) and reading.has("stock_label")
            else None
        )
    if amount is None:
        return None
    if sign and (role == "seller" or reading.has("stock_label")):
        return "set_stock", lines, {"delta": sign * amount}
    if reading.has("stock_label") and not reading.has("want", "seek"):
        return "set_stock", lines, {"stock": amount}
    return None


def _sign(items: Sequence[Item]) -> int:
    """+1 for "+3" and "tambah 3", -1 for "-3" and "kurangi 3", else 0."""
    for at, item in enumerate(items[:-1]):
        after = items[at + 1]
        if after.kind not in ("number", "count"):
            continue
        if item.text == "+" or item.has("increase"):
            return 1
        if (item.text == "-" and not item.glued) or item.has("decrease"):
            return -1
    if any(item.has("increase") for item in items):
        return 1
    return 0


def _lines(reading: Reading, lexicon: Lexicon, default: int | None = None) -> tuple[Line, ...]:
    lines = read_lines(reading, lexicon)
    if default is None:
        return lines
    return tuple(Line(line.code, line.place, line.size, line.quantity or default) for line in lines)


def _followed_by(items: Sequence[Item], item: Item, cue: str) -> bool:
    at = next(number for number, other in enumerate(items) if other is item)
    return at + 1 < len(items) and items[at + 1].has(cue)


# ---------------------------------------------------------------- orders


def parcel(reading: Reading, role: str) -> dict[str, Any] | None:
    """courier, parcel_number and order_no of "resi P0001 JNE 0123456789"; None when no parcel is spoken of."""
    speaks = reading.has("parcel")
    courier, rest = _courier(reading.text)
    if not speaks and not courier:
        return None
    found = [match.group() for match in _PARCEL.finditer(rest) if _is_parcel_number(match.group(), bool(courier))]
    facts: dict[str, Any] = {"courier": courier} if courier else {}
    if found:
        return facts | {"parcel_number": max(found, key=len)}
    named = any(
        item.has("parcel") and item.text.startswith(("resi", "no resi", "nomor resi", "awb")) for item in reading.items
    )
    return facts if named and role == "seller" else None


def _is_parcel_number(text: str, has_courier: bool) -> bool:
    if _ORDER.match(text) or re.match(r"^(?:\+?62|0)8\d{8,11}$", text):
        return has_courier and text.startswith("0") and not _ORDER.match(text)
    return sum(letter.isdigit() for letter in text) >= 5 and len(text) >= (6 if has_courier else 8)


@cache
def _courier_names() -> "re.Pattern[str]":
    names = sorted(read("forms")["courier"]["names"], key=len, reverse=True)
    return re.compile(r"(?i)(?<![\w&])(" + "|".join(re.escape(name) for name in names) + r")(?![\w&])")


def _courier(text: str) -> tuple[str, str]:
    """The courier as written (short names in capitals) and the text without it."""
    match = _courier_names().search(text)
    if not match:
        return "", text
    name = match.group()
    return (name.upper() if len(name) <= 4 else name), text[: match.start()] + " " + text[match.end() :]


def deed(reading: Reading, names: Sequence[str], role: str) -> tuple[str, dict[str, Any]] | None:
    """accept, reject, paid or not_paid with the reason of a rejection."""
    for name in DEEDS:
        if name in names:
            return name, reason(reading) if name == "reject" else {}
    if role == "seller" and _only(reading, "sold_out"):
        return "reject", {"reason": "sold_out"}
    return None


def reason(reading: Reading) -> dict[str, str]:
    """Why an order is rejected, as far as it is said."""
    if reading.has("sold_out"):
        return {"reason": "sold_out"}
    if reading.has("closed"):
        return {"reason": "seller_closed"}
    if reading.has("price_label") or any("postage" in item.entry.intents for item in reading.items):
        return {"reason": "price_or_postage"}
    return {"reason": "other"} if any(item.kind == "unknown" for item in reading.items) else {}


def _only(reading: Reading, cue: str) -> bool:
    others = [
        item
        for item in reading.items
        if item.kind not in ("mark", "order") and not item.has(cue, "filler", "address", "stock_label")
    ]
    return reading.has(cue) and not others and not reading.is_question
