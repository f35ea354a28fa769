"""What a simulated phone sends is what Twilio would post: the same fields, signed."""

from io import BytesIO

import pytest
from flask.testing import FlaskClient
from PIL import Image

from messaging.simulator import forms
from tests import payloads
from tests.simulator.conftest import SARI
from tests.simulator.door import RecordingDoor, send, told

HIDDEN = "whatsapp:ID.4566546130240823"
QUOTED = "MM" + "3" * 32


def photo(kind: str = "JPEG") -> BytesIO:
    out = BytesIO()
    Image.new("RGB", (80, 100), (33, 58, 107)).save(out, kind)
    out.seek(0)
    return out


@pytest.mark.parametrize(
    ("kind", "fields", "case"),
    [
        ("text", {"text": "halo"}, "text"),
        ("text", {"text": "halo", "quoted": QUOTED}, "quoting"),
        ("button", {"option": "order:K0001", "title": "Pesan", "quoted": QUOTED}, "button"),
        ("list_item", {"option": "show:K0001", "title": "Mega Mendung", "quoted": QUOTED}, "list_item"),
        ("location", {}, "named_place"),
        ("voice", {}, "voice_note"),
        ("sticker", {}, "sticker"),
        ("file", {"file": (photo(), "a.jpg"), "text": "yang begini?"}, "picture"),
        ("file", {"file": (BytesIO(b"%PDF-1.4 bukti"), "bukti.pdf")}, "document"),
    ],
)
def test_each_kind_has_twilios_fields(
    client: FlaskClient, door: RecordingDoor, kind: str, fields: dict[str, object], case: str
) -> None:
    answer = send(client, SARI, kind, **fields)

    assert answer.status_code == 200
    form, example = door.forms[0], payloads.load(case)
    assert set(form) == set(example)
    assert form["MessageSid"] == told(answer)["sid"] and form["MessageSid"][:2] == example["MessageSid"][:2]
    for field in ("MessageType", "NumMedia", "MediaContentType0"):
        assert form.get(field) == example.get(field)


def test_who_writes(client: FlaskClient, door: RecordingDoor) -> None:
    send(client, SARI, "text", text="halo")

    form = door.forms[0]
    assert (form["From"], form["WaId"], form["ProfileName"]) == (SARI, "6281390000001", "Sari")
    assert form["ExternalUserId"].startswith("whatsapp:ID.")


def test_a_hidden_number(client: FlaskClient, door: RecordingDoor) -> None:
    send(client, HIDDEN, "text", text="halo")

    form = door.forms[0]
    assert (form["From"], form["ExternalUserId"], form["WaId"]) == (HIDDEN, HIDDEN, "")


def test_a_tap_carries_the_options_id(client: FlaskClient, door: RecordingDoor) -> None:
    send(client, SARI, "button", option="order:K0001", title="Pesan", quoted=QUOTED)

    form = door.forms[0]
    assert (form["ButtonPayload"], form["Body"], form["OriginalRepliedMessageSid"]) == ("order:K0001", "Pesan", QUOTED)


def test_sent_again_it_is_the_same_message(client: FlaskClient, door: RecordingDoor) -> None:
    sids = [told(send(client, SARI, "text", text="halo", ref="ab" * 16))["sid"] for _ in range(2)]

    assert sids == ["SM" + "ab" * 16] * 2


@pytest.mark.parametrize(("status", "words"), [(503, "sibuk"), (403, "tanda tangan"), (500, "500")])
def test_a_door_that_refuses_is_told_kindly(client: FlaskClient, door: RecordingDoor, status: int, words: str) -> None:
    door.status = status

    answer = send(client, SARI, "text", text="halo")

    assert answer.status_code == 502 and words in told(answer)["error"]


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("text", {"text": "   "}),
        ("button", {"title": "Pesan"}),
        ("file", {}),
        ("file", {"file": (BytesIO(b"<svg onload='alert(1)'/>"), "a.svg")}),
        ("goods", {"photo": "77"}),
        ("goods", {"photo": "x"}),
        ("nonsense", {}),
        ("text", {"text": "halo", "address": "whatsapp:+0"}),
        ("text", {"text": "halo", "ref": "../x"}),
    ],
)
def test_what_cannot_be_sent(client: FlaskClient, door: RecordingDoor, kind: str, fields: dict[str, object]) -> None:
    answer = client.post("/simulator/send", data={"address": SARI, "ref": "0" * 32, "kind": kind, **fields})

    assert answer.status_code == 422 and told(answer)["error"]
    assert door.forms == []


def test_a_file_that_is_too_large(client: FlaskClient, door: RecordingDoor) -> None:
    answer = send(client, SARI, "file", file=(BytesIO(b"x" * 17 * 1024 * 1024), "a.jpg"))

    assert answer.status_code == 413 and "16 MB" in told(answer)["error"]


def test_a_delivery_state_has_twilios_fields() -> None:
    form, example = forms.status(SARI, QUOTED, "read"), payloads.load("status_read")

    assert set(form) == set(example)
    assert (form["EventType"], form["ChannelToAddress"]) == ("READ", "+628139000XXXX")


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8000", "localhost:8000", "[::1]:8000", "192.168.1.20:8000", "batik.example", "BATIK.example:80"]
)
def test_the_simulator_opens_at_its_own_addresses(client: FlaskClient, door: RecordingDoor, host: str) -> None:
    assert client.get("/simulator/people", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "x@localhost", "", "[::"]
)
def test_a_name_of_somebody_else_that_leads_here_opens_nothing(
    client: FlaskClient, door: RecordingDoor, host: str
) -> None:
    headers = {"Host": host, "Origin": f"http://{host}"}
    for answer in (
        client.get("/simulator/people", headers=headers),
        client.get("/simulator/messages?person=" + SARI, headers=headers),
        client.post("/simulator/officer", headers=headers),
    ):
        assert 400 <= answer.status_code < 500
    assert not door.forms
