"""The page itself, who may hold a phone, and who may post."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import select

import database
import settings
import simulator
from catalog.models import Seller
from people import directory
from tests.simulator.conftest import BU_WATI, SARI
from tests.simulator.door import RecordingDoor, send, told


def test_the_front_page_leads_here(client: FlaskClient) -> None:
    assert client.get("/").headers["Location"] == "/simulator/"


def test_the_page_has_two_phones_and_nothing_inline(client: FlaskClient) -> None:
    answer = client.get("/simulator/")

    assert answer.status_code == 200
    assert 'data-phone="left"' in answer.text and 'data-phone="right"' in answer.text
    assert SARI in answer.text and BU_WATI in answer.text
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", answer.text)
    assert "'unsafe-inline'" not in answer.headers["Content-Security-Policy"]
    for address in re.findall(r'(?:src|href)="(/static/[^"]+)"', answer.text):
        assert client.get(address).status_code == 200, address


def test_beside_twilio_there_is_no_simulator(tmp_path: Path) -> None:
    app = Flask("market", root_path=str(settings.ROOT), template_folder=None)
    app.config["SETTINGS"] = settings.Settings(
        twilio_account_sid="AC" + "0" * 32,
        twilio_auth_token="t",
        twilio_whatsapp_from="whatsapp:+6281100000000",
        secret_key="only for tests" * 3,
        public_base_url="https://batik.example",
    )
    simulator.init_app(app)
    client = app.test_client()

    assert client.get("/simulator/").status_code == 404
    assert client.post("/simulator/officer").status_code == 404
    assert "+6281100000000" in client.get("/").text


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://localhost"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {},
    ],
)
@pytest.mark.parametrize("path", ["send", "seen", "officer"])
def test_other_sites_may_not_post(app: Flask, door: RecordingDoor, path: str, headers: dict[str, str]) -> None:
    data = {"address": SARI, "kind": "text", "text": "halo", "ref": "0" * 32}

    answer = app.test_client().post(f"/simulator/{path}", data=data, headers=headers)

    assert answer.status_code == 403 and door.forms == []


def test_our_own_page_may(app: Flask, door: RecordingDoor) -> None:
    client = app.test_client()
    client.environ_base["HTTP_ORIGIN"] = "http://localhost"

    assert send(client, SARI, "text", text="halo").status_code == 200


def test_the_sample_officer_comes_in(client: FlaskClient) -> None:
    answer = client.post("/simulator/officer")

    assert answer.status_code == 302 and answer.headers["Location"] == "/staff/"
    with client.session_transaction() as cookie:
        assert cookie["_user_id"]


def found(client: FlaskClient, words: str) -> list[str]:
    answer = told(client.get("/simulator/people", query_string={"q": words}))
    return [person["name"] for person in answer["shoppers"] + answer["stalls"]]


def test_people_are_found(client: FlaskClient) -> None:
    assert found(client, "") == ["Sari", "Budi", "Kate", "Dewi", "Batik Bu Wati"]
    assert found(client, "wati kauman") == ["Batik Bu Wati"]
    assert found(client, "+6281100010002") == ["Batik Bu Wati"]
    assert found(client, "100%") == []


def test_any_number_can_be_typed(client: FlaskClient) -> None:
    [person] = told(client.get("/simulator/people", query_string={"q": "0812-3456-7890"}))["shoppers"]

    assert (person["address"], person["number"]) == ("whatsapp:+6281234567890", "+62 812-3456-7890")


def test_stalls_of_the_sample_have_written_today_when_the_page_is_opened(app: Flask, client: FlaskClient) -> None:
    with database.transaction() as session:
        session.exec(select(Seller)).one().sample = True
    client.get("/simulator/")
    with database.reading() as session:
        assert directory.person_of_phone(session, "+6281100010002").window_is_open
