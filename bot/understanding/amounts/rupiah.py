"""Money and amounts of goods out of the items: "75-100rb", "Rp50.000,-", "seket ewu", "2 kodi", "setengah lusin"."""

from dataclasses import replace

from bot.understanding.amounts.numbers import Number, number_at
from bot.understanding.letters.words import Item, Reading

LEAST_BARE_PRICE = 1_000  # a bare figure from here on, in round hundreds, is money
MOST_MONEY = 10**12
LEAST_ROUND = 10  # "20 an"
BESIDE_SUM = ("filler", "address", "seek", "which", "ask", "question_no", "only", "price_label", "may", "or", "joined")
MONEY_BEFORE = ("price_label", "most", "about", "between", "money_word")


def read_amounts(reading: Reading) -> Reading:
    """The same reading with numbers put together as money, counts of pieces, or plain numbers."""
    items: list[Item] = []
    at = 0
    while at < len(reading.items):
        item = reading.items[at]
        found = _number(reading.items, at, items)
        if found is None:
            items.append(item)
            at += 1
            continue
        new, at = found
        items.append(new)
    return replace(reading, items=_ranges(items))


def _number(items: list[Item], at: int, before: list[Item]) -> tuple[Item, int] | None:
    first = items[at]
    if first.has("one_unit"):
        return _as_item("count", items, at, at + 1, float(first.entry.unit or 1), unit=first.text), at + 1
    number = number_at(items, at)
    if number is None:
        return None
    end = number.end
    after = items[end] if end < len(items) else None
    if after is not None and after.text == "x" and end + 1 < len(items) and items[end + 1].kind == "number":
        end += 2  # "180x200", "2x1,5 m"
        end += end < len(items) and items[end].has("measures")
        return _as_item("measure", items, at, end, number.value), end
    if not number.scaled and after is not None:
        if after.entry.unit and not after.has("one_unit"):
            return _as_item("count", items, at, end + 1, number.value * after.entry.unit, unit=after.text), end + 1
        if after.has("one_unit", "dozen") and after.entry.unit and not after.text.startswith("s"):  # "2 lusinan"
            return _as_item("count", items, at, end + 1, number.value * after.entry.unit, unit=after.text), end + 1
        if after.has("measures") and not _is_size_letter(after, items):
            return _as_item("measure", items, at, end + 1, number.value, unit=after.text), end + 1
        if after.has("ages") and (after.text != "yo" or any(item.entry.whom == "kids" for item in items)):
            return _as_item("age", items, at, end + 1, number.value), end + 1
        if after.kind == "mark" and after.text == "%":
            return _as_item("measure", items, at, end + 1, number.value, unit="%"), end + 1
    if number.scaled or _is_bare_money(items, at, number, before):
        item = _as_item("money", items, at, end, number.value)
        item.about = number.about
        if after is not None and after.has("or_about"):
            item.about, end = True, end + 1
        return item, end
    item = _as_item("number", items, at, end, number.value)
    item.about = number.about
    if after is not None and after.has("or_about") and (after.glued or _ends_sum(items, end, number.value)):
        item.about, end = True, end + 1
    return item, end


def _ends_sum(items: list[Item], at: int, value: float) -> bool:
    """The "an" of "gocap an" and "50 an", not that of "50 an. Siti" (atas nama)."""
    if value < LEAST_ROUND:
        return False
    after = [item for item in items[at + 1 : at + 3] if item.text != "." or item is not items[at + 1]]
    if not after or after[0].kind in ("mark", "line"):
        return True
    is_short_for = items[at + 1].text == "."  # "a.n. Siti"
    return not is_short_for and (after[0].has(*BESIDE_SUM) or "thanks" in after[0].entry.intents)


def _is_size_letter(item: Item, items: list[Item]) -> bool:
    """The "M" of "S 5 M 8", not the metre of "2 m"."""
    if item.text != "m":
        return False
    others = [at for at, other in enumerate(items) if other.value_kind == "size" and other.text != "m"]
    return any(not item.glued or (items[at].glued and at and items[at - 1].kind == "number") for at in others)


def _counts_stock(before: list[Item]) -> bool:
    """ "stok K0104 20000": the first figure after a word of stock is pieces, however high."""
    for item in reversed(before):
        if item.has("stock_label"):
            return True
        if item.kind not in ("code", "mark") and item.value_kind != "size" and not item.has("filler", "place_label"):
            return False
    return False


def _is_bare_money(items: list[Item], at: int, number: Number, before: list[Item]) -> bool:
    """A figure without a unit that can only be a price: "50.000", "Rp 150000"."""
    if number.value < LEAST_BARE_PRICE or number.value > MOST_MONEY or number.value % 1 or _counts_stock(before):
        return False
    text = items[at].text
    if "." in text or "," in text:
        return True
    if text.startswith("0"):
        return False
    if before and before[-1].has(*MONEY_BEFORE):
        return True
    return number.value % 500 == 0 and number.value >= 5000


def _as_item(kind: str, items: list[Item], at: int, end: int, value: float, unit: str = "") -> Item:
    parts = items[at:end]
    text = " ".join(part.text for part in parts)
    return Item(kind, text, parts[0].start, parts[-1].end, number=value, glued=parts[0].glued, unit=unit, parts=parts)


# ---------------------------------------------------------------- ranges


def _ranges(items: list[Item]) -> list[Item]:
    """ "75-100rb", "500 ribu sampai 1 juta", "antara 50 dan 75 ribu" as one item of money with `high`."""
    result: list[Item] = []
    at = 0
    while at < len(items):
        step = _joint(items, at)
        if step:
            low, high = items[at], items[at + step]
            pair = _pair(low, high, items[at - 1] if at else None)
            if pair:
                result.append(pair)
                at += step + 1
                continue
        result.append(items[at])
        at += 1
    return result


def _joint(items: list[Item], at: int) -> int:
    """How far the second number of a range stands from the first; 0 when there is none."""
    if items[at].kind not in ("money", "number"):
        return 0
    for step in range(2, 6):  # "s/d" is three items, and "Rp" may stand before the second sum
        if at + step < len(items) and items[at + step].kind in ("money", "number"):
            return step if _joins_range(items, at, items[at + 1 : at + step]) else 0
    return 0


def _joins_range(items: list[Item], at: int, middle: list[Item]) -> bool:
    """Whether "sampai", "-", "s/d" or, after "antara", "dan" stands between."""
    joint = [item for item in middle if item.text not in ("rp", "idr")]
    if len(joint) == 1:
        between = joint[0].has("then_and") and any(item.has("between") for item in items[max(0, at - 3) : at])
        return joint[0].text in ("-", "~") or joint[0].has("until") or between
    return [item.text for item in joint] == ["s", "/", "d"]


def _pair(low: Item, high: Item, before: Item | None) -> Item | None:
    """Both numbers as money when one of them is; "75-100rb" gives the first the unit of the second."""
    if low.kind == "number" and high.kind == "number":
        labelled = before is not None and before.has(*MONEY_BEFORE)
        round_price = low.number >= 10 and high.number > low.number and low.number % 5 == 0 and high.number % 5 == 0
        if before is not None and before.has("size_label", "age_label", "chest_label", "place_label", "measure_label"):
            return None
        if not (labelled or round_price) or high.number <= low.number or max(low.number, high.number) >= 1000:
            return None
        return _money_range(low, high, low.number * 1000, high.number * 1000)
    first, second = low.number, high.number
    if low.kind == "number":
        for scale in (1000, 1_000_000):
            if first < 1000 and first * scale <= second and (scale == 1000 or second >= 1_000_000):
                best = first * scale
                if scale == 1_000_000 or first * 1_000_000 > second:
                    return _money_range(low, high, best, second)
        return None
    if high.kind == "number":
        second = second * 1000 if second < 1000 else second
    return _money_range(low, high, first, second) if second > first else None


def _money_range(low: Item, high: Item, first: float, second: float) -> Item:
    item = Item("money", f"{low.text} - {high.text}", low.start, high.end, number=first, high=second)
    item.parts = [low, high]
    return item
