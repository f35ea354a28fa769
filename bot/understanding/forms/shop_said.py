"""What a seller says of the shop itself: account, hours, address, names, who may act for it, a code to join."""

import re
from functools import cache
from typing import Any

from bot.understanding.amounts.when import hours
from bot.understanding.data import read
from bot.understanding.forms.form_text import phone_in
from bot.understanding.letters.words import Reading

Facts = dict[str, Any]
LONGEST = {"shop": 120, "owner": 120, "address": 200, "kelurahan": 60, "account_holder": 120, "helper": 60}
SAID_PLAINLY = (
    "owner",
    "address",
    "kelurahan",
)  # "alamat Jl. Pelita 3" is said of the shop, "nama Siti" may be of anything
MOST_NAMING = 8  # words of a message that only names a part of the shop
_CODE = re.compile(
    r"(?i)\b(?:gabung|kode|join|code|token)\b[\s:=]*(?:toko|gabung|undangan)?[\s:=]*([A-Z0-9]{4}[\- ][A-Z0-9]{4}|[A-Z0-9]{5,10})\s*[.!]*$"
)
_CODE_LETTERS = re.compile(r"[A-Z]{8}")  # a code may have no figure; then only its capitals tell it
_CODE_ALONE = re.compile(r"(?=.*[A-Z].*[A-Z])(?=.*\d)(?!\d+[A-Z]+$)([A-Z0-9]{8})")
_GOODS_CODE = re.compile(r"(?i)[KPL]-?\d+$")


def edit(reading: Reading) -> Facts:
    """`field` and its value(s): "rekening BRI 1234 a.n. Siti" -> field bank_account, bank, bank_account, account_holder.
    {} when nothing of the shop is changed."""
    return _account(reading.text) or _opening(reading) or _named(reading) or _labelled(reading)


def _named(reading: Reading) -> Facts:
    """A field that is named without a value: "rekening", "ganti nama toko", "jam buka toko saya apa?"."""
    table = read("forms")["shop_named"]
    said = [token.text for token in reading.tokens if token.kind in ("word", "number")]
    if not said or len(said) > MOST_NAMING:
        return {}
    for field, names in table.items():
        if field == "beside":
            continue
        for name in names:
            words = name.split()
            rest = list(said)
            if all(word in rest for word in words):
                for word in words:
                    rest.remove(word)
                if all(word in table["beside"] for word in rest):
                    return {"field": field}
    return {}


def labelled(text: str) -> Facts:
    """The same of a line in a form, where a short label ("nama: …") is one too."""
    return _written(text, in_form=True)


# ---------------------------------------------------------------- the account


@cache
def _banks() -> "re.Pattern[str]":
    names = sorted(read("forms")["bank"]["names"], key=len, reverse=True)
    return re.compile(r"(?i)(?<!\w)(" + "|".join(map(re.escape, names)) + r")(?!\w)")


_ACCOUNT = re.compile(r"(?<!\d)(?:\d[\s.\-]?){8,18}\d(?!\d)")
_ACCOUNT_NAMED = re.compile(r"(?<!\d)(?:\d[\s.\-]?){3,18}\d(?!\d)")  # beside the word "rekening"
_ACCOUNT_WORD = re.compile(r"(?i)\b(?:no\.?\s*)?rek(?:ening(?:nya|e)?)?\b|\bnorek\b|\baccount\b")
_HOLDER = re.compile(
    r"(?i)(?:\ba\.?\s*[/.]?\s*n\b\.?|\batas\s+nama\b|\bnama\s+pemilik\b|\bpemilik\b)[\s:.=]*([^\n,;]+)"
)


def _account(text: str) -> Facts:
    """A bank's name beside an account number; the holder after "a.n." or behind the number."""
    bank = _banks().search(text)
    number = (_ACCOUNT_NAMED if _ACCOUNT_WORD.search(text) else _ACCOUNT).search(text)
    if not bank or not number:
        return {}
    facts: Facts = {
        "field": "bank_account",
        "bank": _bank_name(bank[1]),
        "bank_account": re.sub(r"\D", "", number.group()),
    }
    return facts | _holder(text, number.end())


def _bank_name(said: str) -> str:
    return said.upper() if len(said) <= 5 else said.title()


def _holder(text: str, after: int) -> Facts:
    """The name after "a.n.", or what stands behind the number, from place `after` on."""
    holder = _HOLDER.search(text)
    name = holder[1] if holder else text[after:].strip(" ,.-\n")
    if sum(letter.isalpha() for letter in name) < 2 or _banks().search(name):
        return {}
    return {"account_holder": name.strip(" .,-")[: LONGEST["account_holder"]]}


def bare_account(text: str) -> Facts:
    """ "1234567890" or "BRI" alone, as the answer to the question for the account."""
    bank, number = _banks().search(text), _ACCOUNT_NAMED.search(text)
    facts: Facts = {"bank": _bank_name(bank[1])} if bank else {}
    if number:
        facts["bank_account"] = re.sub(r"\D", "", number.group())
    return facts | _holder(text, number.end() if number else len(text))


# ---------------------------------------------------------------- hours, names, address


def _opening(reading: Reading) -> Facts:
    opens = reading.has("hours_label") or any(token.text == "buka" for token in reading.tokens)
    return _hours_in(reading) if opens else {}


def _hours_in(reading: Reading) -> Facts:
    found = hours(reading.text)
    return {"field": "hours", **found} if "hours" in found or "closed_weekdays" in found else {}


@cache
def _labels() -> "re.Pattern[str]":
    shop, short = read("forms")["shop"], read("forms")["shop_short"]
    explicit, brief = (
        "|".join(sorted((re.escape(label) for names in group.values() for label in names), key=len, reverse=True))
        for group in (shop, short)
    )
    joint = r"(?:[\s:=]+(?:jadi|menjadi|pindah|sekarang|ada|di|ke|diganti|diubah|ganti|saya|baru|kami|adalah|itu|yang baru)\b)*[\s:=]+"
    verbs = r"(?P<verb>(?:ganti|ubah|rubah|update|tolong|perbarui|set|change)\s+)*"
    label = rf"(?:(?P<label>{explicit})|(?P<short>{brief}))(?!\w)"
    return re.compile(rf"(?i)^\W{{0,8}}{verbs}{label}{joint}(?P<value>\S.*)$", re.DOTALL)


def _written(text: str, in_form: bool = False) -> Facts:
    """A field with its value in the seller's own words: "nama toko jadi Batik Ayu". Most short labels ("nama") are one
    only in a form, or after "ganti"."""
    match = _labels().match(text)
    if not match:
        return {}
    group, said = ("shop", match["label"]) if match["label"] else ("shop_short", match["short"])
    field = next(field for field, labels in read("forms")[group].items() if " ".join(said.casefold().split()) in labels)
    if match["short"] and not (in_form or match["verb"] or field in SAID_PLAINLY):
        return {}
    value = _value(field, " ".join(match["value"].split()).strip(" .,"))
    return {"field": field, field: value[: LONGEST.get(field, 60)]} if value else {}


def _value(field: str, value: str) -> str:
    if field == "nib":
        return re.sub(r"\D", "", value)
    if field == "bank":
        found = _banks().search(value)
        return found[1].upper() if found else ""
    return value


def _labelled(reading: Reading) -> Facts:
    if reading.has("sentra_label") and reading.has("change") and (sentra := _sentra(reading)):
        return {"field": "sentra", "sentra": sentra}
    if reading.has("pay_qris") and reading.has("change"):
        return {"field": "qris"}
    return _written(reading.text)


def _sentra(reading: Reading) -> str:
    return next((item.entry.id for item in reading.items if item.value_kind == "sentra"), "")


# ---------------------------------------------------------------- people


def join_code(text: str) -> str:
    """The code of "gabung ABC12345", or of a code written alone, in capitals; "" for none."""
    match = _CODE.search(text.strip()) or _CODE_ALONE.fullmatch(text.strip())
    code = re.sub(r"[\- ]", "", match[1]) if match else ""
    if not code or _GOODS_CODE.fullmatch(code):
        return ""
    is_code = any(letter.isdigit() for letter in code) or _CODE_LETTERS.fullmatch(code)
    return code.upper() if is_code else ""


@cache
def _helper() -> "re.Pattern[str]":
    words = "|".join(sorted(map(re.escape, read("forms")["helper"]["openings"]), key=len, reverse=True))
    return re.compile(rf"(?i)\b(?:{words})\b[\s:]*(?P<name>[^\n]*)")


def helper(text: str) -> Facts:
    """`phone` and `helper` (a name, or "anak") of somebody who may act for the shop, as far as they are said."""
    facts: Facts = {}
    if phone := phone_in(text):
        facts["phone"] = phone
    match = _helper().search(text)
    name = re.sub(r"[+\d][\d\s.\-]{5,}", " ", match["name"]).strip(" .,:") if match else ""
    endings = "|".join(read("forms")["helper"]["endings"])
    name = re.split(rf"(?i)\b(?:{endings})\b", name)[0].strip(" .,:")
    if name:
        facts["helper"] = name[: LONGEST["helper"]]
    return facts
