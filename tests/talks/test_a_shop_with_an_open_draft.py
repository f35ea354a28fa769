"""A draft that waits for an answer shuts no shop: what is told beside it does what it says, an order that comes in goes
first, and a draft that nobody answers is put aside until "lanjut"."""

import pytest

from tests.market import Market, Person

QUESTION = r"Ini batik apa\?"
WAITING = r"Drafnya masih menunggu: Ini batik apa\?"
KEPT = r"Draf \*Gamis\* kami simpan; ketik \*lanjut\*"


@pytest.fixture
def pak_budi(market: Market) -> Person:
    """Has offered goods, and is asked what technique they are."""
    return _with_draft(market)


def _with_draft(market: Market) -> Person:
    budi = market.seller("Pak Budi")
    budi.says("gamis 95rb stok 3")
    budi.gets_one_message(QUESTION)
    return budi


def orders(market: Market, buyer: str = "Sari", goods: str = "K0104 2") -> None:
    """A shopper orders, so that the seller gets a notice."""
    sari = market.shopper(buyer)
    sari.says(
        f"pesan {goods}\nNama: {buyer}\nAlamat: Jl. Melati 5 RT 1 RW 2 Kec. Batang Kab. Batang 51211\nBayar: transfer"
    )
    sari.says("ya")
    sari.gets("P000")


def test_a_short_word_answers_the_order_that_has_just_come(market, pak_budi):
    orders(market)
    pak_budi.says("oke bu siap")
    pak_budi.gets_one_message("P0001 diterima", KEPT)
    assert market.orders()[0]["order_status"] == "accepted"
    pak_budi.says("pembelinya siapa ya, dari mana")
    pak_budi.gets_one_message("Sari", "Jl. Melati 5")
    pak_budi.says("ongkirnya 15rb ya bilangin")
    pak_budi.gets_one_message(r"Ongkir Rp15\.000 untuk \*P0001\*")
    pak_budi.says("berapa yang laku hari ini")
    pak_budi.gets_one_message("Rekap hari ini", "Pesanan: 1")
    pak_budi.says("sudah dikirim pake jne 1122334455")
    pak_budi.gets_one_message("Resi JNE 1122334455 untuk \\*P0001\\*")
    pak_budi.says("lanjut")
    pak_budi.gets_one_message(QUESTION)
    pak_budi.says("printing")
    pak_budi.gets_one_message("Gamis", r"Rp95\.000", "boleh tayang")


def test_a_yes_under_the_card_is_the_orders_when_that_came_later(market, pak_budi):
    pak_budi.says("cap")
    pak_budi.gets_one_message("boleh tayang")
    orders(market)
    pak_budi.says("ya")
    pak_budi.gets_one_message("P0001 diterima")
    pak_budi.gets_not("Sudah tayang")
    pak_budi.says("lanjut")
    pak_budi.says("ya")
    pak_budi.gets_one_message("Sudah tayang")


def test_a_yes_under_the_card_publishes_though_an_order_waits(market):
    budi = market.seller("Pak Budi")
    orders(market)
    budi.says("gamis cap 95rb stok 3")
    budi.says("ya")
    budi.gets_one_message("Sudah tayang")
    assert market.orders()[0]["order_status"] == "placed"


def test_an_answer_to_the_draft_is_heard_though_an_order_has_come(market, pak_budi):
    orders(market)
    pak_budi.says("printing")
    pak_budi.gets_one_message("Gamis", "boleh tayang")


@pytest.mark.parametrize(
    ("words", "done"),
    [
        ("berapa yang laku hari ini", "Rekap hari ini"),
        ("tutup dulu ya bu mau lebaran sampe tgl 5", "libur"),
        ("daster bunga tinggal 10", r"K0106.*40 → 10"),
        ("semua gamis naik 5rb", r"K0107"),
        ("mau ganti nomer rekening", r"BRI 001201000123501.*Jadi rekening berapa\?"),
        ("laku K0104 2", "K0104"),
        ("ini gimana cara nambah barang", "foto barangnya"),
        ("barang saya", "K0101"),
        ("undang anak saya", "gabung"),
    ],
)
def test_what_is_said_beside_a_draft_does_what_it_says(sqlite_market, words, done):
    budi = _with_draft(sqlite_market)
    budi.says(words)
    budi.gets_one_message(done)
    assert budi.last.seen.count("Ini batik apa") <= 1
    budi.gets_not("label palsu")


def test_the_question_is_repeated_in_one_line_and_then_no_more(sqlite_market):
    budi = _with_draft(sqlite_market)
    budi.says("stok K0104 50")
    budi.gets_one_message("60 → 50", WAITING)
    budi.says("rekap")
    budi.gets_one_message("Rekap hari ini", WAITING)
    budi.says("stok K0104 49")
    budi.gets_one_message("50 → 49", KEPT)
    budi.gets_not(QUESTION)
    budi.says("rekap")
    budi.gets_not("[Dd]raf")
    budi.says("lanjut")
    budi.gets_one_message(QUESTION)


def test_what_answers_nothing_is_asked_once_more_and_then_put_aside(sqlite_market):
    budi = _with_draft(sqlite_market)
    budi.says("iyo")
    budi.gets_one_message("Tinggal ini yang belum ada", QUESTION)
    budi.says("iyo")
    budi.gets_one_message(KEPT)
    budi.gets_not(QUESTION)


def test_what_is_heard_beside_the_question_is_repeated(sqlite_market):
    budi = sqlite_market.seller("Pak Budi")
    budi.says("jual gamis printing stok 3")
    budi.gets_one_message(r"Harganya berapa per potong\?")
    budi.says("m l xl")
    budi.gets_one_message(r"Kami catat: .*M, L, XL", r"Harganya berapa per potong\?")
    budi.says("95rb")
    budi.gets_one_message(r"Rp95\.000")


def test_without_a_draft_lanjut_pages(sqlite_market):
    wati = sqlite_market.seller("Bu Wati")
    wati.says("cari batik")
    wati.says("lanjut")
    wati.gets_one_message("K0")
