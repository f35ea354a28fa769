"""Goods that are made when they are ordered (PO): no stock, days until they are ready, a down payment."""

from pathlib import Path

from tests.market import Market, Person


def made(market: Market) -> tuple[Person, Person]:
    """Sari, and Pak Budi with K0105 (Rp850.000, 2 in stock) made in 14 days, half of it paid down."""
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    pak_budi.says("K0105 PO 14 hari DP 50%")
    pak_budi.gets_one_message("K0105", r"siap ±14 hari, DP 50%", "PO mati")
    return sari, pak_budi


def test_more_than_there_ever_was_is_ordered_and_paid_in_two_parts(market: Market, tmp_path: Path) -> None:
    sari, pak_budi = made(market)
    sari.says("K0105")
    sari.gets(r"Dibuat sesuai pesanan \(PO\), siap ±14 hari, DP 50%")
    sari.gets_not("Stok")
    sari.says("pesan K0105 5, nama Sari Dewi, diambil, transfer")
    sari.gets("Rp4.250.000", "siap ±14 hari", r"DP dulu \*Rp2.125.000\*", "Sudah benar")
    sari.says("ya")
    pak_budi.gets("P0001", "siap ±14 hari", r"DP dulu \*Rp2.125.000\*")
    assert market.listing("K0105", tmp_path)["stock"] == "1000"
    sari.listens()
    pak_budi.says("terima")
    sari.gets(r"Total \*Rp4.250.000\*", r"DP dulu \*Rp2.125.000\*, sisanya setelah siap")
    pak_budi.says("sudah masuk")
    pak_budi.gets("masuk Rp2.125.000, kurang Rp2.125.000", "lunas P0001")
    sari.gets("Rp2.125.000")
    sari.listens()
    pak_budi.says("lunas P0001")
    [order] = market.orders()
    assert (order["order_status"], order["payment_status"]) == ("accepted", "paid")


def test_called_off_it_leaves_the_stock_alone(market: Market, tmp_path: Path) -> None:
    sari, _pak_budi = made(market)
    sari.says("pesan K0105 3, nama Sari Dewi, diambil, transfer")
    sari.says("ya")
    sari.says("batal")
    sari.says("ya")
    sari.gets("dibatalkan")
    assert market.listing("K0105", tmp_path)["stock"] == "1000"


def test_back_to_stock(market: Market, tmp_path: Path) -> None:
    sari, pak_budi = made(market)
    pak_budi.says("stok K0105 5")
    pak_budi.gets_one_message("tidak memakai stok", "PO mati")
    pak_budi.says("K0105 PO mati")
    pak_budi.gets("memakai stok lagi, sekarang 0")
    assert market.listing("K0105", tmp_path / "none")["stock"] == "0"
    pak_budi.says("stok K0105 5")
    sari.says("K0105")
    sari.gets("Stok 5")


def test_sizes_have_their_own_stock_again(sqlite_market: Market, tmp_path: Path) -> None:
    pak_budi = sqlite_market.seller("Pak Budi")
    pak_budi.says("K0101 PO 2 minggu")
    pak_budi.gets("siap ±14 hari")
    sari = sqlite_market.shopper()
    sari.says("pesan K0101 XL 4")
    sari.gets("XL.*4 x Rp175.000", "atas nama siapa")
    pak_budi.says("K0101 PO mati")
    pak_budi.says("stok K0101 XL 2")
    assert sqlite_market.listing("K0101", tmp_path)["stock"] == "M:0|L:0|XL:2"


def test_what_is_missing_or_too_much_is_asked(sqlite_market: Market) -> None:
    pak_budi, bu_wati = sqlite_market.seller("Pak Budi"), sqlite_market.seller("Bu Wati")
    pak_budi.says("K0105 PO")
    pak_budi.gets("Dibuat berapa hari")
    pak_budi.says("K0105 PO 14 hari DP 100%")
    pak_budi.gets("DP paling banyak 90%")
    bu_wati.says("K0105 PO 3 hari")
    bu_wati.gets("Tidak ada K0105 di antara barang toko Anda")
    pak_budi.says("K0105 PO mati")
    pak_budi.gets("memang memakai stok")
