"""The shop's QRIS comes as a photo: read, checked, its merchant's name shown back; wrong pictures are told why."""

import binascii
import random
from io import BytesIO

import pytest
import qriskit
import segno
from PIL import Image
from sqlmodel import Session, col, select

import database
from catalog import lookup
from catalog.models import Listing, Seller
from media.qris import BadQris, of_shop, with_amount
from tests.market import Market
from tests.talks.test_people_of_a_shop import helper

BUDI = "+6281200002001"
ACCOUNT = qriskit.MerchantAccount.create(
    tag="26", guid="ID.CO.BRI.WWW", pan="936000020000000001", merchant_id="0000001", criteria="UMI"
)


def qris(name: str = "BATIK SEKAR AYU", amount: int | None = None) -> str:
    made = qriskit.build(
        merchant_name=name,
        merchant_city="PEKALONGAN",
        mcc="5699",
        accounts=[ACCOUNT],
        postal_code="51111",
        amount=amount,
    )
    return made.dumps()


def photo(*codes: str) -> tuple[bytes, str]:
    """A photo of codes beside each other, not quite straight, with some noise, as a phone takes it."""
    wall = Image.new("RGB", (900 * max(1, len(codes)), 1000), (228, 222, 210))
    for number, code in enumerate(codes):
        drawn = BytesIO()
        segno.make(code, micro=False).save(drawn, kind="png", scale=9, border=4)
        wall.paste(Image.open(drawn).convert("RGB"), (100 + 900 * number, 120))
    wall = wall.rotate(3, fillcolor=(228, 222, 210))
    noise = Image.frombytes("L", (90, 100), random.Random(7).randbytes(9000)).resize(wall.size)
    wall = Image.blend(wall, noise.convert("RGB"), 0.08)
    data = BytesIO()
    wall.save(data, "JPEG", quality=70)
    return data.getvalue(), "image/jpeg"


def shop(market: Market, phone: str = BUDI) -> Seller:
    with market.app.app_context(), Session(database.engine()) as session:
        found = lookup.seller_by_phone(session, phone)
        assert found
        return found


def test_a_newcomer_sends_the_qris_in_place_of_an_account(market: Market) -> None:
    siti = market.shopper("Siti", "whatsapp:+6281390001234")
    siti.says("daftar Batik Sekar Ayu, Siti, Kauman, Kauman")
    siti.gets(r"rekening mana\?")
    siti.says(media=photo(qris()))
    siti.gets_one_message("QRIS terbaca: .*BATIK SEKAR AYU, PEKALONGAN", "QRIS: BATIK SEKAR AYU", "setuju")
    siti.says("ya")
    siti.gets("terdaftar")
    assert shop(market, "+6281390001234").qris == qris()


@pytest.mark.parametrize(
    ("codes", "answer"),
    [
        ((), "Belum ada kode yang terbaca"),
        (("https://wa.me/6281100000000",), "bukan QRIS"),
        ((qris(amount=50_000),), "satu pembayaran"),
        ((qris()[:-4] + "0000",), "tidak lolos pemeriksaan"),
        ((qris(), qris("TOKO LAIN")), "lebih dari satu"),
    ],
)
def test_a_wrong_picture_is_told_and_the_question_asked_again(
    sqlite_market: Market, codes: tuple[str, ...], answer: str
) -> None:
    siti = sqlite_market.shopper("Siti", "whatsapp:+6281390001234")
    siti.says("daftar Batik Sekar Ayu, Siti, Kauman, Kauman")
    siti.says(media=photo(*codes))
    siti.gets_one_message(answer, r"rekening mana\?")
    siti.says("BRI 1234567890 a.n. Siti")
    siti.gets("setuju")


def test_a_seller_changes_the_qris_and_everybody_is_told(market: Market) -> None:
    pak_budi = market.seller("Pak Budi")
    dewi = helper(market, pak_budi)
    pak_budi.says("ganti qris")
    pak_budi.gets(r"foto.*\?")
    pak_budi.says(media=photo(qris("BATIK BUDI JAYA")))
    pak_budi.gets("QRIS.*: belum ada → .*BATIK BUDI JAYA", "Demi keamanan")
    dewi.gets("Rekening toko .* diganti", "BATIK BUDI JAYA")
    assert shop(market).account_changed_at


def test_a_caption_is_enough_and_a_helper_may_not(market: Market) -> None:
    pak_budi = market.seller("Pak Budi")
    dewi = helper(market, pak_budi)
    dewi.says("qris toko", media=photo(qris("DEWI")))
    dewi.gets("hanya bisa diubah pemilik")
    assert shop(market).qris == ""
    pak_budi.says("ini qris toko saya", media=photo(qris("BATIK BUDI JAYA")))
    pak_budi.gets("BATIK BUDI JAYA")
    assert shop(market).qris == qris("BATIK BUDI JAYA")


def test_a_suspended_shop_gets_no_new_qris(sqlite_market: Market) -> None:
    pak_budi = sqlite_market.seller("Pak Budi")
    sqlite_market.flask("sellers", "suspend", BUDI)
    pak_budi.says("qris toko", media=photo(qris("BATIK BUDI JAYA")))
    pak_budi.gets("ditangguhkan", "tidak ada yang diubah")
    assert shop(sqlite_market).qris == ""


def test_given_up_while_the_picture_was_on_its_way(sqlite_market: Market) -> None:
    siti = sqlite_market.shopper("Siti", "whatsapp:+6281390001234")
    siti.says("daftar Batik Sekar Ayu, Siti, Kauman, Kauman")
    siti.says("batal")
    siti.says("qris", media=photo(qris()))
    siti.gets_not("QRIS terbaca")


@pytest.mark.parametrize("words", ["ini qrisnya", "nih bu", "punya toko saya ya"])
def test_a_picture_that_was_asked_for_as_the_qris_is_it_whatever_stands_beside_it(
    sqlite_market: Market, words: str
) -> None:
    pak_budi = sqlite_market.seller("Pak Budi")
    pak_budi.says("ganti qris")
    pak_budi.says(words, media=photo(qris()))
    pak_budi.gets("BATIK SEKAR AYU")
    assert shop(sqlite_market).qris == qris()


def test_a_picture_of_a_code_never_becomes_goods_unasked(sqlite_market: Market) -> None:
    pak_budi = sqlite_market.seller("Pak Budi")
    pak_budi.says("sarung cap tumpal hijau 85rb stok 6", media=photo(qris()))
    sqlite_market.time_passes(seconds=3)
    pak_budi.gets("kode QR", "ganti qris")
    pak_budi.says("ya")
    with sqlite_market.app.app_context(), Session(database.engine()) as session:
        newest = session.exec(select(Listing).order_by(col(Listing.id).desc())).first()
        assert newest and (newest.photos == [] or "umpal" not in newest.title)


def without_initiation(text: str) -> str:
    """The same without tag 01, which EMVCo leaves out as it pleases; its checksum made anew."""
    body = text[: text.rindex("6304")].replace("010211", "", 1) + "6304"
    return body + f"{binascii.crc_hqx(body.encode(), 0xFFFF):04X}"


@pytest.mark.parametrize("around", [("\ufeff", ""), ("  ", "\n"), ("\u200b", " ")])
def test_what_some_printers_put_around_a_qris_is_left_out(around: tuple[str, str]) -> None:
    assert of_shop([around[0] + qris() + around[1]]) == qris()


def test_a_qris_that_does_not_say_whether_it_is_static_is_static() -> None:
    bare = without_initiation(qris())
    taken = of_shop([bare])
    assert taken == qris() and with_amount(taken, 91_000) == with_amount(qris(), 91_000)
    with pytest.raises(BadQris) as caught:
        of_shop([bare[:-1] + ("0" if bare[-1] != "0" else "1")])
    assert caught.value.reason == "broken"
