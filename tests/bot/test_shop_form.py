"""What is told of a shop that is being opened: as an answer, with labels, without, all at once; and what is none of it."""

import pytest

from bot.understanding import Intent, build_lexicon, understand
from bot.understanding.forms.shop_form import says_qris
from catalog import shop_numbers, vocabulary

LEXICON = build_lexicon(vocabulary.load(), ["Batik Nur Setono"])
SITI = {"shop": "Batik Sekar Ayu", "owner": "Siti Aminah", "sentra": "Kauman", "kelurahan": "Kauman"}
BRI = {"bank": "BRI", "bank_account": "1234567890"}


def told(text: str, asked: str | None = None) -> Intent:
    return understand(text, LEXICON, expecting=asked)


@pytest.mark.parametrize(
    ("asked", "text", "facts"),
    [
        ("shop", "Batik Sekar Ayu", {"shop": "Batik Sekar Ayu"}),
        ("shop", "Batik Mega Mendung Bu Tini", {"shop": "Batik Mega Mendung Bu Tini"}),  # motifs stand in names
        ("shop", "Batik Kauman Asri", {"shop": "Batik Kauman Asri"}),  # and quarters
        ("shop", "toko: Griya Ayu", {"shop": "Griya Ayu"}),
        ("shop", "nama toko saya Griya Ayu", {"shop": "Griya Ayu"}),
        ("shop", "Kain Merah Siti", {"shop": "Kain Merah Siti"}),
        ("owner", "Bu Siti", {"owner": "Bu Siti"}),
        ("owner", "nama saya Siti Aminah", {"owner": "Siti Aminah"}),
        ("owner", "Budi, Jenggot", {"owner": "Budi", "sentra": "Jenggot"}),
        ("sentra", "kauman", {"sentra": "Kauman"}),
        ("sentra", "di pasar setono", {"sentra": "Setono"}),
        ("sentra", "sentra krapyak kak", {"sentra": "Krapyak"}),
        ("sentra", "Wiradesa", {}),
        ("kelurahan", "Kauman", {"kelurahan": "Kauman"}),
        ("kelurahan", "kelurahan Sokoduwet", {"kelurahan": "Sokoduwet"}),
        ("bank_account", "BRI 1234-567-890 an Siti", BRI | {"account_holder": "Siti"}),
        ("bank_account", "1234567890", {"bank_account": "1234567890"}),
        ("bank_account", "BRI 12345678 an Ayu", {"bank": "BRI", "bank_account": "12345678", "account_holder": "Ayu"}),
        ("consent", "an Ayu Lestari", {"account_holder": "Ayu Lestari"}),
        ("bank", "bri", {"bank": "BRI"}),
        ("hours", "8-16", {"hours": "08:00-16:00"}),
        ("hours", "senin-sabtu jam 8 sampai 5 sore", {"hours": "08:00-17:00", "weekdays": [0, 1, 2, 3, 4, 5]}),
        ("nib", "NIB saya 9120001234567", {"nib": "9120001234567"}),
        ("shop_address", "Pasar Setono, blok B no 12", {"address": "Pasar Setono, blok B no 12"}),
        ("shop_address", "Jl. Pelita 3", {"address": "Jl. Pelita 3"}),
        ("shop_phone", "0813-9000-1234", {"phone": "081390001234"}),
        ("bank_account", "nanti saja", {"skip": True}),
        ("bank_account", "belum punya", {"skip": True}),
        ("consent", "nama toko Batik Arum", {"shop": "Batik Arum"}),
    ],
)
def test_an_answer(asked, text, facts):
    intent = told(text, asked)
    assert intent.name == "answer"
    assert {name: value for name, value in intent.facts.items() if name != "field"} == facts


@pytest.mark.parametrize(
    "text",
    [
        "daftar Batik Sekar Ayu, Siti Aminah, Kauman, kelurahan Kauman, BRI 1234567890",
        "Daftar\nBatik Sekar Ayu\nSiti Aminah\nKauman\nKauman\nBRI 1234567890",
        "mau jualan disini\nToko: Batik Sekar Ayu\nPemilik: Siti Aminah\nSentra: Kauman\nKelurahan: Kauman\nRekening: BRI 1234567890",
        "saya mau daftar toko Batik Sekar Ayu, pemilik Siti Aminah, sentra Kauman, kel. Kauman, rekening BRI 1234567890",
        "Daftar jadi penjual: rekening BRI 1234567890, nama toko Batik Sekar Ayu, pemilik Siti Aminah, Kauman, desa Kauman",
    ],
)
def test_all_at_once(text):
    intent = told(text)
    assert intent.name == "open_shop"
    assert {name: value for name, value in intent.facts.items() if name != "field"} == SITI | BRI


def test_an_address_goes_on_after_its_comma():
    facts = told("daftar\nToko: Ayu\nAlamat: Pasar Setono, blok B 12\nSentra: Setono").facts
    assert facts["address"] == "Pasar Setono, blok B 12"
    assert (facts["shop"], facts["sentra"]) == ("Ayu", "Setono")


@pytest.mark.parametrize("asked", ["shop", "owner", "kelurahan", "bank_account", "consent"])
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("batal", "cancel"),
        ("ga jadi", "cancel"),
        ("stop", "stop"),
        ("bantuan", "help"),
        ("ada daster merah?", "search"),
        ("cari daster merah", "search"),
        ("pesan K0123 2", "order"),
        ("mau bicara dengan petugas", "talk_to_person"),
    ],
)
def test_something_else_breaks_in(asked, text, name):
    assert told(text, asked).name == name


@pytest.mark.parametrize(
    "text", ["daftar harga dong", "daftar barang", "daftar warna", "daftar", "gabung", "mau jualan"]
)
def test_no_shop_is_told(text):
    assert not told(text).facts.get("shop")


@pytest.mark.parametrize(
    ("caption", "expected"),
    [
        ("qris", True),
        ("Ini QRIS toko saya", True),
        ("ganti qris", True),
        ("sudah bayar qris", False),
        ("bisa qris?", False),
        ("foto", False),
        ("", False),
    ],
)
def test_a_caption_that_says_qris(caption, expected):
    assert says_qris(caption) is expected


@pytest.mark.parametrize("asked", ["shop", "bank_account", "shop_address", "qris", "hours"])
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("undang 081234567890", "invite_helper"),
        ("rekap", "recap"),
        ("barang saya", "my_goods"),
        ("stok K0123 5", "set_stock"),
        ("terima P0001", "accept"),
        ("gabung ABCD2345", "join_code"),
        ("Daster cap 45rb stok 60", "new_listing"),
        ("rekening BRI 1234567890 a.n. Siti", "edit_shop"),
    ],
)
def test_a_sellers_command_is_no_answer(asked, text, name):
    assert understand(text, LEXICON, expecting=asked, role="seller").name == name


@pytest.mark.parametrize("asked", ["shop", "bank_account", "shop_address", "qris"])
@pytest.mark.parametrize(("text", "name"), [("libur besok", "close_shop"), ("buka lagi", "reopen_shop")])
def test_a_holiday_is_no_answer(asked, text, name):
    assert understand(text, LEXICON, expecting=asked, role="seller").name == name


def test_a_free_day_is_an_answer_to_the_hours():
    intent = understand("senin-sabtu 8-16, jumat libur", LEXICON, expecting="hours", role="seller")
    assert (intent.name, intent.facts["closed_weekdays"]) == ("answer", [4])


@pytest.mark.parametrize("said", ["gabung {}", "kode {}", "Gabung {}."])
def test_whatever_a_code_looks_like_it_is_one(said: str) -> None:
    """Letters and figures by chance: of goods, of an order, of a no."""
    for code in ("K8396ZJR", "P1234ABC", "GG7Y5B9P", "97G4Y8ET", *(shop_numbers.draw_code() for _ in range(40))):
        intent = told(said.format(code))
        assert (intent.name, intent.facts.get("code")) == ("join_code", code)


@pytest.mark.parametrize("text", ["kode K0123", "kode P0001", "gabung K8396"])
def test_the_code_of_goods_or_an_order_is_none(text: str) -> None:
    assert told(text).name != "join_code"
