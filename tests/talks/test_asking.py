"""Questions that look for goods, and messages that don't."""

import pytest

from tests.market import Market


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("daster", {"K0106", "K0202"}),
        ("kemeja parang", {"K0101", "K0201"}),
        ("kain tulis", {"K0105"}),
        ("sarung 100-150rb", {"K0104"}),
        ("apa saja di griya batik wati yang selendang", {"K0203"}),
        ("gamis XXL", {"K0107"}),
        ("kemeja printing", {"K0201"}),
        ("dsater ungu", {"K0106"}),
        ("kain sentra buaran", {"K0204", "K0208"}),
    ],
)
def test_a_plain_question_finds_exactly_what_fits(sqlite_market: Market, question: str, shown: set[str]) -> None:
    sari = sqlite_market.shopper()
    sari.says(question)
    text = sari.gets_one_message().seen
    assert {code for code in ALL_CODES if code in text} == shown
    assert sari.last.pictures


ALL_CODES = [f"K010{n}" for n in range(1, 8)] + [f"K020{n}" for n in range(1, 9)]


def test_nothing_fits_and_the_nearest_is_shown(market: Market) -> None:
    sari = market.shopper()
    sari.says("kemeja tulis ukuran M")
    sari.gets_one_message("belum ada yang persis", "K0103", "ukuran lain")


def test_more_and_the_end_of_it(market: Market) -> None:
    sari = market.shopper()
    sari.says("ada batik apa aja")
    first = {c for c in ALL_CODES if c in sari.gets_one_message("lagi").seen}
    sari.says("lagi")
    second = {c for c in ALL_CODES if c in sari.gets_one_message().seen}
    assert len(first) == 6 and second and not first & second
    sari.says("lagi")
    sari.says("lagi")
    sari.gets("sudah semua")


def test_a_code_shows_the_listing_with_its_own_picture(market: Market) -> None:
    sari = market.shopper()
    sari.says("K0101")
    card = sari.gets_one_message("K0101", "Rp175.000", r"M \(3\), L \(5\)", "Batik Budi Jaya", "Teknik: .*cap")
    sari.gets_not(r"XL \(")
    assert card.pictures and [option.title for option in card.options] == ["Pesan"]


def test_a_listing_without_a_label_is_never_called_tulis_or_cap(market: Market) -> None:
    sari = market.shopper()
    sari.says("K0208")
    sari.gets("belum berlabel")
    sari.says("kain polos cap")
    sari.gets_not("^1. K0208(?!.)")
    sari.gets("belum ada yang persis")


@pytest.mark.parametrize(
    "message",
    [
        "halo",
        "makasih ya kak",
        "ongkir ke semarang berapa",
        "bukanya jam berapa",
        "bisa cod ga",
        "asdfgh qwerty",
        "🙏🙏",
        "?",
        "12",
        "x" * 2000,
    ],
)
def test_no_search_no_goods_but_never_silence(sqlite_market: Market, message: str) -> None:
    sari = sqlite_market.shopper()
    sari.says(message)
    sari.gets_one_message()
    sari.gets_not(r"K\d{4}")


def test_the_examples_of_the_welcome_find_something(market: Market) -> None:
    import re

    sari = market.shopper()
    sari.says("halo")
    examples = re.findall(r"\*([^*]+)\*", sari.last.seen)
    assert len(examples) == 2
    for example in examples:
        sari.says(example)
        sari.gets(r"1\. K\d{4}")
        sari.gets_not("belum ada yang persis")


def test_a_quoted_sheet_says_which_number_is_meant(market: Market) -> None:
    sari = market.shopper()
    sari.says("daster")
    old = sari.last
    sari.says("tas atau dompet")
    sari.says("kain")
    sari.says("mau no 1", quote=old)
    sari.gets("K0106|K0202")
