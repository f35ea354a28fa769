"""The few brushes that contact sheets are drawn with: colours, letters, smooth shapes.

Boxes are (left, top, right, bottom) in pixels. static/lokapasar.css names the same colours.
"""

from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, ImageOps

from media import letters
from media.letters import Colour
from media.renditions import CROP

Box = tuple[int, int, int, int]

PAPER: Colour = (244, 238, 226)
CARD: Colour = (255, 253, 248)
LINE: Colour = (221, 210, 190)
INK: Colour = (43, 36, 32)
MUTED: Colour = (122, 107, 92)
INDIGO: Colour = (33, 58, 107)
PALE_INDIGO: Colour = (201, 209, 226)
SOGAN: Colour = (122, 74, 36)
MENGKUDU: Colour = (158, 55, 48)

_FONTS = Path(__file__).parent / "fonts"
_SMOOTH = 4  # shapes are drawn this many times larger, then shrunk: Pillow's own edges are jagged
_NARROWEST = 0.6  # letters shrink to this part of their size before they are cut


@lru_cache(maxsize=64)
def font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    """Plus Jakarta Sans in a weight (Regular, Medium, SemiBold, Bold) and a size in pixels."""
    return ImageFont.truetype(_FONTS / f"PlusJakartaSans-{weight}.ttf", size)


@lru_cache(maxsize=64)
def rounded(width: int, height: int, radius: int) -> Image.Image:
    """A mask with round corners. Shared: copy before changing."""
    mask = Image.new("L", (width * _SMOOTH, height * _SMOOTH))
    box = (0, 0, width * _SMOOTH - 1, height * _SMOOTH - 1)
    ImageDraw.Draw(mask).rounded_rectangle(box, radius * _SMOOTH, fill=255)
    return mask.resize((width, height), Image.Resampling.BOX)


def fill(canvas: Image.Image, box: Box, colour: Colour, radius: int) -> None:
    """A filled box with round, smooth corners."""
    left, top, right, bottom = box
    canvas.paste(colour, box, rounded(right - left, bottom - top, radius))


def fill_with(canvas: Image.Image, box: Box, photo: Image.Image, radius: int) -> None:
    """`photo` filling the box, cut where it is too long, with round corners."""
    left, top, right, bottom = box
    canvas.paste(fitted(photo, (right - left, bottom - top)), (left, top), rounded(right - left, bottom - top, radius))


def frame(canvas: Image.Image, box: Box, colour: Colour, radius: int, width: int, inside: Colour) -> None:
    """A smooth outline, `width` pixels wide, around `inside`."""
    left, top, right, bottom = box
    fill(canvas, box, colour, radius)
    fill(canvas, (left + width, top + width, right - width, bottom - width), inside, radius - width)


def disc(canvas: Image.Image, left: int, top: int, diameter: int, number: int) -> None:
    """A number in an indigo disc with a paper ring, so that it stands out on any cloth."""
    ring = max(4, diameter // 16)
    box = (left, top, left + diameter, top + diameter)
    frame(canvas, box, CARD, diameter // 2, ring, INDIGO)
    middle = (left + diameter / 2, top + diameter / 2 - diameter * 0.01)
    size = round(diameter * (0.58 if number < 10 else 0.46))
    ImageDraw.Draw(canvas).text(middle, str(number), CARD, font("Bold", size), anchor="mm")


def fitting(text: str, weight: str, size: int, width: int) -> tuple[str, ImageFont.FreeTypeFont]:
    """`text` and a font in which it is at most `width` pixels wide: smaller first, then cut with an ellipsis."""
    smallest = round(size * _NARROWEST)
    for smaller in range(size, smallest - 1, -2):
        if letters.width(text, font(weight, smaller)) <= width:
            return text, font(weight, smaller)
    return _cut(text, font(weight, smallest), width), font(weight, smallest)


def wrapped(text: str, face: ImageFont.FreeTypeFont, width: int, lines: int) -> list[str]:
    """`text` in at most `lines` lines of `width` pixels, broken between words; the rest becomes an ellipsis."""
    rows: list[str] = []
    words = text.split()
    while words and len(rows) < lines:
        taken = 1
        while taken < len(words) and letters.width(" ".join(words[: taken + 1]), face) <= width:
            taken += 1
        if len(rows) == lines - 1:
            taken = len(words)
        rows.append(_cut(" ".join(words[:taken]), face, width))
        words = words[taken:]
    return rows


def legible(text: str) -> str:
    """`text` without the signs our typeface has no shape for (emoji, other scripts), in single blanks."""
    return " ".join("".join(c if _has_shape(c) else " " for c in text).split())


def _has_shape(character: str) -> bool:
    return " " <= character <= "~" or "\u00a1" <= character <= "\u024f" or character in "–—‘’“”•…"


def _cut(text: str, face: ImageFont.FreeTypeFont, width: int) -> str:
    if letters.width(text, face) <= width:
        return text
    low, high = 0, len(text)  # so many letters fit, so many do not
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if face.getlength(text[:middle] + "…") <= width else (low, middle)
    return text[:low].rstrip(" ,.-") + "…"


def fitted(photo: Image.Image, size: tuple[int, int]) -> Image.Image:
    """`photo` filling `size`; where one side fits already it is only cut, which keeps every pixel sharp."""
    width, height = size
    if photo.width == width and photo.height >= height:
        top = round((photo.height - height) * CROP[1])
        return photo.crop((0, top, width, top + height))
    return ImageOps.fit(photo, size, Image.Resampling.HAMMING, centering=CROP)
