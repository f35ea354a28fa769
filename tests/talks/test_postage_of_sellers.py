""" "ongkir 15rb": the seller names the postage; what makes the total dearer counts when the shopper has agreed."""

from tests.market import Market
from tests.talks.buying import buys, sent_to_her


def test_the_shopper_agrees_and_then_the_seller_accepts(market: Market) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    sent_to_her(sari, "K0104 2")
    sari.listens()
    pak_budi.says("ongkir 25rb")
    pak_budi.gets("Rp25.000", "P0001", "tanyakan ke pembeli")
    sari.gets_one_message("menghitung ongkir", "Ongkir: Rp25.000", r"Total jadi \*Rp265.000", r"Setuju\?")
    assert market.orders()[0]["shipping_fee"] in ("", "0") or int(market.orders()[0]["shipping_fee"]) < 25_000
    sari.taps("Ya, setuju")
    pak_budi.gets("Pembeli setuju", "Rp265.000", r"Diterima\?")
    assert market.orders()[0]["shipping_fee"] == "25000"
    pak_budi.says("terima P0001")
    sari.gets(
        "diterima Batik Budi Jaya", r"Total \*Rp265.000\*", "ongkir Rp25.000", "BRI 001201000123501", "Budi Santoso"
    )
    assert market.orders()[0]["order_total"] == "265000"


def test_the_shopper_does_not_agree(market: Market) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    sent_to_her(sari, "K0104 2")
    pak_budi.says("ongkir 90rb")
    sari.says("tidak")
    sari.gets("menghitung lagi ongkir", "batal P0001")
    pak_budi.gets("belum setuju", "ongkir P0001")
    pak_budi.says("ongkir 30rb")
    sari.says("ya setuju")
    pak_budi.gets("Pembeli setuju")
    assert market.orders()[0]["shipping_fee"] == "30000"


def test_accepted_before_the_shopper_has_agreed(market: Market) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    sent_to_her(sari, "K0104 2")
    pak_budi.says("ongkir 25rb")
    sari.listens()
    pak_budi.says("terima")
    pak_budi.gets("P0001 diterima", "Begitu ia setuju")
    sari.gets_one_message("diterima", "Ongkir: Rp25.000", r"Setuju\?")
    sari.gets_not("BRI")
    sari.taps("Ya, setuju")
    sari.gets("BRI 001201000123501", "Rp265.000", "foto buktinya")


def test_cheaper_than_told_counts_at_once(market: Market) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    sent_to_her(sari, "K0104 2")
    pak_budi.says("ongkir 25rb")
    sari.taps("Ya, setuju")
    sari.listens()
    pak_budi.says("ongkir 20rb")
    pak_budi.gets("jadi Rp20.000", "Rp260.000", r"Diterima\?")
    sari.gets_one_message("Rp20.000", "Rp260.000")
    pak_budi.says("ya")
    sari.gets("diterima", "Rp260.000")


def test_free_postage(market: Market) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    sent_to_her(sari, "K0104 2")
    pak_budi.says("gratis ongkir P0001")
    pak_budi.gets(r"Diterima\?")
    assert market.orders()[0]["shipping_fee"] == "0"


def test_nothing_to_send_needs_no_postage(market: Market) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    buys(sari, "K0104 2")
    pak_budi.says("ongkir P0001 15rb")
    pak_budi.gets("diambil di toko, jadi tanpa ongkir")


def test_no_postage_after_the_money_came(market: Market) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    sent_to_her(sari, "K0104 2")
    pak_budi.says("gratis ongkir P0001")
    pak_budi.says("lunas P0001")
    pak_budi.says("ongkir P0001 15rb")
    pak_budi.gets("tidak ada yang diubah|sudah dijawab")
    assert market.orders()[0]["shipping_fee"] == "0"


def test_the_other_stall_names_no_postage(market: Market) -> None:
    sari, bu_wati = market.shopper(), market.seller("Bu Wati")
    market.seller("Pak Budi")
    sent_to_her(sari, "K0104 2")
    before = market.orders()[0]["shipping_fee"]
    bu_wati.says("ongkir P0001 15rb")
    bu_wati.gets("P0001 tidak ada di toko Anda")
    assert market.orders()[0]["shipping_fee"] == before
