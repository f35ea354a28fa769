"""What a seller says of her own goods: stock, price, wholesale prices, sold at the stall. Only reads; whether it is meant
for her goods at all is decided in steps/sellers.py."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from bot.understanding.amounts.lines import MOST_UNNAMED, amounts, read_lines
from bot.understanding.amounts.prices import read_prices
from bot.understanding.amounts.sizes import CHILDREN, read_sizes
from bot.understanding.intent import Line, Wish
from bot.understanding.letters.lexicon import Lexicon
from bot.understanding.letters.words import Item, Reading

Facts = dict[str, Any]
PERCENT = frozenset(("%", "persen", "percent", "prosen"))
LESS_THAN_A_PRICE = 1000  # "harga 55" is 55 thousand


def named(reading: Reading, lexicon: Lexicon) -> tuple[Line, ...]:
    """The goods named, with sizes and without pieces; () when none is named by code or place."""
    lines = (replace(line, quantity=None) for line in read_lines(reading, lexicon))
    return tuple(dict.fromkeys(lines))


# ---------------------------------------------------------------- stock


def stock(reading: Reading, lexicon: Lexicon) -> tuple[tuple[Line, ...], Facts]:
    """The lines with their pieces, and `stock` (so many there are) or `delta` (so many more or less), the number of the
    first line. No facts when no number is said."""
    lines = _counted(reading, lexicon)
    first = next((line.quantity for line in lines if line.quantity is not None), None)
    if first is None:
        return lines, {"stock": 0} if reading.has("sold_out") else {}
    sign = _sign(reading.items)
    return lines, {"delta": sign * first} if sign else {"stock": first}


def _counted(reading: Reading, lexicon: Lexicon) -> tuple[Line, ...]:
    lines = read_lines(reading, lexicon) or amounts(reading.items, lexicon)
    if reading.has("sold_out") and (childs := _childs_size(lines)):
        return tuple(replace(line, size=childs, quantity=0) for line in lines)
    gone = gone_sizes(reading, lexicon)
    if gone:
        return tuple(replace(line, quantity=0) if line.size in gone and not line.quantity else line for line in lines)
    high = [int(item.number) for item in reading.items if item.kind == "number" and item.number > MOST_UNNAMED]
    if high and reading.has("stock_label"):
        return tuple(replace(line, quantity=high[0]) for line in lines or (Line(),))
    zero = any(item.kind == "number" and item.number == 0 for item in reading.items)
    return tuple(replace(line, quantity=0) for line in lines or (Line(),)) if zero else lines


def _childs_size(lines: tuple[Line, ...]) -> str:
    """ "K0207 4 habis": a child's size is gone, there are not four left."""
    only = str(lines[0].quantity) if len(lines) == 1 and lines[0].code and not lines[0].size else ""
    return only if only in CHILDREN else ""


def gone_sizes(reading: Reading, lexicon: Lexicon) -> list[str]:
    """The sizes of which none is left: "XL habis", "L 0", "habis XL"."""
    items = reading.items
    gone: list[str] = []
    for size in read_sizes(items, lexicon.vocabulary, child=False):
        after = next((item for item in items[size.at + 1 :] if not item.has("filler", "address", "change")), None)
        if after is not None and (after.has("sold_out") or (after.kind == "number" and after.number == 0)):
            gone.extend(size.ids)
    return gone


def _sign(items: Sequence[Item]) -> int:
    """+1 for "+3" and "tambah 3", -1 for "-3" and "kurangi 3", else 0."""
    for item, after in pairwise(items):
        if after.kind not in ("number", "count"):
            continue
        if item.text == "+" or item.has("increase"):
            return 1
        if (item.text == "-" and not item.glued) or item.has("decrease"):
            return -1
    if any(item.has("increase") for item in items):
        return 1
    return -1 if any(item.has("decrease") and item.text != "kurang" for item in items) else 0


# ---------------------------------------------------------------- prices


def price(reading: Reading) -> int | None:
    """Rupiah: a sum of money, or a figure after a word of price in thousands ("harga 55"). Of "45rb jadi 43rb" the one
    that it becomes."""
    sums = [item for item in reading.items if item.kind == "money"]
    becomes = (after for item, after in pairwise(reading.items) if item.has("change") and after.kind == "money")
    money = next(becomes, sums[0] if sums else None)
    if money is None and reading.has("price_label"):
        money = next((item for item in reading.items if item.kind == "number" and item.number >= 1), None)
    return None if money is None else rupiah_of(money, reading.items)


def prices_by_size(reading: Reading) -> tuple[int, ...]:
    """ "M 85rb L 90rb": the different prices of different sizes; () where one price is said."""
    prices = read_prices(reading.items)
    for item in reading.items:
        item.used = False
    return prices.by_size


def rupiah_of(item: Item, items: Sequence[Item]) -> int:
    """The rupiah that a sum or a bare figure means; 55 is 55 thousand, "55 rupiah" is not."""
    in_rupiah = any(one is item and other.has("money_word") for one, other in pairwise(items))
    thousands = item.kind == "number" and item.number < LESS_THAN_A_PRICE and not in_rupiah
    return round(item.number * (1000 if thousands else 1))


def wholesale(reading: Reading) -> Facts:
    """`wholesale` [[least number, rupiah for one], …], with `price` when the retail price is said as well; [] for
    "hapus grosir"; {} when nothing of it is said."""
    if reading.has("drop") and reading.has("wholesale"):
        return {"wholesale": []}
    prices = read_prices(reading.items)
    for item in reading.items:
        item.used = False
    if not prices.wholesale:
        return {}
    facts: Facts = {"wholesale": [list(tier) for tier in prices.wholesale]}
    return facts | ({"price": prices.retail} if prices.retail and reading.has("price_label") else {})


def price_change(reading: Reading) -> Facts:
    """`delta` (rupiah) or `percent` of "naik 5rb", "turun 10%"; `price` of "jadi 50rb"; {} when none is said."""
    sign = 1 if reading.has("raise") else -1 if reading.has("lower") else 0
    for item in reading.items:
        if item.kind == "measure" and item.unit in PERCENT and sign:
            return {"percent": round(sign * item.number)}
    amount = next((item for item in reading.items if item.kind == "money"), None) or next(
        (item for item in reading.items if item.kind == "number" and item.number >= 1), None
    )
    if amount is None:
        return {}
    becomes = any(item.has("change") and after is amount for item, after in pairwise(reading.items))
    value = rupiah_of(amount, reading.items)
    return {"price": value} if becomes or not sign else {"delta": sign * value}


def goods_only(wish: Wish) -> Wish:
    """The goods of a wish without its money, its numbers and its order."""
    return replace(wish, price_min=None, price_max=None, min_stock=None, sort=None, wholesale=False, unknown=())


# ---------------------------------------------------------------- sold at the stall


def sold(reading: Reading, lexicon: Lexicon) -> tuple[tuple[Line, ...], Facts]:
    """The lines with their pieces (one, where no number is said), `price` in all; `quantity` where no code is named."""
    lines = tuple(replace(line, quantity=line.quantity or 1) for line in read_lines(reading, lexicon))
    found = amounts([item for item in reading.items if item.kind not in ("money", "measure")], lexicon)
    quantity = found[0].quantity if found and found[0].quantity else 1
    facts: Facts = {} if lines else {"quantity": quantity}
    if not lines and found and found[0].size:
        facts["size"] = found[0].size
    money = next((at for at, item in enumerate(reading.items) if item.kind == "money"), None)
    if money is not None:
        pieces = sum(line.quantity or 1 for line in lines) or quantity
        each = _is_for_each(reading.items, money)
        facts["price"] = round(reading.items[money].number * (pieces if each else 1))
    return lines, facts


def _is_for_each(items: Sequence[Item], at: int) -> bool:
    """ "@45rb", "masing-masing 45rb", "45rb per potong"."""
    before = items[at - 1] if at else None
    after = items[at + 1] if at + 1 < len(items) else None
    return (before is not None and (before.text == "@" or before.has("each"))) or (
        after is not None and (after.text in ("/", "per", "satunya", "an satu") or after.has("each"))
    )
