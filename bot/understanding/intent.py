"""What a message means: an Intent with a Wish, order lines and facts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Wish:
    """What goods are asked for. Every tuple means "any of these"; ids are canonical and not expanded by near colours.

    price_min, price_max   rupiah for one piece
    min_stock              pieces
    exclude                the same keys product … shop: none of these
    sort                   "cheapest", "dearest", "newest" or "bestselling"
    words                  other words that must stand in a listing's own words
    prefer                 words that put the listings that hold them first and exclude none
    unknown                words that were not understood, as written
    """

    product: tuple[str, ...] = ()
    technique: tuple[str, ...] = ()
    motif: tuple[str, ...] = ()
    colour: tuple[str, ...] = ()
    size: tuple[str, ...] = ()
    sentra: tuple[str, ...] = ()
    shop: tuple[str, ...] = ()
    price_min: int | None = None
    price_max: int | None = None
    min_stock: int | None = None
    wholesale: bool = False
    exclude: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str | None = None
    words: tuple[str, ...] = ()
    prefer: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


LAST_PLACE = -1  # of a Line: the last one of the sheet


@dataclass(frozen=True)
class Line:
    """One thing to be ordered. `place`: its number on the last sheet, from 1, or LAST_PLACE. `quantity`: pieces, after
    lusin and kodi; of a series ("2 seri", one of each size) the number of series."""

    code: str | None = None
    place: int | None = None
    size: str | None = None
    quantity: int | None = None
    series: bool = False


@dataclass(frozen=True)
class Intent:
    """`facts` hold what else was said: order_no, size, quantity, name, phone, address, delivery, payment, courier,
    parcel_number, is_paid, reason, price (rupiah), stock and delta (pieces), goods, choice (a number typed for a button) …
    `listing`: the fields of a new listing, under the keys of the import form, or what changes of a draft;
    `told_by`: how many words more tell the language than tell another (language.py).
    `listings`: all of them when the message offers several. `wishes`: one for each of the goods that a search asks for
    with words of their own."""

    name: str
    language: str
    wish: Wish = field(default_factory=Wish)
    lines: tuple[Line, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""
    listing: Mapping[str, Any] = field(default_factory=dict)
    listings: tuple[Mapping[str, Any], ...] = ()
    told_by: int = 0
    wishes: tuple[Wish, ...] = ()
