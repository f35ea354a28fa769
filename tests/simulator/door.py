"""A stand-in for the market's inbound route, and what phones send to it."""

import json
import secrets
from collections.abc import Callable
from typing import Any

from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from messaging.twilio.signature import is_signed
from settings import Settings


class RecordingDoor:
    """Takes a form only with the signature that Twilio would send to PUBLIC_BASE_URL."""

    def __init__(self, settings: Settings, keep: Callable[[dict[str, str]], None]) -> None:
        self.settings, self.keep = settings, keep
        self.forms: list[dict[str, str]] = []
        self.status = 200

    def __call__(self, path: str, form: dict[str, str], signature: str) -> int:
        token, base = self.settings.twilio_auth_token, self.settings.public_base_url
        if not is_signed(token, base, path, b"", MultiDict(form), signature):
            return 403
        if self.status == 200:
            self.forms.append(form)
            self.keep(form)
        return self.status


def send(client: FlaskClient, address: str, kind: str, **fields: object) -> TestResponse:
    wanted = {"address": address, "name": "Sari", "kind": kind, "ref": secrets.token_hex(16), **fields}
    return client.post("/simulator/send", data=wanted, content_type="multipart/form-data")


def told(answer: TestResponse) -> Any:
    """The JSON of an answer."""
    return json.loads(answer.data)
