"""What a shop says of itself is changed by message, on holiday and back, and by nobody else."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, select

import database
from catalog import lookup
from catalog.models import Seller, ShopEvent
from tests.market import Market, time_goes_on_from
from tests.talks.test_ordering import buys
from tests.talks.test_people_of_a_shop import helper

BUDI = "+6281200002001"


def shop(market: Market) -> Seller:
    with market.app.app_context(), Session(database.engine()) as session:
        found = lookup.seller_by_phone(session, BUDI)
        assert found
        return found


def events(market: Market) -> list[ShopEvent]:
    with market.app.app_context(), Session(database.engine()) as session:
        return list(session.exec(select(ShopEvent).order_by(ShopEvent.id)))  # type: ignore[arg-type]


def monday_at(hour: int) -> None:
    """It is Monday 30 November 2026, at this hour in Pekalongan."""
    time_goes_on_from(datetime(2026, 11, 30, tzinfo=UTC) + timedelta(hours=hour - 7))


@pytest.mark.parametrize(
    ("words", "answer", "field", "value"),
    [
        ("nama toko jadi Batik Budi Makmur", "Batik Budi Jaya → .*Batik Budi Makmur", "shop", "Batik Budi Makmur"),
        ("alamat toko Pasar Setono blok B 12", "belum ada → .*Pasar Setono blok B 12", "address", "Pasar Setono blok B 12"),
        ("jam buka 8-16", "jam pasar.* → .*setiap hari 08.00–16.00", "hours", {str(day): [480, 960] for day in range(7)}),
        ("buka senin-sabtu jam 8 sampai 17", "Senin–Sabtu 08.00–17.00, Minggu tutup", "hours", {str(day): [480, 1020] for day in range(6)}),
        ("nib 9120001234567", "belum ada → .*9120001234567", "nib", "9120001234567"),
    ],
)  # fmt: skip
def test_said_and_done(sqlite_market: Market, words: str, answer: str, field: str, value: object) -> None:
    pak_budi = sqlite_market.seller("Pak Budi")
    pak_budi.says(words)
    pak_budi.gets_one_message(answer, "batalkan")
    assert getattr(shop(sqlite_market), field) == value
    assert [(event.kind, event.new) for event in events(sqlite_market)] == [("shop", {field: value})]


def test_nonsense_is_told(sqlite_market: Market) -> None:
    pak_budi = sqlite_market.seller("Pak Budi")
    pak_budi.says("nib 123")
    pak_budi.gets("13 angka")
    pak_budi.says("nama toko Griya Batik Wati")
    pak_budi.gets("sudah dipakai toko lain", r"\?")
    assert shop(sqlite_market).shop == "Batik Budi Jaya"


def test_a_change_is_taken_back(market: Market) -> None:
    pak_budi = market.seller("Pak Budi")
    pak_budi.says("nama toko jadi Batik Budi Makmur")
    pak_budi.taps("Batalkan")
    pak_budi.gets("Dibatalkan", "Batik Budi Makmur → .*Batik Budi Jaya")
    assert shop(market).shop == "Batik Budi Jaya"
    pak_budi.says("jam buka 8-16")
    pak_budi.says("batalkan")
    pak_budi.gets("Dibatalkan")
    assert shop(market).hours is None
    pak_budi.says("alamat toko Blok B 12")
    market.time_passes(minutes=11)
    pak_budi.says("batalkan")
    pak_budi.gets("lebih dari 10 menit")
    assert shop(market).address == "Blok B 12"


def test_a_changed_account_of_a_verified_shop_is_told_to_everybody(market: Market) -> None:
    pak_budi, sari = market.seller("Pak Budi"), market.shopper("Sari")
    dewi = helper(market, pak_budi)
    sari.says("pesan K0104 1\nNama: Sari\nAmbil di toko, bayar transfer")
    sari.says("ya")
    pak_budi.says("rekening BCA 8887776665 a.n. Budi S")
    pak_budi.gets("BRI 001201000123501 a.n. Budi Santoso → .*BCA 8887776665 a.n. Budi S", "Demi keamanan")
    dewi.gets("Rekening toko .* diganti", "BCA 8887776665")
    assert "Batik Budi Jaya" in market.flask("sellers", "waiting")
    pak_budi.says("terima P0001")
    sari.gets("BCA 8887776665", "baru saja diganti")
    market.flask("sellers", "verify", BUDI)
    assert "Batik Budi Jaya" not in market.flask("sellers", "waiting")
    assert shop(market).account_changed_at is None


def test_the_old_name_does_not_vouch_for_a_new_account(market: Market) -> None:
    pak_budi = market.seller("Pak Budi")
    pak_budi.says("rekening BCA 8887776665")
    pak_budi.gets("Budi Santoso → .*BCA 8887776665", r"atas nama siapa\?")
    assert shop(market).account_holder == ""
    pak_budi.says("Budi S")
    pak_budi.gets("BCA 8887776665 a.n. Budi S")
    pak_budi.says("batalkan")
    pak_budi.gets("Dibatalkan")
    assert shop(market).account_holder == ""


def test_a_suspended_shop_is_read_but_not_changed(market: Market) -> None:
    pak_budi, sari = market.seller("Pak Budi"), market.shopper("Sari")
    buys(sari, "K0104 1")
    market.flask("sellers", "suspend", BUDI, "--reason", "foto palsu")
    market.work()
    pak_budi.gets("tidak ditampilkan.*foto palsu")
    for words in (
        "stok K0104 5",
        "harga K0104 99rb",
        "alamat toko Blok Z",
        "libur sampai senin",
        "undang",
        "K0104 habis",
    ):
        pak_budi.says(words)
        pak_budi.gets_one_message("ditangguhkan", "foto palsu", "tidak ada yang diubah")
    pak_budi.says("toko saya")
    pak_budi.gets("Batik Budi Jaya", "ditangguhkan")
    pak_budi.says("terima P0001")
    pak_budi.gets("P0001 diterima")
    assert shop(market).address == "" and shop(market).closed_at is None


# ---------------------------------------------------------------- holidays


def test_on_holiday_over_midnight_and_open_again_by_itself(market: Market) -> None:
    pak_budi, sari = market.seller("Pak Budi"), market.shopper("Sari")
    monday_at(20)
    pak_budi.says("libur sampai rabu")
    pak_budi.gets_one_message("libur.* sampai Rabu 2 Desember", "Kamis 3 Desember.* buka lagi sendiri", "buka lagi")
    sari.says("K0104")
    sari.gets_one_message("K0104.* baru bisa dipesan Kamis 3 Desember", "libur")
    sari.gets_not("Rp120.000")
    market.time_passes(hours=51, minutes=50)  # Wednesday, ten to midnight
    sari.says("K0104")
    sari.gets_not("Rp120.000")
    market.time_passes(minutes=15)
    pak_budi.says("halo")
    pak_budi.gets("Libur selesai")
    sari.says("K0104")
    sari.gets("Rp120.000")
    assert [(event.kind, event.actor) for event in events(market)] == [("closed", "seller"), ("reopened", "clock")]


def test_back_earlier_and_open_orders_go_on(market: Market) -> None:
    pak_budi, sari = market.seller("Pak Budi"), market.shopper("Sari")
    buys(sari, "K0104 1")
    pak_budi.says("libur 3 hari")
    pak_budi.gets("tetap jalan: P0001")
    sari.says("pesan K0105 1")
    sari.gets_one_message("K0105.* baru bisa dipesan", "sedang libur")
    sari.gets_not("nama siapa")
    pak_budi.says("terima P0001")
    sari.gets("P0001.*diterima")
    pak_budi.says("buka lagi")
    pak_budi.gets("buka lagi.*tampil")
    market.time_passes(days=4)
    pak_budi.says("halo")
    pak_budi.gets_not("Libur selesai")


def test_who_is_back_on_the_day_that_was_said_taps_once(sqlite_market: Market) -> None:
    pak_budi = sqlite_market.seller("Pak Budi")
    monday_at(9)
    pak_budi.says("libur sampai kamis")
    pak_budi.gets("sampai Kamis 3 Desember", "Jumat 4 Desember")
    pak_budi.taps("Kamis sudah buka")
    pak_budi.gets("sampai Rabu 2 Desember", "Kamis 3 Desember.* buka lagi")
    pak_budi.says("batalkan")
    pak_budi.gets("Dibatalkan.*Liburnya seperti semula")
    closed_until = shop(sqlite_market).closed_until
    assert closed_until and closed_until.isoformat() == "2026-12-03T17:00:00+00:00"


def test_a_holiday_that_begins_tomorrow(market: Market) -> None:
    pak_budi, sari = market.seller("Pak Budi"), market.shopper("Sari")
    monday_at(20)
    pak_budi.says("besok libur ya")
    pak_budi.gets_one_message("libur.* Selasa 1 Desember.*Rabu 2 Desember.* buka lagi sendiri", "tetap buka")
    sari.says("K0104")
    sari.gets("Rp120.000")
    pak_budi.says("toko saya")
    pak_budi.gets("Libur mulai Selasa 1 Desember")
    market.time_passes(hours=4, minutes=1)
    sari.says("K0104")
    sari.gets("baru bisa dipesan Rabu 2 Desember")
    market.time_passes(hours=24)
    sari.says("K0104")
    sari.gets("Rp120.000")
    actors = [(event.kind, event.actor) for event in events(market)]
    assert actors == [("closed", "seller"), ("closed", "clock"), ("reopened", "clock")]


def test_an_announced_holiday_is_called_off(sqlite_market: Market) -> None:
    pak_budi = sqlite_market.seller("Pak Budi")
    monday_at(9)
    pak_budi.says("libur rabu sampai jumat")
    pak_budi.gets("libur.* Rabu 2 Desember sampai Jumat 4 Desember.*Sabtu 5 Desember")
    pak_budi.taps("Batalkan")
    pak_budi.gets("Dibatalkan")
    sqlite_market.time_passes(days=3)
    assert shop(sqlite_market).closed_at is None
    pak_budi.says("halo")
    pak_budi.gets_not("Libur selesai")


def test_a_holiday_without_an_end_and_one_nobody_can_tell(sqlite_market: Market) -> None:
    pak_budi = sqlite_market.seller("Pak Budi")
    pak_budi.says("libur sampai habis lebaran")
    pak_budi.gets_one_message(r"sampai hari apa\?")
    assert shop(sqlite_market).closed_at is None
    pak_budi.says("libur")
    pak_budi.gets("libur.* mulai sekarang", "buka lagi")
    sqlite_market.time_passes(days=40)
    assert shop(sqlite_market).closed_at


def test_a_closed_shop_is_found_by_nobody(market: Market) -> None:
    pak_budi, sari = market.seller("Pak Budi"), market.shopper("Sari")
    pak_budi.says("libur sampai senin")
    sari.says("kemeja mega mendung")
    sari.gets_not("K0102")
    pak_budi.says("buka lagi")
    sari.says("kemeja mega mendung")
    sari.gets("K0102")


# ---------------------------------------------------------------- shopping with the shop's number


def test_a_seller_shops_with_the_same_number(market: Market) -> None:
    pak_budi, bu_wati = market.seller("Pak Budi"), market.seller("Bu Wati")
    pak_budi.says("mode belanja")
    pak_budi.gets("Mode belanja", "mode jual")
    buys(pak_budi, "K0204 1")
    bu_wati.gets("Pesanan baru P0001")
    bu_wati.says("terima")
    pak_budi.gets("P0001.*diterima")
    pak_budi.says("stok K0104 7")
    pak_budi.gets_not("hanya untuk penjual")
    pak_budi.says("mode jual")
    pak_budi.gets("Mode jual")


def test_an_account_that_a_file_changes_is_marked_and_told_as_one_by_chat(market: Market, tmp_path: Path) -> None:
    pak_budi = market.seller("Pak Budi")
    market.flask("catalog", "export", str(tmp_path))
    file = tmp_path / "sellers.csv"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("001201000123501", "001201000999999"), encoding="utf-8")
    market.flask("catalog", "import", str(tmp_path))
    market.work()
    pak_budi.gets("Rekening toko .* diganti.*oleh petugas")
    assert "account changed" in market.flask("sellers", "waiting")
    pak_budi.listens()
    market.flask("catalog", "import", str(tmp_path))  # the same again is no change
    market.work()
    pak_budi.gets_nothing()
