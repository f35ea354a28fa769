"""A message that offers several goods, a line or a paragraph each, cut into one text for each."""

from collections.abc import Sequence
from itertools import pairwise

from bot.understanding.amounts.prices import A_LOT
from bot.understanding.letters.words import Item, Reading

OWN_VALUES = ("technique", "motif", "colour")  # what tells goods of one product apart: "merah 45rb" under "Daster:"
MOST = 20


def offers(reading: Reading) -> list[str]:
    """The text of each offer; the whole text alone when there is but one."""
    lines = _lines(reading.items)
    for found in (_by_product(lines), _by_value(lines)):
        if len(found) > 1:
            return [_text(reading, offer) for offer in found][:MOST]
    return [reading.text]


def _lines(items: Sequence[Item]) -> list[list[Item]]:
    lines: list[list[Item]] = [[]]
    for item in items:
        if item.kind == "line":
            lines.append([])
        else:
            lines[-1].append(item)
    return [line for line in lines if line]


def _by_product(lines: Sequence[list[Item]]) -> list[list[list[Item]]]:
    """A product begins an offer; what has no price of its own goes on with the offer before."""
    groups: list[list[list[Item]]] = []
    for line in lines:
        if _has_product(line) or not groups:
            groups.append([])
        groups[-1].append(line)
    found: list[list[list[Item]]] = []
    for group in groups:
        if any(map(_has_price, group)) and _has_product(group[0]):
            found.append(group)
        elif found:
            found[-1].extend(group)
        elif _has_product(group[0]):
            return []  # its price stands below another line with a product: one offer in many lines
    return found


def _by_value(lines: Sequence[list[Item]]) -> list[list[list[Item]]]:
    """ "Daster\\nmerah 45rb\\nbiru 50rb": the first line holds for each of the others."""
    head, *rest = lines
    priced = [line for line in rest if _has_price(line) and any(item.value_kind in OWN_VALUES for item in line)]
    if not _has_product(head) or _has_price(head) or len(priced) < 2 or len(priced) != len(rest):
        return []
    return [[head, line] for line in priced]


def _has_product(line: Sequence[Item]) -> bool:
    """Not "bahan katun", which says what the goods are made of."""
    for at, item in enumerate(line):
        cloth = item.entry.id in ("bahan", "kain") and any(after.has("material") for after in line[at + 1 : at + 3])
        if item.value_kind == "product" and not item.negated and not cloth:
            return True
    return False


def _has_price(line: Sequence[Item]) -> bool:
    """A retail price, not only that of a dozen."""
    labelled = any(item.has("price_label") for item in line)
    money = any(item.kind == "money" for item in line)
    of_many = any(item.has("wholesale", "dozen", "least", "old_price") or item.unit in A_LOT for item in line)
    figure = any(item.kind == "number" and before.has("price_label") for before, item in pairwise(line))
    return (money and (labelled or not of_many)) or figure


def _text(reading: Reading, offer: Sequence[Sequence[Item]]) -> str:
    return "\n".join(reading.text[line[0].start : line[-1].end] for line in offer)
