"""WhatsApp-like phones in the browser, through the real inbound route. Absent when Twilio credentials are set."""

from flask import Flask

from simulator import front, pages
from simulator.sending import own_door


def init_app(app: Flask) -> None:
    settings = app.config["SETTINGS"]
    app.register_blueprint(front.blueprint)
    if not settings.uses_twilio:
        app.extensions["simulator_door"] = own_door
        app.register_blueprint(pages.blueprint)
