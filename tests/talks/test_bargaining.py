"""Bargaining: within the floor that a seller has set, for one shopper and some hours; else the seller is asked."""

import re

import pytest

from tests.market import Market, Person
from tests.talks.test_ordering import answers_the_rest


def promised(person: Person) -> int:
    """Rupiah of the price that the person was just promised."""
    return int(re.search(r"\*Rp([\d.]+)\* per potong", person.last.seen)[1].replace(".", ""))  # type: ignore[index]


def test_one_counter_offer_within_the_floor(market: Market) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    pak_budi.says("nego K0106 sampai 50rb")
    pak_budi.gets_one_message("boleh ditawar sampai Rp50.000", "tidak melihat angka ini")
    sari.says("K0106")
    sari.gets_not("50.000")
    sari.says("bisa kurang?")
    sari.gets_one_message("Untuk Anda .K0106", r"biasanya Rp55\.000", r"Mau pesan\?")
    assert promised(sari) == 52_500
    pak_budi.gets_not("Pertanyaan")
    sari.says("40rb ya")
    sari.gets_one_message(r"tetap .Rp52\.500", "lebih rendah lagi belum bisa")
    sari.says("ya")
    sari.gets(r"K0106.*Rp52\.500")
    sari.says("2")
    answers_the_rest(sari)
    sari.gets(r"2 x Rp52\.500 \(harga khusus Anda\) = Rp105\.000")
    sari.says("ya")
    assert market.orders()[0]["unit_price"] == "52500"
    pak_budi.gets("Pesanan baru P0001", r"2 x Rp52\.500")


@pytest.mark.parametrize(
    ("asked", "price"), [("52rb", 52_000), ("48 ya", 51_500), ("40rb boleh?", 50_000), ("54", 54_000)]
)
def test_who_asks_for_something_possible_gets_it(sqlite_market: Market, asked: str, price: int) -> None:
    sari, pak_budi = sqlite_market.shopper(), sqlite_market.seller("Pak Budi")
    pak_budi.says("nego K0106 sampai 50rb")
    sari.says(f"K0106 nego {asked}")
    assert promised(sari) == price


def test_it_holds_for_this_shopper_and_for_hours(market: Market) -> None:
    sari, tono, pak_budi = market.shopper("Sari"), market.shopper("Tono"), market.seller("Pak Budi")
    pak_budi.says("nego K0106 sampai 50rb")
    sari.says("K0106 nego 50")
    assert promised(sari) == 50_000
    tono.says("pesan K0106 1")
    tono.gets(r"Rp55\.000")
    tono.gets_not("50.000", "harga khusus")
    sari.says("pesan K0106 1")
    sari.gets(r"Rp50\.000 \(harga khusus Anda\)")
    market.time_passes(hours=7)
    answers_the_rest(sari)
    sari.gets(r"1 x Rp55\.000")  # the promise is over before the yes
    sari.gets_not("harga khusus")


def test_waiting_brings_nobody_a_better_offer(market: Market) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    pak_budi.says("nego K0106 sampai 50rb")
    sari.says("K0106 bisa kurang?")
    first = promised(sari)
    market.time_passes(hours=7)
    sari.says("K0106 nego 45")
    assert promised(sari) == first


def test_a_fixed_price_is_said_at_once(market: Market) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    pak_budi.says("harga pas K0104")
    pak_budi.gets_one_message("harga pas")
    sari.says("K0104 bisa kurang dikit?")
    sari.gets_one_message("sudah pas", r"Grosir: 10\+ Rp110\.000", r"Mau pesan\?")
    pak_budi.gets_not("Pertanyaan")
    pak_budi.says("batalkan")
    pak_budi.gets("Dibatalkan", "tawar-menawar harga pas → ditanyakan ke Anda")


def test_without_a_floor_the_seller_is_asked_and_grants_by_tap(market: Market) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    sari.says("K0106 50rb boleh?")
    sari.gets_one_message("ditentukan penjual", "Sudah kami tanyakan ke Batik Budi Jaya", r"Grosir: 12\+")
    pak_budi.gets_one_message("K0106", "Sari: “K0106 50rb boleh", r"Boleh Rp50\.000\?", "Boleh", "Harga pas")
    pak_budi.taps("Boleh")
    pak_budi.gets_one_message("Diteruskan ke Sari", r"Baginya harga Rp50\.000 berlaku sampai")
    sari.gets(r"“Boleh, Rp50\.000\.”", r"Harga khusus Anda .Rp50\.000. per potong", r"Mau pesan\?")
    sari.says("ya")
    sari.gets(r"Rp50\.000")


@pytest.mark.parametrize(
    ("words", "price"),
    [("53 aja ya", 53_000), ("boleh", 50_000), ("mentok 52rb kak", 52_000), ("belum bisa kak", None)],
)
def test_the_seller_answers_in_words(sqlite_market: Market, words: str, price: int | None) -> None:
    sari, pak_budi = sqlite_market.shopper(), sqlite_market.seller("Pak Budi")
    sari.says("K0106 50rb boleh?")
    pak_budi.says(words)
    sari.gets(f"“{words}”")
    if price is None:
        sari.gets_not("Harga khusus")
    else:
        assert promised(sari) == price


def test_two_shoppers_bargain_about_the_same_goods_at_once(market: Market) -> None:
    sari, tono, pak_budi = market.shopper("Sari"), market.shopper("Tono"), market.seller("Pak Budi")
    sari.says("K0106 50rb boleh?")
    for_sari = pak_budi.last
    tono.says("K0106 45rb boleh?")
    pak_budi.says("52 ya", quote=for_sari)
    sari.gets(r"Harga khusus Anda .Rp52\.000")
    tono.gets_not("52")
    pak_budi.taps("Harga pas")  # of the newer one
    tono.gets("sudah pas")
    tono.gets_not("Harga khusus")
    sari.says("pesan K0106 1")
    sari.gets(r"Rp52\.000")
    tono.says("pesan K0106 1")
    tono.gets(r"Rp55\.000")


def test_a_floor_must_be_below_the_price_and_is_ones_own(market: Market, tmp_path) -> None:
    pak_budi, bu_wati = market.seller("Pak Budi"), market.seller("Bu Wati")
    pak_budi.says("nego K0106 sampai 60rb")
    pak_budi.gets_one_message("di bawah harga jual", r"Paling murah boleh jadi berapa\?")
    pak_budi.says("50rb")
    pak_budi.gets("boleh ditawar sampai Rp50.000")
    bu_wati.says("nego K0106 sampai 10rb")
    bu_wati.gets("Tidak ada K0106 di antara barang toko Anda")
    sari = market.shopper()
    sari.says("nego K0106 sampai 10rb")  # a shopper's words set nothing
    assert promised(sari) == 50_000
    assert market.listing("K0106", tmp_path)["price"] == "55000"


@pytest.mark.parametrize(
    "said", ["bisa kurang ga? kan ambil 5", "eh jadi 5 aja, bisa kurang ga?", "ambil 5 boleh kurang?"]
)
def test_pieces_are_no_offer(sqlite_market: Market, said: str) -> None:
    sari, pak_budi = sqlite_market.shopper(), sqlite_market.seller("Pak Budi")
    sari.says("K0106")
    sari.says(said)
    pak_budi.gets(r"Harga sekarang Rp55\.000, untuk 5 potong\.", "Boleh berapa")
    pak_budi.gets_not(r"Rp5\.000")


def test_a_seller_sees_what_it_comes_to(sqlite_market: Market) -> None:
    sari, pak_budi = sqlite_market.shopper(), sqlite_market.seller("Pak Budi")
    sari.says("K0106")
    sari.says("kalau ambil 5, 45rb boleh?")
    pak_budi.gets(
        r"Harga sekarang Rp55\.000, ditawar Rp45\.000 per potong, untuk 5 potong, jadi Rp225\.000, biasanya Rp275\.000"
    )
    pak_budi.taps("Boleh")
    sari.gets(r"Rp45\.000\* per potong")


@pytest.mark.parametrize("yes", ["tap", "boleh", "ya 20rb gapapa"])
def test_less_than_half_is_asked_twice(sqlite_market: Market, yes: str) -> None:
    sari, pak_budi = sqlite_market.shopper(), sqlite_market.seller("Pak Budi")
    sari.says("K0106")
    sari.says("20rb boleh?")
    sari.listens()
    if yes == "tap":
        pak_budi.taps("Boleh")
    else:
        pak_budi.says(yes)
    pak_budi.gets_one_message(r"Rp20\.000 itu kurang dari separuh harga \(Rp55\.000\)")
    sari.gets_nothing()
    pak_budi.says("ya")
    sari.gets(r"Rp20\.000\* per potong")
