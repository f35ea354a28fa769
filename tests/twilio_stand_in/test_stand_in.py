"""The stand-in does what reference/twilio.md says of Twilio."""

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from types import SimpleNamespace
from urllib.parse import parse_qsl

import pytest
import requests

from tests.twilio_stand_in import ACCOUNT, SENDER, TOKEN, TwilioStandIn
from tests.twilio_stand_in.signature import signature

SARI = "whatsapp:+6281234567890"
BUTTONS = {
    "body": "{{1}}",
    "actions": [
        {"type": "QUICK_REPLY", "title": "{{2}}", "id": "yes"},
        {"type": "QUICK_REPLY", "title": "Batal", "id": "no"},
    ],
}
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 100


@pytest.fixture
def twilio() -> Iterator[TwilioStandIn]:
    stand_in = TwilioStandIn()
    stand_in.heard(SARI)
    yield stand_in
    stand_in.stop()


@pytest.fixture
def elsewhere() -> Iterator[SimpleNamespace]:
    """A web server in our place: serves `pages` and keeps the forms that are posted to it."""
    seen = SimpleNamespace(pages={}, forms=[], gets=[])

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            seen.gets.append(dict(self.headers))
            status, headers, body = seen.pages[self.path]
            if headers.get("ETag") and self.headers.get("If-None-Match") == headers["ETag"]:
                status, body = 304, b""
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self):
            form = dict(
                parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode(), keep_blank_values=True)
            )
            is_right = self.headers["X-Twilio-Signature"] == signature(TOKEN, seen.url + self.path, form)
            seen.forms.append((form["MessageStatus"], is_right, form))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    seen.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield seen
    server.shutdown()
    server.server_close()


def post(twilio, path="", auth=(ACCOUNT, TOKEN), **form):
    url = f"{twilio.url}/2010-04-01/Accounts/{ACCOUNT}/Messages.json"
    return requests.post(url, data={"To": SARI, "From": SENDER, **form}, auth=auth, timeout=5)


def new_content(twilio, kind="twilio/quick-reply", part=None, variables=None):
    document = {"friendly_name": "x", "language": "id", "types": {kind: part or BUTTONS}}
    document["variables"] = {"1": "Lanjut?", "2": "Pesan"} if variables is None else variables
    return requests.post(f"{twilio.url}/v1/Content", json=document, auth=(ACCOUNT, TOKEN), timeout=5)


def send_content(twilio, given='{"1": "Total Rp275.000. Lanjut?", "2": "Pesan"}', **what):
    sid = new_content(twilio, **what).json()["sid"]
    return post(twilio, ContentSid=sid, ContentVariables=given)


# ---------------------------------------------------------------- what is refused at once
@pytest.mark.parametrize(
    ("form", "code"),
    [
        ({"To": "", "Body": "halo"}, 21604),
        ({"From": "", "Body": "halo"}, 21603),
        ({"From": "+6281100000000", "Body": "halo"}, 21910),
        ({"To": "+6281234567890", "Body": "halo"}, 21910),
        ({"To": "whatsapp:081234567890", "Body": "halo"}, 21211),
        ({"From": "whatsapp:+6289999999999", "Body": "halo"}, 21606),
        ({}, 21619),
        ({"Body": "x" * 1601}, 21617),
        ({"MediaUrl": "/media/a.jpg"}, 21620),
        ({"ContentSid": "HX" + "0" * 32}, 21655),
    ],
)
def test_a_message_is_refused_at_once(twilio, form, code):
    answer = post(twilio, **form)
    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert twilio.sent == []


@pytest.mark.parametrize("variables", ["nothing", "[]", '{"1": ""}', '{"1": null}', '{"1": 5}', ["1", "2"]])
def test_content_variables_are_a_json_object_of_words(twilio, variables):
    assert send_content(twilio, variables).json()["code"] == 21656


def test_without_credentials_nothing_goes(twilio):
    answer = post(twilio, auth=(ACCOUNT, "wrong"), Body="halo")
    assert (answer.status_code, answer.json()["code"]) == (401, 20003)


def test_another_account_is_not_found(twilio):
    url = f"{twilio.url}/2010-04-01/Accounts/AC{'9' * 32}/Messages.json"
    assert requests.post(url, data={"To": SARI}, auth=(ACCOUNT, TOKEN), timeout=5).status_code == 404


# ---------------------------------------------------------------- what becomes a message
def test_a_text_is_taken_and_echoed(twilio):
    answer = post(twilio, Body="Halo Sari")
    assert answer.status_code == 201
    assert {k: answer.json()[k] for k in ("to", "from", "body", "status", "num_media")} == {
        "to": SARI,
        "from": SENDER,
        "body": "Halo Sari",
        "status": "queued",
        "num_media": "0",
    }
    assert [message.body for message in twilio.messages_to(SARI)] == ["Halo Sari"]


def test_a_person_without_a_number_can_be_written_to(twilio):
    assert post(twilio, To="whatsapp:ID.4566546130240823", Body="halo").status_code == 201


def test_messages_can_be_listed_and_fetched(twilio):
    sid = post(twilio, Body="satu").json()["sid"]
    post(twilio, To="whatsapp:+628999999999", Body="dua")
    base, auth = f"{twilio.url}/2010-04-01/Accounts/{ACCOUNT}/Messages", (ACCOUNT, TOKEN)
    yesterday = (datetime.now(UTC) - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    listed = requests.get(base + ".json", params={"To": SARI, "DateSent>": yesterday}, auth=auth, timeout=5).json()
    assert [row["sid"] for row in listed["messages"]] == [sid]
    assert requests.get(f"{base}/{sid}.json", auth=auth, timeout=5).json()["body"] == "satu"


def test_buttons_arrive_filled_in(twilio):
    assert send_content(twilio).status_code == 201
    [message] = twilio.sent
    assert message.body == "Total Rp275.000. Lanjut?"
    assert [(option.id, option.title) for option in message.options] == [("yes", "Pesan"), ("no", "Batal")]
    assert twilio.problems == []


# ---------------------------------------------------------------- WhatsApp's limits, after the variables are put in
def items(count, **changes):
    return [{"item": f"Motif {n}", "id": f"m{n}", "description": "Cap, 2 m", **changes} for n in range(count)]


def reply_buttons(count, title="Pesan"):
    return [{"type": "QUICK_REPLY", "title": f"{title} {n}", "id": f"b{n}"} for n in range(count)]


@pytest.mark.parametrize(
    ("kind", "part", "problem"),
    [
        ("twilio/quick-reply", {"body": "Lanjut?", "actions": reply_buttons(3)}, ""),
        ("twilio/quick-reply", {"body": "Lanjut?", "actions": reply_buttons(4)}, "4 buttons"),
        ("twilio/quick-reply", {"body": "Lanjut?", "actions": reply_buttons(1, "x" * 19)}, "button of 21"),
        ("twilio/quick-reply", {"body": "x" * 1025, "actions": reply_buttons(1)}, "body of 1025"),
        ("twilio/quick-reply", {"body": "", "actions": reply_buttons(1)}, "without a body"),
        ("twilio/list-picker", {"body": "Pilih", "button": "Motif", "items": items(10)}, ""),
        ("twilio/list-picker", {"body": "Pilih", "button": "Motif", "items": items(11)}, "11 items"),
        ("twilio/list-picker", {"body": "Pilih", "button": "Motif", "items": items(1, item="x" * 25)}, "item of 25"),
        ("twilio/list-picker", {"body": "Pilih", "button": "x" * 21, "items": items(1)}, "button of 21"),
        (
            "twilio/list-picker",
            {"body": "P", "button": "M", "items": items(1, description="x" * 73)},
            "description of 73",
        ),
        (
            "twilio/list-picker",
            {"body": "P", "button": "M", "items": items(1, description="")},
            "without title or desc",
        ),
        ("twilio/list-picker", {"body": "P", "button": "M", "items": items(2, id="same")}, "ids repeat"),
        ("twilio/list-picker", {"body": "P", "button": "M", "items": items(1, id="x" * 201)}, "id of 201"),
        ("whatsapp/card", {"body": "Kain", "media": ["{{1}}/a.jpg"], "actions": reply_buttons(1)}, "within the domain"),
        ("twilio/carousel", {"body": "Pilihan", "cards": []}, "without approval"),
    ],
)
def test_limits_of_whatsapp(twilio, kind, part, problem):
    variables = {"1": "https://h"} if "domain" in problem else {}
    assert send_content(twilio, json.dumps(variables), kind=kind, part=part, variables=variables).status_code == 201
    found = "; ".join(twilio.sent[0].problems)
    assert (problem in found) if problem else not found
    assert (twilio.sent[0].error_code is None) == (not problem)


def test_a_missing_variable_would_send_the_sample(twilio):
    send_content(twilio, '{"1": "Lanjut?"}')
    assert "variable 2 is not given" in twilio.problems[0]


def test_a_variable_with_a_line_break_is_refused_by_whatsapp(twilio):
    send_content(twilio, '{"1": "dua\\nbaris", "2": "Pesan"}')
    assert "line break" in twilio.problems[0]


# ---------------------------------------------------------------- contents
@pytest.mark.parametrize(
    ("document", "code"),
    [
        ({"language": "id"}, 20001),
        ({"language": "id", "types": {}}, 20001),
        ({"language": "id", "types": {"twilio/buttons": BUTTONS}}, 20001),
        ({"language": "id", "types": {"twilio/text": {"body": "x"}}, "variables": {"1": None}}, 92007),
        (
            {"language": "id", "types": {"twilio/text": {"body": "x"}}, "variables": {str(n): "x" for n in range(101)}},
            92002,
        ),
    ],
)
def test_a_content_is_refused(twilio, document, code):
    answer = requests.post(f"{twilio.url}/v1/Content", json=document, auth=(ACCOUNT, TOKEN), timeout=5)
    assert answer.json()["code"] == code


def test_a_content_from_creation_to_approval(twilio):
    auth, created = (ACCOUNT, TOKEN), new_content(twilio).json()
    links, ask = created["links"], {"name": "batik_order_1", "category": "UTILITY"}
    assert requests.post(links["approval_create"], json=ask, auth=auth, timeout=5).json()["status"] == "received"
    assert requests.post(links["approval_create"], json=ask, auth=auth, timeout=5).json()["code"] == 92009
    twilio.approvals[created["sid"]] = "approved"
    assert requests.get(links["approval_fetch"], auth=auth, timeout=5).json()["whatsapp"]["status"] == "approved"
    assert requests.delete(created["url"], auth=auth, timeout=5).status_code == 204
    assert requests.get(created["url"], auth=auth, timeout=5).status_code == 404


def test_a_list_is_never_submitted(twilio):
    created = new_content(twilio, "twilio/list-picker", {"body": "P", "button": "M", "items": items(1)}, {}).json()
    ask = {"name": "x", "category": "UTILITY"}
    answer = requests.post(created["links"]["approval_create"], json=ask, auth=(ACCOUNT, TOKEN), timeout=5)
    assert answer.status_code == 400


def test_an_approved_content_goes_outside_the_window(twilio):
    sid = new_content(twilio).json()["sid"]
    twilio.approvals[sid] = "approved"
    twilio.last_heard.clear()
    post(twilio, ContentSid=sid, ContentVariables='{"1": "Lanjut?", "2": "Pesan"}')
    assert twilio.sent[0].error_code is None


# ---------------------------------------------------------------- pictures
@pytest.mark.parametrize(
    ("status", "headers", "body", "problem"),
    [
        (200, {"Content-Type": "image/png", "Content-Length": "108"}, PNG, ""),
        (200, {"Content-Type": "image/jpeg", "Content-Length": "108"}, PNG, "begins with"),
        (200, {"Content-Type": "text/html", "Content-Length": "108"}, PNG, "content type"),
        (200, {"Content-Type": "image/png", "Content-Length": "0"}, b"", "0 bytes"),
        (200, {"Content-Type": "image/png"}, PNG, "Content-Length None"),
        (404, {"Content-Type": "image/png", "Content-Length": "0"}, b"", "status 404"),
        (
            200,
            {"Content-Type": "image/png", "Content-Length": str(108 + 5 * 2**20)},
            PNG + b"0" * 5 * 2**20,
            "too many",
        ),
    ],
)
def test_a_picture_is_fetched_and_judged(twilio, elsewhere, status, headers, body, problem):
    elsewhere.pages["/a.png"] = (status, headers, body)
    post(twilio, Body="Kain", MediaUrl=f"{elsewhere.url}/a.png")
    [message] = twilio.sent
    assert message.error_code == (63019 if problem else None)
    assert problem in message.pictures[0].problem and bool(message.pictures[0].problem) == bool(problem)


def test_a_picture_is_kept_as_long_as_its_headers_allow(twilio, elsewhere):
    headers = {"Content-Type": "image/png", "Content-Length": "108", "Cache-Control": "max-age=3600"}
    elsewhere.pages["/a.png"] = (200, headers, PNG)
    post(twilio, MediaUrl=f"{elsewhere.url}/a.png")
    post(twilio, MediaUrl=f"{elsewhere.url}/a.png")
    assert len(elsewhere.gets) == 1 and twilio.sent[1].pictures[0].data == PNG


def test_a_stale_picture_is_asked_for_by_its_etag(twilio, elsewhere):
    headers = {"Content-Type": "image/png", "Content-Length": "108", "ETag": '"a1"'}
    elsewhere.pages["/a.png"] = (200, headers, PNG)
    post(twilio, MediaUrl=f"{elsewhere.url}/a.png")
    post(twilio, MediaUrl=f"{elsewhere.url}/a.png")
    assert elsewhere.gets[1]["If-None-Match"] == '"a1"' and twilio.sent[1].pictures[0].data == PNG


def test_only_one_picture_arrives(twilio, elsewhere):
    elsewhere.pages["/a.png"] = (200, {"Content-Type": "image/png", "Content-Length": "108"}, PNG)
    post(twilio, MediaUrl=[f"{elsewhere.url}/a.png"] * 2)
    assert len(twilio.sent[0].pictures) == 1 and "2 pictures" in twilio.problems[0]


def test_a_persons_picture_takes_two_hops(twilio):
    url = twilio.add_media(PNG, "image/png")
    assert requests.get(url, timeout=5).status_code == 401
    hop = requests.get(url, auth=(ACCOUNT, TOKEN), allow_redirects=False, timeout=5)
    assert hop.status_code == 307
    assert requests.get(hop.headers["Location"], auth=(ACCOUNT, TOKEN), timeout=5).status_code == 400
    assert requests.get(url, auth=(ACCOUNT, TOKEN), timeout=5).content == PNG  # requests drops it on the way
    assert requests.delete(url, auth=(ACCOUNT, TOKEN), timeout=5).status_code == 204
    assert requests.get(url, auth=(ACCOUNT, TOKEN), timeout=5).status_code == 404


# ---------------------------------------------------------------- callbacks
def states(twilio, elsewhere, order="in order"):
    twilio.callbacks.order = order
    post(twilio, Body="halo", StatusCallback=f"{elsewhere.url}/status?message=7")
    before = len(elsewhere.forms)
    twilio.send_callbacks()
    assert all(is_right for _, is_right, _ in elsewhere.forms)
    return before, [state for state, _, _ in elsewhere.forms]


def test_callbacks_are_signed_and_in_order(twilio, elsewhere):
    assert states(twilio, elsewhere) == (0, ["sent", "delivered", "read"])
    assert twilio.sent[0].state == "read"


def test_callbacks_may_come_twice(twilio, elsewhere):
    assert states(twilio, elsewhere, "repeated")[1] == ["sent", "sent", "delivered", "delivered", "read", "read"]


def test_callbacks_may_come_in_any_order(twilio, elsewhere):
    assert sorted(states(twilio, elsewhere, "shuffled")[1]) == ["delivered", "read", "sent"]


def test_a_callback_may_come_before_the_answer(twilio, elsewhere):
    assert states(twilio, elsewhere, "early") == (1, ["sent", "delivered", "read"])


def test_a_closed_window_is_told_by_callback(twilio, elsewhere):
    twilio.now = lambda: datetime.now(UTC) + timedelta(hours=24, seconds=1)
    assert post(twilio, Body="halo", StatusCallback=f"{elsewhere.url}/status").status_code == 201
    twilio.send_callbacks()
    [(state, _, form)] = elsewhere.forms
    assert (state, form["ErrorCode"]) == ("failed", "63016")


# ---------------------------------------------------------------- faults on demand
@pytest.mark.parametrize(("what", "code"), [(500, 20500), (503, 20503), (429, 20429)])
def test_it_fails_once_when_told_to(twilio, what, code):
    twilio.fail_next(what)
    answer = post(twilio, Body="halo")
    assert (answer.status_code, answer.json()["code"]) == (what, code)
    assert post(twilio, Body="halo").status_code == 201 and len(twilio.sent) == 1


def test_it_fails_for_one_person_only(twilio):
    twilio.fail_next(500, to="whatsapp:+628999999999")
    assert post(twilio, Body="halo").status_code == 201


def test_a_lost_answer_was_accepted(twilio):
    twilio.fail_next("lost")
    with pytest.raises(requests.ConnectionError):
        post(twilio, Body="halo")
    assert len(twilio.sent) == 1


def test_a_late_answer_was_accepted_and_a_hanging_one_not(twilio):
    twilio.fail_next("late", seconds=0.05)
    assert post(twilio, Body="halo").status_code == 201
    twilio.fail_next("hang", seconds=0.05)
    assert post(twilio, Body="halo").status_code == 503 and len(twilio.sent) == 1


def test_whatsapps_refusals_come_later(twilio, elsewhere):
    twilio.fail_next(63024)
    assert post(twilio, Body="halo", StatusCallback=f"{elsewhere.url}/status").status_code == 201
    twilio.send_callbacks()
    assert elsewhere.forms[0][0] == "undelivered" and elsewhere.forms[0][2]["ErrorCode"] == "63024"


def test_a_content_can_fail(twilio):
    twilio.fail_next(500, to="content")
    assert post(twilio, Body="halo").status_code == 201
    assert new_content(twilio).status_code == 500
    assert new_content(twilio).status_code == 201


def test_the_read_receipt(twilio):
    url = f"{twilio.url}/v2/Indicators/Typing.json"
    form = {"channel": "whatsapp", "messageId": "SM1"}
    assert requests.post(url, data=form, auth=(ACCOUNT, TOKEN), timeout=5).json() == {"success": True}
    assert twilio.typing == ["SM1"]


def test_a_call_that_twilio_does_not_know_is_remembered(twilio):
    assert requests.get(f"{twilio.url}/v1/Nothing", auth=(ACCOUNT, TOKEN), timeout=5).status_code == 404
    assert twilio.unknown_calls == ["GET /v1/Nothing"]
