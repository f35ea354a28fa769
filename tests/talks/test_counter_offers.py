"""The seller can't deliver it as ordered: another size or fewer pieces; nothing counts before the shopper's yes."""

from pathlib import Path

import pytest

from tests.market import Market
from tests.talks.buying import buys, presses


def test_another_size(market: Market, tmp_path: Path) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    buys(sari, "K0102 XL 2")
    sari.listens()
    pak_budi.says("yang XL habis, L ada 2")
    pak_budi.gets("P0001", "2 x K0102, L", "Rp370.000")
    sari.gets_one_message("menawarkan perubahan", "2 x K0102, L = Rp370.000", r"Setuju\?")
    assert market.listing("K0102", tmp_path)["stock"] == "L:2|XL:2"
    pak_budi.listens()
    sari.taps("Ya, setuju")
    sari.gets_one_message("K0102.*L", "belum perlu bayar")
    pak_budi.gets_one_message("Pembeli setuju", "K0102.*L", r"Diterima\?")
    assert market.listing("K0102", tmp_path)["stock"] == "L:0|XL:4"
    pak_budi.taps("Terima")
    sari.gets("diterima Batik Budi Jaya", "Rp370.000")
    (row,) = market.orders()
    assert (row["size"], row["qty"], row["order_status"]) == ("L", "2", "accepted")


def test_no_to_the_only_goods_calls_the_order_off(market: Market, tmp_path: Path) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    buys(sari, "K0102 XL 2")
    pak_budi.says("XL habis, L ada 1")
    sari.says("tidak")
    sari.gets("P0001.*dibatalkan", "mirip")
    pak_budi.gets("dibatalkan pembeli")
    assert market.listing("K0102", tmp_path)["stock"] == "L:2|XL:4"
    assert market.orders()[0]["cancel_reason"] == "sold_out"


def test_the_rest_is_kept(market: Market, tmp_path: Path) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    sari.says("pesan K0102 XL 1 sama K0104 2\nNama: Sari Dewi\nDiambil di toko\nBayar transfer")
    sari.says("ya")
    pak_budi.says("yang XL habis, L ada 1")
    sari.gets("2 x K0104", "1 x K0102, L", r"Setuju\?")
    sari.taps("Tidak")
    sari.gets("yang ada saja, atau P0001 dibatalkan semua")
    sari.taps("Yang ada saja")
    sari.gets("2 x K0104", "Rp240.000")
    sari.gets_not("K0102")
    pak_budi.gets("sekarang", "K0104")
    assert market.listing("K0102", tmp_path)["stock"] == "L:2|XL:4"
    assert [row["code"] for row in market.orders()] == ["K0104"]


def test_fewer_pieces(market: Market, tmp_path: Path) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    buys(sari, "K0104 12")
    pak_budi.says("adanya 10")
    sari.gets("10 x K0104 = Rp1.100.000")
    sari.says("setuju")
    sari.gets("10 x K0104")
    assert market.listing("K0104", tmp_path)["stock"] == "50"


def test_only_what_is_gone_was_said(market: Market) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    buys(sari, "K0102 XL 2")
    sari.listens()
    pak_budi.says("XL habis")
    pak_budi.gets("K0102 XL.*habis", "Tawarkan L x 2", "Tolak, habis")
    sari.gets_nothing()
    pak_budi.taps("Tawarkan L x 2")
    sari.gets("2 x K0102, L")


def test_a_size_that_the_goods_do_not_come_in(market: Market) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    buys(sari, "K0102 XL 2")
    sari.listens()
    pak_budi.says("XL habis, S ada 2")
    pak_budi.gets("tidak punya ukuran S", "L, XL")
    sari.gets_nothing()


def test_with_several_orders_the_one_that_has_the_size(market: Market) -> None:
    sari, tono, pak_budi = market.shopper("Sari"), market.shopper("Tono"), market.seller("Pak Budi")
    buys(sari, "K0104 1")
    buys(tono, "K0102 XL 1")
    sari.listens()
    pak_budi.says("yang XL habis, L ada 1")
    tono.gets("P0002", "K0102, L")
    sari.gets_nothing()


def test_several_that_fit_are_asked_and_the_tap_carries_the_offer(market: Market) -> None:
    sari, tono, pak_budi = market.shopper("Sari"), market.shopper("Tono"), market.seller("Pak Budi")
    buys(sari, "K0102 XL 1")
    buys(tono, "K0102 XL 1")
    sari.listens()
    pak_budi.says("yang XL habis, L ada 1")
    pak_budi.gets("P0001", "P0002", r"Yang mana\?")
    pak_budi.taps("P0002")
    tono.gets("1 x K0102, L")
    sari.gets_nothing()


def test_what_was_offered_is_sold_to_somebody_else_meanwhile(market: Market) -> None:
    sari, tono, pak_budi = market.shopper("Sari"), market.shopper("Tono"), market.seller("Pak Budi")
    buys(sari, "K0102 XL 2")
    pak_budi.says("yang XL habis, L ada 2")
    buys(tono, "K0102 L 1")
    sari.taps("Ya, setuju")
    sari.gets("L yang ditawarkan baru saja habis", "sisa 1")
    assert [row["size"] for row in market.orders() if row["order_no"] == "P0001"] == ["XL"]


def test_a_tap_on_an_older_offer_changes_nothing(market: Market) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    buys(sari, "K0102 XL 2")
    pak_budi.says("yang XL habis, L ada 2")
    old = sari.last.options[0].id
    pak_budi.says("yang XL habis, L ada 1")
    presses(sari, old)
    sari.gets("Tawarannya sudah berubah", "1 x K0102, L")
    assert market.orders()[0]["size"] == "XL"


@pytest.mark.parametrize("words", ["agree:P0001", "decline:P0001", "keep_rest:P0001"])
def test_nobody_else_answers_it(market: Market, words: str) -> None:
    sari, mallory, pak_budi = market.shopper("Sari"), market.shopper("Mallory"), market.seller("Pak Budi")
    buys(sari, "K0102 XL 2")
    pak_budi.says("yang XL habis, L ada 2")
    for person in (mallory, market.seller("Bu Wati")):
        presses(person, words)
        person.gets("P0001 tidak ada di daftar Anda")
    assert (market.orders()[0]["size"], market.orders()[0]["order_status"]) == ("XL", "placed")


def test_nobody_answers_the_offer(market: Market, tmp_path: Path) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    buys(sari, "K0102 XL 2")
    pak_budi.says("yang XL habis, L ada 2")
    sari.listens()
    market.time_passes(hours=12)
    sari.gets_one_message("menunggu jawaban Anda", r"Setuju\?")
    market.time_passes(hours=11)
    assert market.orders()[0]["order_status"] == "placed"
    market.time_passes(hours=2)
    (row,) = market.orders()
    assert (row["order_status"], row["cancel_reason"]) == ("cancelled", "sold_out")
    assert market.listing("K0102", tmp_path)["stock"] == "L:2|XL:4"
