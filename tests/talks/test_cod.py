"""COD under conditions: a limit for each order, no opening before paying, and not after refused parcels."""

from tests.market import Market, Person
from tests.talks.buying import ADDRESS, sent_to_her


def asks_for_cod(person: Person, wish: str) -> None:
    person.says(f"pesan {wish}\nNama: Sari Dewi\nAlamat: {ADDRESS}\nDikirim\nBayar COD")


def test_the_rule_is_said_before_the_yes(market: Market) -> None:
    sari = market.shopper()
    asks_for_cod(sari, "K0104 1")
    sari.gets("COD", "tidak boleh dibuka sebelum dibayar", r"Sudah benar\?")


def test_above_the_limit_another_way_is_asked_for(market: Market) -> None:
    sari = market.shopper()
    asks_for_cod(sari, "K0104 30")
    sari.gets_one_message("COD hanya sampai Rp2.000.000 per toko", r"transfer atau QRIS\?")
    assert [option.title for option in sari.last.options] == ["Transfer", "QRIS"]
    sari.taps("Transfer")
    sari.gets("Bayar: transfer", r"Sudah benar\?")


def test_the_limit_is_each_stalls(market: Market) -> None:
    sari = market.shopper()
    asks_for_cod(sari, "K0105 2 sama K0204 5")  # Rp1.700.000 of one, Rp1.125.000 of the other
    sari.gets("Bayar: COD", r"Sudah benar\?")


def test_not_after_two_parcels_that_came_back(market: Market) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    for _time in range(2):
        number = sent_to_her(sari, "K0104 1", "COD")
        pak_budi.says(f"gratis ongkir {number}")
        pak_budi.says(f"terima {number}")
        sari.taps("Ya, kirim")
        pak_budi.says(f"resi {number} JNE 01234567{number[-2:]}")
        pak_budi.says(f"paket {number} retur")
    asks_for_cod(sari, "K0104 1")
    sari.gets("COD tidak bisa", "kembali tanpa dibayar", r"transfer atau QRIS\?")
    tono = market.shopper("Tono")
    asks_for_cod(tono, "K0104 1")
    tono.gets("Bayar: COD")
