"""Motifs in a lattice of diamonds or triangles: sidomukti, sidoluhur, tumpal."""

from __future__ import annotations

from sample.dyes import Palette, mix
from sample.motifs.registry import motif
from sample.ornaments import aim, blossom, butterfly, flower, leaf, petal, ring, star_of_dots, strewn_ground, wing
from sample.tile import Tile, moved, points


def _lattice(tile: Tile, x: float, y: float, half: float, dyes: Palette) -> None:
    """A diamond with double lines and dots along them."""
    for scale, fill in ((1.0, dyes.motif), (0.95, dyes.line), (0.9, dyes.motif), (0.87, dyes.ground)):
        side = half * scale
        tile.polygon(moved(points([(-side, 0), (0, -side), (side, 0), (0, side)]), x, y), fill)
    edge = [(0.8 * half * (1 - share / 7), 0.8 * half * share / 7) for share in range(8)]
    for across, down in ((1, 1), (-1, 1), (1, -1), (-1, -1)):
        tile.dots(points(edge) * (across, down) + (x, y), 0.013 * half, dyes.isen)


def _diamonds(tile: Tile) -> list[tuple[float, float, int]]:
    half = tile.size / 2
    return [(0, 0, 0), (half, half, 1)]


@motif("sidomukti", repeat=250)
def sidomukti(tile: Tile, dyes: Palette) -> None:
    """Prosperity: diamonds with wings and butterflies by turns."""
    half = tile.size / 2
    for x, y, kind in _diamonds(tile):
        _lattice(tile, x, y, half, dyes)
        if kind:
            butterfly(tile, x, y - 0.02 * half, 0.86 * half, -90, dyes)
        else:
            for flip in (-1, 1):
                wing(tile, x + 0.04 * flip * half, y + 0.12 * half, 0.6 * half, 0 if flip > 0 else 180, dyes, -flip, 6)
            tile.polygon(aim(petal(0.4 * half, 0.2 * half), x, y + 0.24 * half, -90), dyes.accent(0)[0], dyes.line)


@motif("sidoluhur", repeat=250)
def sidoluhur(tile: Tile, dyes: Palette) -> None:
    """Noble standing: diamonds with a flower throne and a rosette by turns."""
    half = tile.size / 2
    for x, y, kind in _diamonds(tile):
        _lattice(tile, x, y, half, dyes)
        if kind:
            for degrees in ring(4, 0):
                leaf(tile, x, y, 0.66 * half, degrees, dyes, 0.5)
            flower(tile, x, y, 0.31 * half, dyes.accent(0), dyes, 8)
        else:
            for scale in (0.55, 0.36):
                side = scale * half
                tile.polygon(moved(points([(-side, 0), (0, -side), (side, 0), (0, side)]), x, y), dyes.motif, dyes.line)
            for degrees in ring(8):
                tile.polygon(aim(petal(0.32 * half, 0.15 * half), x, y, degrees), dyes.accent(0)[0], dyes.line, 0.8)
            tile.dots(star_of_dots(x, y, 0.07 * half, 6), 0.018 * half, dyes.wax)


def scallops(tile: Tile, dyes: Palette) -> None:
    """The border (pinggir) of a cloth whose listing names no second motif: rows of shells, dots and lines."""
    size = tile.size
    for row in range(2):
        base = (0.46 + 0.5 * row) * size
        for step in range(6):
            x = (step + 0.5) * size / 6
            for scale, fill in ((1.0, dyes.wax), (0.88, dyes.accent(0)[0]), (0.62, dyes.wax), (0.52, dyes.line)):
                shell = aim(petal(0.36 * size * scale, 0.17 * size * scale), x, base, -90)
                tile.polygon(shell, fill)
            blossom(tile, x + size / 12, base - 0.28 * size, 0.035 * size, dyes.accent(1), dyes)
            tile.dots(points([(x, base - 0.06 * size), (x, base - 0.11 * size)]), 0.009 * size, dyes.wax)
        for low, high, fill in ((0.0, 0.036, dyes.wax), (0.008, 0.028, dyes.line)):
            tile.polygon(points([(0, low), (1, low), (1, high), (0, high)]) * size + (0, base), fill)


@motif("tumpal", repeat=320)
def tumpal(tile: Tile, dyes: Palette) -> None:
    """Rows of tall triangles with a sprig in each, as on the head of a sarong."""
    size = tile.size
    strewn_ground(tile, dyes, size / 30, 0.9)
    for row, count in ((0, 4), (1, 4)):
        base = (0.47 + 0.5 * row) * size
        for step in range(count):
            _triangle(tile, (step + 0.5 * row + 0.5) * size / count, base, size / count, 0.36 * size, dyes)
        for low, high, fill in ((0.0, 0.03, dyes.accent(1)[0]), (0.006, 0.024, dyes.line)):
            band = points([(0, low), (1, low), (1, high), (0, high)]) * size + (0, base)
            tile.polygon(band, fill)
        dots = points([((step + 0.5) * size / 24, base + 0.015 * size) for step in range(24)])
        tile.dots(dots, 0.0065 * size, dyes.wax)


def _triangle(tile: Tile, x: float, base: float, width: float, height: float, dyes: Palette) -> None:
    layers = ((1.0, dyes.wax), (0.92, dyes.accent(0)[0]), (0.74, dyes.wax), (0.69, mix(dyes.ground, dyes.line, 0.35)))
    for scale, fill in layers:
        lift = (1 - scale) * 0.2 * height
        corners = points([(-0.5 * width * scale, -lift), (0, -lift - height * scale), (0.5 * width * scale, -lift)])
        tile.polygon(moved(corners, x, base), fill)
    for degrees, reach in ((-90, 0.36), (-60, 0.22), (-120, 0.22)):
        leaf(tile, x, base - 0.13 * height, reach * height, degrees, dyes)
    blossom(tile, x, base - 0.16 * height, 0.13 * width, dyes.accent(1), dyes)
    edge = [
        (x + side * 0.42 * width * (1 - step / 9), base - 0.04 * height - 0.86 * height * step / 9)
        for step in range(9)
        for side in (-1, 1)
    ]
    tile.dots(points(edge), 0.016 * width, dyes.wax)
