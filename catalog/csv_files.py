"""The catalogue's CSV files as files: their columns, their many encodings, and writing them whole or not at all."""

import codecs
import csv
import io
import os
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
                columns = _header(name, values, wanted or COLUMNS[name])
            elif any(value.strip() for value in values):
                if len(values) == len(columns):
                    yield line, dict(zip(columns, values, strict=True))
                else:
                    reason = f"has {len(values)} values where the header has {len(columns)}"
                    refusals.append(Refusal(name, line, "", reason))
            line = reader.line_num + 1
    except csv.Error as problem:
        raise WholeFileRefused([Refusal(name, line, "", f"cannot be read as CSV: {problem}")]) from None
    if columns is None:
        _header(name, [], wanted or COLUMNS[name])


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


def _decoded(name: str, data: bytes) -> str:
    """UTF-8 with or without a mark, or UTF-16 with one (Excel's "Unicode text")."""
    encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        reason = "is not UTF-8; in Excel choose “CSV UTF-8” when saving"
        raise WholeFileRefused([Refusal(name, line, "", reason)]) from None


def _delimiter(text: str) -> str:
    header = text.split("\n", 1)[0]
    return max(DELIMITERS, key=header.count)


def _header(name: str, values: Sequence[str], wanted: Sequence[str]) -> list[str]:
    columns = [value.strip() for value in values]
    wrong = [Refusal(name, 1, column, "the column is missing") for column in wanted if column not in columns]
    wrong += [Refusal(name, 1, column, "no such column is known") for column in columns if column not in wanted]
    wrong += [Refusal(name, 1, c, "the column stands there twice") for c in wanted if columns.count(c) > 1]
    if wrong:
        raise WholeFileRefused(wrong)
    return columns
