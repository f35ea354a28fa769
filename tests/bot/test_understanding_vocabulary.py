"""The vocabulary holds every canonical value, and no word means two things."""

import pytest

from bot.understanding.data import read
from catalog import vocabulary
from catalog.vocabulary import Value, Vocabulary, VocabularyError

CANONICAL = {
    "product": "kain sarung bahan kemeja blus dress gamis daster outer rok celana kaos jaket selendang kerudung mukena sarimbit anak tas "
    "dompet sandal sprei taplak blangkon aksesori",
    "technique": "tulis cap kombinasi printing ecoprint jumputan",
    "motif": "jlamprang buketan terang-bulan pagi-sore hokokai semen liong tujuh-rupa encim parang kawung mega-mendung truntum sidomukti "
    "sidoluhur sekar-jagad tambal ceplok lung-lungan gringsing udan-liris merak burung-hong bunga kupu-kupu ikan gurda nitik lereng "
    "tiga-negeri tumpal abstrak polos",
    "colour": "merah maroon biru navy hijau tosca kuning mustard oranye coklat sogan krem putih hitam abu ungu pink salem emas silver multi",
    "size": "S M L XL XXL 3XL 4XL allsize 2 4 6 8 10 12",
    "sentra": "Setono Kauman Pesindon Jenggot Buaran Kradenan Banyurip Kergon Pasirsari Krapyak Tirto Medono",
}


@pytest.mark.parametrize("kind", CANONICAL)
def test_every_canonical_value_is_there(kind):
    assert list(vocabulary.load().values(kind)) == CANONICAL[kind].split()


def test_near_colours_go_one_way():
    words = vocabulary.load()
    assert words.expand("colour", "merah") == ("merah", "maroon")
    assert words.expand("colour", "maroon") == ("maroon",)


def test_labels_are_local_words():
    words = vocabulary.load()
    assert words.label("motif", "mega-mendung") == "mega mendung"
    assert words.label("technique", "tulis", "en") == "hand-drawn"
    assert words.label("motif", "not-known") == "not-known"


def test_a_word_claimed_twice_is_refused():
    values: dict[str, dict[str, Value]] = {kind: {} for kind in (*CANONICAL, *vocabulary.WRITTEN)}
    values["colour"] = {id: Value("colour", id, id, id, words=("abang",)) for id in ("merah", "maroon")}
    with pytest.raises(VocabularyError, match="abang"):
        Vocabulary(values)


def test_language_files_can_be_read():
    for name in (
        "cues",
        "intents",
        "fillers",
        "numbers",
        "units",
        "attributes",
        "whom",
        "forms",
        "other_goods",
        "common",
    ):
        assert read(name)


def test_a_short_spelling_takes_no_word_of_goods_away():
    spellings = read("spellings")["short"]
    goods = {
        phrase for kind in vocabulary.KINDS for v in vocabulary.load().values(kind).values() for phrase in v.phrases
    }
    others = {word for name in ("numbers", "units") for table in read(name).values() for word in table}
    assert not spellings.keys() & (goods | others)
