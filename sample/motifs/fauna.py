"""Animals: liong, merak, burung-hong, kupu-kupu, ikan, and the wings of gurda."""

from __future__ import annotations

import numpy as np

from sample.dyes import Palette, mix
from sample.motifs.flora import spray
from sample.motifs.registry import motif
from sample.ornaments import aim, blossom, butterfly, flower, leaf, petal, ring, scatter, strewn_ground, tendril, wing
from sample.tile import Points, Tile, moved, oval, points, ribbon, spline


def _placed(x: float, y: float, size: float, flip: int) -> tuple[Points, Points]:
    """The stretch and shift that put a unit drawing in its place."""
    return points([(size * flip, size)]), points([(x, y)])


@motif("liong", repeat=400)
def liong(tile: Tile, dyes: Palette) -> None:
    """The Chinese dragon, scaled and maned, chasing its pearl among small clouds."""
    size = tile.size
    tile.dots(scatter(tile, size / 26), 1.1, mix(dyes.isen, dyes.ground, 0.3))
    for x, y, flip in ((0.24, 0.26, 1), (0.76, 0.76, -1)):
        _dragon(tile, x * size, y * size, 0.56 * size, flip, dyes)
    for x, y in ((0.76, 0.2), (0.26, 0.72)):
        for shift, scale in ((-0.06, 0.8), (0.06, 0.8), (0.0, 1.0)):
            spot = (x + shift) * size, (y + 0.02 * (scale < 1)) * size
            for share, fill in ((1.0, dyes.wax), (0.82, dyes.accent(1)[1]), (0.6, dyes.accent(1)[0]), (0.34, dyes.wax)):
                tile.disc(*spot, 0.042 * size * scale * share, fill)
        tendril(tile, (x - 0.09) * size, (y + 0.04) * size, 0.03 * size, 170, dyes.wax)


def _dragon(tile: Tile, x: float, y: float, size: float, flip: int, dyes: Palette) -> None:
    stretch, shift = _placed(x, y, size, flip)
    path = spline(
        [
            (-0.5, 0.26),
            (-0.36, 0.36),
            (-0.22, 0.2),
            (-0.24, -0.02),
            (-0.1, -0.2),
            (0.06, -0.06),
            (0.1, 0.14),
            (0.28, 0.16),
            (0.36, -0.04),
            (0.3, -0.22),
        ],
        9,
    )
    widths = (0.015, 0.05, 0.085, 0.11, 0.125, 0.13, 0.13, 0.12, 0.1, 0.09)
    around = np.gradient(path, axis=0)
    across = np.stack([-around[:, 1], around[:, 0]], axis=1) / np.hypot(around[:, 0], around[:, 1])[:, None]
    for step in range(3, len(path) - 3, 3):
        fin = points([(0, 0)]) + path[step] + across[step] * -0.12
        base = np.vstack([path[step - 2] - across[step] * 0.04, fin, path[step + 2] - across[step] * 0.04])
        tile.polygon(base * stretch + shift, dyes.accent(1)[0], dyes.line, 0.9)
    tile.polygon(ribbon(path, widths) * stretch + shift, dyes.accent(0)[0], dyes.line)
    tile.polygon(ribbon(path + across * 0.022, [0.34 * w for w in widths]) * stretch + shift, dyes.motif)
    for step in range(4, len(path) - 2, 2):
        scale = path[step] - across[step] * 0.022
        tile.dots(points([scale]) * stretch + shift, 0.011 * size, dyes.wax)
        rib = np.vstack([path[step] + across[step] * 0.004, path[step] + across[step] * 0.042])
        tile.line(rib * stretch + shift, dyes.line, 0.8)
    for step, lean in ((26, 1), (58, 1)):
        _claw(tile, path[step], lean, stretch, shift, size, dyes)
    _dragon_head(tile, stretch, shift, size, dyes)


def _claw(tile: Tile, root: Points, lean: int, stretch: Points, shift: Points, size: float, dyes: Palette) -> None:
    leg = moved(spline([(0, 0), (0.07 * lean, 0.07), (0.02, 0.15)], 6), *root)
    tile.polygon(ribbon(leg, (0.06, 0.045, 0.03)) * stretch + shift, dyes.accent(0)[0], dyes.line)
    for spread in (-0.05, 0.0, 0.05):
        talon = moved(spline([(0, 0), (spread, 0.03), (spread * 1.5, 0.065)], 4), *leg[-1])
        tile.polygon(ribbon(talon, (0.022, 0.018, 0.003)) * stretch + shift, dyes.wax, dyes.line, 0.8)


def _dragon_head(tile: Tile, stretch: Points, shift: Points, size: float, dyes: Palette) -> None:
    for reach, lift in ((-0.16, -0.1), (-0.2, -0.02), (-0.14, 0.06)):
        lock = spline([(0.3, -0.26), (0.3 + reach * 0.6, -0.28 + lift * 0.4), (0.3 + reach, -0.26 + lift)], 5)
        tile.polygon(ribbon(lock, (0.06, 0.05, 0.005)) * stretch + shift, dyes.accent(1)[0], dyes.line, 0.9)
    head = spline(
        [
            (0.24, -0.2),
            (0.26, -0.32),
            (0.36, -0.36),
            (0.44, -0.31),
            (0.52, -0.3),
            (0.53, -0.24),
            (0.42, -0.23),
            (0.47, -0.19),
            (0.46, -0.15),
            (0.34, -0.14),
        ],
        4,
        closed=True,
    )
    tile.polygon(head * stretch + shift, dyes.accent(0)[0], dyes.line)
    for horn in ([(0.34, -0.34), (0.28, -0.42), (0.2, -0.44)], [(0.37, -0.35), (0.36, -0.44), (0.3, -0.5)]):
        tile.polygon(ribbon(spline(horn, 5), (0.03, 0.02, 0.005)) * stretch + shift, dyes.wax, dyes.line, 0.8)
    for curl in ([(0.5, -0.25), (0.58, -0.2), (0.56, -0.1)], [(0.46, -0.16), (0.5, -0.08), (0.44, -0.03)]):
        tile.line(spline(curl, 6) * stretch + shift, dyes.wax, 1.6)
    eye = (points([(0.38, -0.29)]) * stretch + shift)[0]
    tile.disc(eye[0], eye[1], 0.026 * size, dyes.wax, dyes.line)
    tile.disc(eye[0], eye[1], 0.011 * size, dyes.line)
    pearl = (points([(0.62, -0.34)]) * stretch + shift)[0]
    for share, fill in ((1.0, dyes.accent(1)[0]), (0.7, dyes.wax), (0.3, dyes.accent(0)[0])):
        tile.disc(pearl[0], pearl[1], 0.05 * size * share, fill)


@motif("merak", repeat=400)
def merak(tile: Tile, dyes: Palette) -> None:
    """Peacocks with a sweeping train of eyes."""
    size = tile.size
    strewn_ground(tile, dyes, size / 34, 0.95)
    for x, y, flip in ((0.3, 0.24, 1), (0.72, 0.74, -1)):
        _peacock(tile, x * size, y * size, 0.47 * size, flip, dyes)
    for x, y, lean in ((0.72, 0.22, 30), (0.26, 0.7, 200), (0.52, 0.5, 120), (0.04, 0.98, -40), (0.9, 0.42, 70)):
        spray(tile, x * size, y * size, 0.11 * size, lean, dyes)


def _peacock(tile: Tile, x: float, y: float, size: float, flip: int, dyes: Palette) -> None:
    stretch, shift = _placed(x, y, size, flip)
    for row, (reach, spread) in enumerate(((1.0, 7), (0.72, 5), (0.46, 4))):
        for step in range(spread):
            share = step / (spread - 1)
            end = ((-0.72 + 0.62 * share) * reach, (0.28 + 0.62 * share) * reach + 0.08)
            quill = spline([(0.02, 0.05), (end[0] * 0.6, end[1] * 0.62 - 0.06), (end[0], end[1])], 6)
            tile.line(quill * stretch + shift, dyes.motif, 2.0)
            for scale, fill in (
                (1.0, dyes.motif),
                (0.74, dyes.accent(row)[1]),
                (0.46, dyes.accent(0)[0]),
                (0.2, dyes.wax),
            ):
                spot = (points([end]) * stretch + shift)[0]
                tile.polygon(
                    oval(spot[0], spot[1], 0.08 * size * scale, 0.064 * size * scale, 40 * flip),
                    fill,
                    dyes.line if scale == 1 else None,
                )
    body = spline(
        [
            (-0.1, 0.1),
            (0.0, -0.1),
            (0.1, -0.2),
            (0.13, -0.4),
            (0.2, -0.5),
            (0.27, -0.47),
            (0.25, -0.38),
            (0.22, -0.2),
            (0.22, 0.02),
            (0.1, 0.16),
        ],
        5,
        closed=True,
    )
    tile.polygon(body * stretch + shift, dyes.accent(0)[0], dyes.line)
    for lift in (0.0, 0.07, 0.14):
        plume = spline([(0.1, -0.06 + lift), (-0.04, 0.0 + lift), (-0.2, 0.02 + lift)], 5)
        tile.polygon(ribbon(plume, (0.05, 0.07, 0.01)) * stretch + shift, dyes.accent(1)[0], dyes.line, 0.9)
    tile.polygon(points([(0.26, -0.46), (0.34, -0.42), (0.26, -0.41)]) * stretch + shift, dyes.line)
    for lean in (-0.05, 0.0, 0.05):
        tile.line(points([(0.21, -0.5), (0.19 + lean, -0.6)]) * stretch + shift, dyes.line, 1.0)
        tile.dots(points([(0.19 + lean, -0.61)]) * stretch + shift, 0.014 * size, dyes.accent(1)[0])
    tile.dots(points([(0.215, -0.45)]) * stretch + shift, 0.014 * size, dyes.wax)
    breast = points(
        [(0.15, -0.12), (0.19, -0.05), (0.12, -0.02), (0.17, 0.04), (0.1, 0.07), (0.17, -0.2), (0.18, -0.28)]
    )
    tile.dots(breast * stretch + shift, 0.011 * size, dyes.wax)


@motif("burung-hong", repeat=400)
def burung_hong(tile: Tile, dyes: Palette) -> None:
    """The phoenix with five streaming tail feathers, peonies around it."""
    size = tile.size
    strewn_ground(tile, dyes, size / 38, 0.9)
    for x, y, flip in ((0.3, 0.25, 1), (0.8, 0.75, -1)):
        _phoenix(tile, x * size, y * size, 0.5 * size, flip, dyes)
    for x, y, lean in ((0.55, 0.5, 30), (0.98, 0.48, 200), (0.55, 0.98, 120), (0.0, 0.95, -40)):
        spray(tile, x * size, y * size, 0.075 * size, lean, dyes)
    for x, y in ((0.8, 0.2), (0.22, 0.7)):
        for degrees in ring(4, 35):
            leaf(tile, x * size, y * size, 0.13 * size, degrees, dyes)
        flower(tile, x * size, y * size, 0.08 * size, dyes.accent(1), dyes, 8)


def _phoenix(tile: Tile, x: float, y: float, size: float, flip: int, dyes: Palette) -> None:
    stretch, shift = _placed(x, y, size, flip)
    for step in range(5):
        sway = 0.09 * (step - 2)
        plume = spline(
            [
                (-0.08, 0.06),
                (-0.3, 0.1 + sway),
                (-0.48, 0.3 + sway),
                (-0.66, 0.24 + 1.5 * sway),
                (-0.7, 0.4 + 1.7 * sway),
            ],
            7,
        )
        tile.polygon(ribbon(plume, (0.03, 0.06, 0.085, 0.07, 0.01)) * stretch + shift, dyes.accent(step)[0], dyes.line)
        tile.line(plume[3:-4] * stretch + shift, dyes.wax, 1.0)
        tile.dots(plume[12:-6:4] * stretch + shift + points([(0, 4)]), 0.011 * size, dyes.wax)
    for lift, reach, index in ((-0.02, 0.62, 0), (0.02, 0.5, 1), (0.05, 0.38, 0)):
        for root, lean in ((0.0, -1), (0.1, 1)):
            tip = (root + lean * 0.75 * reach * 0.5, -0.1 - reach * 0.8 + lift)
            feather = spline([(root, 0.02), ((root + tip[0]) / 2 + 0.1 * lean, tip[1] * 0.55), tip], 6)
            tile.polygon(ribbon(feather, (0.08, 0.13, 0.02)) * stretch + shift, dyes.accent(index)[0], dyes.line)
            tile.line(feather[2:-2] * stretch + shift, dyes.wax, 1.0)
    body = spline(
        [
            (-0.14, 0.06),
            (0.02, -0.06),
            (0.18, -0.1),
            (0.28, -0.24),
            (0.38, -0.28),
            (0.42, -0.2),
            (0.34, -0.1),
            (0.26, 0.08),
            (0.06, 0.16),
        ],
        5,
        closed=True,
    )
    tile.polygon(body * stretch + shift, dyes.motif, dyes.line)
    tile.polygon(
        points([(0.41, -0.25), (0.52, -0.19), (0.4, -0.18)]) * stretch + shift, dyes.accent(1)[0], dyes.line, 0.9
    )
    for sweep in (-0.1, -0.04, 0.02):
        crest = spline([(0.34, -0.27), (0.3 + sweep, -0.36), (0.24 + sweep, -0.38)], 4)
        tile.line(crest * stretch + shift, dyes.accent(0)[0], 2.0)
    tile.dots(points([(0.36, -0.22)]) * stretch + shift, 0.016 * size, dyes.line)
    scales = points([(0.0, 0.05), (0.08, 0.02), (0.16, -0.01), (0.06, 0.1), (0.14, 0.07), (0.22, 0.03), (0.24, -0.06)])
    tile.dots(scales * stretch + shift, 0.014 * size, dyes.accent(0)[0])


@motif("kupu-kupu", repeat=300)
def kupu_kupu(tile: Tile, dyes: Palette) -> None:
    """Butterflies flying every way, small blossoms between."""
    size = tile.size
    strewn_ground(tile, dyes, size / 28, 0.95)
    spots = (
        (0.26, 0.24, 0.4, -70, 0),
        (0.76, 0.74, 0.4, -115, 1),
        (0.77, 0.22, 0.27, -30, 1),
        (0.25, 0.76, 0.27, -150, 0),
    )
    for x, y, span, degrees, index in spots:
        butterfly(tile, x * size, y * size, span * size, degrees, dyes, index)
    for x, y in ((0.5, 0.48), (0.01, 0.5), (0.5, 0.0), (0.02, 0.0)):
        blossom(tile, x * size, y * size, 0.042 * size, dyes.accent(1), dyes)


@motif("ikan", repeat=250)
def ikan(tile: Tile, dyes: Palette) -> None:
    """Fish between lines of water and bubbles."""
    size = tile.size
    for row in range(8):
        wave = [(size * step / 8, (row + 0.5) * size / 8 + (4 if step % 2 else -4)) for step in range(-1, 10)]
        tile.line(spline(wave, 5)[5:46], dyes.shade, 2.0)
    for x, y, flip in ((0.27, 0.25, 1), (0.77, 0.75, -1), (0.75, 0.25, 1), (0.25, 0.75, -1)):
        _fish(tile, x * size, y * size, (0.44 if (x < 0.5) == (y < 0.5) else 0.36) * size, flip, dyes)
    tile.dots(tile.rng.uniform(0, size, (26, 2)), 2.4, dyes.isen)


def _fish(tile: Tile, x: float, y: float, size: float, flip: int, dyes: Palette) -> None:
    stretch, shift = _placed(x, y, size, flip)
    for lean in (-1, 1):
        tail = spline([(-0.26, 0), (-0.42, 0.1 * lean), (-0.56, 0.24 * lean), (-0.44, 0.04 * lean)], 5, closed=True)
        tile.polygon(tail * stretch + shift, dyes.accent(1)[0], dyes.line)
        fin = spline(
            [(-0.14, 0.13 * lean), (-0.04, 0.26 * lean), (0.16, 0.22 * lean), (0.16, 0.12 * lean)], 5, closed=True
        )
        tile.polygon(fin * stretch + shift, dyes.accent(1)[0], dyes.line)
    body = spline([(-0.32, 0), (-0.1, -0.17), (0.2, -0.17), (0.42, 0), (0.2, 0.17), (-0.1, 0.17)], 7, closed=True)
    tile.polygon(body * stretch + shift, dyes.motif, dyes.line)
    for column in range(6):
        for row in range(-2, 3):
            spot = (0.12 - 0.07 * column + 0.035 * (row % 2), 0.055 * row)
            if abs(spot[1]) < 0.15 - abs(spot[0] - 0.05) * 0.35:
                arc = spline([(0.03, -0.03), (-0.01, 0.0), (0.03, 0.03)], 3) + spot
                tile.line(arc * stretch + shift, mix(dyes.motif, dyes.line, 0.6), 1.3)
    gill = spline([(0.24, -0.13), (0.19, 0.0), (0.24, 0.13)], 5)
    tile.line(gill * stretch + shift, dyes.line, 1.6)
    eye = (points([(0.31, -0.035)]) * stretch + shift)[0]
    tile.disc(eye[0], eye[1], 0.03 * size, dyes.wax, dyes.line)


@motif("gurda", repeat=280)
def gurda(tile: Tile, dyes: Palette) -> None:
    """The two spread wings and the tail of Garuda (sawat)."""
    size = tile.size
    strewn_ground(tile, dyes, size / 36, 0.85)
    for x, y in ((0.25, 0.27), (0.75, 0.77)):
        for flip in (-1, 1):
            wing(tile, (x + 0.02 * flip) * size, y * size, 0.3 * size, 0 if flip > 0 else 180, dyes, -flip, 8)
        for degrees in (60, 75, 90, 105, 120):
            tile.polygon(aim(petal(0.2 * size, 0.05 * size), x * size, y * size, degrees), dyes.motif, dyes.line)
        tile.polygon(oval(x * size, y * size, 0.045 * size, 0.06 * size), dyes.accent(0)[0], dyes.line)
        tile.dots(points([(x * size, (y + dy) * size) for dy in (-0.03, 0, 0.03)]), 0.008 * size, dyes.wax)
    for x, y in ((0.75, 0.26), (0.25, 0.76)):
        for degrees, flip in ((-30, 1), (-150, -1), (30, -1), (150, 1)):
            tendril(tile, x * size, y * size, 0.085 * size, degrees, dyes.motif, flip)
        blossom(tile, x * size, y * size, 0.045 * size, dyes.accent(1), dyes, 8)
