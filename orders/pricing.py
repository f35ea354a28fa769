"""What one piece costs: the retail price, or that of the tier which all pieces that count together reach."""

from collections.abc import Sequence
from dataclasses import dataclass

from catalog.lookup import unit_price
from catalog.models import Listing


@dataclass(frozen=True)
class UnitPrice:
    """How the price of one piece came about. Rupiah and pieces."""

    price: int
    counted: int  # the pieces that count together for the tier
    tier_from: int = 0  # the tier begins here; 0: no tier is reached
    next_from: int | None = None  # the next tier, if there is one
    next_price: int | None = None


def unit_prices(wanted: Sequence[tuple[Listing, int]]) -> list[UnitPrice]:
    """The price of one piece for each (listing, pieces), in their order."""
    counted: dict[int | None, int] = {}
    for listing, quantity in wanted:
        counted[listing.id] = counted.get(listing.id, 0) + quantity
    return [_unit_price(listing, counted[listing.id]) for listing, _quantity in wanted]


def _unit_price(listing: Listing, counted: int) -> UnitPrice:
    reached = [tier.min_quantity for tier in listing.tiers if tier.min_quantity <= counted]
    ahead = [tier for tier in listing.tiers if tier.min_quantity > counted]
    following = min(ahead, key=lambda tier: tier.min_quantity, default=None)
    return UnitPrice(
        price=unit_price(listing, counted),
        counted=counted,
        tier_from=max(reached, default=0),
        next_from=following.min_quantity if following else None,
        next_price=following.unit_price if following else None,
    )
