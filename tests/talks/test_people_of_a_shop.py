"""A second and third number for a shop; codes that are used once; what a helper may not do."""

import re

import pytest
from sqlmodel import Session, select

import database
from catalog import lookup, shop_numbers
from catalog.models import Seller, ShopEvent
from tests.market import Market, Person
from tests.talks.test_ordering import buys

BUDI = "+6281200002001"
CODE = re.compile(r"gabung ([A-Z0-9]{8})")


def invited(owner: Person) -> str:
    owner.says("undang")
    owner.gets_one_message("sekali pakai", "24 jam", "kecuali rekening")
    found = CODE.search(owner.last.seen)
    assert found
    return found[1]


def helper(market: Market, owner: Person, name: str = "Dewi") -> Person:
    person = market.shopper(name)
    person.says(f"gabung {invited(owner)}")
    person.gets("sekarang memegang toko .*Batik Budi Jaya")
    return person


def staffs_code(market: Market, phone: str = BUDI) -> str:
    found = re.search(r"gabung ([A-Z0-9]{8})", market.flask("sellers", "invite", phone))
    assert found
    return found[1]


def shop(market: Market) -> Seller:
    with market.app.app_context(), Session(database.engine()) as session:
        found = lookup.seller_by_phone(session, BUDI)
        assert found
        return found


def kinds(market: Market) -> list[str]:
    with market.app.app_context(), Session(database.engine()) as session:
        return list(session.exec(select(ShopEvent.kind).order_by(ShopEvent.id)))  # type: ignore[arg-type]


def test_the_daughter_helps_and_orders_come_to_both(market: Market) -> None:
    pak_budi, sari = market.seller("Pak Budi"), market.shopper("Sari")
    dewi = helper(market, pak_budi)
    pak_budi.gets("…\\d{4} .Dewi.* ikut memegang toko")
    buys(sari, "K0104 1")
    pak_budi.gets("Pesanan baru P0001")
    dewi.gets("Pesanan baru P0001")
    dewi.taps("Terima")
    dewi.gets("P0001 diterima")
    pak_budi.taps("Terima")
    pak_budi.gets("sudah dijawab")
    assert market.orders()[0]["order_status"] == "accepted"


def test_a_code_used_twice_and_a_code_too_old(market: Market) -> None:
    pak_budi = market.seller("Pak Budi")
    code = invited(pak_budi)
    first, second, third = (market.shopper(name) for name in ("Dewi", "Eko", "Fitri"))
    first.says(f"gabung {code[:4]}-{code[4:].lower()}")
    first.gets("memegang toko")
    second.says(f"gabung {code}")
    second.gets_one_message("tidak bisa dipakai")
    again = invited(pak_budi)
    market.time_passes(hours=25)
    third.says(f"gabung {again}")
    third.gets_one_message("tidak bisa dipakai")


def test_codes_can_not_be_guessed(market: Market) -> None:
    pak_budi, mallory = market.seller("Pak Budi"), market.shopper("Mallory")
    code = invited(pak_budi)
    for _ in range(shop_numbers.MOST_TRIES):
        mallory.says("gabung AAAA2222")
        mallory.gets_one_message("tidak bisa dipakai")
    mallory.says(f"gabung {code}")
    mallory.gets_one_message("terlalu sering")
    mallory.gets_not("Budi")
    dewi = market.shopper("Dewi")
    dewi.says(f"gabung {code}")
    dewi.gets("memegang toko")


def test_another_stalls_owner_learns_nothing_of_a_code(market: Market) -> None:
    pak_budi, bu_wati = market.seller("Pak Budi"), market.seller("Bu Wati")
    code = invited(pak_budi)
    answers = set()
    for text in (code, "AAAA2222"):
        bu_wati.says(f"gabung {text}")
        bu_wati.gets("sudah memegang toko .*Griya Batik Wati")
        answers.add(bu_wati.last.seen)
    assert len(answers) == 1


def test_a_fourth_number_is_refused(sqlite_market: Market) -> None:
    pak_budi = sqlite_market.seller("Pak Budi")
    for name in ("Dewi", "Eko"):
        helper(sqlite_market, pak_budi, name)
    pak_budi.says("undang")
    pak_budi.gets("3 nomor", "mengeluarkan satu")
    pak_budi.taps("…")
    pak_budi.gets("tidak lagi memegang toko")
    invited(pak_budi)


@pytest.mark.parametrize("words", ["hapus nomor {end}", "keluarkan Dewi"])
def test_the_owner_sends_a_helper_away(sqlite_market: Market, words: str) -> None:
    pak_budi, sari = sqlite_market.seller("Pak Budi"), sqlite_market.shopper("Sari")
    dewi = helper(sqlite_market, pak_budi)
    pak_budi.says(words.format(end=dewi.address[-4:]))
    pak_budi.gets("Dewi.* tidak lagi memegang toko")
    dewi.gets("tidak lagi memegang toko")
    buys(sari, "K0104 1")
    dewi.says("terima P0001")
    dewi.gets("hanya untuk penjual")
    assert sqlite_market.orders()[0]["order_status"] == "placed"
    assert kinds(sqlite_market) == ["number_added", "number_removed"]


def test_a_helper_may_not_touch_account_or_numbers_but_may_leave(market: Market) -> None:
    pak_budi = market.seller("Pak Budi")
    dewi = helper(market, pak_budi)
    for words in ("undang", "rekening BRI 9999999999 a.n. Dewi", f"hapus nomor {BUDI}"):
        dewi.says(words)
        dewi.gets_one_message("hanya bisa diubah pemilik")
    assert shop(market).bank_account == "001201000123501"
    dewi.says("alamat toko Blok C 3")
    dewi.gets("Blok C 3")
    dewi.says("nomor toko")
    dewi.gets("Pak Budi.*pemilik", "Dewi.*pembantu")
    dewi.taps("Keluar dari toko")
    dewi.gets("tidak lagi memegang toko")
    pak_budi.gets("Dewi.* keluar dari toko")


def test_a_stranger_changes_nothing(market: Market) -> None:
    mallory = market.shopper("Mallory")
    for words in ("libur sampai senin", "undang", "hapus nomor 2001", "nomor toko", "buka lagi"):
        mallory.says(words)
        mallory.gets_one_message()
        mallory.gets_not("Budi", "Toko .*libur")
    assert shop(market).closed_at is None


def test_staff_link_a_hidden_number_to_an_imported_shop(market: Market) -> None:
    budi_hidden = market.shopper("Budi", "whatsapp:ID.4711", "whatsapp:ID.4711")
    code = staffs_code(market)
    budi_hidden.says("terima")
    budi_hidden.gets("hanya untuk penjual")
    budi_hidden.says(f"gabung {code}")
    budi_hidden.gets("memegang toko .*Batik Budi Jaya")
    budi_hidden.says("rekening BRI 1234567890 a.n. Budi Santoso")
    budi_hidden.gets("BRI 1234567890")  # an owner like the imported number
    assert shop(market).bank_account == "1234567890"


def test_staff_move_a_shop_with_helpers(market: Market) -> None:
    pak_budi = market.seller("Pak Budi")
    dewi = helper(market, pak_budi)
    new = market.shopper("Pak Budi baru")
    market.flask("sellers", "move", BUDI, new.address.removeprefix("whatsapp:"))
    new.says("undang")
    new.gets("gabung")
    dewi.says("toko saya")
    dewi.gets("Batik Budi Jaya")
    pak_budi.says("libur 3 hari")
    pak_budi.gets_not("Toko .*libur")


@pytest.mark.parametrize("word", ["ya", "oke", "tidak"])
def test_a_bare_word_right_after_a_refusal_moves_nothing(sqlite_market: Market, word: str) -> None:
    pak_budi, sari = sqlite_market.seller("Pak Budi"), sqlite_market.shopper("Sari")
    dewi = helper(sqlite_market, pak_budi)
    buys(sari, "K0104 1")
    dewi.gets("Pesanan baru P0001")
    dewi.says("ganti rekening BCA 1234567890 a.n. Dewi").gets("pemilik")
    dewi.says(word)
    assert sqlite_market.orders()[0]["order_status"] == "placed"
    dewi.gets_not("diterima", "alasan")
    dewi.says("terima").gets("P0001 diterima")
    dewi.says("ganti rekening BCA 1234567890 a.n. Dewi").gets("pemilik")
    buys(sari, "K0104 1")
    dewi.says("ya").gets("P0002 diterima")  # an order that came since is what was asked last
