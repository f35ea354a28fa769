"""Bargaining: how far a price may come down, and what one shopper was promised for a while. All in whole rupiah."""

from datetime import timedelta

from sqlmodel import Session, col, select

import clock
from catalog.models import Listing, PriceOffer

FIXED = 0  # a floor: the price is not bargained about
LASTS = timedelta(hours=6)
ROUNDED_TO = 500
LEAST_SHARE = 0.3  # of the price: a bare figure that would be less in thousands ("ambil 5") counts pieces
STEEP = 0.5  # of the price: who grants less is asked twice


def bid_of(figure: int, price: int) -> int | None:
    """The rupiah that a bare figure offers for goods of this price ("50" for Rp55.000); None when it is no offer."""
    offered = figure * 1000
    return offered if price * LEAST_SHARE <= offered < price else None


def is_steep(offered: int, price: int) -> bool:
    """Whether what is offered for one piece may well be a misunderstanding."""
    return offered < price * STEEP


def counter_offer(price: int, floor: int, asked: int | None) -> int:
    """What is offered to somebody who asks for `asked` (None: named no sum): never below the floor, never above the
    price. Who asks for something within the floor gets it; else one meets halfway, in round sums."""
    if asked is not None and asked >= floor:
        return min(asked, price)
    middle = (price + (floor if asked is None else asked)) // 2
    return min(price, max(floor, -(-middle // ROUNDED_TO) * ROUNDED_TO))


def offer(session: Session, person_id: int, listing: Listing, price: int, *, by_seller: bool = False) -> PriceOffer:
    """Promises this price to this shopper from now on, in place of an older promise."""
    assert listing.id is not None
    promised = session.get(PriceOffer, (person_id, listing.id)) or PriceOffer(
        person_id=person_id, listing_id=listing.id, price=price, expires_at=clock.now()
    )
    promised.price, promised.by_seller, promised.expires_at = price, by_seller, clock.now() + LASTS
    session.add(promised)
    session.flush()
    return promised


def offered(session: Session, person_id: int | None, listing_id: int | None) -> PriceOffer | None:
    """What the shopper was promised for this listing, over or not: nobody gets a second counter-offer by waiting."""
    return session.get(PriceOffer, (person_id, listing_id))


def agreed(session: Session, person_id: int | None) -> dict[int, int]:
    """The promises to this shopper that hold now: rupiah for one piece, by listing."""
    query = select(PriceOffer).where(PriceOffer.person_id == person_id, col(PriceOffer.expires_at) > clock.now())
    return {promised.listing_id: promised.price for promised in session.exec(query)}
