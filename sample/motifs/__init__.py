"""Batik motifs of Pekalongan and its neighbours, each a function that draws one seamless repeat."""

from sample.motifs import clouds, diagonal, fauna, flora, geometric, grids, patchwork
from sample.motifs.registry import MOTIFS, Motif, drawn_tile

__all__ = ["MOTIFS", "Motif", "clouds", "diagonal", "drawn_tile", "fauna", "flora", "geometric", "grids", "patchwork"]
