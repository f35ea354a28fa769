"""What corrections make of a draft's fields, read from the words that a seller writes."""

import pytest

from bot.seller.goods.draft_fields import applied, missing, tiers
from bot.understanding import build_lexicon, understand
from bot.understanding.goods.caption import description, read_offers, title
from catalog import vocabulary

LEXICON = build_lexicon(vocabulary.load(), [])
SHARED = {"product": "kemeja", "sizes": ["M", "L"], "stock": 10, "price": 90_000}
BY_SIZE = {"product": "kemeja", "sizes": ["M", "L"], "stock": {"M": 3, "L": 5}, "price": 90_000}
PLAIN = {"product": "kain", "stock": 6, "price": 185_000, "technique": "cap", "colours": ["coklat"]}


def corrected(fields, words, asked="draft"):
    return applied(fields, understand(words, LEXICON, expecting=asked, role="seller").listing)


@pytest.mark.parametrize(
    ("fields", "words", "expected"),
    [
        (PLAIN, "harganya 55", {"price": 55_000}),
        (PLAIN, "bukan cap, printing", {"technique": "printing"}),
        (PLAIN, "tambah XL 3", {"sizes": ["XL"], "stock": {"XL": 3}}),
        (PLAIN, "warnanya biru", {"colours": ["biru"]}),
        (PLAIN, "tambah warna biru", {"colours": ["coklat", "biru"]}),
        (PLAIN, "bukan coklat tapi biru", {"colours": ["biru"]}),
        (PLAIN, "hapus coklat", {"colours": None}),
        (PLAIN, "beratnya 300 gram", {"weight_g": 300}),
        (SHARED, "tambah XL 3", {"sizes": ["M", "L", "XL"], "stock": 13}),
        (SHARED, "tambah XXL", {"sizes": ["M", "L", "XXL"], "stock": 10}),
        (SHARED, "L 5", {"sizes": ["M", "L"], "stock": {"M": None, "L": 5}}),
        (SHARED, "M 3 L 5 XL 2", {"sizes": ["M", "L", "XL"], "stock": {"M": 3, "L": 5, "XL": 2}}),
        (SHARED, "semua ukuran 4", {"stock": {"M": 4, "L": 4}}),
        (SHARED, "hapus L", {"sizes": ["M"], "stock": 10}),
        (BY_SIZE, "tambah XL 3", {"sizes": ["M", "L", "XL"], "stock": {"M": 3, "L": 5, "XL": 3}}),
        (BY_SIZE, "tambah XXL", {"sizes": ["M", "L", "XXL"], "stock": {"M": 3, "L": 5, "XXL": None}}),
        (BY_SIZE, "L 7", {"stock": {"M": 3, "L": 7}}),
        (BY_SIZE, "hapus M", {"sizes": ["L"], "stock": {"L": 5}}),
        (BY_SIZE, "stoknya 20", {"stock": 20}),
        (PLAIN, "harganya 9999999999", {"price": 185_000}),
        (PLAIN, "stoknya 99999999", {"stock": 6}),
    ],
)
def test_a_correction(fields, words, expected):
    found = corrected(fields, words)
    assert {name: found.get(name) for name in expected} == expected
    assert {k: v for k, v in found.items() if k not in expected} == {
        k: v for k, v in fields.items() if k not in expected
    }


def test_the_number_of_a_new_size_is_asked_for_and_filled_in():
    fields = corrected(BY_SIZE | {"technique": "cap"}, "tambah XXL")
    assert missing(fields) == ["stock"]
    fields = corrected(fields, "4", asked="stock")
    assert fields["stock"] == {"M": 3, "L": 5, "XXL": 4} and not missing(fields)


def test_wholesale_prices_that_are_no_bargain_do_not_count():
    assert tiers({"price": 50_000, "wholesale": [[20, 45_000], [12, 60_000], [40, 45_000], [1, 10]]}) == [(20, 45_000)]


CAPTION = "Kain batik cap kawung coklat katun prima, 185rb, stok 6 ya kak wa 081234567890"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "Kain batik cap kawung coklat katun prima"),
        ({"technique": "printing"}, "Kain batik printing kawung coklat katun prima"),
        ({"product": "sarung"}, "Sarung cap kawung coklat katun prima"),
        ({"colours": ["biru", "hijau"]}, "Kain batik cap kawung katun prima biru hijau"),
        ({"motifs": []}, "Kain batik cap coklat katun prima"),
    ],
)
def test_a_title_never_says_what_the_fields_do_not(changes, expected):
    [offer], left = read_offers(CAPTION, LEXICON)
    assert not left and title(CAPTION, {**offer.fields, **changes}, LEXICON) == expected


@pytest.mark.parametrize(
    ("text", "heading", "more"),
    [
        ("✨NEW✨ Outer ecoprint 275rb 🌿 all size LD 120 tinggal 2 ya bund", "Outer ecoprint", "LD 120"),
        ("clana pendek btik prnting 30rb ijo stok 48", "Celana pendek printing hijau", ""),
        ("kemeja batik sekar jagad, bukan printing ya bu ini cap asli, 165k", "Kemeja batik sekar jagad cap", ""),
        ("45rb aja! daster busui cap, LD 110 PB 105, stok 5", "Daster cap", "Busui, LD 110 PB 105"),
        ("", "Daster", ""),
    ],
)
def test_titles_and_descriptions(text, heading, more):
    [offer], _left = read_offers(text, LEXICON)
    fields = {"product": "daster"} | dict(offer.fields)
    assert title(text, fields, LEXICON) == heading and description(text, heading, LEXICON) == more


def test_a_list_is_honest_about_lines_that_nobody_understands():
    text = "halo min, barang hari ini\n1. Kain cap 100rb stok 2\nkebaya 200rb\n2. Gamis printing 90rb stok 3\nasdf qwer"
    found, left = read_offers(text, LEXICON)
    assert [offer.fields["product"] for offer in found] == ["kain", "gamis"]
    assert left == ["kebaya 200rb", "asdf qwer"]
