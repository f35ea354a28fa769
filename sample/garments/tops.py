"""Shirts and other upper garments, on a wooden hanger or laid flat."""

from __future__ import annotations

from sample.cloth import Cloth
from sample.scene import Scene, flipped, mirrored, path
from sample.tile import moved, points

BODY = (
    "M480 214 L548 196 C590 216 640 232 676 250 C694 330 700 420 704 520 C710 700 712 900 714 1058 "
    "C640 1084 560 1092 480 1092"
)
SHORT_SLEEVE = (
    "M660 240 C726 270 776 312 806 372 C832 430 852 500 862 560 C812 586 762 600 716 604 "
    "C706 560 700 470 690 400 C684 340 672 290 660 240"
)
LONG_SLEEVE = (
    "M660 240 C724 266 768 306 790 370 C826 500 862 760 884 1000 C850 1016 816 1022 782 1020 "
    "C756 860 722 660 700 520 C690 420 680 320 660 240"
)


def kemeja(scene: Scene, cloth: Cloth) -> None:
    """A men's shirt: collar, placket with buttons, chest pocket; short or long sleeves."""
    long = scene.rng.random() < 0.4
    scene.hanger(480, 176, 200, 62)
    _sleeves(scene, cloth, LONG_SLEEVE if long else SHORT_SLEEVE, long)
    _shirt_body(scene, cloth)
    _collar(scene, cloth)
    pocket = path("M560 420 L660 414 L664 518 L614 536 L562 522")
    scene.ink(moved(pocket, 3, 5), (20, 12, 8), 0.35, 4)
    scene.lay(pocket, cloth.body, "flat", 0, 0.0)
    scene.stitches(path("M562 438 L660 432"))


def _sleeves(scene: Scene, cloth: Cloth, outline: str, cuffed: bool) -> None:
    right = path(outline)
    scene.lay(right, cloth.body, "sleeve", 24 if not cuffed else 8, 0.9, 1.0, (90, 0), 0.97)
    scene.lay(flipped(right), cloth.body, "sleeve", -24 if not cuffed else -8, 0.9, 1.0, (-90, 0))
    if cuffed:
        cuff = path(
            "M876 948 L884 1000 L888 1034 C852 1050 816 1056 786 1052 L780 1018 L774 966 C808 968 842 962 876 948"
        )
        for side in (cuff, flipped(cuff)):
            scene.lay(side, cloth.body, "flat", 90, 0.3, 1.0, (0, 160), 0.94)
    else:
        for hem in (path("M858 540 C812 564 762 578 714 582"), flipped(path("M858 540 C812 564 762 578 714 582"))):
            scene.stitches(hem)


def _shirt_body(scene: Scene, cloth: Cloth) -> None:
    inside = path("M420 202 C440 176 520 176 540 202 C530 250 500 286 480 300 C460 286 430 250 420 202")
    scene.ink(inside, (40, 30, 26))
    scene.lay(inside, cloth.trim, "flat", 0, 0.0, 1.0, (0, 0), 0.62)
    body = mirrored(BODY)
    scene.lay(body, cloth.body, "soft", 0, 1.0)
    vee = path("M430 196 C440 184 520 184 530 196 L484 296 L476 296")
    scene.lay(vee, cloth.trim, "flat", 0, 0.0, 1.0, (0, 0), 0.6)
    placket = path("M464 284 L500 284 L502 1091 L462 1091")
    scene.ink(moved(placket, 5, 0), (20, 12, 8), 0.3, 4)
    scene.lay(placket, cloth.body, "flat", 0, 0.0, 1.0, (3, 14), 1.03)
    for way in ("M467 290 L466 1088", "M497 290 L499 1088"):
        scene.stitches(path(way), 0.3)
    for step in range(6):
        scene.button(482, 352 + 126 * step)
    scene.stitches(path("M252 1040 C330 1062 400 1070 458 1072"))
    scene.stitches(path("M506 1072 C560 1070 640 1062 708 1040"))
    for seam in ("M664 246 C684 330 694 430 704 590", "M668 262 C660 330 676 420 700 500"):
        for side in (path(seam), flipped(path(seam))):
            scene.line(side, width=3, alpha=0.16, blur=2)


def _collar(scene: Scene, cloth: Cloth) -> None:
    leaf = path(
        "M418 196 C410 210 404 232 402 252 L452 330 C462 316 472 300 481 286 "
        "C458 262 436 230 428 200 C438 182 450 172 462 168 C444 170 426 182 418 196"
    )
    stand = path("M428 190 C446 162 514 162 532 190 C516 178 500 174 480 174 C460 174 444 178 428 190")
    scene.lay(stand, cloth.body, "flat", 90, 0.0, 1.0, (0, 60), 0.9)
    for side, degrees in ((leaf, 58.0), (flipped(leaf), -58.0)):
        scene.ink(moved(side, 3, 8), (16, 10, 8), 0.5, 6)
        scene.lay(side, cloth.body, "flat", degrees, 0.0, 1.0, (40, 90), 1.05)
    edge = path("M408 252 L452 322 C460 310 468 298 476 288")
    for way in (edge, flipped(edge)):
        scene.stitches(way, 0.35)
    for way in (leaf[:31], flipped(leaf)[:31]):
        scene.line(way, (16, 10, 8), 3, 0.5)


def kaos(scene: Scene, cloth: Cloth) -> None:
    """A T-shirt: plain jersey, batik on the chest and the sleeve ends."""
    sleeve = path("M660 240 C730 268 790 326 830 404 L862 500 C822 528 776 544 730 550 C690 480 664 340 640 240")
    for side, shift in ((sleeve, 80.0), (flipped(sleeve), -80.0)):
        scene.lay(side, cloth.plain, "sleeve", 0, 0.9, 1.0, (shift, 0))
    band = path("M850 462 L862 500 C822 528 776 544 730 550 L722 512 C770 504 812 488 850 462")
    for side, degrees in ((band, 24.0), (flipped(band), -24.0)):
        scene.lay(side, cloth.body, "flat", degrees, 0.0)
    scene.lay(
        mirrored(
            "M480 262 C520 258 552 236 566 206 C600 220 640 232 676 250 C690 420 700 760 704 1062 "
            "C630 1082 560 1088 480 1088"
        ),
        cloth.plain,
        "soft",
        0,
        1.0,
    )
    panel = mirrored("M480 404 L704 404 C708 520 706 640 706 742 L480 748")
    scene.lay(panel, cloth.body, "soft", 0, 0.0)
    for way in ("M254 402 L706 402", "M256 746 L706 744"):
        scene.stitches(path(way))
    scene.line(path("M394 206 C412 240 446 264 480 264 C514 264 548 240 566 206"), (240, 232, 214), 5, 0.25)
    scene.line(path("M384 210 C404 254 444 282 480 282 C516 282 556 254 576 210"), width=3, alpha=0.4)
    scene.ink(
        path("M396 204 C420 222 540 222 564 204 C546 244 512 262 480 262 C448 262 414 244 396 204"), (18, 14, 14), 0.55
    )
    scene.stitches(path("M258 1046 C330 1062 410 1068 480 1068 C550 1068 630 1062 702 1046"))


def blus(scene: Scene, cloth: Cloth) -> None:
    """A women's blouse: round yoke, flared hem, three-quarter bell sleeves."""
    scene.hanger(480, 186, 170, 50)
    bell = path(
        "M632 250 C700 286 742 360 772 450 C806 560 842 660 872 742 C828 778 764 792 704 780 "
        "C712 690 700 560 676 440 C664 370 648 310 632 250"
    )
    for side, degrees in ((bell, 18.0), (flipped(bell), -18.0)):
        scene.lay(side, cloth.body, "gather", degrees, 0.9, 0.8, (70 if degrees > 0 else -70, 30))
        scene.line(side[30:44], width=3, alpha=0.2)
    scene.lay(
        path("M400 214 C430 196 530 196 560 214 C544 250 512 268 480 270 C448 268 416 250 400 214"),
        cloth.trim,
        "flat",
        0,
        0.0,
        1.0,
        (0, 0),
        0.55,
    )
    scene.lay(
        mirrored(
            "M480 300 C530 298 566 262 570 214 C602 224 626 234 646 246 C672 340 676 430 664 520 "
            "C700 700 740 860 764 1010 C680 1052 580 1064 480 1064"
        ),
        cloth.body,
        "hang",
        0,
        1.0,
        0.62,
    )
    collar = mirrored("M480 300 C530 298 566 262 570 214 L590 220 C588 280 540 324 480 328")
    scene.lay(collar, cloth.trim, "flat", 0, 0.0)
    scene.line(path("M480 328 L480 480"), width=3, alpha=0.35)
    for step in range(4):
        scene.button(480, 350 + 40 * step, 6.5, cloth.dyes.wax)
    scene.line(path("M296 520 C360 540 420 546 480 546 C540 546 600 540 664 520"), width=8, alpha=0.16, blur=4)


def jaket(scene: Scene, cloth: Cloth) -> None:
    """A bomber jacket: batik body, ribbed plain cuffs, hem and collar, a zip."""
    sleeve = LONG_SLEEVE
    for side, degrees in ((path(sleeve), 8.0), (flipped(path(sleeve)), -8.0)):
        scene.lay(side, cloth.body, "sleeve", degrees, 1.0, 1.6, (90 if degrees > 0 else -90, 0))
    cuff = path("M870 928 L890 1020 C858 1044 814 1048 784 1040 L770 944 C806 950 840 942 870 928")
    for side in (cuff, flipped(cuff)):
        scene.lay(side, cloth.trim, "flat", 0, 0.3)
    scene.lay(
        mirrored(
            "M480 214 L560 200 C600 216 644 232 676 250 C694 330 706 470 712 560 C716 740 712 880 704 980 L480 990"
        ),
        cloth.body,
        "soft",
        0,
        1.0,
        1.4,
    )
    hem = mirrored("M480 970 L706 958 C706 1000 702 1040 694 1076 L480 1086")
    scene.lay(hem, cloth.trim, "flat", 0, 0.3)
    for step in range(-22, 23):
        x = 480 + step * 9.6
        scene.line(points([(x, 974), (x, 1078)]), width=2, alpha=0.28)
    scene.lay(
        path(
            "M412 214 C424 164 536 164 548 214 C560 232 548 262 520 286 L484 316 L476 316 L440 286 "
            "C412 262 400 232 412 214"
        ),
        cloth.trim,
        "flat",
        0,
        0.4,
    )
    scene.ink(
        path("M432 216 C446 190 514 190 528 216 C520 250 500 270 480 284 C460 270 440 250 432 216"), (16, 12, 12), 0.6
    )
    scene.line(path("M480 300 L480 1084"), (196, 190, 178), 9, 0.9)
    scene.line(path("M480 300 L480 1084"), (70, 66, 60), 3, 0.9)
    scene.ink(path("M474 318 L486 318 L488 352 L480 360 L472 352"), (176, 168, 150))
    for side in (path("M590 720 L660 860"), flipped(path("M590 720 L660 860"))):
        scene.line(side, width=8, alpha=0.5)


def outer(scene: Scene, cloth: Cloth) -> None:
    """An open kimono-like cardigan with a plain border, wide sleeves."""
    scene.hanger(480, 166, 220, 44)
    sleeve = path(
        "M650 214 C720 232 784 268 836 320 C866 420 884 530 892 640 C836 664 770 672 704 664 C706 540 690 360 650 214"
    )
    for side, degrees in ((sleeve, 12.0), (flipped(sleeve), -12.0)):
        scene.lay(side, cloth.body, "hang", degrees, 1.0, 0.7, (80 if degrees > 0 else -80, 0))
        scene.line(side[16:28], width=3, alpha=0.2)
    scene.lay(path("M404 200 L556 200 L566 1010 L394 1010"), cloth.trim, "hang", 0, 0.0, 0.6, (0, 0), 0.55)
    half = path(
        "M548 186 C590 196 630 204 668 224 C700 420 720 760 736 1090 C676 1112 610 1118 552 1116 "
        "C540 860 528 560 520 420 C520 330 536 250 548 186"
    )
    for side, shift in ((half, 60.0), (flipped(half), -60.0)):
        scene.lay(side, cloth.body, "hang", 0, 0.8, 0.7, (shift, 0))
    border = path(
        "M528 178 L556 184 C544 260 538 340 540 420 C548 620 562 900 574 1117 L534 1115 "
        "C524 860 510 560 504 420 C504 330 514 240 528 178"
    )
    for side in (border, flipped(border)):
        scene.lay(side, cloth.trim, "flat", 0, 0.5)
        scene.stitches(side[16:30], 0.25)
