"""What grows is tidied every night, and nothing that somebody has to answer for."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

import clock
import database
from tests.market import Market
from tests.media.making import noise
from upkeep import tidying

pytestmark = pytest.mark.both_databases


@pytest.fixture(autouse=True)
def sheets_of_its_own(market: Market) -> None:
    """The tests of a run share what they have drawn: here it is deleted."""
    folder = Path(market.app.config["SETTINGS"].media_url) / "sheets"
    if folder.is_symlink():
        folder.unlink()
        folder.mkdir()


def rows(market: Market, query: str) -> list[Any]:
    with market.app.app_context(), database.engine().connect() as connection:
        return list(connection.execute(text(query)).all())


def keys(market: Market, *folders: str) -> set[str]:
    return {kept.key for kept in market.app.extensions["storage"].all() if kept.key.startswith(folders)}


def after_days(market: Market, days: int) -> None:
    """So many days later, tidied; nobody has been reminded of anything meanwhile."""
    moment = clock.now() + timedelta(days=days)
    clock.set_source(lambda: moment)
    with market.app.app_context():
        tidying.tidy()


def test_words_are_blanked_and_what_was_meant_stays(market: Market) -> None:
    market.shopper().says("daster ungu")
    after_days(market, 364)
    assert rows(market, "SELECT text FROM inbound_message") == [("daster ungu",)]
    after_days(market, 2)
    assert rows(market, "SELECT text, CAST(form AS text), intent FROM inbound_message") == [("", "{}", "search")]
    assert "K0106" not in rows(market, "SELECT CAST(content AS text) FROM outbound_message")[0][0]
    assert "K0106" in rows(market, "SELECT CAST(about AS text) FROM outbound_message")[0][0]
    assert not rows(market, "SELECT * FROM conversation")
    market.shopper().says("daster ungu")  # the market goes on


def test_what_failed_or_is_still_to_be_sent_is_kept(market: Market) -> None:
    market.expects_problems = True
    market.post({"MessageSid": "SM" + "1" * 32, "From": "whatsapp:+6281300009999", "Body": "halo", "NumMedia": "0"})
    with market.app.app_context(), database.engine().begin() as connection:
        connection.execute(text("UPDATE inbound_message SET state = 'failed'"))
    before = rows(market, "SELECT CAST(content AS text) FROM outbound_message")
    after_days(market, 3000)
    assert rows(market, "SELECT text FROM inbound_message") == [("halo",)]
    assert rows(market, "SELECT CAST(content AS text) FROM outbound_message") == before


def test_an_idle_basket_goes_and_an_order_stays(market: Market) -> None:
    sari, rina = market.shopper("Sari"), market.shopper("Rina")
    sari.says("pesan K0101 ukuran M 1, atas nama Sari, Jl. Jatayu 3 Pekalongan, dikirim, transfer")
    sari.says("ya")
    rina.says("keranjang K0101 M 1")
    assert rows(market, "SELECT person_id FROM basket_line")
    orders, log = market.orders(), rows(market, "SELECT * FROM order_event")
    after_days(market, 61)
    assert not rows(market, "SELECT person_id FROM basket_line")
    after_days(market, 3000)
    assert market.orders() == orders and rows(market, "SELECT * FROM order_event") == log


def test_a_draft_goes_with_its_pictures_and_a_listing_stays(market: Market) -> None:
    pak_budi = market.seller()
    goods = keys(market, "goods/")
    pak_budi.says("", media=(noise(1), "image/jpeg"))
    market.time_passes(seconds=5)
    assert rows(market, "SELECT id FROM listing_draft") and keys(market, "goods/") > goods
    after_days(market, 61)
    market.work()
    assert not rows(market, "SELECT id FROM listing_draft") and not rows(market, "SELECT id FROM received_picture")
    assert keys(market, "goods/") == goods and not keys(market, "private/")


def test_drawn_pictures_go_and_are_drawn_again(market: Market) -> None:
    sari = market.shopper()
    sari.says("daster ungu")
    assert keys(market, "sheets/")
    after_days(market, 31)
    assert not keys(market, "sheets/")
    sari.says("daster ungu")
    assert sari.last.pictures and keys(market, "sheets/")


def test_it_is_done_every_night(market: Market) -> None:
    market.shopper().says("daster ungu")
    with market.app.app_context():
        tidying.begin()
        tidying.begin()  # another worker, or the same one started again
    [(due_at,)] = rows(market, "SELECT due_at FROM appointment WHERE deed = 'tidy up'")
    market.time_passes(days=366)
    assert rows(market, "SELECT text FROM inbound_message") == [("daster ungu",)]  # the queue has been asked
    with market.app.app_context():
        queue = market.app.extensions["queue"]
        jobs = [queue.dequeue() for _ in range(queue.pending_count())]
        for job in jobs:
            queue.execute(job)
    assert rows(market, "SELECT text FROM inbound_message") == [("",)]
    [(again,)] = rows(market, "SELECT due_at FROM appointment WHERE deed = 'tidy up'")
    assert again > due_at


def test_a_step_that_fails_keeps_no_other_one(market: Market, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_before: Any) -> int:
        raise ZeroDivisionError

    market.shopper().says("daster ungu")
    monkeypatch.setattr(tidying, "STEPS", (("what fails", lambda _: 7, broken), *tidying.STEPS))
    after_days(market, 366)
    assert rows(market, "SELECT text FROM inbound_message") == [("",)]
