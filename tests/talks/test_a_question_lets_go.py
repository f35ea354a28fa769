"""A question of the bot's lets go of what is no answer to it, places abroad get an honest word, and a talk keeps its
language."""

from tests.market import Market


def test_the_postage_question_gives_way_to_whatever_comes(sqlite_market: Market) -> None:
    amy = sqlite_market.shopper("Amy")
    amy.says("hi, any sarong?")
    amy.says("shipping cost?")
    amy.gets_one_message("Postage to which city")
    amy.says("i pay cash")
    amy.gets_one_message("You pay the seller directly")
    amy.says("shipping cost?")
    amy.says("what's your opening hours")
    amy.gets_one_message("Opening hours")
    amy.gets_not("Postage to which city", "do not know")


def test_i_take_it_orders_though_postage_was_asked(sqlite_market: Market) -> None:
    john = sqlite_market.shopper("John")
    john.says("do you have a red shirt?")
    john.says("number 1")
    john.says("shipping cost?")
    john.says("i take it")
    john.gets_one_message("K0101", "Which size")


def test_a_place_is_still_an_answer(sqlite_market: Market) -> None:
    sari = sqlite_market.shopper()
    for place in ("ke semarang kak", "Jakarta Selatan"):
        sari.says("ongkir brp")
        sari.gets_one_message("kota atau kabupaten mana")
        sari.says(place)
        sari.gets_one_message("Ongkir dari Pekalongan ke")


def test_an_unknown_place_is_asked_about_no_second_time(sqlite_market: Market) -> None:
    sari = sqlite_market.shopper()
    sari.says("ongkir ke Atlantis")
    sari.gets_one_message("“Atlantis” belum kami kenal", "kota atau kabupaten mana")
    sari.says("Gondor")
    sari.gets_one_message("“Gondor” belum kami kenal", "Penjual menghitung ongkirnya")
    sari.gets_not("kabupaten mana")


def test_abroad_the_seller_is_asked(market: Market) -> None:
    budi, john = market.seller("Pak Budi"), market.shopper("John")
    john.says("can you ship to Singapore?")
    john.gets_one_message("Postage to Singapore is not in our list", r"\?")
    john.gets_not(r"K\d{4}")
    john.says("show me red shirts")
    john.says("number 1")
    john.says("shipping to Kuala Lumpur, Malaysia cost?")
    john.gets_one_message("Postage to Malaysia is not in our list", "ask the seller")
    john.says("yes")
    john.gets_one_message("We have asked Batik Budi Jaya")
    budi.gets("Pertanyaan pembeli", "K0101", "Malaysia")


def test_a_country_is_meant_though_a_village_has_its_name(sqlite_market: Market) -> None:
    sari = sqlite_market.shopper()
    sari.says("bisa kirim ke Jepang?")
    sari.gets_one_message("Ongkir ke Jepang tidak ada di daftar")


def test_one_word_turns_no_language(sqlite_market: Market) -> None:
    dewi, amy = sqlite_market.shopper("Dewi"), sqlite_market.shopper("Amy")
    dewi.says("kak ada daster?")
    dewi.says("thanks")
    dewi.gets_one_message("Sama-sama")
    amy.says("hello, do you have a sarong?")
    amy.says("shipping to malaysia cost?")
    amy.gets_one_message("Postage to Malaysia")
    amy.says("makasih")
    amy.gets_one_message("welcome")
    amy.says("kak ada kemeja merah ukuran L?")
    amy.gets_one_message("barang")


def test_what_is_told_at_another_question_is_kept_and_said(sqlite_market: Market) -> None:
    john = sqlite_market.shopper("John")
    john.says("i want to order K0101")
    john.gets_one_message("Which size")
    john.says("cash when you bring it?")
    john.gets_one_message("Noted: COD", "Which size")
    john.says("I stay at hotel dafam room 203")
    john.gets_one_message("Noted: address hotel dafam room 203", "Which size")


def test_wrapping_as_a_gift_is_nobodys_name(sqlite_market: Market) -> None:
    sari = sqlite_market.shopper()
    sari.says("pesan K0104 2")
    sari.says("bungkus kado bisa?")
    sari.gets_one_message("kami catat: dibungkus kado", "atas nama siapa")
    sari.says("bisa cod ga")
    sari.gets_one_message("atas nama siapa")
    sari.says("Rini Hapsari")
    sari.gets_one_message("dikirim atau diambil")


def test_sizes_that_there_are_not_are_told_once(sqlite_market: Market) -> None:
    dewi = sqlite_market.shopper("Dewi")
    dewi.says("pesan K0101 XXL 10 3XL 5")
    dewi.gets_one_message("ukuran XXL, 3XL tidak ada", "Mau ukuran apa")
    dewi.says("ada contohnya dulu ga")
    dewi.gets_not("3XL", "tidak ada")


def test_no_question_is_asked_for_ever_in_the_same_words(sqlite_market: Market) -> None:
    sari = sqlite_market.shopper()
    sari.says("pesan K0104 2")
    for words in ("qwerty asdf zxcv 9", "kok lama", "kok lama"):
        sari.says(words)
    sari.gets_one_message("kami simpan di keranjang")
    sari.gets_not("atas nama siapa")
    sari.says("Rini Hapsari")
    sari.gets_one_message("dikirim atau diambil")
