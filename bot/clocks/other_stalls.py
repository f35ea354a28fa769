"""What other stalls have that is nearest to an order's goods; stalls take turns, as in every search."""

from dataclasses import replace
from typing import Any

from sqlmodel import Session

import clock
from bot.understanding import Wish
from catalog import lookup
from catalog import search as catalog_search
from orders.models import Order, OrderLine

LOOKED_AT = 24  # search results in which another stall is looked for
MOST_LINES = 6  # a contact sheet has no more places


def instead_of(session: Session, order: Order) -> list[dict[str, Any]]:
    """For each line of the order the nearest goods of another stall, with enough pieces in the same size: code, size,
    quantity. A line for which there is nothing is left out."""
    found = (_nearest(session, order, line) for line in order.lines[:MOST_LINES])
    return [one for one in found if one is not None]


def _nearest(session: Session, order: Order, line: OrderLine) -> dict[str, Any] | None:
    """Of the same technique where there is one: that is what a buyer pays for."""
    listing = lookup.by_code(session, line.code)
    wish = Wish(
        product=(line.product,),
        technique=(line.technique,) if line.technique else (),
        motif=tuple(motif.motif for motif in listing.motifs) if listing else (),
        size=(line.size,) if line.size else (),
        min_stock=line.quantity,
        exclude={"shop": (order.seller.shop,)},
    )
    return _of(session, order, line, wish) or _of(session, order, line, replace(wish, technique=()))


def _of(session: Session, order: Order, line: OrderLine, wish: Wish) -> dict[str, Any] | None:
    found = catalog_search.search(
        session, wish, shopper_key=str(order.shopper_id), day=clock.now().date(), limit=LOOKED_AT
    )
    for other in lookup.by_ids(session, found.listing_ids):
        has_size = line.size in [variant.size for variant in other.variants] or not (line.size or other.variants)
        if other.seller_id != order.seller_id and has_size and lookup.available(other, line.size) >= line.quantity:
            return {"code": other.code, "size": line.size, "quantity": line.quantity}
    return None
