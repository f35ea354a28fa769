"""Couriers by the names that people use."""

import re
from functools import cache

from bot.understanding.data import read


def courier_named(text: str) -> str | None:
    """The courier that a text names: "jne aja"."""
    found = _named().search(text)
    return found[1] if found else None


def courier_chosen(text: str) -> str | None:
    """The courier that a text says to send with: "pakai JNE", "lewat j&t"."""
    found = _chosen().search(text)
    return found[1] if found else None


@cache
def _names() -> str:
    return "|".join(map(re.escape, sorted(read("forms")["courier"]["names"], key=len, reverse=True)))


@cache
def _named() -> "re.Pattern[str]":
    return re.compile(rf"(?i)(?<!\w)({_names()})(?!\w)")


@cache
def _chosen() -> "re.Pattern[str]":
    words = "|".join(read("forms")["courier"]["chosen_by"])
    return re.compile(rf"(?i)\b(?:{words})\s+({_names()})(?!\w)")
