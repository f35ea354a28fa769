"""Sentences by kind: what they mean, and what they must not mean."""

import json
from typing import Any

import pytest

from bot.understanding import Intent, Lexicon, Line, Wish, build_lexicon, understand
from bot.understanding.as_json import explain
from catalog import vocabulary
from tests.understanding import FOLDER, cases, slots

SHOPS = [line.strip() for line in (FOLDER / "shops.txt").read_text(encoding="utf-8").splitlines() if line.strip()]
KINDS = ("product", "technique", "motif", "colour", "size", "sentra", "shop")


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return build_lexicon(vocabulary.load(), SHOPS)


def wanted(wish: Wish) -> dict[str, Any]:
    """The slots of a wish in the form of the case files."""
    names = (*KINDS, "price_min", "price_max", "min_stock", "wholesale", "sort")
    found = {name: getattr(wish, name) for name in names if getattr(wish, name)}
    return found | {f"not.{kind}": values for kind, values in wish.exclude.items() if values}


def in_any_order(found: dict[str, Any]) -> dict[str, Any]:
    return {name: sorted(value) if isinstance(value, tuple) else value for name, value in found.items()}


@pytest.mark.parametrize(("text", "expected"), [case for case in cases("searches.txt") if case[1]])
def test_a_search_is_understood(lexicon, text, expected):
    intent = understand(text, lexicon)
    assert (intent.name, in_any_order(wanted(intent.wish))) == ("search", in_any_order(slots(expected)))


@pytest.mark.parametrize(("text", "expected"), list(cases("intents.txt")))
def test_what_is_no_search_gets_its_own_intent(lexicon, text, expected):
    assert understand(text, lexicon).name == expected


def told(intent: Intent) -> str:
    """An intent in the form of orders.txt."""
    lines = " ".join(
        f"{line.code or line.place or ''}/{line.size or ''}/{line.quantity or ''}" for line in intent.lines
    )
    facts = "; ".join(f"{name}={value}" for name, value in sorted(intent.facts.items()))
    return f"{intent.name} | {lines} | {facts}"


def told_with_wish(intent: Intent) -> str:
    """The same with pieces of none ("/0") and what is wanted as facts ("want.product=daster")."""
    lines = " ".join(
        f"{line.code or line.place or ''}/{line.size or ''}/{'' if line.quantity is None else line.quantity}"
        for line in intent.lines
    )
    want = {f"want.{name}": ",".join(v) if isinstance(v, tuple) else v for name, v in wanted(intent.wish).items()}
    facts = {**intent.facts, **want}
    return f"{intent.name} | {lines} | {'; '.join(f'{name}={facts[name]}' for name in sorted(facts))}"


def as_told(expected: str) -> str:
    name, lines, facts = (*(part.strip() for part in expected.split("|")), "", "")[:3]
    return f"{name} | {lines} | {'; '.join(sorted(filter(None, facts.split('; '))))}"


@pytest.mark.parametrize(("text", "expected"), list(cases("orders.txt")))
def test_an_order_or_an_answer_is_understood(lexicon, text, expected):
    expecting = None
    if text.startswith("["):
        expecting, _, text = text[1:].partition("] ")
    assert told(understand(text, lexicon, expecting=expecting)) == as_told(expected)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("pesan K0201 1 seri", (Line("K0201", quantity=1, series=True),)),
        ("K0201 2 seri sama K0104 3", (Line("K0201", quantity=2, series=True), Line("K0104", quantity=3))),
        ("mau K0201 semua ukuran", (Line("K0201", series=True),)),
        ("K0201 tiap ukuran 2 pcs", (Line("K0201", quantity=2, series=True),)),
        ("K0201 L 2 seri coklat", (Line("K0201", size="L", quantity=2),)),
    ],
)
def test_a_series_is_one_of_each_size(lexicon, text, lines):
    assert understand(text, lexicon).lines == lines


@pytest.mark.parametrize(("text", "expected"), list(cases("sellers.txt")))
def test_a_seller_is_understood(lexicon, text, expected):
    assert told(understand(text, lexicon, role="seller")) == as_told(expected)


@pytest.mark.parametrize(("text", "expected"), list(cases("goods_of_sellers.txt")))
def test_what_a_seller_says_of_her_goods(lexicon, text, expected):
    assert told_with_wish(understand(text, lexicon, role="seller")) == as_told(expected)


@pytest.mark.parametrize(("text", "expected"), list(cases("shops_of_sellers.txt")))
def test_what_a_seller_says_of_the_shop(lexicon, text, expected):
    assert told(understand(text, lexicon, role="seller")) == as_told(expected)


@pytest.mark.parametrize(("text", "expected"), list(cases("beside_goods.txt")))
def test_what_anybody_says_beside_goods(lexicon, text, expected):
    asked = None
    if text.startswith("["):
        asked, _, text = text[1:].partition("] ")
    assert told_with_wish(understand(text, lexicon, expecting=asked)) == as_told(expected)


@pytest.mark.parametrize(("text", "expected"), list(cases("drafts.txt")))
def test_what_is_said_to_a_draft(lexicon, text, expected):
    asked, _, said = text[1:].partition("] ")
    name, _, fields = (part.strip() for part in expected.partition("|"))
    intent = understand(said, lexicon, expecting=asked, role="seller")
    changes = "; ".join(f"{field}={value}" for field, value in sorted(intent.listing.items()))
    assert (intent.name, changes) == (name, "; ".join(sorted(filter(None, fields.split("; ")))))


@pytest.mark.parametrize(
    ("text", "products"),
    [
        (
            "Daster cap 45rb stok 60\nGamis printing 95rb M L XL\nKemeja tulis 350rb sisa 1",
            ["daster", "gamis", "kemeja"],
        ),
        (
            "READY:\n1. Daster rayon 42rb\n2. Kemeja cap parang 135rb\n3. Sarung tulis 900rb",
            ["daster", "kemeja", "sarung"],
        ),
        ("Daster rayon\n45rb\nGamis katun\n95rb stok 3", ["daster", "gamis"]),
        ("*Daster*\nmerah 45rb stok 5\nbiru 50rb stok 3", ["daster", "daster"]),
        ("Kain tulis 850rb\nKain cap 250rb\nbahan primis semua", ["kain", "kain"]),
        ("Daster cap 45rb\nlusinan 480rb", ["daster"]),
        ("Kemeja batik cap\nbahan katun primis\n150rb", ["kemeja"]),
        ("Daster kawung\nHarga : 48rb\nGrosir : 44rb min 6, 41rb min 20", ["daster"]),
        ("Kemeja cap parang coklat\nM 3 L 5 XL 2\nharga 135.000", ["kemeja"]),
    ],
)
def test_several_goods_in_one_message(lexicon, text, products):
    assert [one["product"] for one in understand(text, lexicon, role="seller").listings] == products


CAPTIONS = [json.loads(line) for line in (FOLDER / "captions.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("caption", CAPTIONS, ids=[caption["text"][:40] for caption in CAPTIONS])
def test_a_caption_becomes_a_listing(lexicon, caption):
    listing = explain(understand(caption["text"], lexicon, role="seller")).get("listing", {})
    assert {name: listing.get(name) for name in caption["listing"]} == caption["listing"]


@pytest.mark.parametrize(
    ("text", "not_meant"),
    [
        ("batik hijau", "greeting"),
        ("pesanan saya mana", "order"),
        ("cekat", "order_status"),
        ("halogen", "greeting"),
        ("oke daster merah ada?", "yes"),
        ("tidak ada daster merah?", "no"),
        ("dijual lagi daster grosir", "more"),
        ("terima kasih", "accept"),
        ("selamat pagi, kain pagi sore ada?", "greeting"),
        ("batalkan pesanan P0001", "order_status"),
    ],
)
def test_words_inside_words_are_not_heard(lexicon, text, not_meant):
    assert understand(text, lexicon).name != not_meant


def test_a_word_that_is_not_understood_is_named(lexicon):
    assert understand("kemeja blirik zambrung", lexicon).wish.unknown == ("blirik", "zambrung")


def test_mapped_words_put_listings_first_and_exclude_none(lexicon):
    wish = understand("celana kulot lengan panjang", lexicon).wish
    assert "celana kulot" in wish.prefer or "kulot" in wish.prefer
    assert wish.words == ()


def test_near_colours_are_written_out(lexicon):
    assert explain(understand("daster merah jangan biru", lexicon))["slots"] == {
        "product": "daster",
        "colour": ["merah", "maroon"],
        "exclude": {"colour": ["biru", "navy"]},
    }


def test_english_is_answered_in_english_and_javanese_in_indonesian(lexicon):
    assert understand("do you have blue sarongs?", lexicon).language == "en"
    assert understand("sarung abang pinten bu", lexicon).language == "id"
    assert understand("scarf batik ecoprint", lexicon).language == "id"
    assert understand("dress ukuran XL ready kak", lexicon).language == "id"


def test_thousands_of_shops_are_indexed_quickly_and_found():
    from time import process_time

    shops = [
        f"Batik {a}{b} {c}"
        for a in ("Mer", "Sal", "Wid", "Har", "Nur")
        for b in ("jono", "wati", "ning", "diyah")
        for c in range(500)
    ]
    begun = process_time()
    lexicon = build_lexicon(vocabulary.load(), [*shops, "Toko Zulfikri Sandang"])
    assert process_time() - begun < 3
    assert understand("daster dari toko zulfikri", lexicon).wish.shop == ("Toko Zulfikri Sandang",)
    assert understand("daster dari toko zulfkri", lexicon).wish.shop == ("Toko Zulfikri Sandang",)


@pytest.mark.parametrize(
    ("text", "wishes"),
    [
        (
            "daster merah sama kemeja tulis XL",
            (
                Wish(product=("daster",), colour=("merah",)),
                Wish(product=("kemeja",), technique=("tulis",), size=("XL",)),
            ),
        ),
        (
            "red dress and a hand drawn shirt",
            (Wish(product=("dress",), colour=("merah",)), Wish(product=("kemeja",), technique=("tulis",))),
        ),
        (
            "daster merah dan kemeja biru dibawah 200rb",
            (
                Wish(product=("daster",), colour=("merah",), price_max=200_000),
                Wish(product=("kemeja",), colour=("biru",), price_max=200_000),
            ),
        ),
        ("daster dan gamis merah", ()),
        ("kemeja merah atau biru", ()),
        ("sarimbit kemeja L dan gamis M", ()),
    ],
)
def test_goods_with_words_of_their_own_are_wishes_apart(lexicon, text, wishes):
    assert understand(text, lexicon).wishes == wishes
