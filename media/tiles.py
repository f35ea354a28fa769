"""One listing on a contact sheet: the form it takes, and its pieces (media.splice): words, marks, and what stands where a
photo is missing. Photos are in panels.py.

A phone shows a sheet some 330 pixels wide, a third of its size: what matters is in letters of 30 pixels or more.
"""

from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageDraw

from media import letters, paint, splice
from media.paint import Box, Colour
from media.splice import MCU, SEGMENT, Piece

NO_PHOTO_YET = "foto menyusul"
BRAND, BRAND_LINE = "Lokapasar", "Pasar batik Pekalongan"
RADIUS = 26
_KEPT = 512  # pieces with words, some 8 KB each


@dataclass(frozen=True)
class Tile:
    """One listing, all as people read it. `number` is its mark (0: none); `photo` is a goods key, None gives the neutral
    tile, which tells `motif` on a field of `colour` ("#24589c") instead; `badge` is a word or two about what is left;
    `technique` the word that by-laws want beside batik ("" where the seller names none); `facts`: lines that only a
    listing's own card has room for."""

    number: int
    code: str
    price: str  # "Rp185.000"
    title: str
    photo: str | None
    badge: str = ""
    technique: str = ""
    motif: str = ""
    colour: str = ""
    facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Form:
    """How a tile is built: a photo and the words under it, or at its right (`is_row`), on one card of paper.

    Sizes are pixels of whole segments; boxes begin at the tile's upper left corner.
    """

    name: str
    size: tuple[int, int]
    photo_part: int  # of the height; in a row, of the width
    card: Box
    quality: int  # of the JPEG: the fewer tiles share its bytes, the better
    most_bytes: int  # of the photo, with which any sheet stays under its limit, whatever its words
    title: int  # size of letters
    title_lines: int
    price: int
    code: int
    is_row: bool = False

    @property
    def panel(self) -> tuple[int, int]:
        """The size of the part with the photo."""
        return (self.photo_part, self.size[1]) if self.is_row else (self.size[0], self.photo_part)

    @property
    def photo(self) -> Box:
        """Where in the panel the photo lies."""
        left, top, right, bottom = self.card
        return (left, top, min(right, self.panel[0]), min(bottom, self.panel[1]))

    @property
    def words(self) -> Box:
        """The part of the tile with the words."""
        return (self.photo_part, 0, *self.size) if self.is_row else (0, self.photo_part, *self.size)


THIRD = Form("third", (352, 640), 416, (24, 0, 352, 616), 72, 31_000, title=32, title_lines=2, price=44, code=36)
HALF = Form("half", (544, 640), 448, (10, 0, 526, 616), 76, 51_000, title=36, title_lines=2, price=48, code=38)
ROW = Form("row", (1088, 432), 544, (28, 12, 1052, 416), 80, 56_000, 46, 3, 66, 46, is_row=True)
TALL_ROW = Form("tall row", (1088, 640), 544, (28, 0, 1052, 608), 84, 95_000, 50, 5, 66, 48, is_row=True)
CARD = Form("card", (1088, 1296), 992, (24, 16, 1056, 1272), 84, 200_000, title=46, title_lines=2, price=62, code=54)


def words(form: Form, tile: Tile) -> Piece:
    """The part beside the photo."""
    return _words(form, tile.title, tile.price, tile.code, tile.technique if form.is_row else "", _facts(form, tile))


def marks(form: Form, tile: Tile) -> list[tuple[Piece, int, int]]:
    """What lies on the photo, each with the segment and the row where it begins: the number in its upper left corner,
    technique and what is left in the lower ones."""
    rows = form.photo[3] // MCU
    placed: list[tuple[Piece, int, int]] = []
    if tile.number:
        placed.append((_number(form, tile.number), 0, 0))
    technique = "" if form.is_row else paint.legible(tile.technique)
    taken = 0
    if technique:
        mark = _mark(form, technique, is_left=True)
        taken = len(mark[0])
        placed.append((mark, 0, rows - len(mark)))
    if badge := paint.legible(tile.badge):
        mark = _mark(form, badge, is_left=False)
        left = form.panel[0] // SEGMENT - len(mark[0])
        is_crowded = left < taken
        placed.append((mark, left, rows - len(mark) * (2 if is_crowded else 1)))
    return placed


def neutral_panel(form: Form, tile: Tile) -> Piece:
    """What stands where there is no photo yet."""
    return _neutral(form, paint.legible(tile.motif), _rgb(tile.colour) if tile.colour else paint.LINE)


def card_ground(form: Form, part: Box, colour: Colour = paint.CARD) -> Image.Image:
    """A part of an empty tile: its card with round corners on paper."""
    return _ground(form, part, colour).copy()


@lru_cache(maxsize=64)
def _ground(form: Form, part: Box, colour: Colour) -> Image.Image:
    ground = Image.new("RGB", (part[2] - part[0], part[3] - part[1]), paint.PAPER)
    left, top, right, bottom = form.card
    mask = paint.rounded(right - left, bottom - top, RADIUS)
    ground.paste(colour, (left - part[0], top - part[1], right - part[0], bottom - part[1]), mask)
    return ground


@lru_cache(maxsize=8)
def brand_panel(form: Form) -> Piece:
    """What fills a place without a listing."""
    canvas = card_ground(form, (0, 0, *form.size), paint.INDIGO)
    left, top, right, bottom = form.card
    middle, y, room = (left + right) // 2, (top + bottom) // 2, right - left - 40
    name, face = paint.fitting(BRAND, "Bold", 64, room)
    letters.write(canvas, (middle, y - 28), name, paint.CARD, face, "mm")
    line, face = paint.fitting(BRAND_LINE, "Medium", 36, room)
    letters.write(canvas, (middle, y + 40), line, paint.PALE_INDIGO, face, "mm")
    return splice.piece(canvas, form.quality)


def _facts(form: Form, tile: Tile) -> tuple[str, ...]:
    return tile.facts if form is CARD else ()


@lru_cache(maxsize=_KEPT)
def _words(form: Form, title: str, price: str, code: str, technique: str, facts: tuple[str, ...]) -> Piece:
    canvas = card_ground(form, form.words)
    left, top, right, bottom = form.card
    box = (max(left - form.words[0], 0), max(top - form.words[1], 0), right - form.words[0], bottom - form.words[1])
    draw = _draw_narrow if form is THIRD else _draw_row if form.is_row else _draw_broad
    draw(canvas, form, box, title, price, code, technique, facts)
    return splice.piece(canvas, form.quality)


def _draw_narrow(canvas: Image.Image, form: Form, box: Box, title: str, price: str, code: str, *_: object) -> None:
    """Title, price and code under each other."""
    left, right = box[0] + 16, box[2] - 14
    _draw_title(canvas, form, left, box[1] + 8, right, title)
    _draw_word(canvas, (left, box[3] - 80), price, "Bold", form.price, paint.INDIGO, right - left, "lm")
    _draw_word(canvas, (left, box[3] - 32), code, "SemiBold", form.code, paint.SOGAN, right - left, "lm")


def _draw_broad(
    canvas: Image.Image,
    form: Form,
    box: Box,
    title: str,
    price: str,
    code: str,
    _technique: str,
    facts: tuple[str, ...],
) -> None:
    """Title and facts under each other, price and code on the last line."""
    pad = 20 if form is HALF else 34
    left, right, last = box[0] + pad, box[2] - pad, box[3] - form.price // 2 - pad + 8
    top = _draw_title(canvas, form, left, box[1] + pad - 10, right, title)
    width = _draw_word(canvas, (right, last), code, "SemiBold", form.code, paint.SOGAN, (right - left) * 2 // 5, "rm")
    room = right - left - width - 20
    for fact in facts:
        at_last = not price and fact is facts[-1] and top + 30 > last - 30
        space = room if at_last else right - left
        _draw_word(canvas, (left, top + 22), fact, "Medium", 38, paint.MUTED, space, "lm")
        top += 52
    _draw_word(canvas, (left, last), price, "Bold", form.price, paint.INDIGO, room, "lm")


def _draw_row(
    canvas: Image.Image, form: Form, box: Box, title: str, price: str, code: str, technique: str, *_: object
) -> None:
    """At the right of a photo: the title above; at the bottom the price, code and technique under it."""
    left, top, right, bottom = box[0] + 32, box[1] + 28, box[2] - 28, box[3] - 30
    _draw_title(canvas, form, left, top, right, title)
    _draw_word(canvas, (left, bottom - form.code - 22), price, "Bold", form.price, paint.INDIGO, right - left, "ls")
    width = _draw_word(canvas, (left, bottom - 2), code, "SemiBold", form.code, paint.SOGAN, right - left, "ls")
    room = right - left - width - 24
    _draw_word(canvas, (right, bottom - 2), technique, "SemiBold", form.code - 10, paint.MUTED, room, "rs")


def _draw_title(canvas: Image.Image, form: Form, left: int, top: int, right: int, title: str) -> int:
    """Returns where the next line begins."""
    face, step = paint.font("Medium", form.title), round(form.title * 1.22)
    for line in paint.wrapped(paint.legible(title), face, right - left, form.title_lines):
        letters.write(canvas, (left, top), line, paint.INK, face)
        top += step
    return top + 8


def _draw_word(
    canvas: Image.Image,
    place: tuple[int, int],
    text: str,
    weight: str,
    size: int,
    colour: Colour,
    room: int,
    anchor: str,
) -> int:
    """One line, smaller where it would not fit; returns its width."""
    text, face = paint.fitting(paint.legible(text), weight, size, max(room, 1))
    letters.write(canvas, place, text, colour, face, anchor)
    return round(letters.width(text, face))


@lru_cache(maxsize=64)
def _number(form: Form, number: int) -> Piece:
    """A number in the corner of the photo, large enough for a phone."""
    left, top = form.card[:2]
    side = (3 if form is not CARD else 4) * SEGMENT
    canvas = card_ground(form, (0, 0, side, side - MCU), paint.INDIGO)
    middle = ((left + side) / 2, (top + side - MCU) / 2)
    text, face = paint.fitting(str(number), "Bold", 56 if form is not CARD else 68, side - left - 16)
    letters.write(canvas, middle, text, paint.CARD, face, "mm")
    return splice.piece(canvas, form.quality)


_MARK_HEIGHT = 3 * MCU


@lru_cache(maxsize=256)
def _mark(form: Form, text: str, is_left: bool) -> Piece:
    """A word in a lower corner of the photo: the technique at the left, where it grows out of the words' paper, what is
    left at the right on red."""
    left, _, right, bottom = form.photo  # its bottom is one of whole rows
    margin = left if is_left else form.panel[0] - right
    text, face = paint.fitting(text, "SemiBold", 32, form.panel[0] - margin - 2 * SEGMENT)
    width = -(-(round(letters.width(text, face)) + 32 + margin) // SEGMENT) * SEGMENT
    start = 0 if is_left else form.panel[0] - width
    top = bottom - _MARK_HEIGHT
    ground, ink = (paint.CARD, paint.SOGAN) if is_left else (paint.MENGKUDU, paint.CARD)
    canvas = card_ground(form, (start, top, start + width, bottom), ground)
    middle = (margin + width) / 2 if is_left else (width - margin) / 2
    letters.write(canvas, (middle, _MARK_HEIGHT / 2), text, ink, face, "mm")
    return splice.piece(canvas, form.quality)


@lru_cache(maxsize=128)
def _neutral(form: Form, motif: str, colour: Colour) -> Piece:
    """A label of the cloth to come: the motif's name on the listing's colour. Never a drawn motif, which nobody would be
    selling."""
    ink = paint.CARD if _luminance(colour) < 150 else paint.INK
    left, top, right, bottom = form.photo
    canvas = card_ground(form, (0, 0, *form.panel), colour)
    inner = (left + 18, top + 18, right - 18, bottom - 18)
    ImageDraw.Draw(canvas).rounded_rectangle(inner, RADIUS - 12, outline=_between(colour, ink), width=3)
    size, small = (84, 48) if form is CARD else (46, 34)
    middle, room, face = (left + right) // 2, right - left - 64, paint.font("SemiBold", size)
    lines = paint.wrapped(motif, face, room, 2)
    y = (top + bottom) // 2 - (size * len(lines)) // 2
    for line in lines:
        letters.write(canvas, (middle, y), line, ink, face, "mm")
        y += round(size * 1.2)
    text, face = paint.fitting(NO_PHOTO_YET, "Medium", small, room)
    letters.write(canvas, (middle, y + 4), text, ink, face, "mm")
    return splice.piece(canvas, form.quality)


def _between(colour: Colour, ink: Colour) -> Colour:
    red, green, blue = ((3 * one + other) // 4 for one, other in zip(colour, ink, strict=True))
    return (red, green, blue)


def _rgb(colour: str) -> Colour:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return (red, green, blue)


def _luminance(colour: Colour) -> float:
    """How bright a colour looks, 0 to 255 (ITU-R BT.601)."""
    return 0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2]
