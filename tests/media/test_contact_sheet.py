from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from media.contact_sheet import MAX_BYTES, SIZE, Sheet, Tile, card_key, card_sheet, draw_sheet, listing_card, sheet_key
from media.errors import Missing
from media.jobs import ensure_drawn
from media.pictures import store_goods_photo, tile_key
from media.storage import Storage
from tests.media.making import colour_at, noise, opened, picture

RED, BLUE = (170, 40, 40), (30, 60, 150)


def tiles(count: int, photo: str | None = None) -> tuple[Tile, ...]:
    return tuple(Tile(n + 1, f"K{n:04d}", "Rp185.000", f"Kemeja mega mendung {n}", photo) for n in range(count))


def nothing(key: str) -> bytes:
    raise Missing(key)


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 6])
@pytest.mark.parametrize("heading", ["", "Kemeja mega mendung biru"])
def test_every_number_of_tiles_fills_the_same_shape(storage: Storage, count: int, heading: str) -> None:
    photo = store_goods_photo(storage, picture((900, 1200), RED))
    image = opened(draw_sheet(Sheet(tiles(count, photo), heading), storage.get))
    assert (image.size, image.format, image.mode) == (SIZE, "JPEG", "RGB")


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 6])
def test_a_sheet_of_the_noisiest_pictures_stays_small(storage: Storage, count: int) -> None:
    photos = [store_goods_photo(storage, noise(seed)) for seed in range(count)]
    sheet = Sheet(tuple(replace(tile, photo=photo) for tile, photo in zip(tiles(count), photos, strict=True)))
    data = draw_sheet(sheet, storage.get)
    assert len(data) < MAX_BYTES
    assert opened(data).size == SIZE


def test_each_photo_stands_in_its_own_place(storage: Storage) -> None:
    colours = [(200, 30, 30), (30, 160, 30), (30, 30, 200), (200, 200, 30), (30, 200, 200), (200, 30, 200)]
    photos = [store_goods_photo(storage, picture((900, 1200), colour)) for colour in colours]
    sheet = Sheet(tuple(replace(tile, photo=photo) for tile, photo in zip(tiles(6), photos, strict=True)))
    image = opened(draw_sheet(sheet, storage.get))
    middles = [(274 + 532 * (n % 2), 200 + 434 * (n // 2)) for n in range(6)]
    for middle, colour in zip(middles, colours, strict=True):
        assert all(abs(seen - meant) < 12 for seen, meant in zip(colour_at(image, middle), colour, strict=True))


def test_six_tiles_need_only_the_small_renditions(storage: Storage) -> None:
    photo = store_goods_photo(storage, picture((900, 1200), RED))
    asked: list[str] = []

    def load(key: str) -> bytes:
        asked.append(key)
        return storage.get(key)

    draw_sheet(Sheet(tiles(6, photo)), load)
    assert set(asked) == {tile_key(photo)}


def test_a_listing_without_photo_needs_no_storage() -> None:
    for count in range(1, 7):
        assert opened(draw_sheet(Sheet(tiles(count)), nothing)).size == SIZE


@pytest.mark.parametrize("title", ["", "🧵" * 40, "x" * 300, "kemeja " * 60, "ꦧꦠꦶꦏ꧀ batik", "a\n\tb\0c"])
@pytest.mark.parametrize("price", ["", "Rp999.999.999.999 / kodi isi 20"])
def test_odd_words_still_give_a_sheet(title: str, price: str) -> None:
    odd = Tile(99, "K00001234567", price, title, None, badge=title)
    for count in range(1, 7):
        assert len(draw_sheet(Sheet((odd,) * count, heading=title), nothing)) < MAX_BYTES


@pytest.mark.parametrize("count", [0, 7])
def test_a_sheet_holds_one_to_six(count: int) -> None:
    with pytest.raises(ValueError):
        Sheet(tiles(count))


def test_the_key_follows_what_stands_on_the_sheet() -> None:
    tile = tiles(1)[0]
    others = [
        replace(tile, number=2),
        replace(tile, price="Rp184.000"),
        replace(tile, code="K9"),
        replace(tile, title="b"),
        replace(tile, photo="goods/ab/x.jpg"),
        replace(tile, badge="Grosir"),
    ]
    keys = {sheet_key(Sheet((each,))) for each in [tile, *others]} | {sheet_key(Sheet((tile,), "heading"))}
    assert len(keys) == 8
    assert sheet_key(Sheet((tile,))) == sheet_key(Sheet(tiles(1)))


def test_the_key_follows_the_layout(monkeypatch: pytest.MonkeyPatch) -> None:
    before = sheet_key(Sheet(tiles(1)))
    monkeypatch.setattr("media.contact_sheet.LAYOUT_VERSION", 0)
    assert sheet_key(Sheet(tiles(1))) != before


def test_a_sheet_survives_the_outbox() -> None:
    sheet = Sheet(tiles(3, "goods/ab/x.jpg"), "Kemeja")
    assert Sheet.from_json(sheet.to_json()) == sheet


def test_the_same_sheet_is_drawn_the_same() -> None:
    sheet = Sheet(tiles(6))
    assert draw_sheet(sheet, nothing) == draw_sheet(sheet, nothing)


def test_workers_may_draw_at_the_same_time(storage: Storage) -> None:
    photo = store_goods_photo(storage, noise(5, (700, 700)))
    sheets = [Sheet(tiles(n % 6 + 1, photo)) for n in range(12)]
    alone = [draw_sheet(sheet, storage.get) for sheet in sheets]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda sheet: draw_sheet(sheet, storage.get), sheets)) == alone


def test_a_sheet_is_drawn_once(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = Sheet(tiles(4))
    key = ensure_drawn(storage, sheet)
    assert key == sheet_key(sheet) and storage.exists(key)
    monkeypatch.setattr("media.contact_sheet.draw_sheet", None)
    assert ensure_drawn(storage, sheet) == key


def test_a_lost_photo_never_spoils_the_lasting_address(storage: Storage) -> None:
    kept = store_goods_photo(storage, picture(colour=BLUE))
    lost = "goods/00/" + "0" * 40 + ".jpg"
    sheet = Sheet((*tiles(2, kept), replace(tiles(1)[0], photo=lost)))
    key = ensure_drawn(storage, sheet)
    assert key == sheet_key(Sheet((*tiles(2, kept), tiles(1)[0])))
    assert storage.exists(key) and not storage.exists(sheet_key(sheet))


def test_a_listing_card_shows_its_photo(storage: Storage) -> None:
    photo = picture((900, 1200), RED)
    image = opened(listing_card(photo, "K0123", "Rp185.000", "Kemeja"))
    assert image.size == SIZE and colour_at(image, (540, 500))[0] > 140
    assert opened(listing_card(None, "K0123", "Rp185.000", "Kemeja")).size == SIZE
    assert card_key("goods/ab/x.jpg", "K0123", "Rp185.000", "Kemeja") == sheet_key(
        card_sheet("K0123", "Rp185.000", "Kemeja", "goods/ab/x.jpg")
    )
