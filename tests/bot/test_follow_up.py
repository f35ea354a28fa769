"""What a message says about the answer before, and what that makes of the last wish."""

from typing import Any

import pytest

from bot.shopper.finding.follow_up import Shown, from_json, narrowed, to_json
from bot.understanding import Intent, Lexicon, Wish, build_lexicon, understand
from catalog import vocabulary
from tests.understanding import cases

SHOPS = ["Griya Batik Wati", "Batik Budi Jaya"]


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return build_lexicon(vocabulary.load(), SHOPS)


def told(intent: Intent) -> str:
    facts = dict(intent.facts)
    signs = ["+"] if facts.pop("follow_up", False) else []
    signs += [f"{name}={','.join(v) if isinstance(v, list) else v}" for name, v in facts.items() if name != "order_no"]
    signs += [f"place={line.place}" for line in intent.lines if line.place]
    return " ".join([intent.name, *signs])


@pytest.mark.parametrize(("text", "expected"), list(cases("talking_on.txt")))
def test_what_is_said_about_the_answer_before(lexicon: Lexicon, text: str, expected: str) -> None:
    assert told(understand(text, lexicon)) == expected


SHIRTS = Wish(product=("kemeja",), motif=("parang",), colour=("biru",), price_max=200_000)
SEEN = Shown(95_000, 175_000, {"shop": ("Griya Batik Wati",)})


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("yang merah ada?", {"colour": ("merah",)}),
        ("kalau yang tulis?", {"technique": ("tulis",)}),
        ("kawung", {"motif": ("kawung",)}),
        ("ukuran XL?", {"size": ("XL",)}),
        ("atau hijau", {"colour": ("biru", "hijau")}),
        ("bukan parang", {"motif": (), "exclude": {"motif": ("parang",)}}),
        ("selain merah", {"exclude": {"colour": ("merah",)}}),
        ("di atas 100rb", {"price_min": 100_000, "price_max": None}),
        ("max 150rb", {"price_max": 150_000}),
        ("yang murah aja", {"sort": "cheapest"}),
        ("lebih murah", {"price_max": 94_999, "sort": "cheapest"}),
        ("lebih mahal", {"price_min": 175_001, "price_max": None}),
        ("toko lain", {"exclude": {"shop": ("Griya Batik Wati",)}}),
        ("warna lain?", {"colour": (), "exclude": {"colour": ("biru",)}}),
        ("warna lain? yang merah", {"colour": ("merah",)}),
        ("hapus warna", {"colour": ()}),
        ("warna apa aja", {"colour": ()}),
        ("hapus harga", {"price_max": None}),
        ("hapus parang", {"motif": ()}),
        ("yang grosir", {"wholesale": True}),
        ("yang katun ada?", {"words": ("katun",)}),
        ("in red?", {"colour": ("merah",)}),
        ("saring merah", {"colour": ("merah",)}),
        ("yang merah brukat", {"colour": ("merah",), "unknown": ("brukat",)}),
    ],
)
def test_a_follow_up_changes_the_last_wish(lexicon: Lexicon, text: str, changes: dict[str, Any]) -> None:
    wish = narrowed(SHIRTS, understand(text, lexicon), SEEN)
    assert {**to_json(wish), "prefer": ()} == {**to_json(Wish(**{**vars(SHIRTS), **changes})), "prefer": ()}


@pytest.mark.parametrize(
    "text", ["daster", "kemeja merah", "ada batik merah?", "daster yang lebih murah", "kalau daster?"]
)
def test_a_new_wish_starts_afresh(lexicon: Lexicon, text: str) -> None:
    message = understand(text, lexicon)
    assert narrowed(SHIRTS, message, SEEN) == message.wish


def test_changes_one_after_the_other(lexicon: Lexicon) -> None:
    wish = SHIRTS
    for text in ("bukan parang", "yang merah", "selain merah", "hapus harga", "yang parang", "merah"):
        wish = narrowed(wish, understand(text, lexicon))
    assert wish == Wish(product=("kemeja",), motif=("parang",), colour=("merah",))


def test_a_wish_is_kept_as_it_was() -> None:
    wish = Wish(product=("kain",), exclude={"shop": ("A", "B")}, price_max=5, wholesale=True, words=("adem",))
    assert from_json(to_json(wish)) == wish
    assert from_json(to_json(Wish())) == Wish()
