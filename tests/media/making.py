"""Pictures for tests."""

import os
import random
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image

from sample.draw import draw_sample

PAINTED: Path | None = None  # set by tests/conftest.py: a folder of this run


@dataclass
class Settings:
    """What the media room reads of the market's settings."""

    media_url: str
    secret_key: str = "a secret for tests"


def picture(
    size: tuple[int, int] = (640, 480), colour: tuple[int, int, int] = (33, 58, 107), kind: str = "JPEG", **save: object
) -> bytes:
    """A plain picture as a file's bytes."""
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, kind, **save)
    return out.getvalue()


def noise(seed: int, size: tuple[int, int] = (1200, 1500)) -> bytes:
    """The picture that compresses worst: every pixel is chance."""
    out = BytesIO()
    Image.frombytes("RGB", size, random.Random(seed).randbytes(size[0] * size[1] * 3)).save(out, "JPEG", quality=90)
    return out.getvalue()


def colour_at(image: Image.Image, place: tuple[int, int]) -> tuple[int, ...]:
    """Red, green and blue of one pixel."""
    seen = image.getpixel(place)
    assert isinstance(seen, tuple)
    return seen


def opened(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


def painted(product: str, motif: str, colour: str, seed: int) -> Image.Image:
    """A drawing of the sample; each is drawn once a run, by whichever process needs it first."""
    assert PAINTED, "drawings are painted in tests, not while tests are collected"
    kept = PAINTED / f"{product}-{motif}-{colour}-{seed}.bmp"
    if not kept.exists():
        aside = kept.with_suffix(f".{os.getpid()}")
        draw_sample(product, "cap", [motif], [colour], seed).save(aside, "BMP")
        aside.replace(kept)
    return opened(kept.read_bytes())
