"""The basket: filled, looked at, changed and emptied by words, buttons and pictures, over hours and days."""

from tests.market import Market


def test_put_in_looked_at_and_ordered(market: Market) -> None:
    sari, pak_budi, bu_wati = market.shopper(), market.seller("Pak Budi"), market.seller("Bu Wati")
    sari.says("masukkan keranjang K0104 2")
    sari.gets("Masuk keranjang", r"K0104 .* 2 x Rp120.000", r"dipesan sekarang\?$|Pesan sekarang")
    sari.says("tambah K0203 1")
    sari.gets("Masuk keranjang", "K0203", "3 potong", "Rp380.000")
    sari.gets_not("K0104")
    sari.says("keranjang")
    sari.gets_one_message("K0104", "K0203", r"Mau dipesan sekarang\?")
    sari.taps("Pesan sekarang")
    sari.gets("K0104", "K0203", r"atas nama siapa\?")
    for words in ("Sari Dewi", "diambil", "bayar di toko"):
        sari.says(words)
    sari.taps("Ya, pesan")
    sari.gets_one_message("P0001", "P0002")
    pak_budi.gets("P0001")
    bu_wati.gets("P0002")
    sari.says("keranjang")
    sari.gets("kosong")


def test_a_size_is_asked_for_when_it_matters(sqlite_market: Market) -> None:
    sari = sqlite_market.shopper()
    sari.says("tambah K0101 ke keranjang")
    sari.gets("Masuk keranjang", r"Mau ukuran apa\?")
    sari.says("L")
    sari.gets("K0101.*, L", r"Mau dipesan sekarang\?")


def test_changed_in_the_basket_without_ordering(sqlite_market: Market) -> None:
    sari = sqlite_market.shopper()
    sari.says("masukkan keranjang K0101 M 1 sama K0104 1")
    sari.gets("K0101", "K0104")
    sari.says("K0104 jadi 3")
    sari.gets("3 x Rp120.000", r"Mau dipesan sekarang\?")
    sari.says("K0101 ganti ukuran L")
    sari.gets("K0101.*, L", r"Mau dipesan sekarang\?")
    sari.gets_not(", M")


def test_taken_out_emptied_and_put_back(sqlite_market: Market) -> None:
    sari = sqlite_market.shopper()
    sari.says("masukkan keranjang K0104 2 sama K0203 1")
    sari.says("hapus K0203")
    sari.gets("K0104", r"Mau dipesan sekarang\?")
    sari.gets_not("K0203")
    sari.taps("Kosongkan")
    sari.gets("tidak ada yang dipesan")
    sari.taps("Kembalikan")
    sari.gets("Sudah kembali", "K0104.* 2 x")
    sari.gets_not("K0203")


def test_nothing_is_reserved_in_a_basket(market: Market) -> None:
    sari, tono = market.shopper("Sari"), market.shopper("Tono")
    market.seller("Pak Budi")
    sari.says("masukkan keranjang K0103 L 1")
    sari.says("tambah K0104 1")
    tono.says("pesan K0103 L 1, nama Tono Santoso, diambil, bayar tunai")
    tono.says("ya")
    tono.gets("P0001")
    sari.says("keranjang")
    sari.gets("K0103.* baru saja terjual", "K0104")
    sari.says("keranjang")
    sari.gets_not("K0103")


def test_a_new_price_is_said_first_and_the_yes_asked_again(market: Market) -> None:
    sari = market.shopper()
    market.seller("Pak Budi")
    sari.says("pesan K0104 1, nama Sari Dewi, diambil, bayar tunai")
    sari.gets(r"Sudah benar\?")
    _raise_price(market, "K0104", 130_000)
    sari.taps("Ya, pesan")
    sari.gets("^Harga K0104 berubah dari Rp120.000 menjadi Rp130.000", r"Sudah benar\?")
    sari.gets_not(r"P\d{4}")
    sari.taps("Ya, pesan")
    sari.gets("P0001.*Rp130.000")


def test_a_tier_that_is_reached_is_no_new_price(sqlite_market: Market) -> None:
    sari = sqlite_market.shopper()
    sari.says("masukkan keranjang K0104 9")
    sari.says("K0104 jadi 10")
    sari.gets("10 x Rp110.000")
    sari.gets_not("berubah dari")


def test_after_three_days_it_is_empty(market: Market) -> None:
    sari = market.shopper()
    sari.says("masukkan keranjang K0104 2")
    market.time_passes(days=2)
    sari.says("keranjang")
    sari.gets("K0104")
    market.time_passes(days=3, minutes=1)
    sari.says("keranjang")
    sari.gets("3 hari", "K0104")
    sari.says("keranjang")
    sari.gets("kosong")
    sari.gets_not("K0104")


def test_two_taps_on_yes_place_once(market: Market) -> None:
    sari = market.shopper()
    market.seller("Pak Budi")
    sari.says("pesan K0104 1, nama Sari Dewi, diambil, bayar tunai")
    sari.taps("Ya, pesan")
    sari.gets("P0001")
    sari.taps("Ya, pesan")
    sari.gets("sudah tersimpan, tidak dipesan dua kali", "P0001")
    assert len(market.orders()) == 1


def test_a_yes_to_an_old_summary_shows_the_new_one(sqlite_market: Market) -> None:
    sari = sqlite_market.shopper()
    sari.says("pesan K0104 1, nama Sari Dewi, diambil, bayar tunai")
    old = sari.last
    sari.says("jadi 3")
    sari.gets("3 x Rp120.000")
    sari.says("ya", quote=old)
    sari.gets("3 x Rp120.000", r"Sudah benar\?")
    assert sqlite_market.orders() == []


def test_a_no_in_the_middle_throws_nothing_away(sqlite_market: Market) -> None:
    sari = sqlite_market.shopper()
    sari.says("pesan K0104 2, nama Sari Dewi")
    sari.gets(r"dikirim atau diambil di toko\?")
    sari.says("tidak")
    sari.gets("batal", r"dikirim atau diambil di toko\?")
    sari.says("diambil")
    sari.says("bayar di toko")
    sari.gets("Sari Dewi", "2 x Rp120.000", r"Sudah benar\?")


def test_one_persons_basket_is_nobody_elses(sqlite_market: Market) -> None:
    sari, tono = sqlite_market.shopper("Sari"), sqlite_market.shopper("Tono")
    sari.says("masukkan keranjang K0104 2")
    tono.says("keranjang")
    tono.gets("kosong")
    tono.says("hapus K0104")
    sari.says("keranjang")
    sari.gets("K0104")


def test_a_series_is_one_of_each_size_in_stock(sqlite_market: Market) -> None:
    sari = sqlite_market.shopper()
    sari.says("masukkan keranjang K0107 1 seri")
    sari.gets(r", M\W+ · 1 x", r", L\W+ · 1 x", r", XL\W+ · 1 x", r", XXL\W+ · 1 x", "4 potong")
    sari.says("pesan K0101 2 seri")
    sari.gets(r"K0101.*, M\W+ · 2 x", r"K0101.*, L\W+ · 2 x")
    sari.gets_not("K0101.*XL")


def _raise_price(market: Market, code: str, price: int) -> None:
    from sqlmodel import select

    import database
    from catalog.models import Listing

    with market.app.app_context(), database.transaction() as session:
        session.exec(select(Listing).where(Listing.code == code)).one().price = price
