"""What a person has agreed to (UU PDP 27/2022): to which words, and when."""

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

import clock
from people.models import Consent


def give(session: Session, person_id: int | None, purpose: str, version: str) -> None:
    """The person agrees. `purpose`: what the data are used for ("shop", "statistics" …); `version`: which wording was
    shown, so that it can be told later what was agreed to."""
    assert person_id is not None
    session.merge(Consent(person_id=person_id, purpose=purpose, version=version, given_at=clock.now()))
    session.flush()


def withdraw(session: Session, person_id: int | None, purpose: str) -> None:
    """The person no longer agrees. That it once was so stays written."""
    for consent in session.exec(_standing(person_id, purpose)):
        consent.withdrawn_at = clock.now()


def given(session: Session, person_id: int | None, purpose: str) -> Consent | None:
    """What the person agrees to now, in its newest version; None when to nothing."""
    return session.exec(_standing(person_id, purpose).order_by(col(Consent.given_at).desc())).first()


def _standing(person_id: int | None, purpose: str) -> SelectOfScalar[Consent]:
    return select(Consent).where(
        Consent.person_id == person_id, Consent.purpose == purpose, col(Consent.withdrawn_at).is_(None)
    )
