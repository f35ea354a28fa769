"""`flask staff …`"""

import re
import sys

import click
from flask.cli import AppGroup

import database
from staff import access
from staff.models import ROLES

group = AppGroup("staff", help="Who may use the city's desk.")


@group.command("create-user")
@click.argument("email")
@click.option("--role", type=click.Choice(list(ROLES)), required=True, help="What the user may see and do.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input instead of asking.")
def create_user(email: str, role: str, password_stdin: bool) -> None:
    """Let EMAIL log in at /staff/."""
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", email) or len(email) > 200:
        raise click.ClickException(f"{email!r} is no email address")
    if password_stdin:
        password = sys.stdin.readline().rstrip("\r\n")
    else:
        password = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    if len(password) < access.MIN_PASSWORD_LENGTH:
        raise click.ClickException(f"the password needs at least {access.MIN_PASSWORD_LENGTH} characters")
    try:
        with database.transaction() as session:
            user = access.create_user(session, email, role, password)
    except access.EmailTaken:
        raise click.ClickException(f"there is a staff user {email.lower()} already") from None
    click.echo(f"{user.email} may log in at /staff/ as {user.role}.")
