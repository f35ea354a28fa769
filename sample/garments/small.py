"""Small goods: bags, purses, sandals, blangkon, accessories."""

from __future__ import annotations

import numpy as np

from sample.cloth import Cloth
from sample.dyes import Rgb
from sample.scene import BRASS, Scene, flipped, mirrored, path
from sample.tile import Points, moved, oval, points, ribbon, spline

LEATHER: Rgb = (112, 72, 46)


def tas(scene: Scene, cloth: Cloth) -> None:
    """A tote bag with leather handles and corners."""
    for drop, top in ((0, 150), (14, 176)):
        handle = spline(
            [
                (350, 480 + drop),
                (352, 330),
                (400, top + 40),
                (480, top),
                (560, top + 40),
                (608, 330),
                (610, 480 + drop),
            ],
            9,
        )
        scene.line(moved(handle, 10, 16), (30, 20, 12), 24, 0.22, 8)
        scene.line(handle, LEATHER, 24, 1.0)
        scene.line(moved(handle, -3, -3), (168, 122, 86), 4, 0.7)
        if not drop:
            scene.lay(
                mirrored("M480 400 C600 396 700 402 760 412 L770 470 L480 470"),
                cloth.trim,
                "flat",
                0,
                0.6,
                1.0,
                (0, 0),
                0.6,
            )
    scene.lay(
        mirrored("M480 430 C600 430 700 428 764 424 C790 640 812 860 820 1040 C780 1070 600 1078 480 1078"),
        cloth.body,
        "soft",
        0,
        1.3,
        1.1,
    )
    hem = mirrored("M480 430 C600 430 700 428 764 424 L770 478 C700 484 600 486 480 486")
    scene.lay(hem, cloth.trim, "flat", 0, 0.2)
    scene.stitches(path("M196 476 C330 482 630 482 764 476"))
    corner = path("M816 940 L820 1040 C780 1066 730 1072 690 1074 C720 1010 760 960 816 940")
    for side in (corner, flipped(corner)):
        scene.ink(side, LEATHER)
        scene.stitches(side[28:] if len(side) > 34 else side, 0.6)
    for x in (350, 610):
        scene.ink(points([(x - 22, 440), (x + 22, 440), (x + 22, 540), (x, 556), (x - 22, 540)]), LEATHER)
        scene.ink(oval(x, 466, 7, 7), BRASS)
        scene.ink(oval(x, 524, 7, 7), BRASS)


def dompet(scene: Scene, cloth: Cloth) -> None:
    """A clutch purse with a flap and a brass button, a coin purse below."""
    scene.lay(_rounded(120, 330, 840, 800, 36), cloth.body, "soft", 0, 1.2, 0.8)
    flap = path(
        "M120 366 C120 342 136 330 156 330 L804 330 C824 330 840 342 840 366 "
        "C836 520 660 628 480 640 C300 628 124 520 120 366"
    )
    scene.ink(moved(flap, 0, 18), (14, 8, 6), 0.45, 12)
    scene.lay(flap, cloth.border if cloth.border is not cloth.body else cloth.trim, "soft", 0, 0.0, 0.7)
    scene.stitches(path("M134 380 C146 516 310 614 480 624 C650 614 814 516 826 380"))
    for radius, fill in ((24, (110, 84, 44)), (20, BRASS), (8, (236, 216, 170))):
        scene.ink(oval(480, 590, radius, radius), fill)
    coin = spline(
        [(560, 880), (680, 862), (800, 880), (828, 980), (770, 1076), (680, 1092), (590, 1076), (534, 980)],
        8,
        closed=True,
    )
    scene.lay(coin, cloth.body, "soft", 14, 1.1, 1.0, (80, 0))
    scene.line(path("M562 892 C640 874 720 874 800 892"), BRASS, 9, 1.0)
    scene.line(path("M562 892 C640 874 720 874 800 892"), (90, 70, 36), 2.5, 0.8)
    scene.line(path("M808 892 L846 930"), BRASS, 7, 1.0)
    strap = spline([(124, 420), (60, 560), (96, 760), (140, 960), (260, 1040), (400, 1010), (430, 920)], 8)
    scene.line(moved(strap, 6, 10), (30, 20, 12), 12, 0.25, 5)
    scene.line(strap, LEATHER, 12, 1.0)


def _rounded(left: float, top: float, right: float, bottom: float, radius: float) -> Points:
    corners = []
    for x, y, start in (
        (right - radius, top + radius, -90),
        (right - radius, bottom - radius, 0),
        (left + radius, bottom - radius, 90),
        (left + radius, top + radius, 180),
    ):
        angle = np.radians(np.linspace(start, start + 90, 8))
        corners.append(np.stack([x + radius * np.cos(angle), y + radius * np.sin(angle)], axis=1))
    return np.vstack(corners)


def sandal(scene: Scene, cloth: Cloth) -> None:
    """A pair of slippers seen from above."""
    sole = spline(
        [
            (300, 150),
            (392, 200),
            (424, 340),
            (410, 520),
            (392, 700),
            (400, 880),
            (372, 1020),
            (290, 1060),
            (212, 1018),
            (186, 880),
            (204, 700),
            (180, 520),
            (172, 340),
            (210, 200),
        ],
        7,
        closed=True,
    )
    for shape, side in ((sole, 1), (flipped(sole), -1)):
        scene.ink(moved(shape, 14, 22), (30, 20, 12), 0.3, 14)
        scene.ink(moved(shape, 0, 12), (70, 46, 30))
        scene.ink(shape, (196, 158, 112))
        middle = shape.mean(axis=0)
        scene.lay(middle + (shape - middle) * (0.88, 0.93), cloth.trim, "flat", 0, 0.0)
        scene.stitches((middle + (shape - middle) * (0.93, 0.96))[::2], 0.6)
        strap = path(
            "M160 520 C200 360 250 300 300 292 C360 300 410 360 440 520 C430 566 420 590 404 600 "
            "C360 520 330 496 296 496 C262 496 232 520 190 600 C174 590 166 566 160 520"
        )
        strap = strap if side == 1 else flipped(strap)
        scene.ink(moved(strap, 6, 16), (14, 8, 6), 0.45, 10)
        scene.lay(strap, cloth.body, "soft", 20 * side, 0.0, 1.0, (0, 120))
        scene.stitches(strap[29:43], 0.5)


def blangkon(scene: Scene, cloth: Cloth) -> None:
    """The Javanese head-cloth from the front: a low dome, pleats folded to the middle, two crossing bands."""
    crown = path("M140 830 C120 560 230 372 480 366 C730 372 840 560 820 830 C700 880 260 880 140 830")
    scene.lay(crown, cloth.body, "soft", 0, 1.4, 1.4)
    middle = path("M480 366 C500 366 516 372 524 380 L512 700 L480 760 L448 700 L436 380 C444 372 460 366 480 366")
    scene.lay(middle, cloth.border, "flat", 90, 0.0)
    for step in range(6):
        drop = spline(
            [(438 - 10 * step, 392 + 6 * step), (330 - 26 * step, 500 + 14 * step), (200 - 9 * step, 700 + 8 * step)],
            10,
        )
        for way in (drop, flipped(drop)):
            scene.line(way, (10, 6, 4), 9, 0.3, 4)
            scene.line(moved(way, 0, -7), (255, 246, 230), 2.5, 0.22, 1)
    left = path(
        "M136 700 C250 760 420 816 640 850 C700 862 760 866 806 862 C800 900 780 930 750 944 "
        "C540 960 300 920 142 880 C134 820 132 760 136 700"
    )
    for side, degrees, shift in ((flipped(left), -16.0, 90.0), (left, 16.0, -90.0)):
        scene.ink(moved(side, 4, -10), (10, 6, 4), 0.45, 10)
        scene.lay(side, cloth.body, "soft", degrees, 0.7, 1.0, (shift, 40))
        scene.line(moved(side[:43], 0, 5), cloth.dyes.wax, 3, 0.5)


def aksesori(scene: Scene, cloth: Cloth) -> None:
    """A scrunchie, a pair of earrings, a bracelet and a batik headband."""
    band = spline([(140, 300), (300, 190), (480, 160), (660, 190), (820, 300)], 12)
    scene.lay(ribbon(band, (60, 104, 124, 104, 60)), cloth.body, "soft", 0, 1.1, 1.3)
    for x, y, radius in ((300, 560, 150), (690, 900, 130)):
        ring_ = _frilled(x, y, radius, scene)
        scene.lay(ring_, cloth.body if radius > 140 else cloth.border, "gather", 0, 1.1, 1.8)
        hole = _frilled(x, y, 0.44 * radius, scene)
        scene.ink(hole, (228, 222, 210))
        scene.ink(moved(hole, 8, 12), (40, 30, 22), 0.18, 8)
    for x in (620, 770):
        scene.line(points([(x, 430), (x, 500)]), BRASS, 4, 1.0)
        scene.ink(oval(x, 424, 9, 9), BRASS)
        drop = spline([(x, 490), (x + 58, 580), (x, 670), (x - 58, 580)], 10, closed=True)
        scene.ink(spline([(x, 480), (x + 68, 580), (x, 682), (x - 68, 580)], 10, closed=True), BRASS)
        scene.lay(drop, cloth.body, "flat", 0, 0.0)
    bangle = np.vstack([oval(280, 940, 164, 128, 0, 60), oval(280, 940, 164, 128, 0, 60)[:1]])
    scene.ink(ribbon(moved(bangle, 10, 16), (50, 50)), (30, 20, 12), 0.25, 10)
    scene.lay(ribbon(bangle, (50, 50)), cloth.border, "flat", 0, 0.0)
    for share in (0.84, 1.16):
        scene.line((bangle - (280, 940)) * share + (280, 940), BRASS, 5, 0.9)


def _frilled(x: float, y: float, radius: float, scene: Scene) -> Points:
    angle = np.linspace(0, 2 * np.pi, 90, endpoint=False)
    frill = radius * (1 + 0.06 * np.sin(13 * angle) + scene.rng.uniform(-0.015, 0.015, 90))
    return np.stack([x + frill * np.cos(angle), y + frill * np.sin(angle)], axis=1)
