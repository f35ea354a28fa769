"""The forms that Twilio would post for what happens on a simulated phone. Source: reference/twilio.md, 1.1 and 4.1."""

import hashlib
import json
from dataclasses import dataclass

ACCOUNT_SID = "AC" + "51" * 16  # of no account at Twilio
MEDIA = "/simulator/media"  # takes the place of Twilio's API where pictures are fetched
MARKET = "whatsapp:+6281100000000"  # the number that people write to
Form = dict[str, str]


@dataclass(frozen=True)
class Sender:
    """Whose phone it is. `address` is "whatsapp:+62…", or "whatsapp:ID.…" when the number is hidden."""

    address: str
    name: str

    @property
    def digits(self) -> str:
        """The number without "+"; nothing when it is hidden."""
        return self.address.removeprefix("whatsapp:+") if self.address.startswith("whatsapp:+") else ""

    @property
    def external_id(self) -> str:
        """Twilio's ExternalUserId: always the same for the same phone."""
        if not self.digits:
            return self.address
        return f"whatsapp:ID.{int(hashlib.sha256(self.digits.encode()).hexdigest()[:13], 16):016d}"


def text(sender: Sender, sid: str, body: str, quoted_sid: str = "") -> Form:
    return _base(sender, sid) | {"MessageType": "text", "NumMedia": "0", "Body": body} | _quoting(quoted_sid)


def button(sender: Sender, sid: str, option_id: str, title: str, quoted_sid: str) -> Form:
    context = {"ButtonText": title, "ButtonPayload": option_id, "Forwarded": "false", "FrequentlyForwarded": "false"}
    return _interactive(sender, sid, title, quoted_sid) | context


def list_item(sender: Sender, sid: str, option_id: str, title: str, quoted_sid: str) -> Form:
    return _interactive(sender, sid, title, quoted_sid) | {"ListId": option_id, "ListTitle": title}


def media(sender: Sender, sid: str, url: str, content_type: str, caption: str = "", quoted_sid: str = "") -> Form:
    """A picture, sticker, voice note or document."""
    kind = {"image/webp": "sticker"}.get(content_type) or content_type.split("/")[0].replace("application", "document")
    what = {"MessageType": kind, "NumMedia": "1", "MediaContentType0": content_type, "MediaUrl0": url}
    return _base(sender, sid) | what | {"Body": caption} | _quoting(quoted_sid)


def location(sender: Sender, sid: str, latitude: str, longitude: str, address: str, label: str) -> Form:
    place = {"Latitude": latitude, "Longitude": longitude, "Address": address, "Label": label}
    return _base(sender, sid) | {"MessageType": "location", "NumMedia": "0", "Body": ""} | place


def status(address: str, sid: str, state: str) -> Form:
    """A delivery state of our message `sid` to `address`: "delivered" or "read"."""
    names = {"MessageSid": sid, "SmsSid": sid, "MessageStatus": state, "SmsStatus": state, "EventType": state.upper()}
    return names | {
        "AccountSid": ACCOUNT_SID,
        "ApiVersion": "2010-04-01",
        "From": MARKET,
        "To": address,
        "ChannelPrefix": "whatsapp",
        "ChannelInstallSid": "XE" + "51" * 16,
        "ChannelToAddress": f"{address.removeprefix('whatsapp:')[:-4]}XXXX",
        "StructuredMessage": "false",
        "ExternalUserId": Sender(address, "").external_id,
    }


def _interactive(sender: Sender, sid: str, title: str, quoted_sid: str) -> Form:
    return _base(sender, sid) | {"MessageType": "interactive", "NumMedia": "0", "Body": title} | _quoting(quoted_sid)


def _base(sender: Sender, sid: str) -> Form:
    person = {"ProfileName": sender.name, "WaId": sender.digits}
    return person | {
        "AccountSid": ACCOUNT_SID,
        "ApiVersion": "2010-04-01",
        "SmsStatus": "received",
        "NumSegments": "1",
        "ReferralNumMedia": "0",
        "From": sender.address,
        "To": MARKET,
        "ExternalUserId": sender.external_id,
        "MessageSid": sid,
        "SmsSid": sid,
        "SmsMessageSid": sid,
        "ChannelMetadata": json.dumps({"type": "whatsapp", "data": {"context": person}}, ensure_ascii=False),
    }


def _quoting(sid: str) -> Form:
    return {"OriginalRepliedMessageSid": sid, "OriginalRepliedMessageSender": MARKET} if sid else {}
