"""Countries by their names in Indonesian and English, and by their well-known cities: data of the Unicode CLDR, which come
with Babel, and the short names of names.toml."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel import Locale
from babel.core import get_global

HERE = "ID"
MOST_WORDS = 4  # of a name


def country_of(text: str) -> str | None:
    """The code (ISO 3166) of the country abroad that the text is or ends in ("Kuala Lumpur, Malaysia"); None for a text
    that names none, and for places in Indonesia."""
    words = re.findall(r"[^\W_]+", text.casefold())
    ends = (" ".join(words[-length:]) for length in range(min(MOST_WORDS, len(words)), 0, -1))
    return next((_codes()[end] for end in ends if end in _codes()), None)


def is_country(text: str) -> bool:
    """Whether the text is a country's or its city's name and nothing else."""
    return " ".join(re.findall(r"[^\W_]+", text.casefold())) in _codes()


def in_words(code: str, language: str) -> str:
    """The country's name: "Singapura"."""
    return str(Locale.parse(language).territories.get(code, code))


@cache
def _codes() -> dict[str, str]:
    return {" ".join(re.findall(r"[^\W_]+", name.casefold())): code for name, code in _named()}


def _named() -> Iterator[tuple[str, str]]:
    """Names with the code of their country; a later one of the same name counts."""
    for zone, code in get_global("zone_territories").items():  # "Asia/Kuala_Lumpur": MY
        if len(code) == 2 and code.isalpha() and code != HERE:
            yield zone.rpartition("/")[2].replace("_", " "), code
    for language in ("en", "id"):
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha() and code not in (HERE, "ZZ", "EU", "EZ", "UN", "XA", "XB"):
                yield name, code
    with open(Path(__file__).with_name("names.toml"), "rb") as file:
        for code, names in tomllib.load(file)["abroad"].items():
            yield from ((name, code) for name in names)
