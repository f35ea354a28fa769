"""The contact sheet: up to six listings in one picture that fills a phone's chat, each with number, price and code.

A sheet is named by what stands on it (`sheet_key`) and drawn later. A phone shows it some 330 pixels wide, a third of
its size: letters under 36 pixels can't be read there and carry nothing that matters.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

from media import paint
from media.paint import Box
from media.pictures import TILE, encode_jpeg, tile_key

Load = Callable[[str], bytes]

SIZE = (1080, 1350)  # pixels, 4:5: shown uncropped
MAX_BYTES = 300_000
MAX_TILES = 6
LAYOUT_VERSION = 1  # raise it whenever the drawing changes: addresses are cached for a year
NO_PHOTO_YET = "foto menyusul"
BRAND, BRAND_LINE = "Lokapasar", "Pasar batik Pekalongan"

_MARGIN = 16
_GAP = 16
_FOOTER = 48
_HEADING = 84
_RADIUS = 26
_QUALITIES = (86, 78, 70, 60, 50, 40, 30, 20)


@dataclass(frozen=True)
class Tile:
    """One listing. `number` stands in a disc (0: none); `photo` is a goods key, None gives the neutral tile; `badge` is
    a word or two in the corner."""

    number: int
    code: str
    price: str  # as people read it: "Rp185.000"
    title: str
    photo: str | None
    badge: str = ""


@dataclass(frozen=True)
class Sheet:
    """What stands on a picture: one to six tiles. One alone is a listing's own card."""

    tiles: tuple[Tile, ...]
    heading: str = ""

    def __post_init__(self) -> None:
        if not 1 <= len(self.tiles) <= MAX_TILES:
            raise ValueError(f"a sheet has 1 to {MAX_TILES} tiles, not {len(self.tiles)}")

    def to_json(self) -> dict[str, Any]:
        """As plain values, for a message that waits in the outbox."""
        return {"tiles": [asdict(tile) for tile in self.tiles], "heading": self.heading}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> "Sheet":
        """What `to_json` gave."""
        return cls(tuple(Tile(**tile) for tile in value["tiles"]), value.get("heading", ""))


def sheet_key(sheet: Sheet) -> str:
    """Where the drawn sheet lies: another price, picture or layout is another key."""
    content = json.dumps([LAYOUT_VERSION, sheet.to_json()], sort_keys=True)
    return f"sheets/{hashlib.sha256(content.encode()).hexdigest()[:40]}.jpg"


def draw_sheet(sheet: Sheet, load: Load) -> bytes:
    """The sheet as a JPEG of SIZE and less than MAX_BYTES. `load` gives the bytes of a photo's key; what it raises
    (storage.Missing) comes through."""
    canvas = Image.new("RGB", SIZE, paint.PAPER)
    top = _draw_heading(canvas, sheet.heading) if sheet.heading else _MARGIN
    body = (_MARGIN, top, SIZE[0] - _MARGIN, SIZE[1] - _FOOTER)
    count = len(sheet.tiles)
    if count == 1:
        _draw_card(canvas, body, sheet.tiles[0], load)
    elif count <= 3:
        for tile, box in zip(sheet.tiles, _grid(body, 1, count), strict=True):
            _draw_row(canvas, box, tile, load)
    else:
        cells = _grid(body, 2, (count + 1) // 2)
        for tile, box in zip(sheet.tiles, cells, strict=False):
            _draw_cell(canvas, box, tile, load)
        for box in cells[count:]:
            _draw_brand_panel(canvas, box)
    _draw_footer(canvas)
    return encode_jpeg(canvas, MAX_BYTES, _QUALITIES)


def card_sheet(code: str, price: str, title: str, photo: str | None, badge: str = "") -> Sheet:
    """A single listing's own picture, as a sheet without a number: named, drawn and stored the same way."""
    return Sheet((Tile(0, code, price, title, photo, badge),))


def card_key(photo: str | None, code: str, price: str, title: str) -> str:
    """Where a listing's card lies."""
    return sheet_key(card_sheet(code, price, title, photo))


def listing_card(photo: bytes | None, code: str, price: str, title: str) -> bytes:
    """A listing's card from the photo's bytes (None: the neutral tile), as `draw_sheet` gives it."""
    key = None if photo is None else "given"
    return draw_sheet(card_sheet(code, price, title, key), lambda _: photo or b"")


def _grid(body: Box, columns: int, rows: int) -> list[Box]:
    left, top, right, bottom = body
    width = (right - left - _GAP * (columns - 1)) // columns
    height = (bottom - top - _GAP * (rows - 1)) // rows
    corners = [(left + c * (width + _GAP), top + r * (height + _GAP)) for r in range(rows) for c in range(columns)]
    return [(x, y, x + width, y + height) for x, y in corners]


def _draw_cell(canvas: Image.Image, box: Box, tile: Tile, load: Load) -> None:
    """The picture fills the cell; price and code lie on it in one label."""
    left, _, right, bottom = box
    label = (left + 12, bottom - 84, right - 12, bottom - 12)
    _draw_picture(canvas, box, tile, load, titled=(left, box[1], right, label[1]))
    paint.fill(canvas, label, paint.CARD, 20)
    middle = (label[1] + label[3]) // 2
    pen = ImageDraw.Draw(canvas)
    code, code_font = paint.fitting(paint.legible(tile.code), "SemiBold", 36, 150)
    price, price_font = paint.fitting(
        paint.legible(tile.price), "Bold", 46, right - left - 24 - 36 - 18 - round(code_font.getlength(code))
    )
    pen.text((label[0] + 18, middle), price, paint.INK, price_font, anchor="lm")
    pen.text((label[2] - 18, middle), code, paint.SOGAN, code_font, anchor="rm")


def _draw_row(canvas: Image.Image, box: Box, tile: Tile, load: Load) -> None:
    """A broad card: the picture at the left, words at the right."""
    left, top, right, bottom = box
    paint.fill(canvas, box, paint.CARD, _RADIUS)
    tall = bottom - top > TILE[1]
    edge = left + min(round((bottom - top) * 1.15), (right - left) * 59 // 100)
    _draw_picture(canvas, (left, top, edge, bottom), tile, load)
    words = (edge + 32, top + 32, right - 28, bottom - 32)
    _draw_words(canvas, words, tile, (50, 62, 48) if tall else (46, 66, 46), title_lines=6 if tall else 4)


def _draw_card(canvas: Image.Image, box: Box, tile: Tile, load: Load) -> None:
    """One listing alone: its picture large, words beneath."""
    left, top, right, bottom = box
    title_font = paint.font("Medium", 44)
    title = paint.wrapped(paint.legible(tile.title), title_font, right - left - 72, 2)
    edge = bottom - 168 - 58 * len(title)
    paint.fill(canvas, box, paint.CARD, _RADIUS)
    _draw_picture(canvas, (left, top, right, edge), tile, load)
    pen = ImageDraw.Draw(canvas)
    for number, line in enumerate(title):
        pen.text((left + 36, edge + 56 + 58 * number), line, paint.INK, title_font, anchor="lm")
    code, code_font = paint.fitting(paint.legible(tile.code), "SemiBold", 54, 300)
    price, price_font = paint.fitting(
        paint.legible(tile.price), "Bold", 76, right - left - 120 - round(code_font.getlength(code))
    )
    pen.text((left + 36, bottom - 74), price, paint.INDIGO, price_font, anchor="lm")
    pen.text((right - 36, bottom - 74), code, paint.SOGAN, code_font, anchor="rm")


def _draw_words(canvas: Image.Image, box: Box, tile: Tile, sizes: tuple[int, int, int], title_lines: int) -> None:
    """Title from the top, price and code from the bottom. `sizes`: letters of title, price and code in pixels."""
    left, top, right, bottom = box
    pen = ImageDraw.Draw(canvas)
    title_font = paint.font("Medium", sizes[0])
    for number, line in enumerate(paint.wrapped(paint.legible(tile.title), title_font, right - left, title_lines)):
        pen.text((left, top + number * round(sizes[0] * 1.28)), line, paint.INK, title_font, anchor="la")
    code, code_font = paint.fitting(paint.legible(tile.code), "SemiBold", sizes[2], right - left)
    price, price_font = paint.fitting(paint.legible(tile.price), "Bold", sizes[1], right - left)
    pen.text((left, bottom - sizes[2] - 22), price, paint.INDIGO, price_font, anchor="ls")
    pen.text((left, bottom - 2), code, paint.SOGAN, code_font, anchor="ls")


def _draw_picture(canvas: Image.Image, box: Box, tile: Tile, load: Load, titled: Box | None = None) -> None:
    """Photo with its number and badge. Without a photo the neutral tile, with the title in the part `titled` where the
    layout has no other place for it."""
    if tile.photo is None:
        _draw_neutral(canvas, box, tile, titled)
    else:
        width, height = box[2] - box[0], box[3] - box[1]
        paint.fill_with(canvas, box, _open(tile.photo, width, height, load), _RADIUS)
    if tile.number:
        paint.disc(canvas, box[0] + 12, box[1] + 12, 88 if box[2] - box[0] <= TILE[0] else 100, tile.number)
    if tile.badge:
        _draw_badge(canvas, box, paint.legible(tile.badge))


def _open(photo: str, width: int, height: int, load: Load) -> Image.Image:
    """The rendition that suffices for a box: the tile where it is large enough, else the full one, decoded no larger
    than needed."""
    small = width <= TILE[0] and height <= TILE[1] and photo.startswith("goods/")
    image = Image.open(BytesIO(load(tile_key(photo) if small else photo)))
    image.draft("RGB", (width, height))
    return image.convert("RGB")


def _draw_neutral(canvas: Image.Image, box: Box, tile: Tile, titled: Box | None) -> None:
    """A listing without a photo: words on paper. Never a drawn motif, which nobody would be selling."""
    paint.frame(canvas, box, paint.LINE, _RADIUS, 3, paint.CARD if titled else paint.PAPER)
    left, top, right, bottom = titled or box
    title_font = paint.font("SemiBold", 40)
    title = paint.wrapped(paint.legible(tile.title), title_font, right - left - 64, 3) if titled else []
    middle, y = (left + right) // 2, (top + bottom) // 2 - 25 * len(title) + (24 if titled else 0)
    pen = ImageDraw.Draw(canvas)
    for line in title:
        pen.text((middle, y), line, paint.INK, title_font, anchor="mm")
        y += 50
    pen.text((middle, y + 8), NO_PHOTO_YET, paint.MUTED, paint.font("Medium", 34 if titled else 40), anchor="mm")


def _draw_badge(canvas: Image.Image, box: Box, badge: str) -> None:
    text, face = paint.fitting(badge, "SemiBold", 34, 220)
    width = round(face.getlength(text)) + 36
    right, top = box[2] - 14, box[1] + 14
    paint.fill(canvas, (right - width, top, right, top + 56), paint.MENGKUDU, 28)
    ImageDraw.Draw(canvas).text((right - width // 2, top + 27), text, paint.CARD, face, anchor="mm")


def _draw_heading(canvas: Image.Image, heading: str) -> int:
    """The line above the tiles; returns where the tiles begin."""
    text, face = paint.fitting(paint.legible(heading), "Bold", 44, SIZE[0] - 4 * _MARGIN)
    ImageDraw.Draw(canvas).text((2 * _MARGIN, _HEADING // 2 + 1), text, paint.INK, face, anchor="lm")
    return _HEADING


def _draw_brand_panel(canvas: Image.Image, box: Box) -> None:
    """What fills the place of a sixth tile."""
    middle, y = (box[0] + box[2]) // 2, (box[1] + box[3]) // 2
    paint.fill(canvas, box, paint.INDIGO, _RADIUS)
    pen = ImageDraw.Draw(canvas)
    pen.text((middle, y - 28), BRAND, paint.CARD, paint.font("Bold", 64), anchor="mm")
    pen.text((middle, y + 40), BRAND_LINE, (201, 209, 226), paint.font("Medium", 36), anchor="mm")


def _draw_footer(canvas: Image.Image) -> None:
    pen = ImageDraw.Draw(canvas)
    y = SIZE[1] - _FOOTER // 2
    brand = paint.font("Bold", 26)
    pen.text((_MARGIN + 10, y), BRAND, paint.INDIGO, brand, anchor="lm")
    pen.text((SIZE[0] - _MARGIN - 10, y), BRAND_LINE, paint.MUTED, paint.font("Medium", 24), anchor="rm")
