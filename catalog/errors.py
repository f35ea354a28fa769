"""Expected refusals of this room: a code (the class) and facts, no words for shoppers or sellers."""

from dataclasses import dataclass


class CatalogRefused(Exception):
    """Base of the refusals below."""


@dataclass(eq=False)
class SoldOut(CatalogRefused):
    """There are fewer pieces than wanted. `left`: how many can still be ordered; `size` "" where there are none."""

    code: str
    size: str
    left: int


@dataclass(eq=False)
class UnknownSeller(CatalogRefused):
    """No stall has this number (E.164)."""

    phone: str


@dataclass(eq=False)
class NumberTaken(CatalogRefused):
    """The number (E.164) is another stall's already, or its owner acts for another stall."""

    phone: str
    shop: str


@dataclass(frozen=True)
class Refusal:
    """Why a line of an imported file can't be taken. `field` "" where the whole line or file is meant."""

    file: str
    line: int  # as an editor counts: the header is line 1; 0: the file as a whole
    field: str
    reason: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.field}: {self.reason}" if self.field else f"{where}: {self.reason}"


@dataclass(eq=False)
class ImportRefused(CatalogRefused):
    """At least one line can't be taken, and nothing was changed."""

    refusals: list[Refusal]
