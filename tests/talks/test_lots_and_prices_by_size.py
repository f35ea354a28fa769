"""What a lot costs is exact, and a price for each size is never dropped unsaid."""

from pathlib import Path

import database
from orders import events
from tests.market import Market


def test_a_dozen_for_500_thousand_costs_500_thousand(market: Market, tmp_path: Path) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    pak_budi.says("daster cap kawung 45rb lusinan 500rb stok 60")
    pak_budi.gets(r"12\+ ±Rp41.667 \(12 = Rp500.000\)")
    pak_budi.says("ya").gets("K0209")
    sari.says("K0209").gets(r"12 = Rp500.000")
    sari.says("masukkan keranjang K0209 12").gets(r"12 x ±Rp41.667 \(1 lusin, grosir 12\+\) = Rp500.000")
    sari.says("jadi 18").gets("18 x ±Rp41.667", "= Rp750.000")
    sari.says("jadi 24").gets("= Rp1.000.000", r"\*Rp1.000.000\*")
    sari.says("jadi 12")
    for words in ("pesan", "Sari Dewi", "diambil", "bayar di toko", "ya"):
        sari.says(words)
    sari.gets("P0001", "Rp500.000")
    pak_budi.gets("P0001", "12 x ±Rp41.667 = Rp500.000")
    (row,) = market.orders()
    assert (row["qty"], row["unit_price"], row["line_total"], row["order_total"]) == ("12", "41667", "500000", "500000")
    with market.app.app_context(), database.reading() as session:
        assert not list(events.check(session))
    pak_budi.says("laku K0209 12").gets("Rp500.000")
    listed = market.listing("K0209", tmp_path)
    assert (listed["wholesale"], listed["lots"], listed["stock"]) == ("12:41667", "12:500000", "36")


def test_three_for_125_thousand_told_of_goods_that_are_there(sqlite_market: Market) -> None:
    sari, pak_budi = sqlite_market.shopper(), sqlite_market.seller("Pak Budi")
    pak_budi.says("grosir K0106 3 pcs 125rb").gets(r"3\+ ±Rp41.667 \(3 = Rp125.000\)")
    sari.says("masukkan keranjang K0106 3").gets("= Rp125.000")
    sari.says("jadi 2").gets("2 x Rp55.000 = Rp110.000")
    pak_budi.says("batalkan")
    sari.says("K0106 jadi 3").gets("3 x Rp55.000 = Rp165.000")


def test_which_of_the_prices_by_size_is_asked(sqlite_market: Market) -> None:
    pak_budi = sqlite_market.seller("Pak Budi")
    pak_budi.says("daster cap kawung M 85rb L 90rb XL 95rb stok 12")
    question = pak_budi.gets_one_message(r"Satu harga untuk semua ukuran, yang mana\?")
    assert [option.title for option in question.options] == ["Rp85.000", "Rp90.000", "Rp95.000"]
    pak_budi.taps("Rp95.000").gets("Rp95.000", "Ukuran M, L, XL · stok 12", "boleh tayang")
    pak_budi.says("eh M 85rb L 95rb").gets(r"yang mana\?")
    pak_budi.says("90").gets("Rp90.000", "boleh tayang")
    pak_budi.says("ya").gets("Sudah tayang", "Rp90.000")


def test_what_a_large_size_costs_more_is_not_dropped(sqlite_market: Market) -> None:
    pak_budi = sqlite_market.seller("Pak Budi")
    pak_budi.says("kemeja cap parang 120rb, M L XXL, XXL tambah 10rb, stok 10").gets(r"yang mana\?")
    pak_budi.says("2").gets("Rp130.000", "boleh tayang")


def test_prices_by_size_for_goods_that_are_there(sqlite_market: Market, tmp_path: Path) -> None:
    pak_budi = sqlite_market.seller("Pak Budi")
    pak_budi.says("harga K0102 L 190rb XL 200rb").gets_one_message(r"yang mana\?", "Rp190.000", "Rp200.000")
    assert sqlite_market.listing("K0102", tmp_path)["price"] == "185000"
    pak_budi.taps("Rp200.000").gets("Rp185.000 → Rp200.000")
