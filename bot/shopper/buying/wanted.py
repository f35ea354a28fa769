"""Which goods a message wants: by code, by their place on the sheet, by the message quoted, "dua-duanya", "1 seri"."""

from dataclasses import dataclass, replace

from flask_babel import gettext as _

from bot.seller.goods import own_goods
from bot.seller.orders import own_order
from bot.shopper.finding import find_batik, show_listing
from bot.talk.turn import Answer, Turn, say
from bot.understanding import Line
from bot.words.wording import goods_in_short, sizes_in_stock, sold_out
from catalog import lookup
from catalog.models import Listing
from orders.basket import MOST_LINES


@dataclass(frozen=True)
class Wanted:
    """Goods that can be had now. `size` and `quantity` as far as they were told; 0 pieces: what was told is no number."""

    listing: Listing
    size: str | None
    quantity: int | None


def read(turn: Turn) -> list[Wanted] | Answer:
    """What is wanted, or what there is to say when nothing is named, or something named can't be had."""
    lines = [replace(line, code=_code(turn, line)) for line in _lines(turn)]
    if not lines or any(line.code is None for line in lines):
        return show_listing.which(turn)
    found = {listing.code: listing for listing in lookup.by_codes(turn.session, [line.code or "" for line in lines])}
    wanted = []
    for line in lines:
        listing = found.get((line.code or "").upper())
        if listing is not None and own_goods.is_own(turn, listing):
            return own_order.instead(turn, listing, line)
        if listing is None or not lookup.is_visible(listing):
            return show_listing.not_shown(turn, line.code or "", listing)
        turn.talk.listing = listing.code
        if lookup.total_available(listing) == 0:
            opening = sold_out(goods_in_short(listing), listing.code)
            return find_batik.instead_of(turn, listing, line.size, opening)
        wanted += _series(listing, line) if line.series else [Wanted(listing, line.size, line.quantity)]
    if len(wanted) + len(turn.basket.lines) > MOST_LINES:
        return say(
            _(
                "Sekali pesan paling banyak %(most)s macam. Pesan dulu yang sudah ada ya: ketik *keranjang*.",
                most=MOST_LINES,
            )
        )
    return wanted


def codes(turn: Turn) -> set[str]:
    """The codes that the message names, whether they exist or not."""
    named = (_code(turn, line) for line in turn.intent.lines if line.code or line.place)
    return {code.upper() for code in named if code}


def _lines(turn: Turn) -> list[Line]:
    """ "semuanya" is all of the last sheet, "dua-duanya" both where there are two."""
    number = turn.facts.get("all")
    if number and number is not True and len(turn.codes) != number:
        return []
    if number:
        return [Line(code=code) for code in turn.codes]
    return list(turn.intent.lines) or [Line()]


def _code(turn: Turn, line: Line) -> str | None:
    if line.code is None and not line.place:
        return show_listing.wanted_code(turn)
    return line.code or turn.code_at(line.place or 0)


def _series(listing: Listing, line: Line) -> list[Wanted]:
    """One of each size in stock, as often as the series is wanted."""
    return [Wanted(listing, size, line.quantity or 1) for size in sizes_in_stock(listing)] or [
        Wanted(listing, None, line.quantity)
    ]
