"""Sellers answer orders by tap and by word; nobody touches what is not theirs."""

from pathlib import Path

import pytest

from tests.market import Market
from tests.talks.test_ordering import buys


@pytest.mark.parametrize("words", ["terima", "terima P0001", "ok", "siap", "oke siap", "ya"])
def test_yes_in_many_words(sqlite_market: Market, words: str) -> None:
    sari, pak_budi = sqlite_market.shopper(), sqlite_market.seller("Pak Budi")
    buys(sari, "K0104 1")
    pak_budi.says(words)
    pak_budi.gets("P0001 diterima")
    sari.gets("diterima")


def test_sold_out_after_all(market: Market, tmp_path: Path) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    buys(sari, "K0105 1")
    pak_budi.says("tolak habis")
    pak_budi.gets("P0001 ditolak")
    sari.gets("tidak bisa dilayani", "habis")
    (row,) = market.orders()
    assert (row["order_status"], row["cancel_reason"]) == ("rejected", "sold_out")
    assert market.listing("K0105", tmp_path)["stock"] == "2"


def test_a_tapped_no_asks_for_the_reason(market: Market) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    buys(sari, "K0105 1")
    pak_budi.taps("Tolak")
    pak_budi.gets("alasan menolak")
    assert market.orders()[0]["order_status"] == "placed"
    pak_budi.taps("Toko tutup")
    sari.gets("tutup")
    assert market.orders()[0]["cancel_reason"] == "seller_closed"


def test_with_several_orders_the_bot_asks_which(market: Market) -> None:
    sari, tono, pak_budi = market.shopper("Sari"), market.shopper("Tono"), market.seller("Pak Budi")
    buys(sari, "K0104 1")
    buys(tono, "K0105 1")
    pak_budi.says("terima")
    pak_budi.gets("Yang mana", "P0001", "P0002")
    assert {row["order_status"] for row in market.orders()} == {"placed"}
    pak_budi.taps("P0002")
    tono.gets("P0002.*diterima")
    pak_budi.says("ok")
    sari.gets("P0001.*diterima")


def test_a_quoted_order_is_the_one_that_is_meant(market: Market) -> None:
    sari, tono, pak_budi = market.shopper("Sari"), market.shopper("Tono"), market.seller("Pak Budi")
    buys(sari, "K0104 1")
    first = pak_budi.last
    buys(tono, "K0105 1")
    pak_budi.says("ok", quote=first)
    sari.gets("P0001.*diterima")


def test_another_stalls_order_changes_nothing(market: Market) -> None:
    sari, pak_budi, bu_wati = market.shopper(), market.seller("Pak Budi"), market.seller("Bu Wati")
    buys(sari, "K0104 1")
    for words in ("terima P0001", "tolak P0001 habis", "resi P0001 JNE 0123456789", "lunas P0001"):
        bu_wati.says(words)
        bu_wati.gets("P0001 tidak ada")
    pak_budi.says("terima P0001")
    bu_wati.says("resi P0001 JNE 0123456789")
    (row,) = market.orders()
    assert (row["order_status"], row["fulfilment_status"]) == ("accepted", "unfulfilled")


def test_a_sellers_words_from_a_shopper_change_nothing(market: Market, tmp_path: Path) -> None:
    sari, mallory = market.shopper("Sari"), market.shopper("Mallory")
    market.seller("Pak Budi")
    buys(sari, "K0104 1")
    for words in ("terima P0001", "tolak P0001 habis", "resi P0001 JNE 0123456789", "stok K0104 0", "harga K0104 1"):
        mallory.says(words)
        mallory.gets_one_message()
        mallory.gets_not("diterima", "ditolak", "tersimpan")
    assert market.orders()[0]["order_status"] == "placed"
    assert market.listing("K0104", tmp_path)["price"] == "120000"


def test_accepted_twice_is_accepted_once(market: Market) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    buys(sari, "K0104 1")
    pak_budi.taps("Terima")
    sari.gets("diterima")
    pak_budi.taps("Terima")
    pak_budi.gets("sudah dijawab")
    pak_budi.taps("Tolak")
    pak_budi.taps("Barang habis") if pak_budi.last.options else None
    assert market.orders()[0]["order_status"] == "accepted"


def test_a_parcel_before_the_money_warns_the_seller(market: Market) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    sari.says(
        "pesan K0104 1\nNama: Sari\nAlamat: Jl. Melati No 12, Kec. Pekalongan Barat, Kota Pekalongan 51117\nBayar transfer, dikirim"
    )
    sari.says("ya")
    pak_budi.says("ok")
    pak_budi.says("kirim JNE 0123456789")
    pak_budi.gets("0123456789", "belum Anda konfirmasi")
    sari.gets("0123456789")
    pak_budi.says("lunas P0001")
    sari.gets("Pembayaran.*diterima")
    assert market.orders()[0]["payment_status"] == "paid"
