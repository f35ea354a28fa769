import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from media import contact_sheet, panels, splice, tiles
from media.contact_sheet import MAX_BYTES, SIZE, Sheet, Tile
from media.errors import BadPicture, Missing
from media.jobs import ensure_drawn
from media.pictures import store_goods_photo, tile_key
from media.storage import Storage, open_storage
from tests.media.making import colour_at, noise, opened, picture

RED, BLUE = (170, 40, 40), (30, 60, 150)


def some(count: int, photo: str | None = None) -> tuple[Tile, ...]:
    return tuple(Tile(n + 1, f"K{n:04d}", "Rp185.000", f"Kemeja mega mendung {n}", photo) for n in range(count))


class Nothing:
    """A storage that nobody may ask."""

    def get(self, key: str) -> bytes:
        raise Missing(key)

    def put(self, key: str, data: bytes, content_type: str | None = None) -> None:
        raise AssertionError(key)


NOTHING: Storage = Nothing()  # type: ignore[assignment]


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 6])
def test_every_number_of_tiles_fills_the_same_shape(storage: Storage, count: int) -> None:
    photo = store_goods_photo(storage, picture((900, 1200), RED))
    image = opened(Sheet(some(count, photo)).draw(storage))
    assert (image.size, image.format, image.mode) == (SIZE, "JPEG", "RGB")


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 6])
def test_a_sheet_is_byte_for_byte_the_page_encoded_whole(
    storage: Storage, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    """The same sheet out of pixels in place of encoded segments, its page encoded at once, is the same file."""
    photo = store_goods_photo(storage, picture((900, 1200), RED))
    shown = tuple(replace(one, technique="Cap", badge="tinggal 1", photo=photo) for one in some(count))
    sheet = Sheet((*shown[:-1], replace(shown[-1], photo=None, colour="#24589c")))
    spliced = sheet.draw(storage)
    monkeypatch.setattr(splice, "piece", lambda image, quality: in_segments(image))
    monkeypatch.setattr(splice, "page", page_encoded_whole)
    monkeypatch.setattr(
        contact_sheet, "panel", lambda kept, key, form, most: in_segments(panels._drawn(kept, key, form))
    )
    forget_pieces()
    try:
        assert sheet.draw(storage) == spliced
    finally:
        forget_pieces()


def in_segments(image: Image.Image) -> list[list[Image.Image]]:
    """What a piece is made of, as pictures."""
    lefts, tops = range(0, image.width, splice.SEGMENT), range(0, image.height, splice.MCU)
    return [[image.crop((x, y, x + splice.SEGMENT, y + splice.MCU)) for x in lefts] for y in tops]


def page_encoded_whole(rows: list[list[Image.Image]], size: tuple[int, int], quality: int) -> bytes:
    page = Image.new("RGB", size)
    for y, row in enumerate(rows):
        for x, segment in enumerate(row):
            page.paste(segment, (x * splice.SEGMENT, y * splice.MCU))
    return splice.encode(page, quality)


def forget_pieces() -> None:
    """All that is kept in memory of earlier sheets."""
    for kept in (tiles._words, tiles._number, tiles._mark, tiles._neutral, tiles.brand_panel):
        kept.cache_clear()
    for drawn in (contact_sheet._paper, contact_sheet._footer):
        drawn.cache_clear()


@pytest.fixture(scope="module")
def noisy(tmp_path_factory: pytest.TempPathFactory) -> tuple[Storage, list[str]]:
    """A storage with six photos that compress worst, and their keys."""
    storage = open_storage(str(tmp_path_factory.mktemp("noisy")))
    return storage, [store_goods_photo(storage, noise(seed)) for seed in range(6)]


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 6])
def test_a_sheet_of_the_noisiest_pictures_stays_small(noisy: tuple[Storage, list[str]], count: int) -> None:
    storage, photos = noisy[0], noisy[1][:count]
    loud = "§@&%$ W#@ß@& %$MW" * 3
    shown = tuple(
        replace(
            tile, photo=photo, title=loud, price="Rp888.888.888", code="K88888888", technique=loud[:9], badge=loud[:9]
        )
        for tile, photo in zip(some(count), photos, strict=True)
    )
    for sheet in (Sheet(shown), Sheet(tuple(replace(tile, facts=(loud, loud)) for tile in shown))):
        data = sheet.draw(storage)
        assert len(data) < MAX_BYTES
        assert opened(data).size == SIZE


def test_each_photo_stands_in_its_own_place(storage: Storage) -> None:
    colours = [(200, 30, 30), (30, 160, 30), (30, 30, 200), (200, 200, 30), (30, 200, 200), (200, 30, 200)]
    photos = [store_goods_photo(storage, picture((900, 1200), colour)) for colour in colours]
    sheet = Sheet(tuple(replace(tile, photo=photo) for tile, photo in zip(some(6), photos, strict=True)))
    image = opened(sheet.draw(storage))
    middles = [(188 + 352 * (n % 3), 220 + 640 * (n // 3)) for n in range(6)]
    for middle, colour in zip(middles, colours, strict=True):
        assert all(abs(seen - meant) < 12 for seen, meant in zip(colour_at(image, middle), colour, strict=True))


class Asked:
    """A storage that remembers what it was asked for."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self.got: list[str] = []
        self.kept: list[str] = []

    def get(self, key: str) -> bytes:
        self.got.append(key)
        return self._storage.get(key)

    def put(self, key: str, data: bytes, content_type: str | None = None) -> None:
        self.kept.append(key)
        self._storage.put(key, data, content_type)


def test_six_tiles_need_only_the_small_renditions_and_those_once(storage: Storage) -> None:
    photo = store_goods_photo(storage, picture((900, 1200), RED))
    asked = Asked(storage)
    Sheet(some(6, photo)).draw(asked)  # type: ignore[arg-type]
    assert {key for key in asked.got if key.startswith("goods/")} == {tile_key(photo)}
    assert len(asked.kept) == 1
    again = Asked(storage)
    Sheet((*some(5, photo), replace(some(1)[0], price="Rp1", badge="habis", photo=photo))).draw(again)  # type: ignore[arg-type]
    assert set(again.got) == set(asked.kept) and not again.kept


def test_a_listing_without_photo_needs_no_storage() -> None:
    for count in range(1, 7):
        assert opened(Sheet(some(count)).draw(NOTHING)).size == SIZE


def test_a_listing_without_photo_shows_its_colour() -> None:
    tile = replace(some(1)[0], motif="mega mendung", colour="#24589c")
    for count in range(1, 7):
        image = opened(Sheet((tile,) * count).draw(NOTHING))
        seen = colour_at(image, (200, 80))
        assert all(abs(one - meant) < 14 for one, meant in zip(seen, (0x24, 0x58, 0x9C), strict=True))


@pytest.mark.parametrize("title", ["", "🧵" * 40, "x" * 300, "kemeja " * 60, "ꦧꦠꦶꦏ꧀ batik", "a\n\tb\0c"])
@pytest.mark.parametrize("price", ["", "Rp999.999.999.999 / kodi isi 20"])
def test_odd_words_still_give_a_sheet(title: str, price: str) -> None:
    odd = Tile(99, "K00001234567", price, title, None, title, title, title, "#000000", (title, title, title))
    for count in range(1, 7):
        assert len(Sheet((odd,) * count).draw(NOTHING)) < MAX_BYTES


@pytest.mark.parametrize("count", [0, 7])
def test_a_sheet_holds_one_to_six(count: int) -> None:
    with pytest.raises(ValueError):
        Sheet(some(count))


def test_the_key_follows_what_stands_on_the_sheet() -> None:
    tile = some(1)[0]
    others = [
        replace(tile, number=2),
        replace(tile, price="Rp184.000"),
        replace(tile, code="K9"),
        replace(tile, title="b"),
        replace(tile, photo="goods/ab/x.jpg"),
        replace(tile, badge="tinggal 1"),
        replace(tile, technique="Cap"),
        replace(tile, motif="kawung"),
        replace(tile, colour="#24589c"),
        replace(tile, facts=("Ukuran M",)),
    ]
    keys = {Sheet((each,)).key for each in [tile, *others]}
    assert len(keys) == 11
    assert Sheet((tile,)).key == Sheet(some(1)).key


def test_what_a_tile_shows_is_never_that_of_another() -> None:
    """The pieces that are kept in memory are found by all that stands on them."""
    tile = replace(some(1)[0], technique="Cap", motif="kawung", colour="#24589c")
    others = [
        replace(tile, number=2),
        replace(tile, price="Rp184.000"),
        replace(tile, code="K9"),
        replace(tile, title="b"),
        replace(tile, badge="tinggal 1"),
        replace(tile, technique="Tulis"),
        replace(tile, motif="parang"),
        replace(tile, colour="#9c2458"),
    ]
    for count in range(1, 7):
        drawn = {Sheet((each,) * count).draw(NOTHING) for each in [tile, *others]}
        assert len(drawn) == 9


def test_the_key_follows_the_layout(monkeypatch: pytest.MonkeyPatch) -> None:
    before = Sheet(some(1)).key
    monkeypatch.setattr("media.contact_sheet.LAYOUT_VERSION", 0)
    assert Sheet(some(1)).key != before


def test_a_sheet_survives_the_outbox() -> None:
    sheet = Sheet(tuple(replace(tile, facts=("a", "b")) for tile in some(3, "goods/ab/x.jpg")))
    assert Sheet.from_json(json.loads(json.dumps(sheet.to_json()))) == sheet


def test_a_sheet_that_waits_since_before_tiles_told_more_is_drawn() -> None:
    tile = {"number": 1, "code": "K1", "price": "Rp1", "title": "Kemeja", "photo": None, "badge": ""}
    assert Sheet.from_json({"tiles": [tile], "heading": ""}) == Sheet((Tile(1, "K1", "Rp1", "Kemeja", None),))


def test_workers_may_draw_at_the_same_time(storage: Storage) -> None:
    photo = store_goods_photo(storage, noise(5, (700, 700)))
    sheets = [Sheet(some(n % 6 + 1, photo)) for n in range(12)]
    alone = [sheet.draw(storage) for sheet in sheets]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda sheet: sheet.draw(storage), sheets)) == alone


def test_a_sheet_is_drawn_once(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = Sheet(some(4))
    key = ensure_drawn(storage, sheet)
    assert key == sheet.key and storage.exists(key)
    monkeypatch.setattr("media.contact_sheet.Sheet.draw", None)
    assert ensure_drawn(storage, sheet) == key


def test_a_lost_photo_never_spoils_the_lasting_address(storage: Storage) -> None:
    kept = store_goods_photo(storage, picture(colour=BLUE))
    lost = "goods/00/" + "0" * 40 + ".jpg"
    sheet = Sheet((*some(2, kept), replace(some(1)[0], photo=lost)))
    key = ensure_drawn(storage, sheet)
    assert key == Sheet((*some(2, kept), some(1)[0])).key
    assert storage.exists(key) and not storage.exists(sheet.key)


@pytest.mark.parametrize("damage", [lambda data: data[: len(data) // 2], lambda data: b"no picture"])
@pytest.mark.parametrize("count", [1, 3, 6])
def test_a_photo_that_cannot_be_decoded_gives_the_neutral_tile(
    storage: Storage, count: int, damage: Callable[[bytes], bytes]
) -> None:
    kept = store_goods_photo(storage, picture(colour=BLUE))
    broken = store_goods_photo(storage, noise(1, (700, 700)))
    for key in (broken, tile_key(broken)):
        storage.put(key, damage(storage.get(key)))
    sheet = Sheet((replace(some(1)[0], photo=broken), *some(count - 1, kept)))
    with pytest.raises(BadPicture):
        sheet.draw(storage)
    assert ensure_drawn(storage, sheet) == sheet.without({broken}).key


def test_a_kept_panel_that_is_damaged_is_made_again(storage: Storage, folder: Path) -> None:
    sheet = Sheet(some(6, store_goods_photo(storage, picture((900, 1200), RED))))
    whole = sheet.draw(storage)
    (kept,) = (folder / "sheets" / "panels").glob("*/*.jpg")
    kept.write_bytes(kept.read_bytes()[:1000])
    assert sheet.draw(storage) == whole and len(kept.read_bytes()) > 1000


def test_a_photo_full_of_grain_is_softened_only_as_far_as_needed(storage: Storage) -> None:
    """Plain photos keep their sharp edges: what a tile shows is the tile's rendition, encoded once."""
    edges = Image.new("RGB", (900, 1200), (240, 240, 240))
    edges.paste((20, 20, 20), (0, 0, 450, 1200))
    photo = store_goods_photo(storage, splice.encode(edges, 92))
    image = opened(Sheet(some(4, photo)).draw(storage))
    row = [colour_at(image, (x, 300))[0] for x in range(200, 340)]
    assert sum(40 < value < 220 for value in row) <= 3


def test_a_listing_card_shows_its_photo(storage: Storage) -> None:
    photo = store_goods_photo(storage, picture((900, 1200), RED))
    image = opened(
        Sheet((Tile(0, "K0123", "", "Kemeja", photo, facts=("Ukuran M, L", "Batik Ayu · Kauman")),)).draw(storage)
    )
    assert image.size == SIZE and colour_at(image, (540, 500))[0] > 140
