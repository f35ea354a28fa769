"""Couriers by the names people use and by the form of their parcel numbers; the data is in couriers.toml."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_suffix(".toml")


@dataclass(frozen=True)
class Courier:
    """`link`: where its parcels are looked up; "" where we know none."""

    name: str
    names: tuple[str, ...]
    forms: tuple[re.Pattern[str], ...]
    link: str

    def fits(self, number: str) -> bool:
        """Whether one of its parcels may have this number."""
        return any(form.fullmatch(number) for form in self.forms)


def named(text: str) -> str:
    """The courier's name as it is shown, for a name as people write it; one that nobody knows stays as it is."""
    spoken = " ".join(text.casefold().split())
    return next((courier.name for courier in _all() if spoken in courier.names), text)


def guess(number: str) -> list[str]:
    """Names of the couriers whose parcel numbers look like this, in the order of the file; none: it could be anybody's."""
    return [courier.name for courier in _all() if courier.fits(normalised(number))]


def normalised(number: str) -> str:
    """A parcel number as it is kept: capitals, without blanks."""
    return "".join(number.upper().split())


def link(name: str) -> str:
    """Where a parcel of this courier is looked up, or ""."""
    return next((courier.link for courier in _all() if courier.name == name), "")


def with_numbers() -> list[str]:
    """Names of the couriers that give parcel numbers, the best known first."""
    return [courier.name for courier in _all() if courier.forms]


@cache
def _all() -> tuple[Courier, ...]:
    with open(_FILE, "rb") as file:
        data = tomllib.load(file)
    return tuple(
        Courier(name, (name.casefold(), *row["names"]), tuple(map(re.compile, row["forms"])), row.get("link", ""))
        for name, row in data.items()
    )
