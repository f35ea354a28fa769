"""What is asked or told beside goods: where to postage goes, what is asked of a seller, the sum somebody offers, stars."""

import re
from functools import cache
from typing import Any

from bot.understanding.data import read
from bot.understanding.forms.sellers_goods import rupiah_of
from bot.understanding.goods.draft import GRAMS
from bot.understanding.letters.words import Item, Reading
from catalog.codes import WRITTEN

Facts = dict[str, Any]
LONGEST_PLACE = 60
LONGEST_QUESTION = 500
LEAST_OFFER = 5  # a bare figure that is offered is in thousands, and "boleh 2?" offers none


# ---------------------------------------------------------------- postage


def postage(reading: Reading) -> Facts:
    """`destination` (as written), `weight_g` (grams) and `quantity` (pieces) of "ongkir ke Semarang 2kg berapa?"."""
    facts: Facts = {}
    if place := _destination(reading):
        facts["destination"] = place
    weights = [item for item in reading.items if item.kind == "measure" and item.unit in GRAMS]
    if weights:
        facts["weight_g"] = round(weights[0].number * GRAMS[weights[0].unit])
    pieces = [item for item in reading.items if item.kind == "count"]
    if pieces:
        facts["quantity"] = int(pieces[0].number)
    return facts


@cache
def _to() -> "re.Pattern[str]":
    table = read("forms")["postage"]
    words = "|".join(map(re.escape, table["to"]))
    ends = "|".join(map(re.escape, table["ends"]))
    return re.compile(rf"(?i)\b(?:{words})\s+(?P<place>[^\d?!,;\n]+?)(?=\s*(?:\b(?:{ends})\b|[\d?!,;\n]|$))")


def _destination(reading: Reading) -> str:
    """What stands behind "ke"; without it the words behind "ongkir" that mean nothing else."""
    match = _to().search(reading.text)
    if match:
        return match["place"].strip(" .")[:LONGEST_PLACE]
    after: list[Item] = []
    for item in reading.items:
        names_place = item.kind == "unknown" or item.has("place")
        if after and not names_place:
            break
        if names_place and _spoke_of_postage(reading, item):
            after.append(item)
    return reading.text[after[0].start : after[-1].end][:LONGEST_PLACE] if after else ""


def _spoke_of_postage(reading: Reading, item: Item) -> bool:
    return any("postage" in other.entry.intents and other.start < item.start for other in reading.items)


# ---------------------------------------------------------------- a sum that is offered


def offer(reading: Reading) -> int | None:
    """The rupiah that somebody offers: "60rb ya", "nego 50 boleh?"."""
    sums = [item for item in reading.items if item.kind == "money" and item.high is None] or [
        item
        for item in reading.items
        if item.kind == "number" and not item.used and LEAST_OFFER <= item.number < 1000 and not item.number % 1
    ]
    return rupiah_of(sums[0], reading.items) if len(sums) == 1 else None


def bid(reading: Reading) -> Facts:
    """What somebody offers who bargains: `price` (rupiah for one, said as money), else `figure` (a bare number, which only
    the price of the goods tells to be thousands of rupiah or pieces), and `quantity` (pieces)."""
    items = reading.items
    counts = [int(item.number) for item in items if item.kind == "count" and item.number >= 1]
    facts: Facts = {"quantity": counts[0]} if counts else {}
    sums = [item for item in items if item.kind == "money" and item.high is None]
    if len(sums) == 1:
        facts["price"] = rupiah_of(sums[0], items)
    for at, item in enumerate(items):
        if item.kind != "number" or item.used or item.number % 1 or not 1 <= item.number < 1000:
            continue
        name = "quantity" if any(word.has("buy", "take") for word in items[max(0, at - 2) : at]) else "figure"
        facts.setdefault(name, int(item.number))
    return facts


# ---------------------------------------------------------------- a question to the seller


@cache
def _asks() -> "re.Pattern[str]":
    words = "|".join(map(re.escape, read("forms")["ask_seller"]["openings"]))
    return re.compile(
        rf"(?i)^\W{{0,8}}(?:(?:halo|kak|bu|pak|min|mas|mbak|tolong|mau|boleh|please)[\s,]+)*(?:{words})\b[\s:,]*(?P<rest>.*)$",
        re.DOTALL,
    )


def question(text: str) -> str | None:
    """What is to be asked of the seller: "tanya K0123 bahannya apa?" -> "bahannya apa?"; None when nothing is."""
    match = _asks().match(text)
    if not match:
        return None
    rest = re.sub(rf"(?i)^(?:[KP]-?\s?{WRITTEN}|(?:no|nomor|nomer)\.?\s*\d{{1,2}})\b[\s:,]*", "", match["rest"].strip())
    return rest.strip()[:LONGEST_QUESTION]


# ---------------------------------------------------------------- a review


_STARS = re.compile(
    r"(?i)\b(?:bintang|star|stars|rating|nilai)\s*[1-5]\b|\b[1-5]\s*(?:bintang|stars?)\b|[⭐🌟★\ufe0f]+|\b[PK]-?"
    + WRITTEN
    + r"\b"
    r"|\b(?:kasih|beri|untuk|buat|pesanan|ulasan|review)\b(?=\W*(?:bintang|[1-5]|P\d|$))"
)


_TOLD = re.compile(
    r"(?i)(?<!motif )(?<!batik )(?<!corak )\b(?:bintang|rating|nilai|stars?)\s*(?P<number>[1-5])\b(?![.,]?\d)"
)


def comment(text: str) -> str:
    """What a review says beside its stars: "bintang 4 P0001 bahannya adem" -> "bahannya adem"; "" when hardly anything."""
    rest = " ".join(_STARS.sub(" ", text).split()).strip(" ,.:;-–")
    return rest if sum(letter.isalpha() for letter in rest) >= 3 else ""


def stars(reading: Reading, text: str) -> int | None:
    """1 to 5: "bintang 5", "5 bintang", "rating 4", "⭐⭐⭐"."""
    drawn = sum(text.count(star) for star in "⭐🌟★")
    if 1 <= drawn <= 5:
        return drawn
    told = _TOLD.search(text)
    if told:
        return int(told["number"])
    for at, item in enumerate(reading.items):
        near = reading.items[max(0, at - 1) : at] + reading.items[at + 1 : at + 2]
        if item.kind == "number" and item.number in (1, 2, 3, 4, 5) and any(other.has("stars") for other in near):
            return int(item.number)
    return None
