"""Contact cards (vCard), as people send them: whose it is, and a number. Read by vobject; believed in nothing."""

from dataclasses import dataclass

import vobject

from people import directory

MOST_BYTES = 256 * 1024  # with a portrait
LONGEST_NAME = 60


@dataclass(frozen=True)
class Card:
    """`phone`: E.164; "" where none can be read."""

    name: str
    phone: str


def read(data: bytes) -> Card | None:
    """The first card in these bytes; None where they hold none that can be read."""
    if len(data) > MOST_BYTES:
        return None
    try:
        card = vobject.readOne(data.decode("utf-8", "replace"), ignoreUnreadable=True)
        lines = card.contents
        names = [str(line.value) for line in (*lines.get("fn", ()), *lines.get("n", ()), *lines.get("org", ()))]
        phones = [number for line in lines.get("tel", ()) for number in (*line.params.get("WAID", ()), line.value)]
    except Exception:  # whatever a stranger's file makes the reader stumble over
        return None
    name = next((" ".join(name.split()) for name in names if name.strip()), "")[:LONGEST_NAME]
    phone = next(filter(None, map(_phone, phones)), "")
    return Card(name, phone) if name or phone else None


def _phone(text: str) -> str:
    """Of "6281…", as WhatsApp's own field has it, and of numbers as people keep them."""
    digits = str(text).strip()
    for written in (f"+{digits}", digits) if digits.isdecimal() and not digits.startswith("0") else (digits,):
        try:
            return directory.parse_phone(written)
        except ValueError:
            continue
    return ""
