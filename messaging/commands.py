"""`flask twilio …`, and of `flask messages …` what concerns messages that go out."""

import click
from flask import current_app
from flask.cli import AppGroup

import database
from messaging import failed
from messaging.errors import TransportError
from messaging.twilio import approval
from messaging.twilio.transport import TwilioTransport

message_commands = AppGroup("messages", help="Messages that failed, in or out.")
twilio_commands = AppGroup("twilio", help="What Twilio keeps for us.")


@twilio_commands.command("sync-templates")
def sync_templates() -> None:
    """Create the content templates that are missing at Twilio, submit those that need WhatsApp's approval, and print
    the state of all. Run it after each deploy, and once a day: notices outside the 24-hour window use what is approved."""
    transport = current_app.extensions["transport"]
    if not isinstance(transport, TwilioTransport):
        raise click.ClickException(
            "TWILIO_ACCOUNT_SID is not set: messages go to the simulator, which needs no templates."
        )
    try:
        for state in approval.sync(transport):
            done = " (created)" * state.created + " (submitted)" * state.submitted
            why = f": {state.reason}" if state.reason else ""
            click.echo(f"{state.text.friendly_name} {state.sid} {state.status}{why}{done}")
        removed = approval.remove_old_shapes(transport)
        if removed:
            click.echo(f"{removed} contents of an earlier version removed.")
    except TransportError as problem:
        raise click.ClickException(f"Twilio did not go along: {problem.reason}.") from None


@message_commands.command("failed")
def list_failed() -> None:
    """List the messages to people that were given up: ID, time (UTC), kind, Twilio's code, reason."""
    with database.reading() as session:
        rows = failed.every(session)
    for row in rows:
        click.echo(
            f"{row.id:8}  {row.created_at:%Y-%m-%d %H:%M}  {row.kind:6}  {row.error_code or '-':>6}  {row.error_reason}"
        )
    if not rows:
        click.echo("No message to anybody has failed.")


@message_commands.command()
@click.argument("ids", metavar="[ID…]", type=int, nargs=-1)
@click.option("--all", "is_all", is_flag=True, help="Every message that `flask messages failed` lists.")
def resend(ids: tuple[int, ...], is_all: bool) -> None:
    """Have failed messages sent again: one that may have gone out after all is looked up first."""
    if is_all == bool(ids):
        raise click.UsageError("Say which: the IDs that `flask messages failed` lists, or --all.")
    with database.transaction() as session:
        outcomes = failed.resend(session, ids or [row.id for row in failed.every(session) if row.id])
    for message_id, outcome in outcomes.items():
        click.echo(f"{message_id}: {outcome}")
    if not outcomes:
        click.echo("No message to anybody has failed.")
    if failed.UNKNOWN in outcomes.values():
        raise SystemExit(1)
