"""How rupiah are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding import build_lexicon, understand
from catalog import vocabulary
from money import in_words, rupiah, short

LEXICON = build_lexicon(vocabulary.load(), ())


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (0, "Rp0"),
        (500, "Rp500"),
        (45_000, "Rp45.000"),
        (175_000, "Rp175.000"),
        (1_250_000, "Rp1.250.000"),
        (-5_000, "-Rp5.000"),
    ],
)
def test_rupiah(amount, written):
    assert rupiah(amount) == written


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (500, "500"),
        (45_000, "45rb"),
        (47_500, "47,5rb"),
        (1_000_000, "1jt"),
        (1_500_000, "1,5jt"),
        (2_750_000, "2,75jt"),
        (1_234_567, "1.234.567"),
    ],
)
def test_short(amount, written):
    assert short(amount) == written


@given(st.integers(min_value=10, max_value=99_999).map(lambda n: n * 100))
def test_what_is_written_is_read_back(amount):
    for written in (rupiah(amount), short(amount), f"{amount:,}".replace(",", ".")):
        assert understand(f"daster dibawah {written}", LEXICON).wish.price_max == amount, written


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "nol rupiah"),
        (11, "sebelas rupiah"),
        (115, "seratus lima belas rupiah"),
        (1_000, "seribu rupiah"),
        (1_211, "seribu dua ratus sebelas rupiah"),
        (11_000, "sebelas ribu rupiah"),
        (190_123, "seratus sembilan puluh ribu seratus dua puluh tiga rupiah"),
        (1_000_000, "satu juta rupiah"),
        (2_001_100, "dua juta seribu seratus rupiah"),
    ],
)
def test_in_words(amount, words):
    assert in_words(amount) == words


@given(st.integers(min_value=1, max_value=10**9), st.integers(min_value=1, max_value=10**9))
def test_no_two_amounts_sound_the_same(one, other):
    assert (in_words(one) == in_words(other)) == (one == other)
