"""Clock one: from the yes to the seller's answer, in the shop's opening hours (8 to 17); no order waits for ever."""

from pathlib import Path

import pytest

import database
from catalog import pace
from tests.market import Market
from tests.talks.buying import buys, it_is, until


@pytest.fixture
def tuesday(market: Market) -> Market:
    it_is(market, "2026-12-01T08:50")
    return market


def test_reminded_twice_then_another_stall_is_offered_then_it_ends(tuesday: Market, tmp_path: Path) -> None:
    market = tuesday
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    market.seller("Bu Wati")
    buys(sari, "K0102 L 2")
    pak_budi.listens()
    until(market, "2026-12-01T10:45")
    pak_budi.gets_nothing()
    until(market, "2026-12-01T10:55")
    pak_budi.gets_one_message("P0001.*menunggu jawaban Anda sejak hari ini 08.50", "Terima", "Tolak")
    until(market, "2026-12-01T13:55")
    assert len(pak_budi.messages) == 2
    sari.listens()
    until(market, "2026-12-01T17:05")
    sari.gets_one_message(
        "Batik Budi Jaya belum menjawab.*P0001", "K0201.*Rp95.000", "Ganti ke ini", "Tunggu", "Batalkan"
    )
    assert sari.last.pictures
    sari.listens()
    until(market, "2026-12-02T15:45")
    sari.gets_nothing()
    until(market, "2026-12-02T15:55")
    sari.says("halo")  # the 24 hours in which we may write freely were over
    sari.gets("P0001.*batalkan", "tidak menjawab pada waktunya", "mirip")
    pak_budi.says("halo")
    pak_budi.gets("P0001 batal", "Stoknya sudah kembali")
    (row,) = market.orders()
    assert (row["order_status"], row["cancel_reason"]) == ("cancelled", "expired_unanswered")
    assert market.listing("K0102", tmp_path)["stock"] == "L:2|XL:4"
    with market.app.app_context(), database.reading() as session:
        assert pace.of_seller(session, 1) == pace.Pace(0, 1, None)


def test_an_answer_stops_the_clock_and_is_measured(tuesday: Market) -> None:
    market = tuesday
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    buys(sari, "K0104 1")
    until(market, "2026-12-01T10:20")
    pak_budi.says("terima").listens()
    until(market, "2026-12-02T08:00")
    pak_budi.gets_not("menunggu jawaban")  # the evening's summary has come
    with market.app.app_context(), database.reading() as session:
        measured = pace.of_seller(session, 1)
    assert (measured.answered, measured.unanswered) == (1, 0)
    assert measured.minutes == pytest.approx(90, abs=2)


def test_nights_do_not_count_across_midnight_and_the_half_year(market: Market) -> None:
    it_is(market, "2026-12-31T16:00")
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    buys(sari, "K0104 1")
    pak_budi.listens()
    until(market, "2027-01-01T08:55")
    pak_budi.gets_not("menunggu jawaban Anda")
    pak_budi.listens()
    until(market, "2027-01-01T09:05")
    pak_budi.gets_one_message("menunggu jawaban Anda")


def test_the_shopper_waits_on(tuesday: Market) -> None:
    market = tuesday
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    buys(sari, "K0104 1")
    until(market, "2026-12-02T08:20")
    sari.taps("Tunggu")
    sari.gets_one_message("kami tunggu sampai hari ini 16.20", "batal P0001")
    until(market, "2026-12-02T16:15")
    assert market.orders()[0]["order_status"] == "placed"
    until(market, "2026-12-02T16:25")
    assert market.orders()[0]["order_status"] == "cancelled"
    pak_budi.says("terima P0001")
    pak_budi.gets("sudah dijawab", "tidak menjawab pada waktunya")


def test_the_shopper_takes_the_other_stalls_goods(tuesday: Market, tmp_path: Path) -> None:
    market = tuesday
    sari, pak_budi, bu_wati = market.shopper(), market.seller("Pak Budi"), market.seller("Bu Wati")
    buys(sari, "K0102 L 2")
    until(market, "2026-12-01T17:05")
    pak_budi.listens()
    sari.taps("Ganti ke ini")
    sari.gets_one_message("P0001.*dibatalkan", "K0201", "2 x Rp95.000", "Sari Dewi", r"Sudah benar\?")
    pak_budi.gets("P0001 batal")
    sari.says("ya")
    sari.gets("P0002")
    bu_wati.gets("Pesanan baru P0002")
    assert {row["order_no"]: row["order_status"] for row in market.orders()} == {
        "P0001": "cancelled",
        "P0002": "placed",
    }
    assert market.listing("K0102", tmp_path)["stock"] == "L:2|XL:4"


def test_the_seller_accepts_just_before_the_shopper_switches(tuesday: Market) -> None:
    market = tuesday
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    market.seller("Bu Wati")
    buys(sari, "K0102 L 2")
    until(market, "2026-12-01T17:05")
    pak_budi.says("terima")
    sari.taps("Ganti ke ini")
    sari.gets("Keadaannya sudah berubah", "P0001", "Diterima penjual")
    assert [row["order_status"] for row in market.orders()] == ["accepted"]


def test_holidays_and_ramadan_hours_are_no_opening_hours(market: Market) -> None:
    market.app.config["SETTINGS"].__dict__["special_days"] = "2026-12-02 closed; 2026-12-03 10:00-12:00"
    market.app.config["SETTINGS"].__dict__.pop("market_days", None)
    it_is(market, "2026-12-01T16:30")
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    buys(sari, "K0104 1")
    pak_budi.listens()
    until(market, "2026-12-03T11:25")
    pak_budi.gets_not("menunggu jawaban Anda")
    until(market, "2026-12-03T11:35")
    pak_budi.says("halo")  # the window had closed
    pak_budi.gets("menunggu jawaban Anda")


def test_a_reminder_that_waited_for_the_window_is_dropped_when_it_is_moot(tuesday: Market) -> None:
    market = tuesday
    sari, pak_budi = market.shopper(), market.seller("Pak Budi", is_awake=False)
    buys(sari, "K0104 1")
    until(market, "2026-12-01T15:00")
    pak_budi.gets_nothing()  # the window is closed
    sari.says("batal P0001")
    sari.says("ya")
    pak_budi.says("halo")
    pak_budi.gets("dibatalkan pembeli")
    pak_budi.gets_not("Pesanan baru", "menunggu jawaban")


def test_only_the_order_itself_and_no_reminder_beside_it_when_the_window_opens(tuesday: Market) -> None:
    market = tuesday
    sari, pak_budi = market.shopper(), market.seller("Pak Budi", is_awake=False)
    buys(sari, "K0104 1")
    until(market, "2026-12-01T15:00")
    pak_budi.says("halo")
    pak_budi.gets("Pesanan baru P0001")
    pak_budi.gets_not("menunggu jawaban Anda")
