"""`flask inbox …`: what people bring before the staff, until the desk shows it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import click
from flask import current_app
from flask.cli import AppGroup
from sqlmodel import Session

import clock
import database
from bot.anybody import handover
from matters import complaints, lookup
from matters.models import Matter
from messaging import transcript
from people import directory
from people.models import Person

inbox_commands = AppGroup("inbox", help="What people bring before the staff, by number.")
FIRST_WORDS = 60  # characters shown in the list
LAST_MESSAGES = 20  # of the chat, shown with a matter


@inbox_commands.command("list")
def list_() -> None:
    """What is open, the longest waiting first."""
    with database.reading() as session:
        found = lookup.all_open(session)
        for matter, person in found:
            said = next(iter(lookup.words(session, matter)), None)
            new = f" ({matter.unread} new)" if matter.unread else ""
            words = " ".join(said.text.split())[:FIRST_WORDS] if said else ""
            state = f"{matter.state}{new}{_desk(session, matter)}"
            click.echo(f"{matter.number}  {matter.kind}  {_time(matter.opened_at)}  {state}  {_who(person)}  {words}".rstrip())  # fmt: skip
    if not found:
        click.echo("Nothing is open.")


@inbox_commands.command()
@click.argument("number")
def show(number: str) -> None:
    """The matter with this NUMBER: what was said in it, and the end of the chat around it."""
    with _matter(number) as (session, matter):
        person = directory.person(session, matter.person_id)
        click.echo(f"{matter.number}  {matter.kind}  {matter.state}{_desk(session, matter)}  {_who(person)}")
        for word in lookup.words(session, matter):
            picture = f" <picture {word.picture}>" if word.picture else ""
            click.echo(f"{_time(word.at)}  {word.by}: {word.text}{picture}")
        click.echo("--- the chat")
        for said in transcript.last(session, person.id, LAST_MESSAGES):
            click.echo(f"{_time(said.at)}  {'market' if said.ours else 'person'}: {said.text}")


@inbox_commands.command()
@click.argument("number")
@click.argument("text")
@click.option("--by", "officer", default="", help="The name that the person sees.")
@click.option("--to-shop", is_flag=True, help="To the shop that a complaint is about, instead of the shopper.")
def reply(number: str, text: str, officer: str, to_shop: bool) -> None:
    """Say TEXT in the matter with this NUMBER; the bot is quiet in that chat for two hours."""
    with _matter(number) as (session, matter):
        heard = (handover.tell_shop if to_shop else handover.answer)(session, matter, text, officer)
        if heard is None:
            raise click.ClickException(f"{number} is no complaint about a shop.")
    click.echo("Sent." if heard else "It waits until the person writes: the 24-hour window is closed.")


@inbox_commands.command("hand-back")
@click.argument("number")
def hand_back(number: str) -> None:
    """Let the bot answer again; the matter stays open."""
    with _matter(number) as (session, matter):
        handover.hand_back(session, matter)
    click.echo("The bot answers again.")


@inbox_commands.command()
@click.argument("number")
def close(number: str) -> None:
    """The matter with this NUMBER is settled; the person is told."""
    with _matter(number) as (session, matter):
        closed = handover.close(session, matter)
    click.echo("Closed; the person is told." if closed else "It was closed already.")


@contextmanager
def _matter(number: str) -> Iterator[tuple[Session, Matter]]:
    with database.transaction() as session:
        matter = lookup.by_number(session, number)
        if matter is None:
            raise click.ClickException(f"There is no matter {number}; flask inbox list names them.")
        yield session, matter


def _desk(session: Session, matter: Matter) -> str:
    """Of a complaint: about which order, at whose desk, until when the shop is to answer, what was agreed."""
    complaint = complaints.of_matter(session, matter)
    if complaint is None:
        return ""
    waits = complaint.desk == "seller" and matter.state == "open"
    agreed = f", agreed: {complaint.remedy}" if complaint.agreed_at else ""
    until = f" until {_time(complaint.due_at)}" if waits else ""
    return f"  {complaint.order.number} {complaint.cause}, at the {complaint.desk}'s desk{until}{agreed}"


def _who(person: Person) -> str:
    return directory.mask(person.phone) if person.phone else "a hidden number"


def _time(at: datetime) -> str:
    return f"{clock.local(at, current_app.config['SETTINGS'].city_timezone):%Y-%m-%d %H:%M}"
