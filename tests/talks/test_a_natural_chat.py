"""How people really write: half a wish after the other, questions in the middle of an order, English."""

import pytest

from tests.market import Market


def test_a_quality_alone_changes_the_last_wish(sqlite_market: Market) -> None:
    sari = sqlite_market.shopper()
    sari.says("kemeja parang")
    sari.gets("K0101", "K0201")
    sari.says("yang murah aja")
    sari.gets("Kemeja parang, termurah dulu", r"1\. K0201")
    sari.says("bukan parang")
    sari.gets("Kemeja, bukan parang")
    sari.says("ada batik merah?")
    sari.gets("Batik merah", "K0105")


def test_a_size_alone_is_about_the_listing_just_shown(sqlite_market: Market) -> None:
    sari = sqlite_market.shopper()
    sari.says("K0101")
    sari.says("L ada?")
    sari.gets(r"K0101\W+ ukuran L, stok 5. Mau pesan\?")
    sari.says("ya")
    sari.gets("K0101.*L", r"berapa potong\?")


def test_a_size_alone_under_a_sheet_narrows_it(sqlite_market: Market) -> None:
    sari = sqlite_market.shopper()
    sari.says("kemeja parang")
    sari.says("L")
    sari.gets("Kemeja parang, L")


@pytest.mark.parametrize("aside", ["ongkirnya berapa?", "makasih", "asdf qwer"])
def test_what_was_asked_is_asked_again_after_an_aside(sqlite_market: Market, aside: str) -> None:
    sari = sqlite_market.shopper()
    sari.says("pesan K0104 1, nama Sari Dewi")
    sari.gets(r"dikirim atau diambil di toko\?")
    sari.says(aside)
    message = sari.gets_one_message(r"dikirim atau diambil di toko\?")
    assert [option.title for option in message.options] == ["Dikirim", "Diambil di toko"]
    sari.gets_not("K0104")


def test_one_of_two_goods_is_taken_out_again(sqlite_market: Market) -> None:
    sari = sqlite_market.shopper()
    sari.says("pesan K0104 2 sama K0203 1 ya")
    sari.says("hapus K0203")
    sari.gets("K0104")
    sari.gets_not("K0203")


def test_a_yes_after_a_listing_orders_it(sqlite_market: Market) -> None:
    sari = sqlite_market.shopper()
    sari.says("K0104")
    sari.says("boleh")
    sari.gets("K0104", r"berapa potong\?")


def test_a_seller_who_shops_and_quotes_an_order_answers_that_order(sqlite_market: Market) -> None:
    sari, pak_budi = sqlite_market.shopper(), sqlite_market.seller("Pak Budi")
    pak_budi.says("pesan K0203 1")
    sari.says("pesan K0104 1, nama Sari Dewi, diambil, bayar tunai")
    sari.says("ya")
    notice = next(message for message in sqlite_market.twilio.messages_to(pak_budi.address) if "P0001" in message.seen)
    pak_budi.says("ok", quote=notice)
    pak_budi.gets("P0001 diterima")


def test_a_whole_order_in_english(sqlite_market: Market) -> None:
    kate = sqlite_market.shopper("Kate")
    kate.says("Hello, do you have parang shirts?")
    kate.gets("Parang shirt", "found", r"\*order no 1\* to order")
    kate.says("order no 1")
    kate.gets(r"Which size would you like\?")
    kate.says("L")
    kate.gets(r"How many would you like\?")
    kate.says("1")
    kate.gets(r"Which name")
    kate.says("Kate Miller")
    kate.gets(r"delivery or pick-up at the shop\?")
    kate.says("Pick-up at the shop")
    kate.gets(r"How would you like to pay")
    kate.says("Cash at the shop")
    kate.gets(r"Is this correct\?")
    kate.says("yes please")
    kate.gets("Your order is saved", "P0001")
    kate.says("where is my order?")
    kate.gets("Waiting for the seller's answer")
