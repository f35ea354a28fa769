"""Who may come in: password check, login, and the person behind the session's cookie."""

import hashlib
from dataclasses import dataclass

from flask import session as cookie
from flask_login import LoginManager, UserMixin, login_user
from sqlmodel import Session, select
from werkzeug.security import check_password_hash, generate_password_hash

import database
from staff.models import StaffUser

MIN_PASSWORD_LENGTH = 10
SAMPLE_EMAIL = "petugas@contoh.pekalongan"
NO_PASSWORD = "!"  # in place of a hash: no password fits

# A hash that nothing fits, as costly to check as a real one: an unknown email takes as long as a wrong password.
_DECOY = "scrypt:32768:8:1$3Gq0mYwJbT5nKd7R$" + "0" * 128

login_manager = LoginManager()


class EmailTaken(Exception):
    """There is a staff user with this email already."""


@dataclass(frozen=True)
class Officer(UserMixin):
    """The staff user of this request, as pages need them."""

    id: int
    email: str
    role: str
    password_mark: str  # changes with the password, so that a new password ends old sessions

    @property
    def sees_phones(self) -> bool:
        """True when whole phone numbers of shops may be shown. Buyers' numbers never are."""
        return self.role in ("officer", "admin")

    def get_id(self) -> str:
        return f"{self.id}.{self.password_mark}"


def create_user(session: Session, email: str, role: str, password: str | None) -> StaffUser:
    """A new staff user; without a password nobody can log in by form. Raises EmailTaken."""
    email = email.strip().lower()
    if _by_email(session, email):
        raise EmailTaken(email)
    password_hash = NO_PASSWORD if password is None else generate_password_hash(password)
    user = StaffUser(email=email, role=role, password_hash=password_hash)
    session.add(user)
    session.flush()
    return user


def check_password(session: Session, email: str, password: str) -> Officer | None:
    """Whose email and password these are; None, after as long a time, when they are nobody's."""
    user = _by_email(session, email.strip().lower())
    known = user is not None and user.password_hash != NO_PASSWORD
    fits = check_password_hash(user.password_hash if user and known else _DECOY, password)
    return _officer(user) if user and known and fits else None


def log_in(officer: Officer) -> None:
    """Begin a session of its own: nothing that was in the cookie before is carried over."""
    cookie.clear()
    cookie.permanent = True
    login_user(officer)


def log_in_sample_officer() -> None:
    """Log in as the sample officer, who only looks and has no password. For the simulator, never beside Twilio."""
    with database.transaction() as session:
        user = _by_email(session, SAMPLE_EMAIL) or create_user(session, SAMPLE_EMAIL, "viewer", None)
        officer = _officer(user)
    log_in(officer)


@login_manager.user_loader
def _of_cookie(cookie_id: str) -> Officer | None:
    number, _, mark = cookie_id.partition(".")
    with database.reading() as session:
        user = session.get(StaffUser, int(number)) if number.isdigit() else None
        officer = _officer(user) if user else None
    return officer if officer and officer.password_mark == mark else None


def _officer(user: StaffUser) -> Officer:
    mark = hashlib.sha256(user.password_hash.encode()).hexdigest()[:16]
    return Officer(user.id or 0, user.email, user.role, mark)


def _by_email(session: Session, email: str) -> StaffUser | None:
    return session.exec(select(StaffUser).where(StaffUser.email == email)).first()
