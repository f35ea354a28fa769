"""Numbers in figures and words made into one: "satus limang puluh ewu", "1 juta 250 ribu", "setengah lusin"."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.understanding.words import Item


@dataclass(slots=True)
class Number:
    """`value` as said; `scaled`: "ribu", "jt" … was said, so it is money; `about`: "ribuan"; `end`: the item after it."""

    value: float
    scaled: bool
    about: bool
    end: int


def number_at(items: Sequence[Item], at: int) -> Number | None:
    """The number that begins at this item, as long as it goes; None when there is none."""
    total, group, digit = 0.0, None, None
    scaled = about = False
    end = at
    while end < len(items):
        item = items[end]
        after = items[end + 1] if end + 1 < len(items) else None
        role, value = ("literal", item.number) if item.kind == "number" else (item.entry.number or ("", 0.0))
        if item.kind not in ("number", "word") or not role:
            break
        started = total > 0 or group is not None or digit is not None
        if role == "literal":
            if started and not (total >= 1e6 and group is None and digit is None and _scale(after) == 1e3):
                break
            digit = value
        elif role == "digits":
            if digit is not None or ((group is not None or total) and group is None and not _grows(after)):
                break
            if (
                item.text in ("kalih", "one", "to", "nem", "rong")
                and not started
                and not _grows(after)
                and not _is_unit(after)
            ):
                break
            digit = value
        elif role == "wholes":
            if digit is not None or (group is not None and (value >= 100 or group % 100)):
                break
            group = (group or 0) + value
        elif role == "times":
            if digit is None and (value != 100 or started):
                break
            group = (group or 0) + (digit or 1) * value
            digit = None
        elif role == "plus":
            if digit is None:
                break
            group, digit = (group or 0) + digit + value, None
        elif role == "halves":
            if started and digit is None:
                break
            digit = (digit or 0) + value
        elif role == "sums":
            if digit is not None or group is not None:
                break
            total, scaled = total + value, True
        elif role == "scales":
            if group is None and digit is None:
                break
            if item.text == "k" and not (item.glued or items[end - 1].kind == "number"):
                break
            amount = (group or 0) + (digit or 0)
            if value == 1e6 and amount >= 1000:
                amount /= 1000  # "1.250 jt" is 1,25 juta
            total += amount if amount >= 1000 and value == 1e3 else amount * value
            group = digit = None
            scaled, about = True, about or item.text.endswith("an")
        else:
            break
        end += 1
    if end == at:
        return None
    return Number(total + (group or 0) + (digit or 0), scaled, about, end)


def _scale(item: Item | None) -> float:
    return item.entry.number[1] if item is not None and item.entry.number and item.entry.number[0] == "scales" else 0


def _grows(item: Item | None) -> bool:
    return bool(item is not None and item.entry.number and item.entry.number[0] in ("times", "plus", "scales"))


def _is_unit(item: Item | None) -> bool:
    return bool(item is not None and (item.entry.unit or item.value_kind == "product"))
