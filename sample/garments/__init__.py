"""What a cloth becomes: one function for each product of the catalogue."""

from __future__ import annotations

from collections.abc import Callable

from sample.cloth import Cloth
from sample.garments import families, lengths, long, small, tops
from sample.scene import Scene

GARMENTS: dict[str, Callable[[Scene, Cloth], None]] = {
    "kain": lengths.kain,
    "sarung": lengths.sarung,
    "bahan": lengths.bahan,
    "kemeja": tops.kemeja,
    "blus": tops.blus,
    "dress": long.dress,
    "gamis": long.gamis,
    "daster": long.daster,
    "outer": tops.outer,
    "rok": long.rok,
    "celana": long.celana,
    "kaos": tops.kaos,
    "jaket": tops.jaket,
    "selendang": lengths.selendang,
    "kerudung": lengths.kerudung,
    "mukena": long.mukena,
    "sarimbit": families.sarimbit,
    "anak": families.anak,
    "tas": small.tas,
    "dompet": small.dompet,
    "sandal": small.sandal,
    "sprei": lengths.sprei,
    "taplak": lengths.taplak,
    "blangkon": small.blangkon,
    "aksesori": small.aksesori,
}
