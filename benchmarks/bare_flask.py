"""The least that a webhook can do: look at the signature and answer. What the market's webhook is measured against."""

import os

from flask import Flask, Response, request
from twilio.request_validator import RequestValidator


def create_app() -> Flask:
    app = Flask(__name__)
    validator = RequestValidator(os.environ["TWILIO_AUTH_TOKEN"])
    base = os.environ["PUBLIC_BASE_URL"]

    @app.post("/webhooks/twilio/inbound")
    def inbound() -> Response:
        is_ours = validator.validate(base + request.path, request.form, request.headers.get("X-Twilio-Signature", ""))
        return Response("<Response/>", 200 if is_ours else 403, mimetype="text/xml")

    @app.get("/healthz")
    def healthz() -> str:
        return "ok"

    return app
