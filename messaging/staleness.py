"""Notices that are only worth sending while something is so: "please answer P0001" not after it was answered.

Who posts one names a check and its facts; the check is asked again just before the notice goes out, be it days later
when the person's 24-hour window opens. Rooms above register their checks, so this one knows no order.
"""

from collections.abc import Callable
from typing import Any

from flask import Flask, current_app
from sqlmodel import Session

from messaging.models import OutboundMessage

Check = Callable[..., bool]  # check(session, **facts): whether it is still so
Dropped = Callable[..., None]  # dropped(session, **facts): what follows when the notice was never sent


def init_app(app: Flask) -> None:
    app.extensions["notice_checks"] = {}


def register(app: Flask, check: Check, dropped: Dropped | None = None) -> None:
    """Make `check` known to this process under its name; rooms do so in their init_app."""
    app.extensions["notice_checks"][check.__name__] = check, dropped


def only_while(check: Check, **facts: Any) -> dict[str, Any]:
    """For outbox.notice: send it only while `check(session, **facts)` is true. `facts` as JSON."""
    return {"check": check.__name__, "facts": facts}


def is_stale(session: Session, only_while: dict[str, Any]) -> bool:
    """Whether what a row says that has this `only_while` has come to nothing meanwhile."""
    if not only_while:
        return False
    check, _dropped = _registered(only_while)
    return not check(session, **only_while["facts"])


def drop(session: Session, row: OutboundMessage) -> None:
    """The row has come to nothing and is not sent; what follows from that is done in the caller's transaction."""
    row.state = "dropped"
    if row.only_while:
        _check, dropped = _registered(row.only_while)
        if dropped:
            dropped(session, **row.only_while["facts"])


def _registered(only_while: dict[str, Any]) -> tuple[Check, Dropped | None]:
    found: tuple[Check, Dropped | None] = current_app.extensions["notice_checks"][only_while["check"]]
    return found
