"""Expected refusals of this room: a code (the class) and facts, no words. SoldOut comes from the catalogue."""

from dataclasses import dataclass

from catalog.errors import SoldOut as SoldOut  # what cannot be ordered any more is refused by whoever counts the stock
from orders.states import States


class OrderRefused(Exception):
    """Base of the refusals below."""


@dataclass(eq=False)
class UnknownCode(OrderRefused):
    """No listing has this code."""

    code: str


@dataclass(eq=False)
class NotForSale(OrderRefused):
    """The listing is hidden, or its stall is hidden or suspended."""

    code: str


@dataclass(eq=False)
class SizeNeeded(OrderRefused):
    """The listing comes in several sizes and none was named. `sizes`: those in stock, in the seller's order."""

    code: str
    sizes: list[str]


@dataclass(eq=False)
class UnknownSize(OrderRefused):
    """The listing does not come in this size. `sizes`: all that it comes in (none: it has no sizes)."""

    code: str
    size: str
    sizes: list[str]


@dataclass(eq=False)
class BelowMinimum(OrderRefused):
    """Fewer `pieces` than the stall sells: of this code, or ("") in the whole order of this shop."""

    code: str
    shop: str
    least: int
    pieces: int


@dataclass(eq=False)
class NotAllowed(OrderRefused):
    """The order stands where this actor can't do that (any more). `states`: where it stands now."""

    number: str
    event: str
    states: States
