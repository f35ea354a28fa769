"""Orders of one checkout that go in one parcel: they arrive together, and when the stall that packs it is out of it, the
others send their goods themselves."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import joinedload
from sqlmodel import Session, col, select

from orders.lookup import OPEN
from orders.models import Order


def leave(session: Session, order: Order) -> tuple[Order, ...]:
    """The open orders that were to go in the parcel of this one, which has been called off; from now on each is a parcel
    of its own, whose postage its seller names anew. None when another stall packs."""
    if order.packer_id is None or order.packer_id != order.seller_id:
        return ()
    others = _others(session, order)
    for other in others:
        other.packer_id, other.shipping_service = None, ""
    session.flush()
    return tuple(others)


def with_it(session: Session, order: Order) -> Sequence[Order]:
    """The open orders that came in the same parcel as this one; none where it went by itself."""
    return _others(session, order) if order.packer_id is not None else ()


def _others(session: Session, order: Order) -> Sequence[Order]:
    """The other open orders of its parcel, locked."""
    row: Any = Order  # mypy takes relationships for what they lead to
    return session.exec(
        select(Order)
        .where(
            Order.checkout == order.checkout,
            Order.packer_id == order.packer_id,
            Order.id != order.id,
            col(Order.order_status).in_(OPEN),
        )
        .order_by(col(Order.id))
        .options(joinedload(row.seller))
        .with_for_update(of=row, key_share=True)
    ).all()
