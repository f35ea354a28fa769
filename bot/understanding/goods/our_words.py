"""Our own answers, as they come back when somebody forwards or copies them: the numbered lines of a contact sheet, the
head of a card, a line of a basket or an order. Whatever else they say is ours and nobody's wish."""

import re

from catalog.codes import DIGITS

_CODE = re.compile(rf"(?i)\bK{DIGITS}\b")
_OURS = (
    re.compile(rf"^\d+\. (K{DIGITS}) .+, Rp[\d.,]+(?: \([^)]*\))?$", re.MULTILINE),  # find_batik, favourites
    re.compile(rf"^\*?(K{DIGITS})\*? .+\n\*?Rp[\d.,]+\*?$", re.MULTILINE),  # show_listing.describe
    re.compile(rf"^\*?(K{DIGITS}) .+ · (?:\d+ x )?Rp[\d.,]+", re.MULTILINE),  # bill
)


def shown_in(text: str, is_forwarded: bool) -> tuple[str, ...]:
    """The codes of the goods that one of our answers names, in its order; of any text that was forwarded those that
    stand in it. () for somebody's own words."""
    plain = text.replace("\r", "")
    if is_forwarded:
        found = _CODE.findall(plain)
    else:
        found = [match for pattern in _OURS for match in pattern.findall(plain)]
    return tuple(dict.fromkeys(code.upper() for code in found))
