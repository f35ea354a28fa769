"""What holds for any text: reading never fails and never takes long; case and politeness change nothing; numbers round-trip."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.understanding import build_lexicon, understand
from bot.understanding.as_json import explain
from catalog import vocabulary
from tests.understanding import cases
from tests.understanding.hostile import EXPECTING, LONG

LEXICON = build_lexicon(vocabulary.load(), ["Batik Nur Setono", "Kios Bu Tarwiyah", "Toko Bang Faiz"])
SEARCHES = [text for text, expected in cases("searches.txt") if expected and "shop=" not in expected]
WORDS = st.sampled_from(
    sorted(
        {word for text in SEARCHES for word in text.split()}
        | {"K0123", "P0001", "no", "3", "\n", "Nama:", "Jl.", "RT", "resi", "JNE", "stok", "+3"}
    )
)


@given(st.text(max_size=400), st.sampled_from(EXPECTING), st.sampled_from(["shopper", "seller"]))
@settings(max_examples=300, deadline=None)
def test_no_text_makes_it_fail(text, expecting, role):
    explain(understand(text, LEXICON, expecting=expecting, role=role))


@given(st.lists(WORDS, max_size=14).map(" ".join), st.sampled_from(EXPECTING), st.sampled_from(["shopper", "seller"]))
@settings(max_examples=500, deadline=None)
def test_no_mixture_of_market_words_makes_it_fail(text, expecting, role):
    explain(understand(text, LEXICON, expecting=expecting, role=role))


@given(st.sampled_from(SEARCHES))
def test_capitals_change_nothing(text):
    assert understand(text.upper(), LEXICON).wish == understand(text.lower(), LEXICON).wish


@given(
    st.sampled_from(SEARCHES),
    st.sampled_from(["", "assalamualaikum bu, ", "halo kak ", "permisi min maaf ganggu, ", "nuwun sewu pak, ", "hi, "]),
    st.sampled_from(["", " ya kak", " dong", " 🙏🙏", " terima kasih", " makasih ya bu", " mbak", "..."]),
)
@settings(max_examples=300, deadline=None)
def test_politeness_changes_nothing(text, before, after):
    plain, polite = understand(text, LEXICON), understand(before + text + after, LEXICON)
    assert (polite.name, polite.wish) == (plain.name, plain.wish)


@given(
    st.integers(min_value=1, max_value=500),
    st.sampled_from([("pcs", 1), ("potong", 1), ("lusin", 12), ("kodi", 20), ("gross", 144), (" lembar", 1)]),
)
def test_amounts_are_read_back(number, unit):
    word, pieces = unit
    assert understand(f"butuh {number} {word} daster", LEXICON).wish.min_stock == number * pieces
    assert understand(f"pesan K0123 {number} {word}", LEXICON).lines[0].quantity == number * pieces


@pytest.mark.parametrize(
    "text",
    [
        "daster\u200b me\u200drah",
        "ｄａｓｔｅｒ　ｍｅｒａｈ",
        "dаster mеrah",  # Cyrillic а and е
        "\u202edaster\u202c merah",
        "𝐝𝐚𝐬𝐭𝐞𝐫 𝐦𝐞𝐫𝐚𝐡",
        "dåster mérah",
        "DaStEr MeRaH!!!",
        "🌸daster🌸 🌸merah🌸",
        "*daster* _merah_",
        "~daster~ merah",
    ],
)
def test_decoration_is_seen_through(text):
    wish = understand(text, LEXICON).wish
    assert (wish.product, wish.colour) == (("daster",), ("merah",))


@pytest.mark.parametrize("text", LONG.values(), ids=list(LONG))
@pytest.mark.parametrize("expecting", [None, "name", "address"])
def test_a_long_text_is_read_like_any_other(text, expecting):
    """How long it takes is measured in benchmarks/reading.py, not tested by the clock."""
    assert understand(text, LEXICON, expecting=expecting).name
