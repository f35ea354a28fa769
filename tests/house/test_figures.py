"""/metrics for Prometheus, behind its token, and what Sentry would be told."""

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.market import Market
from upkeep import faults

TOKEN = "a token for the figures"


@pytest.fixture
def watched(market: Market) -> Market:
    market.app.config["SETTINGS"].metrics_token = TOKEN
    return market


def figures(market: Market) -> dict[tuple[str, ...], float]:
    """(name, labels in the order of their names, …) -> value."""
    answer = market.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200, answer.text
    families = text_string_to_metric_families(answer.text)
    return {
        (s.name, *(s.labels[label] for label in sorted(s.labels))): s.value
        for family in families
        for s in family.samples
    }


def test_only_with_the_token(watched: Market) -> None:
    for headers in ({}, {"Authorization": "Bearer x"}, {"Authorization": TOKEN[:-1]}):
        assert watched.get("/metrics", headers=headers).status_code == 401
    watched.app.config["SETTINGS"].metrics_token = ""
    assert watched.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


def test_what_came_in_and_what_went_out(watched: Market) -> None:
    sari = watched.shopper()
    sari.says("daster ungu")
    sari.says("xyzzy plugh")
    found = figures(watched)
    inbound = {key[2:]: value for key, value in found.items() if key[0] == "lokapasar_inbound_last_hour"}
    assert inbound == {("search", "text", "yes"): 1, ("not_understood", "text", "no"): 1}
    assert sum(value for key, value in found.items() if key[0] == "lokapasar_outbound_last_hour") == 2
    for step in ("turn", "wait", "send"):
        assert 0 <= found["lokapasar_answer_seconds", "0.5", step] <= found["lokapasar_answer_seconds", "0.99", step]
    assert found["lokapasar_bytes", "database"] > 0 and found["lokapasar_bytes", "pictures/goods"] > 0


def test_what_waits(watched: Market) -> None:
    form = {"MessageSid": "SM" + "1" * 32, "From": "whatsapp:+6281300009999", "Body": "halo", "NumMedia": "0"}
    watched.post(form)
    found = figures(watched)
    assert found["lokapasar_outbox_messages", "due"] == 1 and found["lokapasar_queue_jobs",] >= 1
    watched.work()
    assert figures(watched)["lokapasar_outbox_messages", "due"] == 0


def test_nobody_stands_in_the_figures(watched: Market) -> None:
    watched.shopper("Zulaikha").says("nama saya Zulaikha, Jalan Cempaka 17")
    answer = watched.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert "Zulaikha" not in answer.text and "Cempaka" not in answer.text and "6281300" not in answer.text


def test_sentry_hears_of_a_fault_and_of_nobody() -> None:
    frame = {"filename": "bot/x.py", "lineno": 7, "vars": {"text": "Zulaikha"}}
    event = {
        "request": {"url": "https://pasar.example.id/webhooks", "data": {"Body": "Zulaikha"}},
        "user": {"ip_address": "10.0.0.1"},
        "logentry": {"message": "%s", "params": ["Zulaikha"]},
        "exception": {"values": [{"type": "ValueError", "value": "Zulaikha", "stacktrace": {"frames": [frame]}}]},
        "level": "error",
    }
    told = faults.bare(event)
    assert "Zulaikha" not in str(told) and "10.0.0.1" not in str(told)
    assert told["exception"]["values"][0]["type"] == "ValueError" and "bot/x.py" in str(told)
