"""Commands that need the bot's words: what it understands, failed messages, what staff do with a shop, translation."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from babel.messages.frontend import CommandLineInterface
from flask.cli import AppGroup
from sqlmodel import Session

import database
from bot import conversation, lexicon, notices
from bot.understanding import understand
from bot.understanding.as_json import explain
from catalog import errors, sellers
from catalog import learning as catalog_learning
from messaging import inbox
from people import directory

bot_commands = AppGroup("bot", help="What the bot understands.")
message_commands = AppGroup("messages", help="Messages that came in.")


seller_commands = AppGroup("sellers", help="What staff do with a shop; the seller is told.")
TRANSLATIONS = Path(__file__).resolve().parent.parent / "translations"


@click.command()
def translate() -> None:
    """Bring translations/en up to date with what the bot says, and compile it. New sentences are left empty there."""
    template, catalogue = str(TRANSLATIONS / "messages.pot"), str(TRANSLATIONS / "en/LC_MESSAGES/messages.po")
    root = str(TRANSLATIONS.parent)
    steps = [
        [
            "extract",
            "-F",
            str(TRANSLATIONS / "babel.cfg"),
            "--no-location",
            "--omit-header",
            "--sort-output",
            "-o",
            template,
            root,
        ],
        [
            "update",
            "-i",
            template,
            "-o",
            catalogue,
            "-l",
            "en",
            "--no-fuzzy-matching",
            "--ignore-obsolete",
            "--ignore-pot-creation-date",
        ],
        ["compile", "-i", catalogue, "-o", catalogue.replace(".po", ".mo")],
    ]
    for step in steps:
        CommandLineInterface().run(["pybabel", "-q", *step])
    Path(template).unlink()


@bot_commands.command()
@click.argument("text")
@click.option("--as", "role", type=click.Choice(["shopper", "seller"]), default="shopper")
def ask(text: str, role: str) -> None:
    """Print as one line of JSON what is understood. TEXT "-" reads one JSON string a line from standard input."""
    with database.reading() as session:
        known = lexicon.current(session)
    lines = (json.loads(line) for line in sys.stdin if line.strip()) if text == "-" else [text]
    for line in lines:
        click.echo(json.dumps(explain(understand(str(line), known, role=role)), ensure_ascii=False))


@bot_commands.command()
@click.option("--kind", type=click.Choice(catalog_learning.KINDS), help="Only these.")
@click.option("--least", default=2, show_default=True, help="Asked at least so many times.")
@click.option("--most", default=50, show_default=True, help="So many lines.")
def words(kind: str | None, least: int, most: int) -> None:
    """What people asked in vain, the most frequent first: words for the vocabulary, goods that nobody offers."""
    with database.reading() as session:
        found = catalog_learning.most_often(session, [kind] if kind else catalog_learning.KINDS, least, most)
    for one in found:
        click.echo(f"{one.times:5}  {one.kind:14}  {one.word:40}  {one.last_seen_at:%Y-%m-%d}  {one.example}".rstrip())
    if not found:
        click.echo("Nothing yet.")


@message_commands.command()
@click.argument("sid", required=False)
def replay(sid: str | None) -> None:
    """Run failed messages again: all of them, or the one with this SID."""
    with database.reading() as session:
        sids = [sid] if sid else inbox.failed_sids(session)
    results = conversation.replay(sids)
    for one, outcome in results:
        click.echo(f"{one}: {outcome}")
    if not results:
        click.echo("No failed messages.")
    if any(outcome != "ok" for _, outcome in results):
        raise SystemExit(1)


@seller_commands.command()
@click.argument("phone")
def verify(phone: str) -> None:
    """The city vouches for the shop with this PHONE; ends a suspension."""
    with _seller_deed() as session:
        notices.shop_verified(session, sellers.verify(session, directory.parse_phone(phone)))


@seller_commands.command()
@click.argument("phone")
def suspend(phone: str) -> None:
    """The shop with this PHONE and its goods are shown to nobody."""
    with _seller_deed() as session:
        notices.shop_suspended(session, sellers.suspend(session, directory.parse_phone(phone)))


@seller_commands.command()
@click.argument("phone")
@click.argument("new_phone")
def move(phone: str, new_phone: str) -> None:
    """The shop with this PHONE writes from NEW_PHONE from now on."""
    with _seller_deed() as session:
        notices.shop_moved(
            session, sellers.move(session, directory.parse_phone(phone), directory.parse_phone(new_phone))
        )


@contextmanager
def _seller_deed() -> Iterator[Session]:
    try:
        with database.transaction() as session:
            yield session
    except errors.UnknownSeller:
        raise click.ClickException("No shop has this number.") from None
    except errors.NumberTaken as problem:
        raise click.ClickException(f"The new number belongs to another shop: {problem.shop}.") from None
    except ValueError as problem:
        raise click.ClickException(str(problem)) from None
    click.echo("Done; the seller is told.")
