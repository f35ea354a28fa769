"""Dresses, skirts, trousers, prayer gowns."""

from __future__ import annotations

from sample.cloth import Cloth
from sample.scene import Scene, flipped, mirrored, path
from sample.tile import moved, points


def _pair(scene: Scene, cloth: Cloth, outline: str, degrees: float, depth: float = 1.0) -> None:
    """Two mirrored sleeves."""
    right = path(outline)
    scene.lay(right, cloth.body, "sleeve", degrees, 0.9, depth, (80, 0), 0.97)
    scene.lay(flipped(right), cloth.body, "sleeve", -degrees, 0.9, depth, (-80, 0))


def _neck(scene: Scene, cloth: Cloth, top: float, half: float, drop: float) -> None:
    """The inside of the back, seen through a round neck at height `top`."""
    inside = path(
        f"M{480 - half} {top} C{480 - half / 2} {top - 26} {480 + half / 2} {top - 26} {480 + half} {top} "
        f"C{480 + half} {top + drop} {480 - half} {top + drop} {480 - half} {top}"
    )
    scene.lay(inside, cloth.trim, "flat", 0, 0.0, 1.0, (0, 0), 0.55)


def daster(scene: Scene, cloth: Cloth) -> None:
    """The loose house dress: short kimono sleeves, rubber neckline, wide gathered skirt, piping."""
    scene.hanger(480, 150, 160, 40)
    _pair(
        scene, cloth, "M606 186 C680 214 740 262 786 330 L826 420 C778 452 724 466 672 462 C656 380 634 280 606 186", 26
    )
    cuff = path("M812 388 L826 420 C778 452 724 466 672 462 L664 428 C716 430 766 416 812 388")
    for side in (cuff, flipped(cuff)):
        scene.lay(side, cloth.trim, "flat", 0, 0.0)
    _neck(scene, cloth, 176, 88, 124)
    scene.lay(
        mirrored(
            "M480 262 C530 262 560 226 564 172 C584 176 604 182 620 192 C650 290 664 390 660 470 "
            "C716 680 766 880 800 1084 C700 1116 590 1126 480 1126"
        ),
        cloth.body,
        "gather",
        0,
        1.0,
        0.85,
    )
    ruffle = mirrored("M480 262 C530 262 560 226 564 172 L584 176 C584 244 544 288 480 290")
    scene.lay(ruffle, cloth.trim, "gather", 0, 0.0, 0.5)
    scene.line(path("M300 478 C360 500 420 508 480 508 C540 508 600 500 660 478"), width=9, alpha=0.2, blur=4)
    scene.lay(
        path(
            "M300 472 C360 494 420 500 480 500 C540 500 600 494 660 472 L662 486 "
            "C600 508 540 514 480 514 C420 514 360 508 298 486"
        ),
        cloth.trim,
        "flat",
        0,
        0.0,
    )
    hem = path(
        "M158 1058 C266 1092 372 1102 480 1102 C588 1102 694 1092 802 1058 L806 1086 "
        "C700 1118 590 1128 480 1128 C370 1128 260 1118 154 1086"
    )
    scene.lay(hem, cloth.trim, "gather", 0, 0.0, 0.6)
    pocket = path("M574 650 C600 644 650 644 676 652 L684 756 C650 776 606 778 580 760")
    scene.ink(moved(pocket, 2, 4), (20, 12, 8), 0.35, 4)
    scene.lay(pocket, cloth.border, "flat", 0, 0.0, 1.0, (30, 40))
    scene.lay(path("M574 650 C600 644 650 644 676 652 L677 664 C650 657 600 657 575 663"), cloth.trim, "flat", 0, 0.0)


def gamis(scene: Scene, cloth: Cloth) -> None:
    """A full-length modest dress: long sleeves, plain yoke, batik panels to the floor."""
    scene.hanger(480, 116, 150, 40)
    _pair(
        scene,
        cloth,
        "M592 148 C656 172 700 216 722 290 C760 430 796 580 822 706 C790 726 752 732 716 728 "
        "C690 600 660 470 640 380 C622 290 608 214 592 148",
        10,
    )
    cuff = path("M812 660 L826 722 C790 742 752 748 718 744 L708 684 C744 688 782 680 812 660")
    for side in (cuff, flipped(cuff)):
        scene.lay(side, cloth.trim, "flat", 0, 0.2)
    _neck(scene, cloth, 136, 54, 60)
    scene.lay(
        mirrored(
            "M480 176 C512 176 532 160 536 132 C560 138 586 144 606 154 C634 250 640 350 630 440 "
            "C676 640 740 900 782 1120 C690 1150 580 1158 480 1158"
        ),
        cloth.body,
        "hang",
        0,
        1.0,
        0.85,
    )
    panel = mirrored("M480 440 L530 438 C546 640 570 900 590 1150 C552 1156 514 1158 480 1158")
    scene.lay(panel, cloth.trim if cloth.border is cloth.body else cloth.border, "hang", 0, 0.0, 0.7, (40, 20))
    for way in (path("M530 438 C546 640 570 900 590 1150"), flipped(path("M530 438 C546 640 570 900 590 1150"))):
        scene.line(way, width=5, alpha=0.3, blur=2)
    yoke = mirrored("M480 176 C512 176 532 160 536 132 C560 138 578 142 594 150 C596 220 568 290 480 318")
    scene.lay(yoke, cloth.trim, "flat", 0, 0.0)
    scene.stitches(path("M372 214 C390 280 430 304 480 312 C530 304 570 280 588 214"))
    belt = path(
        "M328 428 C380 444 430 448 480 448 C530 448 580 444 632 428 L634 462 "
        "C580 478 530 482 480 482 C430 482 380 478 326 462"
    )
    scene.lay(belt, cloth.trim, "flat", 0, 0.4)
    for step in range(3):
        scene.button(480, 214 + 34 * step, 6, cloth.dyes.wax)


def dress(scene: Scene, cloth: Cloth) -> None:
    """A knee-length dress: fitted waist, flared skirt, short puffed sleeves, a tied belt."""
    scene.hanger(480, 152, 150, 36)
    _pair(
        scene,
        cloth,
        "M598 188 C664 200 716 244 730 310 C736 346 730 376 716 396 C688 404 660 400 636 388 C630 320 618 250 598 188",
        20,
        1.6,
    )
    _neck(scene, cloth, 180, 76, 90)
    scene.lay(
        mirrored(
            "M480 300 C512 270 546 226 556 172 C576 176 594 182 610 192 C636 290 634 400 600 512 "
            "C672 660 742 850 790 1046 C694 1086 588 1098 480 1098"
        ),
        cloth.body,
        "gather",
        0,
        1.0,
        0.95,
    )
    facing = path(
        "M480 300 C512 270 546 226 556 172 L574 176 C564 240 524 300 484 334 L476 334 "
        "C436 300 396 240 386 176 L404 172 C414 226 448 270 480 300"
    )
    scene.lay(facing, cloth.trim, "flat", 0, 0.2)
    waist = path(
        "M362 504 C400 514 440 518 480 518 C520 518 560 514 598 504 L604 548 "
        "C560 560 520 564 480 564 C440 564 400 560 356 548"
    )
    scene.ink(moved(waist, 0, 10), (16, 10, 8), 0.3, 8)
    scene.lay(waist, cloth.trim, "flat", 0, 0.2)
    for outline in (
        "M528 540 C560 600 580 680 584 760 L552 766 C548 690 536 610 512 548",
        "M520 544 C524 610 518 670 500 730 L474 716 C494 660 502 600 500 548",
    ):
        scene.lay(path(outline), cloth.trim, "flat", 0, 0.5)
    scene.lay(
        path("M498 520 L544 516 C550 534 548 552 540 566 L500 566 C494 550 494 536 498 520"), cloth.trim, "soft", 0, 0.4
    )


def rok(scene: Scene, cloth: Cloth) -> None:
    """A long wrap skirt."""
    scene.lay(
        mirrored("M480 150 L640 150 C676 330 730 760 764 1080 C670 1112 570 1120 480 1120"),
        cloth.body,
        "hang",
        0,
        1.0,
        0.9,
    )
    flap = path("M400 150 L640 150 C676 330 722 700 750 960 C700 1050 640 1090 560 1112 C540 800 480 420 400 150")
    scene.lay(flap, cloth.border, "hang", 6, 0.9, 0.9, (30, 10))
    band = path("M316 128 C420 116 540 116 644 128 L650 186 C540 174 420 174 310 186")
    scene.lay(band, cloth.trim, "flat", 0, 0.5)
    scene.lay(path("M392 176 C380 260 352 340 330 400 L366 412 C392 340 414 250 422 178"), cloth.trim, "flat", 0, 0.5)
    scene.lay(path("M410 176 C424 250 436 310 430 380 L464 376 C468 300 456 230 440 174"), cloth.trim, "flat", 0, 0.5)


def celana(scene: Scene, cloth: Cloth) -> None:
    """Wide trousers with a rubber waist and a drawstring."""
    leg = path("M480 150 L664 150 C704 400 742 760 758 1082 C700 1106 600 1108 540 1092 C532 860 510 620 480 440")
    scene.lay(flipped(leg), cloth.body, "hang", 0, 1.0, 0.9, (-40, 0))
    scene.lay(leg, cloth.body, "hang", 0, 1.0, 0.9, (40, 0))
    scene.line(path("M480 190 C484 280 484 360 480 440"), width=4, alpha=0.35)
    band = path("M292 126 C420 114 540 114 668 126 L672 190 C540 178 420 178 288 190")
    scene.lay(band, cloth.trim, "gather", 0, 0.5, 0.8)
    for lean in (-1, 1):
        scene.line(
            path(f"M480 170 C{480 + 14 * lean} 220 {480 + 30 * lean} 270 {480 + 26 * lean} 330"),
            (244, 236, 218),
            6,
            1.0,
        )
        scene.ink(
            path(f"M{476 + 26 * lean} 326 L{486 + 26 * lean} 326 L{484 + 26 * lean} 350 L{478 + 26 * lean} 350"),
            (196, 160, 110),
        )
    for way in (path("M640 220 C668 280 680 340 684 400"), flipped(path("M640 220 C668 280 680 340 684 400"))):
        scene.line(way, width=4, alpha=0.35)
    for hem in (path("M542 1064 C600 1080 700 1078 754 1056"), flipped(path("M542 1064 C600 1080 700 1078 754 1056"))):
        scene.stitches(hem)


def mukena(scene: Scene, cloth: Cloth) -> None:
    """A prayer set: plain veil with a batik border, the skirt below."""
    scene.lay(
        mirrored("M480 700 L650 700 C700 850 730 990 744 1110 C660 1142 570 1150 480 1150"),
        cloth.body,
        "gather",
        0,
        1.0,
    )
    veil = mirrored("M480 84 C566 84 616 150 624 250 C668 340 760 520 842 824 C724 900 600 926 480 926")
    scene.lay(veil, cloth.plain, "hang", 0, 1.0, 0.8, (0, 0), 1.0)
    border = path(
        "M130 774 C260 846 370 866 480 866 C590 866 700 846 830 774 L846 830 "
        "C724 906 600 930 480 930 C360 930 236 906 114 830"
    )
    scene.lay(border, cloth.body, "hang", 0, 0.0, 0.8)
    face = mirrored("M480 150 C536 150 566 196 566 262 C566 334 530 384 480 384")
    scene.lay(face, cloth.trim, "flat", 0, 0.0, 1.0, (0, 0), 0.5)
    scene.ink(face, (20, 14, 14), 0.35)
    rim = mirrored(
        "M480 126 C550 126 592 184 592 264 C592 350 546 412 480 412 L480 384 "
        "C530 384 566 334 566 262 C566 196 536 150 480 150"
    )
    scene.lay(rim, cloth.border, "flat", 0, 0.3)
    scene.line(points([(480, 412), (480, 560)]), width=4, alpha=0.25, blur=2)
