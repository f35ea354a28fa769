"""Nobody is answered faster than anybody talks, and nothing that somebody meant is lost."""

from collections import Counter
from typing import Any

import pytest
from sqlmodel import Session, select

import database
import worker
from messaging.models import InboundMessage
from tests.market import Market, Person


@pytest.fixture
def small(sqlite_market: Market) -> Market:
    """A market that answers five at once, and then six a minute."""
    settings = sqlite_market.app.config["SETTINGS"]
    settings.answers_at_once, settings.answers_a_minute = 5, 6
    return sqlite_market


def states(market: Market) -> Counter[str]:
    with market.app.app_context(), Session(database.engine()) as session:
        return Counter(session.exec(select(InboundMessage.state)).all())


def floods(person: Person, number: int) -> list[Any]:
    """So many messages at once; what was answered."""
    before = len(person.market.twilio.messages_to(person.address))
    for n in range(number):
        person.says(f"kemeja nomor {n}")
    return person.market.twilio.messages_to(person.address)[before:]


def test_a_flood_costs_no_answer_each_and_is_told_once(small: Market) -> None:
    sari = small.shopper()
    answers = floods(sari, 40)
    assert len(answers) == 6
    assert "Pelan-pelan" in answers[-1].seen
    assert states(small) == {"handled": 5, "held": 35}
    sari.listens()
    small.time_passes(seconds=60)
    assert len(sari.messages) == 5  # the latest of it
    assert states(small) == {"handled": 5, "replayed": 5, "skipped": 30}
    small.time_passes(minutes=2)
    sari.says("sarung kawung").gets_one_message("K0104")


def test_others_are_answered_meanwhile(small: Market) -> None:
    floods(small.shopper("Sari"), 20)
    small.shopper("Rina").says("sarung kawung").gets_one_message("K0104")


def test_an_order_that_came_too_fast_is_placed_all_the_same(small: Market) -> None:
    sari = small.shopper()
    floods(sari, 6)
    sari.says("pesan K0104 1")
    sari.says("Nama: Sari\nAlamat: Jl. Melati No 12, Kec. Pekalongan Barat, Kota Pekalongan 51117")
    sari.says("transfer, dikirim")
    assert small.orders() == []
    small.time_passes(seconds=60)
    sari.listens()
    small.time_passes(minutes=2)
    sari.says("ya").gets("P0001")


def test_while_it_goes_on_nothing_is_read(small: Market) -> None:
    sari = small.shopper()
    floods(sari, 10)
    for _ in range(22):  # longer than the pause
        small.time_passes(seconds=3)
        sari.says("masih kirim").gets_nothing()
    sari.listens()
    small.time_passes(seconds=60)
    assert sari.messages


def test_the_same_words_that_were_held_are_read_once(small: Market) -> None:
    sari = small.shopper()
    floods(sari, 6)
    for _ in range(8):
        sari.says("sarung kawung")
    sari.listens()
    small.time_passes(seconds=60)
    assert sum("K0104" in message.seen for message in sari.messages) == 1


def test_who_talks_as_people_do_is_never_slowed(sqlite_market: Market) -> None:
    """A shopper in a hurry: 60 messages in a minute; a seller: 200 a day."""
    sari = sqlite_market.shopper()
    for n in range(60):
        sari.says("halo" if n % 2 else "makasih").gets_one_message()
        sari.gets_not("Pelan-pelan")
    settings = sqlite_market.app.config["SETTINGS"]
    assert settings.answers_at_once >= 100
    assert settings.answers_a_minute * 60 * 8 >= 200


def test_what_our_own_fault_spoils_keeps_the_other_held_messages(
    small: Market, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot import conversation

    true = conversation.understand

    def stumbles(text: str, *more: Any, **named: Any) -> Any:
        if text == "rusak kemeja":
            raise RuntimeError("a fault of ours")
        return true(text, *more, **named)

    monkeypatch.setattr(conversation, "understand", stumbles)
    small.expects_problems = True
    sari = small.shopper()
    floods(sari, 6)
    sari.says("rusak kemeja")
    sari.says("sarung kawung")
    sari.listens()
    small.time_passes(seconds=60)
    sari.gets("K0104")
    assert states(small)["failed"] == 1


def test_the_same_again_before_the_answer_was_there_is_answered_once(
    sqlite_market: Market, monkeypatch: pytest.MonkeyPatch
) -> None:
    sari = sqlite_market.shopper()
    with monkeypatch.context() as still:
        still.setattr(worker, "run_pending", lambda app: None)
        for _ in range(5):
            sari.says("sarung kawung")
    sari.listens()
    sari.market.twilio.heard(sari.address)
    before = len(sqlite_market.twilio.sent)
    sqlite_market.work()
    assert len(sqlite_market.twilio.sent) - before == 1
    assert states(sqlite_market) == {"handled": 1, "repeated": 4}
    sari.says("sarung kawung").gets_one_message("K0104")  # now it was seen
