"""Proofs of payment: kept, passed on to the seller with the sum to look for, never taken for the payment itself."""

from io import BytesIO

import pytest

from tests.market import Market, Person
from tests.media.receipts import jpeg, receipt
from tests.talks.buying import buys

RECEIPT = (jpeg(receipt()), "image/jpeg")
ANOTHER = (jpeg(receipt("Rp850.000", "2026112700007777", "27/11/2026 11:02")), "image/jpeg")


def accepted(market: Market, shopper: str = "Sari", wish: str = "K0104 2") -> tuple[Person, Person]:
    sari, pak_budi = market.shopper(shopper), market.seller("Pak Budi")
    number = buys(sari, wish)
    pak_budi.says(f"terima {number}").listens()
    sari.listens()
    return sari, pak_budi


def payment(market: Market, number: str = "P0001") -> str:
    return next(row["payment_status"] for row in market.orders() if row["order_no"] == number)


@pytest.mark.parametrize("words", ["", "ini bukti transfernya ya bu", "sudah transfer kak", "makasih", "P0001"])
def test_a_picture_while_a_payment_is_open_is_its_proof(market: Market, words: str) -> None:
    sari, pak_budi = accepted(market)
    sari.says(words, media=RECEIPT)
    sari.gets_one_message("Bukti.*P0001.*diterima, menunggu dicek Batik Budi Jaya")
    relayed = pak_budi.gets_one_message(
        "Bukti bayar.*P0001.*Sari Dewi", "Cari.*Rp240.000", "hanya mutasi", "Masuk", "Belum masuk", "Kurang"
    )
    assert len(relayed.pictures[0].data) > 10_000
    assert payment(market) == "proof_sent"


def test_the_seller_taps_what_she_found(market: Market) -> None:
    sari, pak_budi = accepted(market)
    sari.says(media=RECEIPT)
    pak_budi.taps("Belum masuk")
    sari.gets("belum menemukan pembayaran.*P0001", "Rp240.000")
    assert payment(market) == "unpaid"
    sari.says(media=RECEIPT)
    pak_budi.taps("Kurang")
    pak_budi.gets(r"Kurangnya berapa\?")
    pak_budi.says("40rb")
    sari.gets("menerima.*Rp200.000", "Rp40.000")
    assert payment(market) == "proof_sent"
    sari.says(media=ANOTHER)
    pak_budi.gets("Cari.*Rp40.000")
    pak_budi.taps("Masuk")
    sari.gets("Pembayaran.*P0001.*sudah diterima")
    assert payment(market) == "paid"
    market.flask("orders", "check")


def test_a_bare_ok_is_not_taken_for_the_money(market: Market) -> None:
    sari, pak_budi = accepted(market)
    sari.says(media=RECEIPT)
    pak_budi.says("ok")
    pak_budi.gets_one_message("Rp240.000", r"Sudah masuk di mutasi rekening\?", "Sudah masuk", "Belum masuk")
    assert payment(market) == "proof_sent"
    pak_budi.says("ya")
    assert payment(market) == "paid"


def test_a_question_with_a_picture_is_no_proof(market: Market) -> None:
    sari, pak_budi = accepted(market)
    sari.says("yang kayak gini ada?", media=RECEIPT)
    pak_budi.gets_nothing()
    assert payment(market) == "unpaid"


def test_early_proof_is_kept_all_the_same(market: Market) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    buys(sari, "K0104 2")
    pak_budi.listens()
    sari.says("ini bukti transfernya", media=RECEIPT)
    sari.gets_one_message("Bukti.*P0001.*diterima", "masih menunggu jawaban penjual")
    pak_budi.gets_one_message("Bukti bayar.*P0001", "Rp240.000")
    sari.listens()
    pak_budi.says("terima P0001")
    sari.gets("diterima", "sudah diteruskan")
    sari.gets_not("001201000123501")
    assert payment(market) == "proof_sent"


def test_a_picture_without_words_before_acceptance_is_no_proof(market: Market) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    buys(sari, "K0104 2")
    pak_budi.listens()
    sari.says(media=RECEIPT)
    pak_budi.gets_nothing()
    assert payment(market) == "unpaid"


def test_several_open_orders_are_asked_by_list(market: Market) -> None:
    sari, pak_budi, bu_wati = market.shopper(), market.seller("Pak Budi"), market.seller("Bu Wati")
    buys(sari, "K0104 2")
    buys(sari, "K0203 1")
    pak_budi.says("terima P0001").listens()
    bu_wati.says("terima P0002").listens()
    sari.says(media=RECEIPT)
    sari.gets_one_message("P0001", "P0002", r"pesanan yang mana\?")
    pak_budi.gets_nothing()
    sari.taps("P0002")
    sari.gets_one_message("Bukti.*P0002.*menunggu dicek Griya Batik Wati")
    bu_wati.gets_one_message("Bukti bayar.*P0002", "Rp140.000")
    pak_budi.gets_nothing()
    assert (payment(market), payment(market, "P0002")) == ("unpaid", "proof_sent")


def test_a_quoted_order_is_the_one_that_is_paid(market: Market) -> None:
    sari, pak_budi, bu_wati = market.shopper(), market.seller("Pak Budi"), market.seller("Bu Wati")
    buys(sari, "K0104 2")
    buys(sari, "K0203 1")
    pak_budi.says("terima P0001")
    sari.listens()
    bu_wati.says("terima P0002").listens()
    sari.says(quote=sari.last, media=RECEIPT)
    bu_wati.gets_one_message("Bukti bayar.*P0002")


def test_the_same_picture_for_another_order_is_flagged(market: Market) -> None:
    sari, _pak_budi = accepted(market)
    sari.says(media=RECEIPT)
    mallory, pak_budi = accepted(market, "Mallory", "K0105 1")
    mallory.says("bukti transfer", media=(jpeg(receipt(), 60, 720), "image/jpeg"))
    pak_budi.gets_one_message("Bukti bayar.*P0002", "Foto yang sama pernah dikirim untuk pesanan lain")
    mallory.gets_one_message("diterima, menunggu dicek")
    tono, pak_budi = accepted(market, "Tono", "K0104 1")
    tono.says(media=ANOTHER)
    pak_budi.gets_one_message("Bukti bayar.*P0003")
    pak_budi.gets_not("Foto yang sama")
    market.flask("orders", "check")


def test_once_a_proof_was_sent_the_clock_never_ends_the_order(market: Market) -> None:
    sari, pak_budi = accepted(market)
    sari.says(media=RECEIPT)
    market.time_passes(hours=60)
    assert market.orders()[0]["order_status"] == "accepted"
    pak_budi.says("belum masuk P0001").listens()
    market.time_passes(hours=23)
    pak_budi.says("halo").listens()
    market.time_passes(hours=2)
    pak_budi.gets_one_message("P0001", "belum Anda temukan", "Sudah masuk", "Batalkan")
    assert market.orders()[0]["order_status"] == "accepted"
    pak_budi.taps("Batalkan")
    pak_budi.taps("Alasan lain")
    assert market.orders()[0]["order_status"] == "cancelled"


def test_money_that_comes_too_late_reaches_the_seller(market: Market) -> None:
    sari, pak_budi = accepted(market)
    market.time_passes(hours=25)
    assert market.orders()[0]["cancel_reason"] == "expired_unpaid"
    sari.says("sudah transfer", media=RECEIPT)
    sari.gets("Bukti.*P0001.*diterima, tapi pesanan ini sudah batal", "dikembalikan")
    pak_budi.says("halo")
    pak_budi.gets("Bukti bayar.*P0001", "sudah batal: kalau uangnya masuk, kembalikan")
    pak_budi.taps("Masuk")
    pak_budi.gets("Kembalikan Rp240.000")
    sari.gets("menemukan uang Anda.*sudah batal")
    pak_budi.says("sudah dikembalikan P0001")
    sari.gets("mengembalikan.*Rp240.000")
    assert payment(market) == "refunded"


def test_nobody_sends_a_proof_for_anothers_order(market: Market) -> None:
    accepted(market)
    mallory = market.shopper("Mallory")
    mallory.says("bukti transfer P0001", media=RECEIPT)
    assert payment(market) == "unpaid"


def test_words_alone_ask_for_the_picture(market: Market) -> None:
    sari, _pak_budi = accepted(market)
    sari.says("sudah transfer ya kak")
    sari.gets_one_message("foto buktinya")
    assert payment(market) == "unpaid"


def test_a_picture_that_can_not_be_opened_is_asked_for_again(market: Market) -> None:
    sari, pak_budi = accepted(market)
    sari.says(media=(b"no picture at all", "image/jpeg"))
    sari.gets_one_message("bukan foto", "kirim ulang")
    pak_budi.gets_nothing()
    assert payment(market) == "unpaid"


def test_the_slip_of_a_parcel_with_the_number_as_its_caption(market: Market) -> None:
    sari, pak_budi = accepted(market)
    pak_budi.says("resi P0001 JNE 0123456789", media=ANOTHER)
    pak_budi.gets("JNE 0123456789.*P0001")
    sari.gets("0123456789")


def sends_file(person: Person, data: bytes, content_type: str, body: str = "", kind: str = "document") -> Person:
    """A file as WhatsApp hands it over: its name stands where a caption would."""
    sid = person.market.twilio.new_sid("MM")
    url = person.market.twilio.add_media(data, content_type, message_sid=sid)
    form = {"MessageSid": sid, "NumMedia": "1", "MediaUrl0": url, "MediaContentType0": content_type}
    return person._posts({**form, "MessageType": kind, "Body": body}, f"<{content_type}> {body}")


def as_kind(kind: str) -> bytes:
    out = BytesIO()
    receipt().save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize(
    "words", ["tolong dicek", "240.000", "Rp240.000 ya", "BCA Bu Siti", "atas nama Budi", "transfer dari istri"]
)
def test_any_words_beside_it_while_a_payment_is_awaited(sqlite_market: Market, words: str) -> None:
    sari, pak_budi = accepted(sqlite_market)
    sari.says(words, media=RECEIPT)
    sari.gets_one_message("Bukti.*P0001.*diterima")
    pak_budi.gets("Bukti bayar.*P0001")
    assert payment(sqlite_market) == "proof_sent"


@pytest.mark.parametrize(
    "words", ["ada ukuran L?", "K0101", "batik merah", "alamatnya jalan merdeka 5", "mau yang ini"]
)
def test_words_that_wish_for_something_else_are_no_proof(sqlite_market: Market, words: str) -> None:
    sari, _pak_budi = accepted(sqlite_market)
    sari.says(words, media=RECEIPT)
    assert payment(sqlite_market) == "unpaid"


@pytest.mark.parametrize(
    "kind, content_type, body, message_type",
    [
        ("JPEG", "application/octet-stream", "bukti.jpg", "document"),
        ("JPEG", "", "", "document"),
        ("JPEG", "image/jpeg", "IMG-20261201-WA0003.jpg", "document"),
        ("WEBP", "image/webp", "", "image"),
        ("PDF", "application/pdf", "bukti transfer.pdf", "document"),
        ("PDF", "application/octet-stream", "bukti.pdf", "document"),
        ("PDF", "application/pdf", "bukti transfer P0001", "document"),
    ],
)
def test_a_proof_in_any_wrapping_reaches_the_seller(
    sqlite_market: Market, kind: str, content_type: str, body: str, message_type: str
) -> None:
    sari, pak_budi = accepted(sqlite_market)
    sends_file(sari, as_kind(kind), content_type, body, message_type)
    sari.gets_one_message("Bukti.*P0001.*diterima")
    shown = pak_budi.gets_one_message("Bukti bayar.*P0001", "Rp240.000")
    assert shown.pictures[0].data.startswith(b"\xff\xd8")
    assert payment(sqlite_market) == "proof_sent"


def test_what_can_not_be_read_is_named_with_what_to_do(sqlite_market: Market) -> None:
    sari, _pak_budi = accepted(sqlite_market)
    sends_file(sari, b"\0\0\0\x18ftypheic" + bytes(100), "image/heic", "IMG_0001.HEIC")
    sari.gets_one_message("HEIC", "foto biasa")
    sends_file(sari, b"PK\3\4", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "bukti.docx")
    sari.gets_one_message("screenshot")
    dewi = sqlite_market.shopper("Dewi")
    sends_file(dewi, as_kind("PDF"), "application/pdf", "katalog.pdf")
    dewi.gets_one_message("screenshot")
    assert payment(sqlite_market) == "unpaid"


def test_the_sum_beside_it_tells_which_order_is_paid(sqlite_market: Market) -> None:
    sari, pak_budi, bu_wati = sqlite_market.shopper(), sqlite_market.seller("Pak Budi"), sqlite_market.seller("Bu Wati")
    buys(sari, "K0104 2")
    buys(sari, "K0203 1")
    pak_budi.says("terima P0001").listens()
    bu_wati.says("terima P0002").listens()
    sari.says("140.000", media=RECEIPT)
    bu_wati.gets("Bukti bayar.*P0002")
    pak_budi.gets_nothing()
