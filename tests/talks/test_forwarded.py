"""Our own cards and sheets come back: a friend has forwarded them, or somebody has copied the text."""

import pytest

from tests.market import Market

CARD = "*K0101* Kemeja cap parang merah\n*Rp175.000*\nUkuran M (3), L (5)\nTeknik: Batik cap\n\nMau? Ketik *pesan K0101* dengan ukuran dan jumlahnya."
SHEET = "*kemeja* — 3 barang\n\n1. K0101 Kemeja cap parang merah, Rp175.000\n2. K0201 Kemeja printing parang sogan, Rp95.000\n3. K0103 Kemeja tulis jlamprang navy, Rp450.000\n\nBalas nomornya untuk melihat, *mau no 1* untuk memesan."


@pytest.mark.parametrize("forwarded", ["Forwarded", "FrequentlyForwarded", ""])
def test_a_card_is_shown_again_and_orders_nothing(sqlite_market: Market, forwarded: str) -> None:
    sari = sqlite_market.shopper()
    sari.sends("text", Body=CARD, **({forwarded: "true"} if forwarded else {}), MessageSid=new_sid(sqlite_market))
    card = sari.gets_one_message("K0101", "Rp175.000")
    assert card.pictures
    sari.gets_not("atas nama", "berapa potong")
    sari.says("pesan L 1").gets("K0101", "nama")


def test_a_sheet_shows_all_its_goods(sqlite_market: Market) -> None:
    sari = sqlite_market.shopper()
    sari.sends("forwarded", Body=SHEET, MessageSid=new_sid(sqlite_market))
    sari.gets_one_message("1. K0101", "2. K0201", "3. K0103")
    sari.says("2").gets("K0201")
    sari.gets_not("K0101")


def test_a_forwarded_wish_with_a_code_orders_nothing_and_shows_it(sqlite_market: Market) -> None:
    sari = sqlite_market.shopper()
    sari.sends("forwarded", Body="beliin dong pesan K0104 2 ya", MessageSid=new_sid(sqlite_market))
    assert sari.gets_one_message("K0104", "Rp120.000").pictures
    sari.gets_not("atas nama")


def test_a_forwarded_wish_without_a_code_is_looked_for(sqlite_market: Market) -> None:
    sari = sqlite_market.shopper()
    sari.sends("forwarded", MessageSid=new_sid(sqlite_market)).gets("K0202")


def test_the_true_answers_of_the_market_are_known_again(sqlite_market: Market) -> None:
    """Whatever a card and a sheet look like now, in both languages."""
    for words in ("kemeja parang", "show me shirts please"):
        sari, rina = sqlite_market.shopper("Sari"), sqlite_market.shopper("Rina")
        sheet = sari.says(words).last.body
        card = sari.says("1").last.body
        rina.says(sheet).gets(r"1\. K")
        rina.gets_not("mengerti", "nama siapa")
        rina.says(card).gets("Rp")
        rina.gets_not("nama siapa", "whose name", r"1\. K")


def test_in_the_middle_of_an_order_it_is_looked_at_and_the_order_goes_on(sqlite_market: Market) -> None:
    sari = sqlite_market.shopper()
    sari.says("pesan K0104 1").gets("nama")
    sari.sends("forwarded", Body=CARD, MessageSid=new_sid(sqlite_market)).gets("K0101")
    sari.says("keranjang").gets("K0104")
    sari.gets_not("K0101")


def test_goods_that_are_gone_are_said_so(sqlite_market: Market) -> None:
    sari = sqlite_market.shopper()
    sari.says("1. K9999 Kain lama, Rp90.000\n2. K9998 Kain lain, Rp95.000").gets("K9999", "tidak ada")


def test_a_sellers_own_forwarded_words_stay_hers(sqlite_market: Market) -> None:
    budi = sqlite_market.seller("Pak Budi")
    budi.sends("forwarded", Body="stok K0104 5", MessageSid=new_sid(sqlite_market)).gets("5")


def new_sid(market: Market) -> str:
    return market.twilio.new_sid("SM")
