"""Nothing is lost and nothing comes twice when the database, the queue or a worker goes away in the middle."""

import shutil
import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, col, select

import clock
import database
from messaging import delivery, outbox, outcome, post_office, sweep
from messaging.content import Content
from messaging.models import Heartbeat, OutboundMessage
from messaging.post_office import PostOffice
from people import directory
from tests.market import Market

pytestmark = pytest.mark.both_databases

STATUS = "/webhooks/twilio/status"
FORM = {"MessageSid": "SM" + "7" * 32, "From": "whatsapp:+6281300009999", "Body": "halo", "NumMedia": "0"}


def outbox_rows(market: Market) -> list[OutboundMessage]:
    with market.app.app_context(), Session(database.engine()) as session:
        return list(session.exec(select(OutboundMessage).order_by(col(OutboundMessage.id))).all())


def recover(market: Market) -> None:
    with market.app.app_context():
        sweep.recover_orphans()
    market.work()


def test_the_database_goes_away_before_the_outcome_is_written_down(
    market: Market, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = delivery.note

    def away(session: Session, outcomes: Sequence[delivery.Outcome]) -> None:
        note(session, outcomes)
        if outcomes:
            raise OSError("something breaks in the middle")

    sari = market.shopper()
    with monkeypatch.context() as patch:
        patch.setattr(delivery, "note", away)
        with market.app.app_context():
            market.post({**FORM, "From": sari.address})
            post_office.send_due()
    assert outbox_rows(market)[0].state == "sending"
    recover(market)
    sari.gets_one_message("selamat datang")
    assert outbox_rows(market)[0].sid == sari.last.sid


def test_what_is_in_hand_is_left_alone(market: Market, monkeypatch: pytest.MonkeyPatch) -> None:
    transport = market.app.extensions["transport"]
    send = transport.send

    def send_while_swept(*arguments: object) -> str:
        sweep.recover_orphans()
        return str(send(*arguments))

    monkeypatch.setattr(transport, "send", send_while_swept)
    sari = market.shopper()
    sari.says("halo")
    sari.gets_one_message("selamat datang")
    assert outbox_rows(market)[0].attempts == 1


def test_a_worker_died_before_its_first_sign_of_life(market: Market) -> None:
    sari = market.shopper()
    sari.says("halo")
    with market.app.app_context(), database.transaction() as session:
        answer = session.exec(select(OutboundMessage)).one()
        taken: dict[str, Any] = {
            "state": "sending",
            "taken_by": "elsewhere:1:x",
            "is_unclear": True,
            "tried_at": clock.now(),
        }
        session.add(OutboundMessage(recipient_id=answer.recipient_id, content=answer.content, attempts=1, **taken))
        assert not session.exec(select(Heartbeat).where(Heartbeat.name == "elsewhere:1:x")).first()
    recover(market)
    assert [row.state for row in outbox_rows(market)] == ["read", "read"]


def test_what_whatsapp_put_off_is_not_taken_for_sent_at_the_next_trouble(market: Market) -> None:
    market.expects_problems = True
    sari = market.shopper()
    market.twilio.fail_next(63018)
    sari.says("halo")
    market.twilio.fail_next(500)
    market.time_passes(seconds=1)
    market.time_passes(seconds=3)
    put_off, arrived = market.twilio.messages_to(sari.address)
    assert (put_off.error_code, arrived.error_code) == (63018, None)
    assert outbox_rows(market)[0].sid == arrived.sid


def test_a_picture_that_twilio_could_not_fetch_is_sent_again_but_not_for_ever(market: Market) -> None:
    market.expects_problems = True
    sari = market.shopper()
    market.twilio.fail_next(63019)
    sari.says("daster ungu")
    market.time_passes(seconds=1)
    assert [message.error_code for message in sari.messages] == [63019, None]
    market.twilio.fail_next(63019, times=50)
    sari.says("daster ungu")
    for _ in range(20):
        market.time_passes(seconds=30)
    assert len(sari.messages) == outcome.MOST_FAULTS
    last = outbox_rows(market)[-1]
    assert (last.state, last.error_code) == ("failed", 63019)


def test_a_callback_that_never_came_is_asked_for(market: Market, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweep, "_asked", set())
    market.expects_problems = True
    sari = market.shopper()
    market.twilio.fail_next(63019)
    with market.app.app_context():
        form = {"MessageSid": market.twilio.new_sid("SM"), "From": sari.address, "Body": "daster ungu", "NumMedia": "0"}
        market.post(form)
        post_office.send_due()
        for message, state in market.twilio.callbacks.due:
            message.state = state
        market.twilio.callbacks.due.clear()  # our web was down when Twilio called
        market.time_passes(seconds=20)
        sweep.ask_about_silent()
        queue = market.app.extensions["queue"]
        queue.execute(queue.dequeue())
    market.time_passes(seconds=2)
    assert [message.error_code for message in sari.messages] == [63019, None]


def test_somebody_with_many_messages_keeps_nobody_waiting(market: Market) -> None:
    with market.app.app_context():
        with database.transaction() as session:
            many, one = (directory.recognise(session, f"whatsapp:+628130000555{n}", None) for n in (1, 2))
            for person in (many, one):
                person.last_heard_at = clock.now()
            for number in range(5):
                outbox.notice(session, many, Content(f"notice {number}"))
            outbox.notice(session, one, Content("a notice"))
        queue = market.app.extensions["queue"]
        queue.execute(queue.dequeue())  # one is enough
        assert queue.pending_count() == 0
        post_office.send_due()
        assert [m.seen for m in market.twilio.messages_to(one.address)] == ["a notice"]
        market.work()
        assert [m.seen for m in market.twilio.messages_to(many.address)] == [f"notice {n}" for n in range(5)]


def test_a_callback_comes_while_its_sid_is_being_written_down(market: Market) -> None:
    sari = market.shopper()
    sari.says("halo")
    answers: list[int] = []
    with market.app.app_context():
        with database.transaction() as session:
            row = session.exec(select(OutboundMessage).with_for_update()).one()
            sid, row.sid, row.state = str(row.sid), None, "sending"
        told = {"MessageSid": sid, "MessageStatus": "undelivered", "ErrorCode": "63018"}
        path = f"{STATUS}?message={row.id}"
        callback = threading.Thread(target=lambda: answers.append(market.post(told, path=path).status_code))
        with database.transaction() as session:
            row = session.exec(select(OutboundMessage).with_for_update()).one()
            callback.start()
            time.sleep(0.3)  # it waits for us
            row.sid, row.state, row.is_unclear = sid, "sent", False
        callback.join()
    assert answers == [200]
    assert outbox_rows(market)[0].state == "due"  # to be sent again


def test_a_seller_who_is_just_writing_keeps_no_shopper_waiting(market: Market) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    sari.says("pesan K0104 1\nNama: Sari\nAlamat: Jl. Melati No 12, Kec. Pekalongan Barat, Kota Pekalongan 51117")
    sari.says("transfer, dikirim")
    with market.app.app_context():
        if database.engine().dialect.name == "sqlite":
            return  # there is one writer at a time
        with database.transaction() as session:
            directory.recognise(session, pak_budi.address, None)
            sari.says("ya")
    sari.gets("P0001")


def test_the_database_file_is_moved_away_and_comes_back(sqlite_market: Market, tmp_path: Path) -> None:
    sari = sqlite_market.shopper()
    sari.says("halo")
    with sqlite_market.app.app_context():
        database_file = Path(database.engine().url.database or "")
    files = list(database_file.parent.glob("market.db*"))
    (tmp_path / "away").mkdir()
    for file in files:
        shutil.move(file, tmp_path / "away")
    assert sqlite_market.get("/healthz").status_code == 503
    assert sqlite_market.post(FORM).status_code == 503
    assert not database_file.exists()  # none is begun anew
    for file in files:
        shutil.move(tmp_path / "away" / file.name, file)
    assert sqlite_market.get("/healthz").status_code == 200
    assert sqlite_market.post(FORM).status_code == 200
    sqlite_market.work()
    assert len(sqlite_market.twilio.messages_to(FORM["From"])) == 1


def test_the_queue_is_away_and_messages_go_out_all_the_same(sqlite_market: Market, tmp_path: Path) -> None:
    for file in tmp_path.glob("queue.db*"):
        file.unlink()
    report = sqlite_market.get("/healthz")
    assert report.status_code == 503 and report.json()["database"] == "ok"
    assert sqlite_market.post(FORM).status_code == 200
    with sqlite_market.app.app_context():
        post_office.send_due()
    assert len(sqlite_market.twilio.messages_to(FORM["From"])) == 1


@pytest.mark.parametrize("number", ["9" * 30, "-1", "²", "١", "x"])
def test_numbers_that_no_column_holds_are_no_fault_of_ours(market: Market, number: str) -> None:
    told = {"MessageSid": "SM" + "1" * 32, "MessageStatus": "failed", "ErrorCode": number}
    assert market.post(told, path=f"{STATUS}?message={'9' * 30}").status_code == 200
    market.shopper().says("halo")
    assert market.post(told, path=f"{STATUS}?message=1").status_code == 200


@pytest.mark.parametrize("changes", [{"MessageSid": ""}, {"MessageSid": "\x00"}, {"MessageSid": "SM11\n"}])
def test_a_callback_without_a_true_sid_is_4xx(market: Market, changes: dict[str, str]) -> None:
    assert market.post({"MessageSid": "SM11", "MessageStatus": "sent", **changes}, path=STATUS).status_code == 400


@pytest.mark.parametrize("changes", [{"From": FORM["From"] + "\n"}, {"From": "whatsapp:+٦٢٨١٣٠٠٠٠٩٩٩٩"}])
def test_an_address_is_an_address_to_the_last_character(sqlite_market: Market, changes: dict[str, str]) -> None:
    assert sqlite_market.post({**FORM, **changes}).status_code == 400


def test_many_need_the_same_new_template_at_once(market: Market) -> None:
    people = [market.shopper(f"Tamu {number}") for number in range(8)]
    for person in people:
        form = {"MessageSid": market.twilio.new_sid("SM"), "From": person.address, "Body": "K0101", "NumMedia": "0"}
        assert market.post(form).status_code == 200

    with market.app.app_context():
        office_at_work(market, lambda: len(market.twilio.sent) == 8)
    assert [row.attempts for row in outbox_rows(market)] == [1] * 8
    assert all(person.last.options for person in people)


def office_at_work(market: Market, is_done: Callable[[], bool], senders: int = 8) -> None:
    """The worker's post office, with its threads, until it is done."""
    office, stop = PostOffice(market.app, senders), threading.Event()
    thread = threading.Thread(target=office.run, args=(stop,))
    thread.start()
    end = time.monotonic() + 20
    while not is_done() and time.monotonic() < end:
        time.sleep(0.02)
    stop.set()
    office.ring()
    thread.join(20)
    assert not thread.is_alive() and is_done()


def test_each_ones_messages_go_in_their_order_and_once(market: Market) -> None:
    people = [f"whatsapp:+62813000066{number:02d}" for number in range(20)]
    with market.app.app_context(), database.transaction() as session:
        for number in range(5):
            for address in people:
                person = directory.recognise(session, address, None)
                person.last_heard_at = clock.now()
                outbox.notice(session, person, Content(f"notice {number}"))
    for address in people:
        market.twilio.heard(address)
    office_at_work(market, lambda: len(market.twilio.sent) >= 100)
    for address in people:
        assert [m.seen for m in market.twilio.messages_to(address)] == [f"notice {n}" for n in range(5)]
    assert {row.attempts for row in outbox_rows(market)} == {1}
    assert {row.state for row in outbox_rows(market)} == {"sent"}


def test_two_workers_at_once_send_nothing_twice(market: Market) -> None:
    with market.app.app_context(), database.transaction() as session:
        for number in range(60):
            person = directory.recognise(session, f"whatsapp:+62813000077{number % 20:02d}", None)
            person.last_heard_at = clock.now()
            market.twilio.heard(person.address)
            outbox.notice(session, person, Content(f"notice {number}"))
    everything = [f"notice {number}" for number in range(60)]
    other = threading.Thread(target=lambda: office_at_work(market, lambda: len(market.twilio.sent) >= 60, 4))
    other.start()
    office_at_work(market, lambda: len(market.twilio.sent) >= 60, 4)
    other.join()
    assert sorted(m.seen for m in market.twilio.sent) == sorted(everything)


def test_the_database_is_away_when_it_is_to_be_written_down(market: Market, monkeypatch: pytest.MonkeyPatch) -> None:
    note, failures = delivery.note, [3]

    def away(session: Session, outcomes: Sequence[delivery.Outcome]) -> None:
        note(session, outcomes)
        if outcomes and failures[0]:
            failures[0] -= 1
            raise OperationalError("UPDATE", {}, sqlite3.OperationalError("database is locked"))

    monkeypatch.setattr(delivery, "note", away)
    sari = market.shopper()
    form = {"MessageSid": market.twilio.new_sid("SM"), "From": sari.address, "Body": "halo", "NumMedia": "0"}
    market.post(form)
    office_at_work(market, lambda: outbox_rows(market)[0].state == "sent")
    assert failures == [0]
    assert (len(sari.messages), outbox_rows(market)[0].attempts) == (1, 1)


def test_a_worker_that_ends_leaves_what_it_has_not_begun(market: Market, monkeypatch: pytest.MonkeyPatch) -> None:
    with market.app.app_context(), database.transaction() as session:
        for number in range(12):
            person = directory.recognise(session, f"whatsapp:+62813000088{number:02d}", None)
            person.last_heard_at = clock.now()
            market.twilio.heard(person.address)
            outbox.notice(session, person, Content(f"notice {number}"))
    market.twilio.fail_next("late", times=2, seconds=0.5)
    office_at_work(market, lambda: len(market.twilio.sent) >= 2, senders=2)
    rows = outbox_rows(market)
    assert {row.state for row in rows} == {"sent", "due"}
    assert not any(row.is_unclear for row in rows)
    market.time_passes(seconds=1)
    assert len(market.twilio.sent) == 12


@pytest.mark.parametrize("damage", [lambda data: b"", lambda data: data[: len(data) // 3], lambda data: b"<html>"])
def test_a_damaged_goods_photo_mutes_nobody(market: Market, tmp_path: Path, damage: Any, caplog: Any) -> None:
    """Bit rot, or what a power cut left: the words go out with the neutral tile, and the operator hears."""
    sheets = tmp_path / "media" / "sheets"
    if sheets.exists():  # what other tests have drawn from the same photos
        sheets.rename(tmp_path / "sheets")
    for file in (tmp_path / "media" / "goods").rglob("*.jpg"):
        file.write_bytes(damage(file.read_bytes()))
    sari = market.shopper("Sari")
    sari.says("K0101")
    sari.gets("K0101")
    assert sari.last.pictures
    sari.says("halo")
    sari.gets("Lokapasar|Halo")
    assert "damaged in storage" in caplog.text
