"""The prices in a seller's caption: retail, wholesale steps turned into the price of one piece, and the prices by size
between which somebody has to choose: a listing has one."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.understanding.amounts.sizes import is_size_word
from bot.understanding.letters.words import Item

LARGEST_IN_THOUSANDS = 1000  # "ecer 85" is 85 thousand
LEAST_IN_THOUSANDS = 2
LEAST_OFFERED = 10
LEAST_LONELY = 20
OFFERS = frozenset(("jual", "dijual", "upload", "posting", "pasang", "dodol", "adol"))
TURNS = frozenset(("jadi", "jd", "dadi", "menjadi", "dados"))
SAME_CLAUSE = (",", ";", "/", "|", ".")
ONE_PIECE = ("satunya", "satune", "sijine", "sepasang", "selembar", "sepotong", "sebuah", "sebiji", "sehelai")
A_LOT = ("lusinan", "kodian", "perlusin", "perkodi", "selusin", "sekodi", "per lusin", "per kodi")
DEARER = frozenset(("+", "beda", "selisih", "charge", "cas", "plus"))  # "XXL beda 10rb": on top of the price
BESIDE_A_SIZE = frozenset((":", "=", "-", "@", "(", "rp", "harga", "hrg"))
CHEAPEST_LOT = 3  # no lot costs less than a third of its pieces one by one
FOR_A_SIZE = frozenset(("(", "untuk", "utk", "buat", "for"))  # "90rb (L)"; "22rb/m" is for a metre
LEAST_FIGURE = 20  # "harga M 85 L 90": less is a number of pieces
PER = frozenset(("per", "/", "@", "tiap", "setiap", "se", "for", "a", "each", "untuk", "utk", "buat"))


@dataclass(frozen=True)
class Prices:
    """Rupiah for one piece; `wholesale`: by number (least number of pieces, rupiah for one piece), and behind them the
    rupiah for just so many where a lot's price is no multiple of one piece's. `by_size`: the different prices of
    different sizes, lowest first; then no `retail` price is said."""

    retail: int | None
    wholesale: tuple[tuple[int, ...], ...]
    by_size: tuple[int, ...] = ()


@dataclass
class _Offer:
    """A sum of money in the text. `least`: from how many pieces it holds; `lot`: it was given for a dozen or a score."""

    value: float
    at: int
    least: int | None = None
    lot: bool = False
    wholesale: bool = False
    labelled: bool = False
    old: bool = False
    sized: bool = False  # it stands beside a size
    more: bool = False  # it comes on top: "XXL tambah 10rb"


def read_prices(items: Sequence[Item]) -> Prices:
    """Retail price and wholesale steps. Marks the numbers that belong to a price as used."""
    offers = [offer for at in range(len(items)) if (offer := _offer(items, at)) is not None]
    if not offers and (figure := lonely_figure(items)) is not None:
        figure.used = True
        return Prices(round(figure.number * 1000), ())
    _settle_old(offers, items)
    _lonely_minimum(offers, items)
    retail = _retail(offers)
    if retail is None and len(offers) == 1 and not (offers[0].wholesale or offers[0].lot or offers[0].old):
        return Prices(round(offers[0].value), ())  # "32.000 min beli 3", "88rb isi 16"
    tiers = {}
    for offer in offers:
        if offer.old or offer.least is None or offer.least < 2:
            continue
        tier = _tier(offer.least, offer, retail)
        if retail is None or tier[1] < retail:
            tiers[offer.least] = tier
    by_size = _by_size(offers, retail)
    return Prices(None if by_size else retail, tuple(tiers[least] for least in sorted(tiers)), by_size)


def _tier(least: int, offer: _Offer, retail: int | None) -> tuple[int, ...]:
    """A sum above the retail price is for the whole lot, else for one piece."""
    whole_lot = offer.value > retail if retail is not None else offer.lot
    return _of_lot(least, round(offer.value)) if whole_lot else (least, round(offer.value))


def _of_lot(least: int, lot: int) -> tuple[int, ...]:
    each = round(lot / least)
    return (least, each) if each * least == lot else (least, each, lot)


def with_retail(wholesale: Iterable[Sequence[int]], retail: int) -> list[tuple[int, ...]]:
    """Wholesale prices that were said without the retail price ("3 pcs 125rb"): of a sum that is not below it, but is for
    so many pieces, it is the lot's."""
    return [
        _of_lot(tier[0], tier[1]) if len(tier) == 2 and _is_lots(tier[0], tier[1], retail) else tuple(tier)
        for tier in wholesale
    ]


def _is_lots(least: int, value: int, retail: int) -> bool:
    return retail <= value < retail * least <= value * CHEAPEST_LOT


def _retail(offers: Sequence[_Offer]) -> int | None:
    single = _single(offers)
    labelled = [offer for offer in single if offer.labelled]
    best = (labelled or single)[:1]
    return round(best[0].value) if best else None


def _single(offers: Sequence[_Offer]) -> list[_Offer]:
    """The sums for one piece."""
    return [o for o in offers if not (o.old or o.wholesale or o.more) and o.least in (None, 1)]


def _by_size(offers: Sequence[_Offer], retail: int | None) -> tuple[int, ...]:
    """ "M 85rb L 90rb", "120rb, XXL tambah 10rb": the prices beside sizes and the retail price; () where they are one."""
    if retail is None:
        return ()
    beside = {round(offer.value) for offer in _single(offers) if offer.sized}
    on_top = {retail + round(offer.value) for offer in offers if offer.more and offer.value < retail}
    prices = {retail} | beside | on_top
    return tuple(sorted(prices)) if len(prices) > 1 else ()


# ---------------------------------------------------------------- one offer


def _offer(items: Sequence[Item], at: int) -> _Offer | None:
    item = items[at]
    if item.kind == "money":
        value = item.number
    elif item.kind == "number" and _is_price_figure(items, at):
        value = item.number * 1000
    elif item.kind == "number" and _is_small_sum(items, at):
        value = item.number
    else:
        return None
    item.used = True
    offer = _Offer(value, at)
    _look_back(items, at, offer)
    _look_on(items, at, offer)
    _look_for_size(items, at, offer)
    return offer


def _look_for_size(items: Sequence[Item], at: int, offer: _Offer) -> None:
    """Whether the sum is that of a size: "XL 95rb", "XL: Rp95.000", "95rb (XL)", "XL tambah 10rb"."""
    place = at - 1
    while place >= 0 and (items[place].text in BESIDE_A_SIZE | DEARER or items[place].has("increase", "filler")):
        offer.more = offer.more or items[place].text in DEARER or items[place].has("increase")
        place -= 1
    following = at + 1 + any(item.text in FOR_A_SIZE for item in items[at + 1 : at + 2])
    offer.sized = any(_is_size(items, beside) for beside in (place, following) if 0 <= beside < len(items))
    offer.more = offer.more and offer.sized


def _is_size(items: Sequence[Item], at: int) -> bool:
    """ "XL", or a child's "ukuran 4"."""
    labelled = items[at].kind == "number" and at and items[at - 1].has("size_label")
    return bool(labelled) or (items[at].value_kind == "size" and is_size_word(items, at))


def _is_price_figure(items: Sequence[Item], at: int) -> bool:
    """ "harga 45", "ecer 85", "lusinan 480", "grosir 42", "@45": a figure in thousands after a word of price."""
    item = items[at]
    if not item.used and offered_figure(items) and not any(later.kind == "number" for later in items[at + 1 :]):
        return True
    if not LEAST_IN_THOUSANDS <= item.number < LARGEST_IN_THOUSANDS or item.used or _is_threshold(items, at):
        return False
    if item.number >= LEAST_FIGURE and _is_in_price_table(items, at):
        return True
    for place in range(at - 1, max(-1, at - 4), -1):
        before = items[place]
        if _is_threshold(items, place):
            return True
        if before.has("price_label", "dozen", "wholesale"):
            return True
        if before.text in (":", "=", ".") or before.has("filler", "money_word", "most"):
            continue
        if before.kind == "count":
            return before.unit in A_LOT and not before.used
        if before.has("change"):
            if before.text in TURNS and _has_threshold(items, at):
                return True
            continue
        return False
    return False


def _is_in_price_table(items: Sequence[Item], at: int) -> bool:
    """ "harga M 85 L 90 XL 95": behind a word of price, sizes each with a figure."""
    place = at
    while place >= 2 and items[place].kind == "number":
        place -= 1 + (items[place - 1].text in BESIDE_A_SIZE)
        if items[place].value_kind != "size":
            return False
        place -= 1 + (place > 0 and items[place - 1].text in (",", "/", ";"))
    return items[place].has("price_label") or (
        place > 0 and items[place].text == ":" and items[place - 1].has("price_label")
    )


def _is_small_sum(items: Sequence[Item], at: int) -> bool:
    """ "bros 3000", "100 pcs 3500": a round figure that is no number of pieces."""
    item = items[at]
    before = items[at - 1] if at else None
    labelled = before is not None and (before.has("stock_label", "ready", "least") or before.value_kind == "size")
    return not item.used and 1000 <= item.number < 10_000 and not item.number % 100 and not labelled


def offered_figure(items: Sequence[Item]) -> bool:
    """ "jual sarung cap 120": goods that are offered and at the end a figure, which is a price in thousands."""
    if not any(item.text in OFFERS for item in items[:4]):
        return False
    said = [item for item in items if item.kind not in ("mark", "line") and not item.has("filler", "address")]
    if len(said) < 3:
        return False
    if any(item.kind == "money" for item in items) or said[-2].has("stock_label", "ready", "size_label", "place_label"):
        return False
    return said[-1].kind == "number" and LEAST_OFFERED <= said[-1].number < LARGEST_IN_THOUSANDS


def lonely_figure(items: Sequence[Item]) -> Item | None:
    """ "kemeja cap, 165, M2 L3": the one figure that stands by itself, beside goods, is their price in thousands."""
    if not any(item.value_kind == "product" for item in items) or any(item.kind == "money" for item in items):
        return None
    alone = [
        item
        for before, item, after in zip((None, *items), items, (*items[1:], None), strict=False)
        if item.kind == "number"
        and not item.used
        and LEAST_LONELY <= item.number < LARGEST_IN_THOUSANDS
        and before is not None
        and (before.text == "," or before.kind == "line")
        and (after is None or after.text == "," or after.kind == "line")
    ]
    return alone[0] if len(alone) == 1 else None


def _is_threshold(items: Sequence[Item], at: int) -> bool:
    """The 10 of "10:42rb", "10+ 42rb", "10=42", "grosir 10 42rb"."""
    after = items[at + 1 : at + 3]
    if items[at].kind not in ("number", "count") or items[at].used or not after:
        return False
    if after[0].text in (":", "=", "+") and after[0].glued:
        return len(after) == 2 and after[1].kind in ("number", "money")
    return bool(at) and items[at - 1].has("wholesale") and after[0].kind in ("number", "money")


def _has_threshold(items: Sequence[Item], at: int) -> bool:
    return any(item.has("buy", "least") for item in items[max(0, at - 4) : at])


def _look_back(items: Sequence[Item], at: int, offer: _Offer) -> None:
    """What stands before the sum in its clause: labels, "12 pcs", "ambil 20", "lusinan"."""
    for place in range(at - 1, max(-1, at - 7), -1):
        item = items[place]
        if item.kind == "line" or item.kind == "money" or (item.text in SAME_CLAUSE and item.text != "."):
            break
        if item.kind == "count" and not item.used:
            if item.unit in ONE_PIECE or _is_stock(items, place) or (item.number == 1 and place < at - 1):
                break
            offer.least, offer.lot = int(item.number), item.number >= 12
            item.used = True
            continue
        if item.kind == "number":
            if not item.used and ((place and items[place - 1].has("least", "buy")) or _is_threshold(items, place)):
                offer.least = int(item.number)
                item.used = True
            if offer.least is None:
                break
            continue
        if item.has("dozen") and item.entry.unit:
            offer.least, offer.lot = item.entry.unit, True
        elif item.has("wholesale"):
            offer.wholesale = True
        elif (
            item.has("old_price")
            or (item.text in ("dari", "dr", "dri", "from") and place == at - 1)
            or item.text == "~"
        ):
            offer.old = offer.old or place >= at - 2
        elif item.has("price_label"):
            offer.labelled = offer.labelled or item.text not in ("rp", "idr", "mung")
        elif item.value_kind or item.kind in ("unknown", "measure", "age") or item.has("stock_label", "ready"):
            break


def _is_stock(items: Sequence[Item], at: int) -> bool:
    labelled = any(item.has("stock_label", "ready", "each") for item in items[max(0, at - 2) : at])
    return labelled or bool(at and items[at - 1].value_kind == "size")


def _look_on(items: Sequence[Item], at: int, offer: _Offer) -> None:
    """What stands after the sum: "min 10", "/lusin", "per kodi", "ecer", "untuk 12 pcs"."""
    least = False
    for place in range(at + 1, min(len(items), at + 7)):
        item = items[place]
        if item.kind in ("line", "money") or item.text in (",", ";", "|"):
            return
        if item.kind in ("count", "number") and not item.used:
            if item.unit not in ONE_PIECE:
                _take_amount(items, at, place, offer, least)
                return
            item.used = True
        elif item.has("least", "buy") or item.text in ("min", "isi", ">"):
            least = True
        elif not _take_label(items, place, offer):
            return


def _take_amount(items: Sequence[Item], at: int, place: int, offer: _Offer, least: bool) -> None:
    """A number after the sum: from so many pieces on it holds, if a word before the number, or the number, says so."""
    item = items[place]
    per = items[place - 1].text in PER
    next_to_it = all(item.text in ("(", "-") for item in items[at + 1 : place])
    of_a_lot = next_to_it and item.unit in A_LOT
    if offer.least is not None or _priced_after(items, place):
        return
    is_count = item.kind == "count"
    if least or of_a_lot or (per and offer.wholesale) or (is_count and (per or (offer.wholesale and next_to_it))):
        offer.least, offer.lot = int(item.number), (per or of_a_lot) and item.number >= 12
        item.used = True


def _take_label(items: Sequence[Item], place: int, offer: _Offer) -> bool:
    """A word after the sum; False where what is said of this sum ends."""
    item = items[place]
    if item.has("dozen") and item.entry.unit and items[place - 1].text in PER | {"se"}:
        offer.least, offer.lot = item.entry.unit, True
        return False
    if item.text in ("ecer", "eceran", "satuan", "retail"):
        offer.labelled = True
        return True
    if item.has("stock_label", "ready", "old_price") or item.value_kind or item.kind == "unknown":
        return False
    if not item.has("wholesale"):
        return True
    if offer.least is not None or _number_follows(items, place):
        return False
    offer.wholesale = True
    return True


def _priced_after(items: Sequence[Item], at: int) -> bool:
    """ "25k ecer / 12 pcs 240k": the amount belongs to the sum after it."""
    for item in items[at + 1 : at + 3]:
        if item.kind == "money" or (item.kind == "number" and items[at].kind == "count"):
            return True
        if item.text not in (":", "=", "@", "rp", "harga", *TURNS):
            return False
    return False


def _number_follows(items: Sequence[Item], at: int) -> bool:
    return any(item.kind in ("money", "number", "count") for item in items[at + 1 : at + 3])


# ---------------------------------------------------------------- all offers together


def _settle_old(offers: Sequence[_Offer], items: Sequence[Item]) -> None:
    """ "150rb jadi 115rb": the first is the old price; "100rb diskon 15rb jadi 85rb": and the second is what goes off."""
    for first, off, second in zip(offers, offers[1:], offers[2:], strict=False):
        if first.value - off.value == second.value and first.least is off.least is second.least is None:
            first.old = off.old = True
    for first, second in itertools.pairwise(offers):
        between = items[first.at + 1 : second.at]
        turned = any(item.text in (*TURNS, ">", "turun") for item in between)
        if turned and second.least is None and first.least is None and second.value < first.value and len(between) <= 5:
            first.old = True


def _lonely_minimum(offers: Sequence[_Offer], items: Sequence[Item]) -> None:
    """ "ecer 50 grosir 42 … minimal 6 pcs": a wholesale price takes the minimum said elsewhere."""
    waiting = [offer for offer in offers if offer.wholesale and offer.least is None]
    for at, item in enumerate(items):
        if (
            waiting
            and item.kind in ("number", "count")
            and not item.used
            and any(b.has("least") for b in items[max(0, at - 3) : at])
        ):
            waiting.pop(0).least = int(item.number)
            item.used = True
