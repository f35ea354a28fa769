"""The pieces of a contact sheet: one listing as a cell, a broad row or a whole card."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageDraw

from media import paint
from media.paint import Box
from media.pictures import tile_key
from media.renditions import TILE

Load = Callable[[str], bytes]

NO_PHOTO_YET = "foto menyusul"
BRAND, BRAND_LINE = "Lokapasar", "Pasar batik Pekalongan"
_RADIUS = 26


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


def draw_cell(canvas: Image.Image, box: Box, tile: Tile, load: Load) -> None:
    """The picture fills the cell; price and code lie on it in one label."""
    left, top, right, bottom = box
    label = (left + 12, bottom - 84, right - 12, bottom - 12)
    _draw_picture(canvas, box, tile, load, titled=(left, top, right, label[1]))
    paint.fill(canvas, label, paint.CARD, 20)
    _draw_price_and_code(canvas, (label[0] + 18, label[1], label[2] - 18, label[3]), tile, 46, 36, paint.INK)


def draw_row(canvas: Image.Image, box: Box, tile: Tile, load: Load) -> None:
    """A broad card: the picture at the left, words at the right, price and code under each other."""
    left, top, right, bottom = box
    tall = bottom - top > TILE[1]
    title_size, price_size, code_size = (50, 62, 48) if tall else (46, 66, 46)
    edge = left + min(round((bottom - top) * 1.15), (right - left) * 59 // 100)
    paint.fill(canvas, box, paint.CARD, _RADIUS)
    _draw_picture(canvas, (left, top, edge, bottom), tile, load)
    left, top, right, bottom = edge + 32, top + 32, right - 28, bottom - 32
    _draw_title(canvas, left, top, right, tile.title, title_size, lines=6 if tall else 4)
    pen = ImageDraw.Draw(canvas)
    price, price_font = paint.fitting(paint.legible(tile.price), "Bold", price_size, right - left)
    code, code_font = paint.fitting(paint.legible(tile.code), "SemiBold", code_size, right - left)
    pen.text((left, bottom - code_size - 22), price, paint.INDIGO, price_font, anchor="ls")
    pen.text((left, bottom - 2), code, paint.SOGAN, code_font, anchor="ls")


def draw_card(canvas: Image.Image, box: Box, tile: Tile, load: Load) -> None:
    """One listing alone: its picture large, words beneath."""
    left, top, right, bottom = box
    paint.fill(canvas, box, paint.CARD, _RADIUS)
    rows = len(_title_lines(tile.title, right - left - 72, 44, 2))
    edge = bottom - 168 - 58 * rows
    _draw_picture(canvas, (left, top, right, edge), tile, load)
    _draw_title(canvas, left + 36, edge + 32, right - 36, tile.title, 44, lines=2)
    _draw_price_and_code(canvas, (left + 36, bottom - 134, right - 36, bottom - 14), tile, 76, 54, paint.INDIGO)


def draw_brand_panel(canvas: Image.Image, box: Box) -> None:
    """What fills a place without a listing."""
    middle, y = (box[0] + box[2]) // 2, (box[1] + box[3]) // 2
    paint.fill(canvas, box, paint.INDIGO, _RADIUS)
    pen = ImageDraw.Draw(canvas)
    pen.text((middle, y - 28), BRAND, paint.CARD, paint.font("Bold", 64), anchor="mm")
    pen.text((middle, y + 40), BRAND_LINE, paint.PALE_INDIGO, paint.font("Medium", 36), anchor="mm")


def _draw_picture(canvas: Image.Image, box: Box, tile: Tile, load: Load, titled: Box | None = None) -> None:
    """Photo with its number and badge. Without a photo the neutral tile, with the title in the part `titled` where the
    layout has no other place for it."""
    if tile.photo is None:
        _draw_neutral(canvas, box, tile, titled)
    else:
        photo = _open(tile.photo, box[2] - box[0], box[3] - box[1], load)
        paint.fill_with(canvas, box, photo, _RADIUS)
    if tile.number:
        diameter = 88 if box[2] - box[0] <= TILE[0] else 100
        paint.disc(canvas, box[0] + 12, box[1] + 12, diameter, tile.number)
    if tile.badge:
        _draw_badge(canvas, box[2] - 14, box[1] + 14, paint.legible(tile.badge))


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
    lines = _title_lines(tile.title, right - left - 64, 40, 3, "SemiBold") if titled else []
    middle = (left + right) // 2
    y = (top + bottom) // 2 - 25 * len(lines) + (24 if titled else 0)
    pen = ImageDraw.Draw(canvas)
    for line in lines:
        pen.text((middle, y), line, paint.INK, paint.font("SemiBold", 40), anchor="mm")
        y += 50
    pen.text((middle, y + 8), NO_PHOTO_YET, paint.MUTED, paint.font("Medium", 34 if titled else 40), anchor="mm")


def _draw_badge(canvas: Image.Image, right: int, top: int, badge: str) -> None:
    text, face = paint.fitting(badge, "SemiBold", 32, 220)
    width = round(face.getlength(text)) + 36
    paint.fill(canvas, (right - width, top, right, top + 52), paint.CARD, 26)
    ImageDraw.Draw(canvas).text((right - width // 2, top + 25), text, paint.MENGKUDU, face, anchor="mm")


def _draw_price_and_code(
    canvas: Image.Image, box: Box, tile: Tile, price_size: int, code_size: int, colour: paint.Colour
) -> None:
    """Price at the left and code at the right of the box, in its middle."""
    left, top, right, bottom = box
    code, code_font = paint.fitting(paint.legible(tile.code), "SemiBold", code_size, (right - left) * 2 // 5)
    room = right - left - round(code_font.getlength(code)) - 20
    price, price_font = paint.fitting(paint.legible(tile.price), "Bold", price_size, room)
    pen = ImageDraw.Draw(canvas)
    pen.text((left, (top + bottom) // 2), price, colour, price_font, anchor="lm")
    pen.text((right, (top + bottom) // 2), code, paint.SOGAN, code_font, anchor="rm")


def _draw_title(canvas: Image.Image, left: int, top: int, right: int, title: str, size: int, lines: int) -> None:
    pen = ImageDraw.Draw(canvas)
    for number, line in enumerate(_title_lines(title, right - left, size, lines)):
        y = top + number * round(size * 1.3)
        pen.text((left, y), line, paint.INK, paint.font("Medium", size), anchor="la")


def _title_lines(title: str, width: int, size: int, lines: int, weight: str = "Medium") -> list[str]:
    return paint.wrapped(paint.legible(title), paint.font(weight, size), width, lines)
