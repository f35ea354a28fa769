"""A shop's figures: asked for, or by themselves in the evening; each day is a day of Jakarta."""

import io
from typing import Any

import pytest
from PIL import Image
from sqlmodel import col, select

import database
from scheduling import Appointment
from tests.market import Market, Person
from tests.talks.buying import it_is, until
from tests.talks.test_ordering import buys


@pytest.fixture
def morning(market: Market) -> Market:
    """Wednesday, 8.00."""
    it_is(market, "2026-12-16T08:00")
    return market


def sold(pak_budi: Person, words: str) -> None:
    pak_budi.says(words).gets("L0")
    if pak_budi.last.options and pak_budi.last.options[0].title == "Ya, boleh":
        pak_budi.says("ya")


def test_what_the_day_brought(morning: Market) -> None:
    sari, pak_budi = morning.shopper(), morning.seller("Pak Budi")
    pak_budi.says("rekap").gets_one_message("Rekap hari ini", "Rabu", "belum ada penjualan")
    buys(sari, "K0104 5")
    buys(sari, "K0106 2")
    buys(sari, "K0105 1")
    pak_budi.says("terima P0001").says("lunas P0001")
    pak_budi.says("terima P0002")
    pak_budi.says("tolak P0003 habis")
    sold(pak_budi, "laku K0101 L 2")
    sold(pak_budi, "laku K0106 4 200rb")
    pak_budi.says("batalkan")
    buys(sari, "K0107 M 1")
    pak_budi.says("rekap").gets_one_message(
        "Pesanan: 3, Rp875.000",
        "Lunas: 1, Rp600.000",
        "Laku di kios: 2 potong, Rp350.000",
        r"Terlaris: K0104 Sarung cap kawung hitam \(5\)",
        r"Hemat komisi: \*Rp48.000\* .*8%",
        r"Belum dijawab: \*1 pesanan\*",
        r"Stok menipis: K0103 \(1\), K0105 \(2\)",
    )


def test_another_shops_sales_are_not_told(morning: Market) -> None:
    sari, pak_budi, bu_wati = morning.shopper(), morning.seller("Pak Budi"), morning.seller("Bu Wati")
    buys(sari, "K0104 5")
    sold(pak_budi, "laku K0106 1")
    bu_wati.says("rekap").gets_one_message("belum ada penjualan")
    bu_wati.gets_not("K01", "Rp600.000")
    sari.says("rekap").gets_not("Rp600.000", "Pesanan: ")


def test_days_end_at_midnight_in_jakarta(morning: Market) -> None:
    pak_budi = morning.seller("Pak Budi")
    until(morning, "2026-12-16T23:50")
    pak_budi.says("halo")
    sold(pak_budi, "laku K0104 1")
    until(morning, "2026-12-17T00:05")  # still the day before in UTC
    sold(pak_budi, "laku K0104 2")
    pak_budi.says("rekap").gets_one_message("Kamis", "Laku di kios: 2 potong")
    pak_budi.says("rekap kemarin").gets_one_message("Rabu", "Laku di kios: 1 potong")
    pak_budi.says("rekap minggu ini").gets_one_message("Laku di kios: 3 potong")
    pak_budi.says("rekap minggu lalu").gets_one_message("Belum ada penjualan")
    pak_budi.says("laporan bulan ini").gets_one_message("Laku di kios: 3 potong")
    pak_budi.says("laporan bulan lalu").gets_one_message("Belum ada penjualan")


def test_paid_counts_on_the_day_of_the_money(morning: Market) -> None:
    sari, pak_budi = morning.shopper(), morning.seller("Pak Budi")
    buys(sari, "K0104 1")
    pak_budi.says("terima P0001")
    until(morning, "2026-12-17T09:00")
    pak_budi.says("lunas P0001")
    pak_budi.says("rekap").gets_one_message("Lunas: 1, Rp120.000")
    pak_budi.gets_not("Pesanan: ")
    pak_budi.says("rekap kemarin").gets_one_message("Pesanan: 1, Rp120.000", "Lunas: 0")


# ---------------------------------------------------------------- in the evening


def appointments(market: Market) -> list[Any]:
    with market.app.app_context(), database.reading() as session:
        rows = select(Appointment.key).where(col(Appointment.deed).contains("evening_recap"))
        return list(session.exec(rows))


def test_it_comes_at_seven_once(morning: Market) -> None:
    sari, pak_budi = morning.shopper(), morning.seller("Pak Budi")
    buys(sari, "K0104 1")
    pak_budi.says("terima P0001")
    sold(pak_budi, "laku K0106 1")
    morning.time_passes(minutes=10)
    sold(pak_budi, "laku K0106 1")
    assert len(appointments(morning)) == 1
    until(morning, "2026-12-16T18:59")
    pak_budi.gets_not("Rekap")
    until(morning, "2026-12-16T19:00")
    pak_budi.gets("Rekap Rabu", "Pesanan: 1", "Laku di kios: 2 potong", r"\*rekap mati\*")
    seen = len(pak_budi.messages)
    until(morning, "2026-12-17T19:00")
    assert len(pak_budi.messages) == seen  # nothing happened on Thursday


def test_nothing_happened_nothing_is_said(morning: Market) -> None:
    pak_budi = morning.seller("Pak Budi")
    pak_budi.says("stok K0104 5")
    pak_budi.says("laku K0106 1").says("batal").gets("Dibatalkan")
    until(morning, "2026-12-16T20:00")
    pak_budi.gets_not("Rekap")


def test_the_night_is_told_the_next_evening(morning: Market) -> None:
    pak_budi = morning.seller("Pak Budi")
    until(morning, "2026-12-16T21:00")
    pak_budi.says("laku K0106 1")
    until(morning, "2026-12-17T19:00")
    pak_budi.gets("Rekap Kamis", "sejak kemarin 19.00", "Laku di kios: 1 potong")


def test_off_and_on_again(morning: Market) -> None:
    pak_budi = morning.seller("Pak Budi")
    pak_budi.says("rekap mati").gets_one_message("tidak kami kirim lagi", r"\*rekap nyala\*")
    sold(pak_budi, "laku K0106 1")
    until(morning, "2026-12-16T20:00")
    pak_budi.gets_not("Rekap Rabu")
    pak_budi.says("rekap nyala").gets_one_message("19.00")
    sold(pak_budi, "laku K0106 1")
    until(morning, "2026-12-17T19:00")
    pak_budi.gets("Rekap Kamis")


def test_who_said_stop_or_is_silent_gets_none(morning: Market) -> None:
    pak_budi, bu_wati, sari = morning.seller("Pak Budi"), morning.seller("Bu Wati"), morning.shopper()
    sold(pak_budi, "laku K0106 1")
    pak_budi.says("stop")
    until(morning, "2026-12-16T18:00")
    bu_wati.says("halo")
    buys(sari, "K0201 M 1")
    until(morning, "2026-12-16T20:00")
    pak_budi.gets_not("Rekap")
    bu_wati.gets("Rekap Rabu")
    until(morning, "2026-12-19T19:00")  # the window is closed, and no summary waits for it
    buys(sari, "K0201 L 1")
    until(morning, "2026-12-20T20:00")
    bu_wati.says("halo").gets_not("Rekap")


# ---------------------------------------------------------------- the card of a month


def test_a_month_has_a_card(morning: Market) -> None:
    pak_budi = morning.seller("Pak Budi")
    pak_budi.says("laporan bulan ini").gets_one_message("Belum ada penjualan")
    assert not pak_budi.last.pictures
    sold(pak_budi, "laku K0101 L 2")
    sold(pak_budi, "laku K0106 1")
    message = pak_budi.says("laporan bulan ini").gets_one_message("Laporan bulan ini", "3 potong, Rp405.000")
    (picture,) = message.pictures
    assert "/media/private/" in picture.url  # a shop's takings are its own
    image = Image.open(io.BytesIO(picture.data))
    assert (image.format, image.size) == ("JPEG", (1080, 1350))
    again = pak_budi.says("laporan bulan ini").last.pictures[0]
    assert again.data == picture.data
