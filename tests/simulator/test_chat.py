"""What stands on a phone: both sides in order, only what was sent, and what the market learns about reading."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

import clock
import database
from messaging.content import Content, Image, Option
from messaging.models import OutboundMessage
from messaging.simulator.transport import SimulatorTransport
from simulator import chat
from tests.simulator.conftest import BU_WATI, SARI
from tests.simulator.door import RecordingDoor, send, told

Write = Callable[..., OutboundMessage]
HELLO = Content("Halo *Sari*!").to_json()


@pytest.fixture
def wait() -> Iterator[Callable[[int], None]]:
    """Lets seconds pass."""
    moment = clock.now()

    def passes(seconds: int) -> None:
        nonlocal moment
        moment += timedelta(seconds=seconds)

    clock.set_source(lambda: moment)
    yield passes
    clock.set_source(None)


def updates(client: FlaskClient, *phones: str, after: str = "", watched: str = "") -> Any:
    query = {"phones": ",".join(phones), "after": after, "watched": watched}
    return told(client.get("/simulator/updates", query_string=query))


def state_of(row: OutboundMessage) -> str:
    with database.reading() as session:
        return session.get_one(OutboundMessage, row.id).state


def test_both_sides_in_order_of_time(
    client: FlaskClient, door: RecordingDoor, market_writes: Write, wait: Callable[[int], None]
) -> None:
    send(client, SARI, "text", text="halo")
    wait(1)
    market_writes(SARI, HELLO, state="sent", sid="SM11", sent_at=clock.now())
    wait(1)
    send(client, SARI, "text", text="terima kasih", quoted="SM11")

    messages = updates(client, SARI)["phones"][SARI]["messages"]

    shown = [(m["direction"], m["text"], m["quoted"]) for m in messages]
    assert shown == [("out", "halo", ""), ("in", "Halo *Sari*!", ""), ("out", "terima kasih", "SM11")]
    assert messages[0]["state"] == "read"


def test_what_was_not_sent_is_not_shown(client: FlaskClient, market_writes: Write) -> None:
    for state in ("due", "sending", "failed", "waiting"):
        market_writes(SARI, HELLO, state=state)

    phone = updates(client, SARI)["phones"][SARI]

    assert phone["messages"] == [] and phone["unread"] == 0 and phone["waiting"] == 1


def test_nothing_new_is_told_in_few_words(client: FlaskClient, door: RecordingDoor) -> None:
    send(client, SARI, "text", text="halo")
    version = updates(client, SARI)["phones"][SARI]["version"]

    assert "messages" not in updates(client, SARI, after=version)["phones"][SARI]

    send(client, SARI, "text", text="lagi")
    assert len(updates(client, SARI, after=version)["phones"][SARI]["messages"]) == 2


def test_choices_and_pictures(client: FlaskClient, market_writes: Write) -> None:
    sizes = tuple(Option(f"answer:size:{size}", size, "stok 3") for size in ("S", "M", "L", "XL"))
    buttons = (Option("more", "Lagi"),)
    market_writes(SARI, Content("Ukuran?", options=sizes, list_title="Pilih").to_json(), state="sent", sid="SM11")
    card = Content("Ini dia", image=Image("sheets/a.jpg"), options=buttons)
    market_writes(SARI, card.to_json(), state="sent", sid="MM11")

    as_list, as_card = updates(client, SARI)["phones"][SARI]["messages"]

    assert as_list["list"] == "Pilih" and as_list["options"][0] == ["answer:size:S", "S", "stok 3"]
    assert as_card["picture"] == "/media/sheets/a.jpg" and as_card["list"] == ""


def test_messages_are_delivered_then_read(client: FlaskClient, market_writes: Write) -> None:
    row = market_writes(SARI, HELLO, state="sent", sid="SM11")
    for_others = market_writes(BU_WATI, HELLO, state="sent", sid="SM22")
    assert updates(client, SARI)["phones"][SARI]["unread"] == 1

    client.post("/simulator/seen", data={"delivered": [SARI]})
    assert state_of(row) == "delivered"
    client.post("/simulator/seen", data={"read": [SARI]})
    assert state_of(row) == "read"
    client.post("/simulator/seen", data={"delivered": [SARI]})

    assert (state_of(row), state_of(for_others)) == ("read", "sent")
    assert updates(client, SARI)["phones"][SARI]["unread"] == 0


def test_other_phones_show_how_much_is_unread(client: FlaskClient, market_writes: Write) -> None:
    market_writes(SARI, HELLO, state="sent", sid="SM11")

    watched = updates(client, BU_WATI, watched=f"{SARI},whatsapp:+6281399999999")["watched"]

    assert watched[SARI] == {"unread": 1, "waiting": 0}
    assert watched["whatsapp:+6281399999999"] == {"unread": 0, "waiting": 0}


def test_a_stall_that_got_an_order_is_named(client: FlaskClient, market_writes: Write) -> None:
    market_writes(BU_WATI, HELLO, state="waiting", kind="notice")
    market_writes(SARI, HELLO, state="sent", sid="SM11", kind="notice")

    [news] = updates(client, SARI)["news"]

    assert (news["name"], news["address"], news["news"]) == ("Batik Bu Wati", BU_WATI, 1)


def test_older_messages(
    client: FlaskClient, market_writes: Write, wait: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chat, "PAGE", 3)
    for number in range(5):
        wait(1)
        content = Content(f"pesan {number}").to_json()
        market_writes(SARI, content, state="read", sid=f"SM0{number}", sent_at=clock.now())
    newest = updates(client, SARI)["phones"][SARI]["messages"]
    assert [m["text"] for m in newest] == ["pesan 2", "pesan 3", "pesan 4"]

    query = {"person": SARI, "before": newest[0]["at"]}
    older = told(client.get("/simulator/messages", query_string=query))["messages"]

    assert [m["text"] for m in older] == ["pesan 0", "pesan 1"]


@pytest.mark.parametrize("before", ["yesterday", "2026-11-24T00:00:00"])
def test_a_moment_that_is_none(client: FlaskClient, before: str) -> None:
    assert client.get("/simulator/messages", query_string={"person": SARI, "before": before}).status_code == 400


def test_the_transport_shows_the_sheet_that_was_drawn(app: object, market_writes: Write) -> None:
    named = Content("Ini dia", image=Image("sheets/named.jpg", {"tiles": []}))
    row = market_writes(SARI, named.to_json(), state="sending")

    sid = SimulatorTransport().send(SARI, Content("Ini dia", image=Image("sheets/drawn.jpg")), row.id or 0)

    assert sid.startswith("MM") and len(sid) == 34
    with database.reading() as session:
        assert session.get_one(OutboundMessage, row.id).content["image"]["key"] == "sheets/drawn.jpg"
