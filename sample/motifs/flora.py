"""Flowers of the coast: buketan, bunga, encim, tujuh-rupa, hokokai, lung-lungan, semen, terang-bulan."""

from __future__ import annotations

import numpy as np

from sample.dyes import Palette, mix
from sample.motifs.registry import motif
from sample.ornaments import (
    aim,
    beyond,
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
from sample.tile import Tile, moved, points, spline

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


@motif("buketan", repeat=440)
def buketan(tile: Tile, dyes: Palette) -> None:
    """Bouquets on a dotted ground, a bird and a butterfly between them."""
    size = tile.size
    strewn_ground(tile, dyes, size / 46, 0.95)
    for x, y, lean in ((0.5, 0.02, 25), (0.02, 0.53, 150), (0.53, 0.53, -20), (0.0, 0.04, 200)):
        spray(tile, x * size, y * size, 0.085 * size, lean, dyes)
    bouquet(tile, 0.27 * size, 0.29 * size, 0.0029 * size, 1, dyes)
    bouquet(tile, 0.77 * size, 0.79 * size, 0.0029 * size, -1, dyes)
    bird(tile, 0.76 * size, 0.24 * size, 0.21 * size, -1, dyes, 1)
    butterfly(tile, 0.25 * size, 0.77 * size, 0.19 * size, -60, dyes, 0)
    for x, y in ((0.62, 0.36), (0.92, 0.4), (0.1, 0.9), (0.41, 0.87)):
        blossom(tile, x * size, y * size, 0.024 * size, dyes.accent(1), dyes)


def spray(tile: Tile, x: float, y: float, size: float, degrees: float, dyes: Palette) -> None:
    """A small twig with leaves and one blossom, to fill a gap."""
    for lean, reach in ((0, 1.0), (55, 0.7), (-55, 0.7), (125, 0.62), (-125, 0.62)):
        leaf(tile, x, y, reach * size, degrees + lean, dyes, 0.48)
    blossom(tile, x, y, 0.3 * size, dyes.accent(1), dyes)


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
    for twig, leaves in zip(sprays, (2, 4, 4, 5, 5), strict=True):
        stem(tile, twig, dyes, 3.2 * scale, leaves, 31 * scale)
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


@motif("encim", repeat=250)
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
                flower(tile, x, wave[share][1], 0.082 * size, dye, dyes, 7)
            else:
                blossom(tile, x, wave[share][1], 0.045 * size, dye, dyes)
        edge = y + 0.25 * size
        row_of_dots = points([(size * step / 40, edge) for step in range(40)])
        for shift in (-0.022, 0.0, 0.022):
            tile.dots(moved(row_of_dots, 0, shift * size), 0.0058 * size, dyes.accent(0)[0] if shift else dyes.isen)
    strewn = scatter(tile, size / 20)
    tile.dots(strewn[np.abs((strewn[:, 1] / size * 2) % 1 - 0.5) > 0.33], 0.9, dyes.isen)


@motif("tujuh-rupa", repeat=400)
def tujuh_rupa(tile: Tile, dyes: Palette) -> None:
    """Seven kinds: dense plants and animals, every gap with another ornament."""
    size = tile.size
    strewn_ground(tile, dyes, size / 50, 0.9)
    for x, y, start in ((0.25 * size, 0.3 * size, 0), (0.75 * size, 0.8 * size, 180)):
        for degrees in ring(6, start):
            tendril(tile, *beyond(x, y, 0.1 * size, degrees), 0.09 * size, degrees, dyes.motif)
            leaf(tile, x, y, 0.22 * size, degrees + 30, dyes, 0.5)
        flower(tile, x, y, 0.14 * size, dyes.accent(0), dyes, 9)
    bird(tile, 0.74 * size, 0.29 * size, 0.26 * size, -1, dyes, 1)
    butterfly(tile, 0.24 * size, 0.8 * size, 0.27 * size, -75, dyes, 1)
    for x, y, index in ((0.5, 0.03, 1), (0.0, 0.05, 2), (0.5, 0.55, 2), (0.0, 0.56, 1)):
        for degrees in ring(4, 45):
            leaf(tile, *beyond(x * size, y * size, 0.05 * size, degrees), 0.085 * size, degrees, dyes)
        flower(tile, x * size, y * size, 0.075 * size, dyes.accent(index), dyes, 7)
    for x, y, lean in ((0.5, 0.28, 0), (0.5, 0.8, 60), (0.97, 0.3, 120), (0.0, 0.8, -30)):
        spray(tile, x * size, y * size, 0.07 * size, lean, dyes)


@motif("hokokai", repeat=460)
def hokokai(tile: Tile, dyes: Palette) -> None:
    """Jawa Hokokai: cherry blossom and butterflies over a ground crowded with kawung and scales."""
    size = tile.size
    _crowded_ground(tile, dyes)
    for flip, x, y in ((1, 0.02, 0.46), (-1, 0.98, 0.97)):
        knots = [
            (x * size, y * size),
            ((x + flip * 0.25) * size, (y - 0.12) * size),
            ((x + flip * 0.42) * size, (y - 0.1) * size),
            ((x + flip * 0.6) * size, (y - 0.28) * size),
        ]
        tile.stroke(spline(knots, 9), (11, 8, 6, 3), dyes.line)
        path = spline(knots, 9)
        for step in range(9):
            spot = path[min(len(path) - 1, 2 + 3 * step)]
            lift = (0.05 if step % 2 else -0.045) * size
            leaf(tile, spot[0], spot[1], 0.095 * size, (70 if step % 2 else -70), dyes)
            flower(tile, spot[0], spot[1] + lift, (0.05 + 0.017 * (step % 3)) * size, dyes.accent(step), dyes, 5)
    butterfly(tile, 0.72 * size, 0.52 * size, 0.22 * size, -50, dyes, 1)
    butterfly(tile, 0.25 * size, 0.06 * size, 0.17 * size, -120, dyes, 0)


def _crowded_ground(tile: Tile, dyes: Palette) -> None:
    """Half small kawung, half a fine lattice, in low contrast behind the figure."""
    step = tile.size / 16
    quiet, loud = mix(dyes.ground, dyes.shade, 0.9), mix(dyes.ground, dyes.isen, 0.32)
    quarter = Tile(tile.size // 2, dyes.ground, tile.rng, tile.wobble, tile.smoothing)
    for row in range(8):
        for column in range(8):
            x, y = (column + 0.5) * step, (row + 0.5) * step
            if (row // 4 + column // 4) % 2:
                for degrees in ring(4, 45):
                    quarter.polygon(aim(petal(0.62 * step, 0.34 * step), x, y, degrees), quiet, loud, 0.7)
            else:
                lozenge = points([(-0.5, 0), (0, -0.5), (0.5, 0), (0, 0.5)]) * step
                quarter.polygon(moved(lozenge, x, y), quiet, loud, 0.7)
                quarter.disc(x, y, 1.4, loud)
    tile.fill(quarter)


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
            wing(tile, (x + 0.015 * flip) * size, (y - 0.0) * size, 0.27 * size, 0 if flip > 0 else 180, dyes, -flip, 6)
        tile.polygon(aim(petal(0.13 * size, 0.08 * size), x * size, y * size, -90), dyes.accent(0)[0], dyes.line)
    for x, y in ((0.75, 0.32), (0.25, 0.82)):
        _mountain(tile, x * size, (y + 0.03) * size, 0.21 * size, dyes)
    for x, y in ((0.0, 0.06), (0.5, 0.56), (0.5, 0.06), (0.0, 0.56)):
        for degrees, flip in ((20, 1), (160, -1), (-60, 1), (-120, -1)):
            tendril(tile, x * size, y * size, 0.075 * size, degrees, dyes.motif, flip)
        blossom(tile, x * size, y * size, 0.035 * size, dyes.accent(1), dyes, 6)


def _mountain(tile: Tile, x: float, y: float, size: float, dyes: Palette) -> None:
    """Mount Meru in three tiers with a tree upon it."""
    peaks = ((-0.62, 0.5), (0.62, 0.5), (-0.3, 0.78), (0.3, 0.78), (0.0, 1.0))
    for across, height in peaks:
        for scale, fill in ((1.0, dyes.motif), (0.68, dyes.accent(0)[0]), (0.36, dyes.ground)):
            knots = [
                (-0.34 * scale, 0),
                (-0.26 * scale, -0.6 * height * scale),
                (0, -height * scale),
                (0.26 * scale, -0.6 * height * scale),
                (0.34 * scale, 0),
            ]
            tile.polygon(spline(knots, 5) * size + (x + across * size, y), fill, dyes.line, 0.9)
    for degrees in (-150, -120, -90, -60, -30):
        leaf(tile, x, y - 0.95 * size, 0.5 * size, degrees, dyes)


@motif("terang-bulan", repeat=1440, smoothing=2)
def terang_bulan(tile: Tile, dyes: Palette) -> None:
    """Moonlight: an open dotted field, and ornament only along the lower hem (the tile is a whole length)."""
    size = tile.size
    hem = 1150.0
    tile.dots(scatter(tile, 36), 1.6, dyes.isen)
    for low, high, fill in ((hem, hem + 64, dyes.accent(0)[0]), (hem + 7, hem + 57, dyes.line)):
        tile.polygon(points([(0, low), (size, low), (size, high), (0, high)]), fill)
    for step in range(24):
        x = (step + 0.5) * size / 24
        blossom(tile, x, hem + 32, 15, dyes.accent(1), dyes, 6)
        leaf(tile, x + 16, hem + 32, 27, 0, dyes)
        height = (150, 90, 230, 90)[step % 4]
        stem(tile, [(x, hem), (x + 9, hem - 0.5 * height), (x, hem - height)], dyes, 3.4, 3 + height // 60, 34)
        flower(tile, x, hem - height, 20 + height / 20, dyes.accent(step // 2), dyes, 8)
    for x, y in ((0.4, 0.45), (0.62, 0.3), (0.3, 0.25), (0.7, 0.52), (0.5, 0.6)):
        butterfly(tile, x * size, y * size, 54, -70, dyes, 0)
