"""Goods that a seller is about to offer: what is told of them so far and which pictures they have, from message to
message. Every function works in the caller's transaction, with the person's row locked."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlmodel import Session, col, select

import clock
from catalog.models import Draft, DraftPicture
from messaging.models import ReceivedPicture

OPEN = ("gathering", "waiting", "asked")


def begin(
    session: Session,
    seller_id: int,
    person_id: int,
    offers: Iterable[tuple[str, Mapping[str, Any]]],
) -> list[Draft]:
    """A draft for each (text, fields) of one message."""
    offers = list(offers)
    batch = secrets.token_hex(6) if len(offers) > 1 else None
    drafts = [
        Draft(seller_id=seller_id, person_id=person_id, state="asked", batch=batch, text=text, fields=dict(fields))
        for text, fields in offers
    ]
    session.add_all(drafts)
    session.flush()
    return drafts


def open_of(session: Session, person_id: int | None, seller_id: int | None) -> list[Draft]:
    """This person's drafts for this shop that are neither published nor dropped, the oldest first, as they are now."""
    rows = select(Draft).where(Draft.person_id == person_id, col(Draft.state).in_(OPEN), Draft.seller_id == seller_id)
    return list(session.exec(rows.order_by(col(Draft.id)).execution_options(populate_existing=True)))


def of_person(session: Session, person_id: int | None, seller_id: int | None, ids: Sequence[int]) -> list[Draft]:
    """Those of these drafts that are this person's, for this shop, whatever their state."""
    rows = select(Draft).where(col(Draft.id).in_(ids), Draft.person_id == person_id, Draft.seller_id == seller_id)
    return list(session.exec(rows.order_by(col(Draft.id)).execution_options(populate_existing=True)))


def person_of(session: Session, draft_id: int) -> int | None:
    """Who writes this draft."""
    return session.exec(select(Draft.person_id).where(Draft.id == draft_id)).first()


def change(draft: Draft, **values: Any) -> None:
    """Set columns, and note that something was said of it just now; what other words make of it is to be read again."""
    if (values.get("text", draft.text), values.get("fields", draft.fields)) != (draft.text, draft.fields):
        draft.title = draft.description = None
    for name, value in values.items():
        setattr(draft, name, value)
    draft.changed_at = clock.now()


# ---------------------------------------------------------------- pictures


def add_picture(session: Session, draft: Draft, picture_id: int | None) -> None:
    """The picture belongs to the draft, behind those that it has."""
    assert draft.id is not None and picture_id is not None
    taken = session.exec(select(DraftPicture.position).where(DraftPicture.draft_id == draft.id)).all()
    place = max(taken, default=-1) + 1
    session.merge(DraftPicture(draft_id=draft.id, picture_id=picture_id, position=place))
    session.flush()


def take_pictures(session: Session, draft: Draft) -> list[int]:
    """Takes all pictures off the draft; returns their ids in order."""
    rows = session.exec(
        select(DraftPicture).where(DraftPicture.draft_id == draft.id).order_by(col(DraftPicture.position))
    ).all()
    for row in rows:
        session.delete(row)
    session.flush()
    return [row.picture_id for row in rows]


def drop_picture(session: Session, draft: Draft, picture_id: int | None) -> None:
    row = session.get(DraftPicture, (draft.id, picture_id))
    if row is not None:
        session.delete(row)
        session.flush()


def pictures(session: Session, drafts: Sequence[Draft]) -> dict[int, list[ReceivedPicture]]:
    """The pictures of these drafts in order, by the drafts' ids."""
    rows = (
        select(DraftPicture.draft_id, ReceivedPicture)
        .join(ReceivedPicture, col(ReceivedPicture.id) == DraftPicture.picture_id)
        .where(col(DraftPicture.draft_id).in_([draft.id for draft in drafts]))
        .order_by(col(DraftPicture.position), col(DraftPicture.picture_id))
    )
    found: dict[int, list[ReceivedPicture]] = {draft.id or 0: [] for draft in drafts}
    for draft_id, picture in session.exec(rows.execution_options(populate_existing=True)):
        found[draft_id].append(picture)
    return found


def with_picture(session: Session, picture_id: int | None) -> list[int]:
    """The drafts that a picture belongs to."""
    return list(session.exec(select(DraftPicture.draft_id).where(DraftPicture.picture_id == picture_id)))
