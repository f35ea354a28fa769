"""The register of motifs: who draws which id, and how large its repeat lies on the cloth."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sample.dyes import Palette
from sample.tile import Tile

Drawing = Callable[[Tile, Palette], None]


@dataclass(frozen=True)
class Motif:
    """A motif: `repeat` is the side of its tile in pixels of the finished picture."""

    draw: Drawing
    repeat: int
    smoothing: int


MOTIFS: dict[str, Motif] = {}


def motif(name: str, repeat: int, smoothing: int = 3) -> Callable[[Drawing], Drawing]:
    """Registers a drawing function under a motif id."""

    def register(draw: Drawing) -> Drawing:
        MOTIFS[name] = Motif(draw, repeat, smoothing)
        return draw

    return register


def drawn_tile(
    name: str,
    dyes: Palette,
    rng: np.random.Generator,
    wobble: float,
    repeat: int | None = None,
    smoothing: int | None = None,
) -> Tile:
    """One repeat of a motif, at its usual size or another (pixels)."""
    entry = MOTIFS[name]
    tile = Tile(repeat or entry.repeat, dyes.ground, rng, wobble, smoothing or entry.smoothing)
    entry.draw(tile, dyes)
    return tile
