"""Nothing that a person said, and no number, stands in the log: not when all is well, and not when something fails."""

import logging
import re

import pytest

NUMBER = re.compile(r"\+?62\d{8,}|\b08\d{8,}\b|whatsapp:\S+")
SECRET_WORDS = "rahasia Jalan Mawar 7"


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)
    caplog.handler.setFormatter(logging.Formatter("%(name)s %(message)s"))
    return caplog


def assert_quiet(log: pytest.LogCaptureFixture) -> None:
    lines = [line for line in log.text.splitlines() if not line.startswith(("urllib3.", "sqlalchemy."))]
    assert not [line for line in lines if NUMBER.search(line)]
    assert SECRET_WORDS not in "\n".join(lines)


def test_a_conversation(sqlite_market, log):
    sari = sqlite_market.shopper("Sari")
    sari.says("ada kemeja parang?")
    sari.says(SECRET_WORDS)
    assert_quiet(log)


@pytest.mark.parametrize("what", [500, 429, "lost", 63024, 63016])
def test_a_message_that_does_not_arrive(sqlite_market, log, what):
    sqlite_market.twilio.fail_next(what)
    sqlite_market.shopper("Sari").says(SECRET_WORDS)
    sqlite_market.time_passes(seconds=40)
    assert_quiet(log)


def test_a_wrong_signature(sqlite_market, log):
    sqlite_market.post({"From": "whatsapp:+6281234567890", "Body": SECRET_WORDS}, signed="no")
    assert_quiet(log)


def test_a_handler_that_raises(sqlite_market, log, monkeypatch):
    from bot import conversation

    def fails(*args, **kwargs):
        raise RuntimeError("on demand")

    monkeypatch.setattr(conversation, "understand", fails)
    sqlite_market.expects_problems = True
    sqlite_market.shopper("Sari").says(SECRET_WORDS)
    assert "on demand" in log.text  # told, and without what was said
    assert_quiet(log)
