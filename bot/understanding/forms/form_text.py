"""What a filled-in order form says: labelled lines ("Nama: Siti"), or lines one can tell apart by their look."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from bot.understanding.data import read
from bot.understanding.letters.normalise import Token, tokenise
from catalog.codes import WRITTEN

_BEFORE_SENDER = re.compile(
    r"(?i)^(?:(?:pakai|pake|pakek|dengan|atas|nama|namanya)\s+|(?:toko|olshop)\s*(?:aku|saya|ku|kami)\s+|(?:aku|saya|kami|ya|aja|itu)\s+)+"
)
_CODE = re.compile(rf"\b[KkPp]{WRITTEN}\b")
PHONE = re.compile(r"(?<!\w)(?:\+?62|0)8[\d\-. ]{7,14}\d")
_OTHER_SLOT = re.compile(
    r"(?i)(?:bisa|bs|boleh|ga|gak|nggak|ngga|kah|\?|bank|bni|bsi|in|with|on|at|the|delivery|pickup|cash|saat|sampai|toko|gopay|ovo|bayar|pembayaran|via|lewat|pakai|pake|aja|ya|kak|di|tempat|transfer|tf|bca|bri|bni|mandiri|cod|qris|cash|tunai|dikirim|kirim|jne|jnt|makasih|terima|kasih|thanks|pay|by|please|\s)+"
)
_PAID_AFTER = re.compile(
    r"(?i)[\s,]+(?:bayar\w*\s+|pakai\s+|pake\s+|via\s+)*(?:cod|transfer|tf|qris|tunai|cash)(?:\s+(?:aja|saja|ya|yaa|dong|kak|please))*\s*$"
)  # how it is paid, said behind an address
_SAID_WRONG = re.compile(
    r"(?i)^\W*(?:salah|keliru)\b.{0,40}?\b(?:harusnya|seharusnya|yang benar|yg benar|yang bener|should be)\W*"
)
LONGEST_NAME = 60
LONGEST_ADDRESS = 300
LONGEST_NOTE = 300
MOST_LINES = 30  # of a form without labels; nobody fills in more


@cache
def _labels() -> dict[tuple[str, ...], str]:
    return {
        tuple(t.text for t in tokenise(label)): slot
        for slot, labels in read("forms")["labels"].items()
        for label in labels
    }


@cache
def address_words(strength: str) -> frozenset[str]:
    return frozenset(read("forms")["address"][strength])


def labelled(text: str) -> dict[str, str]:
    """Slot -> what stands after its label, as written. A label stands at the start of a line or after a comma or
    full stop, and is followed by a colon or, at the start, by a blank."""
    found: dict[str, str] = {}
    places = list(_label_places(text))
    for number, (slot, _start, end) in enumerate(places):
        until = places[number + 1][1] if number + 1 < len(places) else len(text)
        value = text[end:until]
        value = (value if slot == "address" else value.split("\n")[0]).strip(" \n\t:=-.,;")
        if slot == "address":
            value = _PAID_AFTER.sub("", _one_address(_SAID_WRONG.sub("", value)))
        if value and slot not in found:
            found[slot] = value
    return found


def _one_address(value: str) -> str:
    """An address may run over lines; it ends at a line that looks like something else."""
    lines = value.split("\n")
    kept = [lines[0]]
    for line in lines[1:]:
        if line.strip() and (looks_like_address(line) or re.fullmatch(r"[\s\d]{5,8}", line)):
            kept.append(line)
        else:
            break
    parts = ", ".join(line.strip(" ,") for line in kept).split(",")
    while len(parts) > 1 and _OTHER_SLOT.fullmatch(parts[-1].strip(" .")):
        parts.pop()
    return without_correction(_paid_at_end().sub("", ",".join(parts))).strip()


def without_correction(address: str) -> str:
    """The address alone, where it is put right or added to: "salah kak, harusnya Jl. Flamboyan 2", "kurang, RT 2 RW 1"."""
    return _corrected().sub("", address, count=1)


@cache
def _paid_at_end() -> "re.Pattern[str]":
    """How it is paid, said in one breath after the address: "Jl. Merdeka 5 Batang cod ya"."""
    said = "|".join(map(re.escape, read("forms")["payment"]["after_address"]))
    beside = "|".join(map(re.escape, read("forms")["payment"]["beside"]))
    return re.compile(rf"(?i)[\s,.]+(?:(?:{beside})\s+)*(?:{said})(?:\s+(?:{beside}))*[\s.!]*$")


@cache
def _corrected() -> "re.Pattern[str]":
    said, opened = ("|".join(map(re.escape, read("forms")["address"][name])) for name in ("corrected_by", "opened_by"))
    return re.compile(rf"(?i)^(?:(?:[^\d]{{0,40}}?\b)?(?:{said})\b[\s:,]*|(?:(?:{opened})\b[\s:,]*)+)")


def _label_places(text: str) -> Iterator[tuple[str, int, int]]:
    """(slot, start of the label, end of the label)."""
    tokens = tokenise(text)
    at = 0
    while at < len(tokens):
        opens = at == 0 or tokens[at - 1].kind == "line" or tokens[at - 1].text in (",", ".", ";", ")", "/", "-", "*")
        found = _label_at(tokens, at, opens)
        if found:
            slot, end = found
            yield slot, tokens[at].start, tokens[end - 1].end
            at = end
        else:
            at += 1


def _label_at(tokens: list[Token], at: int, opens: bool) -> tuple[str, int] | None:
    for length in (3, 2, 1):
        words = tuple(token.text for token in tokens[at : at + length])
        slot = _labels().get(words)
        if slot is None or len(words) < length:
            continue
        end = at + length
        colon = end < len(tokens) and tokens[end].text in (":", "=")
        if colon:
            return slot, end + 1
        if slot == "name" and words in (("atas", "nama"), ("a", "/", "n"), ("a", ".", "n")):
            return slot, end
        at_line = at == 0 or tokens[at - 1].kind == "line"
        if (
            opens
            and slot in ("name", "address", "phone", "payment", "note", "sender")
            and (at_line or slot in ("address", "name") or words[-1].startswith("pengirim"))
            and words not in (("no",), ("an",), ("warna",))
        ):
            return slot, end
        if slot == "address" and words != ("tujuan",) and _address_follows(tokens[end : end + 8]):
            return slot, end  # in mid-sentence: "a.n. Tono alamat Jl Melati 3 Batang"
    return None


def only_other_slots(text: str) -> bool:
    """Whether a text says how to pay or to deliver and nothing else: "qris", "transfer aja"."""
    return bool(_OTHER_SLOT.fullmatch(text.strip(" .,!")))


def _address_follows(tokens: list[Token]) -> bool:
    """Whether a label in mid-sentence ("… deliver to 12 Orchard Road") has an address after it."""
    words = {token.text for token in tokens}
    return bool(words & address_words("strong")) and any(token.kind == "number" for token in tokens)


def looks_like_address(text: str) -> bool:
    """Whether a line is a postal address: street, RT/RW, district, postcode."""
    tokens = tokenise(text)
    words = {token.text for token in tokens}
    strong = len(words & (address_words("strong") - address_words("weak")))
    weak = len(words & address_words("weak"))
    postcode = any(
        token.kind == "number" and len(token.text) == 5 and token.text.isdecimal() and not token.text.endswith("00")
        for token in tokens
    )
    figures = any(token.kind == "number" for token in tokens)
    score = 2 * strong + weak + 2 * postcode + (figures and bool(strong or weak))
    return score >= 3 and len(tokens) >= 3


def phone_in(text: str) -> str | None:
    """A mobile number as written, without its separators."""
    match = PHONE.search(text)
    return re.sub(r"[^\d+]", "", match.group()) if match else None


def read_form(text: str) -> dict[str, Any]:
    """name, phone, address, and the raw text of payment, delivery, size and quantity, as far as the message says them."""
    facts: dict[str, Any] = labelled(text)
    if phone := phone_in(facts.get("phone", "") or text):
        facts["phone"] = phone
    else:
        facts.pop("phone", None)
    if "name" not in facts and (said := _said_name().search(text)):
        facts["name"] = said[1]
    if "name" in facts:
        facts["name"] = _short_name(facts["name"])
    if sender := _sent_by(text) or facts.get("sender", ""):
        facts["sender"] = _short_name(_BEFORE_SENDER.sub("", sender))
        if facts.get("name") == facts["sender"]:
            del facts["name"]  # "dropship atas nama Toko Ayu" names nobody else
    if "note" in facts:
        facts["note"] = facts["note"][:LONGEST_NOTE]
    if "address" in facts:
        facts["address"] = facts["address"][:LONGEST_ADDRESS]
    lines = [line.strip() for line in text.split("\n") if line.strip()][:MOST_LINES]
    if len(lines) >= 3 or (len(lines) == 2 and any(looks_like_address(line) for line in lines)):
        _unlabelled(lines, facts)
    elif len(lines) == 1 and "address" not in facts and facts.keys() & {"name", "phone"}:
        facts["address"] = _address_among(lines[0].split(","))
    return {name: value for name, value in facts.items() if value}


@cache
def _said_name() -> "re.Pattern[str]":
    """A name that is said in a sentence: "and my name is Eva", "salah nama, harusnya Sita"."""
    said = "|".join(phrase.replace(" ", r"[\s,:]+") for phrase in read("forms")["name"]["said"])
    return re.compile(r"(?i)\b(?:" + said + r")[\s:=]+([^\W\d][^\n,;?!]{1,60})")


def _sent_by(text: str) -> str:
    """Whose name a dropshipper wants on the parcel: "pengirimnya atas nama Toko Ayu"."""
    match = _sender().search(text)
    return match[1] if match else ""


@cache
def _sender() -> "re.Pattern[str]":
    said = "|".join(phrase.replace(" ", r"[\s,:]+") for phrase in read("forms")["name"]["sent_by"])
    return re.compile(r"(?i)\b(?:" + said + r")[\s:=]+([^\W\d][^\n,;?!]{1,60})")


@cache
def _name_end() -> "re.Pattern[str]":
    """What comes after a name in the same breath: "Dodi diambil bayar di tempat"."""
    return re.compile(r"(?i)\s+(?:" + "|".join(map(re.escape, read("forms")["name"]["followed_by"])) + r")\b")


def _short_name(name: str) -> str:
    """A name ends at a comma, a phone number or an address."""
    name = _CODE.split(_name_end().split(PHONE.split(name)[0])[0])[0]
    name = re.split(r"[,;\n(]|\s-\s", name)[0]
    return name.strip(" .:-")[:LONGEST_NAME]


def _unlabelled(lines: list[str], facts: dict[str, Any]) -> None:
    """Lines without labels, told apart by their look: an address, a name (a few words without figures)."""
    labels = {value for value in facts.values() if isinstance(value, str)}
    for line in lines:
        if any(value in line for value in labels) or _label_at(tokenise(line), 0, True):
            continue
        if "address" not in facts and looks_like_address(line):
            facts["address"] = line[:LONGEST_ADDRESS]
        elif "name" not in facts and looks_like_name(line):
            facts["name"] = line[:LONGEST_NAME]


def _address_among(parts: list[str]) -> str:
    """The address in a sentence of several parts: "nama Tono, Jl. Sudirman 20, Kota Semarang 50251, transfer". "" for
    none."""
    found: list[str] = []
    for part in (part.strip() for part in parts):
        is_other = bool(_label_at(tokenise(part), 0, True)) or only_other_slots(part) or bool(PHONE.fullmatch(part))
        if found and is_other:
            break
        words = {token.text for token in tokenise(part)}
        if found or (not is_other and words & (address_words("strong") - address_words("weak"))):
            found.append(part)
    address = _paid_at_end().sub("", ", ".join(found))
    return address[:LONGEST_ADDRESS] if looks_like_address(address) else ""


def looks_like_name(line: str) -> bool:
    """A few words with letters only, the first written large."""
    words = line.split()
    return (
        1 <= len(words) <= 5
        and line[:1].isupper()
        and not any(letter.isdigit() for letter in line)
        and not set(line) & set("?!:@")
    )
