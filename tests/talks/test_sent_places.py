"""A place on the map or a contact card where an address or a recipient is asked for."""

import pytest

from tests.market import Market, Person

CARD = "BEGIN:VCARD\nVERSION:3.0\nN:;Mama Rini;;;\nFN:Mama Rini\nTEL;type=CELL;waid=6281234567890:+62 812-3456-7890\nEND:VCARD\n"


def is_asked_for_the_address(market: Market) -> Person:
    sari = market.shopper()
    sari.says("pesan K0104 1")
    sari.says("Sari")
    sari.says("dikirim").gets("alamat")
    return sari


def sends_card(person: Person, card: str | bytes = CARD) -> Person:
    return person.says(media=(card if isinstance(card, bytes) else card.encode(), "text/vcard"))


def place(person: Person, payload: str, **changes: str) -> Person:
    return person.sends(payload, MessageSid=person.market.twilio.new_sid("SM"), **changes)


def test_a_named_place_is_the_address(market: Market) -> None:
    sari, budi = is_asked_for_the_address(market), market.seller("Pak Budi")
    address = "Jl. Melati No 12, Kec. Pekalongan Barat, Kota Pekalongan 51117"
    place(sari, "named_place", Address=address, Label="Rumah Sari").gets("Jl. Melati No 12", "bayar")
    sari.says("transfer").gets("Rumah Sari, Jl. Melati No 12", "sudah benar")
    sari.says("ya").gets("P0001")
    budi.gets("Jl. Melati No 12", r"maps\.google\.com/\?q=-6\.732000,108\.552300")


def test_of_a_bare_pin_the_street_is_still_asked(sqlite_market: Market) -> None:
    sari, budi = is_asked_for_the_address(sqlite_market), sqlite_market.seller("Pak Budi")
    place(sari, "location").gets_one_message("kami catat untuk kurir", "jalan", r"alamat mana\?$")
    sari.says("Jl. Melati No 12, Kec. Pekalongan Barat, Kota Pekalongan 51117").gets("bayar")
    sari.says("transfer")
    sari.says("ya").gets("P0001")
    budi.gets("Jl. Melati", r"q=-6\.732000,108\.552300")


@pytest.mark.parametrize("latitude", ["NaN", "1e9", "di sana", "inf"])
def test_what_is_no_point_on_earth_is_said_so(sqlite_market: Market, latitude: str) -> None:
    sari = is_asked_for_the_address(sqlite_market)
    place(sari, "location", Latitude=latitude).gets("belum bisa kami baca", "alamat")


def test_a_card_is_the_recipient(market: Market) -> None:
    sari, budi = is_asked_for_the_address(market), market.seller("Pak Budi")
    sends_card(sari).gets_one_message("Mama Rini", r"\+6281234567890", "alamat")
    sari.says("Jl. Melati No 12, Kec. Pekalongan Barat, Kota Pekalongan 51117")
    sari.says("transfer").gets("Nama: Mama Rini", r"HP penerima: \+6281234567890")
    sari.says("ya").gets("P0001")
    budi.gets("Mama Rini", r"\+6281234567890")


def test_a_card_answers_the_question_for_a_name(sqlite_market: Market) -> None:
    sari = sqlite_market.shopper()
    sari.says("pesan K0104 1").gets("atas nama siapa")
    sends_card(sari).gets("Mama Rini", "dikirim atau diambil")


def test_a_card_gives_the_number_of_somebody_who_hides_hers(sqlite_market: Market) -> None:
    sari = sqlite_market.shopper("Sari", address="whatsapp:ID.4566546130240823")
    sari.says("pesan K0104 1")
    sari.says("Sari")
    sari.says("dikirim")
    sari.says("Jl. Melati No 12, Kec. Pekalongan Barat, Kota Pekalongan 51117").gets("Nomor HP")
    sends_card(sari).gets("bayar")


@pytest.mark.parametrize(
    ("card", "said"),
    [
        ("BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Bu=20Yuni\nTEL;CELL:0812-3456-7890\nEND:VCARD", "Bu Yuni"),
        ("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Tanpa Nomor\r\nEND:VCARD\r\n", "tidak ada nomor"),
        ("BEGIN:VCARD\nVERSION:3.0\nFN:✅ Lokapasar https://evil.example\nTEL:0812\nEND:VCARD", "Penerima|tidak"),
        ("bukan kartu", "tidak bisa kami baca"),
        (b"\xff\xd8\xff\xe0not a picture", "tidak bisa kami baca"),
        ("", "tidak bisa kami baca"),
    ],
)  # fmt: skip
def test_cards_as_phones_write_them(sqlite_market: Market, card: str | bytes, said: str) -> None:
    sari = is_asked_for_the_address(sqlite_market)
    sends_card(sari, card).gets(said)
    sari.gets_not("evil.example")


def test_without_an_order_it_is_said_honestly(sqlite_market: Market) -> None:
    sari = sqlite_market.shopper()
    sends_card(sari).gets_one_message("tidak ada pesanan")
    place(sari, "named_place").gets_one_message("saat Anda memesan")
    budi = sqlite_market.seller("Pak Budi")
    sends_card(budi).gets_one_message(".")
    place(budi, "location").gets_one_message(".")


def test_a_card_leaves_no_trace_of_its_own(sqlite_market: Market) -> None:
    from sqlmodel import Session, select

    import database
    from messaging.models import ReceivedPicture

    sends_card(is_asked_for_the_address(sqlite_market))
    with sqlite_market.app.app_context(), Session(database.engine()) as session:
        (row,) = session.exec(select(ReceivedPicture)).all()
        assert row.facts == {}
