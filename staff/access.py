"""Who may come in: the users, their passwords, login and logout, and the officer behind a request's cookie."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import session as cookie
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from sqlmodel import Session, col, func, select
from werkzeug.security import check_password_hash, generate_password_hash

import clock
import database
from staff import audit, sessions
from staff.models import ROLES, StaffSession, StaffUser
from staff.source import network_address

MIN_PASSWORD_LENGTH = 10
SAMPLE_EMAIL = "petugas@contoh.pekalongan"
NO_PASSWORD = "!"  # in place of a hash: no password fits

# A hash that nothing fits, as costly to check as a real one: an unknown email takes as long as a wrong password.
_DECOY = "scrypt:32768:8:1$3Gq0mYwJbT5nKd7R$" + "0" * 128

login_manager = LoginManager()


class EmailTaken(Exception):
    """There is a staff user with this email already."""


class UnknownUser(Exception):
    """There is no staff user with this email."""


class LastAdmin(Exception):
    """Without this user nobody could manage the desk any more."""


class ShortPassword(Exception):
    """The password has less than MIN_PASSWORD_LENGTH characters."""


@dataclass(frozen=True)
class Officer(UserMixin):
    """The staff user of this request, as pages need them."""

    id: int
    email: str
    role: str
    language: str
    is_sample: bool
    session: StaffSession

    def may(self, role: str) -> bool:
        """Whether this user's role is `role` or more."""
        grades = list(ROLES)
        return grades.index(self.role) >= grades.index(role)

    @property
    def sees_phones(self) -> bool:
        """True when whole phone numbers of shops may be shown. Buyers' numbers are shown to nobody unasked."""
        return self.may("officer")


# ---------------------------------------------------------------- users


def create_user(session: Session, email: str, role: str, password: str | None, is_sample: bool = False) -> StaffUser:
    """A new staff user; without a password nobody can log in by form. Raises EmailTaken, ShortPassword."""
    email = normal(email)
    if _by_email(session, email):
        raise EmailTaken(email)
    password_hash = NO_PASSWORD if password is None else _hash(password)
    user = StaffUser(email=email, role=role, password_hash=password_hash, is_sample=is_sample)
    session.add(user)
    session.flush()
    audit.record(session, "user_created", _about(user), role=role)
    return user


def set_password(session: Session, email: str, password: str) -> StaffUser:
    """A new password; all sessions end. Raises UnknownUser, ShortPassword."""
    user = user_of(session, email)
    user.password_hash = _hash(password)
    sessions.end_all(session, user)
    audit.record(session, "password_set", _about(user))
    return user


def set_role(session: Session, email: str, role: str) -> StaffUser:
    """Another role; all sessions end. Raises UnknownUser, LastAdmin."""
    user = user_of(session, email)
    if role != "admin":
        _keep_an_admin(session, user)
    before, user.role = user.role, role
    sessions.end_all(session, user)
    audit.record(session, "role_set", _about(user), before=before, role=role)
    return user


def disable(session: Session, email: str) -> StaffUser:
    """The user can't log in any more, and all sessions end. Raises UnknownUser, LastAdmin."""
    user = user_of(session, email)
    _keep_an_admin(session, user)
    user.disabled_at = user.disabled_at or clock.now()
    sessions.end_all(session, user)
    audit.record(session, "user_disabled", _about(user))
    return user


def enable(session: Session, email: str) -> StaffUser:
    """The user may log in again. Raises UnknownUser."""
    user = user_of(session, email)
    user.disabled_at = None
    audit.record(session, "user_enabled", _about(user))
    return user


def users(session: Session) -> Sequence[tuple[StaffUser, object]]:
    """All users by email, each with the moment of the last login (None: never)."""
    last = select(func.max(StaffSession.began_at)).where(StaffSession.user_id == StaffUser.id).scalar_subquery()
    return session.exec(select(StaffUser, last).order_by(StaffUser.email)).all()


def user_of(session: Session, email: str) -> StaffUser:
    """The user with this email. Raises UnknownUser."""
    user = _by_email(session, normal(email))
    if user is None:
        raise UnknownUser(email)
    return user


def normal(email: str) -> str:
    """An email as it is kept and compared."""
    return email.strip().lower()


# ---------------------------------------------------------------- coming and going


def check_password(session: Session, email: str, password: str) -> StaffUser | None:
    """Whose email and password these are; None, after as long a time, when they are nobody's."""
    user = _by_email(session, normal(email))
    known = user is not None and user.password_hash != NO_PASSWORD and user.disabled_at is None
    fits = check_password_hash(user.password_hash if user and known else _DECOY, password)
    return user if known and fits else None


def log_in(session: Session, user: StaffUser) -> None:
    """Begin a session of its own: nothing that was in the cookie before is carried over."""
    secret = sessions.begin(session, user, network_address())
    audit.record(session, "login", user_id=user.id)
    cookie.clear()
    login_user(_Named(secret))


def log_in_failed(session: Session, email: str) -> None:
    """Put on record that somebody tried this email with a wrong password. What was typed is kept only where it is a
    user's email: people type passwords into the wrong field."""
    user = _by_email(session, normal(email))
    audit.record(session, "login_failed", _about(user) if user else "")


def log_out() -> None:
    """End the session of this request and every copy of its cookie."""
    with database.transaction() as session:
        sessions.end(session, current_user.session.id)
        audit.record(session, "logout")
    logout_user()
    cookie.clear()


def log_in_sample_officer() -> None:
    """Log in as the sample officer, who has no password. For the simulator, never beside Twilio."""
    with database.transaction() as session:
        user = _by_email(session, SAMPLE_EMAIL)
        user = user or create_user(session, SAMPLE_EMAIL, "officer", None, is_sample=True)
        user.role, user.is_sample = "officer", True  # older markets had one who only looks
        log_in(session, user)


class _Named(UserMixin):
    """What flask-login puts into the cookie: the secret of the session, in the place of a user's id."""

    def __init__(self, secret: str) -> None:
        self.id = secret


@login_manager.user_loader
def _of_cookie(secret: str) -> Officer | None:
    with database.reading() as session:
        found = sessions.find(session, secret)
    if found is None:
        return None
    row, user = found
    return Officer(user.id or 0, user.email, user.role, user.language, user.is_sample, row)


def _hash(password: str) -> str:
    if len(password) < MIN_PASSWORD_LENGTH:
        raise ShortPassword
    return generate_password_hash(password)


def _keep_an_admin(session: Session, user: StaffUser) -> None:
    others = select(StaffUser.id).where(
        StaffUser.role == "admin", StaffUser.id != user.id, col(StaffUser.disabled_at).is_(None)
    )
    if user.role == "admin" and user.disabled_at is None and session.exec(others.limit(1)).first() is None:
        raise LastAdmin


def _about(user: StaffUser) -> str:
    return f"user {user.id}"


def _by_email(session: Session, email: str) -> StaffUser | None:
    return session.exec(select(StaffUser).where(StaffUser.email == email)).first()
