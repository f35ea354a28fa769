"""An Indonesian address as people write it, read into its parts. It is always kept whole as typed, too."""

import re
from dataclasses import dataclass

from orders import areas
from orders.areas import Located

_RT_RW = re.compile(
    r"(?i)\brt\s*[./]?\s*rw\W{0,3}(\d{1,3})\s*[/\-]\s*(\d{1,3})|\brt\W{0,3}(\d{1,3})\W{0,4}(?:rw|/)\W{0,3}(\d{1,3})"
)
_RT = re.compile(r"(?i)\brt\W{0,3}(\d{1,3})\b")
_RW = re.compile(r"(?i)\brw\W{0,3}(\d{1,3})\b")
_VILLAGE = re.compile(
    r"(?i)\b(?:kel(?:urahan)?|desa|ds)\b[.\s]*([a-z' ]{3,40}?)(?=\s*(?:[,;\n(]|\d|\b(?:kec|kab|kota|rt|rw|prov|kode)|$))"
)
_STREET_ENDS = re.compile(r"(?i)[,;\n]|\b(?:rt|rw|kel|kelurahan|desa|kec|kecamatan|kab|kabupaten|kota)\b")
_LABELLED_POSTCODE = re.compile(r"(?i)\b(?:kode\s*pos|kodepos|postcode|postal code|zip)\b\D{0,3}(\d{1,8})")
_LAST_FIGURES = re.compile(r"(?<![\d/\-])(\d{4}|\d{6})\W*$")
POSTCODE = re.compile(r"(?<!\d)\d{5}(?!\d)")


@dataclass(frozen=True)
class Address:
    """What could be read; "" where the text does not say it. `wrong_postcode`: figures that should be a postcode and are
    not five. `area`: where it lies (see orders.areas)."""

    street: str
    rt: str
    rw: str
    village: str
    postcode: str
    wrong_postcode: str
    area: Located


def read_address(text: str) -> Address:
    """Never raises."""
    rt, rw = _rt_rw(text)
    village = _VILLAGE.search(text)
    found = POSTCODE.findall(text)
    return Address(
        street=_STREET_ENDS.split(text.strip(), maxsplit=1)[0].strip(" .")[:120],
        rt=rt,
        rw=rw,
        village=village[1].strip().title() if village else "",
        postcode=found[-1] if found else "",
        wrong_postcode="" if found else _wrong_postcode(text),
        area=areas.locate(text),
    )


def in_parts(text: str, area: str) -> dict[str, str]:
    """The address under the names that a courier's form asks for; `area` is the code that was agreed on."""
    read, names = read_address(text), areas.load().names
    code = area or read.area.code or ""
    levels = {"district": 8, "regency": 5, "province": 2}
    where = {level: names[code[:length]] if len(code) >= length else "" for level, length in levels.items()}
    return {
        "street": read.street,
        "rt": read.rt,
        "rw": read.rw,
        "village": read.village,
        **where,
        "postcode": read.postcode,
    }


def _rt_rw(text: str) -> tuple[str, str]:
    both = _RT_RW.search(text)
    if both:
        return both[1] or both[3], both[2] or both[4]
    rt, rw = _RT.search(text), _RW.search(text)
    return rt[1] if rt else "", rw[1] if rw else ""


def _wrong_postcode(text: str) -> str:
    """Figures that are called a postcode, or stand last and are a figure too few or too many."""
    labelled = _LABELLED_POSTCODE.search(text)
    if labelled:
        return labelled[1]
    last = _LAST_FIGURES.search(text)
    return last[1] if last and ("," in text or len(text.split()) > 5) else ""
