"""A shop joins, changes what it says of itself, goes on holiday; and what staff do about it. Every change is an event
(changes.py). Telling people is the caller's deed."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, delete, select

import clock
from catalog import changes, lookup, shelf, stock, waitlist
from catalog.errors import NameTaken, NumberTaken, UnknownSeller
from catalog.models import Listing, Seller, ShopCode, ShopEvent, ShopNumber
from catalog.shop_numbers import let_act, of_shop
from people import directory
from people.models import Person

ACCOUNT = ("bank", "bank_account", "account_holder", "qris")  # where buyers pay to: guarded more than the rest
PARTICULARS = ("shop", "owner", "sentra", "kelurahan", "address", "nib", "hours", *ACCOUNT)


ACCOUNT_IS_NEW = timedelta(days=1)


# ---------------------------------------------------------------- what the seller does


def join(session: Session, person: Person, phone: str, particulars: Mapping[str, Any], *, visible: bool) -> Seller:
    """A new shop of this person, not verified, under this number (E.164), with values of PARTICULARS.

    `visible`: whether it is shown before staff have verified it. Raises NumberTaken and NameTaken.
    """
    _check_name(session, particulars["shop"])
    other = lookup.seller_by_phone(session, phone)
    if other is not None:
        raise NumberTaken(phone, other.shop)
    seller = Seller(phone=phone, visible=visible, **particulars)
    try:
        with session.begin_nested():
            session.add(seller)
    except IntegrityError:  # somebody was quicker
        raise NumberTaken(phone, particulars["shop"]) from None
    let_act(session, person.id, seller.id)
    changes.record(session, seller.id, "joined", person_id=person.id, new=dict(particulars) | {"phone": phone})
    return seller


def change(session: Session, seller: Seller, values: Mapping[str, Any], person_id: int | None) -> ShopEvent | None:
    """Changes values of PARTICULARS, and returns the event ("account" where one of ACCOUNT is among them, else
    "shop"), or None when all were so already. The account of a verified shop is marked as changed until staff have
    looked at it. Raises NameTaken."""
    seller = lookup.locked_seller(session, seller.id)
    old = {name: getattr(seller, name) for name in values}
    new = {name: value for name, value in values.items() if value != old[name]}
    if not new:
        return None
    if "shop" in new:
        _check_name(session, new["shop"], seller)
    return _write(session, seller, new, person_id)


def account_is_new(seller: Seller) -> bool:
    """Whether a verified shop's account was changed within a day, and staff have not looked at it."""
    return seller.account_changed_at is not None and clock.now() - seller.account_changed_at < ACCOUNT_IS_NEW


def take_back(session: Session, seller: Seller, event: ShopEvent, person_id: int | None) -> ShopEvent:
    """Puts back what a `change` has changed. Raises NameTaken when somebody else has the old name now."""
    seller = lookup.locked_seller(session, seller.id)
    if "shop" in event.old:
        _check_name(session, event.old["shop"], seller)
    return _write(session, seller, event.old, person_id, undoes=event.id)


def close(
    session: Session,
    seller: Seller,
    until: datetime | None,
    person_id: int | None,
    begins: datetime | None = None,
) -> ShopEvent:
    """The shop is on holiday, until then or until it is reopened: nobody sees its goods, open orders go on. `begins`:
    later than now; a shop that is closed already stays so."""
    seller = lookup.locked_seller(session, seller.id)
    old = holiday(seller)
    if begins and seller.closed_at is None:
        seller.closes_at = begins
    else:
        seller.closed_at, seller.closes_at = seller.closed_at or clock.now(), None
    seller.closed_until = until
    return changes.record(session, seller.id, "closed", person_id=person_id, old=old, new=holiday(seller))


def reopen(session: Session, seller: Seller, person_id: int | None) -> ShopEvent | None:
    """The holiday is over; None when there was none. Without a person the clock has done it."""
    seller = lookup.locked_seller(session, seller.id)
    if seller.closed_at is None and seller.closes_at is None:
        return None
    old = holiday(seller)
    seller.closed_at = seller.closes_at = seller.closed_until = None
    waitlist.shop_is_shown(session, seller.id)
    actor = "seller" if person_id else "clock"
    return changes.record(session, seller.id, "reopened", person_id=person_id, actor=actor, old=old)


def begin_holiday(session: Session, seller: Seller) -> ShopEvent:
    """The hour of an announced holiday has come."""
    seller = lookup.locked_seller(session, seller.id)
    old = holiday(seller)
    seller.closed_at, seller.closes_at = clock.now(), None
    return changes.record(session, seller.id, "closed", person_id=None, actor="clock", old=old, new=holiday(seller))


def take_back_holiday(session: Session, seller: Seller, event: ShopEvent, person_id: int | None) -> ShopEvent:
    """The holiday that was there before `close`, or none."""
    seller = lookup.locked_seller(session, seller.id)
    old = holiday(seller)
    seller.closed_at = (seller.closed_at or clock.now()) if event.old["closed"] else None
    seller.closes_at, seller.closed_until = (_moment(event.old[name]) for name in ("from", "until"))
    if seller.closed_at is None:
        waitlist.shop_is_shown(session, seller.id)
    return changes.record(
        session, seller.id, "closed", person_id=person_id, old=old, new=holiday(seller), undoes=event.id
    )


def _write(
    session: Session, seller: Seller, values: Mapping[str, Any], person_id: int | None, undoes: int | None = None
) -> ShopEvent:
    old = {name: getattr(seller, name) for name in values}
    for name, value in values.items():
        setattr(seller, name, value)
    is_account = any(name in ACCOUNT for name in values)
    if is_account and seller.verified:
        seller.account_changed_at = clock.now()
    kind = "account" if is_account else "shop"
    return changes.record(session, seller.id, kind, person_id=person_id, old=old, new=dict(values), undoes=undoes)


def _check_name(session: Session, name: str, seller: Seller | None = None) -> None:
    other = lookup.shop_called(session, name)
    if other is not None and other is not seller:
        raise NameTaken(other.shop, other.sentra)


def holiday(seller: Seller) -> dict[str, Any]:
    """As the log keeps it."""
    begins, ends = (
        moment.astimezone(UTC).isoformat() if moment else None for moment in (seller.closes_at, seller.closed_until)
    )
    return {"closed": seller.closed_at is not None, "from": begins, "until": ends}


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


# ---------------------------------------------------------------- what staff do


def verify(session: Session, phone: str) -> Seller:
    """The city vouches for the stall and its account: it is shown, without the remark that it is not verified. Ends a
    suspension."""
    seller = _seller(session, phone)
    old = _standing(seller)
    seller.verified = seller.visible = True
    seller.suspended_at, seller.suspended_for = None, ""
    seller.account_changed_at = None
    _record(session, seller, "verified", old)
    waitlist.shop_is_shown(session, seller.id)
    return seller


def suspend(session: Session, phone: str, reason: str = "") -> Seller:
    """The stall and its goods are shown to nobody until it is verified again, and it can change nothing. Orders that
    are open go on."""
    seller = _seller(session, phone)
    old = _standing(seller)
    seller.suspended_at, seller.suspended_for = seller.suspended_at or clock.now(), reason
    _record(session, seller, "suspended", old)
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
    if phone != new_phone:
        changes.record(
            session, seller.id, "moved", person_id=None, actor="officer", old={"phone": phone}, new={"phone": new_phone}
        )
    return seller


def forget(session: Session, phone: str) -> tuple[Seller, list[Person]]:
    """The stall is given up and its owner forgotten: nobody acts for it any more, its goods are deleted, what tells of a
    person is blanked, in its log too. Name and sentra stay, for the figures of its orders. Returns also who acted for it.
    There is no way back. Raises UnknownSeller."""
    seller = _seller(session, phone)
    goods = select(Listing.id).where(Listing.seller_id == seller.id, col(Listing.deleted_at).is_(None))
    for listing in stock.hold(session, session.exec(goods).all()):
        shelf.delete(session, listing, shelf.Author(None, actor="officer"))
    people = [person for _number, person in of_shop(session, seller.id)]
    for table in (ShopNumber, ShopCode):
        session.exec(delete(table).where(col(table.seller_id) == seller.id))
    old = _standing(seller)
    seller.visible = seller.verified = False
    seller.hours = None
    for name in changes.PERSONAL:
        setattr(seller, name, "")
    seller.phone, seller.forgotten_at = f"forgotten-{seller.id}", clock.now()
    _record(session, seller, "forgotten", old)
    changes.forget_shop(session, seller.id)
    return seller, people


def waiting_for_staff(session: Session) -> Sequence[Seller]:
    """Shops that staff should look at: not verified yet, or with an account that was changed; the oldest first."""
    is_new = (
        ~col(Seller.verified) & col(Seller.suspended_at).is_(None) & ~(col(Seller.sample) & col(Seller.visible))
    )  # the sample's own are as they are
    to_do = is_new | col(Seller.account_changed_at).is_not(None)
    return session.exec(select(Seller).where(to_do, col(Seller.forgotten_at).is_(None)).order_by(col(Seller.id))).all()


def by_number(session: Session, phone: str) -> Seller:
    """The stall with this number (E.164). Raises UnknownSeller."""
    return _seller(session, phone)


def _record(session: Session, seller: Seller, kind: str, old: dict[str, Any]) -> None:
    changes.record(session, seller.id, kind, person_id=None, actor="officer", old=old, new=_standing(seller))


def _standing(seller: Seller) -> dict[str, Any]:
    return {
        "verified": seller.verified,
        "visible": seller.visible,
        "suspended": seller.suspended_at is not None,
        "reason": seller.suspended_for,
    }


def _seller(session: Session, phone: str) -> Seller:
    seller = session.exec(select(Seller).where(Seller.phone == phone).with_for_update()).first()
    if seller is None:
        raise UnknownSeller(phone)
    return seller
