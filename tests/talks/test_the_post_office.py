"""Messages arrive once and in order, whatever happens on the way."""

import pytest
from sqlmodel import Session, col, select

import clock
import database
from messaging.models import OutboundMessage
from tests.market import Market

pytestmark = pytest.mark.both_databases


def outbox(market: Market) -> list[OutboundMessage]:
    with market.app.app_context(), Session(database.engine()) as session:
        return list(session.exec(select(OutboundMessage).order_by(col(OutboundMessage.id))).all())


@pytest.mark.parametrize("fault", [500, 429])
def test_what_twilio_does_not_take_is_sent_again(market: Market, fault: int) -> None:
    market.twilio.fail_next(fault, times=2)
    sari = market.shopper()
    sari.says("halo")
    sari.gets_nothing()
    market.time_passes(seconds=1)
    market.time_passes(seconds=2)
    sari.gets_one_message("selamat datang")
    assert outbox(market)[0].attempts == 3


def test_an_answer_that_got_lost_is_not_sent_twice(market: Market) -> None:
    market.twilio.fail_next("lost")
    sari = market.shopper()
    sari.says("halo")
    market.time_passes(seconds=2)
    market.time_passes(seconds=60)
    sari.gets_one_message("selamat datang")
    assert outbox(market)[0].state in ("sent", "delivered", "read")


def test_per_person_in_order(market: Market) -> None:
    moment = clock.now()
    clock.set_source(lambda: moment)  # no retry comes due while the two messages are written
    market.twilio.fail_next(500)
    sari = market.shopper()
    sari.says("halo")
    sari.says("daster ungu")
    sari.gets_nothing()  # the second one waits for the first
    market.time_passes(seconds=1)
    first, second = market.twilio.messages_to(sari.address)
    assert "selamat datang" in first.seen and "K0106" in second.seen


def test_somebody_elses_trouble_is_not_mine(market: Market) -> None:
    sari, tono = market.shopper("Sari"), market.shopper("Tono")
    market.twilio.fail_next(500, to=sari.address)
    sari.says("halo")
    tono.says("halo")
    tono.gets("selamat datang")


@pytest.mark.parametrize("code", [63024, 63014])
def test_refused_for_good_is_marked_with_its_reason(market: Market, code: int) -> None:
    market.expects_problems = True
    market.twilio.fail_next(code)
    market.shopper().says("halo")
    (row,) = outbox(market)
    assert (row.state, row.error_code) == ("failed", code)
    assert row.error_reason


@pytest.mark.parametrize("order", ["shuffled", "repeated", "early"])
def test_states_never_go_backwards(market: Market, order: str) -> None:
    market.twilio.callbacks.order = order
    market.shopper().says("halo")
    (row,) = outbox(market)
    assert row.state == "read"


def test_what_a_crash_left_behind_is_found(market: Market) -> None:
    sari = market.shopper()
    sari.says("halo")
    with market.app.app_context(), database.transaction() as session:
        row = session.exec(select(OutboundMessage)).one()
        copy = OutboundMessage(
            recipient_id=row.recipient_id,
            content=row.content,
            state="sending",
            taken_by="gone:999999:x",
            is_unclear=True,
            tried_at=clock.now(),
            attempts=1,
        )
        from messaging.models import Heartbeat

        session.add_all([copy, Heartbeat(name="gone:999999:x", at=clock.now())])
    from messaging import sweep

    market.time_passes(seconds=20)
    with market.app.app_context():
        sweep.recover_orphans()
    market.work()
    assert [row.state for row in outbox(market)] == ["read", "read"]


def test_without_templates_the_words_go_alone(market: Market) -> None:
    market.twilio.fail_next(500, to="content")
    sari = market.shopper()
    sari.says("K0101")
    message = sari.gets_one_message("K0101", "Pesan")
    assert message.pictures and not message.options
    sari.says("pesan")
    sari.gets("ukuran")


def test_a_closed_window_is_never_written_into(market: Market) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    market.time_passes(hours=25)
    sari.says(
        "pesan K0104 1\nNama: Sari\nAlamat: Jl. Melati No 12, Kec. Pekalongan Barat, Kota Pekalongan 51117\nBayar transfer, dikirim"
    )
    sari.says("ya")
    sari.gets("P0001", "belum membuka chat")
    pak_budi.gets_nothing()
    assert [row.state for row in outbox(market) if row.kind == "notice"] == ["waiting"]
