"""What an answer to the bot's own question says. The question is heard first, but a clear new wish, a code, a cancel
or a question of the shopper's always wins; that is decided in `decide`, and here only the answer is read."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from bot.understanding.amounts.lines import amounts
from bot.understanding.amounts.sizes import CHILDREN
from bot.understanding.data import read
from bot.understanding.forms.couriers import courier_chosen, courier_named
from bot.understanding.forms.form_text import (
    LONGEST_ADDRESS,
    LONGEST_NAME,
    PHONE,
    looks_like_address,
    only_other_slots,
    phone_in,
    read_form,
    without_correction,
)
from bot.understanding.intents.said import is_weighty
from bot.understanding.letters.lexicon import Lexicon
from bot.understanding.letters.words import Reading

ADDRESS_OPENING = re.compile(
    r"(?i)^(?:[^,:\d]{0,30}?\b(?:alamat(?:nya|ku|e)?|(?:di)?kirim(?:kan|nya)?|(?:di)?antar(?:kan)?|address|ship(?:ped)?|deliver(?:ed)?|send|stay(?:ing)?)\b"
    r"(?:\s+(?:at|lengkap|saya|ke|jadi|di|is|to|it|ganti|rumah|kirim|pengiriman|alamat|aja|barangnya))*|ke|di)[\s:=]+"
)
PAYMENTS = {"pay_cod": "cod", "pay_qris": "qris", "pay_cash": "cash", "pay_transfer": "transfer"}
LONGEST_ANSWER = 5  # words of an answer that ends in a question mark ("L ada?")
OWN_WORDS = ("name", "address", "note", "sender_name")  # facts that are a person's own words
CHOICES: dict[str, tuple[str, ...]] = {"delivery": ("ship", "pickup"), "payment": ("transfer", "qris", "cod")}


def read_answer(reading: Reading, lexicon: Lexicon, expecting: str, form: Mapping[str, Any]) -> dict[str, Any] | None:
    """The facts that a message gives as an answer to `expecting`, beside those of `form` (form_facts); None when it is no
    answer to that."""
    facts = dict(form)
    choice = _choice(reading)
    if expecting == "note":
        return {"note": reading.text.strip()}
    if reading.has("as_gift") and not reading.has("seek", "look_for"):
        facts["gift"] = True  # "bungkus kado bisa?" is asked of these goods, and names nobody
        return facts
    if expecting == "area":
        return _area(reading) | {name: facts[name] for name in ("phone", "payment") if name in facts} or None
    if not facts.get("address") and expecting not in ("name", "name_address") and looks_like_address(reading.text):
        facts |= _address(reading, facts)
    elif expecting in ("size", "quantity") and not _asks_at_length(reading):
        facts |= _amount(outside(reading, facts), lexicon, expecting, choice)
    elif expecting in ("delivery", "payment"):
        facts |= _picked(reading, expecting, choice)
    elif expecting in ("name", "name_address"):
        corrected = _corrected(reading, lexicon)
        facts |= corrected or _name(reading.text, facts)
    elif expecting == "address":
        facts |= _address(reading, facts)
    elif expecting == "postcode":
        facts |= _postcode(reading)
    elif expecting == "courier" and (courier := courier_named(reading.text)):
        facts["courier"] = courier
    elif expecting == "choice" and choice:
        facts["choice"] = choice
    return facts or None


def _asks_at_length(reading: Reading) -> bool:
    """ "kalo sekolahku di SMA 1 bisa dianter?": a figure in a question of one's own answers nothing."""
    return reading.is_question and len(list(reading.words())) > LONGEST_ANSWER


def form_facts(reading: Reading, lexicon: Lexicon) -> dict[str, Any]:
    """Everything an order form in the message says: name, phone, address, delivery, payment."""
    form = read_form(reading.text)
    facts = {name: form[name] for name in ("name", "phone", "address", "note") if form.get(name)}
    if form.get("sender"):
        facts["sender_name"] = form["sender"]
    if "name" in facts:
        facts["name"] = without_opening(facts["name"])
    if courier := courier_chosen(reading.text):
        facts["courier"] = courier
    rest = outside(reading, facts)
    if payment := _payment(rest):
        facts["payment"] = payment
    if delivery := _delivery(rest, facts):
        facts["delivery"] = delivery
    if reading.has("as_gift") and not reading.is_question and not reading.has("seek", "look_for"):
        facts["gift"] = True
    if facts.get("delivery") == "pickup" and facts.get("payment") == "cod":
        facts["payment"] = "cash"  # "bayar di tempat" where it is fetched
    return facts


def outside(reading: Reading, facts: dict[str, Any]) -> Reading:
    """The reading without the words of a name or an address ("Jl. Melati No 8", "Griya Kirim")."""
    holes = []
    for value in (str(facts[name]) for name in OWN_WORDS if facts.get(name)):
        for part in value.split(", ")[:1] if "\n" in reading.text and value not in reading.text else [value]:
            at = reading.text.find(part)
            if at >= 0:
                holes.append((at, at + len(value)))
    if not holes:
        return reading
    kept = [item for item in reading.items if not any(start <= item.start < end for start, end in holes)]
    return Reading(reading.text, reading.tokens, kept)


def address_facts(reading: Reading, lexicon: Lexicon) -> dict[str, Any]:
    """What a message says that holds an address and no goods."""
    facts = form_facts(reading, lexicon)
    return facts | _address(reading, facts)


def _payment(reading: Reading) -> str | None:
    for cue, payment in PAYMENTS.items():
        if any(item.has(cue) and not _refused(reading, number) for number, item in enumerate(reading.items)):
            return payment
    return None


def _refused(reading: Reading, at: int) -> bool:
    """ "ga jadi transfer, cod aja": what is given up."""
    before = reading.items[at - 1] if at else None
    return before is not None and (before.has("negate") or "cancel" in before.entry.intents)


def _delivery(reading: Reading, facts: dict[str, Any]) -> str | None:
    named = any(item.kind in ("code", "count", "number") or item.value_kind for item in reading.items)
    if reading.has("pickup") or (reading.has("take") and not named and not facts.get("address")):
        return "pickup"
    return "ship" if facts.get("address") or reading.has("ship") else None


def _choice(reading: Reading) -> int | None:
    """The number of a choice, when the message is nothing but that number."""
    said = [
        item
        for item in reading.items
        if item.kind not in ("mark", "line") and not item.has("filler", "address", "place_label", "which")
    ]
    if len(said) == 1 and said[0].kind == "number" and 1 <= said[0].number <= 99 and not said[0].number % 1:
        return int(said[0].number)
    return None


def _amount(reading: Reading, lexicon: Lexicon, expecting: str, choice: int | None) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    if expecting == "size" and choice is not None:
        facts["choice"] = choice
        if str(choice) in CHILDREN:
            facts["size"] = str(choice)
        return facts
    found = amounts(reading.items, lexicon)
    if found:
        if found[0].size:
            facts["size"] = found[0].size
        if found[0].quantity:
            facts["quantity"] = found[0].quantity
    elif expecting == "quantity":  # "just one": a small word that is no number elsewhere
        small = [
            item.entry.number[1] for item in reading.items if item.entry.number and item.entry.number[0] == "digits"
        ]
        facts |= {"quantity": int(small[0])} if len(small) == 1 else {}
    ages = [item for item in reading.items if item.kind == "age"]
    if expecting == "size" and ages and "size" not in facts:
        facts["size"] = str(int(ages[0].number))
    return facts


def _corrected(reading: Reading, lexicon: Lexicon) -> dict[str, Any]:
    """ "eh L aja", "jadi 3 aja" when a name was asked: nothing but a size or a number of pieces."""
    light = all(
        item.kind in ("mark", "number", "count")
        or item.value_kind == "size"
        or item.has("filler", "address", "only", "change", "size_label")
        for item in reading.items
    )
    found = amounts(reading.items, lexicon) if light else ()
    said = {"size": found[0].size, "quantity": found[0].quantity} if found else {}
    return {name: value for name, value in said.items() if value}


def _picked(reading: Reading, expecting: str, choice: int | None) -> dict[str, Any]:
    options = CHOICES[expecting]
    if choice is None:
        return {}
    picked = {expecting: options[choice - 1]} if choice <= len(options) else {}
    return {"choice": choice} | picked


# ---------------------------------------------------------------- names and addresses


def _name(text: str, facts: dict[str, Any]) -> dict[str, Any]:
    """The name that an answer gives; an address after it is taken as well."""
    if facts.get("name"):
        return {}
    first, rest = _split_name(text)
    if facts.get("sender_name") and facts["sender_name"] in first:
        return {}  # "nama pengirim Toko Ayu" names nobody else
    if (facts.get("payment") and only_other_slots(first)) or _answers_the_next_question(first):
        return {}
    name = without_opening(first).strip(" .,:;-\n")
    letters = sum(letter.isalpha() for letter in name)
    if (
        not letters >= 2
        or len(name) > LONGEST_NAME
        or len(name.split()) > 8
        or any(letter.isdigit() for letter in name)
    ):
        return {}
    given: dict[str, Any] = {"name": name}
    if rest and not facts.get("address") and looks_like_address(rest):
        given["address"] = rest[:LONGEST_ADDRESS]
        given["delivery"] = facts.get("delivery", "ship")
    return given


def _answers_the_next_question(text: str) -> bool:
    """ "dikirim", "kirim aja kak", "besok": a quick answer to another question, and nobody's name."""
    return all(word.casefold().strip(".,!") in _no_names() for word in text.split())


@cache
def _no_names() -> frozenset[str]:
    return frozenset(read("forms")["name"]["never"])


def _split_name(text: str) -> tuple[str, str]:
    """ "Siti Rohmah, Jl. Melati 12, Batang" -> the name, the address."""
    text = PHONE.sub(" ", text).strip()
    match = re.search(
        r"\s*[,;\n]\s*|\s+(?=(?:jl|jln|jalan|alamat|gg|gang|desa|perum|perumahan|dk|dukuh|dusun|rt|rw|blok|kec|kel)\b)",
        text,
        re.IGNORECASE,
    )
    return (text[: match.start()], text[match.end() :].strip()) if match else (text, "")


def without_opening(text: str) -> str:
    """ "nama saya Siti" -> "Siti"."""
    lowered = text.casefold()
    for opening in sorted(read("forms")["name"]["openings"], key=len, reverse=True):
        if lowered.startswith(opening) and lowered[len(opening) : len(opening) + 1] in (" ", ":", "="):
            return without_opening(text[len(opening) + 1 :].strip(" :="))
    for ending in (" ya kak", " ya bu", " ya mas", " ya mbak", " kak", " ya", " aja", " saja", " please"):
        if lowered.endswith(ending):
            return text[: -len(ending)]
    return text


def _address(reading: Reading, facts: dict[str, Any]) -> dict[str, Any]:
    """The whole message is the address, when it can be one."""
    if facts.get("address") or facts.get("delivery") == "pickup":
        return {}
    text = re.sub(r"\s*\n\s*", ", ", reading.text.strip())
    text = without_correction(ADDRESS_OPENING.sub("", text, count=1))
    words = text.split()
    if len(words) < 2 or sum(letter.isalpha() for letter in text) < 4:
        return {}
    return {"address": text[:LONGEST_ADDRESS], "delivery": "ship"}


def _area(reading: Reading) -> dict[str, Any]:
    """A district, city or regency, perhaps in one word: what an address lacked."""
    text = ADDRESS_OPENING.sub("", re.sub(r"\s*\n\s*", ", ", reading.text.strip()), count=1)
    letters = sum(letter.isalpha() for letter in text)
    return {"area": text[:LONGEST_ADDRESS]} if letters >= 4 else {}


def _postcode(reading: Reading) -> dict[str, Any]:
    figures = re.findall(r"\d{4,6}", reading.text)
    return {"postcode": figures[0]} if len(figures) == 1 else {}


def sounds_like_name(reading: Reading) -> bool:
    """Whether a message may be a name though it holds words of goods: "Toko Bu Warni", "Kawung Sari", "Siti Melati"."""
    words = reading.text.split()
    if not words or len(words) > 6 or any(letter.isdigit() for letter in reading.text):
        return False
    titles = set(read("forms")["name"]["titles"])
    first = words[0].casefold().strip(".,")
    if first in titles or words[-1].casefold().strip(".,") in titles:
        return True
    if all(word[:1].isupper() for word in words) and not reading.text.isupper():
        return not any(item.value_kind in ("product", "technique") for item in reading.items)
    return sum(is_weighty(item) and item.kind != "unknown" for item in reading.items) <= 1 and not any(
        item.value_kind in ("product", "technique", "size") for item in reading.items
    )


__all__ = ["form_facts", "phone_in", "read_answer", "sounds_like_name"]
