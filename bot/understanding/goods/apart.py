"""Several goods, each with words of its own: "daster merah sama kemeja tulis XL" looks for two things."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from bot.understanding.goods.wish import read_wish
from bot.understanding.intent import Wish
from bot.understanding.letters.lexicon import Lexicon
from bot.understanding.letters.words import Item, Reading

MOST = 3  # goods of one message that are looked for apart
JOINTS = (",", ";", "+", ".", "/", "and a", "and an")


def wishes_apart(reading: Reading, whole: Wish, lexicon: Lexicon) -> tuple[Wish, ...]:
    """A wish for each of the goods; () for one kind of goods, and where their words are said of all ("daster dan gamis
    merah"). `whole`: what the message asks for when it is read as one wish."""
    if len(whole.product) < 2 or "sarimbit" in whole.product:
        return ()
    parts = [Reading(reading.text, reading.tokens, items) for items in _parts(reading.items)]
    wishes = [wish for part in parts if (wish := read_wish(part, lexicon)).product]
    told = [wish for wish in wishes if _has_details(wish)]
    kinds = {wish.product for wish in wishes}
    if len(told) < 2 or not 2 <= len(wishes) <= MOST or len(kinds) < len(wishes):
        return ()
    return tuple(_with_shared(wish, whole, wishes) for wish in wishes)


def _parts(items: Sequence[Item]) -> Iterator[list[Item]]:
    """The items around each product, cut at the last joining word between two of them."""
    products = [at for at, item in enumerate(items) if item.value_kind == "product" and not item.negated]
    begin = 0
    for before, after in pairwise(products):
        joints = [at for at in range(before + 1, after) if _joins(items[at])]
        if joints:
            yield list(items[begin : joints[-1]])
            begin = joints[-1] + 1
    yield list(items[begin:])


def _joins(item: Item) -> bool:
    return item.has("joined") or item.text in JOINTS or item.kind == "line"


def _has_details(wish: Wish) -> bool:
    parts = (wish.technique, wish.motif, wish.colour, wish.size, wish.exclude, wish.price_min, wish.price_max)
    return any(parts) or wish.min_stock is not None


def _with_shared(wish: Wish, whole: Wish, wishes: Sequence[Wish]) -> Wish:
    """What one part says of price, place and order, the last words of a sentence, holds for all."""
    priced = [one for one in wishes if one.price_min is not None or one.price_max is not None]
    shared = replace(wish, sort=whole.sort, wholesale=whole.wholesale, shop=whole.shop, sentra=whole.sentra)
    if priced == [wishes[-1]]:
        shared = replace(shared, price_min=whole.price_min, price_max=whole.price_max)
    return shared
