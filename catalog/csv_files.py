"""The catalogue's CSV files as files: their columns, their many encodings, and writing them whole or not at all."""

import codecs
import csv
import io
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from catalog.errors import Refusal

SELLERS = "sellers.csv"
LISTINGS = "listings.csv"
PHOTOS = "photos"  # the folder beside them
COLUMNS: Mapping[str, Sequence[str]] = {
    SELLERS: ("phone", "shop", "owner", "sentra", "kelurahan", "verified", "bank", "bank_account", "account_holder"),
    LISTINGS: (
        *("code", "seller_phone", "title", "product", "technique", "motifs", "colours", "sizes", "price", "stock"),
        *("weight_g", "wholesale", "description", "photo"),
    ),
}
LOTS = "lots"  # `MINQTY:RUPIAH|…`: for just so many pieces together, where `wholesale` can only come near it
OPTIONAL: Mapping[str, Sequence[str]] = {SELLERS: (), LISTINGS: (LOTS,)}  # a file may have them behind its columns
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")  # all but tab and line breaks: a description has some
DELIMITERS = ",;\t"  # Excel writes ";" where the decimal sign is a comma, as in Indonesia


class WholeFileRefused(Exception):
    """No line of a file can be read; `refusals` say why."""

    def __init__(self, refusals: list[Refusal]) -> None:
        super().__init__(*map(str, refusals))
        self.refusals = refusals


def read(
    folder: Path, name: str, refusals: list[Refusal], wanted: Sequence[str] = ()
) -> Iterator[tuple[int, dict[str, str]]]:
    """(line, values by column) of each line that has any; lines with a wrong number of values go to `refusals`.
    `wanted`: the columns, of a file that is not one of ours above.

    A file that is not there has no lines. Raises WholeFileRefused for one whose encoding or header is wrong.
    """
    path = folder / name
    if not path.exists():
        return
    text = _decoded(name, path.read_bytes())
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    columns: list[str] | None = None
    line = 1
    try:
        for values in reader:
            if columns is None:
                if not _names_separator(values):
                    columns = _header(name, values, wanted or COLUMNS[name], () if wanted else OPTIONAL[name])
            elif any(value.strip() for value in values):
                row = _row(name, line, columns, values, refusals)
                if row is not None:
                    yield line, row
            line = reader.line_num + 1
    except csv.Error as problem:
        raise WholeFileRefused([Refusal(name, line, "", f"cannot be read as CSV: {problem}")]) from None
    if columns is None:
        _header(name, [], wanted or COLUMNS[name], ())


def write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a CSV file; whoever looks sees the old one or the whole new one."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    write_bytes(path, text.getvalue().encode())


def write_bytes(path: Path, data: bytes) -> None:
    """Put `data` aside and then, in one step, in the place of `path`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with open(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(draft, 0o644)  # mkstemp's files are for their owner only
        os.replace(draft, path)
    except BaseException:
        os.unlink(draft)
        raise


def _row(
    name: str, line: int, columns: Sequence[str], values: list[str], refusals: list[Refusal]
) -> dict[str, str] | None:
    """The values by column; None, and a refusal, for a line that can't be read. What stands beyond the header or under
    no name is left out where it is empty: spreadsheets keep such columns once they were formatted."""
    width = len(columns)
    if len(values) == width and "" not in columns and not _CONTROLS.search("\n".join(values)):
        return dict(zip(columns, values, strict=True))  # as nearly all lines are
    surplus = [value for column, value in zip(columns, values, strict=False) if not column] + values[width:]
    reason = ""
    if len(values) < width or any(value.strip() for value in values[width:]):
        reason = f"has {len(values)} values where the header has {width}"
    elif any(value.strip() for value in surplus):
        reason = "has a value in a column without a name"
    else:
        row = {column: value for column, value in zip(columns, values, strict=False) if column}
        odd = [column for column, value in row.items() if _CONTROLS.search(value)]
        if not odd:
            return row
        refusals.extend(Refusal(name, line, column, "has a control character, which nobody can see") for column in odd)
        return None
    refusals.append(Refusal(name, line, "", reason))
    return None


def _names_separator(values: Sequence[str]) -> bool:
    """Excel's own first line, such as "sep=;"."""
    return bool(values) and bool(re.fullmatch(r"sep=.?", values[0].strip(), re.IGNORECASE)) and not any(values[1:])


def _decoded(name: str, data: bytes) -> str:
    """UTF-8 with or without a mark, or UTF-16 with one (Excel's "Unicode text"). Who opens and saves a file with a mark
    in a program that doesn't know it gets a second one."""
    encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8"
    try:
        return data.decode(encoding).lstrip("\ufeff")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        reason = "is not UTF-8; in Excel choose “CSV UTF-8” when saving"
        raise WholeFileRefused([Refusal(name, line, "", reason)]) from None


def _delimiter(text: str) -> str:
    first = text.split("\n", 1)[0]
    if found := re.fullmatch(r"sep=(.)\s*", first, re.IGNORECASE):
        return found[1]
    return max(DELIMITERS, key=first.count)


def _header(name: str, values: Sequence[str], wanted: Sequence[str], optional: Sequence[str]) -> list[str]:
    """The columns in the file's order, in small letters; "" for one without a name."""
    known = (*wanted, *optional)
    columns = [value.strip().lower() for value in values]
    wrong = [Refusal(name, 1, column, "the column is missing") for column in wanted if column not in columns]
    wrong += [Refusal(name, 1, c, "no such column is known") for c in columns if c and c not in known]
    wrong += [Refusal(name, 1, c, "the column stands there twice") for c in known if columns.count(c) > 1]
    if wrong:
        raise WholeFileRefused(wrong)
    return columns
