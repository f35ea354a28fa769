"""Buying by the dozen: how the price comes about, what a few pieces more would save, mixing, minimum, series."""

from tests.market import Market


def test_the_bill_says_how_the_price_came_about(sqlite_market: Market) -> None:
    sari = sqlite_market.shopper()
    sari.says("pesan K0104 1 lusin")
    sari.gets(r"12 x Rp110.000 \(1 lusin, grosir 10\+\) = Rp1.320.000")
    sari.says("jadi 1 kodi")
    sari.gets(r"20 x Rp100.000 \(1 kodi, grosir 20\+\) = Rp2.000.000")


def test_what_a_few_pieces_more_would_save(sqlite_market: Market) -> None:
    sari = sqlite_market.shopper()
    sari.says("masukkan keranjang K0104 8")
    sari.gets("Tambah 2 potong lagi, harganya jadi Rp110.000 per potong: hemat Rp100.000")
    sari.says("K0104 jadi 4")
    sari.gets_not("hemat")


def test_motifs_count_together_where_the_seller_allows_it(market: Market, tmp_path) -> None:
    sari, bu_wati = market.shopper(), market.seller("Bu Wati")
    _sells_another_shirt(market, tmp_path)
    sari.says("masukkan keranjang K0201 L 6 sama K0299 L 14")
    sari.gets("6 x Rp95.000", "14 x Rp90.000")
    bu_wati.says("campur boleh")
    bu_wati.gets("boleh campur")
    sari.says("keranjang")
    sari.gets(r"6 x Rp85.000 \(grosir 20\+, campur 20 potong\)", r"14 x Rp80.000 \(grosir 20\+, campur 20 potong\)")
    for words in ("pesan", "Sari Dewi", "diambil", "bayar di toko", "ya"):
        sari.says(words)
    sari.gets("P0001")
    assert {row["unit_price"] for row in market.orders()} == {"85000", "80000"}


def test_the_least_that_a_stall_sells(market: Market) -> None:
    sari, pak_budi, bu_wati = market.shopper(), market.seller("Pak Budi"), market.seller("Bu Wati")
    pak_budi.says("K0104 minimal order 6")
    pak_budi.gets("K0104.*minimal.*6")
    bu_wati.says("K0104 minimal order 1")
    bu_wati.gets("bukan barang toko Anda")
    sari.says("pesan K0104 2")
    sari.gets("minimal 6 potong", r"Mau berapa potong\?")
    sari.says("6")
    sari.gets("6 x Rp120.000", r"atas nama siapa\?")


def test_the_least_in_one_order(sqlite_market: Market) -> None:
    sari, pak_budi = sqlite_market.shopper(), sqlite_market.seller("Pak Budi")
    pak_budi.says("minimal order 3 potong")
    pak_budi.gets(r"minimal \*3\*")
    sari.says("pesan K0104 1")
    sari.gets("Batik Budi Jaya melayani minimal 3 potong per pesanan, ini baru 1", r"Mau berapa potong\?")
    sari.says("tambah K0106 2")
    sari.says("K0104 jadi 1")
    sari.gets(r"atas nama siapa\?")


def _sells_another_shirt(market: Market, folder) -> None:
    header = "code,seller_phone,title,product,technique,motifs,colours,sizes,price,stock,weight_g,wholesale,description,photo"
    row = "K0299,+6281200002002,Kemeja printing kawung,kemeja,printing,kawung,coklat,L,90000,L:20,280,20:80000,,"
    (folder / "photos").mkdir()
    (folder / "listings.csv").write_text(f"{header}\n{row}\n")
    (folder / "sellers.csv").write_text(
        "phone,shop,owner,sentra,kelurahan,verified,bank,bank_account,account_holder\n"
        "+6281200002002,Griya Batik Wati,Bu Wati,Buaran,Simbang Kulon,yes,BCA,8410123456,Wati Rahayu\n"
    )
    market.flask("catalog", "import", str(folder))
