"""Numbers in figures and words made into one: "satus limang puluh ewu", "1 juta 250 ribu", "setengah lusin"."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.understanding.letters.words import Item


@dataclass(slots=True)
class Number:
    """`value` as said; `scaled`: "ribu", "jt" … was said, so it is money; `about`: "ribuan"; `end`: the item after it."""

    value: float
    scaled: bool
    about: bool
    end: int


def number_at(items: Sequence[Item], at: int) -> Number | None:
    """The number that begins at this item, as long as it goes; None when there is none."""
    number = _Growing(items)
    end = at
    while end < len(items) and number.take(end):
        end += 1
    if end == at:
        return None
    return Number(number.total + (number.group or 0) + (number.digit or 0), number.scaled, number.about, end)


class _Growing:
    """A number while it is read: `total` up to the last "ribu" or "juta", `group` the hundreds and tens since then,
    `digit` what may still be multiplied. Each method takes the word of one role in numbers.toml, or returns False."""

    def __init__(self, items: Sequence[Item]) -> None:
        self.items = items
        self.total = 0.0
        self.group: float | None = None
        self.digit: float | None = None
        self.scaled = self.about = False

    @property
    def started(self) -> bool:
        return self.total > 0 or self.group is not None or self.digit is not None

    def take(self, at: int) -> bool:
        """Whether the number goes on with this item; then it is taken in."""
        item = self.items[at]
        role, value = ("literal", item.number) if item.kind == "number" else (item.entry.number or ("", 0.0))
        if item.kind not in ("number", "word") or role not in _ROLES or not _ROLES[role](self, at, value):
            return False
        self.about = self.about or item.suffix == "an"
        return True

    def _after(self, at: int) -> Item | None:
        return self.items[at + 1] if at + 1 < len(self.items) else None

    def _literal(self, at: int, value: float) -> bool:
        """ "50", or the "250" of "1 juta 250 ribu", of "1jt250" too."""
        if self._is_rest_of_million(at, value):
            self.total += value * 1000
            return True
        goes_on = self.total >= 1e6 and self.group is None and self.digit is None and _scale(self._after(at)) == 1e3
        if self.started and not goes_on:
            return False
        self.digit = value
        return True

    def _is_rest_of_million(self, at: int, value: float) -> bool:
        """The thousands written right behind the word: "1jt250" is 1.250.000."""
        is_rest = self.total >= 1e6 and self.total % 1e6 == 0 and self.group is None and self.digit is None
        return is_rest and self.items[at].glued and 100 <= value < 1000 and not _scale(self._after(at))

    def _digits(self, at: int, value: float) -> bool:
        """ "dua", "loro"."""
        after = self._after(at)
        if self.digit is not None or (self.total and self.group is None and not _grows(after)):
            return False
        is_small_word = self.items[at].text in ("kalih", "one", "to", "nem", "rong")
        labelled = bool(at) and self.items[at - 1].has("stock_label")  # "kantun kalih"
        if is_small_word and not (self.started or labelled or _grows(after) or _is_unit(after)):
            return False
        self.digit = value
        return True

    def _wholes(self, at: int, value: float) -> bool:
        """ "sepuluh", "seket", "satus"."""
        if self.digit is not None or (self.group is not None and (value >= 100 or self.group % 100)):
            return False
        self.group = (self.group or 0) + value
        return True

    def _times(self, at: int, value: float) -> bool:
        """ "puluh", "ratus"."""
        if self.digit is None and (value != 100 or self.started):
            return False
        self.group, self.digit = (self.group or 0) + (self.digit or 1) * value, None
        return True

    def _plus(self, at: int, value: float) -> bool:
        """ "belas"."""
        if self.digit is None:
            return False
        self.group, self.digit = (self.group or 0) + self.digit + value, None
        return True

    def _halves(self, at: int, value: float) -> bool:
        """ "setengah"."""
        if self.started and self.digit is None:
            return False
        self.digit = (self.digit or 0) + value
        return True

    def _sums(self, at: int, value: float) -> bool:
        """ "goban", "ceban", "sejuta": a sum of money in one word."""
        if self.digit is not None or self.group is not None:
            return False
        self.total, self.scaled = self.total + value, True
        return True

    def _scales(self, at: int, value: float) -> bool:
        """ "ribu", "jt", "k"."""
        item = self.items[at]
        if self.group is None and self.digit is None:
            return False
        if item.text == "k" and not (item.glued or self.items[at - 1].kind == "number"):
            return False
        amount = (self.group or 0) + (self.digit or 0)
        if value == 1e6 and amount >= 1000:
            amount /= 1000  # "1.250 jt" is 1,25 juta
        self.total += amount if amount >= 1000 and value == 1e3 else amount * value
        self.group = self.digit = None
        self.scaled, self.about = True, self.about or item.text.endswith("an")
        return True


_ROLES = {
    "literal": _Growing._literal,
    "digits": _Growing._digits,
    "wholes": _Growing._wholes,
    "times": _Growing._times,
    "plus": _Growing._plus,
    "halves": _Growing._halves,
    "sums": _Growing._sums,
    "scales": _Growing._scales,
}


def _scale(item: Item | None) -> float:
    return item.entry.number[1] if item is not None and item.entry.number and item.entry.number[0] == "scales" else 0


def _grows(item: Item | None) -> bool:
    return bool(item is not None and item.entry.number and item.entry.number[0] in ("times", "plus", "scales"))


def _is_unit(item: Item | None) -> bool:
    return bool(item is not None and (item.entry.unit or item.value_kind == "product"))
