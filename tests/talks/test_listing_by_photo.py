"""A seller offers goods by photo and caption: drafts, questions, corrections, albums, lists, and what goes wrong."""

import threading
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from sqlmodel import select, update

import database
from catalog.models import Draft, Listing, ShopEvent
from messaging.models import ReceivedPicture
from tests.market import CATALOG, Market, Person
from tests.media.making import painted, picture
from tests.twilio_stand_in import TwilioStandIn

JPEG = "image/jpeg"
CAPTION = "Kain batik cap kawung coklat, 185rb, stok 6"


@cache
def cloth(motif: str = "kawung", colour: str = "coklat", seed: int = 1) -> tuple[bytes, str]:
    """A photo of goods, another one for each seed."""
    out = BytesIO()
    turned = painted("kain", motif, colour, seed).rotate(
        7 * seed, resample=Image.Resampling.BICUBIC, fillcolor=(seed * 40 % 255, 120, 90)
    )
    turned.save(out, "JPEG", quality=88)
    return out.getvalue(), JPEG


def sends(person: Person, photo: tuple[bytes, str] | None, text: str = "", sid: str = "", quote: str = "") -> str:
    """Posts one message and lets the worker sleep: the message's sid."""
    market = person.market
    sid = sid or TwilioStandIn.new_sid("MM" if photo else "SM")
    form = person._base(sid) | person._identity() | {"Body": text, "MessageType": "text"}
    if photo:
        url = market.twilio.add_media(*photo, message_sid=sid)
        form |= {"NumMedia": "1", "MediaUrl0": url, "MediaContentType0": photo[1], "MessageType": "image"}
    if quote:
        form |= {"OriginalRepliedMessageSid": quote, "OriginalRepliedMessageSender": person.address}
    person._since = len(market.twilio.sent)
    market.note(f"{person.name}: {text}{' <photo>' if photo else ''}")
    assert market.post(form).status_code == 200
    return sid


def gathers(market: Market) -> None:
    """The moment after an album passes."""
    market.work()
    market.time_passes(seconds=3)


def new_listings(market: Market, folder: Path) -> list[dict[str, str]]:
    """The exported rows of what was listed in this test."""
    import csv

    market.flask("catalog", "export", str(folder))
    with open(CATALOG / "listings.csv", encoding="utf-8") as file:
        old = {row["code"] for row in csv.DictReader(file)}
    with open(folder / "listings.csv", encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["code"] not in old]


def rows(market: Market, model: Any) -> list[Any]:
    with market.app.app_context(), database.reading() as session:
        return list(session.exec(select(model).order_by(model.id)))


# ---------------------------------------------------------------- one photo


def test_a_photo_with_its_caption_becomes_a_listing(market, tmp_path):
    budi = market.seller("Pak Budi")
    budi.says(CAPTION, media=cloth())
    budi.gets_nothing()
    market.time_passes(seconds=3)
    message = budi.gets_one_message("Kain batik cap kawung coklat", "Rp185.000", "Stok 6", "Teknik: .*cap", r"tayang\?")
    assert message.pictures and [option.title for option in message.options] == ["Ya, tayangkan", "Ubah", "Batal"]
    budi.says("ya")
    code = budi.gets("Sudah tayang", r"K\d{4}")
    [row] = new_listings(market, tmp_path)
    expected = {"code": code, "product": "kain", "technique": "cap", "motifs": "kawung", "colours": "coklat"}
    expected |= {"price": "185000", "stock": "6", "sizes": "", "title": "Kain batik cap kawung coklat"}
    assert {name: row[name] for name in expected} == expected and row["photo"]
    sari = market.shopper("Sari")
    sari.says("kain cap kawung coklat")
    sari.gets(code)
    sari.says(code)
    assert sari.gets_one_message(code, "185.000").pictures
    [event] = [one for one in rows(market, ShopEvent) if one.kind == "listed"]
    assert (event.old["hidden"], event.new["hidden"], event.new["listing"]["price"]) == (True, False, 185_000)


def test_a_caption_is_read_again_only_when_something_else_is_said(sqlite_market, tmp_path):
    budi = sqlite_market.seller("Pak Budi")
    budi.says("kain batik cap kawung coklat 185rb, katun primisima", media=cloth())
    sqlite_market.time_passes(seconds=3)
    [draft] = rows(sqlite_market, Draft)
    assert (draft.title, draft.description) == ("Kain batik cap kawung coklat", "Katun primisima")
    budi.says("6")
    budi.gets(r"\*Kain batik cap kawung coklat\*")
    budi.says("bukan cap, printing")
    budi.gets(r"\*Kain batik printing kawung coklat\*")
    [draft] = rows(sqlite_market, Draft)
    with sqlite_market.app.app_context(), database.transaction() as session:
        session.exec(update(Draft).values(text="words that nobody has read"))
    budi.says("ya")
    [row] = new_listings(sqlite_market, tmp_path)
    assert (row["title"], row["description"]) == (draft.title, draft.description)


def test_the_caption_may_come_after_the_photo(market, tmp_path):
    budi = market.seller("Pak Budi")
    budi.says(media=cloth())
    market.time_passes(seconds=3)
    assert len(budi.gets_one_message("Fotonya sudah sampai", r"Barang apa ini\?").options) == 10
    budi.says("kain batik cap kawung coklat 185rb stok 6")
    assert budi.gets_one_message("Rp185.000", r"tayang\?").pictures
    budi.taps("Ya, tayangkan")
    budi.gets("Sudah tayang")
    assert [row["photo"] != "" for row in new_listings(market, tmp_path)] == [True]


def test_the_caption_may_come_right_after_the_photo_while_it_is_still_gathered(market, tmp_path):
    budi = market.seller("Pak Budi")
    sends(budi, cloth())
    sends(budi, None, "daster cap kawung")
    market.work()
    budi.gets_one_message(r"Harganya berapa")
    budi.says("45")
    budi.gets_one_message(r"Stoknya berapa\?")
    budi.says("12")
    assert budi.gets_one_message("Rp45.000", "Stok 12").pictures
    budi.says("ok")
    [row] = new_listings(market, tmp_path)
    assert (row["product"], row["price"], row["stock"], row["photo"] != "") == ("daster", "45000", "12", True)


def test_the_caption_may_come_before_the_photo(market, tmp_path):
    budi = market.seller("Pak Budi")
    budi.says(CAPTION)
    budi.gets_one_message("Belum ada foto", r"tayang\?")
    budi.says(media=cloth())
    market.time_passes(seconds=3)
    message = budi.gets_one_message("Rp185.000", r"tayang\?")
    budi.gets_not("Belum ada foto")
    assert message.pictures
    budi.says("ya")
    assert [row["photo"] != "" for row in new_listings(market, tmp_path)] == [True]


def test_words_alone_are_published_without_a_picture(market, tmp_path):
    budi = market.seller("Pak Budi")
    budi.says(CAPTION)
    budi.says("ya")
    budi.gets("Sudah tayang", "ganti foto")
    [row] = new_listings(market, tmp_path)
    assert row["photo"] == ""


def test_what_is_missing_is_asked_one_thing_at_a_time(market, tmp_path):
    budi = market.seller("Pak Budi")
    budi.says(media=cloth())
    market.time_passes(seconds=3)
    budi.taps("Kemeja")
    budi.gets_one_message(r"Harganya berapa per potong\?")
    budi.says("135.000")
    budi.gets_one_message(r"Stoknya berapa\?")
    budi.says("M 3 L 5 XL 2")
    message = budi.gets_one_message("Perda 6/2014", r"Ini batik apa\?")
    assert [option.title for option in message.options][:4] == ["tulis", "cap", "kombinasi tulis-cap", "printing"]
    assert all(option.description for option in message.options)
    budi.taps("printing")
    budi.gets_one_message(r"M \(3\), L \(5\), XL \(2\)", "Teknik: .*printing")
    budi.says("sip")
    [row] = new_listings(market, tmp_path)
    expected = {
        "product": "kemeja",
        "technique": "printing",
        "price": "135000",
        "stock": "M:3|L:5|XL:2",
        "title": "Kemeja printing",
    }
    assert {name: row[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("words", "shown", "column", "value"),
    [
        ("harganya 55", "Rp55.000", "price", "55000"),
        ("bukan cap, printing", "printing", "technique", "printing"),
        ("tambah XL 3", r"XL \(3\)", "stock", "XL:3"),
        ("stoknya 9", "Stok 9", "stock", "9"),
        ("warnanya biru", "biru", "colours", "biru"),
        ("motifnya parang", "parang", "motifs", "parang"),
        ("bukan kain, sarung", "Sarung", "product", "sarung"),
        ("grosir 10 42rb", r"10\+ Rp42.000", "wholesale", "10:42000"),
        ("beratnya 300 gram", "300 gram", "weight_g", "300"),
        ("judulnya Kain Lebaran Cantik", "Kain Lebaran Cantik", "title", "Kain Lebaran Cantik"),
        ("keterangan: katun prima, adem", "katun prima, adem", "description", "katun prima, adem"),
    ],
)
def test_a_correction_in_words(sqlite_market, tmp_path, words, shown, column, value):
    budi = sqlite_market.seller("Pak Budi")
    budi.says(CAPTION, media=cloth())
    sqlite_market.time_passes(seconds=3)
    budi.says(words)
    assert budi.gets_one_message(shown, r"tayang\?").pictures
    budi.says("ya")
    [row] = new_listings(sqlite_market, tmp_path)
    assert row[column] == value
    if column in ("technique", "product", "colours", "motifs"):
        assert value in row["title"].casefold()


def test_batal_drops_the_draft_and_it_can_be_had_back(market, tmp_path):
    budi = market.seller("Pak Budi")
    budi.says(CAPTION, media=cloth())
    market.time_passes(seconds=3)
    budi.says("batal")
    budi.gets_one_message("dibuang, tidak ada yang tayang")
    budi.taps("Ya, tayangkan")
    budi.gets_one_message(r"sudah dibuang. Mau dikembalikan\?")
    assert new_listings(market, tmp_path) == []
    budi.taps("Kembalikan")
    assert budi.gets_one_message("Rp185.000", r"tayang\?").pictures
    budi.taps("Ya, tayangkan")
    budi.gets("Sudah tayang")
    budi.taps("Ya, tayangkan")
    budi.gets_one_message("Itu sudah tayang")
    assert len(new_listings(market, tmp_path / "later")) == 1


def test_no_asks_what_is_to_be_changed(market):
    budi = market.seller("Pak Budi")
    budi.says(CAPTION)
    budi.says("belum")
    budi.gets_one_message("harganya 55", r"Apa yang mau diubah\?")
    budi.says("stok 10")
    budi.gets_one_message("Stok 10", r"tayang\?")


def test_a_number_that_may_be_price_or_stock_is_asked_about(market):
    budi = market.seller("Pak Budi")
    budi.says(CAPTION)
    budi.says("25")
    budi.gets_one_message(r"Angka 25 itu harga atau stok\?")
    budi.taps("Stok 25")
    budi.gets_one_message("Stok 25", "Rp185.000")


def test_undo_takes_the_listing_down(market, tmp_path):
    budi = market.seller("Pak Budi")
    budi.says(CAPTION)
    budi.says("ya")
    code = budi.gets(r"K\d{4}")
    budi.says("batalkan")
    budi.gets_one_message("Dibatalkan", code)
    sari = market.shopper("Sari")
    sari.says(code)
    sari.gets("tidak ada")


def test_codes_are_the_next_free_ones_and_never_given_twice(market, tmp_path):
    sellers = [market.seller(name) for name in ("Pak Budi", "Bu Wati")]
    for seller in sellers:
        sends(seller, None, CAPTION)
    market.work()
    threads = [threading.Thread(target=sends, args=(seller, None, "ya")) for seller in sellers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    market.work()
    codes = sorted(row["code"] for row in new_listings(market, tmp_path))
    highest = max(int(one.code[1:]) for one in rows(market, Listing) if one.code not in codes)
    assert codes == [f"K{highest + 1:04d}", f"K{highest + 2:04d}"]


# ---------------------------------------------------------------- albums


@pytest.mark.parametrize("place", [0, 1, 2])
def test_an_album_is_one_draft_wherever_its_caption_stands(market, tmp_path, place):
    budi = market.seller("Pak Budi")
    for number in range(3):
        sends(budi, cloth(seed=number + 1), CAPTION if number == place else "")
    gathers(market)
    budi.gets_one_message("Rp185.000", r"tayang\?")
    assert len(rows(market, Draft)) == 1
    budi.says("ya")
    [row] = new_listings(market, tmp_path)
    assert len(row["photo"].split("|")) == 3


def test_the_pictures_of_an_album_keep_their_order_however_they_come(market):
    """The first one can't be fetched at first, so that the others are here before it."""
    budi = market.seller("Pak Budi")
    market.twilio.fail_next(500, to="media", times=2)
    for number in range(3):
        sends(budi, cloth(seed=number + 1), CAPTION if number == 0 else "")
    gathers(market)
    market.time_passes(seconds=10)
    budi.says("ya")
    [listing] = [one for one in rows(market, Listing) if one.title == "Kain batik cap kawung coklat"]
    from catalog.models import Photo

    photos = [one.key for one in rows(market, Photo) if one.listing_id == listing.id]
    assert photos == [one.goods_key for one in rows(market, ReceivedPicture)]


def test_the_same_message_twice_and_the_same_photo_twice_are_one(market, tmp_path):
    budi = market.seller("Pak Budi")
    sid = sends(budi, cloth(), CAPTION)
    sends(budi, cloth(), CAPTION, sid=sid)
    sends(budi, cloth())
    gathers(market)
    budi.gets_one_message(r"tayang\?")
    budi.says("ya")
    [row] = new_listings(market, tmp_path)
    assert len(row["photo"].split("|")) == 1


def test_photos_with_captions_of_their_own_are_several_drafts(market, tmp_path):
    budi = market.seller("Pak Budi")
    sends(budi, cloth(seed=1), "Kain cap kawung coklat 185rb stok 6")
    sends(budi, cloth(seed=2))
    sends(budi, cloth("parang", "biru", 3), "Sarung printing parang biru 60rb stok 20")
    gathers(market)
    message = budi.gets_one_message(
        "2 barang siap tayang", "1. Kain cap kawung coklat", "2. Sarung printing parang biru"
    )
    assert message.pictures
    budi.says("no 2 harganya 65")
    budi.gets_one_message("Sarung printing parang biru, Rp65.000", "Kain cap kawung coklat, Rp185.000")
    budi.says("ya")
    budi.gets("Sudah tayang")
    found = new_listings(market, tmp_path)
    assert [(row["product"], row["price"], len(row["photo"].split("|"))) for row in found] == [
        ("kain", "185000", 2),
        ("sarung", "65000", 1),
    ]


def test_a_photo_that_quotes_a_draft_belongs_to_it(market, tmp_path):
    budi = market.seller("Pak Budi")
    budi.says("Kain cap kawung coklat 185rb stok 6")
    card = budi.last
    budi.says("Sarung printing parang biru 60rb stok 20")
    sends(budi, cloth(), quote=card.sid)
    gathers(market)
    budi.gets_one_message("2 barang siap tayang")
    budi.says("ya")
    assert [(row["product"], row["photo"] != "") for row in new_listings(market, tmp_path)] == [
        ("kain", True),
        ("sarung", False),
    ]


def test_words_that_quote_a_photo_are_its_caption(market, tmp_path):
    budi = market.seller("Pak Budi")
    first = sends(budi, cloth(seed=1))
    gathers(market)
    sends(budi, None, "Kain cap kawung coklat 185rb stok 6", quote=first)
    market.work()
    assert budi.gets_one_message("Rp185.000").pictures
    budi.says("ya")
    assert [row["photo"] != "" for row in new_listings(market, tmp_path)] == [True]


# ---------------------------------------------------------------- lists

LIST = "Barang hari ini ya min:\n1. Kemeja cap parang 150rb stok 4\n2. Sarung tulis 900rb stok 1\nkebaya 200rb\n3. Daster printing 40rb stok 20"


def test_a_list_makes_many_drafts_and_says_what_it_did_not_understand(market, tmp_path):
    budi = market.seller("Pak Budi")
    budi.says(LIST)
    budi.gets_one_message("Belum kami mengerti: “kebaya 200rb”", "3 barang siap tayang", "3. Daster printing, Rp40.000")
    budi.says("harganya 55")
    budi.gets_one_message(r"untuk barang nomor berapa\?")
    budi.taps("No 3")
    budi.gets_one_message("3. Daster printing, Rp55.000")
    budi.gets_not("Belum kami mengerti")
    budi.says("ya")
    assert [row["price"] for row in new_listings(market, tmp_path)] == ["150000", "900000", "55000"]
    budi.says("batalkan")
    budi.gets("Dibatalkan")
    assert not [one for one in rows(market, Listing) if one.title == "Daster printing" and one.deleted_at is None]


def test_the_technique_of_a_list_is_asked_once(market, tmp_path):
    budi = market.seller("Pak Budi")
    budi.says("Kemeja parang 150rb stok 4\nSarung kawung 90rb stok 3\nDaster printing 40rb stok 20")
    budi.gets_one_message("Kemeja parang", "Sarung kawung", r"Ini batik apa\?")
    budi.gets_not("Daster")
    budi.says("cap")
    budi.gets_one_message("3 barang siap tayang")
    budi.says("ya")
    assert [row["technique"] for row in new_listings(market, tmp_path)] == ["cap", "cap", "printing"]


def test_an_album_and_then_a_list_are_bound_by_order(market, tmp_path):
    budi = market.seller("Pak Budi")
    for number in range(2):
        sends(budi, cloth(seed=number + 1))
    gathers(market)
    budi.says("Kemeja cap parang 150rb stok 4\nSarung tulis 900rb stok 1")
    budi.gets_one_message("2 barang siap tayang")
    budi.says("ya")
    assert [len(row["photo"].split("|")) for row in new_listings(market, tmp_path)] == [1, 1]
    keys = [one.goods_key for one in rows(market, ReceivedPicture)]
    from catalog.models import Photo

    assert [one.key for one in rows(market, Photo) if one.key in keys] == keys


def test_one_photo_with_a_list_shows_all_of_its_goods(market, tmp_path):
    budi = market.seller("Pak Budi")
    budi.says("Kemeja cap parang 150rb stok 4\nSarung tulis 900rb stok 1", media=cloth())
    market.time_passes(seconds=3)
    budi.says("ya")
    assert [row["photo"] != "" for row in new_listings(market, tmp_path)] == [True, True]


# ---------------------------------------------------------------- recognised


def test_a_photo_that_is_listed_already_is_recognised(market, tmp_path):
    budi = market.seller("Pak Budi")
    budi.says(CAPTION, media=cloth())
    market.time_passes(seconds=3)
    budi.says("ya")
    code = budi.gets(r"K\d{4}")
    smaller = BytesIO()
    Image.open(BytesIO(cloth()[0])).resize((480, 600)).save(smaller, "JPEG", quality=60)
    budi.says(media=(smaller.getvalue(), JPEG))
    market.time_passes(seconds=3)
    budi.gets_one_message(rf"Ini \*{code}\*", "Stoknya sekarang 6", r"jadi berapa\?")
    budi.says("15")
    budi.gets("6 → 15")
    assert [row["stock"] for row in new_listings(market, tmp_path)] == ["15"]


def test_it_may_be_new_goods_all_the_same(market):
    budi = market.seller("Pak Budi")
    photo = (CATALOG / "photos" / "k0101.jpg").read_bytes()
    budi.says(media=(photo, JPEG))
    market.time_passes(seconds=3)
    budi.gets_one_message(r"Ini \*K0101\*")
    budi.taps("Barang baru")
    budi.gets_one_message(r"Barang apa ini\?")


def test_another_shops_photo_is_not_recognised(market):
    wati = market.seller("Bu Wati")
    wati.says(media=((CATALOG / "photos" / "k0101.jpg").read_bytes(), JPEG))
    market.time_passes(seconds=3)
    wati.gets_one_message(r"Barang apa ini\?")
    wati.gets_not("K0101")


# ---------------------------------------------------------------- new photos for old goods


@pytest.mark.parametrize("way", ["caption", "before", "by list"])
def test_a_photo_is_replaced(market, tmp_path, way):
    budi = market.seller("Pak Budi")
    if way == "caption":
        budi.says("ganti foto K0101", media=cloth())
    elif way == "before":
        budi.says("ganti foto K0101")
        budi.gets_one_message(r"Boleh kirim foto barunya sekarang\?")
        budi.says(media=cloth())
    else:
        budi.says("ganti foto", media=cloth())
        budi.taps("K0101")
    assert budi.gets_one_message("Foto .*K0101.* sudah diganti").pictures
    from catalog.models import Photo

    [received] = rows(market, ReceivedPicture)
    [listing] = [one for one in rows(market, Listing) if one.code == "K0101"]
    assert [one.key for one in rows(market, Photo) if one.listing_id == listing.id] == [received.goods_key]
    budi.says("batalkan")
    budi.gets("Dibatalkan")
    assert received.goods_key not in [one.key for one in rows(market, Photo)]


def test_another_shops_photo_stays(market):
    wati = market.seller("Bu Wati")
    wati.says("ganti foto K0101", media=cloth())
    wati.gets("Tidak ada K0101")
    assert not [one for one in rows(market, ShopEvent) if one.kind == "photos"]


# ---------------------------------------------------------------- what goes wrong


def test_a_fetch_that_fails_twice_only_takes_longer(market):
    budi = market.seller("Pak Budi")
    market.twilio.fail_next(503, to="media", times=2)
    budi.says(CAPTION, media=cloth())
    market.time_passes(seconds=3)
    budi.gets_nothing()
    market.time_passes(seconds=3)
    assert budi.gets_one_message("Rp185.000").pictures


@pytest.mark.parametrize(
    ("photo", "words"),
    [
        (lambda: (b"<html>login</html>", "text/html"), None),
        (lambda: (b"<html>login</html>", JPEG), "bukan foto JPG, PNG atau WebP"),
        (lambda: (cloth()[0][:9000], JPEG), "rusak atau terpotong"),
        (lambda: (b"\xff\xd8" + bytes(17_000_000), JPEG), "terlalu besar"),
    ],
)
def test_what_is_no_photo_is_told_kindly(sqlite_market, photo, words):
    budi = sqlite_market.seller("Pak Budi")
    budi.says(media=photo())
    sqlite_market.time_passes(seconds=3)
    if words:
        budi.gets_one_message(words, r"Boleh dikirim ulang\?")
        assert [draft.state for draft in rows(sqlite_market, Draft)] == ["dropped"]


def test_a_photo_that_never_comes_is_told_and_the_words_stay(market, tmp_path):
    budi = market.seller("Pak Budi")
    market.twilio.fail_next(404, to="media", times=1000)
    budi.says(CAPTION, media=cloth())
    for _ in range(9):
        market.time_passes(seconds=61)
    budi.gets_one_message("tidak berhasil kami ambil", "Rp185.000", "Belum ada foto")
    budi.says("ya")
    assert len(new_listings(market, tmp_path)) == 1


def test_who_writes_while_the_photo_takes_long_is_told(market):
    budi = market.seller("Pak Budi")
    market.twilio.fail_next(500, to="media", times=1000)
    budi.says("kain cap kawung coklat stok 6", media=cloth())
    market.time_passes(seconds=3)
    for _ in range(4):
        market.time_passes(seconds=10)
    budi.says("185rb")
    budi.gets_one_message("Fotonya masih kami ambil")


def test_a_restart_between_photo_and_caption_loses_nothing(market, tmp_path):
    """The worker was down all the while: nothing was fetched, nothing gathered."""
    budi = market.seller("Pak Budi")
    sends(budi, cloth())
    sends(budi, None, "kain batik cap kawung coklat 185rb stok 6")
    market.time_passes(minutes=9)
    assert budi.gets_one_message("Rp185.000").pictures
    budi.says("ya")
    assert len(new_listings(market, tmp_path)) == 1


def test_two_sellers_at_the_same_time_stay_apart(market, tmp_path):
    budi, wati = market.seller("Pak Budi"), market.seller("Bu Wati")
    for number in range(3):
        sends(budi, cloth(seed=number + 1), "Kain cap kawung coklat 185rb stok 6" if number == 0 else "")
        sends(
            wati, cloth("parang", "biru", number + 4), "Sarung printing parang biru 60rb stok 20" if number == 2 else ""
        )
    gathers(market)
    for seller, goods in ((budi, "Kain cap"), (wati, "Sarung printing")):
        seller._since = 0
        seller.gets(goods)
    budi.gets_not("Sarung printing")
    budi.says("ya")
    wati.says("ya")
    found = new_listings(market, tmp_path)
    assert [(row["product"], len(row["photo"].split("|"))) for row in found] == [("kain", 3), ("sarung", 3)]
    assert found[0]["seller_phone"] != found[1]["seller_phone"]


def test_anothers_draft_is_out_of_reach(market, tmp_path):
    budi, wati = market.seller("Pak Budi"), market.seller("Bu Wati")
    budi.says(CAPTION)
    [draft] = rows(market, Draft)
    for payload in (f"publish:{draft.id}", f"drop_draft:{draft.id}", f"fill_draft:{draft.id}:price:1"):
        wati.sends("button", ButtonPayload=payload, ButtonText="Ya", Body="Ya", MessageSid=TwilioStandIn.new_sid("SM"))
        wati.gets("Tidak ada draf yang terbuka")
    assert new_listings(market, tmp_path) == [] and rows(market, Draft)[0].fields == draft.fields


def test_a_suspended_shop_changes_nothing_and_is_told_why(market):
    budi = market.seller("Pak Budi")
    market.flask("sellers", "suspend", budi.address.removeprefix("whatsapp:"))
    for message in ({"text": CAPTION, "media": cloth()}, {"text": CAPTION}, {"media": cloth()}):
        budi.says(**message)
        market.time_passes(seconds=3)
        budi.gets("ditangguhkan petugas")
    assert rows(market, Draft) == []


def test_a_forgotten_draft_goes_after_a_day(market):
    budi = market.seller("Pak Budi")
    budi.says(CAPTION)
    market.time_passes(hours=25)
    assert [draft.state for draft in rows(market, Draft)] == ["dropped"]
    budi.says("ya")
    budi.gets_not("tayang!")


def test_hints_about_poor_photos(sqlite_market):
    budi = sqlite_market.seller("Pak Budi")
    budi.says(CAPTION, media=(picture((300, 200)), JPEG))
    sqlite_market.time_passes(seconds=3)
    budi.gets_one_message("Fotonya kecil sekali", r"tayang\?")
    budi.says("batal")
    budi.says(CAPTION, media=(picture((1200, 900)), JPEG))
    sqlite_market.time_passes(seconds=3)
    budi.gets_one_message("agak buram", r"tayang\?")


# ---------------------------------------------------------------- no listing


def test_a_question_with_a_photo_is_a_question(market):
    budi = market.seller("Pak Budi")
    budi.says("yang kayak gini ada?", media=cloth())
    market.time_passes(seconds=3)
    assert rows(market, Draft) == []


def test_a_shoppers_photo_gets_a_kind_answer(market):
    sari = market.shopper("Sari")
    sari.says(media=cloth())
    sari.gets_one_message("Fotonya sudah sampai")
    market.time_passes(seconds=3)
    assert rows(market, Draft) == []


def test_a_code_in_the_caption_speaks_for_itself(market):
    budi = market.seller("Pak Budi")
    budi.says("stok K0104 9", media=cloth())
    budi.gets("60 → 9")
    assert rows(market, Draft) == []


def test_a_voice_note_is_answered_with_what_was_asked(market):
    budi = market.seller("Pak Budi")
    budi.says(CAPTION)
    budi.sends("voice_note")
    message = budi.gets_one_message("Tolong diketik", r"tayang\?")
    assert [option.title for option in message.options] == ["Ya, tayangkan", "Ubah", "Batal"]
