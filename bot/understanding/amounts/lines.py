"""What is to be ordered: codes and places on the last sheet, each with size and number of pieces."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.understanding.amounts.sizes import CHILDREN, read_sizes
from bot.understanding.intent import LAST_PLACE, Line
from bot.understanding.letters.lexicon import Lexicon
from bot.understanding.letters.words import Item, Reading

MOST_PIECES = 1_000_000
MOST_UNNAMED = 2_000  # a bare figure above is no number of pieces
MOST_PLACE = 99
TAKEN_BACK = frozenset(
    ("bukan", "ralat", "eh salah", "koreksi", "sorry", "no wait", "i mean", "maksudku", "maksud saya", "maksudnya")
)


@dataclass
class _Named:
    """A thing named, and the items that belong to it."""

    line: Line
    at: int
    end: int


def read_lines(reading: Reading, lexicon: Lexicon) -> tuple[Line, ...]:
    """The lines of an order, in the order of the message; () when neither a code nor a place is named."""
    items = reading.items
    named = _put_right(_named(items), items)
    if not named:
        return ()
    before = _amount_before(items, named[0].at)
    lines: list[Line] = []
    for number, one in enumerate(named):
        until = named[number + 1].at if number + 1 < len(named) else len(items)
        own = items[one.end : until]
        if before is not None:
            if number + 1 < len(named) and (amount := _amount_before(items, until)):
                own = [item for item in own if item is not amount]
            mine = _amount_before(items, one.at)
            if mine is not None:
                own = [*own, mine]
        lines.extend(_with_amounts(one.line, own, lexicon))
    return tuple(lines)


def amounts(items: Sequence[Item], lexicon: Lexicon) -> tuple[Line, ...]:
    """Sizes and numbers of pieces without a code: "L 2", "jadi 3 aja"."""
    return tuple(line for line in _with_amounts(Line(), items, lexicon) if line != Line())


def _named(items: Sequence[Item]) -> list[_Named]:
    named: list[_Named] = []
    at = 0
    while at < len(items):
        item = items[at]
        step = 1
        if item.kind == "code":
            named.append(_Named(Line(code=item.text), at, at + 1))
        else:
            place, step = _place_at(items, at)
            if place:
                named.append(_Named(Line(place=place), at, at + step))
                more, extra = _more_places(items, at + step)
                named.extend(_Named(Line(place=number), at + step + extra - 1, at + step + extra) for number in more)
                step += extra
        at += step
    return named


def _put_right(named: list[_Named], items: Sequence[Item]) -> list[_Named]:
    """ "K0156 1? eh bukan, K0203 2": without what is taken back in the same breath."""
    return [
        one
        for one, after in zip(named, (*named[1:], None), strict=False)
        if after is None or not any(item.text in TAKEN_BACK for item in items[one.end : after.at])
    ]


def _place_at(items: Sequence[Item], at: int) -> tuple[int, int]:
    """ "no 3", "nomor. 2", "yang ke 4", "yang kedua", "#3": (place, items taken)."""
    item = items[at]
    if item.has("last_place"):
        return LAST_PLACE, 1
    if (item.has("place_label") or item.text == "#") and item.text not in ("foto", "gambar"):
        for step in (1, 2):
            if at + step < len(items):
                number = items[at + step]
                if number.kind == "number" and 1 <= number.number <= MOST_PLACE and not number.number % 1:
                    number.used = True
                    return int(number.number), step + 1
                if number.text not in (".", ":", "#"):
                    break
    role = item.entry.number
    if item.kind == "word" and role and role[0] == "ordinals":
        return int(role[1]), 1
    return 0, 1


def _more_places(items: Sequence[Item], at: int) -> tuple[list[int], int]:
    """ "nomor 1 dan 3", "no 1, 2, 5": the numbers after the first that stand as places too."""
    places: list[int] = []
    start = at
    while at + 1 < len(items):
        joint, number = items[at], items[at + 1]
        after = items[at + 2] if at + 2 < len(items) else None
        if (
            not (joint.has("joined") or joint.text in (",", "&", "+"))
            or number.kind != "number"
            or number.number > MOST_PLACE
        ):
            break
        if after is not None and (
            after.kind in ("word", "number") and not after.has("filler", "address", "joined", "only")
        ):
            break
        number.used = True
        places.append(int(number.number))
        at += 2
    return places, at - start


def _amount_before(items: Sequence[Item], at: int) -> Item | None:
    """The amount that stands right before a code: "2 K0123", "2 pcs K0123"."""
    before = items[at - 1] if at else None
    return before if before is not None and before.kind in ("number", "count") and not before.used else None


def _with_amounts(line: Line, items: Sequence[Item], lexicon: Lexicon) -> list[Line]:
    """One line for each size with its number: "L 2, XL 1"."""
    sizes = {
        size.at: size.ids[0]
        for size in read_sizes(items, lexicon.vocabulary, child=False, counted=True)
        if size.ids and not size.negated
    }
    lines, current = [], line
    child = _childs_size(items) if line.code and not sizes else None
    for at, item in enumerate(items):
        if at == child:
            current = replace(current, size=item.text)
        elif at in sizes:
            if current.size is not None:
                lines.append(current)
                current = line
            current = replace(current, size=sizes[at])
        elif (pieces := _pieces(items, at, is_named=line != Line())) is not None:
            if current.quantity is not None and current.size is not None:
                lines.append(current)
                current = line
            if current.quantity is None:
                current = replace(current, quantity=pieces)
    lines.append(current)
    if not sizes and any(item.has("series") for item in items):
        return [replace(line, series=True) for line in lines]
    return lines


def _childs_size(items: Sequence[Item]) -> int | None:
    """ "K0207 4 10": where two bare numbers follow a code, the first is a child's size."""
    bare = [item.kind == "number" and not item.used for item in items[:3]]
    return 0 if bare[:2] == [True, True] and bare[2:] != [True] and items[0].text in CHILDREN else None


def _pieces(items: Sequence[Item], at: int, is_named: bool) -> int | None:
    """So many pieces; 0 for a number that can't be one ("1,5"), None where no number of pieces is said. Without goods
    beside it ("51129") a large figure is something else."""
    item = items[at]
    if item.kind == "count":
        return int(item.number) if 1 <= item.number <= MOST_PIECES else None
    if item.kind != "number" or item.used or item.about or (item.text.startswith("0") and len(item.text) > 1):
        return None
    if not is_named:
        return int(item.number) if 1 <= item.number <= MOST_UNNAMED and not item.number % 1 else None
    return 0 if item.number % 1 else int(min(item.number, MOST_PIECES))
