"""Mega mendung: the banded rain clouds of Cirebon, made by everybody on this coast."""

from __future__ import annotations

import numpy as np

from sample.dyes import Palette, Rgb, luminance, mix, ramp
from sample.motifs.registry import motif
from sample.tile import Points, Tile, oval, points, ribbon, spline

BANDS = 6
STEP = 0.0235  # a band's width, as a share of the cloud's

# A cloud about the origin, one unit wide: heaped billows, two arms that roll inwards below, a drawn-out wisp.
BILLOWS = ((0.0, -0.12, 0.185), (-0.21, -0.03, 0.15), (0.21, -0.03, 0.15), (0.0, 0.04, 0.14))
ARM = ((0.2, 0.0), (0.4, -0.02), (0.54, 0.06), (0.54, 0.19), (0.43, 0.25), (0.33, 0.2), (0.35, 0.12), (0.42, 0.13))
ARM_WIDTHS = (0.24, 0.22, 0.19, 0.17, 0.15, 0.13, 0.11, 0.07)
WISP = ((0.06, 0.0), (-0.02, 0.14), (-0.28, 0.31), (-0.52, 0.33), (-0.84, 0.23))
WISP_WIDTHS = (0.2, 0.21, 0.18, 0.12, 0.0)


@motif("mega-mendung", repeat=400)
def mega_mendung(tile: Tile, dyes: Palette) -> None:
    """Clouds in six baths of one hue, from undyed rim to deep heart."""
    baths = _baths(dyes)
    width = 0.6 * tile.size
    for row in range(3):
        for column in range(2):
            x = (column * 0.5 + (0.25 if row % 2 else 0.0)) * tile.size
            y = (row + 0.5) / 3 * tile.size
            size = width * (1.0 if (row + column) % 2 else 0.86)
            _cloud(tile, x, y, size, -1 if (row + column) % 2 else 1, baths)


def _baths(dyes: Palette) -> list[Rgb]:
    """From the light rim inwards; on pale cloth the heart is the figure's dye."""
    if luminance(dyes.ground) >= 150:
        return [dyes.wax, *ramp(mix(dyes.tint, dyes.motif, 0.2), dyes.line, BANDS - 1)]
    if luminance(dyes.motif) < 175:  # clouds in another dye than the sky
        return [
            dyes.wax,
            *ramp(mix(dyes.accent(0)[1], dyes.wax, 0.2), dyes.accent(0)[0], 4),
            mix(dyes.accent(0)[0], dyes.line, 0.5),
        ]
    return [dyes.wax, *ramp(mix(dyes.tint, dyes.wax, 0.25), dyes.ground, 4), mix(dyes.ground, dyes.line, 0.75)]


def _cloud(tile: Tile, x: float, y: float, size: float, flip: int, baths: list[Rgb]) -> None:
    place = np.array([size * flip, size])
    arms = [_path(ARM, 1), _path(ARM, -1)]
    wisp = _path(WISP, 1)
    for band, fill in enumerate(baths):
        inset = band * STEP
        for path, widths in ((arms[0], ARM_WIDTHS), (arms[1], ARM_WIDTHS), (wisp, WISP_WIDTHS)):
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
    for end in (0, -1):
        cap = oval(body[end][0], body[end][1], width[end] / 2, width[end] / 2, 0, 20)
        tile.polygon(cap * place + at, fill)
