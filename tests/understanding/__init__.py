"""Sentences with what they mean, a kind a file, and how they are read."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent
NUMBERS = ("price_min", "price_max", "min_stock")


def cases(name: str) -> Iterator[tuple[str, str]]:
    """(text, what is expected) of each line "text => expected"; "\\n" in a text is a new line."""
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            text, _, expected = line.partition(" =>")
            yield text.replace("\\n", "\n"), expected.strip()


def slots(expected: str) -> dict[str, Any]:
    """ "product=kemeja; price_max=40000; not.colour=hitam" as want, exclude and sort in one dict."""
    found: dict[str, Any] = {}
    for part in filter(None, (part.strip() for part in expected.split(";"))):
        key, _, value = part.partition("=")
        if key in NUMBERS:
            found[key] = int(value)
        elif key == "wholesale":
            found[key] = value == "true"
        elif key == "sort":
            found[key] = value
        else:
            found[key] = tuple(value.split(","))
    return found
