"""Mega mendung: the banded rain clouds of Cirebon, made by everybody on this coast."""

from __future__ import annotations

import numpy as np

from catalog.sample.dyes import Palette, Rgb, luminance, mix, ramp
from catalog.sample.motifs.registry import motif
from catalog.sample.tile import Points, Tile, oval, points, ribbon, spline

BANDS = 7

# A cloud about the origin, one unit wide: heaped billows, and two arms that roll inwards below.
BILLOWS = ((0.0, -0.13, 0.2), (-0.2, -0.05, 0.155), (0.2, -0.04, 0.16), (-0.02, 0.04, 0.15), (-0.37, 0.03, 0.115), (0.37, 0.03, 0.12))
ARM = ((0.34, 0.03), (0.5, 0.06), (0.55, 0.17), (0.45, 0.25), (0.34, 0.21), (0.35, 0.13), (0.42, 0.14))
ARM_WIDTHS = (0.21, 0.2, 0.17, 0.15, 0.13, 0.11, 0.08)
TAIL = ((0.1, 0.06), (-0.02, 0.15), (-0.2, 0.2), (-0.45, 0.21), (-0.78, 0.14))
TAIL_WIDTHS = (0.28, 0.24, 0.2, 0.13, 0.0)


@motif("mega-mendung", repeat=330)
def mega_mendung(tile: Tile, dyes: Palette) -> None:
    """Clouds in seven baths of one hue, from undyed rim to deep heart."""
    baths = _baths(dyes)
    step = 0.0155
    width = 0.62 * tile.size
    for row in range(3):
        for column in range(2):
            x = (column * 0.5 + (0.25 if row % 2 else 0.0)) * tile.size
            y = (row + 0.5) / 3 * tile.size
            size = width * (1.0 if (row + column) % 2 else 0.86)
            _cloud(tile, x, y, size, -1 if (row + column) % 2 else 1, baths, step)


def _baths(dyes: Palette) -> list[Rgb]:
    """From the light rim inwards; on pale cloth the heart is the figure's dye."""
    if luminance(dyes.ground) < 150:
        other = luminance(dyes.motif) < 175
        heart = mix(dyes.motif, dyes.line, 0.35) if other else mix(dyes.ground, dyes.line, 0.75)
        light = dyes.accent(0)[1] if other else mix(dyes.shade, dyes.wax, 0.5)
        return [dyes.wax, *ramp(light, heart, BANDS - 1)]
    return [dyes.wax, *ramp(mix(dyes.ground, dyes.motif, 0.25), dyes.line, BANDS - 1)]


def _cloud(tile: Tile, x: float, y: float, size: float, flip: int, baths: list[Rgb], step: float) -> None:
    place = np.array([size * flip, size])
    arms = [_path(ARM, 1), _path(ARM, -1)]
    tail = _path(TAIL, 1)
    for band, fill in enumerate(baths):
        inset = band * step
        for path, widths in ((arms[0], ARM_WIDTHS), (arms[1], ARM_WIDTHS), (tail, TAIL_WIDTHS)):
            _banded_stroke(tile, path, widths, inset, place, (x, y), fill)
        for billow_x, billow_y, radius in BILLOWS:
            shape = oval(billow_x, billow_y, radius - inset, radius - inset)
            tile.polygon(shape * place + (x, y), fill)


def _path(knots: tuple[tuple[float, float], ...], side: int) -> Points:
    return spline(points(knots) * (side, 1), 7)


def _banded_stroke(
    tile: Tile, path: Points, widths: tuple[float, ...], inset: float, place: Points, at: tuple[float, float], fill: Rgb
) -> None:
    """The part of a tapering stroke that is still wide enough after `inset` from both sides."""
    width = np.interp(np.linspace(0, 1, len(path)), np.linspace(0, 1, len(widths)), widths) - 2 * inset
    wide = np.flatnonzero(width > 0.006)
    if len(wide) < 3:
        return
    kept = slice(0, wide[-1] + 1)
    body, width = path[kept], width[kept]
    tile.polygon(ribbon(body, width.tolist()) * place + at, fill)
    end = body[-1]
    tile.polygon(oval(end[0], end[1], width[-1] / 2, width[-1] / 2, 0, 16) * place + at, fill)
