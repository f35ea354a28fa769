"""A shop's month on one picture, in the look of the contact sheets: the sum, a few figures, a bar a day, what sold best.

All words and figures come ready to be drawn. A phone shows the picture a third of its size: what matters is large.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from PIL import Image, ImageDraw

from media import paint
from media.paint import Box
from media.pictures import stored_photo
from media.renditions import encode_jpeg
from media.storage import Storage
from media.tiles import BRAND, BRAND_LINE, NO_PHOTO_YET

SIZE = (1080, 1350)  # pixels, as a contact sheet
MAX_BYTES = 300_000
LAYOUT_VERSION = 1  # raise it whenever the drawing changes: addresses are cached for a year

_EDGE, _GAP, _RADIUS = 24, 16, 26
_FOOTER = 48
_HEAD, _FACTS, _NOTE, _DAYS = 350, 154, 112, 250  # heights


@dataclass(frozen=True)
class RecapRow:
    """One of the goods that sold best; `photo` is a goods key, None gives the neutral tile."""

    code: str
    title: str
    amount: str  # as people read it: "12 potong"
    photo: str | None


@dataclass(frozen=True)
class RecapCard:
    """What stands on the card. `facts`: figures with what they count; `note`: one more that deserves a line of its own
    ("" for none); `days`: an amount for each day, drawn as bars."""

    title: str
    subtitle: str
    headline: str
    caption: str
    facts: tuple[tuple[str, str], ...]
    note: str
    note_detail: str
    days_title: str
    days_detail: str
    days: tuple[int, ...]
    rows_title: str
    rows: tuple[RecapRow, ...]

    @property
    def key(self) -> str:
        """Where the drawn card lies: another figure, picture or layout is another key."""
        content = json.dumps([LAYOUT_VERSION, self.to_json()], sort_keys=True)
        return f"private/recaps/{hashlib.sha256(content.encode()).hexdigest()[:40]}.jpg"

    @property
    def photos(self) -> set[str]:
        return {row.photo for row in self.rows if row.photo}

    def without(self, lost: set[str]) -> "RecapCard":
        """The same with neutral tiles for these photos."""
        return replace(self, rows=tuple(replace(row, photo=None) if row.photo in lost else row for row in self.rows))

    def to_json(self) -> dict[str, Any]:
        """As plain values, for a message that waits in the outbox."""
        return {"kind": "recap", **asdict(self)}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> "RecapCard":
        """What `to_json` gave, also after it was stored as JSON."""
        values = {name: value[name] for name in cls.__dataclass_fields__}
        facts = tuple((figure, words) for figure, words in value["facts"])
        rows = tuple(RecapRow(**row) for row in value["rows"])
        return cls(**values | {"facts": facts, "rows": rows, "days": tuple(value["days"])})

    def draw(self, storage: Storage) -> bytes:
        """The card as a JPEG of SIZE and less than MAX_BYTES. `storage` holds the photos. Raises its Missing for one that
        is lost, BadPicture for one that can't be decoded."""
        canvas = Image.new("RGB", SIZE, paint.PAPER)
        left, right, top = _EDGE, SIZE[0] - _EDGE, _EDGE
        top = _draw_head(canvas, (left, top, right, top + _HEAD), self) + _GAP
        top = _draw_facts(canvas, (left, top, right, top + _FACTS), self.facts) + _GAP
        if self.note:
            top = _draw_note(canvas, (left, top, right, top + _NOTE), self) + _GAP
        bottom = SIZE[1] - _FOOTER
        height = _DAYS if self.rows else bottom - top
        top = _draw_days(canvas, (left, top, right, top + height), self) + _GAP
        if self.rows:
            _draw_rows(canvas, (left, top, right, bottom), self, storage)
        _draw_footer(canvas)
        return encode_jpeg(canvas, MAX_BYTES)


def _draw_head(canvas: Image.Image, box: Box, card: RecapCard) -> int:
    """The sum, large, on indigo, with the month and the shop above it."""
    left, top, right, bottom = box
    paint.fill(canvas, box, paint.INDIGO, _RADIUS)
    _draw_waves(canvas, box)
    pen, width, left = ImageDraw.Draw(canvas), right - left - 80, left + 40
    title, face = paint.fitting(paint.legible(card.title), "SemiBold", 42, width // 2)
    pen.text((left, top + 44), title, paint.PALE_INDIGO, face, anchor="lm")
    shop, face = paint.fitting(paint.legible(card.subtitle), "Bold", 54, width)
    pen.text((left, top + 110), shop, paint.CARD, face, anchor="lm")
    headline, face = paint.fitting(paint.legible(card.headline), "Bold", 116, width)
    pen.text((left - 4, top + 218), headline, paint.CARD, face, anchor="lm")
    caption, face = paint.fitting(paint.legible(card.caption), "Medium", 36, width)
    pen.text((left, bottom - 46), caption, paint.PALE_INDIGO, face, anchor="lm")
    return bottom


def _draw_waves(canvas: Image.Image, box: Box) -> None:
    """Rings in the corner, like a stamped kawung, hardly lighter than the ground."""
    left, top, right, bottom = box
    layer = Image.new("RGB", (right - left, bottom - top), paint.INDIGO)
    pen = ImageDraw.Draw(layer)
    step, tone = 92, tuple(value + 12 for value in paint.INDIGO)
    for row in range(-1, (bottom - top) // step + 2):
        for column in range(6):
            x, y = right - left - column * step, row * step + (column % 2) * step // 2
            if column * step < 420 - row * 40:
                pen.ellipse((x - 38, y - 38, x + 38, y + 38), outline=tone, width=7)
                pen.ellipse((x - 10, y - 10, x + 10, y + 10), fill=tone)
    canvas.paste(layer, (left, top), paint.rounded(right - left, bottom - top, _RADIUS))


def _draw_facts(canvas: Image.Image, box: Box, facts: Sequence[tuple[str, str]]) -> int:
    left, top, right, bottom = box
    width = (right - left - _GAP * (len(facts) - 1)) // len(facts)
    pen = ImageDraw.Draw(canvas)
    for number, (figure, words) in enumerate(facts):
        x = left + number * (width + _GAP)
        paint.fill(canvas, (x, top, x + width, bottom), paint.CARD, _RADIUS)
        text, face = paint.fitting(paint.legible(figure), "Bold", 72, width - 40)
        pen.text((x + width // 2, top + 58), text, paint.INDIGO, face, anchor="mm")
        text, face = paint.fitting(paint.legible(words), "Medium", 36, width - 32)
        pen.text((x + width // 2, bottom - 40), text, paint.MUTED, face, anchor="mm")
    return bottom


def _draw_note(canvas: Image.Image, box: Box, card: RecapCard) -> int:
    left, top, right, bottom = box
    paint.fill(canvas, box, paint.SOGAN, _RADIUS)
    pen, middle = ImageDraw.Draw(canvas), (left + right) // 2
    text, face = paint.fitting(paint.legible(card.note), "Bold", 44, right - left - 60)
    pen.text((middle, top + 38), text, paint.CARD, face, anchor="mm")
    text, face = paint.fitting(paint.legible(card.note_detail), "Medium", 32, right - left - 60)
    pen.text((middle, bottom - 30), text, paint.PAPER, face, anchor="mm")
    return bottom


def _draw_days(canvas: Image.Image, box: Box, card: RecapCard) -> int:
    """A bar for each day, the highest in another colour; every seventh day has its number."""
    left, top, right, bottom = box
    paint.fill(canvas, box, paint.CARD, _RADIUS)
    pen = ImageDraw.Draw(canvas)
    pen.text((left + 32, top + 40), paint.legible(card.days_title), paint.INK, paint.font("SemiBold", 36), anchor="lm")
    detail, face = paint.fitting(paint.legible(card.days_detail), "Medium", 32, (right - left) * 2 // 3)
    pen.text((right - 32, top + 40), detail, paint.SOGAN, face, anchor="rm")
    left, right, base, most = left + 32, right - 32, bottom - 50, max(card.days, default=0)
    pen.line((left, base + 2, right, base + 2), paint.LINE, 3)
    step = (right - left) / max(len(card.days), 1)
    for number, amount in enumerate(card.days):
        x, width = left + number * step, max(6, round(step * 0.66))
        if amount and most:
            height = max(12, round((base - top - 76) * amount / most))
            colour = paint.SOGAN if amount == most else paint.INDIGO
            radius = min(8, width // 2)
            paint.fill(canvas, (round(x), base - height, round(x) + width, base), colour, radius)
        if number % 7 == 0:
            pen.text(
                (round(x) + width // 2, bottom - 25),
                str(number + 1),
                paint.MUTED,
                paint.font("Medium", 28),
                anchor="mm",
            )
    return bottom


def _draw_rows(canvas: Image.Image, box: Box, card: RecapCard, storage: Storage) -> None:
    """What sold best, side by side: photo, code, how many."""
    left, top, right, bottom = box
    pen = ImageDraw.Draw(canvas)
    pen.text((left + 8, top + 22), paint.legible(card.rows_title), paint.INK, paint.font("SemiBold", 36), anchor="lm")
    top += 52
    if len(card.rows) == 1:
        return _draw_only_row(canvas, (left, top, right, bottom), card.rows[0], storage)
    width = (right - left - _GAP * (len(card.rows) - 1)) // len(card.rows)
    for number, row in enumerate(card.rows):
        x = left + number * (width + _GAP)
        paint.fill(canvas, (x, top, x + width, bottom), paint.CARD, _RADIUS)
        _draw_photo(canvas, (x, top, x + width, bottom - 78), row, storage)
        code, face = paint.fitting(paint.legible(row.code), "SemiBold", 36, width // 2 - 20)
        pen.text((x + 20, bottom - 39), code, paint.SOGAN, face, anchor="lm")
        amount, face = paint.fitting(paint.legible(row.amount), "Bold", 36, width - 52 - round(face.getlength(code)))
        pen.text((x + width - 20, bottom - 39), amount, paint.INDIGO, face, anchor="rm")


def _draw_only_row(canvas: Image.Image, box: Box, row: RecapRow, storage: Storage) -> None:
    """Where nothing else was sold there is room for its title."""
    left, top, right, bottom = box
    edge = left + (right - left) * 2 // 5
    paint.fill(canvas, box, paint.CARD, _RADIUS)
    _draw_photo(canvas, (left, top, edge, bottom), row, storage)
    pen, face = ImageDraw.Draw(canvas), paint.font("Medium", 42)
    for number, line in enumerate(paint.wrapped(paint.legible(row.title), face, right - edge - 64, 3)):
        pen.text((edge + 32, top + 20 + number * 52), line, paint.INK, face, anchor="la")
    pen.text((edge + 32, bottom - 36), paint.legible(row.code), paint.SOGAN, paint.font("SemiBold", 42), anchor="lm")
    pen.text((right - 32, bottom - 36), paint.legible(row.amount), paint.INDIGO, paint.font("Bold", 42), anchor="rm")


def _draw_photo(canvas: Image.Image, box: Box, row: RecapRow, storage: Storage) -> None:
    if row.photo is None:
        paint.frame(canvas, box, paint.LINE, _RADIUS, 3, paint.PAPER)
        middle = ((box[0] + box[2]) // 2, (box[1] + box[3]) // 2)
        ImageDraw.Draw(canvas).text(middle, NO_PHOTO_YET, paint.MUTED, paint.font("Medium", 34), anchor="mm")
        return
    photo = stored_photo(storage, row.photo, box[2] - box[0], box[3] - box[1])
    paint.fill_with(canvas, box, photo, _RADIUS)


def _draw_footer(canvas: Image.Image) -> None:
    pen, y = ImageDraw.Draw(canvas), SIZE[1] - _FOOTER // 2
    pen.text((_EDGE + 8, y), BRAND, paint.INDIGO, paint.font("Bold", 26), anchor="lm")
    pen.text((SIZE[0] - _EDGE - 8, y), BRAND_LINE, paint.MUTED, paint.font("Medium", 24), anchor="rm")
