"""Sends through Twilio's REST interface. Source: reference/twilio.md sections 4 and 5."""

import json
import logging
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import requests
from requests.adapters import HTTPAdapter
from twilio.base.exceptions import TwilioException, TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

import clock
import database
from messaging.content import Content
from messaging.errors import Later, Puzzling, Refused, TransportError, Unclear
from messaging.models import ContentTemplate
from messaging.twilio import templates
from messaging.twilio.error_codes import CONTENT_UNKNOWN, error_for
from settings import Settings

log = logging.getLogger(__name__)
logging.getLogger("twilio.http_client").setLevel(logging.WARNING)  # at INFO it writes numbers and texts
TIMEOUT_SECONDS = 10.0
CONTENT_URL = "https://content.twilio.com/v1/Content"
LOOK_BACK = 100  # messages to one person
NOT_ARRIVED = ("failed", "undelivered", "canceled")
STATUS_PATH = "/webhooks/twilio/status"


class _NoTemplate(Exception):
    """Twilio's Content interface gave no template. Nothing has gone out."""


class PooledHttpClient(TwilioHttpClient):
    """Twilio's client with a time limit and a pool for every worker thread; TWILIO_BASE_URL takes the hosts' place."""

    def __init__(self, base_url: str, pool_size: int) -> None:
        super().__init__(timeout=TIMEOUT_SECONDS)
        self.base = urlsplit(base_url) if base_url else None
        for scheme in ("https://", "http://"):
            self.session.mount(scheme, HTTPAdapter(pool_maxsize=pool_size))
        self.session.trust_env = not base_url  # a proxy of the environment is not for loopback

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Any:
        if self.base:
            parts = urlsplit(url)
            url = urlunsplit((self.base.scheme, self.base.netloc, parts.path, parts.query, ""))
        return super().request(method, url, *args, **kwargs)


class TwilioTransport:
    """Each method calls Twilio and holds no transaction open meanwhile."""

    def __init__(self, settings: Settings) -> None:
        self.sender = settings.twilio_whatsapp_from
        self.public_base_url = settings.public_base_url
        http_client = PooledHttpClient(settings.twilio_base_url, settings.worker_threads)
        self.client = Client(settings.twilio_account_sid, settings.twilio_auth_token, http_client=http_client)

    def send(self, address: str, content: Content, message_id: int) -> str:
        """Hands `content` to Twilio and returns its sid. Accepted is not delivered: callbacks tell the rest.
        Raises TransportError."""
        if not content.options:
            return self._create(address, message_id, **self._plain(content))
        try:
            return self._send_template(address, content, message_id)
        except (Refused, Puzzling, _NoTemplate) as problem:
            log.warning("a content could not be used (%s), sent as plain words instead", problem)
            return self._create(address, message_id, **self._plain(_spelled_out(content)))

    def send_knock(self, address: str, content_sid: str, values: tuple[str, ...], message_id: int) -> str:
        """Sends an approved template, which goes outside the 24-hour window too. Returns and raises as `send`."""
        variables = json.dumps({str(number): value for number, value in enumerate(values, 1)})
        return self._create(address, message_id, content_sid=content_sid, content_variables=variables)

    def find_sent(self, address: str, content: Content, since: datetime, known: set[str]) -> str | None:
        """The sid of a message with this text that Twilio took from us after `since` and that is none of `known`."""
        try:
            found = self.client.messages.list(to=address, limit=LOOK_BACK)
        except (TwilioException, requests.RequestException) as problem:
            raise Unclear("Twilio can't tell what it sent") from problem
        texts = {_comparable(content.text), _comparable(_spelled_out(content).text)}
        for message in found:
            created = message.date_created
            is_recent = created is None or created >= since - timedelta(seconds=5)
            is_alive = message.status not in NOT_ARRIVED
            if is_alive and is_recent and message.sid not in known and _comparable(message.body or "") in texts:
                return message.sid
        return None

    def state_of(self, sid: str) -> tuple[str, int | None]:
        """What Twilio says of a message now: its state in Twilio's words, and the error code if it has one."""
        try:
            message = self.client.messages(sid).fetch()
        except (TwilioException, requests.RequestException) as problem:
            raise Unclear("Twilio can't tell how a message fares") from problem
        return str(message.status), int(message.error_code) if message.error_code else None

    def _plain(self, content: Content) -> dict[str, Any]:
        picture = {"media_url": [f"{self.public_base_url}/media/{content.image.key}"]} if content.image else {}
        return {"body": content.text, **picture}

    def _send_template(self, address: str, content: Content, message_id: int) -> str:
        shape, values = templates.shape_and_values(content)
        if content.image and not content.is_list:
            shape, values = templates.with_picture(shape, values, self.public_base_url, content.image.key)
        arguments = {"content_variables": json.dumps(values)}
        try:
            return self._create(address, message_id, content_sid=self._template_sid(shape, values), **arguments)
        except Refused as problem:
            if problem.code != CONTENT_UNKNOWN:
                raise
            self._forget_template(shape)
            return self._create(address, message_id, content_sid=self._template_sid(shape, values), **arguments)

    def _create(self, address: str, message_id: int, **arguments: Any) -> str:
        callback = f"{self.public_base_url}{STATUS_PATH}?message={message_id}"
        try:
            message = self.client.messages.create(to=address, from_=self.sender, status_callback=callback, **arguments)
        except (TwilioException, requests.RequestException) as problem:
            raise _translated(problem) from problem
        return str(message.sid)

    def _template_sid(self, shape: dict[str, Any], values: dict[str, str]) -> str:
        key = templates.shape_hash(shape)
        with database.reading() as session:
            known = session.get(ContentTemplate, key)
        if known:
            return known.sid
        sid = self._create_template(templates.create_request(shape))
        with database.transaction() as session:
            # Another thread may have made the same one meanwhile: either will do.
            row = {"shape": key, "sid": sid, "created_at": clock.now()}
            session.execute(database.insert_or_change(session, ContentTemplate).values(row).on_conflict_do_nothing())
        return sid

    def _create_template(self, document: dict[str, Any]) -> str:
        try:
            return str(self.content("POST", "", document)["sid"])
        except (TransportError, KeyError) as problem:
            raise _NoTemplate(str(problem)) from problem

    def content(self, method: str, path: str, document: dict[str, Any] | None = None) -> dict[str, Any]:
        """A call of Twilio's Content interface and its answer. `path` follows /v1/Content. Raises TransportError."""
        # Raw JSON: the SDK's models silently drop keys that they don't know.
        headers = {"Content-Type": "application/json"} if document else {}
        try:
            answer = self.client.request(method, CONTENT_URL + path, data=document, headers=headers)
        except requests.RequestException as problem:
            raise Unclear(f"no answer from Twilio ({type(problem).__name__})") from problem
        body = _json(answer.text)
        if not 200 <= answer.status_code < 300:
            raise error_for(body.get("code"), answer.status_code)
        return body

    def _forget_template(self, shape: dict[str, Any]) -> None:
        with database.transaction() as session:
            known = session.get(ContentTemplate, templates.shape_hash(shape))
            if known:
                session.delete(known)


def _translated(problem: Exception) -> TransportError:
    if isinstance(problem, TwilioRestException):
        return error_for(problem.code, problem.status)
    if isinstance(problem, requests.ConnectTimeout):
        return Later("Twilio can't be reached")
    return Unclear(f"no answer from Twilio ({type(problem).__name__})")


def _spelled_out(content: Content) -> Content:
    """The choices as words to type, for a message that can't carry buttons."""
    if not content.options:
        return content
    choices = "\n".join(f"• {option.title}" for option in content.options)
    text = f"{content.text}\n\n{choices}"
    return Content(text=text[:1600], image=content.image)


def _comparable(text: str) -> str:
    return " ".join(text.split())


def _json(text: str) -> dict[str, Any]:
    try:
        document = json.loads(text)
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {}
