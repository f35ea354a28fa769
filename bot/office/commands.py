"""Commands that need the bot's words: what it understands, failed messages, what staff do with a shop, translation."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from babel.messages.frontend import CommandLineInterface
from flask.cli import AppGroup
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlmodel import Session

import database
from bot import conversation
from bot.clocks import erasure
from bot.news import notices
from bot.office import deeds_table
from bot.talk import lexicon
from bot.talk.deed import joined
from bot.understanding import understand
from bot.understanding.as_json import explain
from bot.understanding.decide import SLOTS
from bot.understanding.why import why
from catalog import errors, sellers, shop_numbers
from catalog import learning as catalog_learning
from matters.errors import StillOpen
from media import poster as poster_
from messaging import inbox, market_number
from messaging.commands import message_commands
from people import directory

bot_commands = AppGroup("bot", help="What the bot understands.")


seller_commands = AppGroup("sellers", help="What staff do with a shop; the seller is told.")
TRANSLATIONS = Path(__file__).resolve().parents[2] / "translations"


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


@bot_commands.command("deeds")
def deeds_command() -> None:
    """Print what the market can do: each deed, who may, its intents, buttons, questions and hours, as one table."""
    click.echo(deeds_table.markdown(joined()))


@bot_commands.command()
@click.argument("text")
@click.option("--as", "role", type=click.Choice(["shopper", "seller"]), default="shopper", help="Who says it.")
@click.option("--expecting", metavar="SLOT", type=click.Choice(SLOTS), help="As if this had just been asked.")
@click.option(
    "--why", "is_why", is_flag=True, help="For people: each word, the step that decided, what else was possible."
)
def ask(text: str, role: str, expecting: str | None, is_why: bool) -> None:
    """Print as one line of JSON what is understood. TEXT "-" reads one JSON string a line from standard input."""
    with database.reading() as session:
        known = lexicon.current(session)
    for line in (json.loads(line) for line in sys.stdin if line.strip()) if text == "-" else [text]:
        if is_why:
            click.echo(why(str(line), known, expecting, role))
        else:
            click.echo(json.dumps(explain(understand(str(line), known, expecting, role)), ensure_ascii=False))


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
@click.option("--reason", default="", help="Told to the seller: what is wrong.")
def suspend(phone: str, reason: str) -> None:
    """The shop with this PHONE and its goods are shown to nobody, and it can change nothing."""
    with _seller_deed() as session:
        notices.shop_suspended(session, sellers.suspend(session, directory.parse_phone(phone), reason[:200]))


@seller_commands.command()
@click.argument("phone")
@click.argument("new_phone")
def move(phone: str, new_phone: str) -> None:
    """The shop with this PHONE writes from NEW_PHONE from now on."""
    with _seller_deed() as session:
        notices.shop_moved(
            session, sellers.move(session, directory.parse_phone(phone), directory.parse_phone(new_phone))
        )


@seller_commands.command()
@click.argument("phone")
@click.confirmation_option(prompt="The shop, its goods and its owner's data are deleted for good. Go on?")
def forget(phone: str) -> None:
    """The owner of the shop with this PHONE wants the shop's data deleted (UU PDP): it is given up, for good."""
    try:
        with _shop_named() as session:
            shop = erasure.forget_shop(session, directory.parse_phone(phone)).shop
    except StillOpen as problem:
        raise click.ClickException(f"Still open: {', '.join(problem.numbers)}. Settle these first.") from None
    click.echo(f"{shop} is forgotten; whoever of it wanted that is told, and forgotten an hour later.")


@seller_commands.command()
@click.argument("phone")
def invite(phone: str) -> None:
    """Print a code by which the owner of the shop with this PHONE joins it from another number. Used once, for a week."""
    with _shop_named() as session:
        seller = sellers.by_number(session, directory.parse_phone(phone))
        code = shop_numbers.invite_owner(session, seller)
    click.echo(f"{seller.shop}: let the owner write “gabung {code}” to the market.")


@seller_commands.command()
def waiting() -> None:
    """List the shops that staff should look at: not verified yet, or with an account that was changed."""
    with database.reading() as session:
        shops = sellers.waiting_for_staff(session)
    for shop in shops:
        why = "account changed" if shop.verified else "not verified"
        click.echo(f"{shop.phone}  {why:15}  {shop.shop}, {shop.owner}, {shop.sentra or shop.kelurahan}")
    if not shops:
        click.echo("No shop is waiting.")


@seller_commands.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def poster(file: Path) -> None:
    """Draw a poster for the market (FILE: .png or .pdf): a QR code that opens the chat with “daftar” written already."""
    link = market_number.link("daftar")
    if not link:
        raise click.ClickException("TWILIO_WHATSAPP_FROM is not set: the market has no number to point at.")
    if file.suffix.lower() not in (".png", ".pdf"):
        raise click.ClickException("FILE must end in .png or .pdf.")
    with force_locale("id"):
        steps = [
            _("Pindai kode ini dengan kamera HP, lalu kirim pesan “daftar” yang sudah tertulis."),
            _("Jawab beberapa pertanyaan: nama toko, pemilik, sentra, rekening atau QRIS. Tidak perlu KTP."),
            _("Kirim foto batik dengan harga dan stoknya. Petugas memeriksa, lalu toko Anda tampil."),
        ]
        drawn = poster_.draw(link, _("Jualan batik di Lokapasar"), steps, f"WhatsApp {market_number.phone()}")
    drawn.save(file, resolution=poster_.DOTS_PER_INCH)
    click.echo(f"Written to {file}.")


@contextmanager
def _seller_deed() -> Iterator[Session]:
    with _shop_named() as session:
        yield session
    click.echo("Done; the seller is told.")


@contextmanager
def _shop_named() -> Iterator[Session]:
    """A transaction in which a shop is named by its number."""
    try:
        with database.transaction() as session:
            yield session
    except errors.UnknownSeller:
        raise click.ClickException("No shop has this number.") from None
    except errors.NumberTaken as problem:
        raise click.ClickException(f"The new number belongs to another shop: {problem.shop}.") from None
    except ValueError as problem:
        raise click.ClickException(str(problem)) from None
