"""Account numbers that lost their leading zeros in a spreadsheet: told before a buyer's money goes astray."""

import re
import tomllib
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).with_name("banks.toml")


@cache
def _digits() -> dict[str, int]:
    return dict(tomllib.loads(_TABLE.read_text(encoding="utf-8"))["digits"])


def lost_zeros_of(known: str, given: str) -> bool:
    """Whether `given` is the account `known` without zeros at its beginning: 0123456789, 123456789."""
    known, given = _bare(known), _bare(given)
    return known != given and known.startswith("0") and known.lstrip("0") == given.lstrip("0") != ""


def is_short(bank: str, account: str) -> int | None:
    """How many digits this bank's accounts have (banks.toml), when `account` has fewer; else None."""
    name = re.sub(r"(?i)\bbank\b|[^a-z]", "", bank.casefold())
    digits, bare = _digits().get(name), _bare(account)
    return digits if digits and bare.isdecimal() and len(bare) < digits else None


def _bare(account: str) -> str:
    return re.sub(r"[\s.\-]", "", account)
