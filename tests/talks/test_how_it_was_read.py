"""Of each message it is kept how it was read and who answered; the log says the same, and nothing of what was written."""

import logging

import pytest
from sqlmodel import col, select

import database
from messaging.models import InboundMessage
from tests.market import Market


def kept(market: Market) -> list[tuple[str, str]]:
    with market.app.app_context(), database.reading() as session:
        rows = session.exec(select(InboundMessage).order_by(col(InboundMessage.id)))
        return [(row.intent, row.answered_by) for row in rows]


@pytest.mark.both_databases
def test_the_intent_and_who_answered_are_kept(market: Market) -> None:
    sari = market.shopper()
    sari.says("kemeja parang merah")
    sari.says("asdf qwer")
    sari.says("pesan K0101 L")
    (search, found_by), (nothing, answered_by), (order, taken_by) = kept(market)
    assert (search, nothing, order) == ("search", "not_understood", "order")
    assert found_by == "shopper.finding.talk_on.search"
    assert "not_understood" in answered_by
    assert taken_by == "shopper.buying.check_out.order"


def test_a_turn_is_one_line_without_words_or_numbers_of_people(
    market: Market, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        market.shopper("Sari", "whatsapp:+6281390000077").says("cari kebaya zambrung")
    lines = [record.getMessage() for record in caplog.records if record.name == "bot.conversation"]
    assert len(lines) == 1 and lines[0].startswith("SM") and ", answered by " in lines[0]
    assert not any(word in caplog.text for word in ("zambrung", "kebaya", "Sari", "81390000077"))


def test_a_message_that_failed_and_is_replayed_tells_how_it_was_read(market: Market) -> None:
    market.expects_problems = True
    market.shopper("Sari", "whatsapp:+6281390000078").says("halo")
    with market.app.app_context(), database.transaction() as session:
        row = session.exec(select(InboundMessage)).one()
        row.state, row.intent, row.answered_by = "failed", "", ""
    market.flask("messages", "replay")
    ((intent, answered_by),) = kept(market)
    assert intent == "greeting" and answered_by
