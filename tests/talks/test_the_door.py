"""What comes to the webhook: signatures, malformed forms, repeats, every kind of message, faults of our own."""

import threading

import pytest
import requests

import logs
import webhooks
from tests import payloads
from tests.market import Market
from tests.twilio_stand_in import TOKEN

pytestmark = pytest.mark.both_databases

FORM = {"MessageSid": "SM" + "1" * 32, "From": "whatsapp:+6281300009999", "Body": "halo", "NumMedia": "0"}


def test_a_wrong_or_missing_signature_is_403(sqlite_market: Market) -> None:
    for signed in (False, "bm9wZQ=="):
        assert sqlite_market.post(FORM, signed=signed).status_code == 403
        assert (
            sqlite_market.post(
                {"MessageSid": "SM1", "MessageStatus": "sent"}, path="/webhooks/twilio/status", signed=signed
            ).status_code
            == 403
        )
    sqlite_market.work()
    assert not sqlite_market.twilio.sent


@pytest.mark.parametrize(
    "changes",
    [{"From": ""}, {"From": "sms:+62812"}, {"MessageSid": ""}, {"MessageSid": "x'; DROP"}, {"From": "whatsapp:"}],
)
def test_a_malformed_form_is_4xx(sqlite_market: Market, changes: dict[str, str]) -> None:
    assert 400 <= sqlite_market.post({**FORM, **changes}).status_code < 500


def test_json_and_a_huge_form_are_4xx(sqlite_market: Market) -> None:
    url = sqlite_market.url + "/webhooks/twilio/inbound"
    assert 400 <= requests.post(url, json={"a": 1}, timeout=10).status_code < 500
    assert 400 <= sqlite_market.post({**FORM, "Body": "x" * 400_000}).status_code < 500
    assert requests.get(url, timeout=10).status_code == 405


def test_the_answer_is_empty_twiml_and_unknown_fields_are_welcome(market: Market) -> None:
    answer = market.post({**FORM, "SomethingNew": "1", "Zeta": "é\x00"})
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/xml")
    assert "<Response" in answer.text and "<Message" not in answer.text


def test_the_same_message_again_does_nothing(market: Market) -> None:
    for path in ("/webhooks/twilio/inbound", "/webhooks/twilio/fallback", "/webhooks/twilio/inbound"):
        assert market.post(FORM, path=path).status_code == 200
    market.work()
    assert len(market.twilio.sent) == 1


def test_the_same_message_ten_times_at_once(market: Market) -> None:
    answers: list[int] = []
    threads = [threading.Thread(target=lambda: answers.append(market.post(FORM).status_code)) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    market.work()
    assert answers == [200] * 10
    assert len(market.twilio.sent) == 1


def test_a_person_without_a_number(market: Market) -> None:
    hidden = market.shopper(
        "Rahasia", address="whatsapp:ID.4566546130240823", external_id="whatsapp:ID.4566546130240823"
    )
    hidden.says("daster ungu")
    hidden.gets("K0106")
    shown = market.shopper("Rahasia", address="whatsapp:+6281300007777", external_id="whatsapp:ID.4566546130240823")
    shown.says("mau no 1")  # the same person, now with a number: the talk goes on
    shown.gets("K0106")


SILENT = ("reaction",)  # under a message of which nothing is known here
INBOUND = [name for name in payloads.names() if not name.startswith(("status_", *SILENT))]


@pytest.mark.parametrize("name", INBOUND)
def test_every_kind_of_message_gets_a_kind_answer(sqlite_market: Market, name: str) -> None:
    form = payloads.load(name)
    assert sqlite_market.post(form).status_code == 200
    sqlite_market.work()
    assert len(sqlite_market.twilio.messages_to(form["From"])) == 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "🤡🤡🤡",
        "x" * 4096,
        "\u202e\u200b\u200d",
        "'; DROP TABLE listing; --",
        "{{7*7}} %(x)s %s",
        "\x01\x02\x7f",
        "ﷺ" * 500,
        "*_~`" * 100,
    ],
)
def test_odd_texts_get_a_kind_answer(market: Market, text: str) -> None:
    sari = market.shopper()
    sari.says(text)
    sari.gets_one_message()


def test_our_own_fault_keeps_the_message_and_apologises(market: Market, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(turn: object) -> None:
        raise ZeroDivisionError("a bug")

    market.expects_problems = True
    sari = market.shopper()
    with monkeypatch.context() as patch:
        patch.setitem(market.app.extensions["deeds"].handlers, "greeting", broken)
        sari.says("halo")
        sari.gets_one_message("gangguan di pihak kami")
    sari.says("daster ungu")  # the rest goes on
    sari.gets("K0106")
    assert "ok" in market.flask("messages", "replay")
    market.work()
    sari.gets("selamat datang")
    assert "No failed" in market.flask("messages", "replay")


def test_wrong_signatures_leave_a_line_a_while_in_the_log(
    sqlite_market: Market, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhooks, "_refused", logs.OneLineAWhile())
    for _ in range(20):
        sqlite_market.post(FORM, signed="bm9wZQ==")
    [line] = [record.getMessage() for record in caplog.records if "signature" in record.getMessage()]
    assert "TWILIO_AUTH_TOKEN" in line and "PUBLIC_BASE_URL" in line
    assert TOKEN not in line and "6281300009999" not in line and sqlite_market.url not in line


def test_every_answer_has_its_headers(sqlite_market: Market) -> None:
    for path in ("/healthz", "/staff/login", "/media/goods/none.jpg", "/nowhere"):
        headers = sqlite_market.get(path).headers
        assert "geolocation=()" in headers["Permissions-Policy"] and headers["X-Content-Type-Options"] == "nosniff"
        assert "Strict-Transport-Security" not in headers  # PUBLIC_BASE_URL is http here


def test_a_large_form_for_staff_is_413(sqlite_market: Market) -> None:
    answer = requests.post(sqlite_market.url + "/staff/login", data={"email": "x" * 2_000_000}, timeout=10)
    assert answer.status_code == 413
