"""A sheet of paper to hang up: a title, a QR code, a few steps. A4, to be printed."""

from collections.abc import Sequence
from io import BytesIO

import segno
from PIL import Image, ImageDraw

from media import paint

DOTS_PER_INCH = 150
WIDTH, HEIGHT = 1240, 1754  # A4
MARGIN = 110
CODE = 620  # the QR code's side, at most
WHITE = (255, 255, 255)  # around the code, as readers want it
TITLE_LINES, STEP_LINES = 2, 3


def draw(link: str, title: str, steps: Sequence[str], foot: str) -> Image.Image:
    """The sheet; `link` is what the code opens, the steps are numbered."""
    sheet = Image.new("RGB", (WIDTH, HEIGHT), paint.PAPER)
    pen = ImageDraw.Draw(sheet)
    top = _lines(pen, paint.wrapped(title, paint.font("Bold", 76), WIDTH - 2 * MARGIN, TITLE_LINES), 76, MARGIN)
    left, code = (WIDTH - CODE) // 2, _code(link)
    paint.fill(sheet, (left - 40, top + 20, left + CODE + 40, top + 100 + CODE), WHITE, 40)
    sheet.paste(code, ((WIDTH - code.width) // 2, top + 60 + (CODE - code.height) // 2))
    top += CODE + 150
    for number, step in enumerate(steps, 1):
        paint.disc(sheet, MARGIN, top, 64, number)
        rows = paint.wrapped(step, paint.font("Medium", 38), WIDTH - 2 * MARGIN - 100, STEP_LINES)
        for row in rows:
            pen.text((MARGIN + 100, top + 8), row, paint.INK, paint.font("Medium", 38))
            top += 52
        top += 36
    pen.text((WIDTH / 2, HEIGHT - MARGIN), foot, paint.MUTED, paint.font("SemiBold", 34), anchor="mb")
    return sheet


def _lines(pen: ImageDraw.ImageDraw, rows: Sequence[str], size: int, top: int) -> int:
    """Draws centred rows from `top` on; where they end."""
    for row in rows:
        pen.text((WIDTH / 2, top), row, paint.INDIGO, paint.font("Bold", size), anchor="mt")
        top += size + 20
    return top


def _code(link: str) -> Image.Image:
    """The QR code, every module of the same whole number of pixels."""
    code = segno.make(link, error="m", micro=False)
    drawn = BytesIO()
    code.save(drawn, kind="png", scale=max(1, CODE // code.symbol_size(border=0)[0]), border=0)
    return Image.open(drawn).convert("RGB")
