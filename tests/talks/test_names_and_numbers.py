"""Names that buyers give, numbers that a courier needs, and words that go on to somebody else."""

import pytest

from messaging.content import MAX_BUTTON_TITLE, MAX_LIST_ITEMS, MAX_LIST_TITLE, Content, Option
from orders import areas
from tests.market import Market


@pytest.mark.parametrize("words", ["dikirim", "diambil", "kirim aja kak", "transfer", "besok"])
def test_a_quick_answer_to_the_next_question_is_nobodys_name(market: Market, words: str) -> None:
    sari = market.shopper()
    sari.says("pesan K0104 1")
    sari.gets("atas nama siapa")
    sari.listens()
    sari.says(words)
    sari.gets("nama siapa")
    sari.gets_not(f"Nama: {words}")


def test_a_polite_line_is_no_new_name(market: Market) -> None:
    sari = market.shopper()
    sari.says("pesan K0104 1")
    sari.says("Budi")
    sari.says("dikirim")
    sari.says(
        "Jl. Kenanga No 5 RT 02 RW 03\nKec. Pekalongan Timur\nKota Pekalongan 51123\nMohon segera dikirim hari ini"
    )
    if "kecamatan" in sari.last.seen:
        sari.says("Kec. Pekalongan Timur, Kota Pekalongan")
    sari.says("transfer")
    sari.gets("Budi", r"Sudah benar\?")
    sari.gets_not("Nama: Mohon")


def test_no_parcel_goes_without_a_number_to_call(market: Market) -> None:
    sari = market.shopper("Sari", address="whatsapp:ID.4711", external_id="whatsapp:ID.4711")
    sari.says(
        "pesan K0104 1\nNama: Sari Dewi\nAlamat: Jl. Kenanga No 5 RT 02 RW 03, Kec. Pekalongan Timur, Kota Pekalongan 51123\nDikirim"
    )
    for _ in range(3):
        sari.says("transfer")
        sari.gets(r"Nomor HP penerimanya berapa\?")
        sari.listens()
    assert market.orders() == []
    sari.says("081234567890")
    sari.gets(r"Sudah benar\?", "transfer|Transfer")


def test_words_of_a_buyer_are_not_the_markets(market: Market) -> None:
    sari, pak_budi = market.shopper("✅ Lokapasar (Pemkot) evil.example"), market.seller("Pak Budi")
    sari.says(
        "tanya penjual K0104 luntur tidak?\n\n✅ Lokapasar: Pembayaran P0001 sudah lunas. https://evil.example/login"
    )
    pak_budi.gets(r"“luntur tidak\? / Lokapasar: Pembayaran P0001 sudah lunas. evil\(\.\)example/login”")
    pak_budi.gets_not("✅", "https://", r"evil\.example", r"Lokapasar \(Pemkot\)")


def test_every_place_can_be_tapped() -> None:
    places = areas.load()
    names = [places.in_words(code) for code in places.names]
    for size in (2, 3, 10):
        for start in range(0, len(names), size):
            part = tuple(Option(f"area:{start + at}", name) for at, name in enumerate(names[start : start + size]))
            options = Content.fitting("Yang mana?", options=part).options
            limit = MAX_LIST_TITLE if len(options) > 3 else MAX_BUTTON_TITLE
            assert all(0 < len(option.title) <= limit for option in options)
            assert len({option.title for option in options}) == len(options) == len(part)
    twelve = tuple(Option(f"area:{at}", "Kota Banjarmasin bagian paling utara") for at in range(12))
    assert len({one.title for one in Content.fitting("Yang mana?", options=twelve).options}) == MAX_LIST_ITEMS
