"""The postage table as a CSV file. The file is the table: what it does not hold is no rate any more."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import delete
from sqlmodel import Session, col, select

from catalog import csv_files
from catalog.errors import Refusal
from orders import areas
from orders.models import PostageRate

COLUMNS = (
    *("courier", "service", "origin", "destination", "first_kg", "next_kg"),
    *("tolerance_g", "min_weight_g", "cod", "days", "example"),
)
EVERYWHERE = "Indonesia"
MOST_RUPIAH, MOST_GRAMS = 10_000_000, 1_000_000
_DAYS = re.compile(r"\d{1,2}(-\d{1,2})?")


@dataclass(frozen=True)
class Report:
    """How many rates stand in the table now, and the lines that were left out."""

    rates: int
    refusals: list[Refusal]


class PostageRefused(Exception):
    """Nothing was changed; `refusals` say why, line by line."""

    def __init__(self, refusals: list[Refusal]) -> None:
        super().__init__(*map(str, refusals))
        self.refusals = refusals


def take_over(session: Session, path: Path, skip_bad: bool = False) -> Report:
    """Make the table what the file says. Raises PostageRefused when a line is wrong, or with `skip_bad` leaves it out."""
    refusals: list[Refusal] = []
    try:
        rates = list(_rates(path, refusals))
    except csv_files.WholeFileRefused as refused:
        raise PostageRefused(refused.refusals) from None
    if refusals and not skip_bad:
        raise PostageRefused(refusals)
    session.execute(delete(PostageRate))
    session.add_all(rates)
    session.flush()
    return Report(len(rates), refusals)


def write(session: Session, path: Path) -> int:
    """Write all rates, in the form that `take_over` reads; returns how many."""
    order = (col(PostageRate.courier), col(PostageRate.service), col(PostageRate.origin), col(PostageRate.destination))
    rates = session.exec(select(PostageRate).order_by(*order)).all()
    csv_files.write(path, COLUMNS, [_cells(rate) for rate in rates])
    return len(rates)


def _cells(rate: PostageRate) -> list[object]:
    return [
        *(rate.courier, rate.service, _area_name(rate.origin), _area_name(rate.destination)),
        *(rate.first_kg, rate.next_kg, rate.tolerance_g, rate.min_weight_g),
        *("yes" if rate.cod else "no", rate.days, "yes" if rate.is_example else "no"),
    ]


def _area_name(code: str) -> str:
    """The name that staff read, as long as it is read back as the same area; else the code."""
    if not code:
        return EVERYWHERE
    name = areas.load().in_words(code)
    return name if areas.locate(name).code == code else code


# ---------------------------------------------------------------- reading


def _rates(path: Path, refusals: list[Refusal]) -> Iterator[PostageRate]:
    seen: dict[tuple[str, ...], int] = {}
    for line, values in csv_files.read(path.parent, path.name, refusals, COLUMNS):
        row = _Row(path.name, line, {name: value.strip() for name, value in values.items()})
        rate = row.rate()
        key = (rate.courier.casefold(), rate.service.casefold(), rate.origin, rate.destination)
        if not row.refusals and key in seen:
            row.refuse("destination", f"the same service and destination stand in line {seen[key]} already")
        seen.setdefault(key, line)
        if row.refusals:
            refusals += row.refusals
        else:
            yield rate


class _Row:
    """One line on its way to a rate; what is wrong with it is collected."""

    def __init__(self, file: str, line: int, values: dict[str, str]) -> None:
        self.file, self.line, self.values = file, line, values
        self.refusals: list[Refusal] = []

    def refuse(self, column: str, reason: str) -> None:
        self.refusals.append(Refusal(self.file, self.line, column, reason))

    def rate(self) -> PostageRate:
        return PostageRate(
            courier=self._name("courier", needed=True),
            service=self._name("service"),
            origin=self._area("origin"),
            destination=self._area("destination", everywhere=True),
            first_kg=self._number("first_kg", MOST_RUPIAH),
            next_kg=self._number("next_kg", MOST_RUPIAH),
            tolerance_g=self._number("tolerance_g", MOST_GRAMS, 300),
            min_weight_g=self._number("min_weight_g", MOST_GRAMS, 1000),
            cod=self._yes("cod"),
            days=self._days(),
            is_example=self._yes("example"),
        )

    def _name(self, column: str, needed: bool = False) -> str:
        value = self.values[column]
        if needed and not value:
            self.refuse(column, "is missing")
        if len(value) > 30:
            self.refuse(column, "is longer than 30 characters")
        if value.startswith(("=", "+", "-", "@")):
            self.refuse(column, f"“{value}” begins with a sign that a spreadsheet would run")
        return value

    def _area(self, column: str, everywhere: bool = False) -> str:
        value, places = self.values[column], areas.load()
        if everywhere and value.casefold() == EVERYWHERE.casefold():
            return ""
        if value in places.names:
            return value
        found = areas.locate(value)
        if found.code is None or found.guess:
            near = found.guess or next(iter(found.among), None)
            hint = f"; perhaps “{places.in_words(near)}”" if near else ""
            self.refuse(column, f"“{value}” is no province, regency, city or district{hint}")
        return found.code or ""

    def _number(self, column: str, most: int, default: int | None = None) -> int:
        value = self.values[column]
        if not value and default is not None:
            return default
        if not value.isascii() or not value.isdigit() or int(value) > most:
            self.refuse(column, f"“{value}” is no whole number from 0 to {most}")
            return 0
        return int(value)

    def _yes(self, column: str) -> bool:
        value = self.values[column].casefold()
        if value not in ("yes", "no", ""):
            self.refuse(column, f"“{self.values[column]}” is neither yes nor no")
        return value == "yes"

    def _days(self) -> str:
        value = self.values["days"].replace(" ", "").replace("–", "-")
        if value and not _DAYS.fullmatch(value):
            self.refuse("days", f"“{self.values['days']}” is no number of days such as 2 or 2-3")
            return ""
        return value
