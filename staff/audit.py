"""The log of the desk: who did what, and looked at whose data, when and from where.

An event stands in the transaction of its deed. It names things by their numbers ("order P0001", "seller 12") and holds
no data of people, so that nobody has to be forgotten in it.
"""

from collections.abc import Sequence
from typing import Any

from flask import g, has_request_context
from flask_login import current_user
from sqlmodel import Session, col, select

from staff.models import StaffEvent, StaffUser
from staff.source import network_address

KINDS = (
    *("login", "login_failed", "logout"),
    *("user_created", "password_set", "role_set", "user_disabled", "user_enabled"),
    *("unmasked", "exported"),
    *(
        "shop_verified",
        "shop_refused",
        "shop_suspended",
        "shop_moved",
        "shop_messaged",
        "catalog_imported",
        "poster_made",
    ),
    *("listing_corrected", "listing_hidden", "listing_restored"),
    *("matter_read", "matter_answered", "matter_noted", "matter_assigned", "matter_handed_back", "matter_closed"),
    *("word_ignored", "postage_imported", "setting_changed"),
    "deed",  # a form that was sent and wrote nothing more telling of its own
)
PAGE = 50


def record(session: Session, kind: str, about: str = "", user_id: int | None = None, **facts: Any) -> None:
    """Put on record what happens just now. `user_id`: who does it, where that is not the user of this request."""
    assert kind in KINDS, kind
    is_page = has_request_context()
    if user_id is None and is_page and current_user.is_authenticated:
        user_id = current_user.id
    source = network_address() if is_page else ""
    session.add(StaffEvent(kind=kind, about=about[:60], user_id=user_id, source=source, facts=facts))
    if is_page:
        g.is_on_record = True


def is_on_record() -> bool:
    """Whether this request has put something on record."""
    return getattr(g, "is_on_record", False)


def newest(
    session: Session, before: int | None = None, user_id: int | None = None, kind: str = "", about: str = ""
) -> Sequence[tuple[StaffEvent, str | None]]:
    """A page of events, the newest first, with the email of who did each; `before`: older than the event with this id."""
    rows = select(StaffEvent, StaffUser.email).join(StaffUser, isouter=True)
    if before:
        rows = rows.where(col(StaffEvent.id) < before)
    if user_id:
        rows = rows.where(StaffEvent.user_id == user_id)
    if kind:
        rows = rows.where(StaffEvent.kind == kind)
    if about:
        rows = rows.where(StaffEvent.about == about)
    return session.exec(rows.order_by(col(StaffEvent.id).desc()).limit(PAGE)).all()
