"""One to three digits on top of a total, by which a seller finds the transfer on her account, if she wants them."""

from sqlmodel import Session, col, select

from orders.models import Order

HIGHEST = 499  # rupiah: found at a glance, and nobody minds


def wanted(session: Session, order: Order) -> dict[str, int]:
    """The digits of an order that is being accepted, as a change of its terms: such as no other open order of the
    shop has. Empty where the shop wants none or nothing is transferred."""
    if not order.seller.wants_unique_digits or "paid ahead" not in order.standing.conditions:
        return {}
    query = select(Order.unique_digits).where(
        Order.seller_id == order.seller_id, Order.order_status == "accepted", col(Order.unique_digits) > 0
    )
    taken = set(session.exec(query))
    first = (order.id or 0) % HIGHEST
    candidates = (1 + (first + step) % HIGHEST for step in range(HIGHEST))
    return {"unique_digits": next((digits for digits in candidates if digits not in taken), 1 + first)}
