"""What is counted of messages that were not understood, and what never is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import select

import database
from bot.talk.learning import missed
from bot.understanding import Wish, build_lexicon, understand
from catalog import vocabulary
from catalog.models import WordHeard

LEXICON = build_lexicon(vocabulary.load(), ["Batik Nur Setono"])


def counted(text: str, not_found: Wish | None = None) -> list[tuple[str, str, str]]:
    return [(one.kind, one.word, one.example) for one in missed(understand(text, LEXICON), LEXICON, not_found)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ada kemeja motif zwilikan?", [("ignored", "zwilikan", "ada kemeja motif zwilikan")]),
        ("daster zwilikan 50rb", [("ignored", "zwilikan", "daster zwilikan 0 rb")]),
        ("Kemeja Zwilikan", [("ignored", "zwilikan", "kemeja zwilikan")]),
        ("qwrtzp", [("not_understood", "qwrtzp", "qwrtzp")]),
        ("kemeja merah", []),
    ],
)
def test_a_word_that_nobody_knows_is_counted(text, words):
    assert counted(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "saya zulaekhah mau daster merah",
        "daster merah untuk bu zulaekhah",
        "mau daster merah buat Zulaekhah ya",
        "daster zwilikan hubungi 0812 3456 7890",
        "daster zwilikan zul@example.com",
        "daster zwilikan https://example.com/zul",
        "daster zwilikan kirim ke Jl. Mawar 7 RT 02 RW 03",
        "Nama: Zulaekhah\nAlamat: Jl. Mawar 7",
        "daster K4wung2x 3b",
    ],
)
def test_what_tells_of_a_person_is_not(text):
    assert counted(text) == []


def test_only_five_words_of_a_message_and_no_long_one():
    words = ["zwiqa", "zwiqb", "zwiqc", "zwiqd", "zwiqe", "zwiqf", "z" * 41]
    assert [word for _, word, _ in counted("daster " + " ".join(words))] == words[:5]


def test_a_wish_that_nothing_fits_is_counted_by_what_it_names():
    wish = Wish(product=("kemeja",), motif=("liong",), size=("XL",), price_max=20_000, shop=("Batik Nur Setono",))
    assert counted("kemeja liong XL batik nur setono maks 20rb", wish) == [
        ("nothing_found", "kemeja liong XL", "kemeja liong xl … maks 0 rb")
    ]
    assert counted("dibawah 1000", Wish(price_max=1000)) == []


@given(st.text(max_size=300))
@settings(max_examples=300, deadline=None)
def test_any_text_leaves_no_figures_and_nothing_long(text):
    found = missed(understand(text, LEXICON), LEXICON)
    assert len(found) <= 5
    for one in found:
        assert 3 <= len(one.word) <= 40 or one.kind == "not_understood"
        assert len(one.example) <= 120
        assert not any(letter in "123456789" for letter in one.word + one.example)


def test_they_are_counted_in_talks(market):
    sari, dewi, rani = market.shopper("Sari"), market.shopper("Dewi"), market.shopper("Rani")
    sari.says("kemeja zwilikan")
    dewi.says("kain zwilikan")
    rani.says("ada daster zwilikan?")
    sari.says("ada kemeja zwilikan?")
    sari.says("kain liong tulis ungu")
    rows = [line.split() for line in market.flask("bot", "words", "--least", "1").splitlines()]
    assert rows[0][:3] == ["4", "ignored", "zwilikan"]
    assert rows[0][4:] == ["ada", "kemeja", "zwilikan"]
    assert rows[1][:2] == ["1", "nothing_found"]
    assert [line.split()[2] for line in market.flask("bot", "words").splitlines()] == ["zwilikan"]


def test_what_one_or_two_people_say_is_nowhere(market):
    sari, dewi = market.shopper("Sari"), market.shopper("Dewi")
    for _ in range(5):
        sari.says("kemeja zulaekhah")
        dewi.says("daster zulaekhah")
    assert "Nothing yet" in market.flask("bot", "words", "--least", "1")
    with market.app.app_context(), database.reading() as session:
        heard = session.exec(select(WordHeard)).all()
        assert len(heard) == 2
        assert not any("zulaekhah" in one.digest for one in heard)


def test_an_answer_to_a_form_is_never_counted(sqlite_market):
    sari = sqlite_market.shopper("Sari")
    sari.says("pesan K0101 ukuran L 1")
    sari.gets("nama|dikirim|alamat|berapa|bayar")
    sari.says("zulaekhah zwilikan")
    assert "Nothing yet" in sqlite_market.flask("bot", "words", "--least", "1")
