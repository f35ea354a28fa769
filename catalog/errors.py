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
class PriceTiers(CatalogRefused):
    """Who buys more would not pay less: from `pieces` on one costs `price` rupiah, and `before` with fewer."""

    code: str
    pieces: int
    price: int
    before: int


@dataclass(eq=False)
class UnknownSeller(CatalogRefused):
    """No stall has this number (E.164)."""

    phone: str


@dataclass(eq=False)
class NumberTaken(CatalogRefused):
    """The number (E.164) is another stall's already, or its owner acts for another stall."""

    phone: str
    shop: str


@dataclass(eq=False)
class ActsForOther(CatalogRefused):
    """The person acts for another stall already: one person, one stall."""

    shop: str


@dataclass(eq=False)
class NameTaken(CatalogRefused):
    """Another stall has this name."""

    shop: str
    sentra: str


class BadCode(CatalogRefused):
    """The code makes nobody act for a stall: mistyped, used or too old. Which of them is told to nobody."""


class TooManyCodes(CatalogRefused):
    """The person has written so many wrong codes that no more are looked at for a while."""


class ForOwnerOnly(CatalogRefused):
    """A helper wanted what only the owner of the stall may do."""


class LastOwner(CatalogRefused):
    """The stall would be left without its owner, or without the number it is known by: only staff move that."""


class TooManyNumbers(CatalogRefused):
    """As many people act for the stall as may be invited by chat."""


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
