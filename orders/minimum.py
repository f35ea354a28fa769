"""The least that a stall sells: of one listing, and in one order."""

from collections.abc import Iterable
from dataclasses import dataclass

from catalog.lookup import total_available
from catalog.models import Listing, Seller


@dataclass(frozen=True)
class TooFew:
    """`pieces` are wanted where `least` are sold; `listing` None: in the whole order of this seller."""

    seller: Seller
    listing: Listing | None
    least: int
    pieces: int


def too_few(wanted: Iterable[tuple[Listing, int]]) -> TooFew | None:
    """The first minimum that (listing, pieces) do not reach. What is left may always be bought, though it be less."""
    pieces: dict[int | None, int] = {}
    of_seller: dict[int, int] = {}
    listings: dict[int | None, Listing] = {}
    for listing, quantity in wanted:
        pieces[listing.id] = pieces.get(listing.id, 0) + quantity
        of_seller[listing.seller_id] = of_seller.get(listing.seller_id, 0) + quantity
        listings[listing.id] = listing
    for listing in listings.values():
        least = min(listing.min_pieces, total_available(listing))
        if pieces[listing.id] < least:
            return TooFew(listing.seller, listing, least, pieces[listing.id])
    for listing in listings.values():
        if of_seller[listing.seller_id] < listing.seller.min_pieces:
            return TooFew(listing.seller, None, listing.seller.min_pieces, of_seller[listing.seller_id])
    return None
