"""Who may pay at the door: up to a sum for each order, and not after parcels that came back unpaid."""

from flask import current_app
from sqlmodel import Session, func, select

from orders.models import Order


def refusal(session: Session, person_id: int | None, most: int) -> str | None:
    """Why this shopper can't pay `most` rupiah (of the dearest order of a checkout) at the door: "refused_before" or
    "too_much"; None: it is possible."""
    settings = current_app.config["SETTINGS"]
    if settings.cod_refusals and refused_parcels(session, person_id) >= settings.cod_refusals:
        return "refused_before"
    return "too_much" if most > settings.cod_limit else None


def refused_parcels(session: Session, person_id: int | None) -> int:
    """How many COD parcels came back because this shopper did not pay for them."""
    query = select(func.count()).where(
        Order.shopper_id == person_id,
        Order.payment_method == "cod",
        Order.order_status == "cancelled",
        Order.fulfilment_status == "returned",
    )
    return session.exec(query).one()
