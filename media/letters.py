"""Words as pictures: each is drawn once and then only pasted, because the same few hundred words make most titles.

What holds a digit (prices, codes) is put together letter by letter: there are too many of them to keep.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

Colour = tuple[int, int, int]

_KEPT = 2048  # words; some 4 MB a process


class _Mask(NamedTuple):
    """The shape of a word. `shift`: of its upper left corner from where its line begins; `advance`: to the next."""

    shape: Image.Image | None
    shift: tuple[int, int]
    advance: float


def width(text: str, face: ImageFont.FreeTypeFont) -> float:
    """How many pixels wide the text is in this typeface."""
    words = text.split(" ")
    return sum(_advance(word, face) for word in words) + _blank(face) * (len(words) - 1)


def write(
    canvas: Image.Image,
    place: tuple[float, float],
    text: str,
    colour: Colour,
    face: ImageFont.FreeTypeFont,
    anchor: str = "la",
) -> None:
    """One line of text on the canvas. `anchor` as Pillow has it: l, m, r for left, middle and right of `place`, then a,
    m, s for top, middle and baseline."""
    x, y = place
    x -= {"l": 0.0, "m": 0.5, "r": 1.0}[anchor[0]] * (width(text, face) if anchor[0] != "l" else 0)
    ascent, descent = _metrics(face)
    y += {"a": float(ascent), "m": (ascent - descent) / 2, "s": 0.0}[anchor[1]]
    for word in text.split(" "):
        for part in _parts(word):
            mask = _mask(part, face)
            if mask.shape is not None:
                left, top = round(x + mask.shift[0]), round(y + mask.shift[1])
                box = (left, top, left + mask.shape.width, top + mask.shape.height)
                canvas.paste(colour, box, mask.shape)
            x += mask.advance
        x += _blank(face)


def _parts(word: str) -> Iterator[str]:
    if any(letter.isdigit() for letter in word):
        yield from word
    elif word:
        yield word


@lru_cache(maxsize=2 * _KEPT)
def _advance(word: str, face: ImageFont.FreeTypeFont) -> float:
    return sum(_length(part, face) for part in _parts(word))


@lru_cache(maxsize=2 * _KEPT)
def _length(part: str, face: ImageFont.FreeTypeFont) -> float:
    return face.getlength(part)


@lru_cache(maxsize=_KEPT)
def _mask(part: str, face: ImageFont.FreeTypeFont) -> _Mask:
    left, top, right, bottom = face.getbbox(part, anchor="ls")
    shape = None
    if right > left and bottom > top:
        shape = Image.new("L", (int(right - left), int(bottom - top)))
        ImageDraw.Draw(shape).text((-left, -top), part, 255, face, anchor="ls")
    return _Mask(shape, (int(left), int(top)), _length(part, face))


@lru_cache(maxsize=256)
def _metrics(face: ImageFont.FreeTypeFont) -> tuple[int, int]:
    return face.getmetrics()


@lru_cache(maxsize=256)
def _blank(face: ImageFont.FreeTypeFont) -> float:
    return face.getlength(" ")
