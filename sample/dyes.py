"""Dyes of the Pekalongan coast: what each colour id of the catalogue looks like on cloth.

Every colour has three strengths of the same bath: deep (dipped often), mid and light (dipped once).
A :class:`Palette` gives each part of a motif its dye; only colours the listing names are used,
beside the undyed cloth and the dark tones of those same colours.
"""

from __future__ import annotations

from dataclasses import dataclass

Rgb = tuple[int, int, int]

UNDYED: Rgb = (246, 238, 219)  # cotton where the wax kept the dye away

DYES: dict[str, tuple[Rgb, Rgb, Rgb]] = {
    "merah": ((112, 16, 24), (170, 36, 40), (222, 122, 106)),
    "maroon": ((70, 12, 24), (112, 26, 40), (176, 92, 92)),
    "biru": ((20, 50, 104), (36, 88, 156), (136, 182, 216)),
    "navy": ((12, 20, 46), (26, 42, 84), (104, 130, 174)),
    "hijau": ((26, 58, 40), (58, 100, 62), (152, 182, 132)),
    "tosca": ((8, 78, 82), (28, 132, 130), (144, 206, 196)),
    "kuning": ((172, 118, 20), (230, 184, 66), (247, 222, 146)),
    "mustard": ((126, 84, 20), (190, 138, 42), (228, 194, 120)),
    "oranye": ((150, 62, 18), (210, 106, 44), (241, 178, 124)),
    "coklat": ((58, 34, 22), (104, 66, 42), (182, 142, 108)),
    "sogan": ((66, 36, 16), (134, 82, 36), (208, 160, 100)),
    "krem": ((178, 148, 104), (233, 216, 182), (245, 235, 212)),
    "putih": ((176, 176, 172), (244, 241, 232), (251, 249, 244)),
    "hitam": ((14, 13, 16), (34, 31, 34), (112, 106, 106)),
    "abu": ((66, 70, 76), (126, 130, 135), (194, 197, 200)),
    "ungu": ((54, 28, 80), (102, 64, 136), (184, 156, 208)),
    "pink": ((160, 52, 92), (224, 136, 160), (247, 203, 212)),
    "salem": ((178, 84, 64), (235, 164, 140), (250, 215, 198)),
    "emas": ((118, 80, 22), (192, 146, 58), (235, 208, 140)),
    "silver": ((100, 106, 116), (178, 182, 189), (221, 224, 228)),
}

# With only a light colour named, the figure is drawn in a deeper bath of a related dye.
COMPANION = {
    "krem": "sogan",
    "putih": "abu",
    "kuning": "mustard",
    "pink": "pink",
    "salem": "salem",
    "silver": "silver",
    "emas": "coklat",
}

PESISIR = ("merah", "tosca", "kuning", "ungu", "oranye", "biru", "pink", "hijau")
MULTI_GROUNDS = ("krem", "navy", "maroon", "tosca", "krem", "hitam")


@dataclass(frozen=True)
class Palette:
    """Dyes for the parts of one cloth."""

    ground: Rgb
    motif: Rgb  # the main figure
    line: Rgb  # outlines, the darkest bath
    wax: Rgb  # undyed lines and isen dots
    tint: Rgb  # the lightest bath of the main dye (of the figure's on pale cloth)
    shade: Rgb  # a tone beside the ground, for filling behind the figure
    accents: tuple[tuple[Rgb, Rgb], ...]  # (mid, light) of each flower dye
    leaf: tuple[Rgb, Rgb]

    def accent(self, index: int) -> tuple[Rgb, Rgb]:
        """The (mid, light) dyes of the index-th accent, going round."""
        return self.accents[index % len(self.accents)]

    @property
    def isen(self) -> Rgb:
        """The colour of filling dots that shows on the ground."""
        return self.wax if luminance(self.ground) < 150 else self.line


def luminance(rgb: Rgb) -> float:
    """How light a colour looks, 0 to 255."""
    return 0.299 * rgb[0] + 0.587 * rgb[1] + 0.114 * rgb[2]


def mix(first: Rgb, second: Rgb, share: float) -> Rgb:
    """A colour between two, `share` (0 to 1) of the second."""
    r, g, b = (round(p + (q - p) * share) for p, q in zip(first, second, strict=True))
    return (r, g, b)


def ramp(first: Rgb, last: Rgb, steps: int) -> list[Rgb]:
    """Evenly graded baths from first to last."""
    return [mix(first, last, step / max(1, steps - 1)) for step in range(steps)]


def palette(colours: list[str], seed: int) -> Palette:
    """The palette of a listing's colour ids, the first of them on the ground."""
    known = [colour for colour in colours if colour in DYES]
    if "multi" in colours:
        known = _pesisir_mix(known, seed)
    known = known or ["krem"]
    main, others = known[0], known[1:]
    if luminance(DYES[main][1]) < 150:
        return _on_dark(main, others)
    return _on_light(main, others)


def _pesisir_mix(known: list[str], seed: int) -> list[str]:
    """Four bright coast colours on a quiet ground."""
    ground = known[0] if known else MULTI_GROUNDS[seed % len(MULTI_GROUNDS)]
    start = seed % len(PESISIR)
    bright = [PESISIR[(start + 3 * step) % len(PESISIR)] for step in range(5)]
    return [ground, *[colour for colour in bright if colour != ground][:4]]


def _on_dark(main: str, others: list[str]) -> Palette:
    """Wax-light figures on a deep bath."""
    deep, mid, light = DYES[main]
    ground = mix(deep, mid, 0.62)
    accents = tuple((DYES[other][1], DYES[other][2]) for other in others) or (
        (light, UNDYED),
        (mix(mid, light, 0.5), light),
    )
    motif = DYES[others[0]][1] if others else UNDYED
    if abs(luminance(motif) - luminance(ground)) < 55:
        motif = DYES[others[0]][2]
    if abs(luminance(motif) - luminance(ground)) < 55:
        motif = UNDYED
    return Palette(
        ground=ground,
        motif=motif,
        line=mix(deep, (10, 8, 10), 0.35),
        wax=UNDYED,
        tint=light,
        shade=mix(ground, light, 0.3),
        accents=accents,
        leaf=_leaf(others, (mix(mid, light, 0.45), light)),
    )


def _on_light(main: str, others: list[str]) -> Palette:
    """Dyed figures on a pale ground."""
    ground = DYES[main][1] if main in ("putih", "krem") else mix(DYES[main][1], DYES[main][2], 0.45)
    figure = next((o for o in others if luminance(DYES[o][1]) < 170), COMPANION.get(main, main))
    deep, mid, light = DYES[figure]
    if abs(luminance(mid) - luminance(ground)) < 50:
        mid, light = deep, mid
    accents = tuple((DYES[other][1], DYES[other][2]) for other in others) or (
        (mid, light),
        (mix(mid, ground, 0.35), mix(light, ground, 0.4)),
    )
    return Palette(
        ground=ground,
        motif=mid,
        line=mix(deep, (20, 12, 12), 0.2),
        wax=(252, 248, 238),
        tint=light,
        shade=mix(ground, DYES[main][0], 0.2),
        accents=accents,
        leaf=_leaf(others, (mix(mid, deep, 0.2), light)),
    )


def _leaf(others: list[str], tonal: tuple[Rgb, Rgb]) -> tuple[Rgb, Rgb]:
    """Leaves take a green if the listing names one, else a tone of the cloth."""
    for green in ("hijau", "tosca", "sogan", "biru"):
        if green in others[1:] or (green in others and green in ("hijau", "tosca")):
            return DYES[green][1], DYES[green][2]
    return tonal
