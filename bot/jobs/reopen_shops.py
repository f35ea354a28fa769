"""A shop whose holiday is over opens by itself and is told so."""

from sqlmodel import Session

import clock
import scheduling
from bot import notices
from catalog import lookup, sellers
from catalog.models import Seller


def arrange(session: Session, seller: Seller) -> None:
    """Have the shop opened when its holiday ends; with no end, or no holiday, nothing is to be done."""
    if seller.closed_at and seller.closed_until:
        scheduling.arrange(session, reopen, str(seller.id), seller.closed_until, seller_id=seller.id)
    else:
        scheduling.call_off(session, reopen, str(seller.id))


def reopen(session: Session, seller_id: int) -> None:
    """The deed of the clock."""
    seller = lookup.locked_seller(session, seller_id)
    if seller.closed_until is None or seller.closed_until > clock.now():
        return  # opened meanwhile, or closed for longer
    sellers.reopen(session, seller, None)
    notices.shop_open_again(session, seller)
