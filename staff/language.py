"""In which language somebody reads the desk: a user's own choice, kept with the user; before the login the browser's."""

from flask import has_request_context, redirect, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlmodel import Session

import database
from staff.models import StaffUser

LANGUAGES = {"id": "Indonesia", "en": "English"}


def chosen() -> str | None:
    """For Flask-Babel: the language of this request's page; None: the market's own."""
    if not has_request_context() or request.blueprint != "staff":
        return None
    if current_user.is_authenticated and hasattr(current_user, "language"):
        return str(current_user.language)
    return cookie.get("language") if cookie.get("language") in LANGUAGES else "id"


def choose(language: str) -> None:
    """Read in this language from now on."""
    cookie["language"] = language
    if current_user.is_authenticated:
        with database.transaction() as session:
            _keep(session, current_user.id, language)


def _keep(session: Session, user_id: int, language: str) -> None:
    user = session.get(StaffUser, user_id)
    if user is not None:
        user.language = language


def switch() -> ResponseReturnValue:
    """The form at the foot of every page."""
    wanted = request.form.get("language", "")
    if wanted in LANGUAGES:
        choose(wanted)
    return redirect(own_page(request.form.get("next", "")) or url_for("staff.front"))


def own_page(address: str) -> str:
    """An address as it is, when it is one of the desk's pages; else ""."""
    return address if address.startswith("/staff/") and "\\" not in address else ""
