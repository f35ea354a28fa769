"""Ornaments that several motifs share: flowers, leaves, tendrils, wings, birds, butterflies.

Sizes are pixels, angles degrees clockwise from "to the right". Each is outlined in the dark line
and filled with wax-white isen, as a canting would do it.
"""

from __future__ import annotations

import math

import numpy as np

from sample.dyes import Palette, Rgb, mix
from sample.tile import Points, Tile, moved, points, ribbon, spline, turn

Dye = tuple[Rgb, Rgb]


def aim(shape: Points, x: float, y: float, degrees: float, size: float = 1.0) -> Points:
    """A shape drawn about the origin, pointing right, put at x, y."""
    return moved(turn(shape * size, -degrees), x, y)


def beyond(x: float, y: float, distance: float, degrees: float) -> tuple[float, float]:
    """The place at a distance from x, y in a direction."""
    angle = math.radians(degrees)
    return x + distance * math.cos(angle), y + distance * math.sin(angle)


def petal(length: float, width: float, notch: float = 0.0) -> Points:
    """A petal from the origin to the right; `notch` (0 to 1) dents its tip like a rose's."""
    tip = length * (1 - 0.18 * notch)
    half = width / 2
    knots = [
        (0, -0.12 * half),
        (0.4 * length, -0.82 * half),
        (0.78 * length, -half),
        (length, -0.42 * half),
        (tip, 0),
        (length, 0.42 * half),
        (0.78 * length, half),
        (0.4 * length, 0.82 * half),
        (0, 0.12 * half),
    ]
    if not notch:
        knots[3:6] = [(0.94 * length, -0.55 * half), (length, 0), (0.94 * length, 0.55 * half)]
    return spline(knots, 4, closed=True)


def ring(count: int, start: float = 0.0) -> list[float]:
    """Evenly spread directions, degrees."""
    return [start + 360 * step / count for step in range(count)]


def flower(tile: Tile, x: float, y: float, radius: float, dye: Dye, dyes: Palette, petals: int = 7) -> None:
    """A full flower: two rings of veined petals, white dots on their rims, a dotted heart."""
    mid, light = dye
    start = float(tile.rng.uniform(0, 360))
    for degrees in ring(petals, start):
        _veined_petal(tile, x, y, radius, 2.5 * radius / petals * 1.25, degrees, mid, dyes)
    for degrees in ring(petals - 1, start + 20):
        _veined_petal(tile, x, y, 0.66 * radius, 2.1 * radius / petals * 1.1, degrees, light, dyes)
    tile.disc(x, y, 0.26 * radius, mix(mid, dyes.line, 0.35), dyes.line)
    heart = [
        (x + 0.15 * radius * math.cos(math.radians(d)), y + 0.15 * radius * math.sin(math.radians(d))) for d in ring(6)
    ]
    tile.dots(points([*heart, (x, y)]), max(0.9, 0.045 * radius), dyes.wax)


def _veined_petal(
    tile: Tile, x: float, y: float, length: float, width: float, degrees: float, fill: Rgb, dyes: Palette
) -> None:
    tile.polygon(aim(petal(length, width, 1.0), x, y, degrees), fill, dyes.line)
    if length < 14:
        return
    for side in (-0.24, 0.0, 0.24):
        vein = spline([(0.35 * length, 0.5 * side * width), (0.82 * length, side * width)], 2)
        tile.line(aim(vein, x, y, degrees), mix(fill, dyes.line, 0.55), 0.9)
    rim = points([(0.9 * length, share * width) for share in (-0.32, 0.32)])
    tile.dots(aim(rim, x, y, degrees), max(0.8, 0.03 * length), dyes.wax)


def blossom(tile: Tile, x: float, y: float, radius: float, dye: Dye, dyes: Palette, petals: int = 5) -> None:
    """A small simple flower."""
    start = float(tile.rng.uniform(0, 360))
    for degrees in ring(petals, start):
        tile.polygon(aim(petal(radius, 1.15 * radius), x, y, degrees), dye[0], dyes.line, 1.0)
        tile.line(aim(points([(0.3 * radius, 0), (0.75 * radius, 0)]), x, y, degrees), dye[1], 1.2)
    tile.disc(x, y, 0.3 * radius, dyes.wax, dyes.line)


def bud(tile: Tile, x: float, y: float, length: float, degrees: float, dye: Dye, dyes: Palette) -> None:
    """A closed flower in its cup of sepals."""
    for spread in (-26, 26):
        tile.polygon(aim(petal(0.8 * length, 0.42 * length), x, y, degrees + spread), dyes.leaf[0], dyes.line, 1.0)
    tile.polygon(aim(petal(length, 0.6 * length), x, y, degrees), dye[0], dyes.line, 1.0)
    tile.line(aim(points([(0.45 * length, 0), (0.88 * length, 0)]), x, y, degrees), dye[1], 1.4)


def leaf(tile: Tile, x: float, y: float, length: float, degrees: float, dyes: Palette, width: float = 0.42) -> None:
    """A leaf, one half lighter, with a mid-rib and side veins."""
    half = width * length / 2
    knots = [(0, 0), (0.3 * length, -half), (0.7 * length, -0.72 * half), (length, 0)]
    upper = spline(knots, 5)
    lower = upper * (1, -1)
    tile.polygon(aim(np.vstack([upper, lower[::-1]]), x, y, degrees), dyes.leaf[0], dyes.line, 1.1)
    inner = np.vstack([upper * (0.94, 0.78), points([(0.94 * length, 0), (0, 0)])])
    tile.polygon(aim(inner, x, y, degrees), dyes.leaf[1])
    tile.line(aim(points([(0, 0), (0.96 * length, 0)]), x, y, degrees), dyes.line, 1.0)
    if length > 16:
        for share in (0.25, 0.45, 0.65):
            for side in (-1, 1):
                vein = points([(share * length, 0), ((share + 0.17) * length, side * 0.55 * half)])
                tile.line(aim(vein, x, y, degrees), dyes.line, 0.7)


def curl(turns: float, size: float, inward: float = 0.12) -> Points:
    """A spiral that ends in its own middle, starting at the origin and going right and up."""
    angle = np.linspace(0, turns * 2 * math.pi, max(12, round(turns * 26)))
    radius = size * (1 - (1 - inward) * angle / angle[-1])
    spiral = np.stack([radius * np.sin(angle), radius * np.cos(angle) * 1.0], axis=1)
    return spiral - spiral[0]


def tendril(tile: Tile, x: float, y: float, size: float, degrees: float, fill: Rgb, flip: int = 1) -> None:
    """A spiral shoot that tapers to nothing."""
    path = curl(1.15, size) * (1, flip)
    tile.stroke(aim(path, x, y, degrees), (0.16 * size + 1.6, 0.12 * size + 1.2, 1.0), fill)


def butterfly(tile: Tile, x: float, y: float, span: float, degrees: float, dyes: Palette, index: int = 0) -> None:
    """A butterfly seen from above, flying towards `degrees`."""
    for side in (-1, 1):
        hind = spline([(0.02, 0), (-0.08, 0.22), (-0.34, 0.36), (-0.5, 0.24), (-0.36, 0.08)], 5, closed=True)
        fore = spline([(0.06, 0), (0.28, 0.3), (0.34, 0.52), (0.12, 0.52), (-0.1, 0.3), (-0.06, 0.06)], 5, closed=True)
        for wing, (mid, light), eye in (
            (hind, dyes.accent(index + 1), (-0.34, 0.22)),
            (fore, dyes.accent(index), (0.16, 0.38)),
        ):
            tile.polygon(aim(wing * (1, side), x, y, degrees, span), mid, dyes.line)
            centre = wing.mean(axis=0)
            tile.polygon(aim((centre + (wing - centre) * 0.66) * (1, side), x, y, degrees, span), light, dyes.line, 0.8)
            spot = aim(points([(eye[0], eye[1] * side)]), x, y, degrees, span)[0]
            tile.disc(spot[0], spot[1], 0.06 * span, mid, dyes.line)
            rim = (centre + (wing[::3] - centre) * 0.84) * (1, side)
            tile.dots(aim(rim, x, y, degrees, span), max(0.7, 0.014 * span), dyes.wax)
        feeler = spline([(0.24, 0), (0.4, 0.06 * side), (0.5, 0.18 * side)], 5)
        tile.line(aim(feeler, x, y, degrees, span), dyes.line, 1.2)
    tile.polygon(
        aim(
            ribbon(points([(-0.3, 0), (-0.1, 0), (0.1, 0), (0.27, 0)]), (1 / 90, 0.07, 0.08, 0.05)), x, y, degrees, span
        ),
        dyes.line,
    )


def wing(
    tile: Tile, x: float, y: float, size: float, degrees: float, dyes: Palette, flip: int = 1, feathers: int = 6
) -> None:
    """A Garuda wing (lar): a fan of curved feathers in three rows."""
    for reach, dye in ((1.0, dyes.accent(0)), (0.7, (dyes.motif, dyes.wax)), (0.42, dyes.accent(1))):
        for step in range(feathers):
            share = step / (feathers - 1)
            swing = -10 + 88 * share
            length = size * reach * (1 - 0.42 * share)
            blade = spline(
                [(0, -0.05), (0.5, -0.13), (0.92, -0.11), (1.0, 0.04), (0.6, 0.08), (0, 0.05)], 5, closed=True
            )
            shape = turn(blade * length * (1, flip), -swing * -flip)
            tile.polygon(aim(shape, x, y, degrees), dye[0], dyes.line)
            spine = turn(points([(0.2, -0.02), (0.9, -0.04)]) * length * (1, flip), -swing * -flip)
            tile.line(aim(spine, x, y, degrees), dye[1], 1.1)


def bird(tile: Tile, x: float, y: float, size: float, flip: int, dyes: Palette, index: int = 0) -> None:
    """A small songbird (srigunting) on the wing, tail streaming behind."""
    mid, light = dyes.accent(index)

    def put(shape: Points) -> Points:
        return shape * (size * flip, size) + (x, y)

    for lift, reach in ((0.02, 0.95), (0.14, 0.8), (0.26, 0.62)):
        tail = spline([(-0.2, 0.02), (-0.5, 0.05 + lift * 0.5), (-reach, 0.28 + lift)], 6)
        tile.stroke(put(tail), (0.09 * size, 0.07 * size, 0.02 * size), mid, dyes.line)
    body = spline(
        [
            (-0.25, 0.05),
            (0.0, -0.12),
            (0.26, -0.2),
            (0.4, -0.3),
            (0.52, -0.28),
            (0.53, -0.17),
            (0.42, -0.04),
            (0.2, 0.14),
            (-0.05, 0.17),
        ],
        5,
        closed=True,
    )
    tile.polygon(put(body), light, dyes.line)
    tile.polygon(put(points([(0.51, -0.27), (0.68, -0.22), (0.52, -0.18)])), dyes.line)
    for step, (root, tip) in enumerate(
        (((-0.1, 0.02), (-0.42, -0.5)), ((0.0, 0.0), (-0.24, -0.62)), ((0.1, -0.03), (-0.02, -0.64)))
    ):
        feather = spline([root, ((root[0] + tip[0]) / 2 - 0.1, (root[1] + tip[1]) / 2), tip], 6)
        tile.stroke(put(feather), (0.12 * size, 0.17 * size, 0.03 * size), mid if step % 2 == 0 else light, dyes.line)
        tile.line(put(feather[1:-3]), dyes.wax, 0.9)
    crest = spline([(0.42, -0.3), (0.36, -0.44), (0.28, -0.46)], 5)
    tile.line(put(crest), dyes.line, 1.3)
    eye = put(points([(0.46, -0.23)]))[0]
    tile.disc(eye[0], eye[1], max(1.0, 0.03 * size), dyes.line)
    tile.dots(put(points([(0.02, 0.06), (0.12, 0.03), (0.22, -0.01), (0.1, 0.09)])), max(0.8, 0.018 * size), dyes.wax)


def scatter(tile: Tile, spacing: float) -> Points:
    """Evenly strewn points, a little moved, that fill the whole tile (for isen on the ground)."""
    count = max(2, round(tile.size / spacing))
    step = tile.size / count
    row, column = np.divmod(np.arange(count * count), count)
    grid = np.stack([(column + 0.5 * (row % 2)) * step, row * step], axis=1)
    return np.asarray(grid + tile.rng.uniform(-0.16, 0.16, grid.shape) * step * 1.2)


def strewn_ground(tile: Tile, dyes: Palette, spacing: float = 9.0, radius: float = 0.9) -> None:
    """Fine dots all over the ground (tanahan titik)."""
    tile.dots(scatter(tile, spacing), radius, mix(dyes.isen, dyes.ground, 0.3))


def star_of_dots(x: float, y: float, radius: float, count: int = 8) -> Points:
    """Dots in a circle."""
    return points(
        [(x + radius * math.cos(math.radians(d)), y + radius * math.sin(math.radians(d))) for d in ring(count)]
    )
