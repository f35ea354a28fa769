"""Who acts for a shop: its owner and helpers, invited by codes that are used once.

A code is kept only as a digest. Why one is refused is told to nobody, so that trying tells nothing; who tries too
often has to wait.
"""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from datetime import timedelta

from sqlmodel import Session, col, delete, func, select
from sqlmodel.sql.expression import SelectOfScalar

import clock
from catalog import changes, lookup
from catalog.errors import ActsForOther, BadCode, ForOwnerOnly, LastOwner, TooManyCodes, TooManyNumbers
from catalog.models import FailedCode, Seller, ShopCode, ShopNumber
from database import among
from people.models import Person

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that is read or heard as another
LENGTH = 8  # 31 letters to the power of 8: at 5 tries an hour nobody guesses one
HELPERS_CODE_LASTS = timedelta(hours=24)
STAFFS_CODE_LASTS = timedelta(days=7)
MOST_NUMBERS = 3
MOST_TRIES = 5
TRIES_COUNT_FOR = timedelta(hours=1)


def let_act(session: Session, person_id: int | None, seller_id: int | None, is_owner: bool = True) -> None:
    """From now on the person may act for this shop, in no other one's place."""
    assert person_id is not None and seller_id is not None
    number = session.get(ShopNumber, person_id) or ShopNumber(person_id=person_id, seller_id=seller_id)
    number.seller_id, number.is_owner = seller_id, is_owner
    session.add(number)
    session.flush()


def let_own(session: Session, owners: Mapping[int, int]) -> None:
    """From now on these persons own these shops (by id), as `let_act` says."""
    known = {
        one.person_id: one
        for one in session.exec(select(ShopNumber).where(among(session, col(ShopNumber.person_id), owners)))
    }
    for person_id, seller_id in owners.items():
        number = known.get(person_id) or ShopNumber(person_id=person_id, seller_id=seller_id)
        number.seller_id, number.is_owner = seller_id, True
        session.add(number)
    session.flush()


def is_owner(session: Session, person_id: int | None) -> bool:
    """Whether the person owns the shop that he or she acts for."""
    number = session.get(ShopNumber, person_id)
    return number is not None and number.is_owner


def of_shop(session: Session, seller_id: int | None) -> Sequence[tuple[ShopNumber, Person]]:
    """Everybody who acts for the shop, the one who has done so longest first."""
    rows = select(ShopNumber, Person).join(Person).where(ShopNumber.seller_id == seller_id)
    return session.exec(rows.order_by(col(ShopNumber.added_at), col(Person.id))).all()


def set_wants_recap(session: Session, person_id: int | None, wants: bool) -> None:
    """Whether this person gets the summary in the evening."""
    number = session.get_one(ShopNumber, person_id)
    number.wants_recap = wants
    session.flush()


# ---------------------------------------------------------------- codes


def invite_helper(session: Session, seller: Seller, owner_id: int | None) -> str:
    """A code for a helper; one that the owner made before and nobody has used is void from now on.

    Raises ForOwnerOnly and TooManyNumbers.
    """
    lookup.locked_seller(session, seller.id)
    if not is_owner(session, owner_id):
        raise ForOwnerOnly
    if _count(session, seller.id) >= MOST_NUMBERS:
        raise TooManyNumbers
    open_ones = delete(ShopCode).where(col(ShopCode.seller_id) == seller.id, col(ShopCode.used_at).is_(None))
    session.exec(open_ones.where(~col(ShopCode.for_owner)))
    return _new_code(session, seller, HELPERS_CODE_LASTS, for_owner=False, made_by=owner_id)


def invite_owner(session: Session, seller: Seller) -> str:
    """A code by which staff let the owner write from another number, or from one that WhatsApp hides."""
    return _new_code(session, seller, STAFFS_CODE_LASTS, for_owner=True, made_by=None)


def use_code(session: Session, person: Person, text: str) -> Seller:
    """The person acts for the shop of this code from now on; a helper whom staff give the owner's code owns it.

    Raises TooManyCodes, ActsForOther (whether the code is good or not) and BadCode.
    """
    if _tries(session, person.id) >= MOST_TRIES:
        raise TooManyCodes
    code = session.exec(_good_code(text)).first()
    if code is None:
        assert person.id is not None
        session.add(FailedCode(person_id=person.id))
    mine = session.get(ShopNumber, person.id)
    if mine is not None and (code is None or code.seller_id != mine.seller_id):
        raise ActsForOther(session.get_one(Seller, mine.seller_id).shop)
    if code is None:
        raise BadCode
    seller = lookup.locked_seller(session, code.seller_id)
    if mine is None and not code.for_owner and _count(session, seller.id) >= MOST_NUMBERS:
        raise BadCode
    code.used_at = clock.now()
    owns = code.for_owner or (mine is not None and mine.is_owner)
    let_act(session, person.id, seller.id, owns)
    new = {"person": person.id, "is_owner": owns, "invited_by": code.made_by}
    changes.record(session, seller.id, "number_added", person_id=person.id, new=new)
    return seller


def remove(session: Session, seller: Seller, person: Person, by: int | None) -> None:
    """The person acts for the shop no longer: a helper leaves, or an owner (person `by`) sends somebody away.

    Raises ForOwnerOnly, LastOwner, and LookupError when the person does not act for this shop.
    """
    lookup.locked_seller(session, seller.id)
    number = session.get(ShopNumber, person.id)
    if number is None or number.seller_id != seller.id:
        raise LookupError(f"person {person.id} does not act for shop {seller.id}")
    if person.id != by and not is_owner(session, by):
        raise ForOwnerOnly
    owners = [other.person_id for other, _ in of_shop(session, seller.id) if other.is_owner]
    if person.phone == seller.phone or owners == [person.id]:
        raise LastOwner
    old = {"person": person.id, "is_owner": number.is_owner}
    changes.record(session, seller.id, "number_removed", person_id=by, old=old)
    session.delete(number)
    session.flush()


def _new_code(session: Session, seller: Seller, lasts: timedelta, *, for_owner: bool, made_by: int | None) -> str:
    code = draw_code()
    assert seller.id is not None
    session.add(
        ShopCode(
            digest=_digest(code),
            seller_id=seller.id,
            for_owner=for_owner,
            made_by=made_by,
            expires_at=clock.now() + lasts,
        )
    )
    session.flush()
    return code


def draw_code() -> str:
    """A code that reads as one: letters and figures, so that it is no word and no number."""
    while True:
        code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
        if 3 <= sum(letter.isalpha() for letter in code) < LENGTH:
            return code


def _good_code(text: str) -> SelectOfScalar[ShopCode]:
    good = col(ShopCode.used_at).is_(None) & (col(ShopCode.expires_at) > clock.now())
    return select(ShopCode).where(ShopCode.digest == _digest(text), good).with_for_update()


def _digest(code: str) -> str:
    """Of a code as people write it: small letters, blanks and a dash count for nothing."""
    return hashlib.sha256("".join(letter for letter in code.upper() if letter.isalnum()).encode()).hexdigest()


def _tries(session: Session, person_id: int | None) -> int:
    """Wrong codes of the last hour; older ones are forgotten."""
    since = clock.now() - TRIES_COUNT_FOR
    session.exec(delete(FailedCode).where(col(FailedCode.person_id) == person_id, col(FailedCode.at) < since))
    return session.exec(select(func.count()).where(FailedCode.person_id == person_id)).one()


def _count(session: Session, seller_id: int | None) -> int:
    return session.exec(select(func.count()).where(ShopNumber.seller_id == seller_id)).one()
