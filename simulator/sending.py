"""A message from a simulated phone: Twilio's form, signed, handed to the same door that Twilio uses."""

import logging
import re
from collections.abc import Callable, Mapping

from flask import current_app
from werkzeug.datastructures import Headers
from werkzeug.test import EnvironBuilder, run_wsgi_app

from messaging.simulator import forms
from messaging.simulator.forms import Form, Sender
from messaging.twilio.inbound import ADDRESS, SID
from messaging.twilio.signature import sign
from simulator import pictures
from simulator.errors import NotSendable, NotTaken
from simulator.models import SimulatorMedia

log = logging.getLogger(__name__)
INBOUND = "/webhooks/twilio/inbound"
MAX_TEXT = 4096
PLACE = ("-6.8886", "109.6753", "Jl. Jatayu No. 1, Kota Pekalongan", "Alun-alun Kota Pekalongan")

Door = Callable[[str, Form, str], int]  # path, form and signature in, status out
_REF = re.compile(r"[0-9a-f]{32}")
_REFUSALS = {
    403: "Pintu pesan menolak tanda tangannya. Periksa PUBLIC_BASE_URL, lalu jalankan ulang.",
    503: "Basis data sedang sibuk. Coba kirim lagi sebentar lagi.",
}


def own_door(path: str, form: Form, signature: str) -> int:
    """Hands the form to the same app, as a request of its own in this thread: over the network a class of forty would
    wait for threads that wait for themselves."""
    headers = Headers({"X-Twilio-Signature": signature})
    request = EnvironBuilder(path, method="POST", data=form, headers=headers)
    try:
        _, status, _ = run_wsgi_app(current_app.wsgi_app, request.get_environ(), buffered=True)
    finally:
        request.close()
    return int(status.split(" ", 1)[0])


def send(wanted: Mapping[str, str], upload: bytes | None) -> str:
    """Sends what the page asks for; returns the message's sid. Raises NotSendable or NotTaken.

    `wanted`: address, name, kind, ref (32 hex digits that become the sid: the same again is the same message), quoted,
    and by kind text, option and title, or photo.
    """
    ref = wanted.get("ref", "")
    address = wanted.get("address", "")
    if not _REF.fullmatch(ref) or not ADDRESS.match(address):
        raise NotSendable("Ponsel ini belum punya nomor. Muat ulang halamannya.")
    sender = Sender(address, wanted.get("name", "")[:60])
    form = _form(sender, ref, wanted, upload)
    _post(form)
    return form["MessageSid"]


def _form(sender: Sender, ref: str, wanted: Mapping[str, str], upload: bytes | None) -> Form:
    kind, sid = wanted.get("kind", ""), "SM" + ref
    words = wanted.get("text", "")[:MAX_TEXT].strip()
    quoted = wanted.get("quoted", "") if SID.match(wanted.get("quoted", "")) else ""
    if kind == "text" and words:
        return forms.text(sender, sid, words, quoted)
    if kind in ("button", "list_item") and wanted.get("option"):
        build = forms.button if kind == "button" else forms.list_item
        return build(sender, sid, wanted["option"][:200], wanted.get("title", "")[:24], quoted)
    if kind == "location":
        return forms.location(sender, sid, *PLACE)
    kept = _media(kind, wanted, upload)
    if kept is None:
        raise NotSendable("Tidak ada yang dikirim.")
    message_sid = "MM" + ref
    url = media_url(message_sid, kept.sid)
    caption = words if kind in ("file", "goods") else ""
    return forms.media(sender, message_sid, url, kept.content_type, caption, quoted)


def _media(kind: str, wanted: Mapping[str, str], upload: bytes | None) -> SimulatorMedia | None:
    if kind == "file" and upload:
        return pictures.keep_upload(upload)
    if kind in ("voice", "sticker"):
        return pictures.keep_sample(kind)
    if kind == "goods" and wanted.get("photo", "").isdecimal():
        return pictures.keep_goods_photo(int(wanted["photo"]))
    return None


def media_url(message_sid: str, media_sid: str) -> str:
    """Where the worker fetches it, with the account's password, as it would at Twilio."""
    base = current_app.config["SETTINGS"].public_base_url + forms.MEDIA
    return f"{base}/2010-04-01/Accounts/{forms.ACCOUNT_SID}/Messages/{message_sid}/Media/{media_sid}"


def _post(form: Form) -> None:
    settings = current_app.config["SETTINGS"]
    signature = sign(settings.twilio_auth_token, settings.public_base_url + INBOUND, form)
    door: Door = current_app.extensions["simulator_door"]
    status = door(INBOUND, form, signature)
    if not 200 <= status < 300:
        log.warning("the inbound route answered %s", status)
        raise NotTaken(_REFUSALS.get(status, f"Pintu pesan menjawab {status}. Lihat catatan servernya."))
