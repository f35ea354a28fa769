"""A holiday that a shop has announced begins and ends by itself."""

from sqlmodel import Session

import clock
import scheduling
from bot.news import notices
from catalog import lookup, sellers
from catalog.models import Seller


def arrange(session: Session, seller: Seller) -> None:
    """Have done at its hour what the shop has announced, and nothing else of what was arranged before."""
    key = str(seller.id)
    for deed, due_at in ((begin, seller.closes_at), (end, seller.closed_until)):
        if due_at:
            scheduling.arrange(session, deed, key, due_at, seller_id=seller.id)
        else:
            scheduling.call_off(session, deed, key)


def begin(session: Session, seller_id: int) -> None:
    """The deed of the clock: the goods are hidden."""
    seller = lookup.locked_seller(session, seller_id)
    if seller.closes_at and seller.closes_at <= clock.now():
        sellers.begin_holiday(session, seller)


def end(session: Session, seller_id: int) -> None:
    """The deed of the clock: the goods are shown again, and the shop is told so."""
    seller = lookup.locked_seller(session, seller_id)
    if seller.closed_until is None or seller.closed_until > clock.now():
        return  # opened meanwhile, or closed for longer
    if sellers.reopen(session, seller, None):
        notices.shop_open_again(session, seller)
