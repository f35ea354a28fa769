"""The contact sheet: up to six listings in one picture that fills a phone's chat, each with number, price and code.

A sheet is named by what stands on it (`Sheet.key`) and put together later, out of pieces that are ready (media.splice):
nothing is drawn that has been drawn before.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from PIL import Image

from media import letters, paint, splice, tiles
from media.panels import panel
from media.splice import MCU, Piece
from media.storage import Storage
from media.tiles import BRAND, BRAND_LINE, CARD, HALF, ROW, TALL_ROW, THIRD, Form, Tile

__all__ = ["Sheet", "Tile"]

SIZE = (1080, 1350)  # pixels, 4:5: shown uncropped
MAX_BYTES = 300_000
MAX_TILES = 6
LAYOUT_VERSION = 2  # raise it whenever the drawing changes: addresses are cached for a year

_PAGE = (1088, 1360)  # pixels: SIZE in whole segments
_FOOTER = 64
_ROOMY = 130  # percent of a form's bytes for each photo, which nearly always suffice
_FORMS = {1: CARD, 2: TALL_ROW, 3: ROW, 4: HALF, 5: THIRD, 6: THIRD}


@dataclass(frozen=True)
class Sheet:
    """What stands on a picture: one to six tiles. One alone is a listing's own card."""

    tiles: tuple[Tile, ...]

    def __post_init__(self) -> None:
        if not 1 <= len(self.tiles) <= MAX_TILES:
            raise ValueError(f"a sheet has 1 to {MAX_TILES} tiles, not {len(self.tiles)}")

    @property
    def key(self) -> str:
        """Where the sheet lies: another price, picture or layout is another key."""
        content = json.dumps([LAYOUT_VERSION, self.to_json()], sort_keys=True)
        return f"sheets/{hashlib.sha256(content.encode()).hexdigest()[:40]}.jpg"

    @property
    def photos(self) -> set[str]:
        return {tile.photo for tile in self.tiles if tile.photo}

    def without(self, lost: set[str]) -> "Sheet":
        """The same with neutral tiles for these photos."""
        return replace(self, tiles=tuple(replace(t, photo=None) if t.photo in lost else t for t in self.tiles))

    def draw(self, storage: Storage) -> bytes:
        """The sheet as a JPEG of SIZE and less than MAX_BYTES. `storage` holds the photos, and keeps what is made of them
        for the next sheet. Raises its Missing for a photo that is lost, BadPicture for one that can't be decoded."""
        form = _FORMS[len(self.tiles)]
        roomy = _put_together(storage, form, self.tiles, form.most_bytes * _ROOMY // 100)
        return roomy if len(roomy) < MAX_BYTES else _put_together(storage, form, self.tiles, form.most_bytes)

    def to_json(self) -> dict[str, Any]:
        """As plain values, for a message that waits in the outbox."""
        return {"tiles": [dict(vars(tile)) for tile in self.tiles]}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> "Sheet":
        """What `to_json` gave, also after it was stored as JSON."""
        return cls(tuple(Tile(**tile | {"facts": tuple(tile.get("facts", ()))}) for tile in value["tiles"]))


def _put_together(storage: Storage, form: Form, shown: Sequence[Tile], most_bytes: int) -> bytes:
    """The sheet, with so many bytes for each photo."""
    columns = _PAGE[0] // form.size[0]
    cells = [_cell(storage, form, tile, most_bytes) for tile in shown]
    cells += [tiles.brand_panel(form)] * (-len(cells) % columns)
    rows = [splice.beside(cells[at : at + columns]) for at in range(0, len(cells), columns)]
    body = splice.below([_filled(row, form.quality) for row in rows])
    missing = (_PAGE[1] - _FOOTER) // MCU - len(body)
    top = [_paper(_PAGE[0], missing * MCU, form.quality)] if missing else []
    return splice.page(splice.below([*top, body, _footer(form.quality)]), SIZE, form.quality)


def _cell(storage: Storage, form: Form, tile: Tile, most_bytes: int) -> Piece:
    shown = panel(storage, tile.photo, form, most_bytes) if tile.photo else tiles.neutral_panel(form, tile)
    for mark, left, top in tiles.marks(form, tile):
        shown = splice.covered(shown, mark, left, top)
    words = tiles.words(form, tile)
    return splice.beside([shown, words]) if form.is_row else splice.below([shown, words])


def _filled(row: Piece, quality: int) -> Piece:
    """A row of tiles, with paper up to the page's right edge."""
    missing = _PAGE[0] - len(row[0]) * splice.SEGMENT
    return splice.beside([row, _paper(missing, len(row) * MCU, quality)]) if missing else row


@lru_cache(maxsize=16)
def _paper(width: int, height: int, quality: int) -> Piece:
    return splice.piece(Image.new("RGB", (width, height), paint.PAPER), quality)


@lru_cache(maxsize=8)
def _footer(quality: int) -> Piece:
    canvas = Image.new("RGB", (_PAGE[0], _FOOTER), paint.PAPER)
    y = (SIZE[1] - _PAGE[1] + _FOOTER) // 2 - 2
    letters.write(canvas, (26, y), BRAND, paint.INDIGO, paint.font("Bold", 26), "lm")
    letters.write(canvas, (SIZE[0] - 26, y), BRAND_LINE, paint.MUTED, paint.font("Medium", 24), "rm")
    return splice.piece(canvas, quality)
