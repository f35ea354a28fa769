"""Ordering: only what is missing is asked, in any order, corrected later, and a yes before it counts."""

from pathlib import Path

from tests.market import Market, Person

ADDRESS = "Jl. Kenanga No 5 RT 02 RW 03, Kec. Pekalongan Timur, Kota Pekalongan 51123"


def answers_the_rest(person: Person, name: str = "Sari Dewi") -> None:
    """Name, pick-up and cash; ends before the yes."""
    person.says(name)
    person.says("diambil")
    person.says("bayar di toko")
    person.gets(r"Sudah benar\?")


def buys(person: Person, wish: str) -> None:
    person.says(wish)
    answers_the_rest(person)
    person.says("ya")
    person.gets(r"P\d{4}")


def test_all_in_one_message(market: Market) -> None:
    sari = market.shopper()
    market.seller("Bu Wati")
    sari.says(
        f"Pesan K0201 ukuran L 2 pcs\nNama: Siti Rohmah\nHP: 081200009001\nAlamat: {ADDRESS}\nBayar transfer, dikirim"
    )
    sari.gets("K0201", "Siti Rohmah", "Jl. Kenanga", "Rp190.000", r"Sudah benar\?")
    sari.says("ya")
    sari.gets("P0001")


def test_corrected_before_the_yes(market: Market) -> None:
    sari = market.shopper()
    market.seller("Bu Wati")
    sari.says("K0201 M 2")
    answers_the_rest(sari)
    sari.says("eh L aja")
    sari.gets("K0201.*L", r"Sudah benar\?")
    sari.says("jadi 3")
    sari.gets("3 x Rp95.000 = Rp285.000")
    sari.says("ya")
    sari.gets("P0001")
    (row,) = market.orders()
    assert (row["size"], row["qty"]) == ("L", "3")


def test_a_no_and_a_cancel_order_nothing(market: Market) -> None:
    sari = market.shopper()
    sari.says("K0104 2")
    answers_the_rest(sari)
    sari.says("tidak")
    sari.gets("mau diubah")
    sari.says("batal")
    sari.gets("tidak ada yang dipesan")
    assert market.orders() == []


def test_the_tier_price_counts(market: Market) -> None:
    sari = market.shopper()
    market.seller("Pak Budi")
    sari.says("mau K0104 1 lusin")
    sari.gets("12 x Rp110.000", "grosir", "Rp1.320.000")


def test_more_than_there_is(market: Market) -> None:
    sari = market.shopper()
    sari.says("K0103 L mau 5")
    sari.gets("tinggal 1", "berapa potong")
    sari.gets_not(r"P\d{4}")


def test_what_is_sold_out_is_said_and_the_nearest_offered(market: Market) -> None:
    sari = market.shopper()
    sari.says("mau K0206 1")
    sari.gets("habis")
    sari.says("K0101 XL 1")
    sari.gets("XL sedang habis", "ukuran")
    sari.taps("L")
    sari.gets("K0101.*L")


def test_an_unknown_code(market: Market) -> None:
    sari = market.shopper()
    sari.says("beli K9999 satu")
    sari.gets("K9999 tidak ada")


def test_two_shoppers_after_the_last_piece(market: Market) -> None:
    sari, tono = market.shopper("Sari"), market.shopper("Tono")
    market.seller("Pak Budi")
    for person in (sari, tono):
        person.says("pesan K0103 L 1")
        answers_the_rest(person, person.name + " Santoso")
    sari.says("ya")
    sari.gets("P0001")
    tono.says("ya")
    tono.gets("baru saja terjual", r"1\. K0")
    tono.gets_not(r"P\d{4}")
    assert len(market.orders()) == 1


def test_two_stalls_two_orders_in_one_message(market: Market) -> None:
    sari, pak_budi, bu_wati = market.shopper(), market.seller("Pak Budi"), market.seller("Bu Wati")
    sari.says("pesan K0104 2 sama K0203 1 ya")
    answers_the_rest(sari)
    sari.gets("Batik Budi Jaya", "Griya Batik Wati")
    sari.says("ya")
    sari.gets_one_message("P0001", "P0002")
    pak_budi.gets("P0001", "K0104")
    pak_budi.gets_not("K0203", "P0002")
    bu_wati.gets("P0002", "K0203")


def test_cancelling_before_acceptance_gives_the_stock_back(market: Market, tmp_path: Path) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    buys(sari, "K0103 L 1")
    assert market.listing("K0103", tmp_path / "a")["stock"] == "0"
    sari.says("maaf saya batalkan pesanan P0001")
    sari.gets("dibatalkan")
    sari.says("ya")
    sari.gets("sudah dibatalkan")
    pak_budi.gets("P0001 dibatalkan")
    assert market.listing("K0103", tmp_path / "b")["stock"] == "1"
    assert market.orders()[0]["order_status"] == "cancelled"
    assert market.orders()[0]["cancel_reason"] == "shopper_changed_mind"


def test_too_late_to_cancel(market: Market) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    buys(sari, "K0104 1")
    pak_budi.says("terima P0001")
    sari.says("batal P0001")
    sari.gets("sudah diterima")
    assert market.orders()[0]["order_status"] == "accepted"


def test_somebody_elses_order_is_nobodys_business(market: Market) -> None:
    sari, tono = market.shopper("Sari"), market.shopper("Tono")
    market.seller("Pak Budi")
    buys(sari, "K0104 1")
    tono.says("P0001")
    tono.gets("tidak ada")
    tono.gets_not("Sari", "K0104")
    tono.says("batalkan pesanan P0001")
    tono.says("ya")
    assert market.orders()[0]["order_status"] == "placed"


def test_a_new_wish_wins_over_the_open_question(market: Market) -> None:
    sari = market.shopper()
    sari.says("pesan K0101")
    sari.gets("ukuran")
    sari.says("ada sarung cap hitam?")
    sari.gets("K0104")


def test_the_shopper_is_told_honestly_when_the_seller_has_not_opened_the_chat(market: Market) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi", is_awake=False)
    buys(sari, "K0104 1")
    sari.gets("belum membuka chat-nya hari ini; pesanan tersimpan")
    pak_budi.gets_nothing()
    pak_budi.says("pagi")
    pak_budi.gets("Pesanan baru P0001")
    pak_budi.says("terima")
    sari.gets("P0001.*diterima")


def test_what_is_taken_off_the_market_meanwhile_is_said(market: Market) -> None:
    sari = market.shopper()
    sari.says("pesan K0104 1")
    market.flask("sellers", "suspend", "+6281200002001")
    sari.says("Sari Dewi")
    sari.gets("K0104 sudah tidak dijual")
    sari.says("ya")
    assert market.orders() == []


def test_two_sizes_that_share_one_stock(market: Market) -> None:
    sari = market.shopper()
    sari.says("pesan K0207 ukuran 4 10 pcs sama K0207 ukuran 6 10 pcs")
    for words in ("Sari Dewi", "diambil", "bayar di toko"):
        sari.says(words)
    sari.gets("tinggal|berapa potong")
    assert market.orders() == []
