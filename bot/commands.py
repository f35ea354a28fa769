"""`flask bot ask` shows what the bot understands; `flask messages replay` runs failed messages again."""

import json
import sys

from pathlib import Path

import click
from babel.messages.frontend import CommandLineInterface
from flask.cli import AppGroup

import database
from bot import conversation, lexicon
from bot.understanding import understand
from bot.understanding.as_json import explain
from messaging import inbox

bot_commands = AppGroup("bot", help="What the bot understands.")
message_commands = AppGroup("messages", help="Messages that came in.")


TRANSLATIONS = Path(__file__).resolve().parent.parent / "translations"


@click.command()
def translate() -> None:
    """Bring translations/en up to date with what the bot says, and compile it. New sentences are left empty there."""
    template, catalogue = str(TRANSLATIONS / "messages.pot"), str(TRANSLATIONS / "en/LC_MESSAGES/messages.po")
    root = str(TRANSLATIONS.parent)
    steps = [
        ["extract", "-F", str(TRANSLATIONS / "babel.cfg"), "--no-location", "--omit-header", "--sort-output", "-o", template, root],
        ["update", "-i", template, "-o", catalogue, "-l", "en", "--no-fuzzy-matching", "--ignore-obsolete", "--ignore-pot-creation-date"],
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
