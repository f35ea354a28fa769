"""`flask twilio …`"""

import click
from flask import current_app
from flask.cli import AppGroup

from messaging.errors import TransportError
from messaging.twilio import approval
from messaging.twilio.transport import TwilioTransport

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
    except TransportError as problem:
        raise click.ClickException(f"Twilio did not go along: {problem.reason}.") from None
