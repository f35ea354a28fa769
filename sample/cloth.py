"""From tile to cloth: what the technique does to a motif, and the lengths a garment is cut from."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from sample.dyes import Palette, luminance, mix, palette
from sample.motifs import drawn_tile
from sample.motifs.grids import scallops
from sample.ornaments import aim, ring
from sample.tile import Tile, moved, oval, points, spline

SIDE = 1440  # pixels of a length of cloth, enough for any garment at any slant

# How far the hand strays (pixels) and how many cracks of the wax take dye, by technique.
HAND = {"tulis": 1.1, "kombinasi": 0.8, "cap": 0.5, "printing": 0.0}
CRACKS = {"tulis": 26, "kombinasi": 16, "cap": 12}


@dataclass(frozen=True)
class Cloth:
    """What a garment is made of: the batik, a second batik for borders, plain cloth."""

    body: Image.Image
    border: Image.Image
    edge: Image.Image  # for the ends of a length: the border if there is one, else a row of shells
    trim: Image.Image  # plain, in the darkest bath
    plain: Image.Image  # plain, in the colour of the ground
    dyes: Palette


def woven(technique: str | None, motifs: list[str], colours: list[str], seed: int) -> Cloth:
    """The cloth of a listing."""
    rng = np.random.default_rng(seed)
    dyes = palette(colours, int(rng.integers(1000)))
    first, second = _body_and_border(motifs)
    body = _length(technique, first, dyes, rng)
    border = _length(technique, second, dyes, rng) if second else body
    edge = (
        border if second or first == "polos" or technique in ("ecoprint", "jumputan") else _edging(technique, dyes, rng)
    )
    trim = _covered(drawn_tile("polos", _plain(dyes), rng, 0.0).finished())
    plain = _covered(drawn_tile("polos", dyes, rng, 0.0).finished())
    return Cloth(body, border, edge, trim, plain, dyes)


def _body_and_border(motifs: list[str]) -> tuple[str, str | None]:
    """The motif of the field and that of the border; triangles (tumpal) always go to the border."""
    field = [name for name in motifs if name != "tumpal"]
    ordered = [*field, "tumpal"] if field and "tumpal" in motifs else motifs or ["polos"]
    return ordered[0], ordered[1] if len(ordered) > 1 else None


def _edging(technique: str | None, dyes: Palette, rng: np.random.Generator) -> Image.Image:
    deep = mix(dyes.ground, dyes.line, 0.55) if luminance(dyes.ground) < 150 else mix(dyes.motif, dyes.line, 0.35)
    tile = Tile(240, deep, rng, HAND.get(technique or "", 0.3))
    scallops(tile, dyes)
    return _covered(tile.finished())


def _plain(dyes: Palette) -> Palette:
    """The plain cloth of collars and trims: the darkest bath."""
    tone = mix(dyes.line, dyes.ground, 0.25)
    return replace(dyes, ground=tone, shade=mix(tone, dyes.wax, 0.2))


def _length(technique: str | None, name: str, dyes: Palette, rng: np.random.Generator) -> Image.Image:
    if technique == "ecoprint":
        return _covered(_ecoprint(dyes, rng))
    if technique == "jumputan":
        return _covered(_jumputan(dyes, rng))
    tile = drawn_tile(name, dyes, rng, HAND.get(technique or "", 0.3)).finished()
    cloth = _covered(tile)
    cracks = CRACKS.get(technique or "", 0)
    return _cracked(cloth, cracks, dyes, rng) if cracks else cloth


def _covered(tile: Image.Image) -> Image.Image:
    """Repeats of a tile over a whole length."""
    cloth = Image.new("RGB", (SIDE, SIDE))
    for x in range(0, SIDE, tile.width):
        for y in range(0, SIDE, tile.height):
            cloth.paste(tile, (x, y))
    return cloth


def _cracked(cloth: Image.Image, count: int, dyes: Palette, rng: np.random.Generator) -> Image.Image:
    """Remukan: fine veins where the wax broke and the dye crept in."""
    half = SIDE // 2
    veins = Image.new("L", (SIDE, SIDE))
    pen = ImageDraw.Draw(veins)
    for _ in range(count):
        x, y = rng.uniform(0, SIDE, 2)
        heading = rng.uniform(0, 2 * np.pi)
        path = [(float(x), float(y))]
        for _ in range(14):
            heading += rng.normal(0, 0.45)
            x, y = x + 16 * np.cos(heading), y + 16 * np.sin(heading)
            path.append((float(x), float(y)))
        pen.line(path, fill=int(rng.uniform(40, 120)), width=2)
    veins = veins.resize((half, half), Image.Resampling.BILINEAR)
    wide = Image.new("L", (SIDE, SIDE))
    for corner in ((0, 0), (half, 0), (0, half), (half, half)):
        wide.paste(veins, corner)
    cloth.paste(mix(dyes.ground, dyes.line, 0.6), (0, 0, SIDE, SIDE), wide)
    return cloth


def _ecoprint(dyes: Palette, rng: np.random.Generator) -> Image.Image:
    """Leaves steamed onto the cloth: blurred silhouettes with their veins left pale."""
    size = 480
    ground = mix(dyes.ground, dyes.wax, 0.25)
    tile = Tile(size, ground, rng, 1.5)
    tones = [dyes.motif, dyes.accent(0)[0], dyes.leaf[0], mix(dyes.ground, dyes.line, 0.45), dyes.accent(1)[0]]
    spots = [((c + 0.5 * (r % 2) + 0.3) / 4, (r + 0.5) / 5) for r in range(5) for c in range(4)]
    for step, (x, y) in enumerate(spots):
        tone = mix(tones[step % len(tones)], ground, float(rng.uniform(0.1, 0.4)))
        place = (x * size + rng.uniform(-14, 14), y * size + rng.uniform(-12, 12))
        kind = (_lobed, _long_leaf, _frond)[step % 3]
        kind(tile, place, float(rng.uniform(62, 96)), float(rng.uniform(0, 360)), tone, mix(tone, ground, 0.6))
    return _steamed(tile.finished(), rng, ground)


def _long_leaf(
    tile: Tile,
    at: tuple[float, float],
    size: float,
    degrees: float,
    tone: tuple[int, int, int],
    vein: tuple[int, int, int],
) -> None:
    upper = spline([(-0.6, 0), (-0.25, -0.24), (0.2, -0.22), (0.62, 0)], 6)
    shape = np.vstack([upper, (upper * (1, -1))[::-1]])
    tile.polygon(aim(shape, *at, degrees, size), tone)
    tile.line(aim(points([(-0.75, 0), (0.6, 0)]), *at, degrees, size), vein, 1.8)
    for share in np.linspace(-0.45, 0.4, 8):
        for side in (-1, 1):
            rib = points([(share, 0), (share + 0.13, 0.19 * side)])
            tile.line(aim(rib, *at, degrees, size), vein, 0.9)


def _lobed(
    tile: Tile,
    at: tuple[float, float],
    size: float,
    degrees: float,
    tone: tuple[int, int, int],
    vein: tuple[int, int, int],
) -> None:
    for lean, reach in ((0, 0.72), (46, 0.6), (-46, 0.6), (95, 0.42), (-95, 0.42)):
        lobe = spline([(0, -0.09), (0.55 * reach, -0.17), (reach, 0), (0.55 * reach, 0.17), (0, 0.09)], 5)
        tile.polygon(aim(lobe, *at, degrees + lean, size), tone)
    for lean, reach in ((0, 0.66), (46, 0.54), (-46, 0.54), (95, 0.36), (-95, 0.36), (180, 0.4)):
        tile.line(aim(points([(0, 0), (reach, 0)]), *at, degrees + lean, size), vein, 1.3)


def _frond(
    tile: Tile,
    at: tuple[float, float],
    size: float,
    degrees: float,
    tone: tuple[int, int, int],
    vein: tuple[int, int, int],
) -> None:
    tile.line(aim(points([(-0.6, 0), (0.55, 0)]), *at, degrees, size), tone, 2.0)
    for share in np.linspace(-0.4, 0.5, 7):
        for side in (-1, 1):
            leaflet = oval(0.17, 0, 0.16, 0.062, 0, 16)
            spot = aim(points([(share, 0)]), *at, degrees, size)[0]
            tile.polygon(aim(leaflet, spot[0], spot[1], degrees + 52 * side, size), tone)
            tile.line(aim(points([(0.04, 0), (0.28, 0)]), spot[0], spot[1], degrees + 52 * side, size), vein, 0.8)


def _steamed(tile: Image.Image, rng: np.random.Generator, ground: tuple[int, int, int]) -> Image.Image:
    """Uneven take-up of the leaf's dye, and the softness of steam."""
    grain = Image.fromarray(rng.integers(0, 110, (60, 60), dtype=np.uint8))
    mask = grain.resize(tile.size, Image.Resampling.BICUBIC)
    soft = tile.filter(ImageFilter.GaussianBlur(0.8))
    soft.paste(ground, (0, 0, *tile.size), mask)
    return soft


def _jumputan(dyes: Palette, rng: np.random.Generator) -> Image.Image:
    """Rings left where the cloth was bound with thread before dyeing."""
    size = 288
    tile = Tile(size, dyes.ground, rng, 1.2)
    for x, y, radius in ((0.25, 0.25, 0.2), (0.75, 0.75, 0.2), (0.75, 0.25, 0.12), (0.25, 0.75, 0.12)):
        rough = 1 + rng.uniform(-0.07, 0.07, 40)
        for share, fill in (
            (1.0, mix(dyes.ground, dyes.wax, 0.35)),
            (0.88, dyes.wax),
            (0.68, dyes.accent(0)[0]),
            (0.42, dyes.wax),
            (0.26, dyes.accent(1)[0]),
            (0.1, dyes.wax),
        ):
            shape = oval(0, 0, radius * size * share, radius * size * share, 0, 40) * rough[:, None]
            tile.polygon(moved(shape, x * size, y * size), fill)
        for degrees in ring(26):
            reach = float(rng.uniform(0.92, 1.22))
            ray = points([(0.55 * radius * size, 0), (reach * radius * size, 0)])
            tile.line(aim(ray, x * size, y * size, degrees), mix(dyes.ground, dyes.wax, 0.55), 1.3)
    for step in range(12):
        tile.dots(
            points([(0.5 * size, step / 12 * size), (step / 12 * size, 0.5 * size)]),
            3.2,
            mix(dyes.wax, dyes.ground, 0.15),
        )
    return tile.finished().filter(ImageFilter.GaussianBlur(0.9))
