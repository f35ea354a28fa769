"""What a line of sellers.csv or listings.csv says, and every reason why it can't be taken.

Texts are kept exactly as given; phones become E.164, and blanks around numbers and ids are dropped.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from catalog.codes import DIGITS
from catalog.csv_files import LISTINGS, LOTS, SELLERS
from catalog.errors import Refusal
from catalog.vocabulary import Vocabulary
from people.directory import parse_phone

HIGHEST_PRICE = 2_000_000_000  # rupiah; the database's integers end a little above
MOST_PIECES = 1_000_000  # of a stock
HEAVIEST = 1_000_000  # grams
MOST_PHOTOS = 10
CODE = re.compile(f"K{DIGITS}", re.ASCII)
_WHOLE_NUMBER = re.compile(r"[0-9]{1,12}", re.ASCII)
_SHORTENED_BY_EXCEL = re.compile(r"[0-9][.,][0-9]+E\+[0-9]+", re.ASCII)


@dataclass(frozen=True)
class SellerRow:
    """A good line of sellers.csv."""

    line: int
    phone: str  # E.164
    shop: str
    owner: str
    sentra: str
    kelurahan: str
    verified: bool
    bank: str
    bank_account: str
    account_holder: str


@dataclass(frozen=True)
class ListingRow:
    """A good line of listings.csv."""

    line: int
    code: str
    seller_phone: str  # E.164
    title: str
    product: str
    technique: str | None
    motifs: tuple[str, ...]
    colours: tuple[str, ...]
    sizes: tuple[tuple[str, int | None], ...]  # with its own pieces, None where the listing's stock is shared
    price: int
    stock: int | None  # None: each size has its own
    weight_g: int | None
    tiers: tuple[tuple[int, ...], ...]  # catalog.shelf.Tiers, by pieces
    description: str
    photos: tuple[str, ...]  # file names
    tells_lots: bool = False  # the file has the column; else the lots that are known stay


_e164 = lru_cache(maxsize=10_000)(parse_phone)  # a stall's number stands in the line of each of its listings


class Line:
    """The values of one line; whatever can't be taken is added to the refusals of the file."""

    def __init__(self, file: str, number: int, values: Mapping[str, str], refusals: list[Refusal]) -> None:
        self._file, self.number, self._values, self._refusals = file, number, values, refusals
        self.is_good = True

    def has(self, field: str) -> bool:
        """Whether the file has this column."""
        return field in self._values

    def refuse(self, field: str, reason: str) -> None:
        self._refusals.append(Refusal(self._file, self.number, field, reason))
        self.is_good = False

    def text(self, field: str, longest: int, required: bool = False) -> str:
        """The text exactly as it stands there."""
        text = self._values[field]
        if required and not text.strip():
            self.refuse(field, "is empty")
        elif len(text) > longest:
            self.refuse(field, f"has {len(text)} characters, at most {longest} are possible")
        elif "E+" in text and _SHORTENED_BY_EXCEL.fullmatch(text.strip()):
            self.refuse(field, f"{text!r} is a number shortened by Excel: give the column the format “Text”")
        return text

    def word(self, field: str) -> str:
        return self._values[field].strip()

    def phone(self, field: str) -> str:
        """E.164."""
        text = self.text(field, 40, required=True)
        try:
            return _e164(text) if self.is_good else ""
        except ValueError as problem:
            self.refuse(field, str(problem))
            return ""

    def number_in(self, field: str, text: str, lowest: int, highest: int) -> int | None:
        """A whole number without separators, or None after refusing it."""
        if not _WHOLE_NUMBER.fullmatch(text):
            self.refuse(field, f"{text!r} is no whole number (write it without separators, as in 175000)")
        elif not lowest <= int(text) <= highest:
            self.refuse(field, f"{text} is not between {lowest} and {highest}")
        else:
            return int(text)
        return None

    def items(self, field: str) -> tuple[str, ...]:
        """The parts of a list, which stand between "|"."""
        text = self._values[field].strip()
        if "|" not in text:
            return (text,) if text else ()
        parts = tuple(part.strip() for part in text.split("|"))
        if "" in parts:
            self.refuse(field, "an item between “|” is empty")
            parts = tuple(filter(None, parts))
        if len(set(parts)) < len(parts):
            for part in sorted({part for part in parts if parts.count(part) > 1}):
                self.refuse(field, f"{part!r} stands there twice")
        return parts

    def known(self, field: str, values: Iterable[str], known: Iterable[str]) -> None:
        """Refuse values that the vocabulary does not know."""
        for value in values:
            if value not in known:
                self.refuse(field, f"{value!r} is not known; known are {', '.join(known)}")


def read_seller(number: int, values: Mapping[str, str], words: Vocabulary, refusals: list[Refusal]) -> SellerRow | None:
    """The line's seller, or None after adding to `refusals` why it is none."""
    line = Line(SELLERS, number, values, refusals)
    verified = line.word("verified").lower()
    if verified not in ("yes", "no", ""):
        line.refuse("verified", f"{verified!r} is neither yes nor no")
    sentra = line.word("sentra")
    line.known("sentra", filter(None, [sentra]), words.values("sentra"))
    row = SellerRow(
        line=number,
        phone=line.phone("phone"),
        shop=line.text("shop", 120, required=True),
        owner=line.text("owner", 120),
        sentra=sentra,
        kelurahan=line.text("kelurahan", 60),
        verified=verified == "yes",
        bank=line.text("bank", 40),
        bank_account=line.text("bank_account", 40),
        account_holder=line.text("account_holder", 120),
    )
    return row if line.is_good else None


def read_listing(
    number: int, values: Mapping[str, str], words: Vocabulary, refusals: list[Refusal]
) -> ListingRow | None:
    """The line's listing, or None after adding to `refusals` why it is none."""
    line = Line(LISTINGS, number, values, refusals)
    if not CODE.fullmatch(line.word("code")):
        line.refuse("code", f"{line.word('code')!r} is not K and four to eleven digits")
    product, technique = line.word("product"), line.word("technique")
    line.known("product", [product], words.values("product"))
    line.known("technique", filter(None, [technique]), words.values("technique"))
    motifs, colours = line.items("motifs"), line.items("colours")
    line.known("motifs", motifs, words.values("motif"))
    line.known("colours", colours, words.values("colour"))
    price = line.number_in("price", line.word("price"), 1, HIGHEST_PRICE)
    stock, sizes = _stock(line, words)
    row = ListingRow(
        line=number,
        code=line.word("code"),
        seller_phone=line.phone("seller_phone"),
        title=line.text("title", 200, required=True),
        product=product,
        technique=technique or None,
        motifs=motifs,
        colours=colours,
        sizes=sizes,
        price=price or 0,
        stock=stock,
        weight_g=line.number_in("weight_g", line.word("weight_g"), 1, HEAVIEST) if line.word("weight_g") else None,
        tiers=_tiers(line, price),
        description=line.text("description", 2000),
        photos=_photos(line),
        tells_lots=line.has(LOTS),
    )
    return row if line.is_good else None


def _stock(line: Line, words: Vocabulary) -> tuple[int | None, tuple[tuple[str, int | None], ...]]:
    """The stock of the listing, or None and that of each size ("M:3|L:5")."""
    sizes = line.items("sizes")
    line.known("sizes", sizes, words.values("size"))
    text = line.word("stock")
    if ":" not in text:
        return line.number_in("stock", text, 0, MOST_PIECES), tuple((size, None) for size in sizes)
    pieces = dict(_pairs(line, "stock", 0, MOST_PIECES))
    named = [part.partition(":")[0].strip() for part in text.split("|")]
    for size in [size for size in named if size and size not in sizes]:
        line.refuse("stock", f"size {size!r} does not stand in the sizes")
    for size in [size for size in sizes if size not in named]:
        line.refuse("stock", f"the number of size {size!r} is missing")
    return None, tuple((size, pieces.get(size, 0)) for size in sizes)


def _tiers(line: Line, price: int | None) -> tuple[tuple[int, ...], ...]:
    """Each with its lot's price where one is told; none above `price`."""
    tiers = []
    lots = dict(_pairs(line, LOTS, 1, HIGHEST_PRICE)) if line.has(LOTS) else {}
    for text, unit_price in _pairs(line, "wholesale", 1, HIGHEST_PRICE):
        if price is not None and unit_price > price:
            line.refuse("wholesale", f"from {text} pieces each costs {unit_price}, more than the price of one, {price}")
        pieces = line.number_in("wholesale", text, 2, MOST_PIECES) or 0
        tiers.append((pieces, unit_price, *_lot(line, pieces, unit_price, lots.pop(text, None))))
    for text in lots:
        line.refuse(LOTS, f"{text!r} does not stand in the wholesale prices")
    return tuple(sorted(tiers))


def _lot(line: Line, pieces: int, unit_price: int, lot: int | None) -> tuple[int, ...]:
    """What so many pieces cost together, unless that is just their number times the price of one."""
    if lot is None or pieces * unit_price == lot or not pieces:
        return ()
    if abs(pieces * unit_price - lot) > pieces / 2:
        line.refuse(LOTS, f"{pieces} pieces for {lot} are not {unit_price} each, to the nearest rupiah")
    return (lot,)


def _pairs(line: Line, field: str, lowest: int, highest: int) -> list[tuple[str, int]]:
    """The parts "KEY:NUMBER" of a list, as far as they are good."""
    pairs: dict[str, int] = {}
    for part in line.items(field):
        key, colon, text = (piece.strip() for piece in part.partition(":"))
        if not colon:
            line.refuse(field, f"{part!r} has no “:”")
        elif key in pairs:
            line.refuse(field, f"{key!r} stands there twice")
        elif (number := line.number_in(field, text, lowest, highest)) is not None:
            pairs[key] = number
    return list(pairs.items())


def _photos(line: Line) -> tuple[str, ...]:
    names = line.items("photo")
    if len(names) > MOST_PHOTOS:
        line.refuse("photo", f"{len(names)} photos are given, at most {MOST_PHOTOS} are possible")
    for name in names:
        if name.startswith(".") or re.search(r"[/\\\0]", name) or len(name) > 200:
            line.refuse("photo", f"{name!r} is no file name")
    return names
