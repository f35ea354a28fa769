"""POST Messages.json: what is refused at once, and what becomes a message.

Sources: twilio.com/docs/messaging/api/message-resource, the SDK's twilio/rest/api/v2010/account/message.
"""

import json
import re
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from typing import Any

from tests.twilio_stand_in import content
from tests.twilio_stand_in.content import Option, Rendered
from tests.twilio_stand_in.errors import Refusal
from tests.twilio_stand_in.pictures import Picture

ADDRESS = re.compile(r"^whatsapp:(\+[1-9]\d{6,14}|[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128})$")
NO_CAPTION = ("audio/", "application/", "text/vcard", "image/webp")


@dataclass
class Message:
    """A message on its way to a person. `body`, `pictures` and `options` are what the person would see."""

    sid: str
    to: str
    sender: str
    body: str
    kind: str  # text, media, quick-reply, list-picker, card, …
    at: datetime
    pictures: list[Picture] = field(default_factory=list)
    options: list[Option] = field(default_factory=list)
    content_sid: str = ""
    status_callback: str = ""
    problems: list[str] = field(default_factory=list)
    state: str = "queued"
    error_code: int | None = None

    @property
    def seen(self) -> str:
        """All words that the person can read, choices included."""
        return "\n".join([self.body, *(f"[{o.title}] {o.description}".rstrip() for o in self.options)])


@dataclass(frozen=True)
class Request:
    """The form of POST Messages.json, checked: WhatsApp's word on it comes later."""

    to: str
    sender: str
    rendered: Rendered
    content_sid: str
    status_callback: str


def read(form: dict[str, list[str]], sender: str, contents: dict[str, dict[str, Any]]) -> Request:
    """Raises Refusal in the order in which Twilio looks."""
    one = {name: values[-1] for name, values in form.items()}
    to, from_ = one.get("To", ""), one.get("From", "")
    if not to:
        raise Refusal(21604)
    if not from_ and not one.get("MessagingServiceSid"):
        raise Refusal(21603)
    if from_ and from_.startswith("whatsapp:") != to.startswith("whatsapp:"):
        raise Refusal(21910)
    if not ADDRESS.match(to):
        raise Refusal(21211)
    if from_ and from_ != sender:
        raise Refusal(21606)
    body, urls, content_sid = one.get("Body", ""), form.get("MediaUrl", []), one.get("ContentSid", "")
    if not (body or urls or content_sid):
        raise Refusal(21619)
    if len(body) > 1600:
        raise Refusal(21617)
    if not all(re.match(r"https?://[^/\s]+/\S+$", url) for url in urls):
        raise Refusal(21620)
    if content_sid:
        rendered = _rendered(form, content_sid, contents)
    else:
        extra = [f"{len(urls)} pictures in one message, WhatsApp carries one"] if len(urls) > 1 else []
        rendered = Rendered("media" if urls else "text", body, urls[:1], problems=extra)
    callback = one.get("StatusCallback", "")
    if callback and not re.match(r"https?://", callback):
        rendered.problems.append(f"StatusCallback is no absolute URL: {callback}")
    return Request(to, from_ or sender, rendered, content_sid, callback)


def _rendered(form: dict[str, list[str]], content_sid: str, contents: dict[str, dict[str, Any]]) -> Rendered:
    if content_sid not in contents:
        raise Refusal(21655)
    given = form.get("ContentVariables", ["{}"])
    try:
        variables = json.loads(given[0]) if len(given) == 1 else None  # several: somebody sent a dict, values are lost
    except ValueError:
        variables = None
    if not isinstance(variables, dict) or not all(isinstance(value, str) and value for value in variables.values()):
        raise Refusal(21656)
    rendered = content.render(contents[content_sid], variables)
    if "Body" in form or "MediaUrl" in form:
        rendered.problems.append("Body or MediaUrl beside a ContentSid")
    return rendered


def shown_body(body: str, pictures: list[Picture]) -> str:
    """The caption as WhatsApp shows it: sound, documents and stickers have none."""
    return "" if pictures and pictures[0].content_type.startswith(NO_CAPTION) else body


def resource(message: Message, account: str) -> dict[str, Any]:
    """The JSON document by which Twilio speaks of a message."""
    at = format_datetime(message.at.replace(microsecond=0))
    uri = f"/2010-04-01/Accounts/{account}/Messages/{message.sid}"
    return {
        "sid": message.sid,
        "account_sid": account,
        "api_version": "2010-04-01",
        "messaging_service_sid": None,
        "to": message.to,
        "from": message.sender,
        "body": message.body,
        "status": message.state,
        "direction": "outbound-api",
        "num_media": str(len(message.pictures)),
        "num_segments": "1",
        "error_code": message.error_code,
        "error_message": None,
        "price": None,
        "price_unit": "USD",
        "date_created": at,
        "date_sent": at if message.state != "queued" else None,
        "date_updated": at,
        "uri": uri + ".json",
        "subresource_uris": {"media": uri + "/Media.json"},
    }
