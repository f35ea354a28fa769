"""A seller's caption read as a new listing: only what the text says.

"Daster katun jepang cap, 45rb, lusinan 480, S-XL, stok 60" ->
product daster, technique cap, price 45000, sizes S M L XL, stock 60, wholesale [[12, 40000]]
"""

from collections.abc import Sequence
from typing import Any

from bot.understanding.amounts.prices import lonely_figure, offered_figure, read_prices
from bot.understanding.amounts.sizes import CHILDREN, read_sizes
from bot.understanding.forms.sellers_goods import gone_sizes
from bot.understanding.goods.likeness import motif_names, said_techniques
from bot.understanding.goods.wish import read_wish
from bot.understanding.letters.lexicon import Lexicon
from bot.understanding.letters.words import Item, Reading

UPLOAD_WORDS = frozenset(
    ("upload", "uplod", "posting", "post", "pasang", "jual", "dijual", "tambah barang", "masukkan barang")
)
METRES = frozenset(("m", "meter", "mtr", "metre"))
ONE_PIECE = frozenset(
    ("satunya", "satune", "sijine", "sepasang", "selembar", "sepotong", "sehelai", "sebiji", "sebuah")
)
THERE = frozenset(
    ("ada", "ono", "ana", "wonten", "masih", "isih", "esih", "ijik", "ijek", "kari", "gari", "karek", "kantun")
)
STOCK_BEFORE = ("stock_label", "ready")
Stock = int | dict[str, int]


def looks_like_listing(reading: Reading) -> bool:
    """Whether a seller's message offers goods rather than asks for them."""
    items = reading.items
    if not any(item.value_kind == "product" or item.entry.whom for item in items) or _ends_as_question(items):
        return False
    if reading.has("price_on_request"):
        return True
    if _begins_with_asking(items) or any(item.has("most", "about") and item.text not in ("range",) for item in items):
        return False
    if any(item.has("ask") and item.text not in ("apa", "price") for item in items):
        return False
    priced = (
        any(item.kind == "money" for item in items)
        or _labelled_number(items, ("price_label",))
        or offered_figure(items)
        or (lonely_figure(items) is not None and any(item.value_kind in ("technique", "size") for item in items))
    )
    return (
        priced
        or _labelled_number(items, STOCK_BEFORE)
        or (any(item.kind == "count" for item in items) and reading.has("stock_label", "wholesale"))
    )


def _ends_as_question(items: Sequence[Item]) -> bool:
    """A question, unless it is answered in the same breath ("Sajadah? Kosong. Yang ada sarung cap 130rb")."""
    marks = [at for at, item in enumerate(items) if item.kind == "mark" and item.text == "?"]
    return bool(marks) and not any(item.kind == "money" or item.has("stock_label") for item in items[marks[-1] :])


def _begins_with_asking(items: Sequence[Item]) -> bool:
    said = [
        item
        for item in items
        if item.kind not in ("mark", "line")
        and not item.has("filler", "address")
        and "greeting" not in item.entry.intents
    ]
    if not said or not said[0].has("seek", "want", "buy"):
        return False
    offers = any(item.text in UPLOAD_WORDS or item.has("newest") for item in said[:4])
    return not offers and not (said[0].text in ("ada", "ono") and any(item.has("stock_label") for item in said))


def _labelled_number(items: Sequence[Item], labels: Sequence[str]) -> bool:
    return any(
        item.kind in ("number", "count", "money") and any(before.has(*labels) for before in items[max(0, at - 2) : at])
        for at, item in enumerate(items)
    )


def read_listing(reading: Reading, lexicon: Lexicon) -> dict[str, Any]:
    """product, technique, motifs, colours, sizes, price (rupiah), stock (pieces, or pieces by size), wholesale
    ([[least number, rupiah for one], …], and behind them the rupiah for just so many where a lot's price is no multiple
    of one piece's); a field that the text does not say is missing. `prices`: the rupiah between which a price for all
    sizes has to be chosen."""
    items = reading.items
    wish = read_wish(reading, lexicon)
    listing: dict[str, Any] = {}
    if product := _product(items, wish.product):
        listing["product"] = product
    if technique := _technique(said_techniques(items, wish.technique)):
        listing["technique"] = technique
    names = motif_names(items)
    if motifs := [motif for motif in wish.motif if motif not in names]:
        listing["motifs"] = motifs
    if wish.colour and any(item.value_kind == "colour" for item in items):  # "warna cerah" names none
        listing["colours"] = list(wish.colour)
    gone = gone_sizes(reading, lexicon)
    for item in items:
        item.used = False
    _take_measures(items)
    by_number = _by_childs_size(items) if product == "anak" else {}
    prices = read_prices(items)
    sizes, by_size = _sizes(items, lexicon, product == "anak")
    sizes, by_size = list(by_number) or sizes, by_number or by_size
    sizes = [size for size in sizes if size not in gone or by_size]
    if sizes:
        listing["sizes"] = sizes
    if prices.retail is not None:
        listing["price"] = prices.retail
    if prices.by_size:
        listing["prices"] = list(prices.by_size)
    stock = by_size or _stock(items, sizes)
    if stock is not None:
        listing["stock"] = stock
    if prices.wholesale:
        listing["wholesale"] = [list(tier) for tier in prices.wholesale]
    return listing


def _product(items: Sequence[Item], products: Sequence[str]) -> str | None:
    named = {item.entry.id for item in items if item.value_kind == "product"}
    return products[0] if products and (len(products) == 1 or named) else None


def _technique(techniques: Sequence[str]) -> str | None:
    """Both tulis and cap are "kombinasi"."""
    if "kombinasi" in techniques or {"tulis", "cap"} <= set(techniques):
        return "kombinasi"
    return techniques[0] if techniques else None


# ---------------------------------------------------------------- sizes


def _sizes(items: Sequence[Item], lexicon: Lexicon, child: bool) -> tuple[list[str], dict[str, int] | None]:
    """The sizes, and the pieces of each where the text counts them."""
    found = []
    for size in read_sizes(items, lexicon.vocabulary, child):
        if not size.ids or items[size.at].has("chest_label", "jumbo") or (size.ids[0].isdecimal() and not child):
            continue
        found.append(size)
    if any(size.ids == ("allsize",) for size in found):  # "allsize (muat sampai XL)"
        found = [size for size in found if size.ids == ("allsize",) or not _fits_until(items, size.at)]
    sizes = list(dict.fromkeys(id for size in found for id in size.ids))
    if not sizes or sizes == ["allsize"] or any(len(size.ids) > 1 for size in found):
        return sizes, _each(items, sizes)
    counts = _counts(items, [(size.at, size.ids[0]) for size in found])
    return sizes, counts or _each(items, sizes)


def _take_measures(items: Sequence[Item]) -> None:
    """ "LD S 88 M 94 L 98": the numbers behind the sizes are centimetres, no pieces. Marks them as used."""
    for at, item in enumerate(items):
        if not item.has("chest_label", "measure_label"):
            continue
        size = None
        for other in items[at + 1 :]:
            if other.value_kind == "size":
                size = other
            elif other.kind in ("number", "measure") and size is not None:
                other.used, size = True, None
            elif other.kind != "mark" and not other.has("filler"):
                break


def _fits_until(items: Sequence[Item], at: int) -> bool:
    return any(
        item.has("until", "measure_label") or item.text in ("fit", "fits") for item in items[max(0, at - 2) : at]
    )


def _by_childs_size(items: Sequence[Item]) -> dict[str, int]:
    """ "2=3, 4=5, 6=2": a child's sizes with their pieces; {} unless there are two of them."""
    pairs = [
        (items[at - 1], item_after)
        for at, item_after in ((at, items[at + 1]) for at in range(1, len(items) - 1) if items[at].text in ("=", ":"))
        if items[at - 1].kind == "number" and items[at - 1].text in CHILDREN and item_after.kind in ("number", "count")
    ]
    if len(pairs) < 2:
        return {}
    for size, amount in pairs:
        size.used = amount.used = True
    return {size.text: int(amount.number) for size, amount in pairs}


def _counts(items: Sequence[Item], places: Sequence[tuple[int, str]]) -> dict[str, int] | None:
    """ "M 3 L 5 XL 2" or "3 M, 5 L, 2 XL"; None unless every size has its number."""
    after = {size: _amount_after(items, at, labelled=len(places) > 1) for at, size in places}
    if all(item is not None for item in after.values()):
        return _taken(after)
    before = {size: _amount_before(items, at) for at, size in places}
    if len(places) > 1 and all(item is not None for item in before.values()):
        return _taken(before)
    return None


def _taken(amounts: dict[str, Item | None]) -> dict[str, int]:
    counts = {}
    for size, item in amounts.items():
        if item is not None:
            item.used = True
            counts[size] = 0 if item.has("sold_out") else int(item.number)
    return counts


def _amount_after(items: Sequence[Item], at: int, labelled: bool) -> Item | None:
    """The number behind a size; `labelled`: perhaps after a word of stock ("XL cuma 2, L tinggal 4")."""
    for item in items[at + 1 : at + 3]:
        if labelled and item.has(*STOCK_BEFORE):
            continue
        if item.has("sold_out"):
            return item
        if item.kind in ("number", "count") and not item.number % 1 and not item.used:
            return item
        if item.text not in (":", "=", "(", "-"):
            return None
    return None


def _amount_before(items: Sequence[Item], at: int) -> Item | None:
    item = items[at - 1] if at else None
    return item if item is not None and item.kind in ("number", "count") and not item.used else None


def _each(items: Sequence[Item], sizes: Sequence[str]) -> dict[str, int] | None:
    """ "masing-masing 5": that many of every size."""
    for at, item in enumerate(items):
        if item.has("each") and len(sizes) > 1:
            near = [*items[at + 1 : at + 3], *items[max(0, at - 1) : at]]
            amount = next((other for other in near if other.kind in ("number", "count") and not other.used), None)
            if amount is not None:
                amount.used = True
                return {size: int(amount.number) for size in sizes}
    return None


# ---------------------------------------------------------------- stock


def _stock(items: Sequence[Item], sizes: Sequence[str]) -> Stock | None:
    """Pieces: after a word of stock, before "ready" or "only", else an amount that belongs to no price."""
    for at, item in enumerate(items):
        if item.has(*STOCK_BEFORE):
            amount = _labelled_amount(items, at)
            if amount is not None:
                return amount
    for at, item in enumerate(items):
        after = items[at + 1] if at + 1 < len(items) else None
        if item.kind in ("number", "count") and not item.used and after is not None and after.has("ready", "only"):
            return int(item.number)
    if any(item.has("single") for item in items):
        return 1
    spare = [
        item
        for at, item in enumerate(items)
        if item.kind == "count" and not item.used and item.unit not in ONE_PIECE and not _holds(items, at)
    ]
    return int(spare[-1].number) if spare else _said_to_be_there(items)


def _said_to_be_there(items: Sequence[Item]) -> int | None:
    """ "ada 9", "isih lima": a number of pieces at the end of what is said."""
    for at in range(1, len(items)):
        item, after = items[at], items[at + 1] if at + 1 < len(items) else None
        ends = after is None or after.kind in ("mark", "line") or after.has("filler", "address")
        if item.kind == "number" and not item.used and not item.number % 1 and ends and items[at - 1].text in THERE:
            return int(item.number)
    return None


def _holds(items: Sequence[Item], at: int) -> bool:
    """ "1 set isi 3": says what a set holds."""
    return at + 1 < len(items) and items[at + 1].text == "isi"


def _labelled_amount(items: Sequence[Item], at: int) -> int | None:
    for item in items[at + 1 : at + 5]:
        if item.kind in ("number", "count") or (item.kind == "measure" and item.unit in METRES):
            return int(item.number) if not item.used and not item.number % 1 else None
        if item.has("sold_out"):
            return 0
        if item.kind == "line" or not (
            item.text in (":", "=", "-", ".", "(")
            or item.has("filler", "seek", "stock_label", "ready", "in_all", "only", "address", "most")
        ):
            return None
    return None
