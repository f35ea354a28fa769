"""Cloths put together from other motifs: sekar-jagad, tambal, tiga-negeri, pagi-sore."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sample.dyes import Palette, mix
from sample.motifs.flora import bouquet
from sample.motifs.registry import drawn_tile, motif
from sample.ornaments import ring, strewn_ground
from sample.tile import Points, Tile, moved, points, spline


def variations(dyes: Palette) -> list[Palette]:
    """The same dyes, each time with another of them on the ground."""
    grounds = (dyes.ground, dyes.accent(0)[0], dyes.shade, dyes.accent(1)[0], dyes.line, dyes.accent(0)[1])
    return [_on_ground(dyes, ground) for ground in grounds]


def _on_ground(dyes: Palette, ground: tuple[int, int, int]) -> Palette:
    candidates = [dyes.motif, dyes.wax, dyes.line, dyes.ground]
    figure = max(candidates, key=lambda dye: min(150, _distance(dye, ground)) - 10 * candidates.index(dye))
    return replace(dyes, ground=ground, motif=figure, shade=mix(ground, figure, 0.2))


def _distance(first: tuple[int, int, int], second: tuple[int, int, int]) -> float:
    return sum(abs(p - q) for p, q in zip(first, second, strict=True))


@motif("sekar-jagad", repeat=440)
def sekar_jagad(tile: Tile, dyes: Palette) -> None:
    """A map of the world: rounded islands, each filled with another motif."""
    size = tile.size
    fillings = ("kawung", "truntum", "bunga", "nitik", "parang", "ceplok", "gringsing", "lereng")
    patches = [
        drawn_tile(name, shade, tile.rng, tile.wobble, size // 4)
        for name, shade in zip(fillings, variations(dyes) * 2, strict=False)
    ]
    for island, patch in zip(_islands(tile), [*patches, *patches[3:], *patches], strict=False):
        tile.inlay(island, patch)
        tile.line(np.vstack([island, island[:2]]), dyes.line, 5.0)
        tile.line(np.vstack([island, island[:2]]), dyes.wax, 2.4)


def _islands(tile: Tile) -> list[Points]:
    """Cells of a hand-drawn map: twelve slanted lobes that cover the tile."""
    islands = []
    step = tile.size / 4
    for row in range(4):
        for column in range(4):
            x = (column + 0.5 * (row % 2)) * step
            y = (row + 0.5) * step
            wild = tile.rng.uniform(-0.1, 0.1, (8, 2)) * step
            lobes = [
                (x + 0.66 * step * np.cos(np.radians(d)), y + 0.64 * step * np.sin(np.radians(d))) for d in ring(8, 20)
            ]
            islands.append(spline(points(lobes) + wild, 6, closed=True))
    return islands


@motif("tambal", repeat=420)
def tambal(tile: Tile, dyes: Palette) -> None:
    """A beggar monk's coat: triangles of many cloths sewn together."""
    size = tile.size
    fillings = ("kawung", "truntum", "parang", "ceplok", "nitik", "lereng", "bunga", "gringsing")
    shades = variations(dyes)
    patches = [
        drawn_tile(name, shades[i % len(shades)], tile.rng, tile.wobble, size // 4) for i, name in enumerate(fillings)
    ]
    step = size / 3
    for row in range(3):
        for column in range(3):
            corners = points([(0, 0), (1, 0), (1, 1), (0, 1)]) * step + (column * step, row * step)
            tip = (row + column) % 2
            for half, order in enumerate(((0, 1, 2), (0, 2, 3)) if tip else ((0, 1, 3), (1, 2, 3))):
                triangle = corners[list(order)]
                tile.inlay(triangle, patches[(row * 3 + column * 2 + half * 4) % len(patches)])
                seam = np.vstack([triangle, triangle[:2]])
                tile.line(seam, dyes.line, 4.0)
                tile.line(seam, dyes.wax, 1.8)


@motif("tiga-negeri", repeat=460)
def tiga_negeri(tile: Tile, dyes: Palette) -> None:
    """Three lands: red of Lasem and blue of Pekalongan in the flowers, soga of Solo behind them."""
    size = tile.size
    soga = drawn_tile("lereng", _on_ground(dyes, dyes.accent(1)[0]), tile.rng, tile.wobble, size // 2)
    strewn_ground(tile, dyes, size / 44, 0.9)
    wave = [(0, 0.58), (0.25, 0.47), (0.5, 0.58), (0.75, 0.69), (1.0, 0.58)]
    upper = spline(wave, 10) * size
    lower = moved(upper, 0, 0.42 * size)
    land = np.vstack([upper, lower[::-1]])
    tile.inlay(land, soga)
    for edge in (upper, lower):
        tile.line(edge, dyes.line, 6.0)
        tile.line(edge, dyes.wax, 2.6)
    bouquet(tile, 0.26 * size, 0.24 * size, 0.0021 * size, 1, dyes)
    bouquet(tile, 0.76 * size, 0.36 * size, 0.0021 * size, -1, dyes)
    swapped = replace(dyes, accents=(dyes.accent(1), dyes.accent(0), dyes.accent(2)))
    bouquet(tile, 0.5 * size, 0.82 * size, 0.0018 * size, 1, swapped)


@motif("pagi-sore", repeat=1440, smoothing=2)
def pagi_sore(tile: Tile, dyes: Palette) -> None:
    """Morning and evening: two cloths in one, parted by a slanting seam."""
    size = tile.size
    morning = _on_ground(dyes, mix(dyes.accent(0)[1], dyes.wax, 0.4))
    evening = dyes
    tile.fill(drawn_tile("buketan", evening, tile.rng, tile.wobble, size // 3, tile.smoothing))
    half = points([(0.0, 0.0), (0.72, 0.0), (0.28, 1.0), (0.0, 1.0)]) * size
    tile.inlay(half, drawn_tile("lung-lungan", morning, tile.rng, tile.wobble, size // 5, tile.smoothing))
    seam = points([(0.72, 0.0), (0.28, 1.0)]) * size
    for thick, fill in ((34, dyes.line), (28, dyes.accent(0)[0]), (5, dyes.wax)):
        tile.line(seam, fill, thick)
    dots = seam[:1] + (seam[1:] - seam[:1]) * np.linspace(0, 1, 60)[:, None]
    for side in (-9, 9):
        tile.dots(moved(dots, side, 0), 2.2, dyes.wax)
