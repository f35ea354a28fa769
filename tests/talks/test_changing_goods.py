"""A seller changes what she has: stock, prices, what is shown. Each answer says old → new and can be taken back."""

from pathlib import Path

import pytest

from tests.market import Market, Person
from tests.talks.buying import presses
from tests.talks.test_ordering import buys

BUDI_SHIRT = "K0101"  # 175.000; M 3, L 5, XL 0
BUDI_SARONG = "K0104"  # 120.000; 60 pieces, no sizes; 10 for 110.000, 20 for 100.000
BUDI_DASTER = "K0106"  # 55.000; 40 pieces, all size; 12 for 48.000
WATI_KIDS = "K0207"  # 65.000; 12 pieces shared by 2, 4, 6, 8


@pytest.fixture
def pak_budi(market: Market) -> Person:
    return market.seller("Pak Budi")


@pytest.fixture
def bu_wati(market: Market) -> Person:
    return market.seller("Bu Wati")


# ---------------------------------------------------------------- stock


@pytest.mark.parametrize(
    ("words", "told", "stock"),
    [
        ("stok K0104 5", "60 → 5", "5"),
        ("K0104 stoknya tinggal 3", "60 → 3", "3"),
        ("tambah stok K0104 10", "60 → 70", "70"),
        ("K0104 -5", "60 → 55", "55"),
        ("K0104 habis", "60 → 0", "0"),
        ("K0101 L +3", "L 5 → 8", "M:3|L:8|XL:0"),
        ("K0101 XL 2 ada lagi stok", "XL 0 → 2", "M:3|L:5|XL:2"),
        ("stok K0101 M 1 L 2 XL 3", "M 3 → 1, L 5 → 2, XL 0 → 3", "M:1|L:2|XL:3"),
        ("K0101 M habis", "M 3 → 0", "M:0|L:5|XL:0"),
        ("K0101 habis", "M 3 → 0, L 5 → 0", "M:0|L:0|XL:0"),
    ],
)
def test_stock_in_many_words(sqlite_market: Market, tmp_path: Path, words: str, told: str, stock: str) -> None:
    pak_budi = sqlite_market.seller("Pak Budi")
    pak_budi.says(words)
    pak_budi.gets_one_message(told, "batalkan")
    assert sqlite_market.listing(words.partition("K")[1] + words.partition("K")[2][:4], tmp_path)["stock"] == stock


def test_stock_set_and_taken_back(market: Market, pak_budi: Person, tmp_path: Path) -> None:
    pak_budi.says("stok K0104 5").gets_one_message("60 → 5", r"\[Batalkan\]")
    pak_budi.taps("Batalkan").gets_one_message("Dibatalkan", "5 → 60")
    pak_budi.taps("Batalkan").gets_one_message("sudah dibatalkan")
    pak_budi.says("batalkan").gets_one_message("sudah dibatalkan")
    assert market.listing("K0104", tmp_path)["stock"] == "60"


def test_after_ten_minutes_it_stands_and_the_way_back_is_said(market: Market, pak_budi: Person, tmp_path: Path) -> None:
    pak_budi.says("stok K0104 5")
    market.time_passes(minutes=11)
    pak_budi.says("batalkan").gets_one_message("lebih dari 10 menit", r"stok K0104 60")
    assert market.listing("K0104", tmp_path)["stock"] == "5"
    pak_budi.says("stok K0104 60").gets("5 → 60")


def test_an_order_in_between_keeps_its_pieces(market: Market, pak_budi: Person, tmp_path: Path) -> None:
    """+10, then 65 of 70 are ordered: taking the ten back would leave fewer than none."""
    sari = market.shopper()
    pak_budi.says("K0104 +10").gets("60 → 70")
    undo = pak_budi.last
    buys(sari, "K0104 65")
    pak_budi.says("batalkan", quote=undo).gets_one_message("Dibatalkan", "5 → 0")
    assert market.listing("K0104", tmp_path)["stock"] == "0"


def test_what_is_ordered_is_not_counted(market: Market, pak_budi: Person) -> None:
    buys(market.shopper(), "K0104 3")
    pak_budi.says("stok K0104 20").gets_one_message("57 → 20", r"sudah dipesan \(3\) tidak termasuk")


def test_sizes_that_share_one_stock_change_as_one(market: Market, bu_wati: Person, tmp_path: Path) -> None:
    bu_wati.says("stok K0207 ukuran 4 7").gets_one_message("12 → 7", "Satu stok untuk semua ukuran: 2, 4, 6, 8")
    bu_wati.says("K0207 4 habis").gets_one_message("4 saja atau semua")
    bu_wati.taps("4 saja").gets_one_message("ukuran 4 tidak ada lagi")
    row = market.listing("K0207", tmp_path)
    assert (row["stock"], row["sizes"]) == ("7", "2|6|8")
    bu_wati.taps("Batalkan").gets("ukuran 4 ditambahkan")
    assert sorted(market.listing("K0207", tmp_path)["sizes"].split("|")) == ["2", "4", "6", "8"]


def test_a_size_that_is_not_there_is_asked_about(market: Market, pak_budi: Person, tmp_path: Path) -> None:
    pak_budi.says("stok K0101 XXL 3").gets_one_message("tidak punya ukuran XXL", r"\[M\]", r"\[Tambah ukuran XXL\]")
    assert market.listing("K0101", tmp_path)["stock"] == "M:3|L:5|XL:0"
    pak_budi.taps("Tambah ukuran XXL").gets_one_message("XXL ditambahkan", "XXL 0 → 3")
    assert market.listing("K0101", tmp_path)["stock"] == "M:3|L:5|XL:0|XXL:3"
    pak_budi.says("batalkan").gets("Dibatalkan")
    assert market.listing("K0101", tmp_path)["stock"] == "M:3|L:5|XL:0"


def test_without_a_size_the_bot_asks_which(market: Market, pak_budi: Person, tmp_path: Path) -> None:
    pak_budi.says("stok K0101 9").gets_one_message("Ukuran yang mana", r"\[XL\]")
    pak_budi.says("xl").gets_one_message("XL 0 → 9")
    assert market.listing("K0101", tmp_path)["stock"] == "M:3|L:5|XL:9"


@pytest.mark.parametrize("words", ["stok K0104 20000", "stok K0104 L 4"])
def test_what_can_hardly_be_meant_is_asked_back(market: Market, pak_budi: Person, tmp_path: Path, words: str) -> None:
    pak_budi.says(words).gets_one_message(r"\?\s*\[Ya", r"\[Tidak\]")
    pak_budi.says("tidak").gets_one_message("tidak ada yang diubah")
    assert market.listing("K0104", tmp_path)["stock"] == "60"
    pak_budi.says(words).says("iya").gets("60 → ")
    assert market.listing("K0104", tmp_path)["stock"] == words.split()[-1]


def test_a_million_pieces_are_asked_for_again(market: Market, pak_budi: Person, tmp_path: Path) -> None:
    pak_budi.says("stok K0104 5000000").gets_one_message("terlalu banyak", r"berapa\?")
    pak_budi.says("50").gets_one_message("60 → 50")
    pak_budi.says("K0104 -500").gets_one_message("tinggal 50", r"Ditandai habis\?")
    pak_budi.says("ya").gets_one_message("50 → 0")
    assert market.listing("K0104", tmp_path)["stock"] == "0"


# ---------------------------------------------------------------- which goods


def test_without_a_code_the_quoted_message_then_the_listing_talked_of(
    market: Market, pak_budi: Person, tmp_path: Path
) -> None:
    sarong = pak_budi.says("K0104").last
    pak_budi.says("K0106")
    pak_budi.says("stok 7").gets_one_message("K0106", "40 → 7")
    pak_budi.says("stok 8", quote=sarong).gets_one_message("K0104", "60 → 8")
    pak_budi.says("harga 99rb").gets_one_message("K0104", "120.000 → Rp99.000")


def test_without_any_hint_the_bot_asks_by_list(market: Market, pak_budi: Person, tmp_path: Path) -> None:
    pak_budi.says("stok 5").gets_one_message(r"Barang yang mana\?", "K0101", "K0107")
    pak_budi.gets_not("K0201")
    pak_budi.taps("K0104").gets_one_message("60 → 5")
    assert market.listing("K0104", tmp_path)["stock"] == "5"


def test_goods_by_their_name(market: Market, pak_budi: Person, tmp_path: Path) -> None:
    pak_budi.says("stok daster 7").gets_one_message("K0106", "40 → 7")
    pak_budi.says("stok kemeja habis").gets_one_message("K0101", "K0102", "K0103", "Barang yang mana")
    pak_budi.says("K0103").gets_one_message("K0103", "1 → 0")
    pak_budi.says("stok selendang 7").gets_one_message("Tidak ada selendang")


def test_goods_by_their_number_on_the_sheet(market: Market, pak_budi: Person, tmp_path: Path) -> None:
    pak_budi.says("barang saya").gets("1. K0103", "2. K0105")
    pak_budi.says("no 2 habis").gets_one_message("K0105", "2 → 0")
    pak_budi.says("no 9 habis").gets_one_message(r"Nomor berapa yang dimaksud\?")


def test_her_own_goods_named_like_an_order(market: Market, pak_budi: Person, tmp_path: Path) -> None:
    pak_budi.says("K0101 L 4").gets_one_message("barang toko Anda", r"\[Stok jadi 4\]", r"\[Laku 4\]")
    pak_budi.taps("Stok jadi 4").gets_one_message("L 5 → 4")
    pak_budi.says("pesan K0104 2").taps("Laku 2").gets_one_message("60 → 58")
    assert market.orders() == []


# ---------------------------------------------------------------- prices


def test_price(market: Market, pak_budi: Person, tmp_path: Path) -> None:
    pak_budi.says("harga K0106 60rb").gets_one_message("Rp55.000 → Rp60.000", "batalkan")
    assert market.listing("K0106", tmp_path)["price"] == "60000"
    pak_budi.says("batalkan").gets_one_message("Rp60.000 → Rp55.000")
    assert market.listing("K0106", tmp_path)["price"] == "55000"


def test_wholesale_prices_that_are_no_lower_go_and_come_back(market: Market, pak_budi: Person, tmp_path: Path) -> None:
    pak_budi.says("harga K0104 105rb").gets_one_message("10\\+ Rp110.000 dilepas")
    assert market.listing("K0104", tmp_path)["wholesale"] == "20:100000"
    pak_budi.says("batalkan")
    row = market.listing("K0104", tmp_path)
    assert (row["price"], row["wholesale"]) == ("120000", "10:110000|20:100000")


@pytest.mark.parametrize("words", ["harga K0106 5 rupiah", "harga K0106 2 milyar"])
def test_an_impossible_price_is_asked_for_again(market: Market, pak_budi: Person, tmp_path: Path, words: str) -> None:
    pak_budi.says(words).gets_one_message("sepertinya keliru", r"berapa\?")
    pak_budi.says("56").gets_one_message("Rp55.000 → Rp56.000")
    assert market.listing("K0106", tmp_path)["price"] == "56000"


def test_a_daster_for_90_million_is_asked_about(market: Market, pak_budi: Person, tmp_path: Path) -> None:
    pak_budi.says("harga K0106 90 juta").gets_one_message("Rp90.000.000", r"Sudah benar\?")
    pak_budi.says("batal").gets_one_message("tidak ada yang diubah")
    assert market.listing("K0106", tmp_path)["price"] == "55000"
    pak_budi.says("harga K0106 90 juta").taps("Ya, ubah").gets("Rp90.000.000")
    assert market.listing("K0106", tmp_path)["price"] == "90000000"


def test_wholesale(market: Market, pak_budi: Person, tmp_path: Path) -> None:
    pak_budi.says("grosir K0106 10:42rb 20:40rb").gets_one_message("12\\+ Rp48.000 → 10\\+ Rp42.000, 20\\+ Rp40.000")
    assert market.listing("K0106", tmp_path)["wholesale"] == "10:42000|20:40000"
    pak_budi.says("grosir K0106 10:60rb").gets_one_message("tidak lebih murah", r"berapa\?")
    pak_budi.says("grosir K0106 10:42rb 20:43rb").gets_one_message("tidak lebih murah", r"berapa\?")
    assert market.listing("K0106", tmp_path)["wholesale"] == "10:42000|20:40000"
    pak_budi.says("hapus grosir K0106").gets_one_message("→ tidak ada")
    pak_budi.says("batalkan").gets("tidak ada → 10")
    assert market.listing("K0106", tmp_path)["wholesale"] == "10:42000|20:40000"


def test_many_prices_are_asked_about_once_and_taken_back_at_once(
    market: Market, pak_budi: Person, tmp_path: Path
) -> None:
    pak_budi.says("semua kemeja naik 5rb").gets_one_message("3 barang", "Rp175.000 → Rp180.000", r"Ubah semuanya\?")
    assert market.listing("K0101", tmp_path)["price"] == "175000"
    pak_budi.says("ya").gets_one_message("3 harga diubah", "K0103.*Rp455.000")
    assert [market.listing(code, tmp_path)["price"] for code in ("K0101", "K0102", "K0103", "K0104")] == [
        *("180000", "190000", "455000", "120000")
    ]
    pak_budi.taps("Batalkan").gets_one_message("Dibatalkan", "K0101", "K0102", "K0103")
    assert [market.listing(code, tmp_path)["price"] for code in ("K0101", "K0102", "K0103")] == [
        *("175000", "185000", "450000")
    ]
    pak_budi.says("semua kemeja naik 5rb").says("jangan").gets("tidak ada yang diubah")
    assert market.listing("K0101", tmp_path)["price"] == "175000"


def test_of_many_prices_the_one_changed_again_stays(market: Market, pak_budi: Person, tmp_path: Path) -> None:
    pak_budi.says("semua harga turun 10%").taps("Ya, ubah semua").gets("7 harga diubah", "dan 2 lagi")
    undo = pak_budi.last
    pak_budi.says("harga K0105 800rb")
    pak_budi.says("batalkan", quote=undo).gets_one_message("K0105 sudah diubah lagi")
    assert market.listing("K0105", tmp_path)["price"] == "800000"
    assert market.listing("K0104", tmp_path)["price"] == "120000"


# ---------------------------------------------------------------- shown, hidden, deleted


def test_hidden_and_shown_again(market: Market, pak_budi: Person) -> None:
    sari = market.shopper()
    pak_budi.says("sembunyikan K0104").gets_one_message("disembunyikan")
    sari.says("sarung kawung hitam").gets_not("K0104")
    sari.says("K0104").gets("tidak ada")
    pak_budi.says("K0104").gets_one_message("disembunyikan dari pembeli")
    pak_budi.says("sembunyikan K0104").gets_one_message("memang sedang disembunyikan")
    pak_budi.says("tampilkan lagi").gets_one_message("K0104", "tampil lagi")
    sari.says("sarung kawung hitam").gets("K0104")


def test_deleting_asks_once_and_breaks_no_order(market: Market, pak_budi: Person) -> None:
    sari = market.shopper()
    buys(sari, "K0104 2")
    pak_budi.says("hapus K0104").gets_one_message(
        r"Hapus .*K0104", "Pesanan yang sudah masuk tetap jalan", r"\[Ya, hapus\]"
    )
    sari.says("K0104").gets("Rp120.000")
    pak_budi.taps("Ya, hapus").gets_one_message("dihapus", "batalkan")
    sari.says("K0104").gets("tidak ada")
    pak_budi.says("barang saya").gets_not("K0104")
    pak_budi.says("terima P0001")
    sari.gets("P0001.*diterima")
    pak_budi.says("tampilkan lagi K0104").gets_one_message("tampil lagi")
    sari.says("K0104").gets("Stok 58")


# ---------------------------------------------------------------- rights

VERBS = [
    *("stok K0201 5", "K0201 L +3", "K0201 habis", "harga K0201 55rb", "grosir K0201 10:42rb"),
    *("sembunyikan K0201", "tampilkan lagi K0201", "hapus K0201", "laku K0201 2", "K0201 naik 5rb"),
]


@pytest.mark.parametrize("words", VERBS)
def test_another_stalls_goods_change_by_nothing(sqlite_market: Market, tmp_path: Path, words: str) -> None:
    market, pak_budi, sari = sqlite_market, sqlite_market.seller("Pak Budi"), sqlite_market.shopper("Sari")
    before = market.listing("K0201", tmp_path)
    pak_budi.says(words).gets_one_message("Tidak ada K0201 di antara barang toko Anda")
    pak_budi.gets_not("parang", "95.000", "Griya", "→")
    sari.says(words)
    sari.gets_not("→", "sudah dibatalkan", "dihapus")
    assert market.listing("K0201", tmp_path) == before


def test_a_code_that_is_nobodys_gets_the_same_answer(sqlite_market: Market) -> None:
    pak_budi = sqlite_market.seller("Pak Budi")
    theirs = pak_budi.says("stok K0201 5").last.seen
    nobodys = pak_budi.says("stok K9999 5").last.seen
    assert theirs.replace("K0201", "K9999") == nobodys


def test_another_stalls_buttons_and_undo(market: Market, tmp_path: Path) -> None:
    """Ids of buttons that somebody else got, sent as one's own."""
    pak_budi, bu_wati = market.seller("Pak Budi"), market.seller("Bu Wati")
    bu_wati.says("stok K0201 M 9")
    (undo,) = bu_wati.last.options
    for choice in (
        undo.id,
        "set_stock:K0201:M:1",
        "delete_listing:K0201:sure",
        "drop_size:K0201:M",
        "set_price:K0201:99000",
    ):
        presses(pak_budi, choice)
        pak_budi.gets_one_message("Belum ada perubahan|Tidak ada K0201")
    row = market.listing("K0201", tmp_path)
    assert (row["stock"], row["sizes"], row["price"]) == ("M:9|L:6", "M|L", "95000")


def test_a_suspended_seller_reads_but_changes_nothing(market: Market, pak_budi: Person, tmp_path: Path) -> None:
    pak_budi.says("stok K0104 59")
    market.flask("sellers", "suspend", "+6281200002001")
    pak_budi.says("halo").gets("tidak ditampilkan")
    before = market.listing("K0104", tmp_path)
    for words in ("stok K0104 5", "harga K0104 1rb", "sembunyikan K0104", "hapus K0104", "laku K0104 2", "batalkan"):
        pak_budi.says(words).gets_one_message("ditangguhkan")
    assert market.listing("K0104", tmp_path) == before
    pak_budi.says("barang saya").gets("K0103")
    pak_budi.says("rekap").gets("Rekap hari ini")
    pak_budi.says("K0104").gets("Stok: .59")


# ---------------------------------------------------------------- a bare "habis"


def test_a_bare_sold_out_is_about_the_waiting_order_then_the_goods_talked_of(
    market: Market, pak_budi: Person, tmp_path: Path
) -> None:
    sari = market.shopper()
    card = pak_budi.says("K0106").last
    pak_budi.says("habis").gets_one_message("K0106", "40 → 0")
    pak_budi.says("batalkan")
    buys(sari, "K0104 1")
    pak_budi.says("habis").gets("P0001 ditolak")
    sari.gets("habis")
    buys(sari, "K0104 1")
    pak_budi.says("habis", quote=card).gets_one_message("K0106", "40 → 0")
    assert [row["order_status"] for row in market.orders()] == ["rejected", "placed"]


def test_a_bare_sold_out_without_goods_says_so(market: Market, pak_budi: Person) -> None:
    pak_budi.says("habis").gets_one_message("tidak ada pesanan yang menunggu")
    pak_budi.says("K0201").says("habis").gets_one_message("tidak ada pesanan yang menunggu")
