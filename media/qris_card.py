"""A QRIS to be scanned from the phone's screen or saved and opened in a bank's app, in the look of the contact sheets.

All words come ready to be drawn. The code itself is black on white with its full quiet zone, each module a whole number
of pixels: every scanner reads it, also from a picture that WhatsApp has made smaller.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any

import segno
from PIL import Image, ImageDraw

from media import paint
from media.renditions import encode_jpeg
from media.storage import Storage
from media.tiles import BRAND, BRAND_LINE

SIZE = (1080, 1350)  # pixels, as a contact sheet
MAX_BYTES = 300_000
LAYOUT_VERSION = 1  # raise it whenever the drawing changes: addresses are cached for a year

_EDGE, _RADIUS, _FOOTER = 24, 26, 48
_HEAD = 210  # height
_QUIET = 4  # modules of white around the code, as its standard asks
_WHITE = (255, 255, 255)
_BLACK = (0, 0, 0)


@dataclass(frozen=True)
class QrisCard:
    """`payload`: what the code says. `title`: the merchant as the bank knows it; `headline`: the sum, or what to do where
    none is in the code; `caption`: the order."""

    payload: str
    title: str
    headline: str
    caption: str

    @property
    def key(self) -> str:
        """Where the drawn card lies: another payment or layout is another key."""
        content = json.dumps([LAYOUT_VERSION, self.to_json()], sort_keys=True)
        return f"private/qris/{hashlib.sha256(content.encode()).hexdigest()[:40]}.jpg"

    @property
    def photos(self) -> set[str]:
        return set()

    def without(self, lost: set[str]) -> "QrisCard":
        return self

    def to_json(self) -> dict[str, Any]:
        """As plain values, for a message that waits in the outbox."""
        return {"kind": "qris", **asdict(self)}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> "QrisCard":
        """What `to_json` gave."""
        return cls(**{name: value[name] for name in cls.__dataclass_fields__})

    def draw(self, storage: Storage) -> bytes:
        """The card as a JPEG of SIZE and less than MAX_BYTES."""
        canvas = Image.new("RGB", SIZE, paint.PAPER)
        _draw_head(canvas, self)
        _draw_code(canvas, self.payload)
        pen = ImageDraw.Draw(canvas)
        text, face = paint.fitting(paint.legible(self.caption), "SemiBold", 40, SIZE[0] - 4 * _EDGE)
        pen.text((SIZE[0] // 2, SIZE[1] - _FOOTER - 50), text, paint.INK, face, anchor="mm")
        y = SIZE[1] - _FOOTER // 2
        pen.text((_EDGE + 4, y), BRAND, paint.INDIGO, paint.font("Bold", 26), anchor="lm")
        pen.text((SIZE[0] - _EDGE - 4, y), BRAND_LINE, paint.MUTED, paint.font("Medium", 24), anchor="rm")
        return encode_jpeg(canvas, MAX_BYTES)


def _draw_head(canvas: Image.Image, card: QrisCard) -> None:
    """Whom the money goes to and how much, large, on indigo."""
    box = (_EDGE, _EDGE, SIZE[0] - _EDGE, _EDGE + _HEAD)
    paint.fill(canvas, box, paint.INDIGO, _RADIUS)
    pen, width = ImageDraw.Draw(canvas), box[2] - box[0] - 80
    title, face = paint.fitting(f"QRIS · {paint.legible(card.title)}", "SemiBold", 40, width)
    pen.text((box[0] + 40, box[1] + 52), title, paint.PALE_INDIGO, face, anchor="lm")
    headline, face = paint.fitting(paint.legible(card.headline), "Bold", 92, width)
    pen.text((box[0] + 38, box[1] + 138), headline, paint.CARD, face, anchor="lm")


def _draw_code(canvas: Image.Image, payload: str) -> None:
    """The code in a white square under the head, as large as whole pixels a module allow."""
    matrix = segno.make(payload, error="m", micro=False).matrix
    top, bottom = 2 * _EDGE + _HEAD, SIZE[1] - _FOOTER - 100
    room = min(bottom - top, SIZE[0] - 2 * _EDGE)
    side = len(matrix) + 2 * _QUIET
    scale = room // side
    code = Image.new("RGB", (side, side), _WHITE)
    code.putdata([_module(matrix, x - _QUIET, y - _QUIET) for y in range(side) for x in range(side)])
    left = (SIZE[0] - side * scale) // 2
    canvas.paste(code.resize((side * scale, side * scale), Image.Resampling.NEAREST), (left, top))


def _module(matrix: tuple[bytearray, ...], x: int, y: int) -> paint.Colour:
    is_inside = 0 <= x < len(matrix) and 0 <= y < len(matrix)
    return _BLACK if is_inside and matrix[y][x] else _WHITE
