"""The first message of somebody who has tapped an ad."""

import pytest

from tests.market import Market, Person

PREFILLED = "Halo! Bisakah saya mendapatkan info selengkapnya tentang ini?"


def comes(market: Market, words: str, headline: str = "", body: str = "", url: str = "https://fb.me/abc") -> Person:
    sari = market.shopper()
    ad = {"ReferralHeadline": headline, "ReferralBody": body, "ReferralSourceUrl": url}
    return sari.sends("after_an_ad", Body=words, **ad, MessageSid=market.twilio.new_sid("SM"))


@pytest.mark.parametrize(
    "words", ["", PREFILLED, "Can I get more info on this?", "halo kak", "ini", "mau yang di iklan"]
)
def test_the_code_in_an_ad_is_what_is_meant(sqlite_market: Market, words: str) -> None:
    sari = comes(sqlite_market, words, "Kemeja parang K0101", "Cap asli, harga pas")
    sari.gets_one_message("K0101", "Rp175[.,]000")
    sari.says("mau yang L 1").gets("K0101")


def test_a_question_about_this_is_about_the_goods_of_the_ad(sqlite_market: Market) -> None:
    comes(sqlite_market, "ini masih ada?", "Kemeja parang K0101").gets("K0101", "ada")
    comes(sqlite_market, "ukuran L ada?", "Kemeja parang", url="https://lokapasar.example/?kode=K0101").gets(
        "K0101", "L"
    )


@pytest.mark.parametrize("words", ["", PREFILLED, "ini masih ada?", "halo"])
def test_words_of_an_ad_without_a_code_are_looked_for(sqlite_market: Market, words: str) -> None:
    comes(sqlite_market, words, "Sarung cap kawung!", "Diskon hari ini, kirim seluruh Indonesia").gets("K0104")


@pytest.mark.parametrize("words", ["", PREFILLED])
def test_an_ad_without_goods_is_a_welcome(sqlite_market: Market, words: str) -> None:
    sari = comes(sqlite_market, words, "Lokapasar", "Batik asli Pekalongan")
    sari.gets_one_message("selamat datang")
    sari.gets_not("mengerti")


def test_own_words_go_before_the_ad(sqlite_market: Market) -> None:
    sari = comes(sqlite_market, "daster jumputan ada?", "Kemeja parang K0101")
    sari.gets("K0202")
    sari.gets_not("K0101")


def test_goods_of_an_ad_that_are_gone_are_no_dead_end(sqlite_market: Market) -> None:
    comes(sqlite_market, "", "Kemeja parang K9999").gets("K0101")


def test_the_same_words_without_an_ad_are_a_welcome(sqlite_market: Market) -> None:
    sqlite_market.shopper().says(PREFILLED).gets("selamat datang")
