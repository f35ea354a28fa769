"""What sellers sell at the stall and tell ("laku K0123 2"): off the stock, and logged beside the orders, never as one.

The city counts a sale only while its shop agrees to be counted (`consent`); the shop's own summaries always do.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, func, select

import clock
from catalog import changes, shelf
from catalog.models import Listing, Seller, ShopEvent
from catalog.shelf import Author
from orders.models import OfflineSale, OfflineSaleEvent

YES, NO, ASKED = "yes", "no", "asked"  # Seller.offline_consent, "" before it was asked


def tell(
    session: Session, listing: Listing, size: str, quantity: int, amount: int, by: Author
) -> tuple[OfflineSale, ShopEvent]:
    """Log that `quantity` pieces were sold for `amount` rupiah in all, and take them off the shelf; the event of the
    shop's log takes both back. The listing is held (stock.hold). Raises SoldOut, and nothing is kept then."""
    with session.begin_nested():
        sale = OfflineSale(
            number="?" + secrets.token_hex(5),
            seller_id=listing.seller_id,
            listing_id=listing.id or 0,
            code=listing.code,
            title=listing.title,
            product=listing.product,
            technique=listing.technique,
            size=size,
            quantity=quantity,
            amount=amount,
        )
        session.add(sale)
        session.flush()
        sale.number = f"L{sale.id:04d}"
        event = shelf.sell(session, listing, size if listing.stock is None else "", quantity, sale.number, by)
        _note(session, sale, "told", by, {"quantity": quantity, "amount": amount})
    return sale, event


def take_back(session: Session, event: ShopEvent, by: Author) -> None:
    """The sale of this event was none. The pieces are put back by shelf.take_back."""
    sale = session.exec(select(OfflineSale).where(OfflineSale.number == event.new["sale"])).one()
    sale.taken_back_at = clock.now()
    _note(session, sale, "taken_back", by, {})


def just_told(session: Session, listing: Listing, size: str, quantity: int, amount: int, since: datetime) -> str:
    """The number of the newest sale of so many pieces of this listing and size, for as many rupiah, that stands and was
    told not before `since`, by whomever of the shop; "" when there is none."""
    same = (OfflineSale.size == size, OfflineSale.quantity == quantity, OfflineSale.amount == amount)
    query = select(OfflineSale.number).where(OfflineSale.listing_id == listing.id, *same, _stands())
    newest = query.where(OfflineSale.sold_at >= since).order_by(col(OfflineSale.id).desc()).limit(1)
    return session.exec(newest).first() or ""


def numbered(session: Session, seller_id: int | None, numbers: Sequence[str]) -> Sequence[OfflineSale]:
    """The shop's sales with these numbers, the oldest first."""
    query = select(OfflineSale).where(col(OfflineSale.number).in_(numbers), OfflineSale.seller_id == seller_id)
    return session.exec(query.order_by(col(OfflineSale.id))).all()


def pieces_sold(session: Session, listing_id: int | None) -> int:
    """Pieces of the listing sold at the stall so far."""
    query = select(func.coalesce(func.sum(OfflineSale.quantity), 0)).where(
        OfflineSale.listing_id == listing_id, _stands()
    )
    return session.exec(query).one()


def answer_consent(session: Session, seller: Seller, answer: str, by: Author) -> None:
    """The shop lets the city count what it sells itself (YES), or not (NO); ASKED: it was asked and has not said yet."""
    old, seller.offline_consent = seller.offline_consent, answer
    if answer != ASKED and old != answer:
        changes.record(
            session,
            seller.id,
            "offline_consent",
            person_id=by.person_id,
            actor=by.actor,
            old={"offline_consent": old},
            new={"offline_consent": answer},
        )


def counted_by_the_city() -> list[Any]:
    """Conditions on OfflineSale joined with Seller: sales that stand, of shops that agreed."""
    return [_stands(), col(Seller.offline_consent) == YES]


def _stands() -> Any:
    return col(OfflineSale.taken_back_at).is_(None)


def _note(session: Session, sale: OfflineSale, kind: str, by: Author, facts: dict[str, Any]) -> None:
    session.add(
        OfflineSaleEvent(sale_id=sale.id, at=clock.now(), kind=kind, actor=by.actor, actor_id=by.person_id, facts=facts)
    )
    session.flush()
