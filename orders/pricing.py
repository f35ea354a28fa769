"""What one piece costs: the retail price, or that of the tier which all pieces that count together reach.

The sizes of one listing always count together. Where the seller allows it ("campur boleh"), so do her listings of one
product: 7 daster of one motif and 5 of another are a dozen. Each keeps its own tiers. A price that the shopper was
promised when bargaining holds where it is lower. All in whole rupiah.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from catalog.lookup import share_of, tier_of, total_available, unit_price
from catalog.models import Listing

SOON = 3  # so many pieces more are named as a step that is worth taking …
SOON_PART = 4  # … or one in so many of what is wanted already


@dataclass(frozen=True)
class UnitPrice:
    """How the price of one piece came about. Rupiah and pieces. `rounding`: what a line of these pieces costs beside
    its number times the price, as its share of a lot; a listing's lines together cost just what the lot does."""

    price: int
    counted: int  # the pieces that count together for the tier
    mixed: bool = False  # pieces of other listings are among them
    promised: bool = False  # the price is what this shopper bargained for
    tier_from: int = 0  # the tier begins here; 0: no tier is reached
    next_from: int | None = None  # the next tier, if there is one
    next_price: int | None = None
    next_total: int = 0  # for just as many pieces as the next tier begins with
    rounding: int = 0

    def total(self, quantity: int) -> int:
        """Rupiah for the line, of `quantity` pieces, that this is the price of."""
        return quantity * self.price + self.rounding

    @property
    def missing(self) -> int:
        """Pieces to the next tier; 0: there is none."""
        return self.next_from - self.counted if self.next_from else 0

    @property
    def saving(self) -> int:
        """What the pieces of the next tier cost less there than at this price; never below zero."""
        if self.next_from is None or self.next_price is None:
            return 0
        return max(0, self.price * self.next_from - self.next_total)


def unit_prices(wanted: Sequence[tuple[Listing, int]], promised: Mapping[int, int] | None = None) -> list[UnitPrice]:
    """The price of one piece for each (listing, pieces), in their order. `promised`: rupiah for one piece that hold for
    this shopper, by listing (catalog.bargains.agreed)."""
    counted: dict[object, int] = {}
    kinds: dict[object, set[int | None]] = {}
    for listing, quantity in wanted:
        key = _counts_with(listing)
        counted[key] = counted.get(key, 0) + quantity
        kinds.setdefault(key, set()).add(listing.id)
    keys = [_counts_with(listing) for listing, _quantity in wanted]
    units = [
        _unit_price(listing, counted[key], len(kinds[key]) > 1)
        for (listing, _quantity), key in zip(wanted, keys, strict=True)
    ]
    lowest = [
        (promised or {}).get(listing.id or 0, unit.price) for (listing, _), unit in zip(wanted, units, strict=True)
    ]
    return [
        replace(unit, price=price, promised=True) if price < unit.price else replace(unit, rounding=rounding)
        for unit, price, rounding in zip(units, lowest, _roundings(wanted, units), strict=True)
    ]


def worth_adding(wanted: Sequence[tuple[Listing, int]], promised: Mapping[int, int] | None = None) -> UnitPrice | None:
    """The next tier that is only a few pieces away, that the stock allows and that saves most; None: there is none."""
    near = [
        unit
        for (listing, quantity), unit in zip(wanted, unit_prices(wanted, promised), strict=True)
        if 0 < unit.missing <= max(SOON, unit.counted // SOON_PART)
        and unit.saving > 0
        and total_available(listing) >= quantity + unit.missing
    ]
    return max(near, key=lambda unit: unit.saving, default=None)


def _counts_with(listing: Listing) -> object:
    """What pieces of this listing count together with."""
    return (listing.seller_id, listing.product) if listing.seller.mixes_tiers else listing.id


def _roundings(wanted: Sequence[tuple[Listing, int]], units: Sequence[UnitPrice]) -> list[int]:
    """By how much each line's share of its lot differs from its number times the rounded price. The lines of one listing
    are cut from one sum, so that they come to it whatever sizes it is split into."""
    before: dict[int | None, int] = {}
    roundings = []
    for (listing, quantity), unit in zip(wanted, units, strict=True):
        tier = tier_of(listing, unit.counted)
        first = before.get(listing.id, 0)
        before[listing.id] = first + quantity
        share = share_of(tier, first + quantity) - share_of(tier, first) if tier else quantity * unit.price
        roundings.append(share - quantity * unit.price)
    return roundings


def _unit_price(listing: Listing, counted: int, mixed: bool) -> UnitPrice:
    reached = [tier.min_quantity for tier in listing.tiers if tier.min_quantity <= counted]
    ahead = [tier for tier in listing.tiers if tier.min_quantity > counted]
    following = min(ahead, key=lambda tier: tier.min_quantity, default=None)
    return UnitPrice(
        price=unit_price(listing, counted),
        counted=counted,
        mixed=mixed,
        tier_from=max(reached, default=0),
        next_from=following.min_quantity if following else None,
        next_price=following.unit_price if following else None,
        next_total=share_of(following, following.min_quantity) if following else 0,
    )
