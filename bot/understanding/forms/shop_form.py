"""What a message tells of a shop that is being opened: labelled or not, one thing or all at once.

A message falls into parts at line ends and commas. A part says by itself what it is (a label, an account, a quarter,
hours); the others are the name of the shop, its owner and the kelurahan, in this order, the one just asked for first.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import Any

from bot.understanding.amounts import when
from bot.understanding.data import read
from bot.understanding.forms import shop_said
from bot.understanding.forms.form_text import address_words, phone_in
from bot.understanding.letters.normalise import tokenise
from bot.understanding.letters.words import Reading

Facts = dict[str, Any]
_SHORTENED = re.compile(r"^(\w{2,4})\.\s*")  # "kel. Kauman"
IN_ORDER = ("shop", "owner", "kelurahan")  # of parts that do not say what they are
MOST_PARTS = 30  # nobody tells more of a shop
MOST_WORDS = {"shop": 8, "owner": 6, "kelurahan": 4, "account_holder": 6}
BESIDE_SENTRA = ("sentra_label", "at", "from", "filler", "address", "colour_label")


def told(reading: Reading, asked: str) -> Facts:
    """The facts of a shop that the message tells; `asked`: the question that it answers."""
    facts: Facts = {}
    bare: list[str] = []
    last = ""
    for part in _parts(reading):
        found = _says_itself(part, asked, "sentra" in facts)
        if last == "address" and not found and _goes_on(part.text):
            facts["address"] += f", {part.text}"
            continue
        facts |= {name: value for name, value in found.items() if name not in facts and name != "field"}
        last = next(iter(found), "")
        if not found:
            bare.append(part.text)
    return facts | _bare(bare, asked, facts)


def opening(text: str) -> tuple[int, bool]:
    """Where "daftar …" goes on with what it tells of the shop, and whether it surely does: "daftar Batik Ayu, Siti" and
    "daftar toko Ayu", not "daftar harga". (0, False) where the message does not begin so."""
    match = _opening().match(text)
    if not match:
        return 0, False
    rest = text[match.end() :].strip()
    first = rest.split()[0].casefold().strip(".,:") if rest else ""
    many = bool(re.search(r"[,;\n]", rest))
    return match.end(), bool(rest) and (many or first in read("forms")["name"]["titles"])


@cache
def _opening() -> "re.Pattern[str]":
    phrases = read("intents")["open_shop"]
    said = sorted({*phrases["always"], *phrases["alone"]}, key=len, reverse=True)
    before = r"\W*(?:(?:saya|aku|halo|kak|min|mau|ingin|permisi|tolong)\s+)*"
    after = r"(?:\s+(?:jualan|toko baru|disini|di sini|dengan nama|nama(?:nya)?|dong|ya|kak|min))*"
    return re.compile(rf"(?i){before}(?:{'|'.join(map(re.escape, said))})(?!\w){after}[\s:,.\-]*")


def says_qris(caption: str) -> bool:
    """Whether the words under a picture say that it is the shop's QRIS, and nothing else."""
    words, table = {token.text for token in tokenise(caption)}, read("forms")["qris"]
    return bool(words & set(table["name"])) and words <= {*table["name"], *table["beside"]}


# ---------------------------------------------------------------- parts


def _parts(reading: Reading) -> Iterator[Reading]:
    for match in islice(re.finditer(r"[^\n,;]+", reading.text), MOST_PARTS):
        text = match.group().strip(" .:-*•")
        if text:
            items = [item for item in reading.items if match.start() <= item.start < match.end()]
            yield Reading(text, tokenise(text), items)


def _says_itself(part: Reading, asked: str, has_sentra: bool) -> Facts:
    """What a part says without being asked: an account, something labelled, hours, a quarter (a kelurahan may have the
    same name), a number."""
    text = part.text
    if any(token.text in read("forms")["qris"]["name"] for token in part.tokens):
        return {"field": "qris"}
    found = shop_said.edit(part) or shop_said.labelled(_SHORTENED.sub(r"\1 ", text))
    if found:
        return {found["field"]: found.get(found["field"]), **found} if found["field"] in found else found
    if asked == "hours" and (times := when.hours(text)):
        return times
    if asked in ("bank_account", "bank", "consent") and (account := shop_said.bare_account(text)):
        return account
    if asked == "nib" and (figures := "".join(filter(str.isdigit, text))):
        return {"nib": figures}
    if (sentra := _sentra(part)) and not has_sentra and asked not in ("kelurahan", "shop_address"):
        return {"sentra": sentra}
    if phone := phone_in(text):
        return {"phone": phone}
    return {}


def _sentra(part: Reading) -> str:
    """The quarter, where the part names nothing else; as the answer to another question it may stand in a name."""
    named = [item for item in part.items if item.value_kind == "sentra"]
    rest = [item for item in part.items if item not in named and not item.has(*BESIDE_SENTRA) and item.kind != "mark"]
    return str(named[0].entry.id) if len(named) == 1 and not rest else ""


def _goes_on(text: str) -> bool:
    """Whether a part is more of the address before it: "Pasar Setono, blok B 12"."""
    words = {token.text for token in tokenise(text)}
    return bool(words & address_words("strong")) or any(letter.isdigit() for letter in text)


def _bare(parts: list[str], asked: str, known: Facts) -> Facts:
    """Parts that do not say what they are: the one asked for first, then what comes after it."""
    if asked == "shop_address" and parts:
        return {"address": ", ".join(parts)[: shop_said.LONGEST["address"]]}
    first = IN_ORDER.index(asked) if asked in IN_ORDER else len(IN_ORDER)
    slots = [asked] if asked == "account_holder" else [name for name in IN_ORDER[first:] if name not in known]
    facts: Facts = {}
    for part in parts:
        letters = sum(letter.isalpha() for letter in part)
        if slots and letters >= 2 and len(part.split()) <= MOST_WORDS[slots[0]]:
            name = slots.pop(0)
            facts[name] = part[: shop_said.LONGEST[name]]
    return facts
