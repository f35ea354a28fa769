"""`flask staff …`"""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
from flask import current_app
from flask.cli import AppGroup
from sqlmodel import Session

import clock
import database
from staff import access
from staff.models import ROLES

group = AppGroup("staff", help="Who may use the city's desk.")

_role = click.Choice(list(ROLES))
_password = click.option(
    "--password-stdin", is_flag=True, help="Read the password from standard input instead of asking."
)


@group.command("create-user")
@click.argument("email")
@click.option("--role", type=_role, required=True, help="What the user may see and do.")
@_password
def create_user(email: str, role: str, password_stdin: bool) -> None:
    """Let EMAIL log in at /staff/."""
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", email) or len(email) > 200:
        raise click.ClickException(f"{email!r} is no email address")
    password = _read_password(password_stdin)
    with _deed() as session:
        user = access.create_user(session, email, role, password)
    click.echo(f"{user.email} may log in at /staff/ as {user.role}.")


@group.command("list")
def list_() -> None:
    """Everybody who has or had a way in: email, role, last login."""
    with database.reading() as session:
        found = access.users(session)
    for user, last in found:
        state = "disabled" if user.disabled_at else user.role
        click.echo(f"{user.email:40}  {state:8}  {_day(last)}{'  (sample)' if user.is_sample else ''}")
    if not found:
        click.echo("Nobody yet: flask staff create-user EMAIL --role admin")


@group.command("set-password")
@click.argument("email")
@_password
def set_password(email: str, password_stdin: bool) -> None:
    """Give EMAIL a new password. Whoever is logged in with the old one is logged out."""
    password = _read_password(password_stdin)
    with _deed() as session:
        user = access.set_password(session, email, password)
    click.echo(f"{user.email} has a new password; all sessions are ended.")


@group.command("set-role")
@click.argument("email")
@click.argument("role", type=_role)
def set_role(email: str, role: str) -> None:
    """Let EMAIL see and do what ROLE may. All sessions are ended."""
    with _deed() as session:
        user = access.set_role(session, email, role)
    click.echo(f"{user.email} is {user.role} now; all sessions are ended.")


@group.command("disable")
@click.argument("email")
def disable(email: str) -> None:
    """EMAIL can't log in any more, at once and everywhere. What was done stays on record."""
    _change(email, access.disable, "can't log in any more; all sessions are ended.")


@group.command("enable")
@click.argument("email")
def enable(email: str) -> None:
    """EMAIL may log in again, with the password of before."""
    _change(email, access.enable, "may log in again.")


def _change(email: str, deed: Callable[[Session, str], object], said: str) -> None:
    with _deed() as session:
        deed(session, email)
    click.echo(f"{access.normal(email)} {said}")


@contextmanager
def _deed() -> Iterator[Session]:
    try:
        with database.transaction() as session:
            yield session
    except access.EmailTaken as problem:
        raise click.ClickException(f"there is a staff user {problem} already") from None
    except access.UnknownUser as problem:
        raise click.ClickException(f"there is no staff user {problem}; flask staff list names them") from None
    except access.LastAdmin:
        raise click.ClickException("this is the only admin: make another one first") from None
    except access.ShortPassword:
        raise click.ClickException(f"the password needs at least {access.MIN_PASSWORD_LENGTH} characters") from None


def _read_password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    password: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return password


def _day(at: object) -> str:
    if at is None:
        return "never"
    return f"{clock.local(at, current_app.config['SETTINGS'].city_timezone):%Y-%m-%d %H:%M}"  # type: ignore[arg-type]
