"""The log tells what happened to a message from web to worker and back, and nothing of whom. That nobody stands in it is
looked at after every talk of every test (Market.check_log)."""

import json
import logging
import sys

import pytest

import logs
from bot.talk import turns
from tests.market import Log, Market

NAME, ADDRESS = "Zulaikha Rahmawati", "Jalan Cempakawangi 17 Pekalongan"


def events(market: Market) -> list[dict]:
    return [json.loads(line) for line in market.log.lines]


def test_one_id_goes_through_all_hops(market: Market) -> None:
    market.shopper().says("daster ungu")
    told = events(market)
    sid = next(event["inbound"] for event in told if event["logger"] == "bot.conversation")
    hops = {event["logger"] for event in told if event.get("inbound") == sid}
    assert hops >= {"bot.conversation", "messaging.delivery", "messaging.callbacks"}
    assert all(event["at"].endswith("Z") and event["level"] == "info" for event in told)


def test_a_picture_carries_the_id_of_its_message(market: Market) -> None:
    market.seller().says("daster cap kawung 45rb", media=(b"no picture at all", "image/jpeg"))
    told = events(market)
    assert any(event.get("picture") and event.get("inbound", "").startswith("MM") for event in told)


def test_a_fault_of_ours_is_told_without_what_somebody_wrote(market: Market, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ValueError(f"can't read {NAME}, {ADDRESS}, +62 813-0000-9000")

    market.expects_problems = True
    monkeypatch.setattr(turns, "keep", broken)
    sari = market.shopper(NAME)
    sari.says(f"atas nama {NAME}, {ADDRESS}")
    faults = [event for event in events(market) if event.get("fault") == "ValueError"]
    assert faults and all("test_logs.py" in event["from"] for event in faults)
    assert not [line for line in market.log.lines if "Zulaikha" in line or "Cempaka" in line or "9000" in line]


@pytest.mark.parametrize(
    "words",
    ["whatsapp:+6281300009000", "whatsapp:ID.4566546130240823", "+62 813 0000 9000", "0813-0000-9000", "6281300009000"],
)
@pytest.mark.parametrize("log_format", ["text", "json"])
def test_what_looks_like_a_number_is_blanked(words: str, log_format: str) -> None:
    record = logging.LogRecord("x", logging.INFO, __file__, 1, "message to %s was refused", (words,), None)
    line = logs.formatter(log_format).format(record)
    assert "was refused" in line and "9000" not in line and "4566" not in line


def test_ids_stay_readable() -> None:
    sid = "SM" + "6281300009" * 3 + "aa"
    record = logging.LogRecord("x", logging.INFO, __file__, 1, "message 1234567 went out as %s", (sid,), None)
    with logs.about(inbound=sid, outbound=1234567, nothing=""):
        line = json.loads(logs.formatter("json").format(record))
    assert sid in line["event"] and line["inbound"] == sid and line["outbound"] == 1234567 and "nothing" not in line
    assert "1234567" in line["event"]


def test_a_line_of_text_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    try:
        logs.set_up("text")
        root.handlers[0].setStream(sys.stderr)  # type: ignore[attr-defined]
        try:
            raise ZeroDivisionError("two\nlines")
        except ZeroDivisionError:
            logging.getLogger("x").exception("a fault\nof ours")
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith("level=error logger=x event=") and "fault=ZeroDivisionError" in line


def test_the_log_of_tests_sees_everything() -> None:
    with Log() as log:
        logging.getLogger("anybody").info("here")
    assert [json.loads(line)["event"] for line in log.lines] == ["here"]
