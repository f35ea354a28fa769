"""Sets for several people: sarimbit for a couple, clothes for children."""

from __future__ import annotations

from sample.cloth import Cloth
from sample.garments import long, tops
from sample.scene import Scene


def sarimbit(scene: Scene, cloth: Cloth) -> None:
    """A couple's set: her dress, his shirt, of one cloth."""
    scene.frame = (0.67, 346.0, 240.0)
    tops.kemeja(scene, cloth)
    scene.frame = (0.82, -96.0, 130.0)
    long.gamis(scene, cloth)
    scene.frame = (1.0, 0.0, 0.0)


def anak(scene: Scene, cloth: Cloth) -> None:
    """A child's set: a small shirt and short trousers, or a small dress."""
    if scene.rng.random() < 0.5:
        scene.frame = (0.86, 67.0, 70.0)
        long.dress(scene, cloth)
    else:
        scene.frame = (0.46, 259.0, 636.0)
        long.celana(scene, cloth)
        scene.frame = (0.66, 163.0, -36.0)
        tops.kemeja(scene, cloth)
    scene.frame = (1.0, 0.0, 0.0)
