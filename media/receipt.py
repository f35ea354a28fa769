"""A receipt on one picture, in the look of the contact sheets: shop, number and date, what was bought, what it came to,
how it was paid and what shows it.

All words and figures come ready to be drawn. It grows with its lines; the rest keeps its place.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any

from PIL import Image, ImageDraw

from media import paint
from media.paint import Box, Colour
from media.renditions import encode_jpeg
from media.storage import Storage
from media.tiles import BRAND, BRAND_LINE

WIDTH = 1080  # pixels, as a contact sheet
MAX_BYTES = 600_000
LAYOUT_VERSION = 1  # raise it whenever the drawing changes: addresses are cached

_EDGE, _RADIUS, _PAD, _FOOTER = 24, 26, 44, 56
_HEAD, _ROW, _LINE, _SUM, _TOTAL, _FACT = 232, 108, 44, 56, 96, 64  # heights
_AMOUNT = 300  # width that is kept for a row's amount
_TITLE = 34  # size of letters
_TABLE_HEAD = 64
STAMPS: dict[str, Colour] = {"good": (47, 110, 75), "open": paint.SOGAN, "bad": paint.MENGKUDU}


@dataclass(frozen=True)
class ReceiptRow:
    """One thing bought; all as people read it: "3 x Rp120.000"."""

    title: str
    detail: str
    amount: str

    @property
    def lines(self) -> list[str]:
        """The title in one line or two."""
        room = WIDTH - 2 * (_EDGE + _PAD) - _AMOUNT
        return paint.wrapped(paint.legible(self.title), paint.font("SemiBold", _TITLE), room, 2) or [""]

    @property
    def height(self) -> int:
        return _ROW + _LINE * (len(self.lines) - 1)


@dataclass(frozen=True)
class Receipt:
    """What stands on it. `stamp`: in a word, whether it is paid; `mood`: a key of STAMPS. `sums`: what the total is made
    of; `facts`: what else is to be known (how it was paid, what shows it), name and value; `note`: the last line."""

    shop: str
    place: str
    title: str
    date: str
    stamp: str
    mood: str
    columns: tuple[str, str]
    rows: tuple[ReceiptRow, ...]
    sums: tuple[tuple[str, str], ...]
    total: tuple[str, str]
    facts: tuple[tuple[str, str], ...]
    note: str

    @property
    def key(self) -> str:
        """Where the drawn receipt lies, for nobody but who is sent it: another figure or layout is another key."""
        content = json.dumps([LAYOUT_VERSION, self.to_json()], sort_keys=True)
        return f"private/receipts/{hashlib.sha256(content.encode()).hexdigest()[:40]}.jpg"

    @property
    def photos(self) -> set[str]:
        return set()

    def without(self, lost: set[str]) -> "Receipt":
        return self

    def to_json(self) -> dict[str, Any]:
        """As plain values, for a message that waits in the outbox."""
        return {"kind": "receipt", **asdict(self)}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> "Receipt":
        """What `to_json` gave, also after it was stored as JSON."""
        values = {name: value[name] for name in cls.__dataclass_fields__}
        pairs = {name: tuple((left, right) for left, right in value[name]) for name in ("sums", "facts")}
        columns, total = tuple(value["columns"]), tuple(value["total"])
        rows = tuple(ReceiptRow(**row) for row in value["rows"])
        return cls(**values | pairs | {"columns": columns, "total": total, "rows": rows})

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        facts = len(self.facts) * _FACT + 2 * 24
        return WIDTH, _EDGE + _HEAD + 16 + self._table_height + 16 + facts + 16 + 64 + _FOOTER

    @property
    def _table_height(self) -> int:
        rows = sum(row.height for row in self.rows)
        return _TABLE_HEAD + rows + len(self.sums) * _SUM + _TOTAL + _PAD

    def draw(self, storage: Storage) -> bytes:
        """The receipt as a JPEG of `size` and less than MAX_BYTES."""
        canvas = Image.new("RGB", self.size, paint.PAPER)
        left, right, top = _EDGE, WIDTH - _EDGE, _EDGE
        top = _draw_head(canvas, (left, top, right, top + _HEAD), self) + 16
        top = _draw_table(canvas, (left, top, right, top + self._table_height), self) + 16
        top = _draw_facts(canvas, (left, top, right, top + len(self.facts) * _FACT + 2 * 24), self.facts) + 16
        _draw_end(canvas, top, self)
        return encode_jpeg(canvas, MAX_BYTES)


def _draw_head(canvas: Image.Image, box: Box, receipt: Receipt) -> int:
    """The shop on indigo, at the right the number, the date and whether it is paid."""
    left, top, right, bottom = box
    paint.fill(canvas, box, paint.INDIGO, _RADIUS)
    pen, left, right = ImageDraw.Draw(canvas), left + _PAD, right - _PAD
    _draw_stamp(canvas, (right, top + 52), receipt)
    title, face = paint.fitting(paint.legible(receipt.title), "SemiBold", 38, (right - left) // 2)
    pen.text((left, top + 54), title, paint.PALE_INDIGO, face, anchor="lm")
    shop, face = paint.fitting(paint.legible(receipt.shop), "Bold", 62, right - left)
    pen.text((left - 2, top + 128), shop, paint.CARD, face, anchor="lm")
    date, date_face = paint.fitting(paint.legible(receipt.date), "Medium", 32, (right - left) // 2)
    pen.text((right, bottom - 42), date, paint.PALE_INDIGO, date_face, anchor="rm")
    room = right - left - round(date_face.getlength(date)) - 32
    place, face = paint.fitting(paint.legible(receipt.place), "Medium", 32, room)
    pen.text((left, bottom - 42), place, paint.PALE_INDIGO, face, anchor="lm")
    return bottom


def _draw_stamp(canvas: Image.Image, corner: tuple[int, int], receipt: Receipt) -> None:
    """A pill that ends at `corner`, the middle of its right side."""
    right, middle = corner
    text, face = paint.fitting(paint.legible(receipt.stamp), "Bold", 34, WIDTH // 3)
    width = round(face.getlength(text)) + 56
    paint.fill(canvas, (right - width, middle - 33, right, middle + 33), paint.CARD, 33)
    pen = ImageDraw.Draw(canvas)
    pen.text((right - width // 2, middle), text, STAMPS[receipt.mood], face, anchor="mm")


def _draw_table(canvas: Image.Image, box: Box, receipt: Receipt) -> int:
    """What was bought, line by line, and what it comes to."""
    left, top, right, bottom = box
    paint.fill(canvas, box, paint.CARD, _RADIUS)
    pen, left, right = ImageDraw.Draw(canvas), left + _PAD, right - _PAD
    for x, anchor, words in ((left, "lm", receipt.columns[0]), (right, "rm", receipt.columns[1])):
        pen.text((x, top + 38), paint.legible(words), paint.MUTED, paint.font("SemiBold", 28), anchor=anchor)
    top += _TABLE_HEAD
    for row in receipt.rows:
        pen.line((left, top, right, top), paint.LINE, 2)
        amount, face = paint.fitting(paint.legible(row.amount), "SemiBold", 36, _AMOUNT - 32)
        pen.text((right, top + row.height // 2), amount, paint.INK, face, anchor="rm")
        for number, line in enumerate(row.lines):
            middle = top + 36 + number * _LINE
            pen.text((left, middle), line, paint.INK, paint.font("SemiBold", _TITLE), anchor="lm")
        detail, face = paint.fitting(paint.legible(row.detail), "Medium", 30, right - left - _AMOUNT)
        pen.text((left, top + row.height - 30), detail, paint.MUTED, face, anchor="lm")
        top += row.height
    pen.line((left, top, right, top), paint.LINE, 3)
    _draw_sums(pen, (left, top + 12, right, bottom), receipt)
    return bottom


def _draw_sums(pen: ImageDraw.ImageDraw, box: Box, receipt: Receipt) -> None:
    left, top, right, _bottom = box
    for name, amount in receipt.sums:
        label, face = paint.fitting(paint.legible(name), "Medium", 32, (right - left) * 2 // 3)
        pen.text((left, top + _SUM // 2), label, paint.MUTED, face, anchor="lm")
        pen.text((right, top + _SUM // 2), paint.legible(amount), paint.INK, paint.font("Medium", 34), anchor="rm")
        top += _SUM
    middle = top + _TOTAL // 2 + 6
    pen.text((left, middle), paint.legible(receipt.total[0]), paint.INDIGO, paint.font("Bold", 44), anchor="lm")
    amount, face = paint.fitting(paint.legible(receipt.total[1]), "Bold", 60, (right - left) * 2 // 3)
    pen.text((right, middle), amount, paint.INDIGO, face, anchor="rm")


def _draw_facts(canvas: Image.Image, box: Box, facts: tuple[tuple[str, str], ...]) -> int:
    """How it was paid and what shows it: name at the left, value at the right."""
    left, top, right, bottom = box
    paint.fill(canvas, box, paint.CARD, _RADIUS)
    pen, left, right, top = ImageDraw.Draw(canvas), left + _PAD, right - _PAD, top + 24
    for name, value in facts:
        label = paint.legible(name)
        pen.text((left, top + _FACT // 2), label, paint.MUTED, paint.font("Medium", 30), anchor="lm")
        room = right - left - round(paint.font("Medium", 30).getlength(label)) - 40
        text, face = paint.fitting(paint.legible(value), "SemiBold", 32, room)
        pen.text((right, top + _FACT // 2), text, paint.INK, face, anchor="rm")
        top += _FACT
    return bottom


def _draw_end(canvas: Image.Image, top: int, receipt: Receipt) -> None:
    """What the market is, and is not, in this purchase."""
    pen = ImageDraw.Draw(canvas)
    note, face = paint.fitting(paint.legible(receipt.note), "Medium", 30, WIDTH - 2 * (_EDGE + 8))
    pen.text((WIDTH // 2, top + 30), note, paint.MUTED, face, anchor="mm")
    y = canvas.height - _FOOTER // 2
    pen.text((_EDGE + 8, y), BRAND, paint.INDIGO, paint.font("Bold", 26), anchor="lm")
    pen.text((WIDTH - _EDGE - 8, y), BRAND_LINE, paint.MUTED, paint.font("Medium", 24), anchor="rm")
