""" "nota P0001": a picture for those whose order it is."""

from io import BytesIO

from PIL import Image

from tests.market import Market, Person
from tests.talks.buying import sent_to_her


def accepted(market: Market) -> tuple[Person, Person]:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    sent_to_her(sari, "K0104 2")
    sari.says("nota P0001")
    sari.gets_one_message("Nota dibuat setelah penjual menerima")
    pak_budi.says("gratis ongkir P0001")
    pak_budi.says("terima P0001")
    return sari, pak_budi


def test_a_receipt_for_shopper_and_shop(market: Market) -> None:
    sari, pak_budi = accepted(market)
    sari.says("nota P0001")
    message = sari.gets_one_message("Nota .P0001. dari Batik Budi Jaya")
    unpaid = message.pictures[0]
    assert Image.open(BytesIO(unpaid.data)).width == 1080
    assert "/media/private/" in unpaid.url
    pak_budi.says("lunas P0001")
    sari.says("minta nota dong kak")
    paid = sari.gets_one_message("Nota .P0001").pictures[0]
    assert paid.data != unpaid.data
    pak_budi.says("nota P0001")
    assert pak_budi.gets_one_message("Nota .P0001").pictures


def test_nobody_gets_anothers(market: Market) -> None:
    accepted(market)
    tono, bu_wati = market.shopper("Tono"), market.seller("Bu Wati")
    for person in (tono, bu_wati):
        person.says("nota P0001")
        assert not person.gets_one_message("P0001 tidak ada").pictures
    tono.says("nota")
    tono.gets("Belum ada pesanan")


def test_in_english(sqlite_market: Market) -> None:
    sari, _pak_budi = accepted(sqlite_market)
    sari.says("please send me the receipt for P0001")
    sari.gets_one_message("Receipt .P0001")
