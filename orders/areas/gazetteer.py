"""The names of all areas, and finding one by what people write. Read once a process: 0.1 s and 5 MB."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
PROVINCE, REGENCY, DISTRICT = 2, 5, 8  # lengths of codes
_KINDS = re.compile(r"^(?:kota|kabupaten)(?: administrasi)? |^(?:daerah khusus ibukota|daerah istimewa) ")


@dataclass(frozen=True)
class Gazetteer:
    """`names`: official name by code. `codes`: codes by spelling (see `spelling`). `labels`: the kind that a word before
    a name tells. `postcodes`: provinces by the first two figures."""

    names: dict[str, str]
    codes: dict[str, tuple[str, ...]]
    districts: dict[str, list[str]]  # of each regency
    labels: dict[str, str]
    postcodes: dict[str, list[str]]

    def in_words(self, code: str) -> str:
        """ "Kec. Wiradesa, Kab. Pekalongan", "Kota Semarang", "Jawa Tengah"."""
        name = self.names[code].replace("Kabupaten ", "Kab. ").replace(" Administrasi", "")
        return f"Kec. {name}, {self.in_words(code[:REGENCY])}" if len(code) == DISTRICT else name

    def is_city(self, code: str) -> bool:
        return self.names[code[:REGENCY]].startswith("Kota ")


def spelling(name: str) -> str:
    """How a name is looked up: small letters and figures only, without the blanks that people put where they like."""
    return "".join(re.findall(r"[a-z0-9]+", name.casefold().replace("'", "").replace("’", "")))


def bare(name: str) -> str:
    """A name without what kind of area it is: "Kota Pekalongan" -> "pekalongan"."""
    return _KINDS.sub("", name.casefold())


@cache
def load() -> Gazetteer:
    lines = (FOLDER / "areas.tsv").read_text(encoding="utf-8").splitlines()
    names = dict(line.split("\t") for line in lines)
    ours = tomllib.loads((FOLDER / "names.toml").read_text(encoding="utf-8"))
    codes: dict[str, list[str]] = {}
    districts: dict[str, list[str]] = {}
    for code, name in names.items():
        if len(code) == DISTRICT:
            districts.setdefault(code[:REGENCY], []).append(code)
        codes.setdefault(spelling(name if len(code) == DISTRICT else bare(name)), []).append(code)
    for called, code in ours["called"].items():
        known = codes.setdefault(spelling(called), [])
        if code not in known:
            known.append(code)
    return Gazetteer(
        names,
        {key: tuple(found) for key, found in codes.items()},
        districts,
        {word: kind for kind, words in ours["labels"].items() for word in words},
        ours["postcodes"],
    )
