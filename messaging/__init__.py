"""The post office: what comes in, what goes out, and how it is delivered."""

from flask import Flask

import queueing
from messaging import callbacks, pictures, post_office, staleness
from messaging.commands import twilio_commands
from messaging.simulator.transport import SimulatorTransport
from messaging.twilio.transport import TwilioTransport


def init_app(app: Flask) -> None:
    settings = app.config["SETTINGS"]
    app.extensions["transport"] = TwilioTransport(settings) if settings.uses_twilio else SimulatorTransport()
    staleness.init_app(app)
    queueing.register(app, post_office.look)
    queueing.register(app, callbacks.ask)
    pictures.init_app(app)
    app.cli.add_command(twilio_commands)
