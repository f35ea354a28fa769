"""Somebody wants a person: a numbered matter, an answer, a bot that is quiet while a person talks, and comes back."""

from datetime import UTC, datetime

import pytest

import clock
from tests.market import Market, Person
from tests.talks.test_knocking import approve_all
from tests.talks.test_ordering import buys

WEDNESDAY_MORNING = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)  # 10.00 in Pekalongan
SATURDAY = datetime(2026, 11, 28, 3, 0, tzinfo=UTC)


def at(market: Market, moment: datetime) -> None:
    market.time_passes(seconds=(moment - clock.now()).total_seconds())


def wants_a_person(person: Person) -> str:
    person.says("mau bicara dengan orang")
    return person.gets(r"T\d{4}")


def test_a_matter_with_a_number_and_when_it_is_read(market: Market) -> None:
    at(market, WEDNESDAY_MORNING)
    sari = market.shopper()
    sari.says("mau bicara dengan orang")
    sari.gets_one_message("T0001", r"Senin–Jumat pukul 08\.00–16\.00", "sekarang sedang ada orang", r"masalahnya apa\?")
    sari.says("kemeja yang saya pesan kemarin kebesaran, bisa ditukar?")
    sari.gets_one_message(r"Sudah kami catat di .T0001", r"\?")
    sari.says("tidak")
    sari.gets_not("T0002")
    listed = market.flask("inbox", "list")
    assert "T0001  help" in listed and "mau bicara dengan orang" in listed and "813" not in listed
    shown = market.flask("inbox", "show", "T0001")
    assert "person: kemeja yang saya pesan kemarin kebesaran, bisa ditukar?" in shown


def test_on_a_saturday_they_read_on_monday(market: Market) -> None:
    at(market, SATURDAY)
    sari = market.shopper()
    sari.says("admin")
    sari.gets("T0001", r"paling cepat Sen 30 Nov 08\.00")


def test_in_english(sqlite_market: Market) -> None:
    at(sqlite_market, SATURDAY)
    john = sqlite_market.shopper("John")
    john.says("can I talk to a human please")
    john.gets("T0001", "Monday–Friday", r"\?")


def test_the_bot_answers_until_a_person_has(market: Market) -> None:
    sari = market.shopper()
    wants_a_person(sari)
    sari.says("cari kemeja parang")
    sari.gets("K0101")
    market.flask("inbox", "reply", "T0001", "Selamat siang Bu, ada yang bisa dibantu?", "--by", "Mbak Rina")
    market.work()
    sari.gets(r"Petugas pasar. \(Mbak Rina\):\nSelamat siang Bu", "Bot diam dulu", "ketik .bot")
    for words in ("kemeja saya kebesaran", "cari kemeja parang", "halo?", "pesan K0101 L 1"):
        sari.says(words)
        sari.gets_nothing()
    assert "4 new" in market.flask("inbox", "list")
    market.flask("inbox", "reply", "T0001", "Boleh dikirim fotonya?")
    market.work()
    sari.gets(r"Petugas pasar:.\nBoleh dikirim fotonya\?")
    sari.gets_not("diam dulu")  # said once


def test_the_word_bot_brings_it_back(market: Market) -> None:
    sari = market.shopper()
    wants_a_person(sari)
    market.flask("inbox", "reply", "T0001", "Halo Bu")
    market.work()
    sari.says("bot")
    sari.gets_one_message("Bot di sini lagi", "T0001. tetap terbuka")
    sari.says("cari kemeja parang")
    sari.gets("K0101")


def test_two_hours_after_the_officers_last_word_it_is_back(market: Market) -> None:
    sari = market.shopper()
    wants_a_person(sari)
    market.flask("inbox", "reply", "T0001", "Halo Bu, sebentar saya cek.")
    market.time_passes(minutes=119)
    sari.says("baik, ditunggu")
    sari.gets_nothing()
    market.flask("inbox", "reply", "T0001", "Sudah saya cek, besok dikirim.")
    market.time_passes(minutes=119)
    sari.says("oke")
    sari.gets_nothing()
    market.time_passes(minutes=2)
    sari.gets("Petugas sedang tidak di tempat", "T0001", "Bot menjawab lagi")  # she had said something
    sari.says("cari kemeja parang")
    sari.gets("K0101")


def test_nobody_is_told_of_a_bot_that_nobody_missed(market: Market) -> None:
    sari = market.shopper()
    wants_a_person(sari)
    market.flask("inbox", "reply", "T0001", "Halo Bu, sudah beres ya.")
    market.work()
    seen = len(sari.messages)
    market.time_passes(hours=3)
    assert len(sari.messages) == seen
    sari.says("cari kemeja parang")
    sari.gets("K0101")


def test_staff_hand_the_chat_back_and_close(market: Market) -> None:
    sari = market.shopper()
    wants_a_person(sari)
    market.flask("inbox", "reply", "T0001", "Halo Bu")
    assert "The bot answers again" in market.flask("inbox", "hand-back", "T0001")
    market.work()
    sari.gets("kembali ke bot", "T0001. tetap terbuka")
    sari.says("cari kemeja parang")
    sari.gets("K0101")
    assert "Closed" in market.flask("inbox", "close", "t0001")
    market.work()
    sari.gets("Petugas menutup .T0001", "ketik .petugas")
    assert "closed already" in market.flask("inbox", "close", "T0001")
    assert market.flask("inbox", "list") == "Nothing is open.\n"
    assert wants_a_person(sari) == "T0002"


def test_an_order_arrives_while_the_seller_talks_with_staff(market: Market) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    wants_a_person(pak_budi)
    market.flask("inbox", "reply", "T0001", "Ya Pak Budi?")
    market.work()
    buys(sari, "K0104 1")
    pak_budi.gets("Pesanan baru P0001")  # notices of orders go on
    pak_budi.says("rekening saya salah mbak")
    pak_budi.gets_nothing()
    pak_budi.taps("Terima")
    pak_budi.gets("P0001 diterima")
    sari.gets("diterima")
    pak_budi.says("lunas P0001")
    pak_budi.gets("P0001 lunas")
    pak_budi.says("nomornya 123, bukan 321")
    pak_budi.gets_nothing()  # still with the officer


def test_an_answer_two_days_later_knocks(market: Market) -> None:
    approve_all(market)
    sari = market.shopper()
    wants_a_person(sari)
    market.time_passes(hours=49)
    assert "Sent" in market.flask("inbox", "reply", "T0001", "Maaf lama, Bu.")
    market.work()
    sari.gets("membalas pesan Anda dengan nomor T0001")
    sari.gets_not("Maaf lama")
    sari.taps("Baca balasan")
    sari.gets_one_message("Maaf lama, Bu")
    sari.says("tidak apa-apa")
    sari.gets_nothing()  # said to the officer


def test_without_a_template_it_waits(market: Market) -> None:
    sari = market.shopper()
    wants_a_person(sari)
    market.time_passes(hours=49)
    assert "24-hour window is closed" in market.flask("inbox", "reply", "T0001", "Maaf lama, Bu.")
    market.work()
    sari.gets_not("Maaf lama")
    sari.says("halo")
    sari.gets("Maaf lama, Bu")


def test_asked_again_it_is_the_same_matter(market: Market) -> None:
    sari = market.shopper()
    wants_a_person(sari)
    sari.says("petugas")
    sari.gets("T0001. masih terbuka")
    assert market.flask("inbox", "list").count("T0") == 1


def test_who_asks_whether_it_is_a_bot_is_told(market: Market) -> None:
    sari = market.shopper()
    sari.says("ini bot ya?")
    sari.gets_one_message("Ya, ini bot", r"bicara dengan petugas\?")
    sari.says("ya mau")
    sari.gets("T0001")


def test_a_wish_in_the_middle_of_a_checkout_loses_nothing(market: Market) -> None:
    sari = market.shopper()
    market.seller("Pak Budi")
    sari.says("K0104 1")
    sari.gets(r"\?")
    sari.says("mau bicara dengan petugas")
    sari.gets("T0001")
    market.flask("inbox", "reply", "T0001", "Halo Bu")
    market.work()
    sari.says("bot")
    sari.gets("atas nama siapa")  # what was asked is asked again


@pytest.mark.parametrize("number", ["T9999", "P0001", "'; drop table matter"])
def test_no_such_matter(sqlite_market: Market, number: str) -> None:
    done = sqlite_market.app.test_cli_runner().invoke(args=["inbox", "reply", number, "halo"])
    assert done.exit_code == 1 and "There is no matter" in done.output
