"""Money, goods and consent that are denied or doubted change nothing of an order, through the true door."""

import pytest

from tests.market import Market
from tests.talks.buying import buys, sent_to_her


def state(market: Market) -> tuple[str, str, str]:
    (row,) = market.orders()
    return row["order_status"], row["payment_status"], row["fulfilment_status"]


@pytest.mark.parametrize(
    "words",
    [
        "kok belum ada uang masuk ya",
        "uang sudah masuk? kok saya cek ga ada",
        "katanya lunas, kok rekening saya masih kosong",
        "masih nunggu uang masuk",
        "ora ono duit mlebu",
        "dereng wonten yatra mlebet pak",
        "hasn't been paid yet",
        "P0001 kok belum ada uang masuk ya",
    ],
)
def test_money_that_has_not_come_is_not_taken_as_come(market: Market, words: str) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    buys(sari, "K0104 2")
    pak_budi.says("terima")
    sari.listens()
    pak_budi.says(words)
    pak_budi.gets("P0001")
    pak_budi.gets_not("lunas.*Pembeli sudah kami beri tahu")
    assert state(market)[:2] == ("accepted", "unpaid")
    sari.gets_nothing()


def test_a_seller_who_denies_is_told_what_waits(market: Market) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    buys(sari, "K0104 2")
    pak_budi.says("terima")
    pak_budi.says("kok belum ada uang masuk ya")
    pak_budi.gets_one_message(r"\*P0001\* belum lunas", "belum mengirim bukti", r"\*lunas P0001\*")
    pak_budi.says("udah masuk kok, suwun")
    pak_budi.gets("P0001 lunas")


@pytest.mark.parametrize("words", ["jangan diterima dulu", "belum bisa terima", "belum siap", "oke tapi jangan dulu"])
def test_a_yes_that_is_not_given_accepts_nothing(market: Market, words: str) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    buys(sari, "K0104 2")
    pak_budi.says(words)
    pak_budi.gets_one_message("P0001.*belum dijawab", r"Bisa dilayani\?")
    assert state(market)[0] == "placed"
    pak_budi.says("ya")
    pak_budi.gets("P0001 diterima")


def test_a_parcel_that_has_not_come_is_not_received(market: Market) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    sent_to_her(sari, "K0104 2")
    pak_budi.says("terima P0001")
    pak_budi.says("lunas P0001")
    pak_budi.says("resi P0001 JNE 0123456789")
    sari.listens()
    for words in ("katanya sudah sampai tapi saya belum terima", "sudah sampai? belum kak", "paketipun dereng dugi"):
        sari.says(words)
        sari.gets("P0001")
        assert state(market) == ("accepted", "paid", "shipped"), words


def test_what_must_not_be_called_off_goes_on(market: Market) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    buys(sari, "K0104 2")
    for person in (sari, pak_budi):
        person.says("jangan dibatalkan")
        person.gets_not("sudah dibatalkan|Boleh dibatalkan")
    assert state(market)[0] == "placed"
