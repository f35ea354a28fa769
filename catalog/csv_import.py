"""`flask catalog import`: a folder of CSV files and photos becomes sellers and listings, all or nothing.

The slow part, reading files and storing photos, comes before the transaction. Photos that were stored for an import
which is then refused stay where they are: nothing points at them, and the next try finds them done.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import database
from catalog import csv_save, vocabulary
from catalog.bank_accounts import is_short
from catalog.csv_files import LISTINGS, PHOTOS, SELLERS, WholeFileRefused, read
from catalog.csv_rows import ListingRow, SellerRow, read_listing, read_seller
from catalog.errors import ImportRefused, Refusal
from catalog.listings import Picture
from catalog.vocabulary import Vocabulary
from media.errors import BadPicture
from media.pictures import fingerprint_of, store_goods_photo
from media.renditions import MAX_BYTES
from media.storage import Storage

Row = TypeVar("Row", SellerRow, ListingRow)
BAD_PICTURE = {
    "too_many_bytes": "is larger than 16 MB",
    "too_many_pixels": "has too many pixels",
    "not_a_picture": "is no JPEG, PNG or WebP picture",
    "heic": "is no JPEG, PNG or WebP picture, but HEIC",
    "pdf": "is no JPEG, PNG or WebP picture, but a PDF",
    "broken": "is damaged",
}


@dataclass
class Report:
    """How many sellers, listings and photos were imported, and the lines that were left out (skip_bad)."""

    sellers: int
    listings: int
    photos: int
    refusals: list[Refusal]
    doubts: list[Refusal] = field(default_factory=list)  # taken over all the same, and to be looked at


@dataclass
class Content:
    """The good lines of a folder, and why the others are none."""

    sellers: list[SellerRow] = field(default_factory=list)
    listings: list[ListingRow] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)

    def leave_out(self, refusals: Sequence[Refusal]) -> None:
        """These lines turned out to be wrong as well."""
        self.refusals += refusals
        lines = {(refusal.file, refusal.line) for refusal in refusals}
        self.sellers = [row for row in self.sellers if (SELLERS, row.line) not in lines]
        self.listings = [row for row in self.listings if (LISTINGS, row.line) not in lines]


def import_folder(folder: Path, storage: Storage, skip_bad: bool = False) -> Report:
    """Take over sellers.csv, listings.csv and photos/ of `folder`.

    Raises ImportRefused with every reason when any line is wrong, and nothing is changed; with `skip_bad` only when no
    line of a file can be read.
    """
    content = read_folder(folder)
    photos = _store_photos(folder / PHOTOS, storage, content)
    with database.transaction() as session:
        content.leave_out(csv_save.conflicts(session, content.sellers, content.listings))
        if content.refusals and not skip_bad:
            raise ImportRefused(sorted(content.refusals, key=lambda refusal: (refusal.file != SELLERS, refusal.line)))
        csv_save.save(session, content.sellers, content.listings, photos)
    named = len({name for row in content.listings for name in row.photos})
    return Report(len(content.sellers), len(content.listings), named, content.refusals, _doubts(content.sellers))


def _doubts(rows: Sequence[SellerRow]) -> list[Refusal]:
    """Accounts that are shorter than this bank's accounts are."""
    found = [(row, is_short(row.bank, row.bank_account)) for row in rows if row.bank_account]
    return [
        Refusal(SELLERS, row.line, "bank_account", f"{row.bank} has {digits} digits: were zeros lost at the beginning?")
        for row, digits in found
        if digits
    ]


def read_folder(folder: Path) -> Content:
    """What the two CSV files say. Raises ImportRefused when no line of one can be read."""
    content, words = Content(), vocabulary.load()
    whole_files = [] if any((folder / name).exists() for name in (SELLERS, LISTINGS)) else [_missing(folder)]
    try:
        content.sellers = _rows(folder, SELLERS, read_seller, lambda row: row.phone, words, content.refusals)
    except WholeFileRefused as refused:
        whole_files += refused.refusals
    try:
        content.listings = _rows(folder, LISTINGS, read_listing, lambda row: row.code, words, content.refusals)
    except WholeFileRefused as refused:
        whole_files += refused.refusals
    if whole_files:
        raise ImportRefused(whole_files + content.refusals)
    return content


def _missing(folder: Path) -> Refusal:
    return Refusal(str(folder), 0, "", f"holds neither {SELLERS} nor {LISTINGS}")


def _rows(
    folder: Path,
    file: str,
    read_row: Callable[[int, Mapping[str, str], Vocabulary, list[Refusal]], Row | None],
    key_of: Callable[[Row], str],
    words: Vocabulary,
    refusals: list[Refusal],
) -> list[Row]:
    """The good lines of a file; of two with the same key the first."""
    rows: dict[str, Row] = {}
    for line, values in read(folder, file, refusals):
        row = read_row(line, values, words, refusals)
        if row is None:
            continue
        first = rows.setdefault(key_of(row), row)
        if first is not row:
            reason = f"{key_of(row)} stands in line {first.line} already"
            refusals.append(Refusal(file, line, "phone" if file == SELLERS else "code", reason))
    return list(rows.values())


def _store_photos(folder: Path, storage: Storage, content: Content) -> dict[str, Picture]:
    """Store the photos that the listings name, by file name. Listings whose photos can't be taken are left out."""
    stored: dict[str, Picture] = {}
    problems: dict[str, str] = {}
    for name in dict.fromkeys(name for row in content.listings for name in row.photos):
        try:
            key = store_goods_photo(storage, _read_photo(folder / name))
            stored[name] = Picture(key, fingerprint_of(storage, key))
        except BadPicture as problem:
            problems[name] = BAD_PICTURE.get(problem.code, "can't be taken")
        except OSError as problem:
            problems[name] = f"can't be read from {PHOTOS}/ ({problem.strerror})"
    content.leave_out(
        [
            Refusal(LISTINGS, row.line, "photo", f"{name} {problems[name]}")
            for row in content.listings
            for name in row.photos
            if name in problems
        ]
    )
    return stored


def _read_photo(path: Path) -> bytes:
    if path.stat().st_size > MAX_BYTES:
        raise BadPicture("too_many_bytes")
    return path.read_bytes()
