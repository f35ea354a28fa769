"""Cloth as cloth: kain, bahan, sarung, selendang, kerudung, sheets and table cloths."""

from __future__ import annotations

import math

from sample.cloth import Cloth
from sample.ornaments import aim
from sample.scene import Scene, mirrored, path
from sample.tile import moved, points, spline


def kain(scene: Scene, cloth: Cloth) -> None:
    """A kain panjang: hung over a gawangan, or folded on the paper."""
    if scene.rng.random() < 0.55:
        _hung(scene, cloth)
    else:
        _folded(scene, cloth)


def _hung(scene: Scene, cloth: Cloth) -> None:
    scene.rod(110)
    back = path("M118 112 L842 112 L846 1010 C700 1026 560 1006 420 1022 C310 1030 200 1012 116 1020")
    scene.lay(moved(back, 22, -8), cloth.body, "hang", 0, 0.8, 0.6, (60, 40), 0.72)
    front = path(
        "M96 100 C340 92 620 92 822 100 L830 1096 C740 1116 650 1084 560 1104 "
        "C450 1126 330 1088 230 1110 C180 1118 130 1106 92 1100"
    )
    scene.lay(front, cloth.body, "hang", 0, 1.0, 0.8)
    edge = spline(
        [
            (92, 1100),
            (130, 1106),
            (230, 1110),
            (330, 1092),
            (450, 1120),
            (560, 1104),
            (650, 1088),
            (740, 1112),
            (830, 1096),
        ],
        8,
    )
    plain = cloth.edge is cloth.body
    top = 1010 if plain else 966
    end = path(
        f"M94 {top} L828 {top - 2} L830 1096 "
        "C740 1116 650 1084 560 1104 C450 1126 330 1088 230 1110 C180 1118 130 1106 92 1100"
    )
    scene.lay(end, cloth.trim if plain else cloth.edge, "hang", 0, 0.0, 0.6, (0, 50))
    scene.line(moved(edge, 0, -6), cloth.dyes.wax, 6, 0.85)
    scene.line(points([(96, 112), (822, 112)]), (255, 250, 240), 14, 0.14, 5)
    scene.line(points([(96, 134), (822, 134)]), (10, 6, 4), 16, 0.22, 7)


def _folded(scene: Scene, cloth: Cloth) -> None:
    for lift in (42, 20):
        layer = path(
            "M140 250 L812 214 C828 216 836 226 836 240 L858 1010 C858 1026 850 1034 836 1036 "
            "L176 1078 C160 1078 150 1070 148 1054"
        )
        scene.lay(moved(layer, lift * 0.35, lift), cloth.body, "flat", -3, 0.8, 1.0, (lift * 4.0, lift * 3.0), 0.8)
    top = path(
        "M132 236 C132 222 140 212 156 210 L800 176 C816 176 826 186 828 200 L850 984 "
        "C850 1000 842 1010 828 1012 L172 1052 C156 1052 146 1044 144 1030"
    )
    scene.lay(top, cloth.body, "soft", -3, 0.9, 0.7)
    turned = path("M828 1012 L480 1033 C560 900 690 770 842 690 L850 984 C850 1000 842 1010 828 1012")
    scene.ink(moved(turned, -16, -12), (16, 10, 6), 0.4, 14)
    scene.lay(turned, cloth.body, "soft", 84, 0.0, 0.8, (120, 60), 1.04)
    _turned_hem(scene, cloth)
    scene.line(path("M842 690 C690 770 560 900 480 1033"), cloth.dyes.wax, 5, 0.6)
    scene.line(path("M150 640 C360 622 600 612 838 600"), (10, 6, 4), 8, 0.2, 5)
    scene.line(path("M150 634 C360 616 600 606 838 594"), (255, 250, 240), 4, 0.2, 3)


def _turned_hem(scene: Scene, cloth: Cloth) -> None:
    """The border along the turned-back corner."""
    hem = path("M842 690 C690 770 560 900 480 1033 L548 1028 C620 910 720 810 846 752")
    scene.lay(hem, cloth.trim if cloth.edge is cloth.body else cloth.edge, "soft", -46, 0.0, 0.5)


def bahan(scene: Scene, cloth: Cloth) -> None:
    """Cloth by the metre: a bolt with its end rolled out."""
    sheet = path(
        "M150 330 L810 330 C830 560 846 800 862 1050 C760 1092 660 1064 560 1086 "
        "C430 1114 290 1080 96 1092 C118 840 134 560 150 330"
    )
    scene.lay(sheet, cloth.body, "soft", 0, 1.0, 0.9)
    for side in (112, 854):
        scene.ink(points([(side + 26 * np_cos, 282 + 92 * np_sin) for np_cos, np_sin in _circle()]), (206, 190, 164))
        scene.ink(points([(side + 12 * np_cos, 282 + 42 * np_sin) for np_cos, np_sin in _circle()]), (120, 92, 66))
    bolt = path("M112 184 L848 184 C880 220 880 340 848 378 L112 378 C80 340 80 220 112 184")
    scene.lay(bolt, cloth.body, "flat", 0, 1.0, 1.0, (40, 300))
    for y, alpha, fill in ((350, 0.42, (10, 6, 4)), (232, 0.3, (255, 250, 240)), (192, 0.2, (10, 6, 4))):
        scene.line(points([(112, y), (848, y)]), fill, 44, alpha, 18)
    scene.ink(path("M112 372 L848 372 L842 420 L120 420"), (10, 6, 4), 0.32, 12)
    scene.line(path("M98 1076 C290 1066 430 1098 560 1070 C660 1050 760 1078 860 1036"), cloth.dyes.wax, 5, 0.6)


def _circle() -> list[tuple[float, float]]:
    return [(math.cos(step * math.pi / 16), math.sin(step * math.pi / 16)) for step in range(32)]


def sarung(scene: Scene, cloth: Cloth) -> None:
    """A sarong hung up: the body left and right, the head (kepala) in the middle."""
    scene.rod(120)
    scene.lay(
        path("M150 112 C380 104 600 104 810 112 L818 1086 C700 1104 600 1080 480 1098 C360 1112 250 1084 142 1096"),
        cloth.body,
        "hang",
        0,
        1.0,
        0.7,
    )
    head = path("M352 108 C440 106 540 106 616 108 L622 1092 C570 1086 530 1090 480 1098 C430 1104 390 1100 346 1092")
    scene.lay(
        head,
        cloth.border if cloth.border is not cloth.body else cloth.trim,
        "hang",
        0 if cloth.border is cloth.body else 90,
        0.0,
        0.7,
        (0, 0),
    )
    for x, low in ((352, 346), (616, 622)):
        scene.line(points([(x, 108), (low, 1092)]), cloth.dyes.wax, 9, 0.9)
        scene.line(points([(x, 108), (low, 1092)]), cloth.dyes.line, 4, 0.9)
    if cloth.border is cloth.body:
        _pucuk(scene, cloth)
    for y, width, alpha, fill in ((124, 14, 0.14, (255, 250, 240)), (146, 16, 0.24, (10, 6, 4))):
        scene.line(points([(150, y), (810, y)]), fill, width, alpha, 6)
    scene.line(path("M144 1078 C250 1066 360 1094 480 1080 C600 1062 700 1086 816 1068"), cloth.dyes.wax, 5, 0.8)


def _pucuk(scene: Scene, cloth: Cloth) -> None:
    """Facing rows of bamboo-shoot triangles on the head of a sarong."""
    for step in range(13):
        y = 152 + 70 * step
        for side, x in ((1, 358), (-1, 610)):
            for scale, fill in (
                (1.0, cloth.dyes.wax),
                (0.82, cloth.dyes.accent(0)[0]),
                (0.5, cloth.dyes.wax),
                (0.34, cloth.dyes.line),
            ):
                tip = points([(0, -33 * scale), (112 * scale, 0), (0, 33 * scale)]) * (side, 1)
                scene.ink(moved(tip, x, y + 33), fill, 0.9)


def selendang(scene: Scene, cloth: Cloth) -> None:
    """A long shawl in a loose fall, both fringed ends to be seen."""
    scene.rod(104, 200, 760)
    back = path("M500 100 L720 100 C728 360 742 600 752 860 C690 876 620 862 560 872 C536 600 520 360 500 100")
    _fringe(scene, cloth, (560, 866), (752, 856), 54)
    scene.lay(back, cloth.body, "gather", 2, 0.9, 0.9, (70, 40), 0.86)
    scene.lay(
        path("M556 800 C620 790 690 804 750 790 L753 860 C690 876 620 862 560 872"),
        cloth.border,
        "gather",
        0,
        0.0,
        0.9,
        (90, 0),
        0.8,
    )
    _fringe(scene, cloth, (228, 1056), (520, 1062), 70)
    front = path(
        "M250 92 C360 84 470 84 560 92 C552 360 534 720 522 1066 C430 1084 330 1052 226 1066 C232 720 240 360 250 92"
    )
    scene.lay(front, cloth.body, "gather", -1, 1.0, 1.0)
    end = path("M228 900 C330 886 430 914 527 896 L522 1066 C430 1084 330 1052 226 1066")
    scene.lay(end, cloth.trim if cloth.edge is cloth.body else cloth.edge, "gather", 0, 0.0, 1.0, (0, 40))
    for lift in (0, 14):
        scene.line(
            path(f"M228 {904 + lift} C330 {890 + lift} 430 {918 + lift} 527 {900 + lift}"), cloth.dyes.wax, 4, 0.8
        )
    for y, alpha, fill in ((106, 0.14, (255, 250, 240)), (128, 0.26, (10, 6, 4))):
        scene.line(points([(250, y), (720, y)]), fill, 14, alpha, 6)


def _fringe(scene: Scene, cloth: Cloth, start: tuple[float, float], end: tuple[float, float], length: float) -> None:
    """Twisted threads (rawis) below an edge."""
    count = round((end[0] - start[0]) / 11)
    for step in range(count + 1):
        share = step / count
        x = start[0] + (end[0] - start[0]) * share
        y = start[1] + (end[1] - start[1]) * share
        sway = float(scene.rng.uniform(-5, 5))
        scene.line(
            points([(x, y - 6), (x + sway * 0.4, y + length / 2), (x + sway, y + length)]), cloth.dyes.line, 4.5, 0.85
        )


def kerudung(scene: Scene, cloth: Cloth) -> None:
    """A square scarf pinned on a plain bust, one end thrown across the chest."""
    rim = cloth.trim if cloth.edge is cloth.body else cloth.edge
    drape = mirrored("M480 420 L610 470 C720 600 806 800 850 1000 C730 1060 600 1084 480 1084")
    scene.lay(drape, cloth.body, "gather", 0, 1.1, 1.1)
    hem = path(
        "M124 952 C240 1016 360 1040 480 1040 C600 1040 720 1016 836 952 L850 1000 "
        "C730 1062 600 1086 480 1086 C360 1086 230 1062 110 1000"
    )
    scene.lay(hem, rim, "gather", 0, 0.0, 0.8)
    hood = mirrored("M480 104 C620 104 700 206 700 344 C700 470 668 590 610 690 C560 716 520 724 480 724")
    scene.lay(hood, cloth.body, "soft", 0, 0.9, 1.5)
    opening = mirrored("M480 214 C560 214 604 276 602 362 C600 450 540 540 480 540")
    scene.ink(opening, (196, 172, 148))
    scene.ink(mirrored("M480 256 C540 256 578 300 576 372 C572 450 530 520 480 520"), (226, 206, 184), 0.9, 12)
    for width, alpha in ((26, 0.35), (5, 0.3)):
        scene.line(opening, (16, 10, 8), width, alpha, 9 if width > 9 else 1)
    scene.line(mirrored("M480 206 C566 206 612 272 610 362 C608 456 544 548 480 548"), cloth.dyes.wax, 3, 0.35)
    thrown = path(
        "M636 500 C650 640 560 770 380 876 C300 920 230 950 150 968 C200 800 290 640 400 556 C480 600 570 580 636 500"
    )
    scene.ink(moved(thrown, 10, 16), (14, 8, 6), 0.4, 14)
    scene.lay(thrown, cloth.body, "soft", -38, 0.0, 1.6, (60, 40), 1.03)
    scene.line(path("M636 500 C650 640 560 770 380 876 C300 920 230 950 150 968"), cloth.dyes.wax, 4, 0.5)


def sprei(scene: Scene, cloth: Cloth) -> None:
    """A made bed from above: two pillows, the sheet, a turned-down blanket."""
    scene.lay(
        path("M90 250 C340 236 620 236 870 250 L884 1120 C620 1140 340 1140 76 1120"), cloth.body, "soft", 0, 1.2, 1.2
    )
    for x in (292, 668):
        pillow = spline(
            [
                (x - 164, 150),
                (x, 136),
                (x + 164, 150),
                (x + 172, 250),
                (x + 164, 356),
                (x, 372),
                (x - 164, 356),
                (x - 172, 250),
            ],
            7,
            closed=True,
        )
        scene.lay(pillow, cloth.border, "soft", 0, 1.0, 1.5, (x - 480.0, 60.0), 1.06)
        scene.line(spline([(x - 150, 338), (x, 352), (x + 150, 338)], 8), width=5, alpha=0.22, blur=2)
    turned = path("M82 560 C340 546 620 546 878 560 L880 700 C620 686 340 686 80 700")
    scene.ink(moved(turned, 0, 16), (16, 10, 8), 0.35, 10)
    scene.lay(turned, cloth.trim, "soft", 0, 0.0, 1.2)
    scene.stitches(path("M82 684 C340 670 620 670 878 684"))


def taplak(scene: Scene, cloth: Cloth) -> None:
    """A table cloth over a round table, its skirt in folds."""
    skirt = mirrored(
        "M480 420 L884 420 C900 620 886 820 906 1010 C860 1060 800 1000 740 1050 "
        "C690 1086 630 1030 570 1066 C540 1082 510 1072 480 1066"
    )
    scene.lay(skirt, cloth.body, "gather", 0, 1.0, 1.3, (0, 80), 0.9)
    top = mirrored("M480 226 C740 226 886 320 886 430 C886 540 740 634 480 634")
    scene.ink(moved(top, 0, 14), (14, 8, 6), 0.35, 12)
    scene.lay(top, cloth.body, "flat", 0, 0.0, 1.0, (0, 0), 1.06)
    inner = mirrored("M480 286 C660 286 770 350 770 428 C770 506 660 572 480 572")
    scene.lay(inner, cloth.border, "flat", 45, 0.0, 1.0, (0, 0), 1.06)
    for rim, width in ((top, 5), (inner, 4)):
        scene.line(rim, cloth.dyes.wax, width, 0.7)
    scene.ink(
        path("M452 300 C430 340 430 400 446 430 C464 440 496 440 514 430 C530 400 530 340 508 300 L508 284 L452 284"),
        (14, 8, 6),
        0.3,
        10,
    )
    scene.ink(
        path(
            "M452 290 C430 330 430 390 446 420 C464 430 496 430 514 420 C530 390 530 330 508 290 "
            "C500 296 460 296 452 290"
        ),
        (222, 212, 196),
    )
    scene.ink(path("M452 290 C460 282 500 282 508 290 C500 298 460 298 452 290"), (120, 104, 88))
    for lean, height in ((-46, 150), (4, 186), (50, 140)):
        stalk = spline([(480, 290), (480 + lean * 0.4, 230), (480 + lean, 290 - height)], 8)
        scene.line(stalk, (84, 104, 72), 5, 1.0)
        for turn_ in range(5):
            petals = spline([(0, 0), (14, -12), (30, 0), (14, 12)], 5, closed=True)
            scene.ink(aim(petals, 480 + lean, 290 - height, 72 * turn_ + lean), cloth.dyes.accent(0)[1])
        scene.ink(points([(480 + lean + 7 * c, 290 - height + 7 * s) for c, s in _circle()]), (220, 180, 96))
