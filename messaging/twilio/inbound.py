"""Twilio's inbound form becomes an IncomingMessage. Source: reference/twilio.md section 1."""

import re
from collections.abc import Mapping

import clock
from messaging.content import IncomingMessage

ADDRESS = re.compile(r"whatsapp:(\+[1-9][0-9]{6,14}|[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128})")
SID = re.compile(r"[A-Za-z]{2}[0-9A-Za-z]{2,62}")
_KINDS_BY_MEDIA = {"text/vcard": "contact", "text/x-vcard": "contact"}
_UNTOLD = ("", "application/octet-stream", "binary/octet-stream", "application/download")  # any file: it is looked at
_FILE_NAME = re.compile(r"[^\n/]{1,200}\.(jpe?g|jfif|png|webp|heic|heif|gif|bmp|pdf|docx?|xlsx?|zip)", re.IGNORECASE)
_OF_AN_AD = ("ReferralHeadline", "ReferralBody", "ReferralSourceUrl")
_KINDS_BY_TYPE = {
    "sticker": "sticker",
    "contacts": "contact",
    "location": "location",
    "order": "cart",
    "reaction": "reaction",
    "unsupported": "unknown",
}
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # all but tabs and line breaks


class Malformed(ValueError):
    """The form is none that Twilio sends."""


def read_form(form: Mapping[str, str]) -> IncomingMessage:
    """The message in a form whose signature was checked. Raises Malformed."""
    sid, sender = form.get("MessageSid", ""), form.get("From", "")
    if not SID.fullmatch(sid):
        raise Malformed("MessageSid is missing or none")
    if not ADDRESS.fullmatch(sender):
        raise Malformed("From is no WhatsApp address")
    form = {_printable(name): _printable(value) for name, value in form.items()}
    external_id = form.get("ExternalUserId", "")
    return IncomingMessage(
        sid=sid,
        sender=sender,
        external_id=external_id if ADDRESS.fullmatch(external_id) else None,
        kind=_kind(form),
        text=_text(form)[:4096],
        choice=(form.get("ButtonPayload", "") or form.get("ListId", ""))[:200],
        media_url=form.get("MediaUrl0", ""),
        media_type=form.get("MediaContentType0", ""),
        quoted_sid=form.get("OriginalRepliedMessageSid", "")[:64],
        profile_name=form.get("ProfileName", "").replace("\n", " ")[:200],
        forwarded=any(form.get(name, "").lower() == "true" for name in ("Forwarded", "FrequentlyForwarded")),
        advertised="\n".join(filter(None, (form.get(name, "").strip()[:1000] for name in _OF_AN_AD))),
        location=(form["Latitude"], form.get("Longitude", "")) if form.get("Latitude") else None,
        address=_address(form),
        received_at=clock.now(),
        form=form,
    )


def _kind(form: Mapping[str, str]) -> str:
    # MessageType is not in Twilio's table and its values vary: what the other fields say comes first.
    if form.get("ButtonPayload"):
        return "button"
    if form.get("ListId"):
        return "list_item"
    if form.get("Latitude"):
        return "location"
    said = form.get("MessageType", "").lower()
    if said in _KINDS_BY_TYPE:
        return _KINDS_BY_TYPE[said]
    if form.get("NumMedia", "0") not in ("", "0"):
        return _kind_of_media(form.get("MediaContentType0", "").split(";")[0].strip().lower(), said, _text(form))
    return "text" if form.get("Body", "").strip() or said in ("", "text") else "unknown"


def _kind_of_media(content_type: str, said: str, caption: str) -> str:
    """What a file is, by its claimed type and what the form calls it. Only what is not called an image, and has no
    caption, is a sticker when it is a WebP: photos may be WebP too."""
    if content_type in _KINDS_BY_MEDIA:
        return _KINDS_BY_MEDIA[content_type]
    if content_type == "image/webp" and not said and not caption:
        return "sticker"
    if content_type in _UNTOLD:
        return {"audio": "voice", "video": "video"}.get(said, "picture")
    family = content_type.split("/")[0]
    return {"image": "picture", "audio": "voice", "video": "video"}.get(family, "document")


def _text(form: Mapping[str, str]) -> str:
    """What was written. The name of a file, which comes in the caption's place, is none."""
    body = form.get("Body", "")
    has_file = form.get("NumMedia", "0") not in ("", "0")
    return "" if has_file and _FILE_NAME.fullmatch(body.strip()) else body


def _address(form: Mapping[str, str]) -> str:
    """The written address of a place, after the place's own name where the address does not begin with it."""
    label, address = (" ".join(form.get(name, "").split())[:300] for name in ("Label", "Address"))
    if not address:
        return ""
    return address if not label or label.casefold() in address.casefold() else f"{label}, {address}"


def _printable(text: str) -> str:
    """Without the control characters that no database and no message can hold; lone surrogates replaced."""
    return _CONTROL.sub("", text).encode("utf-8", "replace").decode("utf-8")
