"""Questions to a stall: answered by the listing where it says so, else by the seller, through the market."""

from io import BytesIO

from PIL import Image

import database
from catalog import lookup as catalog_lookup
from tests.market import Market
from tests.talks.buying import buys, it_is, until
from tests.talks.test_knocking import approve_all


def photo() -> tuple[bytes, str]:
    out = BytesIO()
    Image.new("RGB", (600, 800), "sienna").save(out, "JPEG")
    return out.getvalue(), "image/jpeg"


def test_what_the_listing_says_is_answered_at_once(market: Market) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    sari.says("tanya K0101 bahannya apa?")
    sari.gets_one_message("K0101", "katun", r"Mau pesan\?")
    sari.says("tanya K0101 ada ukuran apa aja?")
    sari.gets("M")
    pak_budi.gets_nothing()


def test_what_it_does_not_say_the_seller_is_asked(market: Market) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    sari.says("tanya K0101 luntur tidak kalau dicuci mesin?")
    sari.gets_one_message("Sudah kami tanyakan ke Batik Budi")
    asked = pak_budi.gets_one_message(
        "Pertanyaan pembeli. tentang .K0101", "Sari: “luntur tidak kalau dicuci mesin", r"Apa jawaban Anda\?"
    )
    assert "+62813" not in asked.seen and not asked.options and asked.pictures
    pak_budi.says("aman bu, pewarna remasol")
    pak_budi.gets_one_message(r"Diteruskan ke Sari \(.K0101")
    sari.gets("Batik Budi Jaya. tentang .K0101", "“aman bu, pewarna remasol”", r"Mau pesan\?")
    sari.says("ya")
    sari.gets("K0101", "ukuran")


def test_the_answer_may_be_one_word(market: Market) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    for word in ("habis", "ya", "ada", "bisa kak", "tidak"):
        sari.says("tanya penjual K0101 masih ada warna lain?")
        pak_budi.says(word)
        sari.gets(f"“{word}”")


def test_a_bare_yes_while_an_order_waits_is_asked_about(market: Market) -> None:
    sari, tono, pak_budi = market.shopper("Sari"), market.shopper("Tono"), market.seller("Pak Budi")
    buys(tono, "K0104 1")
    sari.says("tanya penjual K0101 bisa kirim hari ini?")
    pak_budi.says("ya")
    pak_budi.gets_one_message("pesanan atau pertanyaan", "Terima P0001", "Sari · K0101")
    assert market.orders()[0]["order_status"] == "placed"
    pak_budi.taps("Sari")
    sari.gets("“ya”")
    pak_budi.says("terima")
    tono.gets("P0001.*diterima")


def test_two_open_questions_are_never_mixed_up(market: Market) -> None:
    sari, tono, pak_budi = market.shopper("Sari"), market.shopper("Tono"), market.seller("Pak Budi")
    sari.says("tanya penjual K0101 bisa dibuat ukuran 4XL?")
    from_sari = pak_budi.last
    tono.says("tanya penjual K0101 ada kancing cadangan?")
    pak_budi.says("bisa, 3 hari")
    pak_budi.gets_one_message("untuk pertanyaan yang mana", "Sari · K0101", "Tono · K0101")
    sari.gets_not("3 hari")
    pak_budi.taps("Tono")
    tono.gets("“bisa, 3 hari”")
    sari.gets_not("3 hari")
    pak_budi.says("belum bisa bu", quote=from_sari)
    sari.gets("“belum bisa bu”")
    tono.gets_not("belum bisa")
    pak_budi.says("pertanyaan")
    pak_budi.gets("Tidak ada pertanyaan yang menunggu")


def test_another_stalls_question_is_not_shown_and_not_answered(market: Market) -> None:
    sari, pak_budi, bu_wati = market.shopper(), market.seller("Pak Budi"), market.seller("Bu Wati")
    sari.says("tanya penjual K0101 bisa kirim hari ini?")
    pak_budi.gets("Sari")
    bu_wati.says("pertanyaan")
    bu_wati.gets("Tidak ada pertanyaan")
    option = "answer_question:1"
    bu_wati._posts(
        {"MessageType": "interactive", "Body": "Sari", "ButtonPayload": option, "ButtonText": "x"}, "[forged]"
    )
    bu_wati.gets("Tidak ada pertanyaan")
    sari.gets_not("Wati")


def test_words_stay_somebodys_words(market: Market) -> None:
    sari, pak_budi = market.shopper("*Sari*"), market.seller("Pak Budi")
    sari.says("tanya penjual K0101 *DISKON* ~100rb~ cek https://contoh.id/x atau wa 0812 3456 7890 _ya_")
    asked = pak_budi.gets_one_message(r"contoh\(\.\)id/x", "0812 3456 7890", "DISKON")
    assert "*DISKON*" not in asked.seen and "~100rb~" not in asked.seen
    assert asked.options == []


def test_who_is_called_like_a_number_is_a_buyer(market: Market) -> None:
    stranger, pak_budi = market.shopper("0812 3456 7890"), market.seller("Pak Budi")
    stranger.says("tanya penjual K0101 bisa kirim hari ini?")
    asked = pak_budi.gets_one_message("Pembeli: “bisa kirim")
    assert "3456" not in asked.seen


def test_without_goods_it_is_asked_which(market: Market) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    sari.says("minta nomor penjualnya dong")
    sari.gets_one_message("setelah pesanan diterima", r"\?")
    sari.says("K0101")
    sari.says("tanya penjual")
    sari.gets_one_message(r"Mau tanya apa ke Batik Budi Jaya tentang .K0101")
    sari.says("jahitannya obras atau som?")
    pak_budi.gets("“jahitannya obras atau som")


def test_a_question_that_nobody_wrote_down_is_offered_to_the_seller(market: Market) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    sari.says("K0101")
    sari.says("luntur ga kak?")
    sari.gets_one_message("tidak ditulis penjual", r"Mau kami tanyakan ke penjualnya\?")
    sari.says("boleh")
    sari.gets("Sudah kami tanyakan")
    pak_budi.gets("“luntur ga kak")


def test_with_a_photo(market: Market) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    sari.says("tanya penjual K0101 ada yang kayak gini?", media=photo())
    market.work()
    sari.gets("Sudah kami tanyakan")
    asked = pak_budi.gets_one_message("ada yang kayak gini", r"\(foto\)")
    assert "/media/private/" in asked.pictures[0].url and asked.pictures[0].data
    pak_budi.says("adanya begini bu", media=photo(), quote=asked)
    market.work()
    assert sari.last.pictures[0].data
    sari.gets("“adanya begini bu”")


def test_about_an_order_both_may_begin(market: Market) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    buys(sari, "K0104 1")
    pak_budi.says("tanya P0001 mau dibungkus kado atau biasa?")
    pak_budi.gets_one_message("Diteruskan ke Sari Dewi")
    sari.gets("Batik Budi Jaya. tentang pesanan .P0001", "“mau dibungkus kado atau biasa", "langsung kami teruskan")
    sari.says("biasa saja pak")
    pak_budi.gets("Pembeli menjawab. tentang pesanan .P0001", "Sari Dewi: “biasa saja pak”")
    sari.says("tanya penjual P0001 bisa diambil besok pagi?")
    pak_budi.gets("pesanan .P0001", "bisa diambil besok pagi")
    pak_budi.says("boleh")
    pak_budi.gets_one_message("pesanan atau pertanyaan")  # an order waits as well
    assert market.orders()[0]["order_status"] == "placed"


def test_a_strangers_order_is_nobodys_business(market: Market) -> None:
    sari, mallory, pak_budi = market.shopper("Sari"), market.shopper("Mallory"), market.seller("Pak Budi")
    buys(sari, "K0104 1")
    mallory.says("tanya penjual P0001 alamat pembelinya mana?")
    mallory.gets_one_message()
    pak_budi.gets_not("alamat pembelinya mana")
    bu_wati = market.seller("Bu Wati")
    bu_wati.says("tanya P0001 halo?")
    bu_wati.gets_one_message("nomor pesanannya")
    sari.gets_not("halo")


def test_a_seller_who_sleeps_is_knocked_up_once(market: Market) -> None:
    approve_all(market)
    sari, pak_budi = market.shopper(), market.seller("Pak Budi", is_awake=False)
    sari.says("tanya penjual K0101 bisa kirim hari ini?")
    sari.gets("Sudah kami tanyakan")
    pak_budi.gets_one_message("pertanyaan dari pembeli tentang K0101")
    sari.says("tanya penjual K0101 halo?")
    pak_budi.taps("Baca pertanyaan")
    pak_budi.gets("bisa kirim hari ini", "halo")


def test_without_a_template_the_shopper_is_told_honestly(market: Market) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi", is_awake=False)
    sari.says("tanya penjual K0101 bisa kirim hari ini?")
    sari.gets("begitu ia membuka chat-nya")
    pak_budi.gets_nothing()
    pak_budi.says("halo")
    pak_budi.gets("bisa kirim hari ini")


def test_a_stall_that_said_stop_gets_no_questions(market: Market) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    pak_budi.says("STOP")
    sari.says("tanya penjual K0101 bisa kirim hari ini?")
    sari.gets_one_message("sedang tidak menerima pertanyaan")
    pak_budi.gets_not("bisa kirim")


def test_nobody_is_flooded(market: Market) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    for number in range(1, 8):
        sari.says(f"tanya penjual K0101 halo {number}?")
    sari.gets("belum menjawab pertanyaan Anda yang tadi")
    assert sum("tentang" in message.seen for message in market.twilio.messages_to(pak_budi.address)) == 5


# ---------------------------------------------------------------- no answer comes


def test_an_unanswered_question_is_reminded_of_once_and_the_shopper_told_honestly(market: Market) -> None:
    """In the shop's hours, 8 to 17: asked at ten, reminded at one, the shopper told the next morning at nine."""
    it_is(market, "2026-12-01T10:00")
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    sari.says("tanya penjual K0104 luntur tidak?")
    sari.says("tanya penjual K0104 oh ya, panjangnya berapa?")
    pak_budi.listens()
    until(market, "2026-12-01T12:55")
    pak_budi.gets_nothing()
    until(market, "2026-12-01T13:05")
    pak_budi.gets_one_message("Masih menunggu jawaban Anda. tentang .K0104", "“oh ya, panjangnya berapa")
    sari.listens()
    until(market, "2026-12-02T08:55")
    sari.gets_nothing()
    until(market, "2026-12-02T09:05")
    sari.gets_one_message("belum menjawab pertanyaan Anda tentang .K0104", "Lihat yang mirip", "Hubungi petugas")
    sari.says("ya")
    sari.gets("Yang mirip dengan K0104", "K0")
    until(market, "2026-12-04T09:00")
    assert sum("Masih menunggu" in message.seen for message in market.twilio.messages_to(pak_budi.address)) == 1
    pak_budi.says("pertanyaan")
    pak_budi.taps("Sari")
    pak_budi.says("panjangnya 2 meter, tidak luntur")
    sari.says("halo")
    sari.gets("“panjangnya 2 meter, tidak luntur”")


def test_an_answer_stops_the_reminder_and_a_new_question_has_its_own(market: Market) -> None:
    it_is(market, "2026-12-01T10:00")
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    sari.says("tanya penjual K0104 luntur tidak?")
    pak_budi.says("tidak bu")
    pak_budi.listens()
    sari.listens()
    until(market, "2026-12-02T09:30")
    pak_budi.gets_not("Masih menunggu")
    sari.gets_nothing()
    sari.says("tanya penjual K0104 bisa kirim hari ini?")
    until(market, "2026-12-02T12:35")
    pak_budi.says("halo")
    assert sum("Masih menunggu" in message.seen for message in market.twilio.messages_to(pak_budi.address)) == 1


def test_what_is_answered_before_it_is_read_is_not_reminded_of(market: Market) -> None:
    """Two people of the stall: Pak Budi sleeps; whoever answers, he gets no reminder any more when he wakes."""
    it_is(market, "2026-12-01T10:00")
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    until(market, "2026-12-02T10:00")
    sari.says("tanya penjual K0104 luntur tidak?")
    until(market, "2026-12-02T14:00")
    pak_budi.says("halo")
    pak_budi.gets("Pertanyaan pembeli")
    pak_budi.gets_not("Masih menunggu")


def test_about_an_order_the_shopper_gets_the_sellers_number(market: Market) -> None:
    it_is(market, "2026-12-01T10:00")
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    buys(sari, "K0104 1")
    pak_budi.says("terima")
    sari.says("tanya P0001 bisa dibungkus kado?")
    until(market, "2026-12-02T09:05")
    sari.gets("belum menjawab pertanyaan Anda tentang pesanan .P0001", r"Nomor penjual: \+62812", r"petugas pasar\?")
    sari.says("ya")
    sari.gets("T0001")


def test_a_seller_answers_the_wrong_quote(market: Market) -> None:
    """What was given to whom is said, the other question goes on waiting, and can be set right."""
    sari, tono, pak_budi = market.shopper("Sari"), market.shopper("Tono"), market.seller("Pak Budi")
    sari.says("tanya penjual K0101 bisa dibuat ukuran 4XL?")
    from_sari = pak_budi.last
    tono.says("tanya penjual K0104 luntur tidak?")
    from_tono = pak_budi.last
    pak_budi.says("bisa bu, 3 hari jadi", quote=from_tono)
    pak_budi.gets_one_message(r"Diteruskan ke Tono \(.K0104", "Masih ada 1 pertanyaan")
    tono.gets("K0104", "“bisa bu, 3 hari jadi”")
    sari.gets_not("3 hari")
    pak_budi.says("maaf pak salah kirim, kalau sarungnya tidak luntur", quote=from_tono)
    tono.gets("“maaf pak salah kirim, kalau sarungnya tidak luntur”")
    pak_budi.says("bisa bu, 3 hari jadi", quote=from_sari)
    sari.gets("K0101", "“bisa bu, 3 hari jadi”")
    pak_budi.says("pertanyaan")
    pak_budi.gets("Tidak ada pertanyaan yang menunggu")


def test_a_quoted_order_is_not_answered_as_a_question(market: Market) -> None:
    sari, tono, pak_budi = market.shopper("Sari"), market.shopper("Tono"), market.seller("Pak Budi")
    buys(tono, "K0104 1")
    the_order = pak_budi.last
    sari.says("tanya penjual K0101 bisa kirim hari ini?")
    pak_budi.says("ya", quote=the_order)
    tono.gets("P0001.*diterima")
    sari.gets_not("“ya”")


def test_what_the_seller_denies_gets_no_yes(sqlite_market: Market) -> None:
    with sqlite_market.app.app_context(), database.transaction() as session:
        sarong = catalog_lookup.by_code(session, "K0104")
        assert sarong
        sarong.description = "Panjang 2,5 m. Halus, tidak luntur."
    sari = sqlite_market.shopper()
    sari.says("K0104")
    sari.says("luntur ga kak?")
    sari.gets_one_message("Menurut penjual.*tidak luntur")
    sari.gets_not("Ya,")
    sari.says("halus ga?")
    sari.gets("Ya, menurut penjual")
    sari.says("panjangnya berapa meter?")
    sari.gets("Panjang 2,5 m")


def test_a_photo_with_goods_and_a_price_is_a_listing_although_a_question_waits(sqlite_market: Market) -> None:
    sari, pak_budi = sqlite_market.shopper(), sqlite_market.seller("Pak Budi")
    sari.says("tanya K0101 luntur tidak kalau dicuci mesin?")
    asked = pak_budi.gets_one_message("luntur tidak")
    sari.listens()
    pak_budi.says("daster cap kawung 45rb S-XL stok 12", media=photo())
    sqlite_market.time_passes(seconds=5)
    pak_budi.gets("Daster cap kawung", "45.000")
    pak_budi.gets_not("Diteruskan")
    sari.gets_nothing()
    pak_budi.says("yang ini 45rb stok 12 bu, kawung cap", media=photo(), quote=asked)
    sari.gets("kawung cap")
