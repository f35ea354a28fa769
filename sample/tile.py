"""A seamless piece of cloth to draw a motif on.

Coordinates are pixels of the finished cloth, 0 to `size`; whatever crosses an edge comes in again
at the opposite one. Drawing happens `smoothing` times larger and is scaled down, which smooths all edges.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from sample.dyes import Rgb

Points = NDArray[np.float64]


def points(pairs: Iterable[Sequence[float]]) -> Points:
    """An (n, 2) array of x, y."""
    return np.array([tuple(pair) for pair in pairs], dtype=np.float64)


def spline(pairs: Iterable[Sequence[float]], steps: int = 8, closed: bool = False) -> Points:
    """A smooth (Catmull-Rom) curve through the given points, `steps` pieces between two of them."""
    knots = points(pairs)
    if closed:
        knots = np.vstack([knots[-1:], knots, knots[:2]])
    else:
        knots = np.vstack([2 * knots[:1] - knots[1:2], knots, 2 * knots[-1:] - knots[-2:-1]])
    t = np.linspace(0, 1, steps, endpoint=False)[:, None]
    parts = []
    for a, b, c, d in zip(knots, knots[1:], knots[2:], knots[3:], strict=False):
        parts.append(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3))
    curve = np.vstack(parts)
    return curve if closed else np.vstack([curve, knots[-2:-1]])


def moved(shape: Points, x: float, y: float) -> Points:
    """The shape shifted by x, y."""
    return shape + np.array([x, y])


def turn(shape: Points, degrees: float, centre: Sequence[float] = (0.0, 0.0)) -> Points:
    """The shape turned clockwise (on screen) about a centre."""
    angle = math.radians(degrees)
    matrix = np.array([[math.cos(angle), math.sin(angle)], [-math.sin(angle), math.cos(angle)]])
    return (shape - centre) @ matrix + centre


def oval(x: float, y: float, rx: float, ry: float, degrees: float = 0.0, corners: int = 28) -> Points:
    """An ellipse as a polygon, `degrees` turned."""
    angle = np.linspace(0, 2 * math.pi, corners, endpoint=False)
    shape = np.stack([rx * np.cos(angle), ry * np.sin(angle)], axis=1)
    return moved(turn(shape, degrees), x, y)


def ribbon(path: Points, widths: Sequence[float]) -> Points:
    """The outline of a stroke along a path whose width changes through `widths` (pixels)."""
    direction = np.gradient(path, axis=0)
    direction /= np.maximum(np.hypot(direction[:, 0], direction[:, 1]), 1e-6)[:, None]
    across = np.stack([-direction[:, 1], direction[:, 0]], axis=1)
    width = np.interp(np.linspace(0, 1, len(path)), np.linspace(0, 1, len(widths)), widths)[:, None] / 2
    return np.vstack([path + across * width, (path - across * width)[::-1]])


class Tile:
    """One repeat of a batik, drawn by hand: `wobble` is how far (pixels) lines stray."""

    def __init__(
        self, size: int, ground: Rgb, rng: np.random.Generator, wobble: float = 0.0, smoothing: int = 3
    ) -> None:
        self.size = size
        self.smoothing = smoothing
        self.rng = rng
        self.wobble = wobble
        self.image = Image.new("RGB", (size * smoothing, size * smoothing), ground)
        self._pen = ImageDraw.Draw(self.image)
        self._phase = rng.uniform(0, 2 * math.pi, 4)

    def polygon(self, shape: Points, fill: Rgb, edge: Rgb | None = None, edge_width: float = 1.2) -> None:
        """A filled shape, with an outline of `edge_width` pixels if an edge colour is given."""
        shape = self._stray(shape)
        for copy in self._around(shape, edge_width):
            corners = [tuple(corner) for corner in (copy * self.smoothing).tolist()]
            self._pen.polygon(corners, fill=fill)
            if edge is not None:
                width = max(1, round(edge_width * self.smoothing))
                self._pen.line([*corners, *corners[:2]], fill=edge, width=width, joint="curve")

    def line(self, path: Points, fill: Rgb, width: float = 1.4) -> None:
        """An open stroke of even width (pixels)."""
        path = self._stray(path)
        for copy in self._around(path, width):
            corners = [tuple(corner) for corner in (copy * self.smoothing).tolist()]
            self._pen.line(corners, fill=fill, width=max(1, round(width * self.smoothing)), joint="curve")

    def stroke(self, path: Points, widths: Sequence[float], fill: Rgb, edge: Rgb | None = None) -> None:
        """A stroke that swells and tapers through `widths` (pixels)."""
        self.polygon(ribbon(path, widths), fill, edge)

    def disc(self, x: float, y: float, radius: float, fill: Rgb, edge: Rgb | None = None) -> None:
        """A filled circle."""
        if radius > 3.5:
            self.polygon(oval(x, y, radius, radius), fill, edge)
        else:
            self._specks(self._stray(points([(x, y)])), np.array([radius]), fill)

    def dots(self, centres: Points, radius: float, fill: Rgb) -> None:
        """Isen: little dots, each a bit different where the hand draws."""
        unsteady = 0.35 * min(1.0, self.wobble)
        places = self._stray(centres) + unsteady * self.rng.normal(0, 1, centres.shape)
        radii = radius * (1 + 0.3 * unsteady * self.rng.normal(0, 1, len(centres)))
        self._specks(places, radii, fill)

    def _specks(self, places: Points, radii: NDArray[np.float64], fill: Rgb) -> None:
        """Small round spots; one on an edge shows at the opposite edge too."""
        for (x, y), radius in zip((places % self.size).tolist(), radii.tolist(), strict=True):
            for left in (x, x - self.size) if x > self.size - radius else (x, x + self.size) if x < radius else (x,):
                for top in (y, y - self.size) if y > self.size - radius else (y, y + self.size) if y < radius else (y,):
                    box = (left - radius, top - radius, left + radius, top + radius)
                    self._pen.ellipse([side * self.smoothing for side in box], fill=fill)

    def fill(self, other: Tile) -> None:
        """The whole tile covered with repeats of another, whose size must divide this one's."""
        for x in range(0, self.image.width, other.image.width):
            for y in range(0, self.image.height, other.image.height):
                self.image.paste(other.image, (x, y))

    def inlay(self, shape: Points, other: Tile) -> None:
        """A shape filled with repeats of another tile, whose size must divide this one's."""
        for copy in self._around(self._stray(shape), 0):
            corners = copy * self.smoothing
            left, top = np.clip(np.floor(corners.min(axis=0)), 0, self.image.width).astype(int).tolist()
            right, bottom = np.clip(np.ceil(corners.max(axis=0)) + 1, 0, self.image.width).astype(int).tolist()
            if right > left and bottom > top:
                mask = Image.new("L", (right - left, bottom - top))
                outline = [tuple(corner) for corner in moved(corners, -left, -top).tolist()]
                ImageDraw.Draw(mask).polygon(outline, fill=255)
                self.image.paste(other._repeated(left, top, mask.size), (left, top), mask)

    def _repeated(self, left: int, top: int, size: tuple[int, int]) -> Image.Image:
        """What repeats of this tile show in a window (large pixels)."""
        window = Image.new("RGB", size)
        side = self.image.width
        for x in range(left // side * side, left + size[0], side):
            for y in range(top // side * side, top + size[1], side):
                window.paste(self.image, (x - left, y - top))
        return window

    def finished(self) -> Image.Image:
        """The tile at its own size."""
        return self.image.reduce(self.smoothing)

    def _stray(self, shape: Points) -> Points:
        """The shape moved by a smooth unevenness that itself repeats with the tile."""
        if not self.wobble:
            return shape
        turns = 2 * math.pi / self.size
        x, y = shape[:, 0] * turns, shape[:, 1] * turns
        a, b, c, d = self._phase
        dx = np.sin(2 * y + a) + 0.6 * np.sin(5 * x + 3 * y + b)
        dy = np.sin(2 * x + c) + 0.6 * np.sin(4 * y - 5 * x + d)
        return shape + self.wobble * np.stack([dx, dy], axis=1)

    def _around(self, shape: Points, margin: float) -> list[Points]:
        """The shape at every place where the repeat shows it."""
        low, high = shape.min(axis=0) - margin, shape.max(axis=0) + margin
        first = np.floor(low / self.size).astype(int)
        last = np.floor(high / self.size).astype(int)
        return [
            shape - (column * self.size, row * self.size)
            for column in range(first[0], last[0] + 1)
            for row in range(first[1], last[1] + 1)
        ]
