"""Slanting stripes: parang, lereng, udan-liris.

They are laid out along a stripe (s) and across it (t), then turned by 45 degrees. A tile of side
√2 · n stripes closes without a seam.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from sample.dyes import Palette, mix
from sample.motifs.registry import motif
from sample.ornaments import aim, petal, ring, star_of_dots
from sample.tile import Points, Tile, moved, oval, points, ribbon, spline

SLANT = math.sqrt(0.5)


def slanted(shape: Points) -> Points:
    """From stripe coordinates (s along, t across) to the tile, rising to the right."""
    s, t = shape[:, 0], shape[:, 1]
    return np.stack([SLANT * (s + t), SLANT * (t - s)], axis=1)


def along(tile: Tile, stripes: int, index: int, steps: int) -> list[tuple[float, float]]:
    """Where the `steps` figures of a stripe begin, in stripe coordinates, over one whole repeat."""
    length = tile.size / SLANT
    width = tile.size * SLANT / stripes
    return [(length * step / steps, width * index) for step in range(steps)]


def stripe(tile: Tile, low: float, high: float) -> Points:
    """The band between two distances across, long enough for one repeat."""
    length = tile.size / SLANT
    return slanted(points([(0, low), (length, low), (length, high), (0, high)]))


@motif("parang", repeat=204)
def parang(tile: Tile, dyes: Palette) -> None:
    """Rows of knives like waves against a cliff, a row of mlinjon diamonds between two rows."""
    stripes = 2
    width = tile.size * SLANT / stripes
    for index in range(stripes):
        edge = index * width
        for low, high, fill in ((0.0, 0.2, dyes.wax), (0.02, 0.18, dyes.line)):
            tile.polygon(stripe(tile, edge + low * width, edge + high * width), fill)
        for s, t in along(tile, stripes, index, 12):
            _mlinjon(tile, s, t + 0.1 * width, 0.082 * width, dyes)
        for s, t in along(tile, stripes, index, 7):
            _knife(tile, s, t + 0.2 * width, 0.8 * width, dyes)


def _mlinjon(tile: Tile, s: float, t: float, half: float, dyes: Palette) -> None:
    for scale, fill in ((1.0, dyes.wax), (0.5, dyes.accent(0)[0])):
        side = half * scale
        tile.polygon(slanted(moved(points([(-side * 1.25, 0), (0, -side), (side * 1.25, 0), (0, side)]), s, t)), fill)


def _knife(tile: Tile, s: float, t: float, height: float, dyes: Palette) -> None:
    """One S-shaped blade across the stripe, its head curled one way and its foot the other."""
    half = spline([(0.0, 0.0), (0.07, 0.17), (0.2, 0.34), (0.4, 0.41), (0.53, 0.34), (0.47, 0.25)], 6)
    path = np.vstack([-half[::-1], half[1:]]) * (0.62 * height, height) + (s, t + 0.5 * height)
    layers = ((1.0, dyes.motif), (0.66, mix(dyes.motif, dyes.ground, 0.5)), (0.46, dyes.motif))
    for scale, fill in layers:
        widths = [scale * height * w for w in (0.1, 0.19, 0.2, 0.21, 0.25, 0.21, 0.2, 0.19, 0.1)]
        cut = round((1 - scale) * 8)
        body = path[cut : len(path) - cut]
        tile.polygon(slanted(ribbon(body, widths)), fill)
    seeds = points([(0, -0.08), (0, 0.0), (0, 0.08)]) * height + (s, t + 0.5 * height)
    tile.dots(slanted(seeds), 0.018 * height, dyes.line)
    _eyebrow(tile, s + 0.29 * height, t, height, dyes)


def _eyebrow(tile: Tile, s: float, t: float, height: float, dyes: Palette) -> None:
    """The thin lines and dots that fill the ground between two blades."""
    for side in (1, -1):
        hook = points([(0.11, 0.36), (-0.02, 0.3), (-0.1, 0.17)]) * side
        path = moved(spline(hook * height, 5), s + 0.07 * side * height, t + 0.5 * height)
        tile.line(slanted(path), dyes.accent(0)[1], 1.1)
    tile.dots(slanted(points([(s + 0.1 * height, t + 0.5 * height)])), 0.024 * height, dyes.wax)


@motif("lereng", repeat=176)
def lereng(tile: Tile, dyes: Palette) -> None:
    """Narrow slanting rows of little hooks and leaves, a line between them."""
    stripes = 4
    width = tile.size * SLANT / stripes
    for index in range(stripes):
        low = index * width
        tile.polygon(stripe(tile, low, low + width), dyes.ground if index % 2 else dyes.shade)
        tile.polygon(stripe(tile, low, low + 0.09 * width), dyes.wax)
        tile.polygon(stripe(tile, low + 0.03 * width, low + 0.06 * width), dyes.line)
        for s, t in along(tile, stripes, index, 8):
            (_hook if index % 2 else _sprig)(tile, s, t + 0.54 * width, 0.4 * width, dyes)


def _hook(tile: Tile, s: float, t: float, size: float, dyes: Palette) -> None:
    path = spline([(-0.9, 0.5), (-0.3, 0.75), (0.3, 0.3), (0.2, -0.5), (-0.35, -0.55), (-0.35, -0.05)], 6)
    tile.polygon(slanted(ribbon(path * size + (s, t), [size * w for w in (0.06, 0.3, 0.34, 0.26, 0.14)])), dyes.motif)
    tile.dots(
        slanted(points([(s + 0.75 * size, t - 0.3 * size), (s + 0.75 * size, t + 0.2 * size)])), 0.09 * size, dyes.wax
    )


def _sprig(tile: Tile, s: float, t: float, size: float, dyes: Palette) -> None:
    for degrees in (-40, 0, 40):
        leaf = aim(petal(1.3 * size, 0.5 * size), s - 0.6 * size, t, degrees)
        tile.polygon(slanted(leaf), dyes.accent(0)[0] if degrees else dyes.motif, dyes.line, 0.8)
    tile.dots(slanted(points([(s - 0.85 * size, t)])), 0.12 * size, dyes.wax)


@motif("udan-liris", repeat=300)
def udan_liris(tile: Tile, dyes: Palette) -> None:
    """Drizzle: narrow slanting rows, each with another filling."""
    fillings: tuple[Callable[[Tile, float, float, float, Palette], None], ...] = (
        _hook,
        _dotted,
        _sprig,
        _checks,
        _starlet,
        _hook,
        _zigzag,
    )
    stripes = 7
    width = tile.size * SLANT / stripes
    grounds = (dyes.ground, dyes.shade, dyes.accent(0)[1], dyes.ground, dyes.line, dyes.shade, dyes.ground)
    for index, (filling, ground) in enumerate(zip(fillings, grounds, strict=True)):
        low = index * width
        tile.polygon(stripe(tile, low, low + width), ground)
        for edge, thick, fill in ((0.0, 0.11, dyes.wax), (0.035, 0.04, dyes.line)):
            tile.polygon(stripe(tile, low + edge * width, low + (edge + thick) * width), fill)
        for s, t in along(tile, stripes, index, 14):
            filling(tile, s, t + 0.55 * width, 0.36 * width, dyes)


def _dotted(tile: Tile, s: float, t: float, size: float, dyes: Palette) -> None:
    tile.dots(slanted(star_of_dots(s, t, 0.6 * size, 6)), 0.13 * size, dyes.wax)
    tile.dots(slanted(points([(s, t)])), 0.2 * size, dyes.accent(1)[0])


def _checks(tile: Tile, s: float, t: float, size: float, dyes: Palette) -> None:
    for row in (-1, 1):
        square = points([(-0.4, -0.4), (0.4, -0.4), (0.4, 0.4), (-0.4, 0.4)]) * size
        tile.polygon(slanted(moved(square, s + 0.4 * row * size, t + 0.4 * row * size)), dyes.motif)


def _starlet(tile: Tile, s: float, t: float, size: float, dyes: Palette) -> None:
    for degrees in ring(8):
        tile.polygon(slanted(aim(petal(0.95 * size, 0.34 * size), s, t, degrees)), dyes.wax)
    tile.polygon(slanted(oval(s, t, 0.24 * size, 0.24 * size)), dyes.accent(0)[0])


def _zigzag(tile: Tile, s: float, t: float, size: float, dyes: Palette) -> None:
    half = tile.size / SLANT / 28
    path = points([(s - half, t + 0.6 * size), (s, t - 0.6 * size), (s + half, t + 0.6 * size)])
    tile.line(slanted(path), mix(dyes.motif, dyes.wax, 0.3), 1.8)
    tile.dots(slanted(points([(s, t + 0.35 * size)])), 0.13 * size, dyes.wax)
