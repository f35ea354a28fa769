"""Goods that are sold out, put aside, or of a shop that one follows. It is a Tuesday at ten; shops open from 8 to 17."""

import pytest

from tests.market import Market, Person
from tests.talks.buying import buys, it_is, until
from tests.talks.test_knocking import approve_all


@pytest.fixture(autouse=True)
def tuesday(market: Market) -> None:
    it_is(market, "2026-12-01T10:00")


def waits(person: Person, code: str = "K0206") -> None:
    person.says(f"kabari {code}")
    person.gets("di antrean")


def test_told_when_stock_returns(market: Market) -> None:
    sari, bu_wati = market.shopper(), market.seller("Bu Wati")
    sari.says("K0206")
    sari.gets("Stok habis", "Kabari kalau ada")
    sari.taps("Kabari kalau ada")
    sari.gets_one_message("K0206", "nomor 1 di antrean", "batal tunggu K0206")
    bu_wati.says("stok K0206 1")
    sari.gets("K0206", "ada lagi: ", r"Rp75\.000", r"Mau pesan\?", "Pesan")
    sari.says("ya")
    sari.gets("K0206")
    bu_wati.says("stok K0206 0")
    bu_wati.says("stok K0206 4")
    sari.gets_not("ada lagi: Rp")  # told once


def test_five_wait_for_two_pieces(market: Market) -> None:
    bu_wati = market.seller("Bu Wati")
    people = [market.shopper(name) for name in ("Ani", "Budi", "Citra", "Dewi", "Eka")]
    for number, person in enumerate(people, 1):
        waits(person)
        person.gets(f"nomor {number} di antrean")
    bu_wati.says("stok K0206 2")
    ani, budi, citra, dewi, eka = people
    for person in (ani, budi):
        person.gets("ada lagi: Rp")
    for person in (citra, dewi, eka):
        person.gets_not("ada lagi: Rp")
    buys(ani, "K0206 1")
    until(market, "2026-12-01T15:55")
    citra.gets_not("ada lagi: Rp")
    until(market, "2026-12-01T16:05")  # Budi let his six hours pass: one piece is left, for the next one
    citra.gets("ada lagi: Rp")
    dewi.gets_not("ada lagi: Rp")
    until(market, "2026-12-02T09:00")  # the night counts for nobody
    dewi.gets_not("ada lagi: Rp")
    buys(citra, "K0206 1")
    until(market, "2026-12-02T09:50")
    dewi.says("halo")  # may be written to freely again
    bu_wati.says("tolak P0002 alasan lain")
    bu_wati.taps("Alasan lain")
    dewi.gets("ada lagi: Rp")
    eka.gets_not("ada lagi: Rp")


def test_who_can_not_be_told_now_keeps_no_piece_back(market: Market) -> None:
    """No template is approved: Sari hears of it when she writes, and meanwhile the piece is offered to the next one."""
    sari, tono, bu_wati = market.shopper("Sari"), market.shopper("Tono"), market.seller("Bu Wati")
    waits(sari)
    market.time_passes(hours=30)
    waits(tono)
    bu_wati.says("stok K0206 1")
    sari.gets_not("ada lagi: Rp")
    tono.gets("ada lagi: Rp")
    buys(tono, "K0206 1")
    sari.says("halo")
    sari.gets_not("ada lagi: Rp")
    sari.says("daftar tunggu saya")
    sari.gets_one_message("K0206.*nomor 1")
    bu_wati.says("stok K0206 1")
    sari.gets("ada lagi: Rp")


def test_in_the_middle_of_a_checkout_the_order_goes_on(market: Market) -> None:
    sari, bu_wati = market.shopper(), market.seller("Bu Wati")
    sari.says("pesan K0104 1")
    sari.gets(r"nama siapa\?")
    sari.says("kabari K0206 ya kalau ada lagi")
    sari.gets_one_message("nomor 1 di antrean", r"nama siapa\?")
    bu_wati.says("stok K0206 1")
    sari.gets("ada lagi: Rp")
    sari.says("Sari Dewi")
    sari.gets(r"dikirim atau diambil|Dikirim")


def test_a_person_of_the_staff_talks_with_one_who_waits(market: Market) -> None:
    """Nobody's news come in between; the piece is not kept from the next one for ever."""
    sari, bu_wati = market.shopper(), market.seller("Bu Wati")
    waits(sari)
    sari.says("mau bicara dengan petugas soal kiriman saya yang kemarin, tolong dibantu ya bu")
    market.flask("inbox", "reply", "T0001", "Selamat siang, kiriman yang mana ya?")
    bu_wati.says("stok K0206 1")
    sari.gets_not("ada lagi: Rp")
    market.time_passes(hours=3)
    sari.gets("ada lagi: Rp")


def test_undoing_shows_goods_again(market: Market) -> None:
    sari, bu_wati = market.shopper(), market.seller("Bu Wati")
    waits(sari)
    bu_wati.says("sembunyikan K0206")
    bu_wati.says("stok K0206 3")
    sari.gets_not("ada lagi: Rp")
    bu_wati.says("tampilkan lagi K0206")
    sari.gets("ada lagi: Rp")


def test_a_size_is_waited_for(market: Market) -> None:
    sari, tono, pak_budi = market.shopper("Sari"), market.shopper("Tono"), market.seller("Pak Budi")
    sari.says("kabari K0101 XL")
    sari.gets("K0101.*XL", "nomor 1 di antrean")
    tono.says("kabari K0101 M")
    tono.gets("Masih ada")
    pak_budi.says("K0101 L +3")
    sari.gets_not("ada lagi: Rp")
    pak_budi.says("K0101 XL +3")
    sari.gets("XL.*ada lagi: Rp")


def test_a_cancelled_order_brings_the_piece_back(market: Market) -> None:
    sari, tono, pak_budi = market.shopper("Sari"), market.shopper("Tono"), market.seller("Pak Budi")
    buys(sari, "K0103 1")
    tono.says("pesan K0103 1")
    tono.gets("sedang habis", "kabari K0103")
    waits(tono, "K0103")
    pak_budi.says("tolak P0001 libur")
    tono.gets("K0103.*ada lagi: Rp")


def test_what_the_seller_calls_sold_out_is_not_told(market: Market) -> None:
    sari, tono, pak_budi = market.shopper("Sari"), market.shopper("Tono"), market.seller("Pak Budi")
    buys(sari, "K0103 1")
    waits(tono, "K0103")
    pak_budi.says("tolak habis P0001")
    tono.gets_not("ada lagi: Rp")


def test_who_left_or_said_stop_is_not_told(market: Market) -> None:
    sari, tono, dewi, bu_wati = (
        market.shopper("Sari"),
        market.shopper("Tono"),
        market.shopper("Dewi"),
        market.seller("Bu Wati"),
    )
    for person in (sari, tono, dewi):
        waits(person)
    sari.says("batal tunggu K0206")
    sari.gets_one_message("tidak kami kabari lagi")
    tono.says("STOP")
    bu_wati.says("stok K0206 1")
    sari.gets_not("ada lagi: Rp")
    tono.gets_not("ada lagi: Rp")
    dewi.gets("ada lagi: Rp")


def test_outside_the_window_a_template_knocks_and_what_is_gone_is_not_told(market: Market) -> None:
    approve_all(market)
    sari, bu_wati = market.shopper(), market.seller("Bu Wati")
    waits(sari)
    market.time_passes(hours=30)
    bu_wati.says("stok K0206 1")
    sari.gets("K0206 yang Anda tunggu")
    sari.gets_not("ada lagi: Rp")
    bu_wati.says("stok K0206 0")
    sari.taps("Lihat barang")
    sari.gets_not("ada lagi: Rp")
    sari.gets_one_message("sedang habis; begitu ada, kami kabari", "K0206.*nomor 1")
    bu_wati.says("stok K0206 1")
    sari.gets("ada lagi: Rp")  # the place in the queue was kept


def test_a_shop_that_opens_again_has_its_goods_again(market: Market) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    buys(market.shopper("Tono"), "K0103 1")
    waits(sari, "K0103")
    pak_budi.says("libur")
    pak_budi.says("tolak P0001 libur")
    sari.gets_not("ada lagi: Rp")
    pak_budi.says("buka lagi")
    sari.gets("ada lagi: Rp")


def test_put_aside_and_looked_at_again(market: Market) -> None:
    sari, tono = market.shopper("Sari"), market.shopper("Tono")
    sari.says("simpan K0101")
    sari.gets_one_message("K0101.*disimpan", "simpanan saya")
    sari.says("K0206")
    sari.says("simpan")
    sari.gets("K0206.*disimpan")
    sari.says("simpan K0101")
    sari.gets("memang sudah disimpan")
    sari.says("simpanan saya")
    assert sari.last.pictures[0].data
    sari.gets("2 barang", "1. K0206", "habis", "2. K0101")
    sari.says("no 2")
    sari.gets("Kemeja cap parang merah")
    sari.says("hapus simpanan K0101")
    sari.gets("dikeluarkan dari simpanan")
    sari.says("simpanan saya")
    sari.gets_not("K0101")
    tono.says("simpanan saya")
    tono.gets_one_message("Belum ada yang disimpan")


def test_a_shop_is_followed_with_consent_and_seldom_heard_of(market: Market) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    sari.says("ikuti toko Batik Budi Jaya")
    sari.gets_one_message("paling banyak seminggu sekali", r"Mau diikuti\?")
    sari.says("ya")
    sari.gets_one_message("Batik Budi Jaya Anda ikuti", "berhenti ikuti")

    def lists(title: str) -> None:
        pak_budi.says(f"jual {title} cap 45rb stok 10")
        pak_budi.says("ya")
        pak_budi.gets("K0")

    lists("daster kawung")
    until(market, "2026-12-01T13:30")
    sari.gets("Batik Budi Jaya. punya barang baru", r"1\. K0.*kawung", "berhenti ikuti")
    sari.says("no 1")
    sari.gets("kawung", "Rp45.000")  # what the notice has shown is what is talked of
    lists("daster parang")
    until(market, "2026-12-01T20:00")
    assert told(market, sari) == 1
    until(market, "2026-12-09T19:00")
    sari.says("halo")
    lists("daster truntum")
    until(market, "2026-12-10T07:50")
    assert told(market, sari) == 1  # at night nobody is told
    until(market, "2026-12-10T08:05")
    sari.gets("punya barang baru", "truntum", "parang")
    assert told(market, sari) == 2
    sari.says("berhenti ikuti Batik Budi Jaya")
    sari.gets("berhenti")
    market.time_passes(days=8)
    sari.says("halo")
    lists("daster mega mendung")
    market.time_passes(hours=20)
    assert told(market, sari) == 2


def told(market: Market, person: Person) -> int:
    """How often new goods were told of."""
    return sum("punya barang baru" in message.seen for message in market.twilio.messages_to(person.address))


def test_stop_ends_what_followed_shops_tell(market: Market) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    sari.says("ikuti toko Batik Budi Jaya")
    sari.taps("Ya, ikuti")
    sari.says("STOP")
    pak_budi.says("jual daster kawung cap 45rb stok 10")
    pak_budi.says("ya")
    until(market, "2026-12-01T14:00")
    assert told(market, sari) == 0
    sari.says("ikuti toko Batik Budi Jaya")
    sari.taps("Ya, ikuti")
    sari.gets_one_message("ketik .MULAI")  # one yes does not undo what was said of everything
