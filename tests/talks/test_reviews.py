"""Stars, words and a photo for what has arrived; the stall may answer once; everybody reads them at the listing."""

from tests.market import Market, Person
from tests.talks.buying import buys, presses
from tests.talks.test_asking_the_seller import photo
from tests.talks.test_stop_and_forgotten import rows_with


def has_arrived(market: Market, sari: Person, pak_budi: Person, wish: str = "K0104 1") -> str:
    """Bought, accepted, and in the buyer's hands; the order's number."""
    number = buys(sari, wish, pay="di toko")
    pak_budi.says(f"terima {number}")
    pak_budi.says(f"lunas {number}")
    pak_budi.says(f"{number} sudah diambil")
    (row,) = (row for row in market.orders() if row["order_no"] == number)
    assert row["order_status"] == "completed", market.chat()
    return number


def test_stars_by_tap_words_and_photo(market: Market) -> None:
    sari, tono, pak_budi = market.shopper("Sari"), market.shopper("Tono"), market.seller("Pak Budi")
    has_arrived(market, sari, pak_budi)
    sari.says("kasih ulasan")
    sari.gets_one_message(r"Berapa bintang untuk .P0001", "Puas sekali", "Kecewa")
    sari.taps("⭐⭐⭐⭐ Puas")
    sari.gets_one_message("Terima kasih, ⭐⭐⭐⭐ untuk .P0001", r"beberapa kata, atau kirim fotonya\?")
    sari.says("halus, warnanya *persis* foto", media=photo())
    sari.gets("tampil di K0104: ⭐⭐⭐⭐ “halus", "Tulis ulang")
    market.time_passes(minutes=11)
    told = pak_budi.gets("⭐⭐⭐⭐ untuk .P0001. dari Sari Dewi", "“halus, warnanya  ?persis  ?foto”", r"Mau dijawab\?")
    assert told and pak_budi.last.pictures[0].data
    tono.says("K0104")
    tono.gets("⭐ 4,0 dari 1 ulasan")
    tono.says("ulasan K0104")
    tono.gets_one_message("⭐⭐⭐⭐ “halus")
    tono.gets_not("Sari", "Dewi", "P0001")


def test_the_stall_answers_once(market: Market) -> None:
    sari, tono, pak_budi, bu_wati = (
        market.shopper("Sari"),
        market.shopper("Tono"),
        market.seller("Pak Budi"),
        market.seller("Bu Wati"),
    )
    has_arrived(market, sari, pak_budi)
    sari.says("bintang 3 P0001 agak tipis")
    sari.gets("tampil di K0104")
    market.time_passes(minutes=11)
    told = pak_budi.last
    pak_budi.says("terima kasih masukannya bu", quote=told)
    pak_budi.gets_one_message("Di bawah ulasan .P0001. sekarang tampil: “terima kasih masukannya bu”")
    pak_budi.taps("Jawab")
    pak_budi.gets("satu kali saja")
    tono.says("ulasan K0104")
    tono.gets("agak tipis", "Batik Budi Jaya: “terima kasih masukannya bu”")
    presses(bu_wati, "answer_review:P0001")
    bu_wati.gets("Tidak ada ulasan itu")


def test_only_what_has_arrived_and_is_ones_own(market: Market) -> None:
    sari, mallory, pak_budi = market.shopper("Sari"), market.shopper("Mallory"), market.seller("Pak Budi")
    buys(sari, "K0104 1")
    sari.says("bintang 5 P0001")
    sari.gets_one_message("belum sampai")
    has_arrived(market, sari, pak_budi, "K0105 1")
    mallory.says("bintang 1 P0002 jelek")
    mallory.gets_one_message("tidak ada di daftar Anda")
    mallory.says("bintang 1")
    mallory.gets_one_message("setelah pesanan sampai")
    mallory.says("ulasan K0105")
    mallory.gets("Belum ada ulasan")


def test_changed_later_it_counts_once_and_is_told_once(market: Market) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    has_arrived(market, sari, pak_budi)
    sari.says("bintang 2")
    sari.says("eh bintang 5 P0001")
    market.time_passes(minutes=11)
    assert sum("Mau dijawab" in message.seen for message in market.twilio.messages_to(pak_budi.address)) == 1
    sari.says("K0104")
    sari.gets("⭐ 5,0 dari 1 ulasan")


def test_a_stall_that_said_stop_is_not_told(market: Market) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    has_arrived(market, sari, pak_budi)
    pak_budi.says("STOP")
    sari.says("bintang 5 P0001 bagus sekali")
    market.time_passes(minutes=11)
    pak_budi.gets_not("bagus sekali")


def test_deletion_with_an_open_order_and_a_review(market: Market) -> None:
    """The open order is finished first; of the review the stars stay, of the orders the figures."""
    sari, tono, pak_budi = market.shopper("Sari"), market.shopper("Tono"), market.seller("Pak Budi")
    has_arrived(market, sari, pak_budi)
    sari.says("bintang 4 P0001 rumah saya di Jalan Rahasia 7", media=photo())
    market.time_passes(minutes=11)
    pak_budi.taps("Jawab")
    pak_budi.says("matur nuwun Bu Sari Dewi")
    pak_budi.gets("sekarang tampil")
    buys(sari, "K0105 1", pay="di toko")
    pak_budi.says("terima P0002")
    sari.says("hapus data saya")
    sari.gets("P0002 masih berjalan dan diselesaikan dulu")
    sari.says("ya")
    market.time_passes(hours=50)
    sari.says("pesanan saya")
    sari.gets("P0002")  # it still runs, so nothing is deleted
    pak_budi.says("lunas P0002")
    pak_budi.says("P0002 sudah diambil")
    market.time_passes(hours=25)
    market.time_passes(hours=2)
    tono.says("ulasan K0104")
    tono.gets("4,0 dari 1 ulasan")
    tono.gets_not("Rahasia", "Sari", "matur nuwun")
    assert not tono.last.pictures
    found = rows_with(market, "Rahasia", "Dewi", sari.address.removeprefix("whatsapp:"))
    assert set(found) <= {"inbound_message"}, found  # the shop's own words to us
    assert [row["order_no"] for row in market.orders()] == ["P0001", "P0002"]


def test_a_photo_without_words_then_words_and_more_photos(market: Market) -> None:
    sari, tono, pak_budi = market.shopper("Sari"), market.shopper("Tono"), market.seller("Pak Budi")
    has_arrived(market, sari, pak_budi)
    sari.says("bintang 5")
    sari.says(media=photo())
    sari.gets_one_message("tampil di K0104: ⭐⭐⭐⭐⭐", r"Mau tambah beberapa kata\?")
    sari.says(media=photo())
    sari.gets_nothing()
    sari.says("adem dan halus")
    sari.gets_one_message("“adem dan halus”")
    tono.says("K0104")
    tono.says("ada ulasannya?")
    tono.gets_one_message("5,0 dari 1 ulasan", "“adem dan halus”")
    assert tono.last.pictures[0].data


def test_a_photo_that_can_not_be_fetched_is_said_and_sent_again(market: Market) -> None:
    sari, tono, pak_budi = market.shopper("Sari"), market.shopper("Tono"), market.seller("Pak Budi")
    has_arrived(market, sari, pak_budi)
    sari.says("bintang 5 P0001 halus sekali", media=(b"no picture", "image/jpeg"))
    sari.gets("“halus sekali”", r"Boleh dikirim ulang\?")
    tono.says("ulasan K0104")
    assert not tono.last.pictures
    sari.says(media=photo())
    sari.gets("“halus sekali”")
    tono.says("ulasan K0104")
    assert tono.last.pictures[0].data


def test_what_was_misunderstood_is_written_anew(market: Market) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    has_arrived(market, sari, pak_budi)
    sari.says("bintang 5")
    sari.says("kemeja parang ukuran L")
    sari.gets_one_message("tampil di K0104: ⭐⭐⭐⭐⭐ “kemeja parang ukuran L”")
    sari.taps("Tulis ulang")
    sari.gets_one_message(r"Apa kata-kata ulasannya\?")
    sari.says("jahitannya rapi")
    sari.gets_one_message("“jahitannya rapi”")
    sari.gets_not("parang")


def test_who_has_bought_reads_and_is_offered_to_review(market: Market) -> None:
    sari, tono, pak_budi = market.shopper("Sari"), market.shopper("Tono"), market.seller("Pak Budi")
    has_arrived(market, sari, pak_budi)
    has_arrived(market, tono, pak_budi)
    sari.says("bintang 2 P0001 kekecilan")
    tono.says("ulasan K0104")
    tono.gets_one_message("2,0 dari 1 ulasan", "“kekecilan”", "Beri ulasan")
    tono.taps("Beri ulasan")
    tono.gets_one_message(r"Berapa bintang untuk .P0002.\?")
    tono.taps("⭐⭐⭐⭐⭐")
    sari.says("ulasan K0104")
    sari.gets("3,5 dari 2 ulasan")
    sari.gets_not("Beri ulasan")


def test_a_yes_to_the_review_asks_for_the_answer(market: Market) -> None:
    """An order waits too: the yes is about what was asked last."""
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    has_arrived(market, sari, pak_budi)
    sari.says("bintang 5 P0001 suka sekali")
    buys(sari, "K0105 1")
    market.time_passes(minutes=11)
    pak_budi.says("ya")
    pak_budi.gets_one_message(r"Apa jawaban Anda untuk ulasan .P0001.\?")
    pak_budi.says("terima kasih banyak bu")
    pak_budi.gets_one_message("“terima kasih banyak bu”")
    assert {row["order_no"]: row["order_status"] for row in market.orders()} == {
        "P0001": "completed",
        "P0002": "placed",
    }


def test_of_what_is_sold_out_a_yes_waits(sqlite_market: Market) -> None:
    sari = sqlite_market.shopper()
    sari.says("ulasan K0206")
    sari.gets_one_message("Belum ada ulasan", r"Mau dikabari kalau ada lagi\?", "Kabari kalau ada")
    sari.says("mau")
    sari.gets("nomor 1 di antrean")
    sari.says("toko yang saya ikuti")
    sari.gets_one_message("Belum ada toko yang Anda ikuti")


def test_a_typed_number_is_so_many_stars(market: Market) -> None:
    """Under the notice of the stall and under our own question."""
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    has_arrived(market, sari, pak_budi)
    sari.gets(r"Berapa bintang untuk .P0001.\?")
    sari.says("5")
    sari.gets_one_message("⭐⭐⭐⭐⭐ untuk .P0001")
    sari.says("kasih ulasan")
    sari.says("2")
    sari.gets_one_message("⭐⭐ untuk .P0001")


def test_taken_back(market: Market) -> None:
    sari, mallory, pak_budi = market.shopper("Sari"), market.shopper("Mallory"), market.seller("Pak Budi")
    has_arrived(market, sari, pak_budi)
    sari.says("bintang 1 P0001 jelek")
    mallory.says("hapus ulasan P0001")
    mallory.gets_one_message("Tidak ada ulasan Anda")
    sari.says("hapus ulasan saya")
    sari.gets_one_message("Ulasan .P0001. sudah dihapus")
    mallory.says("ulasan K0104")
    mallory.gets_one_message("Belum ada ulasan")
    market.time_passes(minutes=11)
    pak_budi.gets_not("jelek")
