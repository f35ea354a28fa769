"""Small geometric repeats: kawung, truntum, jlamprang, nitik, ceplok, gringsing, polos, abstrak."""

from __future__ import annotations

import numpy as np

from sample.dyes import Palette, mix
from sample.motifs.registry import motif
from sample.ornaments import aim, petal, ring, star_of_dots, strewn_ground
from sample.tile import Tile, moved, oval, points, spline


@motif("kawung", repeat=168)
def kawung(tile: Tile, dyes: Palette) -> None:
    """Four palm fruits about a cross, each with its two seeds."""
    unit = tile.size / 2
    for row in range(2):
        for column in range(2):
            x, y = (column + 0.5) * unit, (row + 0.5) * unit
            for degrees in (45, 135, 225, 315):
                _fruit(tile, x, y, unit, degrees, dyes)
            tile.disc(x, y, 0.035 * unit, dyes.accent(0)[1])
            _cross(tile, column * unit, row * unit, unit, dyes)
            tile.dots(star_of_dots(x + unit / 2, y, 0.07 * unit, 4), 0.016 * unit, dyes.isen)
            tile.dots(star_of_dots(x, y + unit / 2, 0.07 * unit, 4), 0.016 * unit, dyes.isen)


def _fruit(tile: Tile, x: float, y: float, unit: float, degrees: float, dyes: Palette) -> None:
    for scale, fill in ((1.0, dyes.motif), (0.74, mix(dyes.motif, dyes.accent(0)[0], 0.28)), (0.58, dyes.motif)):
        body = oval(0.355 * unit, 0, 0.29 * unit * scale, 0.182 * unit * scale)
        tile.polygon(aim(body, x, y, degrees), fill)
    for side in (-1, 1):
        seed = oval(0.36 * unit, side * 0.05 * unit, 0.1 * unit, 0.024 * unit, 4.0 * side, 14)
        tile.polygon(aim(seed, x, y, degrees), dyes.line)


def _cross(tile: Tile, x: float, y: float, unit: float, dyes: Palette) -> None:
    for degrees in (0, 90):
        arm = oval(0, 0, 0.13 * unit, 0.024 * unit, degrees, 12)
        tile.polygon(moved(arm, x, y), dyes.accent(0)[1])


@motif("truntum", repeat=150)
def truntum(tile: Tile, dyes: Palette) -> None:
    """Little stars strewn like jasmine on a night ground, half buds between them."""
    unit = tile.size / 3
    for row in range(3):
        for column in range(3):
            x, y = (column + 0.5) * unit, (row + 0.5) * unit
            _star(tile, x, y, 0.36 * unit, 22.5 * ((row + column) % 2), dyes)
            corner_x, corner_y = column * unit, row * unit
            tile.dots(star_of_dots(corner_x, corner_y, 0.12 * unit), 0.02 * unit, dyes.isen)
            tile.disc(corner_x, corner_y, 0.045 * unit, dyes.accent(0)[1])
            for shift in ((0.5, 0.0), (0.0, 0.5)):
                around = star_of_dots(corner_x + shift[0] * unit, corner_y + shift[1] * unit, 0.055 * unit, 3)
                tile.dots(around, 0.018 * unit, dyes.isen)


def _star(tile: Tile, x: float, y: float, radius: float, start: float, dyes: Palette) -> None:
    for degrees in ring(8, start):
        tile.polygon(aim(petal(radius, 0.36 * radius), x, y, degrees), dyes.motif)
        tip = aim(points([(1.16 * radius, 0)]), x, y, degrees)
        tile.dots(tip, 0.06 * radius, dyes.isen)
    for degrees in ring(8, start + 22.5):
        hair = points([(0.25 * radius, 0), (0.85 * radius, 0)])
        tile.line(aim(hair, x, y, degrees), dyes.isen, 0.8)
    tile.disc(x, y, 0.3 * radius, dyes.ground)
    tile.disc(x, y, 0.2 * radius, dyes.accent(0)[0])
    tile.disc(x, y, 0.08 * radius, dyes.wax)


@motif("jlamprang", repeat=216)
def jlamprang(tile: Tile, dyes: Palette) -> None:
    """The old nitik of Krapyak: eight-rayed wheels woven of dots, star squares between them."""
    unit = tile.size
    count = 24
    grid = np.arange(count * count) + 0.5
    lattice = np.stack([grid % count, np.floor(grid / count) + 0.5], axis=1) * (unit / count)
    tile.dots(lattice, 0.0062 * unit, mix(dyes.isen, dyes.ground, 0.35))
    for x, y in ((0.5, 0.5), (0.0, 0.0)):
        _wheel(tile, x * unit, y * unit, 0.315 * unit, dyes)
    for x, y in ((0.5, 0.0), (0.0, 0.5)):
        _woven_square(tile, x * unit, y * unit, 0.155 * unit, dyes)


def _wheel(tile: Tile, x: float, y: float, radius: float, dyes: Palette) -> None:
    tile.polygon(oval(x, y, radius, radius, 0, 48), dyes.accent(0)[0])
    tile.polygon(oval(x, y, 0.93 * radius, 0.93 * radius, 0, 48), dyes.ground)
    tile.dots(star_of_dots(x, y, 0.85 * radius, 32), 0.034 * radius, dyes.wax)
    for degrees in ring(8, 0):
        tile.polygon(aim(petal(0.77 * radius, 0.36 * radius), x, y, degrees), dyes.motif)
        tile.polygon(aim(petal(0.6 * radius, 0.2 * radius), x, y, degrees), dyes.accent(0)[0])
        row = points([(share * radius, 0) for share in (0.3, 0.38, 0.46, 0.54)])
        tile.dots(aim(row, x, y, degrees), 0.026 * radius, dyes.wax)
    for degrees in ring(8, 22.5):
        tile.polygon(aim(petal(0.7 * radius, 0.16 * radius), x, y, degrees), dyes.accent(1)[0])
        tile.dots(aim(points([(0.72 * radius, 0)]), x, y, degrees), 0.04 * radius, dyes.wax)
    tile.disc(x, y, 0.25 * radius, dyes.line)
    tile.dots(star_of_dots(x, y, 0.17 * radius, 8), 0.034 * radius, dyes.wax)
    tile.disc(x, y, 0.09 * radius, dyes.accent(1)[1])


def _woven_square(tile: Tile, x: float, y: float, half: float, dyes: Palette) -> None:
    for scale, fill in ((1.0, dyes.accent(1)[0]), (0.86, dyes.ground), (0.72, dyes.accent(0)[1]), (0.5, dyes.line)):
        side = half * scale
        tile.polygon(moved(points([(-side, 0), (0, -side), (side, 0), (0, side)]), x, y), fill)
    for degrees in ring(4, 45):
        dots = points([(share * half, 0) for share in (0.1, 0.2, 0.3)])
        tile.dots(aim(dots, x, y, degrees), 0.035 * half, dyes.wax)
        tile.dots(aim(points([(0.66 * half, 0)]), x, y, degrees), 0.05 * half, dyes.wax)
    for degrees in ring(4, 0):
        tile.dots(aim(points([(0.79 * half, 0), (0.3 * half, 0)]), x, y, degrees), 0.05 * half, dyes.wax)


@motif("nitik", repeat=144)
def nitik(tile: Tile, dyes: Palette) -> None:
    """Everything made of small square dots, as if it were woven (patola)."""
    count = 24
    step = tile.size / count
    for row in range(count):
        for column in range(count):
            fill = _nitik_dye(column % 12 - 5.5, row % 12 - 5.5, dyes)
            side = 0.33 * step
            square = points([(-side, -side), (side, -side), (side, side), (-side, side)])
            if fill is not None:
                tile.polygon(moved(square, (column + 0.5) * step, (row + 0.5) * step), fill)


def _nitik_dye(x: float, y: float, dyes: Palette) -> tuple[int, int, int] | None:
    diamond = abs(x) + abs(y)
    if diamond <= 1:
        return dyes.accent(0)[1]
    if diamond <= 3:
        return dyes.motif if abs(abs(x) - abs(y)) < 1.5 else dyes.accent(1)[0]
    if diamond <= 5:
        return dyes.wax if diamond == 5 else None
    if diamond >= 10:
        return dyes.accent(0)[0]
    if diamond in (7, 8) and (abs(x) < 1 or abs(y) < 1 or abs(abs(x) - abs(y)) < 1):
        return dyes.motif
    return mix(dyes.isen, dyes.ground, 0.55) if diamond == 9 else None


@motif("ceplok", repeat=190)
def ceplok(tile: Tile, dyes: Palette) -> None:
    """Rosettes in squares and squares in rosettes, turn about."""
    unit = tile.size / 2
    for row in range(2):
        for column in range(2):
            x, y = (column + 0.5) * unit, (row + 0.5) * unit
            if (row + column) % 2:
                _rosette(tile, x, y, 0.46 * unit, dyes)
            else:
                _quatrefoil(tile, x, y, 0.48 * unit, dyes)
            tile.dots(star_of_dots(x + unit / 2, y + unit / 2, 0.06 * unit, 4), 0.022 * unit, dyes.isen)


def _rosette(tile: Tile, x: float, y: float, radius: float, dyes: Palette) -> None:
    tile.polygon(oval(x, y, radius, radius, 0, 40), dyes.accent(0)[0], dyes.wax)
    for degrees in ring(8):
        tile.polygon(aim(petal(0.86 * radius, 0.52 * radius), x, y, degrees), dyes.motif, dyes.line, 1.0)
        tile.line(aim(points([(0.4 * radius, 0), (0.7 * radius, 0)]), x, y, degrees), dyes.line, 1.0)
    tile.disc(x, y, 0.3 * radius, dyes.accent(1)[0], dyes.line)
    tile.dots(star_of_dots(x, y, 0.18 * radius, 6), 0.04 * radius, dyes.wax)


def _quatrefoil(tile: Tile, x: float, y: float, half: float, dyes: Palette) -> None:
    for degrees in ring(4, 45):
        tile.polygon(aim(oval(0.5 * half, 0, 0.46 * half, 0.3 * half), x, y, degrees), dyes.accent(1)[0], dyes.wax, 1.0)
        tile.polygon(aim(oval(0.52 * half, 0, 0.28 * half, 0.16 * half), x, y, degrees), dyes.ground)
        tile.dots(
            aim(points([(0.4 * half, 0), (0.52 * half, 0), (0.64 * half, 0)]), x, y, degrees), 0.04 * half, dyes.wax
        )
    for degrees in ring(4):
        tile.polygon(aim(petal(0.95 * half, 0.24 * half), x, y, degrees), dyes.motif, dyes.line, 0.9)
    tile.disc(x, y, 0.17 * half, dyes.line, dyes.wax)


@motif("gringsing", repeat=132)
def gringsing(tile: Tile, dyes: Palette) -> None:
    """Fish scales row over row, a dot in each."""
    columns, rows = 4, 6
    width, height = tile.size / columns, tile.size / rows
    for row in range(rows):
        for column in range(columns):
            x = (column + 0.5 * (row % 2)) * width
            y = (rows - 1 - row) * height
            for scale, fill in ((0.58, dyes.line), (0.545, dyes.motif), (0.45, dyes.accent(0)[0]), (0.38, dyes.ground)):
                scales = oval(x, y, scale * width, scale * width * 1.12)
                scales[:, 1] = np.minimum(scales[:, 1], y + 0.12 * height)
                tile.polygon(scales, fill)
            tile.dots(star_of_dots(x, y - 0.14 * width, 0.12 * width, 5), 0.035 * width, dyes.isen)
            tile.disc(x, y - 0.14 * width, 0.05 * width, dyes.accent(0)[1])


@motif("polos", repeat=96)
def polos(tile: Tile, dyes: Palette) -> None:
    """Plain dyed cloth; only the weave shows."""
    step = tile.size / 32
    for row in range(32):
        tone = mix(dyes.ground, dyes.shade, 0.1 + 0.16 * float(tile.rng.random()))
        tile.line(points([(0, row * step), (tile.size, row * step)]), tone, 0.9)


@motif("abstrak", repeat=360)
def abstrak(tile: Tile, dyes: Palette) -> None:
    """Free brush and wax: wide sweeps, drips of wax, a few rings."""
    fills = [dyes.shade, dyes.accent(0)[0], dyes.accent(1)[1], dyes.motif, dyes.accent(0)[1], dyes.line]
    for step, fill in enumerate(fills * 2):
        x, y = tile.rng.uniform(0, tile.size, 2)
        knots = [(x, y)]
        for _ in range(4):
            x, y = x + tile.rng.uniform(30, 70), y + tile.rng.uniform(-60, 60)
            knots.append((x, y))
        widths = tile.rng.uniform(6, 34, 4) * (1.0 if step < 6 else 0.35)
        sweep = spline(knots, 8)
        tile.stroke(sweep, (2, *widths, 2), fill)
        tile.line(moved(sweep, 0, 0.7 * widths[1]), dyes.wax, 1.2)
    for x, y in tile.rng.uniform(0, tile.size, (7, 2)):
        for radius, fill in ((15, dyes.wax), (12.5, dyes.accent(1)[0]), (6, dyes.ground)):
            tile.disc(x, y, radius, fill)
    strewn_ground(tile, dyes, 17, 1.3)
