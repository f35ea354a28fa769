"""QRIS: the exact amount in the shop's own code, read back from the picture that arrived; the static one goes along."""

import io

import pytest
import qriskit
import zxingcpp
from PIL import Image
from sqlmodel import Session

import database
from catalog import lookup
from tests.market import Market, Person
from tests.talks.buying import buys
from tests.talks.test_qris_of_a_shop import BUDI, qris
from tests.twilio_stand_in import Message

STATIC = qris("BATIK BUDI JAYA")


def scanned(message: Message) -> str:
    (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(message.pictures[0].data)))
    return code.text


def with_qris(market: Market, **shop: object) -> tuple[Person, Person]:
    with market.app.app_context(), database.transaction() as session:
        _change(session, qris=STATIC, **shop)
    return market.shopper(), market.seller("Pak Budi")


def _change(session: Session, **shop: object) -> None:
    seller = lookup.seller_by_phone(session, BUDI)
    for name, value in shop.items():
        setattr(seller, name, value)


def test_exact_amount_and_the_shops_own_code(market: Market) -> None:
    sari, pak_budi = with_qris(market)
    buys(sari, "K0104 2", "QRIS")
    sari.listens()
    pak_budi.says("terima")
    exact, own = sari.messages
    assert "Rp240.000" in exact.seen and "BATIK BUDI JAYA" in exact.seen and "sudah terisi" in exact.seen
    code = qriskit.parse(scanned(exact))
    assert "/media/private/" in exact.pictures[0].url  # nobody else finds out what she pays
    assert (code.is_dynamic, code.merchant_name) == (True, "BATIK BUDI JAYA")
    assert code.amount == 240_000
    assert qriskit.is_valid(scanned(exact))
    assert scanned(own) == STATIC
    assert "Rp240.000" in own.seen and "dua ratus empat puluh ribu rupiah" in own.seen


def test_a_shop_without_the_exact_code(market: Market) -> None:
    sari, pak_budi = with_qris(market, exact_qris=False)
    buys(sari, "K0104 2", "QRIS")
    sari.listens()
    pak_budi.says("terima")
    message = sari.gets_one_message("Masukkan sendiri jumlahnya", "Rp240.000", "dua ratus empat puluh ribu rupiah")
    assert scanned(message) == STATIC


def test_unique_digits_are_in_the_code(market: Market) -> None:
    sari, pak_budi = with_qris(market, wants_unique_digits=True)
    buys(sari, "K0104 2", "QRIS")
    sari.listens()
    pak_budi.says("terima")
    due = qriskit.parse(scanned(sari.messages[0])).amount
    assert due and 240_000 < due < 240_500
    sari.says("bayarnya gimana?")
    sari.gets("kode unik", "persis")
    pak_budi.says("lunas P0001")
    pak_budi.gets(f"Rp{due:,}".replace(",", "."))
    assert market.orders()[0]["order_total"] == "240000"
    market.flask("orders", "check")


def test_asked_again_how_to_pay(market: Market) -> None:
    sari, pak_budi = with_qris(market)
    buys(sari, "K0104 2", "QRIS")
    sari.says("qrisnya mana?")
    sari.gets_not("Scan QRIS")
    pak_budi.says("terima")
    sari.says("minta qrisnya dong")
    exact, own = sari.messages
    assert qriskit.parse(scanned(exact)).amount == 240_000
    assert scanned(own) == STATIC


def test_a_part_is_in_already(market: Market) -> None:
    sari, pak_budi = with_qris(market)
    buys(sari, "K0104 2", "QRIS")
    pak_budi.says("terima")
    pak_budi.says("kurang 40rb")
    sari.says("bayar sisanya gimana?")
    assert qriskit.parse(scanned(sari.messages[0])).amount == 40_000


def test_without_a_code_the_account_is_shown(market: Market) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    buys(sari, "K0104 2", "QRIS")
    sari.listens()
    pak_budi.says("terima")
    sari.gets_one_message("BRI 001201000123501")


@pytest.mark.parametrize("words", ["rekeningnya berapa?", "bayarnya ke mana?", "transfer kemana kak"])
def test_the_account_is_told_again(market: Market, words: str) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    buys(sari, "K0104 2")
    sari.says(words)
    sari.gets_not("001201000123501")
    pak_budi.says("terima")
    sari.says(words)
    sari.gets_one_message("P0001", "BRI 001201000123501", "Rp240.000")


def test_the_seller_switches_both(market: Market) -> None:
    sari, pak_budi = with_qris(market)
    pak_budi.says("qris nominal mati")
    pak_budi.gets("hanya mendapat QRIS toko", "QRIS nominal nyala")
    pak_budi.says("kode unik nyala")
    pak_budi.gets("kode unik")
    buys(sari, "K0104 2", "QRIS")
    sari.listens()
    pak_budi.says("terima")
    message = sari.gets_one_message("kode unik Rp", "Masukkan sendiri")
    assert scanned(message) == STATIC
