"""Flowers of the coast: buketan, bunga, encim, tujuh-rupa, hokokai, lung-lungan, semen, terang-bulan."""

from __future__ import annotations

import numpy as np

from catalog.sample.dyes import Palette, mix
from catalog.sample.motifs.registry import motif
from catalog.sample.ornaments import (
    aim,
    bird,
    blossom,
    bud,
    butterfly,
    flower,
    leaf,
    petal,
    ring,
    scatter,
    star_of_dots,
    strewn_ground,
    tendril,
    wing,
)
from catalog.sample.tile import Tile, points, spline

Knots = list[tuple[float, float]]


def stem(tile: Tile, knots: Knots, dyes: Palette, width: float = 3.0, leaves: int = 4, length: float = 26.0) -> None:
    """A stem through the knots (pixels) with leaves left and right."""
    path = spline(knots, 8)
    tile.stroke(path, (width * 1.3, width, width * 0.5), dyes.line)
    for step in range(leaves):
        spot = round(len(path) * (step + 0.7) / (leaves + 0.4))
        spot = min(spot, len(path) - 2)
        heading = path[spot + 1] - path[spot]
        degrees = -float(np.degrees(np.arctan2(heading[1], heading[0])))
        lean = 48 if step % 2 else -48
        leaf(tile, path[spot][0], path[spot][1], length * (1 - 0.07 * step), -degrees + lean, dyes)


@motif("buketan", repeat=420)
def buketan(tile: Tile, dyes: Palette) -> None:
    """Bouquets on a dotted ground, a bird and a butterfly between them."""
    size = tile.size
    strewn_ground(tile, dyes, size / 42, 0.95)
    bouquet(tile, 0.27 * size, 0.33 * size, 0.0024 * size, 1, dyes)
    bouquet(tile, 0.77 * size, 0.83 * size, 0.0024 * size, -1, dyes)
    bird(tile, 0.77 * size, 0.3 * size, 0.17 * size, -1, dyes, 1)
    butterfly(tile, 0.27 * size, 0.82 * size, 0.15 * size, -60, dyes, 0)
    for x, y in ((0.55, 0.07), (0.05, 0.58), (0.52, 0.55), (0.98, 0.07)):
        blossom(tile, x * size, y * size, 0.026 * size, dyes.accent(1), dyes)


def bouquet(tile: Tile, x: float, y: float, scale: float, flip: int, dyes: Palette) -> None:
    """One large flower, two smaller, buds and leaves on stems tied below; `scale` 1 is 190 pixels high."""

    def at(across: float, down: float) -> tuple[float, float]:
        return (x + across * scale * flip, y + down * scale)

    sprays: list[Knots] = [
        [at(2, 95), at(6, 50), at(0, 0)],
        [at(2, 95), at(-20, 50), at(-52, 22)],
        [at(2, 95), at(28, 60), at(58, 34)],
        [at(2, 70), at(-12, -20), at(-38, -62)],
        [at(6, 50), at(34, -20), at(44, -70)],
    ]
    for spray, leaves in zip(sprays, (2, 4, 4, 5, 5), strict=True):
        stem(tile, spray, dyes, 3.2 * scale, leaves, 27 * scale)
    bud(tile, *at(-38, -60), 26 * scale, -112 if flip > 0 else -68, dyes.accent(1), dyes)
    bud(tile, *at(44, -68), 26 * scale, -70 if flip > 0 else -110, dyes.accent(0), dyes)
    for across, down in ((-14, -48), (18, -46), (70, 8), (-70, 2)):
        blossom(tile, *at(across, down), 10 * scale, dyes.accent(2), dyes)
    flower(tile, *at(-54, 24), 25 * scale, dyes.accent(1), dyes, 7)
    flower(tile, *at(58, 36), 23 * scale, dyes.accent(1), dyes, 7)
    flower(tile, *at(0, -2), 40 * scale, dyes.accent(0), dyes, 9)
    for lean in (-20, 0, 20):
        tail = [at(2, 92), at(2 + lean * 0.6, 104), at(2 + lean, 116)]
        tile.stroke(spline(tail, 5), (2.6 * scale, 3.4 * scale, 1.0), dyes.leaf[0], dyes.line)


@motif("bunga", repeat=240)
def bunga(tile: Tile, dyes: Palette) -> None:
    """Loose flowers of several sizes with their leaves."""
    size = tile.size
    spots = ((0.26, 0.25, 0.15, 0), (0.77, 0.74, 0.15, 1), (0.76, 0.22, 0.1, 1), (0.24, 0.76, 0.1, 0))
    for x, y, radius, index in spots:
        for degrees in ring(3, 40 + 70 * index):
            leaf(tile, x * size, y * size, (radius + 0.1) * size, degrees, dyes)
        flower(tile, x * size, y * size, radius * size, dyes.accent(index), dyes, 7)
    for x, y in ((0.5, 0.5), (0.0, 0.5), (0.5, 0.0), (0.0, 0.02)):
        blossom(tile, x * size, y * size, 0.042 * size, dyes.accent(2), dyes)
        tile.dots(star_of_dots(x * size, y * size, 0.068 * size, 10), 0.006 * size, dyes.isen)


@motif("encim", repeat=280)
def encim(tile: Tile, dyes: Palette) -> None:
    """The fine peranakan cloth: garlands in rows, dotted squares, small sprays on a light ground."""
    size = tile.size
    for row in range(2):
        y = (0.25 + 0.5 * row) * size
        wave = [(size * share / 8, y + 0.06 * size * (1 if share % 2 else -1)) for share in range(9)]
        tile.line(spline(wave, 8), dyes.leaf[0], 2.2)
        for share in range(8):
            x, up = wave[share][0], 1 if share % 2 else -1
            leaf(tile, x, wave[share][1], 0.075 * size, 60 * up - 15, dyes)
            leaf(tile, x, wave[share][1], 0.065 * size, 60 * up - 120, dyes)
            dye = dyes.accent(share // 2)
            if share % 2:
                flower(tile, x, wave[share][1], 0.066 * size, dye, dyes, 6)
            else:
                blossom(tile, x, wave[share][1], 0.036 * size, dye, dyes)
        edge = y + 0.25 * size
        row_of_dots = points([(size * step / 40, edge) for step in range(40)])
        for shift in (-0.022, 0.0, 0.022):
            tile.dots(row_of_dots + (0, shift * size), 0.0058 * size, dyes.accent(0)[0] if shift else dyes.isen)
    strewn = scatter(tile, size / 20)
    tile.dots(strewn[np.abs((strewn[:, 1] / size * 2) % 1 - 0.5) > 0.33], 0.9, dyes.isen)


@motif("tujuh-rupa", repeat=400)
def tujuh_rupa(tile: Tile, dyes: Palette) -> None:
    """Seven kinds: dense plants and animals, every gap with another ornament."""
    size = tile.size
    strewn_ground(tile, dyes, size / 50, 0.9)
    for x, y, start in ((0.25, 0.3, 0), (0.75, 0.8, 180)):
        for degrees in ring(6, start):
            tendril(tile, *aim(points([(0.09 * size, 0)]), x * size, y * size, degrees)[0], 0.075 * size, degrees, dyes.leaf[0])
            leaf(tile, x * size, y * size, 0.19 * size, degrees + 30, dyes, 0.5)
        flower(tile, x * size, y * size, 0.115 * size, dyes.accent(0), dyes, 9)
    bird(tile, 0.74 * size, 0.28 * size, 0.2 * size, -1, dyes, 1)
    butterfly(tile, 0.24 * size, 0.8 * size, 0.2 * size, -75, dyes, 1)
    for x, y, index in ((0.5, 0.03, 1), (0.0, 0.05, 2), (0.5, 0.55, 2), (0.0, 0.56, 1)):
        flower(tile, x * size, y * size, 0.06 * size, dyes.accent(index), dyes, 7)
        for degrees in ring(4, 45):
            leaf(tile, *aim(points([(0.05 * size, 0)]), x * size, y * size, degrees)[0], 0.07 * size, degrees, dyes)


@motif("hokokai", repeat=460)
def hokokai(tile: Tile, dyes: Palette) -> None:
    """Jawa Hokokai: cherry blossom and butterflies over a ground crowded with kawung and scales."""
    size = tile.size
    _crowded_ground(tile, dyes)
    for flip, x, y in ((1, 0.02, 0.46), (-1, 0.98, 0.97)):
        knots = [(x * size, y * size), ((x + flip * 0.25) * size, (y - 0.12) * size), ((x + flip * 0.42) * size, (y - 0.1) * size), ((x + flip * 0.6) * size, (y - 0.28) * size)]
        tile.stroke(spline(knots, 9), (11, 8, 6, 3), dyes.line)
        path = spline(knots, 9)
        for step in range(9):
            spot = path[min(len(path) - 1, 2 + 3 * step)]
            lift = (0.05 if step % 2 else -0.045) * size
            leaf(tile, spot[0], spot[1], 0.07 * size, (70 if step % 2 else -70), dyes)
            flower(tile, spot[0], spot[1] + lift, (0.036 + 0.014 * (step % 3)) * size, dyes.accent(step), dyes, 5)
    butterfly(tile, 0.72 * size, 0.52 * size, 0.22 * size, -50, dyes, 1)
    butterfly(tile, 0.25 * size, 0.06 * size, 0.17 * size, -120, dyes, 0)


def _crowded_ground(tile: Tile, dyes: Palette) -> None:
    """Half small kawung, half a fine lattice, in low contrast behind the figure."""
    size = tile.size
    step = size / 16
    quiet, loud = mix(dyes.ground, dyes.shade, 0.9), mix(dyes.ground, dyes.isen, 0.32)
    for row in range(16):
        for column in range(16):
            x, y = (column + 0.5) * step, (row + 0.5) * step
            if (row // 4 + column // 4) % 2:
                for degrees in ring(4, 45):
                    tile.polygon(aim(petal(0.62 * step, 0.34 * step), x, y, degrees), quiet, loud, 0.7)
            else:
                tile.polygon(points([(-0.5, 0), (0, -0.5), (0.5, 0), (0, 0.5)]) * step + (x, y), quiet, loud, 0.7)
                tile.disc(x, y, 1.4, loud)


@motif("lung-lungan", repeat=270)
def lung_lungan(tile: Tile, dyes: Palette) -> None:
    """Creepers that swing from side to side and roll up into tendrils."""
    size = tile.size
    strewn_ground(tile, dyes, size / 26, 0.9)
    for column in range(2):
        base = (0.25 + 0.5 * column) * size
        wave = [(base + 0.13 * size * (1 if step % 2 else -1), size * step / 4) for step in range(-1, 6)]
        path = spline(wave, 12)
        tile.line(path[12:61], dyes.leaf[0], 4.2)
        for step in range(4):
            x, y = wave[step + 1]
            side = 1 if step % 2 == 0 else -1
            tendril(tile, x, y, 0.1 * size, 0 if side > 0 else 180, dyes.leaf[0], side)
            leaf(tile, x, y + 0.03 * size, 0.13 * size, 90 - 40 * side, dyes)
            leaf(tile, x, y - 0.02 * size, 0.1 * size, -90 - 50 * side, dyes)
            blossom(tile, x + side * 0.125 * size, y + 0.1 * size, 0.046 * size, dyes.accent(step), dyes, 6)


@motif("semen", repeat=330)
def semen(tile: Tile, dyes: Palette) -> None:
    """Everything sprouts: mountains, pairs of wings, trees of life, tendrils."""
    size = tile.size
    strewn_ground(tile, dyes, size / 40, 0.85)
    for x, y in ((0.25, 0.3), (0.75, 0.8)):
        for flip in (-1, 1):
            wing(tile, (x + 0.015 * flip) * size, (y - 0.02) * size, 0.2 * size, 0 if flip > 0 else 180, dyes, -flip, 6)
        tile.polygon(aim(petal(0.1 * size, 0.06 * size), x * size, y * size, -90), dyes.accent(0)[0], dyes.line)
    for x, y in ((0.75, 0.32), (0.25, 0.82)):
        _mountain(tile, x * size, y * size, 0.17 * size, dyes)
    for x, y in ((0.0, 0.06), (0.5, 0.56), (0.5, 0.06), (0.0, 0.56)):
        for degrees, flip in ((20, 1), (160, -1), (-60, 1), (-120, -1)):
            tendril(tile, x * size, y * size, 0.062 * size, degrees, dyes.motif, flip)
        blossom(tile, x * size, y * size, 0.035 * size, dyes.accent(1), dyes, 6)


def _mountain(tile: Tile, x: float, y: float, size: float, dyes: Palette) -> None:
    """Mount Meru in three tiers with a tree upon it."""
    peaks = ((-0.62, 0.5), (0.62, 0.5), (-0.3, 0.78), (0.3, 0.78), (0.0, 1.0))
    for across, height in peaks:
        for scale, fill in ((1.0, dyes.motif), (0.68, dyes.accent(0)[0]), (0.36, dyes.ground)):
            knots = [(-0.34 * scale, 0), (-0.26 * scale, -0.6 * height * scale), (0, -height * scale), (0.26 * scale, -0.6 * height * scale), (0.34 * scale, 0)]
            tile.polygon(spline(knots, 5) * size + (x + across * size, y), fill, dyes.line, 0.9)
    for degrees in (-150, -120, -90, -60, -30):
        leaf(tile, x, y - 0.95 * size, 0.5 * size, degrees, dyes)


@motif("terang-bulan", repeat=480)
def terang_bulan(tile: Tile, dyes: Palette) -> None:
    """Moonlight: an open dotted field, and ornament only along the hem."""
    size = tile.size
    tile.dots(scatter(tile, size / 18), 1.5, dyes.isen)
    hem = 0.9 * size
    for low, high, fill in ((0.9, 1.0, dyes.accent(0)[0]), (0.912, 0.988, dyes.line)):
        tile.polygon(points([(0, low * size), (size, low * size), (size, high * size), (0, high * size)]), fill)
    for step in range(8):
        x = (step + 0.5) * size / 8
        blossom(tile, x, 0.95 * size, 0.026 * size, dyes.accent(1), dyes, 6)
        leaf(tile, x + 0.03 * size, 0.95 * size, 0.05 * size, 0, dyes)
        height = 0.26 if step % 2 else 0.17
        knots = [(x, hem), (x + 0.012 * size, hem - 0.5 * height * size), (x, hem - height * size)]
        stem(tile, knots, dyes, 3.0, 4, 0.062 * size)
        flower(tile, x, hem - height * size, 0.042 * size, dyes.accent(step), dyes, 7)
