""" "merah 1 hijau 1 ya", "yang merah sama yang biru dua-duanya": goods of the last sheet, named by what tells them
apart."""

from dataclasses import replace

from bot.shopper.buying import check_out
from bot.shopper.finding import talk_on
from bot.talk.deed import Deed
from bot.talk.turn import Answer, Turn
from bot.understanding import Line
from catalog import lookup
from catalog.models import Listing


def pick(turn: Turn) -> Answer:
    """Orders them where each value is that of one listing on the sheet; else it is a wish like any other."""
    shown = lookup.by_codes(turn.session, turn.codes)
    lines = []
    for kind, value, pieces in turn.facts["picked"]:
        fitting = [listing for listing in shown if value in _values(listing, kind)]
        if len(fitting) != 1:
            return talk_on.search(turn)
        lines.append(Line(code=fitting[0].code, quantity=pieces))
    return check_out.order(replace(turn, intent=replace(turn.intent, lines=tuple(lines))))


def _values(listing: Listing, kind: str) -> set[str | None]:
    if kind == "colour":
        return {one.colour for one in listing.colours}
    return {one.motif for one in listing.motifs} if kind == "motif" else {listing.technique}


DEED = Deed(
    "pick from the sheet",
    handlers={"pick": pick},
)
