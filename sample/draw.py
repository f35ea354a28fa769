"""Pictures of the sample catalogue: no licensed photographs exist, so the project draws its own."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from sample.cloth import woven
from sample.garments import GARMENTS
from sample.scene import WIDTH, Scene

MARK = "CONTOH"
FONT = Path(__file__).resolve().parents[1] / "media" / "fonts" / "PlusJakartaSans-SemiBold.ttf"


def draw_sample(product: str, technique: str | None, motifs: list[str], colours: list[str], seed: int) -> Image.Image:
    """A picture (RGB, 960 x 1200) of a listing; the same arguments always give the same picture."""
    scene = Scene(seed)
    GARMENTS[product](scene, woven(technique, motifs, colours, seed))
    return _marked(scene.picture)


def _marked(picture: Image.Image) -> Image.Image:
    """The picture with the word that says it is a sample."""
    pen = ImageDraw.Draw(picture)
    # High at the side: there every crop of a contact sheet still shows it, below the sheet's own corner.
    pen.text(
        (WIDTH - 24, 205),
        MARK,
        font=_font(),
        fill=(122, 112, 100),
        anchor="rs",
        stroke_width=3,
        stroke_fill=(247, 243, 234),
    )
    return picture


@cache
def _font() -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.truetype(str(FONT), 26) if FONT.exists() else ImageFont.load_default(26)
