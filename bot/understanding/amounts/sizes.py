"""Sizes in a sentence: letters, ranges, children's numbers, bust in cm, ages, "jumbo"."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.understanding.letters.words import Item
from catalog.vocabulary import Vocabulary

LETTERS = ("S", "M", "L", "XL", "XXL", "3XL", "4XL")
CHILDREN = ("2", "4", "6", "8", "10", "12")
JUMBO = ("XXL", "3XL", "4XL")


@dataclass(frozen=True)
class Size:
    """`ids`: any of these sizes; `words`: a size that the vocabulary has none for (sandals "38"); `at`: number of its item."""

    ids: tuple[str, ...]
    at: int
    words: str = ""
    negated: bool = False


def read_sizes(items: Sequence[Item], vocabulary: Vocabulary, child: bool, counted: bool = False) -> list[Size]:
    """The sizes that a message names, in its order. Marks the numbers it takes as used. `counted`: a bare number behind
    a size is its pieces ("ukuran 4 2"), not one more size."""
    found: list[Size] = []
    at = 0
    while at < len(items):
        size, step = _size_at(items, at, vocabulary, child, counted)
        if size is not None:
            for taken in items[at : at + step]:
                taken.used = True
            found.append(size)
        at += step
    said_outright = [size for size in found if not items[size.at].has("jumbo")]
    return said_outright if any(size.ids for size in said_outright) else found


def _size_at(
    items: Sequence[Item], at: int, vocabulary: Vocabulary, child: bool, counted: bool
) -> tuple[Size | None, int]:
    item = items[at]
    if item.value_kind == "size" and is_size_word(items, at):
        end = _range_end(items, at)
        if end:
            return Size(span(item.entry.id, items[end].entry.id), at), end - at + 1
        open_end = _open_end(items, at)
        if open_end:
            return Size(span(item.entry.id, open_end), at), 2
        return Size((item.entry.id,), at, negated=item.negated), 1
    if item.has("jumbo"):
        return Size(JUMBO, at), 1
    if item.has("chest_label"):
        return _by_chest(items, at, vocabulary)
    if item.kind == "age" and child:
        return Size(by_age(item.number), at), 1
    if item.has("age_label", "size_label") or (child and item.kind == "number" and at and _child_number(items, at)):
        return _labelled_numbers(items, at, child or item.has("age_label"), counted)
    return None, 1


def is_size_word(items: Sequence[Item], at: int) -> bool:
    """A single "s" or "m" is a size only beside a label or another size, or written large; "2 m" is two metres."""
    item = items[at]
    if item.text not in ("s", "m", "l"):
        return True
    before = items[at - 1] if at else None
    after = items[at + 1] if at + 1 < len(items) else None
    if (
        item.text == "s"
        and after is not None
        and after.text == "/"
        and at + 2 < len(items)
        and items[at + 2].text == "d"
    ):
        return False
    if before is not None and before.kind == "number" and item.glued:
        return item.text == "l" or any(other.value_kind == "size" and other is not item for other in items)
    return (
        item.text == "l"
        or item.text == "m"
        or any(near is not None and _is_sizeish(near) for near in (before, after))
        or (before is not None and before.value_kind in ("product", "technique", "motif", "colour"))
        or len(items) <= 2
    )


def _is_sizeish(item: Item) -> bool:
    return (
        item.has("size_label")
        or item.value_kind == "size"
        or item.kind == "number"
        or item.text in ("-", "/", ",", ".", "&", ":", "=")
    )


def _range_end(items: Sequence[Item], at: int) -> int | None:
    """The item that ends "S-XL", "S sampai XL", "S s/d XL"."""
    for step in (2, 4):
        if at + step < len(items) and items[at + step].value_kind == "size":
            middle = items[at + 1 : at + step]
            if step == 2 and (middle[0].text in ("-", "~") or middle[0].has("until")):
                return at + step
            if step == 4 and [item.text for item in middle] == ["s", "/", "d"]:
                return at + step
    return None


def _open_end(items: Sequence[Item], at: int) -> str:
    """The last size of "XXL ke atas" and of "M ke bawah"."""
    after = items[at + 1] if at + 1 < len(items) else None
    if after is None or items[at].entry.id not in LETTERS:
        return ""
    return (
        LETTERS[-1]
        if after.has("after_least")
        else LETTERS[0]
        if after.text in ("kebawah", "ke bawah", "mudun")
        else ""
    )


def span(first: str, last: str) -> tuple[str, ...]:
    """All sizes from one to the other: S, XL -> S, M, L, XL."""
    order = LETTERS if first in LETTERS and last in LETTERS else CHILDREN
    if first not in order or last not in order:
        return tuple(dict.fromkeys((first, last)))
    low, high = sorted((order.index(first), order.index(last)))
    return order[low : high + 1]


def by_chest(centimetres: float, vocabulary: Vocabulary) -> str | None:
    """The size for a bust in cm, by the chart of size.toml."""
    for value in vocabulary.values("size").values():
        if value.chest and value.chest[0] <= centimetres <= value.chest[1]:
            return value.id
    return None


def by_age(years: float) -> tuple[str, ...]:
    """A child's size for its age: the even number, rounded up."""
    size = str(int(years) + int(years) % 2)
    return (size,) if size in CHILDREN else ()


def _by_chest(items: Sequence[Item], at: int, vocabulary: Vocabulary) -> tuple[Size | None, int]:
    if at + 1 < len(items) and (items[at + 1].value_kind == "size" or items[at + 1].text == ":"):
        after = items[at + 2] if items[at + 1].text == ":" and at + 2 < len(items) else items[at + 1]
        if after.value_kind == "size":
            return None, 1  # "LD S 88 M 94": a table of measures
    for step in (1, 2):
        if at + step < len(items) and items[at + step].kind in ("number", "measure"):
            size = by_chest(items[at + step].number, vocabulary)
            return (Size((size,), at) if size else Size((), at)), step + 1
    return None, 1


def _child_number(items: Sequence[Item], at: int) -> bool:
    before = items[at - 1]
    return before.has("place_label") or before.entry.whom == "kids" or before.entry.id == "anak"


def _labelled_numbers(items: Sequence[Item], at: int, child: bool, counted: bool) -> tuple[Size | None, int]:
    """ "ukuran 4", "size 6-8", "uk 4 6 8", "umur 5"; a number that is no size of ours stays a word ("ukuran 38")."""
    ids: list[str] = []
    other = ""
    end = at if items[at].kind == "number" else at + 1
    while end < len(items):
        item = items[end]
        if item.kind == "number" and item.number % 1 and all(part in CHILDREN for part in item.text.split(",")):
            ids.extend(item.text.split(","))  # "size 4,6"
            end += 1
        elif item.kind in ("number", "age") and not item.number % 1:
            if counted and ids and items[end - 1].kind == "number":
                break
            number = str(int(item.number))
            if _is_until(items, end) and number in CHILDREN and str(int(items[end + 2].number)) in CHILDREN:
                ids.extend(span(number, str(int(items[end + 2].number))))
                end += 3
                continue
            if number in CHILDREN or (child and by_age(item.number)):
                ids.extend(by_age(item.number))
            elif not ids and 13 <= item.number <= 60:
                other = number
            else:
                break
            end += 1
        elif (
            ids
            and (item.has("joined", "or") or item.text in (",", "/", "&"))
            and end + 1 < len(items)
            and items[end + 1].kind == "number"
        ) or (
            not ids
            and (item.text in (":", ".") or item.has("filler", "which", "age_label", "size_label"))
            and end - at < 3
        ):
            end += 1
        else:
            break
    if ids or other:
        return Size(tuple(dict.fromkeys(ids)), at, words=other), max(1, end - at)
    return None, 1


def _is_until(items: Sequence[Item], at: int) -> bool:
    return (
        at + 2 < len(items)
        and (items[at + 1].text == "-" or items[at + 1].has("until"))
        and items[at + 2].kind in ("number", "age")
    )
