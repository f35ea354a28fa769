"""No message holds up the next ones for ever, none is lost for a fault that somebody can mend, and none comes twice."""

import json
import logging
import re
import resource
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, col, select

import clock
import database
import logs
from messaging import callbacks, health, outbox, outcome, post_office, sweep
from messaging.content import Content
from messaging.models import OutboundMessage
from people import directory
from tests.market import Market

ACCOUNT_FAULTS = (20003, 20404, 21606)  # at once
ACCOUNT_FAULTS_LATER = (63001, 63007, 63051, 63112, 99999)  # told by callback; 99999: nobody knows it


def rows(market: Market) -> list[OutboundMessage]:
    with market.app.app_context(), Session(database.engine()) as session:
        return list(session.exec(select(OutboundMessage).order_by(col(OutboundMessage.id))).all())


def standing(market: Market) -> health.Standing:
    with market.app.app_context():
        return health.look()


def test_a_picture_that_cannot_be_kept_goes_as_words(sqlite_market: Market, tmp_path: Path) -> None:
    sqlite_market.expects_problems = True
    sheets = tmp_path / "media" / "sheets"
    if sheets.exists():
        sheets.rename(tmp_path / "sheets")
    sheets.parent.mkdir(exist_ok=True)
    sheets.write_text("no folder")
    sari = sqlite_market.shopper()
    sari.says("daster ungu")
    for _ in range(5):
        sqlite_market.time_passes(seconds=20)
    answer = sari.gets_one_message("K0106", "Gambarnya belum bisa")
    assert not answer.pictures
    sari.says("halo")
    sari.gets_one_message("selamat datang")


@pytest.mark.parametrize("fault", [63019, 500])
def test_what_twilio_does_not_take_with_its_picture_goes_without(sqlite_market: Market, fault: int) -> None:
    sqlite_market.expects_problems = True
    sari = sqlite_market.shopper()
    sqlite_market.twilio.fail_next(fault, times=outcome.FAULTS_WITH_PICTURE)
    sari.says("daster ungu")
    for _ in range(8):
        sqlite_market.time_passes(seconds=20)
    assert sari.last.error_code is None and not sari.last.pictures
    assert "K0106" in sari.last.seen


def test_what_can_never_be_sent_holds_nobody_up(market: Market, caplog: pytest.LogCaptureFixture) -> None:
    market.expects_problems = True
    sari = market.shopper()
    sari.says("halo")
    with market.app.app_context(), database.transaction() as session:
        person = directory.recognise(session, sari.address, None)
        spoilt = outbox.reply(session, person, Content("spoilt"))
        spoilt.content = {"words": "in a form that nobody reads"}
    for _ in range(8):
        market.time_passes(seconds=20)
    sari.says("halo")
    sari.gets_one_message("selamat datang")
    assert rows(market)[1].state == "failed"
    assert "given up" in caplog.text
    assert standing(market).problems[-1:] == ["failed_outbound"]
    assert "KeyError" in market.flask("messages", "failed")


@pytest.mark.parametrize("code", ACCOUNT_FAULTS + ACCOUNT_FAULTS_LATER)
def test_a_fault_of_our_account_loses_nothing(
    sqlite_market: Market, code: int, caplog: pytest.LogCaptureFixture
) -> None:
    sqlite_market.expects_problems = True
    sari = sqlite_market.shopper()
    sqlite_market.twilio.fail_next(code, times=3)
    with caplog.at_level(logging.ERROR):
        sari.says("halo")
    assert rows(sqlite_market)[0].state == "due"
    assert (standing(sqlite_market).blocked, standing(sqlite_market).failed_outbound) == (1, 0)
    assert "messages_blocked" in standing(sqlite_market).problems
    for _ in range(4):
        sqlite_market.time_passes(seconds=30)
    assert [message.seen for message in sari.messages if message.error_code is None] == [sari.last.seen]
    assert standing(sqlite_market).blocked == 0


def test_the_operator_is_told_of_a_refused_account_once_a_minute(
    sqlite_market: Market, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outcome, "_alarm", logs.OneLineAWhile(60.0))
    sqlite_market.expects_problems = True
    sqlite_market.twilio.fail_next(21703, times=6)
    for number in range(3):
        sqlite_market.shopper(f"Tamu {number}").says("halo")
    told = [line.getMessage() for line in caplog.records if "mended at Twilio" in line.getMessage()]
    assert len(told) == 1 and "21703" in told[0] and "+62" not in told[0]


def test_an_account_is_refused_for_a_day_and_then_mended(market: Market) -> None:
    market.expects_problems = True
    sari = market.shopper()
    market.twilio.fail_next(20003, times=10_000)
    sari.says("halo")
    market.time_passes(hours=3)
    market.time_passes(hours=3)
    assert rows(market)[0].state == "due"
    market.twilio.faults.clear()
    market.time_passes(minutes=6)
    sari.gets_one_message("selamat datang")


def test_a_message_that_twilio_never_answers_for_is_given_up_and_can_be_sent_again(market: Market) -> None:
    market.expects_problems = True
    sari = market.shopper()
    market.twilio.fail_next(500, times=10_000)
    sari.says("halo")
    for _ in range(8):
        market.time_passes(seconds=40)
    assert rows(market)[0].state == "due"
    market.time_passes(hours=3)
    assert rows(market)[0].state == "failed"
    market.twilio.faults.clear()
    assert "1" in market.flask("messages", "failed")
    market.flask("messages", "resend", "1")
    market.work()
    sari.gets_one_message("selamat datang")
    assert "No message" in market.flask("messages", "failed")


def test_what_went_out_after_all_is_not_sent_again(market: Market) -> None:
    market.expects_problems = True
    sari = market.shopper()
    market.twilio.fail_next("lost")
    market.post({"MessageSid": market.twilio.new_sid("SM"), "From": sari.address, "Body": "halo", "NumMedia": "0"})
    with market.app.app_context():
        post_office.send_due()
        market.twilio.callbacks.due.clear()
        with database.transaction() as session:
            session.exec(select(OutboundMessage)).one().state = "failed"
    market.flask("messages", "resend", "--all")
    market.work()
    sari.gets_one_message("selamat datang")
    assert rows(market)[0].sid == sari.last.sid


def test_a_callback_tells_that_what_was_given_up_has_arrived(market: Market) -> None:
    sari = market.shopper()
    sari.says("halo")
    with market.app.app_context():
        with database.transaction() as session:
            row = session.exec(select(OutboundMessage)).one()
            sid, row.sid, row.state, row.is_unclear = str(row.sid), None, "failed", True
        with database.transaction() as session:
            callbacks.follow(session, callbacks.Told(sid, "delivered", None, row.id))
    assert rows(market)[0].state == "delivered"


def test_resending_says_what_it_does_not_know(sqlite_market: Market) -> None:
    result = sqlite_market.app.test_cli_runner().invoke(args=["messages", "resend", "4711"])
    assert result.exit_code == 1 and "has not failed" in result.output
    assert sqlite_market.app.test_cli_runner().invoke(args=["messages", "resend"]).exit_code == 2
    assert "No message" in sqlite_market.flask("messages", "resend", "--all")


@pytest.mark.parametrize("hours", [1, 30])
def test_the_clock_is_stepped_back(market: Market, hours: int) -> None:
    market.expects_problems = True
    sari = market.shopper()
    market.twilio.fail_next(429)
    sari.says("halo")
    moment = clock.now() - timedelta(hours=hours)
    clock.set_source(lambda: moment)
    with market.app.app_context():
        sweep.recover_orphans()
    market.work()
    assert rows(market)[0].sid
    assert len(sari.messages) == 1


def test_a_try_before_the_clock_was_stepped_back_is_found_again(market: Market) -> None:
    market.expects_problems = True
    sari = market.shopper()
    market.twilio.fail_next("lost")
    with market.app.app_context():
        form = {"MessageSid": market.twilio.new_sid("SM"), "From": sari.address, "Body": "halo", "NumMedia": "0"}
        market.post(form)
        post_office.send_due()
        market.twilio.callbacks.due.clear()
        with database.transaction() as session:
            row = session.exec(select(OutboundMessage)).one()
            row.tried_at = row.due_at = clock.now() + timedelta(hours=1)
        sweep.recover_orphans()
    market.work()
    sari.gets_one_message("selamat datang")


def test_how_it_stands_in_numbers(sqlite_market: Market) -> None:
    sqlite_market.expects_problems = True
    sari, pak_budi = sqlite_market.shopper(), sqlite_market.seller("Pak Budi", is_awake=False)
    sari.says("pesan K0104 1\nNama: Sari\nAlamat: Jl. Melati No 12, Kec. Pekalongan Barat, Kota Pekalongan 51117")
    sari.says("transfer, dikirim")
    sari.says("ya")
    before = standing(sqlite_market)
    assert (before.due, before.waiting, before.failed_outbound) == (0, 1, 0)
    assert (before.worker_seconds, before.problems) == (None, ["no_worker"])
    with sqlite_market.app.app_context():
        sweep.give_sign_of_life()
    sqlite_market.twilio.fail_next(429)
    sari.says("halo")
    sqlite_market.post({"MessageSid": "SM77", "From": sari.address, "Body": "daster", "NumMedia": "0"})
    moment = clock.now() + timedelta(minutes=3)
    clock.set_source(lambda: moment)
    late = standing(sqlite_market)
    assert late.due == 2 and late.oldest_unsent_seconds > 170
    assert late.problems == ["no_worker", "messages_late"]
    assert late.to_json()["oldest_unsent_seconds"] == round(late.oldest_unsent_seconds, 1)
    assert pak_budi.messages == []


def test_a_disk_that_is_full_shows(sqlite_market: Market) -> None:
    form = {"MessageSid": "SM78", "From": "whatsapp:+6281300009999", "Body": "halo", "NumMedia": "0"}
    sqlite_market.shopper().says("daster ungu")
    with sqlite_market.app.app_context():
        full = Path(f"{database.engine().url.database}-wal").stat().st_size
    largest = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (full, largest[1]))
    try:
        assert sqlite_market.post(form).status_code == 503
        assert standing(sqlite_market).problems[0] == "database_not_writable"
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, largest)
    assert standing(sqlite_market).last_write == "ok"
    assert sqlite_market.post(form).status_code == 200


def test_templates_at_twilio_tell_of_nobody(market: Market) -> None:
    sari = market.shopper("Zulaikha")
    sari.says("K0104")
    sari.says("pesan K0104 1\nNama: Zulaikha\nAlamat: Jl. Kenanga No 12, Kec. Pekalongan Barat, Kota Pekalongan 51117")
    sari.says("transfer, dikirim")
    sari.says("ya")
    kept = json.dumps(list(market.twilio.contents.values()))
    assert market.twilio.contents and not re.search("Zulaikha|Kenanga|K0104|P0001|Rp", kept)
    assert market.twilio.problems == []


def test_templates_with_words_of_real_people_are_removed(market: Market) -> None:
    old = market.twilio.new_sid("HX")
    market.twilio.contents[old] = {"friendly_name": "lokapasar_0123456789abcdef", "language": "id", "types": {}}
    market.shopper().says("K0104")
    assert "1 contents of an earlier version removed" in market.flask("twilio", "sync-templates")
    names = {one["friendly_name"] for one in market.twilio.contents.values()}
    assert old not in market.twilio.contents and any(name.startswith("lokapasar_shape_") for name in names)
    assert "removed" not in market.flask("twilio", "sync-templates")
