"""What staff do about a stall. Telling the seller is the caller's deed."""

from sqlmodel import Session, select

import clock
from catalog import lookup
from catalog.errors import NumberTaken, UnknownSeller
from catalog.models import Seller, ShopNumber
from people import directory


def verify(session: Session, phone: str) -> Seller:
    """The city vouches for the stall: it is shown, without the remark that it is not verified. Ends a suspension."""
    seller = _seller(session, phone)
    seller.verified = seller.visible = True
    seller.suspended_at = None
    return seller


def suspend(session: Session, phone: str) -> Seller:
    """The stall and its goods are shown to nobody until it is verified again. Orders that are open go on."""
    seller = _seller(session, phone)
    seller.suspended_at = seller.suspended_at or clock.now()
    return seller


def move(session: Session, phone: str, new_phone: str) -> Seller:
    """The stall has a new number, and only who writes from that one acts for it in the old one's place.

    Numbers are E.164. Raises UnknownSeller, and NumberTaken when the new number belongs to another stall.
    """
    seller = _seller(session, phone)
    person = directory.person_of_phone(session, new_phone)
    other = lookup.seller_by_phone(session, new_phone) or lookup.seller_of_person(session, person.id)
    if other is not None and other.id != seller.id:
        raise NumberTaken(new_phone, other.shop)
    old = session.get(ShopNumber, directory.person_of_phone(session, phone).id)
    if old is not None and old.seller_id == seller.id:
        session.delete(old)
        session.flush()
    seller.phone = new_phone
    let_act(session, person.id, seller.id)
    return seller


def let_act(session: Session, person_id: int | None, seller_id: int | None) -> None:
    """From now on the person may act for this stall."""
    assert person_id is not None and seller_id is not None
    session.merge(ShopNumber(person_id=person_id, seller_id=seller_id))
    session.flush()


def _seller(session: Session, phone: str) -> Seller:
    seller = session.exec(select(Seller).where(Seller.phone == phone).with_for_update()).first()
    if seller is None:
        raise UnknownSeller(phone)
    return seller
