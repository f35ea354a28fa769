"""From a question to a parcel number: what the market is for."""

import pytest

from tests.market import Market

pytestmark = pytest.mark.both_databases


def test_sari_buys_a_shirt_and_pak_budi_sends_it(market: Market) -> None:
    sari, pak_budi = market.shopper("Sari"), market.seller("Pak Budi")

    sari.says("ada kemeja mega mendung biru XL dibawah 200rb?")
    sheet = sari.gets_one_message("kemeja mega mendung biru, XL, sampai Rp200.000", r"1\. K0102", "Rp185.000")
    assert sheet.pictures[0].data[:3] == b"\xff\xd8\xff"

    sari.says("mau no 1")
    sari.gets("K0102", "ukuran")
    sari.taps("XL")
    sari.gets("berapa potong")
    sari.says("2")
    sari.gets("K0102.*XL.*2 x Rp185.000 = Rp370.000", "nama")
    sari.says("Sari Dewi")
    sari.gets("dikirim atau diambil")
    sari.taps("Dikirim")
    sari.gets("alamat")
    sari.says("Jl. Melati No 12 RT 03 RW 05, Kec. Pekalongan Barat, Kota Pekalongan 51117")
    sari.gets("bayar")
    sari.taps("Transfer")
    sari.gets("Batik Budi Jaya", "K0102", "Rp370.000", "Sari Dewi", "Jl. Melati", r"Sudah benar\?")
    sari.gets_not("P0001", "001201000123501")
    sari.taps("Ya, pesan")
    sari.gets("P0001")
    sari.gets_not("001201000123501")  # nobody pays for what may turn out to be sold

    pak_budi.gets("P0001", "K0102", "XL", "2 x Rp185.000", "Sari Dewi", r"\+62813", "Jl. Melati", "transfer")
    assert pak_budi.last.pictures
    pak_budi.taps("Terima")
    pak_budi.gets("P0001 diterima")
    sari.gets("P0001.*diterima", "BRI 001201000123501", r"a.n. \*Budi Santoso", "Rp376.000")

    pak_budi.says("resi P0001 JNE 0123456789")
    pak_budi.gets("0123456789")
    sari.gets("JNE", "0123456789")
    sari.says("pesanan saya")
    sari.gets("P0001", "Sudah dikirim: JNE 0123456789")

    (row,) = market.orders()
    assert (row["code"], row["size"], row["qty"], row["line_total"]) == ("K0102", "XL", "2", "370000")
    assert (row["order_status"], row["fulfilment_status"], row["evidence"]) == ("accepted", "shipped", "parcel_number")


def test_a_tourist_is_answered_in_english(market: Market) -> None:
    kate, pak_budi = market.shopper("Kate"), market.seller("Pak Budi")
    kate.says("do you have hand drawn batik cloth in red?")
    kate.gets("K0105")
    kate.says("I want to buy K0105, 1 piece please")
    kate.gets("K0105", "name")
    kate.says("Kate Miller")
    kate.gets("delivery")
    kate.says("pick up")
    kate.gets("pay")
    kate.says("cash")
    kate.gets(r"correct\?")
    kate.says("yes")
    kate.gets("P0001", "Thank you")
    pak_budi.gets("Pesanan baru P0001", "Diambil di toko")  # in the seller's language
    pak_budi.says("ok")
    kate.gets("accepted", "Rp850.000")
