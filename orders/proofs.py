"""Pictures of payments: of which order each is, and whether it was used for another order before."""

import hashlib
from collections.abc import Callable

from sqlmodel import Session, col, or_, select

from media import likeness
from media.errors import Missing
from orders.models import Order, PaymentProof

NEWEST = 1000  # of all proofs, among which one that is saved again is looked for; the very same file is found among all


def note(
    session: Session, picture_id: int | None, person_id: int | None, key: str, order: Order | None
) -> PaymentProof:
    """A picture that is taken for a proof of this order, or of one that is still to be named."""
    assert picture_id is not None and person_id is not None
    proof = PaymentProof(picture_id=picture_id, person_id=person_id, key=key, order_id=order.id if order else None)
    session.add(proof)
    session.flush()
    return proof


def of_picture(session: Session, picture_id: int | None) -> PaymentProof | None:
    """The proof that this picture was taken for."""
    return session.exec(select(PaymentProof).where(PaymentProof.picture_id == picture_id)).first()


def of_person(session: Session, proof_id: int, person_id: int | None) -> PaymentProof | None:
    """The proof with this id, if this person sent it."""
    proof = session.get(PaymentProof, proof_id)
    return proof if proof and proof.person_id == person_id else None


def used_before(session: Session, proof: PaymentProof, fingerprint: str, load: Callable[[str], bytes]) -> list[str]:
    """Numbers of other orders for which the same picture was sent, the newest first; keeps what tells it apart from
    now on. `load` gives the bytes of a picture's key."""
    data = load(proof.key)
    proof.digest, proof.fingerprint = hashlib.sha256(data).hexdigest(), fingerprint
    session.flush()
    newest = select(PaymentProof.id).order_by(col(PaymentProof.id).desc()).limit(NEWEST)
    query = (
        select(PaymentProof, Order.number)
        .join(Order, col(Order.id) == col(PaymentProof.order_id))
        .where(
            PaymentProof.order_id != proof.order_id,
            or_(col(PaymentProof.digest) == proof.digest, col(PaymentProof.id).in_(newest)),
        )
        .order_by(col(PaymentProof.id).desc())
    )
    others = session.exec(query).all()
    return list(dict.fromkeys(number for other, number in others if _is_same(proof, data, other, load)))


def _is_same(proof: PaymentProof, data: bytes, other: PaymentProof, load: Callable[[str], bytes]) -> bool:
    if other.digest == proof.digest:
        return True
    if not likeness.are_alike(proof.fingerprint, other.fingerprint):
        return False
    try:
        return likeness.are_same(data, load(other.key))
    except Missing:
        return False
