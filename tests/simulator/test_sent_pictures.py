"""Pictures that phones send: the worker fetches them with the account's password, the page shows them."""

from io import BytesIO
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from PIL import Image

import database
from catalog.models import Listing, Photo
from media.pictures import store_goods_photo
from media.storage import Storage
from messaging.simulator.forms import ACCOUNT_SID
from tests.simulator.conftest import SARI
from tests.simulator.door import RecordingDoor, send, told
from tests.simulator.test_sending import photo

PASSWORD = (ACCOUNT_SID, "a local token")


@pytest.fixture
def sent(client: FlaskClient, door: RecordingDoor) -> str:
    """The path of a picture that Sari has sent, a PNG in her phone."""
    assert send(client, SARI, "file", file=(photo("PNG"), "a.png"), text="ada?").status_code == 200
    url = urlsplit(door.forms[0]["MediaUrl0"])
    assert f"{url.scheme}://{url.netloc}" == "https://batik.example"
    return url.path


def test_the_worker_fetches_it_with_the_password(client: FlaskClient, sent: str) -> None:
    answer = client.get(sent, auth=PASSWORD)

    assert answer.status_code == 200 and answer.content_type == "image/jpeg"
    assert Image.open(BytesIO(answer.data)).size == (80, 100)


@pytest.mark.parametrize("auth", [None, (ACCOUNT_SID, "guessed"), ("AC" + "0" * 32, "a local token")])
def test_nobody_else_does(client: FlaskClient, sent: str, auth: tuple[str, str] | None) -> None:
    assert client.get(sent, auth=auth).status_code == 401


def test_there_is_nothing_under_other_addresses(client: FlaskClient, sent: str) -> None:
    assert client.get(sent[:-4] + "0000", auth=PASSWORD).status_code == 404
    assert client.get(sent.replace(ACCOUNT_SID, "AC" + "0" * 32), auth=PASSWORD).status_code == 404


def test_the_page_shows_it(client: FlaskClient, sent: str) -> None:
    [message] = told(client.get("/simulator/messages", query_string={"person": SARI}))["messages"]
    assert (message["kind"], message["text"]) == ("picture", "ada?")

    answer = client.get(f"/simulator/pictures/{message['media']}")

    assert answer.content_type == "image/jpeg" and answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(("kind", "content_type"), [("voice", "audio/ogg"), ("sticker", "image/webp")])
def test_samples(client: FlaskClient, door: RecordingDoor, kind: str, content_type: str) -> None:
    send(client, SARI, kind)

    answer = client.get(urlsplit(door.forms[0]["MediaUrl0"]).path, auth=PASSWORD)

    assert answer.content_type == content_type and len(answer.data) > 1000


def test_a_picture_of_the_goods(client: FlaskClient, door: RecordingDoor) -> None:
    storage: Storage = client.application.extensions["storage"]
    key = store_goods_photo(storage, photo().read())
    with database.transaction() as session:
        listing = Listing(code="K0001", seller_id=1, title="Kemeja kawung", product="kemeja", price=85000)
        session.add(listing)
        session.flush()
        session.add(Photo(listing_id=listing.id or 0, key=key))
        session.add(Photo(listing_id=listing.id or 0, key=None))  # still to be drawn

    [goods] = told(client.get("/simulator/goods"))["goods"]
    assert goods["title"] == "Kemeja kawung" and client.get(goods["tile"]).status_code == 200

    assert send(client, SARI, "goods", photo=str(goods["id"])).status_code == 200
    assert client.get(urlsplit(door.forms[0]["MediaUrl0"]).path, auth=PASSWORD).data == storage.get(key)
