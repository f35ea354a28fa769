"""The contact sheet: up to six listings in one picture that fills a phone's chat, each with number, price and code.

A sheet is named by what stands on it (`sheet_key`) and drawn later. A phone shows it some 330 pixels wide, a third of
its size: letters under 34 pixels can't be read there and carry nothing that matters.
"""

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from typing import Any

from PIL import Image, ImageDraw

from media import paint
from media.paint import Box
from media.renditions import encode_jpeg
from media.tiles import BRAND, BRAND_LINE, Load, Tile, draw_brand_panel, draw_card, draw_cell, draw_row

__all__ = ["Sheet", "Tile", "card_key", "card_sheet", "draw_sheet", "listing_card", "sheet_key"]

SIZE = (1080, 1350)  # pixels, 4:5: shown uncropped
MAX_BYTES = 300_000
MAX_TILES = 6
LAYOUT_VERSION = 1  # raise it whenever the drawing changes: addresses are cached for a year

_MARGIN = 16
_GAP = 16
_FOOTER = 48
_HEADING = 84


@dataclass(frozen=True)
class Sheet:
    """What stands on a picture: one to six tiles. One alone is a listing's own card."""

    tiles: tuple[Tile, ...]
    heading: str = ""

    def __post_init__(self) -> None:
        if not 1 <= len(self.tiles) <= MAX_TILES:
            raise ValueError(f"a sheet has 1 to {MAX_TILES} tiles, not {len(self.tiles)}")

    @property
    def key(self) -> str:
        """See `sheet_key`."""
        return sheet_key(self)

    @property
    def photos(self) -> set[str]:
        return {tile.photo for tile in self.tiles if tile.photo}

    def without(self, lost: set[str]) -> "Sheet":
        """The same with neutral tiles for these photos."""
        return replace(self, tiles=tuple(replace(t, photo=None) if t.photo in lost else t for t in self.tiles))

    def draw(self, load: Load) -> bytes:
        """See `draw_sheet`."""
        return draw_sheet(self, load)

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
    _draw_tiles(canvas, (_MARGIN, top, SIZE[0] - _MARGIN, SIZE[1] - _FOOTER), sheet.tiles, load)
    _draw_footer(canvas)
    return encode_jpeg(canvas, MAX_BYTES)


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


def _draw_tiles(canvas: Image.Image, body: Box, tiles: tuple[Tile, ...], load: Load) -> None:
    """One fills the body, two or three lie under each other, more stand in two columns."""
    count = len(tiles)
    draw, columns = (draw_card, 1) if count == 1 else (draw_row, 1) if count <= 3 else (draw_cell, 2)
    places = _grid(body, columns, -(-count // columns))
    for tile, box in zip(tiles, places, strict=False):
        draw(canvas, box, tile, load)
    for box in places[count:]:
        draw_brand_panel(canvas, box)


def _grid(body: Box, columns: int, rows: int) -> list[Box]:
    left, top, right, bottom = body
    width = (right - left - _GAP * (columns - 1)) // columns
    height = (bottom - top - _GAP * (rows - 1)) // rows
    corners = [(left + c * (width + _GAP), top + r * (height + _GAP)) for r in range(rows) for c in range(columns)]
    return [(x, y, x + width, y + height) for x, y in corners]


def _draw_heading(canvas: Image.Image, heading: str) -> int:
    """The line above the tiles; returns where the tiles begin."""
    text, face = paint.fitting(paint.legible(heading), "Bold", 44, SIZE[0] - 4 * _MARGIN)
    ImageDraw.Draw(canvas).text((2 * _MARGIN, _HEADING // 2 + 1), text, paint.INK, face, anchor="lm")
    return _HEADING


def _draw_footer(canvas: Image.Image) -> None:
    pen = ImageDraw.Draw(canvas)
    y = SIZE[1] - _FOOTER // 2
    pen.text((_MARGIN + 10, y), BRAND, paint.INDIGO, paint.font("Bold", 26), anchor="lm")
    pen.text((SIZE[0] - _MARGIN - 10, y), BRAND_LINE, paint.MUTED, paint.font("Medium", 24), anchor="rm")
