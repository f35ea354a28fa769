"""Where an order is sent: read, mended, asked about once, and never an obstacle."""

import pytest

from tests.market import Market, Person

WHOLE = "Jl. Kenanga No 5 RT 02 RW 03, Kec. Pekalongan Timur, Kota Pekalongan 51123"


def begins(person: Person) -> None:
    """An order that lacks its address."""
    person.says("pesan K0104 1, nama Sari Dewi, dikirim")
    person.gets(r"Dikirim ke alamat mana\?")


def test_a_whole_address_is_asked_nothing_more(sqlite_market: Market) -> None:
    sari = sqlite_market.shopper()
    begins(sari)
    sari.says(WHOLE)
    sari.gets(r"Mau bayar pakai apa")


@pytest.mark.parametrize("answer", ["Ya", "ya betul"])
def test_a_mistyped_district_is_mended(market: Market, answer: str) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    begins(sari)
    sari.says("Jl. Mawar 1, Pekalongn Barat, Kota Pekalongan 51117")
    sari.gets_one_message(r"Maksudnya \W?Kec. Pekalongan Barat, Kota Pekalongan\W?\?")
    sari.says(answer)
    sari.says("transfer")
    sari.gets("Pekalongn Barat", "Kec. Pekalongan Barat, Kota Pekalongan", r"Sudah benar\?")
    sari.says("ya")
    pak_budi.gets("Pekalongn Barat", "Kec. Pekalongan Barat, Kota Pekalongan")


def test_a_guess_that_is_wrong_changes_nothing(sqlite_market: Market) -> None:
    sari = sqlite_market.shopper()
    begins(sari)
    sari.says("Jl. Mawar 1, Pekalongn Barat, Kota Pekalongan 51117")
    sari.taps("Bukan")
    sari.says("transfer")
    sari.gets("Pekalongn Barat, Kota Pekalongan 51117\n", r"Sudah benar\?")


def test_districts_of_one_name(sqlite_market: Market) -> None:
    sari = sqlite_market.shopper()
    begins(sari)
    sari.says("Desa Kayugeritan RT 3, Kec. Karanganyar")
    sari.gets(r"Ada beberapa \W?Karanganyar.*\?", "Kab. Kebumen", "Kab. Pekalongan")
    sari.taps("Kab. Pekalongan")
    sari.says("transfer")
    sari.gets("Kec. Karanganyar, Kab. Pekalongan")


def test_what_is_missing_is_asked_once_and_added(sqlite_market: Market) -> None:
    sari = sqlite_market.shopper()
    begins(sari)
    sari.says("Jl. Mawar nomor 12 sebelah masjid")
    sari.gets(r"kecamatan dan kota atau kabupaten apa ya\?")
    sari.says("Wiradesa kab pekalongan")
    sari.says("transfer")
    sari.gets("Jl. Mawar nomor 12 sebelah masjid, Wiradesa kab pekalongan", r"Sudah benar\?")


def test_who_answers_the_same_again_gets_through(market: Market) -> None:
    sari = market.shopper()
    market.seller("Pak Budi")
    begins(sari)
    for _ in range(2):
        sari.says("12 Orchard Road, Singapore")
    sari.gets("Mau bayar pakai apa")
    sari.says("transfer")
    sari.says("ya")
    sari.gets("P0001")


def test_a_postcode_has_five_figures(sqlite_market: Market) -> None:
    sari = sqlite_market.shopper()
    begins(sari)
    sari.says("Jl. Mawar 1, Kec. Wiradesa, Kab. Pekalongan 5115")
    sari.gets("5115", r"Kode posnya berapa\?")
    sari.says("51152")
    sari.says("transfer")
    sari.gets("Kab. Pekalongan 51152", r"Sudah benar\?")


def test_who_does_not_know_the_postcode_goes_on(sqlite_market: Market) -> None:
    sari = sqlite_market.shopper()
    begins(sari)
    sari.says("Jl. Mawar 1, Kec. Wiradesa, Kab. Pekalongan 5115")
    sari.says("tidak")
    sari.gets("Mau bayar pakai apa")


def test_the_last_address_and_name_by_tap(market: Market) -> None:
    sari = market.shopper()
    market.seller("Pak Budi")
    begins(sari)
    for words in (WHOLE, "transfer", "ya"):
        sari.says(words)
    sari.says("pesan K0104 2")
    sari.taps("Sari Dewi")
    sari.says("dikirim")
    sari.gets("Terakhir dikirim ke: Jl. Kenanga", r"Dikirim ke alamat mana\?")
    sari.taps("Alamat terakhir")
    sari.says("transfer")
    sari.gets("Jl. Kenanga No 5", r"Sudah benar\?")


def test_somebody_elses_address_is_never_offered(market: Market) -> None:
    sari, tono = market.shopper("Sari"), market.shopper("Tono")
    market.seller("Pak Budi")
    begins(sari)
    for words in (WHOLE, "transfer", "ya"):
        sari.says(words)
    tono.says("pesan K0104 1")
    tono.gets_not("Sari")
    tono.says("Tono Santoso")
    tono.says("dikirim")
    tono.gets_not("Kenanga", "Alamat terakhir")


def test_only_who_hides_the_number_is_asked_for_one(market: Market) -> None:
    dewi, pak_budi = market.shopper("Dewi", address="whatsapp:ID.4711"), market.seller("Pak Budi")
    begins(dewi)
    dewi.says(WHOLE)
    dewi.gets(r"Nomor HP penerimanya berapa\?")
    dewi.says("0812-3456-7890")
    dewi.says("transfer")
    dewi.gets(r"HP penerima: \+6281234567890", r"Sudah benar\?")
    dewi.says("ya")
    pak_budi.gets(r"\+6281234567890")
