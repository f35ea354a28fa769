"""Complaints where people are asleep, tap twice or at the same moment; the stories are in tests/talks/after."""

from tests.market import Market, Person
from tests.talks.buying import it_is, presses, sent_to_her, until
from tests.talks.test_knocking import approve_all


def sent(market: Market) -> tuple[Person, Person]:
    it_is(market, "2026-12-01T10:00")
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    sent_to_her(sari, "K0104 1")
    for words in ("gratis ongkir P0001", "terima P0001", "lunas P0001", "resi P0001 JNE 0123456789"):
        pak_budi.says(words)
    return sari, pak_budi


def test_a_sleeping_seller_is_knocked_at_and_reminded_once(market: Market) -> None:
    sari, pak_budi = sent(market)
    approve_all(market)
    until(market, "2026-12-02T11:00")  # the seller's window is closed
    pak_budi.listens()
    sari.says("barangnya sobek kak")
    pak_budi.gets_one_message("keluhan T0001 dari pembeli tentang pesanan P0001", "Baca keluhan")
    until(market, "2026-12-03T12:00")
    pak_budi.listens()
    pak_budi.taps("Baca keluhan")
    pak_budi.gets("Keluhan T0001", "barangnya sobek kak")
    until(market, "2026-12-04T10:59")
    pak_budi.says("halo").listens()
    until(market, "2026-12-04T11:01")
    pak_budi.gets("T0001.*ditangani petugas pasar")


def test_a_reminder_that_came_to_nothing_is_not_sent(market: Market) -> None:
    sari, pak_budi = sent(market)
    sari.says("barangnya sobek kak")
    until(market, "2026-12-02T10:05")  # reminded, but asleep
    until(market, "2026-12-03T10:05")  # and too late
    pak_budi.says("halo")
    pak_budi.gets("ditangani petugas pasar")
    pak_budi.gets_not("belum Anda jawab")


def test_taps_again_and_old_buttons_change_nothing(market: Market) -> None:
    sari, pak_budi = sent(market)
    sari.says("barangnya sobek kak")
    pak_budi.taps("Uang kembali")
    sari.taps("Setuju")
    pak_budi.listens()
    presses(sari, "agree_remedy:1")
    sari.gets_one_message("sudah disepakati")
    pak_budi.gets_nothing()
    pak_budi.taps("Kirim ganti")
    pak_budi.gets_one_message("sudah disepakati atau selesai")
    presses(sari, "complaint_settled:1")
    sari.gets("T0001. kami tutup")
    presses(sari, "complaint_settled:1")
    sari.gets("sudah ditutup", "komplain P0001")


def test_buttons_of_others_change_nothing(market: Market) -> None:
    sari, _pak_budi = sent(market)
    tono, bu_wati = market.shopper("Tono"), market.seller("Bu Wati")
    sari.says("barangnya sobek kak").listens()
    presses(bu_wati, "offer_remedy:1:refund")
    bu_wati.gets("tidak ada di toko Anda")
    for id_ in (
        "agree_remedy:1",
        "complaint_settled:1",
        "complaint_unsettled:1",
        "refund_confirmed:P0001",
        "complaint:P0001:money",
    ):
        presses(tono, id_)
        tono.gets("tidak ada di daftar Anda")
    for id_ in (
        "complaint:P0001:money:99999999999",
        "complaint_settled:x",
        "complaint_settled:99999999999",
        "offer_remedy",
    ):
        presses(tono, id_)
    sari.gets_nothing()
    assert "at the seller's desk" in market.flask("inbox", "list")


def test_what_a_shopper_says_is_no_button_and_no_command(market: Market) -> None:
    sari, pak_budi = sent(market)
    pak_budi.listens()
    sari.says("rusak! lihat https://contoh.id/p?x=1 dan *transfer* ke 1234567890 ya, batal P0001")
    pak_budi.gets_one_message("“rusak!", "transfer ke 1234567890")
    pak_budi.listens()
    sari.says("komplain P0001 rusak, lihat https://contoh.id/p?x=1")
    message = pak_budi.gets_one_message(r"lihat contoh\(\.\)id/p", "Sari Dewi: ")
    assert [option.title for option in message.options] == ["Uang kembali", "Kirim ganti", "Minta retur"]


def test_too_many_words_are_not_passed_on(market: Market) -> None:
    sari, pak_budi = sent(market)
    sari.says("barangnya sobek kak")
    for number in range(12):
        sari.says(f"keluhan T0001 tambahan nomor {number} ya pak")
    sari.gets("menunggu jawaban penjual")
    pak_budi.gets_not("tambahan nomor 11")
