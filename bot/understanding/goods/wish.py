"""What goods a message asks for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.understanding.amounts.sizes import read_sizes
from bot.understanding.data import read
from bot.understanding.intent import Wish
from bot.understanding.letters.lexicon import Lexicon
from bot.understanding.letters.words import Item, Reading

KINDS = ("product", "technique", "motif", "colour", "size", "sentra", "shop")
ABOUT_LOW, ABOUT_HIGH = 0.8, 1.2
SORTS = ("cheapest", "dearest", "newest", "bestselling")
UNLABELLED_PRICE_FROM = 0.8  # "daster 50rb" asks for 40 to 50 thousand: about that, and no more
LONGEST_UNKNOWN = 5
GROWN = frozenset(
    ("kuliah", "kerja", "nikah", "menikah", "wisuda", "college", "university", "married", "getting married")
)
OWN_NAME_BEFORE = frozenset(
    ("saya", "aku", "nama", "nama saya", "namaku", "kulo", "kula", "i'm", "i am", "my name is", "im", "perkenalkan")
)


@dataclass
class Draft:
    """A wish while it is put together."""

    want: dict[str, list[str]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    exclude: dict[str, list[str]] = field(default_factory=dict)
    prefer: list[str] = field(default_factory=list)
    soft: list[str] = field(default_factory=list)  # of `prefer`: never what must stand in a listing
    unknown: list[str] = field(default_factory=list)
    whom: list[str] = field(default_factory=list)
    clothes: bool = False
    price: dict[str, int | None] = field(default_factory=dict)
    min_stock: int | None = None
    wholesale: bool = False
    sort: str | None = None


def read_wish(reading: Reading, lexicon: Lexicon) -> Wish:
    """The wish of a message; an empty Wish when it names no goods."""
    draft = Draft()
    items = reading.items
    _values(draft, reading)
    _sizes(draft, items, lexicon)
    _shades(draft, items)
    _settle_cloth(draft, items)
    _for_whom(draft, items, lexicon)
    _money(draft, items)
    _stock(draft, items)
    _order(draft, items)
    _other_words(draft, reading)
    return _finished(draft, lexicon)


def _put(into: list[str], value: str) -> None:
    if value and value not in into:
        into.append(value)


# ---------------------------------------------------------------- values


def _values(draft: Draft, reading: Reading) -> None:
    items = reading.items
    for at, item in enumerate(items):
        if item.kind == "shop":
            for shop in item.shops:
                _put(draft.exclude.setdefault("shop", []) if item.negated else draft.want["shop"], shop)
            continue
        kind = item.value_kind
        if not kind or kind == "size" or _means_else(items, at) or is_own_name(reading, at):
            continue
        if item.negated:
            _put(draft.exclude.setdefault(kind, []), item.entry.id)
            continue
        if item.entry.whom:
            continue  # "anak" alone says for whom
        _put(draft.want[kind], item.entry.id)
        _put(draft.want[kind], item.entry.also)
        _put(draft.prefer, item.entry.first)


def _shades(draft: Draft, items: Sequence[Item]) -> None:
    """ "yang cerah", "warna gelap": colours of this shade, where no colour is named beside it."""
    if draft.want["colour"] or any(item.value_kind == "colour" for item in items):
        return
    for at, item in enumerate(items):
        near = [*items[max(0, at - 1) : at], *items[at + 1 : at + 2]]
        if item.entry.shade and (item.has("shade_alone") or any(other.has("colour_label") for other in near)):
            into = draft.exclude.setdefault("colour", []) if item.negated else draft.want["colour"]
            for colour in read("shades")[item.entry.shade]["colours"]:
                _put(into, colour)


def is_own_name(reading: Reading, at: int) -> bool:
    """ "saya Bunga dari Semarang": a word written large behind "saya" is the name of whoever writes."""
    before, item = reading.items[at - 1] if at else None, reading.items[at]
    if before is None or item.value_kind not in ("motif", "colour", "") or not reading.text[item.start].isupper():
        return False
    return before.text in OWN_NAME_BEFORE and not reading.text.isupper()


def _means_else(items: Sequence[Item], at: int) -> bool:
    """A value's word that means something else here: the "bunga" of a bank, "cap" of a brand, "kombinasi" of colours."""
    item = items[at]
    after, beyond = (*items[at + 1 : at + 3], None, None)[:2]
    if item.text == "kombinasi" and after is not None:
        of_colours = after.has("colour_label") and not (beyond is not None and beyond.has("other"))
        of_cloth = after.has("material") or after.entry.id in ("bahan", "kain")
        if of_colours or of_cloth or after.value_kind == "colour" or after.entry.id == "polos":
            return True
    return item.text == "in" or (item.entry.kind == "product" and item.suffix == "nya" and item.entry.id == "bahan")


def _settle_cloth(draft: Draft, items: Sequence[Item]) -> None:
    """ "gamis bahan katun", "kemeja kain primis": cloth beside a garment says what that is made of."""
    products = draft.want["product"]
    for cloth in ("bahan", "kain"):
        if cloth not in products or len(products) == 1:
            continue
        if _made_of(items, cloth) or ("sarung" in products and cloth == "bahan"):
            products.remove(cloth)


def _made_of(items: Sequence[Item], cloth: str) -> bool:
    for at, item in enumerate(items):
        if item.value_kind == "product" and item.entry.id == cloth and not item.entry.also:
            after = next((later for later in items[at + 1 : at + 3] if not later.has("filler")), None)
            if after is not None and after.has("material"):
                return True
            before = items[at - 1] if at else None
            if cloth == "bahan" and before is not None and before.value_kind == "product":
                return True
            if (
                cloth == "bahan"
                and after is None
                and before is not None
                and not before.has("joined", "or")
                and before.text not in (",", "/")
            ):
                return True
    return False


def _sizes(draft: Draft, items: Sequence[Item], lexicon: Lexicon) -> None:
    child = "anak" in draft.want["product"] or any(item.entry.whom == "kids" for item in items)
    for size in read_sizes(items, lexicon.vocabulary, child):
        into = draft.exclude.setdefault("size", []) if size.negated else draft.want["size"]
        for one in size.ids:
            _put(into, one)
        if size.words:
            _put(draft.prefer, size.words)


# ---------------------------------------------------------------- for whom


def _for_whom(draft: Draft, items: Sequence[Item], lexicon: Lexicon) -> None:
    """ "anak", then "sarimbit", come before the garment; men and women put listings first, or name the product."""
    groups = [item.entry.whom for item in items if item.kind == "word" and item.entry.whom and not item.negated]
    draft.clothes = "clothes" in groups
    products = draft.want["product"]
    if not _asks(draft, items) and not any(draft.want.values()):
        return  # "anak saya sakit" asks for nothing
    garments = {id for id, value in lexicon.vocabulary.values("product").items() if value.garment}
    if any(item.has("own_child") for item in items) and _speaks_of_a_person(products, items):
        products[:] = [product for product in products if product != "anak"]
        groups = [group for group in groups if group != "kids"]
    if "sarimbit" in products and _of_a_family(items):
        products[:] = ["sarimbit"]
        _put(draft.prefer, "anak")
    elif "anak" in products or "kids" in groups:
        if all(product in garments or product in ("anak", "sarimbit") for product in products):
            products[:] = ["anak"]
        else:
            products[:] = [product for product in products if product != "anak"]
            _put(draft.prefer, "anak")
    elif "sarimbit" in products and len(products) > 1:
        products[:] = [product for product in products if product not in garments]
    for group in groups:
        whom = lexicon.whom.get(group)
        if whom is None or group == "kids":
            continue
        _put(draft.prefer, whom.first)
        if not products:
            products.extend(whom.product)
    if "dress" in products and "setelan" in draft.prefer:
        _settle_set(products, items)


def _speaks_of_a_person(products: Sequence[str], items: Sequence[Item]) -> bool:
    """ "nikahan anak saya", "kemeja buat anak saya yang kuliah": somebody's child, who is no child any more."""
    grown = any(item.has("occasion", "adult") or item.text in GROWN for item in items)
    return grown or "sarimbit" in products


def _of_a_family(items: Sequence[Item]) -> bool:
    """ "sarimbit keluarga sama anak": clothes alike for parents and children, not for children alone ("sarimbit anak")."""
    named = [at for at, item in enumerate(items) if item.entry.id == "sarimbit"]
    children = [at for at, item in enumerate(items) if item.entry.whom == "kids" and named and at > named[0]]
    between = items[named[0] : children[-1]] if children else ()
    return any(item.has("joined", "then_and", "family") or item.text in (",", "dengan", "+", "/") for item in between)


def _asks(draft: Draft, items: Sequence[Item]) -> bool:
    return (
        draft.clothes
        or sum(len(item.text.split()) for item in items) <= 2
        or any(item.kind == "money" for item in items)
        or any(
            item.has("seek", "want", "look", "ask", "size_label", "age_label") or item.text.startswith("batik")
            for item in items
        )
    )


def _settle_set(products: list[str], items: Sequence[Item]) -> None:
    """ "setelan" is a dress, or trousers when the text says so."""
    if "celana" in products:
        products.remove("dress")


# ---------------------------------------------------------------- money and amounts


def _money(draft: Draft, items: Sequence[Item]) -> None:
    for at, item in enumerate(items):
        if item.kind == "money" or (item.kind == "number" and _can_only_be_price(items, at)):
            low, high = _bounds(items, at)
            if low is not None:
                draft.price["min"] = low
            if high is not None:
                draft.price["max"] = high


def _can_only_be_price(items: Sequence[Item], at: int) -> bool:
    """ "dibawah 50", "budget 200", "harga 75": a figure after a word of price, without a unit."""
    item = items[at]
    if item.used or item.number < 5 or item.number % 1:
        return False
    if item.about and item.number >= 10:
        return True
    before = [earlier for earlier in items[max(0, at - 3) : at] if earlier.kind != "mark"]
    if any(
        earlier.has("stock_label", "least_stock", "place_label", "size_label", "chest_label", "age_label", "buy")
        for earlier in before
    ):
        return False
    if any(earlier.has("most", "price_label", "about") for earlier in before):
        return True
    if any(
        earlier.has("least") and not earlier.text.startswith("min") and earlier.text != "from"
        for earlier in before[-1:]
    ):
        return True
    after = items[at + 1] if at + 1 < len(items) else None
    if after is not None and after.has("after_most", "after_least"):
        return item.number >= 10
    ends = after is None or after.has("ask", "address", "question_no") or after.kind in ("mark", "line")
    return (
        ends and at > 0 and bool(items[at - 1].value_kind) and 20 <= item.number < 1000 and item.number % 5 == 0
    )  # "gamis 150"


def _bounds(items: Sequence[Item], at: int) -> tuple[int | None, int | None]:
    """(lowest, highest) rupiah that this amount of money says; None is no bound."""
    item = items[at]
    value = item.number * (1000 if item.number < 1000 else 1)
    if item.high is not None:
        high = item.high * (1000 if item.high < 1000 else 1)
        return round(value), round(high)
    before = _near(items, range(at - 1, max(-1, at - 5), -1))
    after = _near(items, range(at + 1, min(len(items), at + 3)))
    if item.about or any(word.has("about") for word in before):
        return round(value * ABOUT_LOW), round(value * ABOUT_HIGH)
    forbidden = any(word.has("negate") for word in before[1:])  # "jangan yang di atas 70rb"
    for word in before:
        if forbidden and word.has("least", "most"):
            return (None, round(value)) if word.has("least") else (round(value), None)
        if word.has("most", "dearest"):
            return None, round(value)
        if word.has("until") and not _is_from(before):
            return None, round(value)
        if word.text == "min" and word is not before[0]:
            continue  # "min" is the admin, unless the sum stands right behind it
        if word.has("least", "cheapest") and not (word.text == "from" and after and after[0].has("until")):
            return round(value), None
        if word.has("from"):
            return round(value), None
    for word in after:
        if word.has("after_most"):
            return None, round(value)
        if word.has("after_least"):
            return round(value), None
        if word.has("most"):
            return None, round(value)
    if before and before[0].text == "+":
        return round(value), None
    return round(value * UNLABELLED_PRICE_FROM), round(value)


def _is_from(words: Sequence[Item]) -> bool:
    return any(word.has("between") for word in words)


def _near(items: Sequence[Item], places: Iterable[int]) -> list[Item]:
    """The words beside an amount, nearest first, up to the next amount, value or end of the sentence."""
    found = []
    for at in places:
        item = items[at]
        if item.kind in ("money", "line", "count", "number", "shop") or item.text in ("?", ";", "!", ","):
            break
        if item.value_kind and not item.has("about", "between"):
            break
        if item.kind != "mark" or item.text in "<>+":
            found.append(item)
    return found


def _stock(draft: Draft, items: Sequence[Item]) -> None:
    """ "butuh 40", "2 kodi", "min stok 24 lembar", "20 kemeja": that much must be there."""
    for at, item in enumerate(items):
        pieces = None
        if item.kind == "count" and item.has_parts("wholesale"):
            draft.wholesale = True  # "daster kodian"
        elif item.kind == "count":
            pieces = item.number
        elif item.kind == "number" and not item.used and item.number >= 1 and not _can_only_be_price(items, at):
            before = [word for word in items[max(0, at - 3) : at] if word.kind != "mark"]
            after = items[at + 1] if at + 1 < len(items) else None
            needed = any(
                word.has("stock_label", "least_stock")
                or word.text in ("butuh", "perlu", "need", "i need", "memerlukan", "mbutuhke")
                for word in before
            )
            counted = (
                after is not None
                and (after.value_kind == "product" or after.has("occasion"))
                and not any(word.has("size_label", "age_label", "place_label") for word in before)
            )
            if needed or counted or _of_people(items, at):
                pieces = item.number
        if pieces is not None and pieces >= 1:
            draft.min_stock = max(draft.min_stock or 0, min(int(pieces), 1_000_000))
    if any(item.has("wholesale") and not item.negated and item.kind == "word" for item in items):
        draft.wholesale = True


def _of_people(items: Sequence[Item], at: int) -> bool:
    """ "seragam 60 orang", "wong 40"."""
    near = [*items[at + 1 : at + 2], *items[max(0, at - 1) : at]]
    return any(item.has("people") for item in near)


def _order(draft: Draft, items: Sequence[Item]) -> None:
    for at, item in enumerate(items):
        for sort in SORTS:
            after = items[at + 1] if at + 1 < len(items) else None
            if item.has(sort) and not (
                (item.has("most", "dearest") or item.text.startswith("paling"))
                and after is not None
                and after.kind in ("money", "number")
            ):
                draft.sort = draft.sort or sort


# ---------------------------------------------------------------- other words


def _other_words(draft: Draft, reading: Reading) -> None:
    for at, item in enumerate(reading.items):
        if item.kind == "unknown" and not is_own_name(reading, at):
            if len(item.text) > 2 and len(draft.unknown) < LONGEST_UNKNOWN:
                _put(draft.unknown, item.text[:40])
        elif item.kind == "word" and item.entry.attribute and item.negated and not item.value_kind:
            _put(draft.exclude.setdefault("words", []), item.text)
        elif item.kind == "word" and item.entry.attribute and not item.value_kind:
            _put(draft.prefer, item.text)
            if item.has("gift", "occasion"):
                _put(draft.soft, item.text)


def _finished(draft: Draft, lexicon: Lexicon) -> Wish:
    if draft.want["size"]:
        draft.exclude.pop("size", None)  # "jangan XL, L aja": goods that come in XL too are no worse
    exclude = {kind: tuple(values) for kind, values in draft.exclude.items() if values}
    want: dict[str, Any] = {
        kind: tuple(value for value in draft.want[kind] if value not in exclude.get(kind, ())) for kind in KINDS
    }
    says_something = any(want.values()) or exclude or draft.price or draft.min_stock or draft.wholesale
    words = () if says_something else tuple(word for word in draft.prefer if word not in draft.soft)
    return Wish(
        **want,
        price_min=draft.price.get("min"),
        price_max=draft.price.get("max"),
        min_stock=draft.min_stock,
        wholesale=draft.wholesale,
        exclude=exclude,
        sort=draft.sort,
        words=words,
        prefer=() if words else tuple(draft.prefer),
        unknown=tuple(draft.unknown),
    )
