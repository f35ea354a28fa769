"""Talking on after an answer: narrowing it, changing it, asking about the listing shown, quoting an older message."""

import pytest

from tests.market import Market


def test_a_search_is_narrowed_changed_and_widened_again(market: Market) -> None:
    sari = market.shopper()
    sari.says("kemeja parang")
    sari.gets_one_message(r"\*Kemeja parang\* — 2 barang", "K0101", "K0201")
    sari.says("yang merah ada?")
    sari.gets_one_message(r"\*Kemeja parang merah\* — 1 barang", "K0101")
    sari.says("hapus warna")
    sari.gets_one_message(r"\*Kemeja parang\* — 2 barang")
    sari.says("kalau yang mega mendung?")
    sari.gets_one_message(r"\*Kemeja mega mendung\*", "K0102")
    sari.says("daster")
    sari.gets_one_message(r"\*Daster\* — 2 barang")


def test_cheaper_and_dearer_than_what_was_shown(market: Market) -> None:
    sari = market.shopper()
    sari.says("kemeja")
    sari.gets("K0101", "K0102", "K0103", "K0201")
    sari.says("kemeja cap")
    sari.says("lebih mahal")
    sari.gets(r"di atas Rp185\.000\*: belum ada yang persis")
    sari.says("kemeja cap")
    sari.says("yang lebih murah ada?")
    sari.gets(r"Kemeja cap, di bawah Rp175\.000, termurah dulu\*: belum ada yang persis")
    sari.says("hapus teknik")
    sari.gets("K0201")


def test_another_shop_and_another_colour(market: Market) -> None:
    sari = market.shopper()
    sari.says("kain tulis")
    sari.says("hapus teknik")
    sari.gets("K0105", "K0204", "K0208")
    sari.says("kemeja anak")
    sari.says("toko lain")
    sari.gets("belum ada yang persis", "bukan Griya Batik Wati")
    sari.says("daster ungu")
    sari.gets("K0106")
    sari.says("hapus warna")
    sari.says("no 1")
    first = sari.gets("K0[12]0[26]")
    sari.says("dari toko lain ada?")
    sari.gets_not(rf"1\. {first}")


def test_a_change_in_vain_does_not_spoil_the_next_one(market: Market) -> None:
    sari = market.shopper()
    sari.says("kemeja parang")
    sari.says("toko lain")
    sari.gets("belum ada yang persis")
    sari.says("yang merah?")
    sari.gets(r"\*Kemeja parang merah\*", "K0101")


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("ready?", r"Masih ada: \*K0106\*.*Stok 40\. Mau pesan\?"),
        ("masih ada kak?", "Masih ada"),
        ("berapa?", r"K0106.*Rp55\.000\. Grosir: 12\+ Rp48\.000"),
        ("bisa kurang?", r"Rp55\.000, boleh kurang atau tidak ditentukan penjual\. Grosir: 12\+ Rp48\.000"),
        ("bahannya apa?", "Bahan .*K0106.*: rayon"),
        ("adem ga?", "Ya, menurut penjual"),
        ("anti air ga? lengan panjang?", "tidak ditulis penjual|belum"),
        ("warnanya apa aja?", r"Warna .*K0106.*: ungu\."),
        ("ukurannya apa aja?", "all size"),
        ("ada fotonya?", r"Rp55\.000"),
        ("ini motifnya apa?", "Motif .*: bunga"),
    ],
)
def test_a_question_after_a_listing_is_about_it(sqlite_market: Market, question: str, answer: str) -> None:
    sari = sqlite_market.shopper()
    sari.says("K0106")
    sari.says(question)
    sari.gets_one_message("K0106", answer)


def test_what_the_seller_has_not_written_is_not_invented(sqlite_market: Market) -> None:
    sari = sqlite_market.shopper()
    sari.says("K0103")
    sari.says("bahannya apa?")
    sari.gets("tidak ditulis penjual", "Satu-satunya")


def test_other_colours_of_the_listing_shown(market: Market) -> None:
    sari = market.shopper()
    sari.says("K0101")
    sari.says("warna lain?")
    sari.gets_one_message(r"\*Kemeja parang, bukan merah\*", "K0201")
    sari.gets_not("K0101")


def test_a_question_in_the_middle_of_an_order_keeps_the_order(sqlite_market: Market) -> None:
    sari = sqlite_market.shopper()
    sari.says("pesan K0101 L 1")
    sari.gets("atas nama siapa")
    sari.says("ready?")
    sari.gets_one_message("Masih ada: .*K0101", r"atas nama siapa\?$")


def test_the_last_one_the_one_just_now_and_both(market: Market) -> None:
    sari = market.shopper()
    sari.says("daster")
    both = sari.last.seen
    last = "K0106" if both.index("K0202") < both.index("K0106") else "K0202"
    sari.says("yang terakhir")
    sari.gets(rf"^<?.*{last}")
    sari.says("yang tadi ready?")
    sari.gets(f"Masih ada: .*{last}")
    sari.says("dua-duanya")
    sari.gets_one_message("K0106", "K0202", r"berapa potong\?")


def test_both_of_four_has_to_be_asked(sqlite_market: Market) -> None:
    sari = sqlite_market.shopper()
    sari.says("kemeja")
    sari.says("dua-duanya")
    sari.gets(r"nomor berapa .*\(1 sampai 4\)\?")


def test_a_quoted_message_is_what_the_answer_is_about(market: Market) -> None:
    sari = market.shopper()
    sari.says("kemeja parang")
    shirts = sari.last
    sari.says("K0104")
    sarong = sari.last
    sari.says("daster")
    sari.says("yang merah?", quote=shirts)
    sari.gets_one_message(r"\*Kemeja parang merah\*")
    sari.says("masih ada?", quote=sarong)
    sari.gets_one_message("Masih ada: .*K0104")
    sari.says("bisa kurang?", quote=sarong)
    sari.gets_one_message("K0104", "Grosir: 10")


def test_a_broad_answer_says_what_narrows_it_and_saring_brings_a_list(market: Market) -> None:
    sari = market.shopper()
    sari.says("ada batik apa aja")
    caption = sari.gets_one_message().seen
    assert caption.splitlines()[-1].startswith("saring: jenis, warna, harga, ")
    assert len(caption) <= 1000
    sari.says("saring")
    sari.gets_one_message(r"\*Batik\* — 14 barang")
    sari.gets_not(r"K\d{4}")
    options = [option.title for option in sari.last.options]
    assert 4 <= len(options) <= 10 and "Cap (5)" in options
    sari.taps("Cap (5)")
    sari.gets_one_message(r"\*Batik cap\* — 5 barang")
    sari.gets_not("saring:")
    sari.says("saring harga")
    sari.taps("sampai Rp")
    sari.gets("Batik cap, sampai Rp")


def test_goods_are_narrowed_by_their_kind(sqlite_market: Market) -> None:
    sari = sqlite_market.shopper()
    sari.says("batik biru")
    sari.says("saring jenis")
    sari.taps("Kemeja (2)")
    sari.gets_one_message(r"\*Kemeja biru\* — 2 barang")
    sari.says("batik merah")
    sari.says("yang kain")
    sari.gets_one_message(r"\*Kain merah\*", "K0105")


def test_a_number_of_the_sheet_may_be_asked_about(sqlite_market: Market) -> None:
    sari = sqlite_market.shopper()
    sari.says("kemeja cap, termurah")
    sari.says("no 1 bahannya apa?")
    sari.gets_one_message(r"Bahan \*K0101\*.*: katun primis")


def test_an_old_list_still_narrows_what_it_was_about(market: Market) -> None:
    sari = market.shopper()
    sari.says("kemeja")
    sari.says("saring warna")
    sari.gets(r"\*Kemeja\*")
    sari.says("kain")
    sari.taps("Merah (1)")
    sari.gets_one_message(r"\*Kemeja merah\* — 1 barang", "K0101")


def test_a_choice_of_the_list_may_be_typed(sqlite_market: Market) -> None:
    sari = sqlite_market.shopper()
    sari.says("kemeja")
    sari.says("saring")
    sari.says("merah")
    sari.gets(r"\*Kemeja merah\*")


def test_saring_with_nothing_to_narrow(sqlite_market: Market) -> None:
    sari = sqlite_market.shopper()
    sari.says("kemeja jlamprang")
    sari.says("saring")
    sari.gets("tidak bisa disaring lagi")
    sari.gets_not(r"K\d{4}", "belum ada yang persis")


@pytest.mark.parametrize("message", ["toko lain", "hapus warna", "lagi", "warna lain?"])
def test_nothing_to_follow(sqlite_market: Market, message: str) -> None:
    sari = sqlite_market.shopper()
    sari.says(message)
    sari.gets_one_message(r"Mau lihat batik apa, Kak\?")
    sari.gets_not(r"K\d{4}")


def test_a_part_that_is_not_understood_is_named_in_a_follow_up_too(sqlite_market: Market) -> None:
    sari = sqlite_market.shopper()
    sari.says("kemeja parang")
    sari.says("yang merah brukat?")
    sari.gets("Kemeja parang merah", "“brukat” belum kami mengerti")


def test_talking_on_in_english(market: Market) -> None:
    kate = market.shopper("Kate")
    kate.says("do you have shirts?")
    kate.says("in blue?")
    kate.gets_one_message(r"\*Blue shirt\*", "K0102", "K0103")
    kate.says("what about stamped ones?")
    kate.gets_one_message(r"\*Blue hand-stamped shirt\*", "K0102")
    kate.says("anything cheaper?")
    kate.gets_one_message(r"below Rp185\.000", "no exact match")
    kate.says("any colour")
    kate.gets_one_message("K0101")
    kate.says("what is it made of?")
    kate.gets_one_message(r"Material of .*K0101.*: katun primis \(primissima cotton\)", r"Would you like to order it\?")


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("ini tulis apa printing?", r"Teknik .*K0101.*: cap"),
        ("is it hand drawn?", r"No: .*K0101.*, hand-stamped"),
        ("ini asli cap?", r"Ya, menurut labelnya: .*K0101"),
        ("tokonya dimana?", r"\*Batik Budi Jaya\* ada di .*Jam buka"),
    ],
)
def test_technique_and_shop_of_the_listing_shown(sqlite_market: Market, question: str, answer: str) -> None:
    sari = sqlite_market.shopper()
    sari.says("K0101")
    sari.says(question)
    sari.gets_one_message(answer)


def test_a_number_that_can_be_no_order_is_asked_about(sqlite_market: Market) -> None:
    sari = sqlite_market.shopper()
    for words in ("pesan K0104 0", "pesan K0104 -3", "pesan K0104 1,5"):
        sari.says(words)
        sari.gets(r"[Bb]erapa potong\?")
        sari.gets_not(r"Sudah benar")


def test_strange_signs_do_not_change_the_language(sqlite_market: Market) -> None:
    sari = sqlite_market.shopper()
    sari.says("halo")
    sari.says("'; DROP TABLE orders;--")
    sari.gets("belum kami mengerti")
