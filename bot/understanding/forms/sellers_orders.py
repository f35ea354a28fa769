"""What a seller says to an order: accept, reject, paid or not, postage, "XL habis, L ada 2", the parcel's number."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from bot.understanding.amounts.lines import amounts
from bot.understanding.data import read
from bot.understanding.forms.sellers_goods import gone_sizes, rupiah_of
from bot.understanding.letters.lexicon import Lexicon
from bot.understanding.letters.words import Reading
from catalog.codes import DIGITS

Facts = dict[str, Any]
DEEDS = ("not_paid", "paid", "accept", "reject")
_PARCEL = re.compile(r"(?<![\w/])(?=[A-Za-z\-]*\d)[A-Za-z0-9][A-Za-z0-9\-]{5,29}(?![\w/])")
_ORDER = re.compile(rf"(?i)^[PK]-?{DIGITS}$")
_BARE_PARCEL = re.compile(r"(?i)[A-Z]{2,4}[A-Z0-9\-]*\d{8,}|\d{10,16}")  # a label's number typed and nothing else
_PHONE = re.compile(r"^(?:\+?62|0)8\d{8,11}$")


def parcel(reading: Reading, role: str) -> Facts | None:
    """courier, parcel_number and order_no of "resi P0001 JNE 0123456789"; None when no parcel is spoken of."""
    speaks = reading.has("parcel")
    courier, rest = _courier(reading.text)
    if role == "seller" and _BARE_PARCEL.fullmatch(rest.strip()) and not _PHONE.match(rest.strip()):
        return ({"courier": courier} if courier else {}) | {"parcel_number": rest.strip()}
    if not speaks and not courier:
        return None
    found = [match.group() for match in _PARCEL.finditer(rest) if _is_parcel_number(match.group(), bool(courier))]
    facts: Facts = {"courier": courier} if courier else {}
    if found:
        return facts | {"parcel_number": max(found, key=len)}
    named = any(
        item.has("parcel") and item.text.startswith(("resi", "no resi", "nomor resi", "awb")) for item in reading.items
    )
    return facts if named and role == "seller" else None


def _is_parcel_number(text: str, has_courier: bool) -> bool:
    if _ORDER.match(text) or _PHONE.match(text):
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


def deed(reading: Reading, names: Sequence[str], role: str) -> tuple[str, Facts] | None:
    """accept, reject, paid or not_paid with the reason of a rejection; sold_out of a bare "habis", which may be about an
    order or about goods."""
    for name in DEEDS:
        if name in names:
            return name, _with(name, reading)
    if role == "seller" and _only(reading, "sold_out"):
        named = any(item.kind == "order" for item in reading.items)
        return ("reject", {"reason": "sold_out"}) if named else ("sold_out", {})
    return None


def _with(name: str, reading: Reading) -> Facts:
    """Why it is rejected; that all is paid ("lunas"), and not only what is due now ("masuk")."""
    if name == "reject":
        return dict(reason(reading))
    in_full = any("lunas" in item.text.split() for item in reading.items)
    return {"in_full": True} if name == "paid" and in_full else {}


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


# ---------------------------------------------------------------- what is left, what it costs


def counter_offer(reading: Reading, lexicon: Lexicon) -> Facts:
    """`gone` (sizes) and `offered` ([[size, pieces], …], None for what is not said) of "yang XL habis, L ada 2" and
    "adanya L"; {} when nothing of the kind is said."""
    gone = gone_sizes(reading, lexicon)
    left = [line for line in amounts(reading.items, lexicon) if line.size not in gone]
    if not (gone or (reading.has("left") and left)):
        return {}
    return {"gone": gone, "offered": [[line.size, line.quantity] for line in left]}


def sum_said(reading: Reading) -> int | None:
    """The one sum of rupiah that is said; a bare figure is in thousands ("ongkir 15")."""
    sums = [item for item in reading.items if item.kind == "money"] or [
        item for item in reading.items if item.kind == "number" and item.number >= 1
    ]
    return rupiah_of(sums[0], reading.items) if len(sums) == 1 and sums[0].high is None else None
