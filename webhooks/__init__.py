"""Twilio's HTTP: check, hand over, answer. A page of routes; health.py has the operators' /healthz."""

import logging
import time
from typing import Any

from flask import Blueprint, Flask, Response, current_app, request
from twilio.twiml.messaging_response import MessagingResponse

import database
import logs
from bot import conversation
from messaging import callbacks, served
from messaging.twilio.inbound import Malformed, read_form
from messaging.twilio.signature import is_signed
from settings import Settings
from webhooks import health

log = logging.getLogger(__name__)
twilio_webhooks = Blueprint("twilio_webhooks", __name__, url_prefix="/webhooks/twilio")
MAX_FORM_BYTES = 256 * 1024
TRIES = 3
_refused, _outage = logs.OneLineAWhile(), logs.OneLineAWhile()


def init_app(app: Flask) -> None:
    app.register_blueprint(twilio_webhooks)
    health.init_app(app)


@twilio_webhooks.before_request
def check_form() -> Response | None:
    """403 for a wrong or missing signature, 4xx for what is no form."""
    request.max_content_length = MAX_FORM_BYTES
    request.max_form_memory_size = MAX_FORM_BYTES
    if request.mimetype != "application/x-www-form-urlencoded":
        return Response("a form is expected", 415, mimetype="text/plain")
    settings: Settings = current_app.config["SETTINGS"]
    signature = request.headers.get("X-Twilio-Signature", "")
    token, base = settings.twilio_auth_token, settings.public_base_url
    if not is_signed(token, base, request.path, request.query_string, request.form, signature):
        _refused.warn(log, _why_refused(signature))
        return Response("the signature does not fit", 403, mimetype="text/plain")
    return None


def _why_refused(signature: str) -> str:
    if not signature:
        return "a form came without Twilio's signature and was refused"
    return (
        "a form with a wrong signature was refused: if Twilio sent it, TWILIO_AUTH_TOKEN is not the account's primary "
        "token, or PUBLIC_BASE_URL is not the address that is registered at Twilio"
    )


@twilio_webhooks.post("/inbound")
@twilio_webhooks.post("/fallback")
def inbound() -> Response:
    """A message came in. It is stored and handled before the 2xx; a busy database is tried again, then 503."""
    try:
        message = read_form(request.form)
    except Malformed as problem:
        return Response(str(problem), 400, mimetype="text/plain")

    def take() -> None:
        served.remember()
        conversation.receive(message)

    with logs.about(inbound=message.sid):
        return _with_patience(take)


@twilio_webhooks.post("/status")
def status() -> Response:
    """A message's delivery state."""
    try:
        told = callbacks.read_form(request.form, request.args)
    except Malformed as problem:
        return Response(str(problem), 400, mimetype="text/plain")

    with logs.about(twilio=told.sid):
        return _with_patience(lambda: callbacks.keep(told))


def _with_patience(deed: Any) -> Response:
    """Does `deed`; a database that is busy or away is tried again a little later, at last answered with 503."""
    for attempt in range(TRIES):
        try:
            deed()
        except Exception as problem:
            if not database.is_passing(problem):
                raise
            _outage.warn(log, f"the database is busy or away ({type(problem).__name__})")
            time.sleep(0.1 * 2**attempt)
        else:
            return Response(str(MessagingResponse()), mimetype="text/xml")
    return Response("the database can't be reached", 503, mimetype="text/plain")
