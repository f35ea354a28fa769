"""Finding orders. Nobody is ever shown another's: each question names whose orders are meant."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import and_, or_
from sqlalchemy.orm import joinedload, selectinload
from sqlmodel import Session, col, func, select

import clock
from catalog.models import Listing
from orders import moving
from orders.models import Order, OrderEvent, OrderLine

OPEN = ("placed", "accepted")
A_MONTH = timedelta(days=31)
MOST_RECENT = 200
LATE_MONEY = timedelta(days=7)


def of_seller(session: Session, seller_id: int | None, number: str) -> Order | None:
    """The seller's own order with this number ("p0001" too); None when there is none or it is another's."""
    return session.exec(_orders().where(Order.number == number.upper(), Order.seller_id == seller_id)).first()


def waiting_for_seller(session: Session, seller_id: int | None) -> Sequence[Order]:
    """Orders that wait for the seller's yes or no, oldest first."""
    rows = _orders().where(Order.seller_id == seller_id, Order.order_status == "placed")
    return session.exec(rows.order_by(col(Order.id))).all()


def open_of_seller(session: Session, seller_id: int | None) -> Sequence[Order]:
    """Orders of the seller that are neither completed nor called off, oldest first."""
    rows = _orders().where(Order.seller_id == seller_id, col(Order.order_status).in_(OPEN))
    return session.exec(rows.order_by(col(Order.id))).all()


def pieces_ordered(session: Session, listing: Listing) -> int:
    """Pieces of the listing that open orders hold and that have not left the stall yet."""
    query = (
        select(func.coalesce(func.sum(OrderLine.quantity), 0))
        .join(Order, col(OrderLine.order_id) == Order.id)
        .where(
            Order.seller_id == listing.seller_id,
            col(Order.order_status).in_(OPEN),
            col(Order.fulfilment_status).in_(("unfulfilled", "ready")),
            OrderLine.listing_id == listing.id,
        )
    )
    return session.exec(query).one()


def recent_of_seller(session: Session, seller_id: int | None) -> Sequence[Order]:
    """What a seller's words may be about: open orders, and those of the last month that still want something of her (a
    parcel on its way, money to send back), oldest first."""
    still = or_(
        col(Order.order_status).in_(OPEN),
        and_(col(Order.order_status) == "completed", col(Order.payment_status) != "paid"),
        col(Order.found) > 0,
    )
    rows = _orders().where(Order.seller_id == seller_id, still, col(Order.placed_at) > clock.now() - A_MONTH)
    return session.exec(rows.order_by(col(Order.id).desc()).limit(MOST_RECENT)).all()[::-1]


def of_shopper(session: Session, person_id: int | None, number: str) -> Order | None:
    """The shopper's own order with this number ("p0001" too); None when there is none or it is another's."""
    return session.exec(_orders().where(Order.number == number.upper(), Order.shopper_id == person_id)).first()


def recent_of_shopper(session: Session, person_id: int | None, limit: int) -> Sequence[Order]:
    """The shopper's last `limit` orders in whatever state, newest first."""
    rows = _orders().where(Order.shopper_id == person_id)
    return session.exec(rows.order_by(col(Order.id).desc()).limit(limit)).all()


def last_sent(session: Session, person_id: int | None) -> Order | None:
    """The shopper's newest order that was to be sent to an address."""
    rows = _orders().where(Order.shopper_id == person_id, Order.delivery == "ship", Order.address != "")
    return session.exec(rows.order_by(col(Order.id).desc()).limit(1)).first()


def open_of_shopper(session: Session, person_id: int | None) -> Sequence[Order]:
    """The shopper's orders that are neither completed nor called off, oldest first."""
    rows = _orders().where(Order.shopper_id == person_id, col(Order.order_status).in_(OPEN))
    return session.exec(rows.order_by(col(Order.id))).all()


def all_of_shopper(session: Session, person_id: int | None) -> Sequence[Order]:
    """Every order that the shopper ever placed, oldest first."""
    return session.exec(_orders().where(Order.shopper_id == person_id).order_by(col(Order.id))).all()


def of_checkout(session: Session, person_id: int | None, checkout: str) -> Sequence[Order]:
    """The orders that the shopper placed together under this id, in their order."""
    rows = _orders().where(Order.checkout == checkout, Order.shopper_id == person_id)
    return session.exec(rows.order_by(col(Order.id))).all()


def locked(session: Session, order_id: int) -> Order:
    """The order with this id, its row locked. Raises LookupError when there is none."""
    order = session.exec(_orders().where(Order.id == order_id)).first()
    if order is None:
        raise LookupError(f"no order {order_id}")
    moving.lock(session, order)
    return order


def stands(session: Session, number: str, **values: Any) -> bool:
    """Whether the order still has these values in its columns; a list means one of them."""
    order = session.exec(select(Order).where(Order.number == number)).first()
    fits = (getattr(order, name) in (value if isinstance(value, list) else [value]) for name, value in values.items())
    return order is not None and all(fits)


def newest_event(session: Session, order: Order, kind: str) -> OrderEvent | None:
    """The last event of this kind in the order's log."""
    query = select(OrderEvent).where(OrderEvent.order_id == order.id, OrderEvent.kind == kind)
    return session.exec(query.order_by(col(OrderEvent.id).desc()).limit(1)).first()


def to_pay(session: Session, person_id: int | None) -> Sequence[Order]:
    """Accepted orders of the shopper that are to be paid by transfer or QRIS and are not, oldest first."""
    rows = _orders().where(
        Order.shopper_id == person_id,
        Order.order_status == "accepted",
        col(Order.payment_status).in_(("unpaid", "proof_sent")),
        col(Order.payment_method).in_(("transfer", "qris")),
    )
    return session.exec(rows.order_by(col(Order.id))).all()


def paid_too_late(session: Session, person_id: int | None) -> Sequence[Order]:
    """The shopper's orders of the last days that ended unpaid: money for them may still come. Newest first."""
    rows = _orders().where(
        Order.shopper_id == person_id,
        Order.order_status == "cancelled",
        col(Order.payment_status).in_(("unpaid", "proof_sent")),
        Order.cancel_reason == "expired_unpaid",
        col(Order.placed_at) > clock.now() - LATE_MONEY,
    )
    return session.exec(rows.order_by(col(Order.id).desc())).all()


def placed_of_shopper(session: Session, person_id: int | None) -> Sequence[Order]:
    """Orders of the shopper that wait for the seller and are to be paid by transfer or QRIS, oldest first."""
    rows = _orders().where(
        Order.shopper_id == person_id,
        Order.order_status == "placed",
        col(Order.payment_method).in_(("transfer", "qris")),
    )
    return session.exec(rows.order_by(col(Order.id))).all()


def asked_of_shopper(session: Session, person_id: int | None) -> Sequence[Order]:
    """Open orders in which the shopper is asked something (states.PROPOSAL), oldest first."""
    asked = col(Order.proposal).in_(("changes", "cod", "cancel_by_seller"))
    rows = _orders().where(Order.shopper_id == person_id, col(Order.order_status).in_(OPEN), asked)
    return session.exec(rows.order_by(col(Order.id))).all()


def _orders() -> Any:
    """Orders with their lines, seller and shopper at hand."""
    order: Any = Order  # mypy takes relationships for what they lead to
    return select(Order).options(selectinload(order.lines), joinedload(order.seller), joinedload(order.shopper))
