"""Somebody joins the market by chat: in one message, in ten, with mistakes; staff verify, and she is told."""

import pytest
from sqlmodel import Session, select

import database
from catalog import lookup
from catalog.models import Seller, ShopEvent
from people import consents
from people.models import Person as PersonRow
from tests.market import Market, Person

NUMBER = "whatsapp:+6281390001234"
PHONE = NUMBER.removeprefix("whatsapp:")


def siti(market: Market) -> Person:
    return market.shopper("Siti Aminah", NUMBER)


def joins(person: Person, name: str = "Batik Sekar Ayu") -> None:
    person.says(f"daftar {name}, Siti Aminah, Kauman, kelurahan Kauman, BRI 1234567890 a.n. Siti Aminah")
    person.gets("Sudah benar dan setuju")
    person.taps("Ya, setuju")
    person.gets(f"{name}.* terdaftar")


def shop(market: Market, phone: str = PHONE) -> Seller | None:
    with market.app.app_context(), Session(database.engine()) as session:
        return lookup.seller_by_phone(session, phone)


def test_one_question_at_a_time(market: Market) -> None:
    person = siti(market)
    person.says("daftar")
    person.gets_one_message("Senang Anda mau berjualan", r"nama tokonya\?")
    person.says("Batik Sekar Ayu")
    person.gets_one_message(r"nama pemiliknya\?")
    person.taps("Siti Aminah")  # her own name on WhatsApp, offered
    person.gets_one_message(r"sentra mana\?")
    person.taps("Kauman")
    person.gets_one_message(r"Kelurahan.*\?")
    person.says("Kauman")
    person.gets_one_message(r"rekening mana\?")
    person.says("BRI 1234-567-890 a.n. Siti Aminah")
    person.gets_one_message(
        "Nama toko: Batik Sekar Ayu",
        "Pemilik: Siti Aminah",
        "Sentra: Kauman",
        "Rekening: BRI 1234567890 a.n. Siti Aminah",
        "hapus data saya",
        r"setuju\?",
    )
    person.taps("Ya, setuju")
    person.gets_one_message("Batik Sekar Ayu.* terdaftar", "Petugas memeriksa", "foto")
    seller = shop(market)
    assert seller
    assert (seller.owner, seller.sentra, seller.kelurahan) == ("Siti Aminah", "Kauman", "Kauman")
    assert (seller.bank, seller.bank_account, seller.account_holder) == ("BRI", "1234567890", "Siti Aminah")
    assert (seller.verified, seller.visible) == (False, False)


def test_all_in_one_message_with_labels(market: Market) -> None:
    person = siti(market)
    person.says(
        "Daftar\nNama toko: Batik Sekar Ayu\nPemilik: Siti Aminah\nSentra: Jenggot\nKelurahan: Jenggot\n"
        "Alamat: Jl. Pelita 3, gang 2\nRekening: BCA 8410123456 atas nama Siti\nNIB: 9120001234567\nJam buka: 8-16"
    )
    person.gets_one_message("Batik Sekar Ayu", "Jenggot", "BCA 8410123456 a.n. Siti", "9120001234567", "08.00–16.00")
    person.says("ya")
    person.gets("terdaftar")
    seller = shop(market)
    assert seller
    assert (seller.sentra, seller.address, seller.nib) == ("Jenggot", "Jl. Pelita 3, gang 2", "9120001234567")
    assert seller.hours and seller.hours["0"] == [480, 960]


def test_all_in_one_message_without_labels(sqlite_market: Market) -> None:
    person = siti(sqlite_market)
    joins(person)
    seller = shop(sqlite_market)
    assert seller and (seller.shop, seller.owner, seller.sentra) == ("Batik Sekar Ayu", "Siti Aminah", "Kauman")


def test_in_any_order_and_corrected_before_the_yes(sqlite_market: Market) -> None:
    person = siti(sqlite_market)
    person.says("mau jualan disini")
    person.says("rekening BRI 1234567890 a.n. Siti")
    person.gets(r"nama tokonya\?")
    person.says("Batik Sekar Ayu")
    person.says("Bu Siti")
    person.says("sentra krapyak")
    person.gets("Kelurahan")
    person.says("Krapyak")
    person.gets("Sentra: Krapyak", "BRI 1234567890 a.n. Siti")
    person.taps("Ubah")
    person.gets(r"diubah\?")
    person.says("nama toko Batik Sekar Arum")
    person.gets("Nama toko: Batik Sekar Arum", "setuju")
    person.says("ya")
    seller = shop(sqlite_market)
    assert seller and (seller.shop, seller.owner, seller.sentra) == ("Batik Sekar Arum", "Bu Siti", "Krapyak")


def test_what_may_wait_is_skipped(sqlite_market: Market) -> None:
    person = siti(sqlite_market)
    person.says("daftar toko Batik Sekar Ayu, Siti, Tirto, Tirto")
    person.gets(r"rekening mana\?")
    person.taps("Nanti saja")
    person.gets("Rekening: belum ada", "setuju")
    person.says("setuju")
    person.gets("terdaftar")


def test_a_quarter_beyond_the_first_ten_and_none_at_all(sqlite_market: Market) -> None:
    person = siti(sqlite_market)
    person.says("daftar")
    person.says("Batik Sekar Ayu")
    person.says("Siti")
    person.says("Wiradesa")
    person.gets("belum kami kenal", "sentra mana")
    person.taps("Sentra lain")
    person.gets("Medono")
    person.taps("Di luar sentra")
    person.gets("Kelurahan")
    person.says("Wiradesa")
    person.gets(r"rekening mana\?")


def test_an_account_without_a_bank(sqlite_market: Market) -> None:
    person = siti(sqlite_market)
    person.says("daftar Batik Sekar Ayu, Siti, Tirto, Tirto")
    person.says("1234567890")
    person.gets(r"1234567890 itu di bank apa\?")
    person.taps("BRI")
    person.gets(r"atas nama siapa\?")
    person.taps("Siti")
    person.gets("BRI 1234567890 a.n. Siti")


def test_a_name_that_is_taken(market: Market) -> None:
    person = siti(market)
    person.says("daftar")
    person.says("BATIK BUDI JAYA")
    person.gets_one_message("sudah ada", "gabung KODE", r"nama tokonya\?")
    person.says("Batik Budi Baru")
    person.gets("nama pemiliknya")


def test_given_up(sqlite_market: Market) -> None:
    person = siti(sqlite_market)
    person.says("daftar Batik Sekar Ayu, Siti, Tirto, Tirto")
    person.says("batal")
    person.gets("dibatalkan", "tidak ada yang disimpan")
    assert shop(sqlite_market) is None
    person.says("daftar")
    person.gets(r"nama tokonya\?")


def test_a_question_between_and_back_to_the_form(sqlite_market: Market) -> None:
    person = siti(sqlite_market)
    person.says("daftar")
    person.says("Batik Sekar Ayu")
    person.says("ada daster merah?")
    person.gets_not("pemilik")
    person.says("daftar")
    person.gets(r"nama pemiliknya\?")


def test_nothing_is_kept_without_the_yes(market: Market) -> None:
    person = siti(market)
    person.says("daftar Batik Sekar Ayu, Siti, Tirto, Tirto, BRI 1234567890 a.n. Siti")
    with market.app.app_context(), Session(database.engine()) as session:
        me = session.exec(select(PersonRow).where(PersonRow.phone == PHONE)).one()
        assert consents.given(session, me.id, "shop") is None
    assert shop(market) is None
    person.says("ya")
    with market.app.app_context(), Session(database.engine()) as session:
        agreed = consents.given(session, me.id, "shop")
        assert agreed and agreed.version == "2026-11"
        joined = session.exec(select(ShopEvent).where(ShopEvent.kind == "joined")).one()
        assert (joined.person_id, joined.new["shop"]) == (me.id, "Batik Sekar Ayu")


def test_verified_by_staff_and_told_when_she_writes_again(market: Market) -> None:
    person, sari = siti(market), market.shopper("Sari")
    joins(person)
    market.time_passes(hours=30)  # her 24-hour window is closed
    person.market.note("the officer verifies")
    market.flask("sellers", "verify", PHONE)
    market.work()
    seller = shop(market)
    assert seller and seller.verified and seller.visible
    person.says("halo")
    person.gets("sudah diverifikasi", "Batik Sekar Ayu")
    sari.says("toko Batik Sekar Ayu")
    sari.gets(".")


def test_a_setting_shows_new_shops_at_once(sqlite_market: Market) -> None:
    sqlite_market.app.config["SETTINGS"].show_unverified_shops = "yes"
    joins(siti(sqlite_market))
    seller = shop(sqlite_market)
    assert seller and seller.visible and not seller.verified


def test_a_seller_who_says_daftar_sees_her_shop(market: Market) -> None:
    pak_budi = market.seller("Pak Budi")
    pak_budi.says("daftar")
    pak_budi.gets_one_message(
        "Batik Budi Jaya", "terverifikasi", "BRI 001201000123501 a.n. Budi Santoso", r"mengubah apa\?"
    )
    pak_budi.taps("Alamat toko")
    pak_budi.gets("di mana")
    pak_budi.says("Pasar Setono, blok B 12")
    pak_budi.gets("Alamat toko.*: belum ada → .*Pasar Setono, blok B 12")


def test_a_hidden_number_gives_one_for_the_buyers(market: Market) -> None:
    person = market.shopper("Siti", "whatsapp:ID.4566546130240823", "whatsapp:ID.4566546130240823")
    person.says("daftar")
    person.gets(r"Nomor HP toko berapa")
    person.says("0812-0000-2001")
    person.gets("sudah dipakai toko lain", "gabung KODE")
    person.says("0813 9000 7777")
    person.gets(r"nama tokonya\?")
    person.says("Batik Sekar Ayu, Siti, Tirto, Tirto, BRI 1234567890 a.n. Siti")
    person.gets("HP: .*7777", "setuju")
    person.says("ya")
    person.gets("terdaftar")
    assert shop(market, "+6281390007777")


@pytest.mark.parametrize("text", ["daftar harga dong", "daftar barang", "daftar warna yang ada?"])
def test_other_lists_are_no_joining(sqlite_market: Market, text: str) -> None:
    person = siti(sqlite_market)
    person.says(text)
    person.gets_not("nama tokonya", "nama pemiliknya")
