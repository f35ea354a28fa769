"""What is said between a question and its answer does what it says, and the question is asked again."""

from tests.market import Market


def test_a_sellers_command_passes_an_open_draft(market: Market) -> None:
    pak_budi = market.seller("Pak Budi")
    pak_budi.says("gamis merah L stok 3")
    pak_budi.gets(r"Harganya berapa per potong\?")
    pak_budi.says("tutup dulu ya mau sholat")
    pak_budi.gets_one_message("libur", r"Harganya berapa per potong\?")
    pak_budi.says("sarung kawung tinggal 10")
    pak_budi.gets_one_message("K0104.*60 → 10", r"Harganya berapa per potong\?")
    pak_budi.says("libur lebaran sampe tgl 5")
    pak_budi.gets_one_message("libur", r"Draf .* kami simpan; ketik \*lanjut\*")
    pak_budi.gets_not("Harganya berapa")
    pak_budi.says("lanjut")
    pak_budi.gets_one_message(r"Harganya berapa per potong\?")
    pak_budi.says("165rb")
    pak_budi.gets("Ini batik apa")
    pak_budi.says("printing")
    pak_budi.gets(r"Rp165\.000.*stok 3")


def test_what_is_left_of_goods_that_she_has_not_is_a_new_listing(market: Market) -> None:
    pak_budi = market.seller("Pak Budi")
    pak_budi.says("jaket ikan tinggal 4")
    pak_budi.gets(r"Harganya berapa per potong\?")


def test_the_last_piece_is_not_asked_how_many(market: Market) -> None:
    sari = market.shopper()
    sari.says("mau K0103")
    sari.gets_one_message(r"K0103.*, L\* · 1 x Rp450\.000", r"atas nama siapa\?")
    sari.gets_not("berapa potong")


def test_what_was_not_asked_is_noted_and_the_question_asked_again(market: Market) -> None:
    rini = market.shopper("Rini")
    rini.says("pesan K0101 L")
    rini.says("cash aja")
    rini.gets_one_message("kami catat: tunai di toko", r"berapa potong\?")
    rini.says("2")
    rini.says("nama pengirim pake nama toko aku ya Olshop Mawar")
    rini.gets_one_message(r"kami catat: pengirim Olshop Mawar\.", r"atas nama siapa\?")
    rini.says("bungkus kado bisa?")
    rini.gets_one_message(r"atas nama siapa\?")
    rini.says("Rini Hapsari")
    rini.gets("dikirim atau diambil")


def test_a_shade_and_a_size_in_centimetres(market: Market) -> None:
    sari = market.shopper()
    sari.says("kemeja jangan yang gelap")
    sari.gets_one_message(r"\*Kemeja, bukan warna gelap\* — 2 barang", "K0101", "K0102")
    sari.says("ukuran XL itu LD berapa")
    sari.gets_one_message("XL 105–110")
    sari.gets_not(r"K\d{4}")
    sari.says("bisa dropship ga kak")
    sari.gets_one_message("dropship", "pengirim")
    sari.gets_not(r"K\d{4}")


def test_what_is_called_off_for_something_else_is_a_search(market: Market) -> None:
    rini = market.shopper("Rini")
    rini.says("daster")
    rini.says("ga jadi daster, kemeja aja")
    rini.gets_one_message(r"\*Kemeja\* — 4 barang")


def test_sizes_of_what_is_ordered_change_at_any_question(market: Market) -> None:
    sari = market.shopper()
    sari.says("K0101 M 2")
    sari.gets(r"atas nama siapa\?")
    sari.says("M nya satu aja, satunya L")
    sari.gets_one_message(r"K0101.*, M\* · 1 x", r"K0101.*, L\* · 1 x", r"atas nama siapa\?")
    for words in ("Sari", "diambil", "nanti di tempat"):
        sari.says(words)
    sari.gets(r"Bayar: tunai di toko", r"Sudah benar\?")


def test_two_kinds_of_goods_in_one_message(market: Market) -> None:
    sari = market.shopper()
    sari.says("daster ungu sama kemeja tulis L")
    sari.gets_one_message(r"\*Daster ungu\* — 1 barang", r"\*Kemeja tulis, L\* — 1 barang", "1. K0106", "2. K0103")
    sari.says("kemeja cap merah, gamis ikan biru, dan sarung cap ada?")
    sari.gets_one_message("K0101", "Gamis ikan biru belum ada", "K0104")
    sari.says("no 2")
    sari.gets("K0104")
