"""The table the goods are photographed on: paper, light, folds and shadows.

All shapes are in pixels of the picture (960 wide, 1200 high), y downwards; light comes from the
upper left. :meth:`Scene.lay` puts a piece of cloth down so that its print follows the folds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from sample.cloth import SIDE
from sample.dyes import Rgb
from sample.tile import Points, moved, points, ribbon, spline

WIDTH, HEIGHT = 960, 1200
CENTRE = WIDTH / 2
COARSE = 4  # folds and shadows are worked out at a quarter of the picture's size
Heights = NDArray[np.float32]
Folds = Literal["hang", "soft", "gather", "flat", "sleeve"]
PAPERS: tuple[Rgb, ...] = ((238, 231, 219), (231, 228, 220), (226, 229, 222), (236, 226, 214), (224, 227, 229))
WOOD: Rgb = (166, 124, 84)
BRASS: Rgb = (188, 164, 118)


def path(text: str) -> Points:
    """An outline in the short form of SVG: `M x y`, `L x y`, `C x y x y x y`, absolute numbers."""
    outline: list[Points] = []
    here = np.zeros(2)
    for letter, numbers in re.findall(r"([MLC])([^MLC]*)", text):
        knots = np.array(numbers.replace(",", " ").split(), dtype=np.float64).reshape(-1, 2)
        if letter == "C":
            for a, b, c in zip(knots[::3], knots[1::3], knots[2::3], strict=True):
                t = np.linspace(0, 1, 15)[1:, None]
                outline.append((1 - t) ** 3 * here + 3 * (1 - t) ** 2 * t * a + 3 * (1 - t) * t**2 * b + t**3 * c)
                here = c
        else:
            outline.append(knots)
            here = knots[-1]
    return np.vstack(outline)


def flipped(shape: Points) -> Points:
    """The mirror image about the middle of the picture."""
    return np.asarray(shape * (-1, 1) + (WIDTH, 0))


def mirrored(text: str) -> Points:
    """A symmetric outline from its right half, given from top to bottom."""
    half = path(text)
    return np.vstack([half, flipped(half)[::-1]])


class Scene:
    """A picture being laid out. `frame` (scale, x, y) makes what follows smaller and elsewhere."""

    def __init__(self, seed: int) -> None:
        self.rng = np.random.default_rng(seed + 7)
        self.frame = (1.0, 0.0, 0.0)
        self.picture = _paper(PAPERS[int(self.rng.integers(len(PAPERS)))], self.rng)

    def lay(
        self,
        outline: Points,
        cloth: Image.Image,
        folds: Folds = "soft",
        degrees: float = 0.0,
        shadow: float = 1.0,
        depth: float = 1.0,
        shift: tuple[float, float] = (0.0, 0.0),
        light: float = 1.0,
    ) -> None:
        """A cut piece of cloth: its print turned by `degrees`, folds `depth` times the usual."""
        outline = self.framed(outline)
        mask, box = _mask(outline)
        self._drop_shadow(outline, shadow)
        size = (box[2] - box[0], box[3] - box[1])
        heights = _heights(folds, size, self.rng) * depth
        print_ = _follow(cloth, size, box, heights, degrees, shift)
        shaded = _lit(print_, heights, mask, self.rng, light)
        self.picture.paste(shaded, box[:2], mask)

    def ink(self, shape: Points, fill: Rgb, alpha: float = 1.0, blur: float = 0.0) -> None:
        """A flat shape in one colour; `blur` (pixels) softens it to a shadow."""
        mask, box = _mask(self.framed(shape), margin=int(3 * blur))
        if blur:
            mask = mask.filter(ImageFilter.BoxBlur(blur))
        if alpha < 1:
            mask = mask.point([round(level * alpha) for level in range(256)])
        self.picture.paste(fill, box, mask)

    def line(
        self, way: Points, fill: Rgb = (20, 14, 12), width: float = 2.0, alpha: float = 0.35, blur: float = 0.0
    ) -> None:
        """A seam, hem or edge."""
        self.ink(ribbon(way, (width, width)), fill, alpha, blur)

    def stitches(self, way: Points, alpha: float = 0.4) -> None:
        """A row of thread stitches (a pale and a dark dash by turns)."""
        steps = np.cumsum([0.0, *np.hypot(*np.diff(way, axis=0).T)])
        for start in np.arange(0, steps[-1] - 6, 12.0):
            ends = [(np.interp(at, steps, way[:, 0]), np.interp(at, steps, way[:, 1])) for at in (start, start + 7)]
            self.line(points(ends), (250, 244, 232), 1.6, alpha)

    def button(self, x: float, y: float, radius: float = 9.0, fill: Rgb = (238, 228, 208)) -> None:
        """A shirt button with its shadow and two holes."""
        angle = np.linspace(0, 2 * np.pi, 24, endpoint=False)
        circle = np.stack([np.cos(angle), np.sin(angle)], axis=1)
        self.ink(circle * radius + (x + 2, y + 3), (15, 10, 8), 0.45, 2)
        self.ink(circle * radius + (x, y), fill)
        self.ink(circle * radius * 0.7 + (x, y), (110, 90, 70), 0.25)
        for side in (-1, 1):
            self.ink(circle * radius * 0.16 + (x + side * radius * 0.28, y), (60, 44, 34))

    def hanger(self, x: float, y: float, reach: float, drop: float) -> None:
        """A wooden hanger whose bar peaks at x, y and falls `drop` over `reach` to each side."""
        bar = spline(
            [
                (x - reach, y + drop),
                (x - 0.4 * reach, y + 0.25 * drop),
                (x, y),
                (x + 0.4 * reach, y + 0.25 * drop),
                (x + reach, y + drop),
            ],
            8,
        )
        hook = spline([(x, y), (x, y - 30), (x + 16, y - 48), (x + 2, y - 70), (x - 16, y - 56)], 8)
        self.line(moved(hook, 5, 8), (30, 20, 10), 6, 0.18, 3)
        self.line(hook, (150, 142, 130), 5.5, 1.0)
        self.line(moved(hook, -1, 0), (228, 224, 214), 1.6, 0.9)
        self.line(moved(bar, 8, 14), (30, 20, 10), 24, 0.25, 8)
        self.line(bar, WOOD, 22, 1.0)
        self.line(moved(bar, 0, -5), (206, 168, 126), 5, 0.7)

    def rod(self, y: float, left: float = 40.0, right: float = 920.0) -> None:
        """The turned wooden bar of a gawangan, on which cloth hangs."""
        bar = points([(left, y), (right, y)])
        self.line(moved(bar, 10, 20), (30, 20, 10), 22, 0.28, 9)
        for width, fill, up in ((22, (120, 82, 50), 0), (15, WOOD, -1), (4, (216, 180, 140), -5)):
            self.line(moved(bar, 0, up), fill, width, 1.0)
        for x in (left, right):
            knob = np.linspace(0, 2 * np.pi, 24, endpoint=False)
            self.ink(np.stack([np.cos(knob), np.sin(knob)], axis=1) * 17 + (x, y), (132, 92, 58))
            self.ink(np.stack([np.cos(knob), np.sin(knob)], axis=1) * 7 + (x - 4, y - 5), (206, 168, 126), 0.8)

    def framed(self, shape: Points) -> Points:
        """The shape in the present frame."""
        scale, x, y = self.frame
        return np.asarray(shape * scale + (x, y))

    def _drop_shadow(self, outline: Points, strength: float) -> None:
        if not strength:
            return
        small = Image.new("L", (WIDTH // COARSE, HEIGHT // COARSE))
        pen = ImageDraw.Draw(small)
        for dx, dy, level in ((18, 26, 70), (6, 9, 110)):
            pen.polygon(
                [tuple(corner) for corner in ((moved(outline, dx, dy)) / COARSE).tolist()], fill=round(level * strength)
            )
        soft = small.filter(ImageFilter.GaussianBlur(4)).resize((WIDTH, HEIGHT), Image.Resampling.BILINEAR)
        self.picture.paste((44, 32, 24), (0, 0, WIDTH, HEIGHT), soft)


def _paper(tint: Rgb, rng: np.random.Generator) -> Image.Image:
    """Calm paper: window light falling off to the lower right, a faint grain."""
    y, x = np.mgrid[0 : HEIGHT // COARSE, 0 : WIDTH // COARSE].astype(np.float32)
    x, y = x / x.max(), y / y.max()
    light = 1.035 - 0.1 * (0.55 * x + 0.45 * y) - 0.05 * ((x - 0.5) ** 2 + (y - 0.5) ** 2)
    light += rng.normal(0, 0.004, light.shape).astype(np.float32)
    paper = np.clip(light[..., None] * np.array(tint, dtype=np.float32), 0, 255).astype(np.uint8)
    return Image.fromarray(paper).resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC)


def _mask(outline: Points, margin: int = 0) -> tuple[Image.Image, tuple[int, int, int, int]]:
    """A smooth-edged mask of the shape, and the box (left, top, right, bottom) it fills."""
    low = np.floor(outline.min(axis=0)).astype(int) - 1 - margin
    high = np.ceil(outline.max(axis=0)).astype(int) + 1 + margin
    size = (max(4, int(high[0] - low[0])), max(4, int(high[1] - low[1])))
    mask = Image.new("L", (size[0] * 2, size[1] * 2))
    corners = [tuple(corner) for corner in ((outline - low) * 2).tolist()]
    ImageDraw.Draw(mask).polygon(corners, fill=255)
    return mask.reduce(2), (int(low[0]), int(low[1]), int(low[0]) + size[0], int(low[1]) + size[1])


def _smooth_noise(size: tuple[int, int], cells: tuple[int, int], rng: np.random.Generator) -> Heights:
    """Hills and hollows of about ±1, `cells` across and down."""
    seeds = Image.fromarray(rng.normal(0, 1, (cells[1] + 2, cells[0] + 2)).astype(np.float32))
    return np.asarray(seeds.resize(size, Image.Resampling.BICUBIC), dtype=np.float32)


def _heights(folds: Folds, size: tuple[int, int], rng: np.random.Generator) -> Heights:
    """How high the cloth stands (pixels) over its box, on the coarse grid."""
    width, height = (max(3, side // COARSE + 1) for side in size)
    y, x = np.mgrid[0:height, 0:width].astype(np.float32) * COARSE
    down = y / max(1.0, float(size[1]))
    hills = _smooth_noise((width, height), (max(2, size[0] // 130), max(2, size[1] // 170)), rng)
    if folds == "flat":
        return 1.5 * hills
    if folds == "soft":
        crease = np.sin((x * 0.8 - y * 0.45) / 46 + 2.2 * hills) * (0.5 + 0.5 * hills)
        return 5.5 * hills + 1.6 * crease
    sway = 34 * np.sin(y / 260 + rng.uniform(0, 6)) + 12 * hills
    if folds == "sleeve":
        return np.asarray(3.0 * hills + 2.0 * np.sin((y + 0.5 * x) / 28 + 1.5 * hills))
    first, second = (150, 83) if folds == "hang" else (92, 51)
    waves = np.sin((x + sway) * 2 * np.pi / first + rng.uniform(0, 6)) + 0.5 * np.sin(
        (x - 0.6 * sway) * 2 * np.pi / second + rng.uniform(0, 6)
    )
    grow = 0.45 + 0.55 * down if folds == "hang" else 0.35 + 0.65 * down
    return np.asarray((7.0 if folds == "hang" else 6.0) * waves * grow + 2.0 * hills)


def _slopes(heights: Heights) -> tuple[Heights, Heights]:
    """How steeply the cloth rises downwards and to the right."""
    down, right = np.gradient(heights, COARSE)
    return np.asarray(down), np.asarray(right)


def _follow(
    cloth: Image.Image,
    size: tuple[int, int],
    box: Sequence[int],
    heights: Heights,
    degrees: float,
    shift: tuple[float, float],
) -> Image.Image:
    """The print, turned and drawn in where the cloth folds away."""
    grid = 32
    slope_y, slope_x = _slopes(heights)
    columns = np.arange(0, size[0] + grid, grid)
    rows = np.arange(0, size[1] + grid, grid)
    pick_x = np.clip(columns // COARSE, 0, heights.shape[1] - 1)
    pick_y = np.clip(rows // COARSE, 0, heights.shape[0] - 1)
    x = columns[None, :] + 22 * slope_x[np.ix_(pick_y, pick_x)]
    y = rows[:, None] + 22 * slope_y[np.ix_(pick_y, pick_x)]
    angle = np.radians(degrees)
    middle = np.array([box[0] + box[2], box[1] + box[3]]) / 2 - (CENTRE, HEIGHT / 2)
    dx, dy = x - size[0] / 2, y - size[1] / 2
    u = SIDE / 2 + shift[0] + middle[0] + dx * np.cos(angle) + dy * np.sin(angle)
    v = SIDE / 2 + shift[1] + middle[1] - dx * np.sin(angle) + dy * np.cos(angle)
    u, v = np.clip(u, 1, SIDE - 2), np.clip(v, 1, SIDE - 2)
    mesh = []
    for row in range(len(rows) - 1):
        for column in range(len(columns) - 1):
            here = (int(columns[column]), int(rows[row]), int(columns[column + 1]), int(rows[row + 1]))
            corners = ((row, column), (row + 1, column), (row + 1, column + 1), (row, column + 1))
            mesh.append((here, [float(value) for r, c in corners for value in (u[r, c], v[r, c])]))
    wide = (int(columns[-1]), int(rows[-1]))
    return cloth.transform(wide, Image.Transform.MESH, mesh, Image.Resampling.BILINEAR).crop((0, 0, *size))


def _lit(
    print_: Image.Image, heights: Heights, mask: Image.Image, rng: np.random.Generator, light: float
) -> Image.Image:
    """Light and shade of folds, darker edges, and the grain of the weave."""
    slope_y, slope_x = _slopes(heights)
    hollow = np.clip(-heights / 16, -0.3, 1)
    shade = light * (1.0 - 0.95 * slope_x - 0.6 * slope_y - 0.1 * hollow)
    small = mask.resize((heights.shape[1], heights.shape[0]), Image.Resampling.BILINEAR)
    edge = np.asarray(small.filter(ImageFilter.BoxBlur(4)), dtype=np.float32) / 255
    shade = np.clip(shade, 0.5, 1.22) * (0.72 + 0.28 * np.clip((edge - 0.42) / 0.5, 0, 1))
    smooth = Image.fromarray(shade.astype(np.float32)).resize(print_.size, Image.Resampling.BICUBIC)
    full = np.asarray(smooth)[..., None]
    weave = rng.normal(0, 3.0, (256, 256)).astype(np.float32)
    across = -(-print_.height // 256), -(-print_.width // 256)
    grain = np.tile(weave, across)[: print_.height, : print_.width, None]
    pixels = np.asarray(print_, dtype=np.float32) * full + grain
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
