"""Small catalogues for tests."""

from dataclasses import replace

from sqlmodel import Session

from benchmarks.search import Wish as Wish
from catalog import csv_save
from catalog.csv_rows import ListingRow, SellerRow

_SELLER = SellerRow(2, "", "", "", "", "", True, "", "", "")
_LISTING = ListingRow(2, "", "", "Kain", "kain", None, (), (), (), 100_000, 10, None, (), "", ())


def phone(number: int) -> str:
    return f"+62812{number:08}"


def seller(number: int, **values: object) -> SellerRow:
    """A stall, "Stall 1" unless said otherwise."""
    return replace(_SELLER, **({"phone": phone(number), "shop": f"Stall {number}"} | values))  # type: ignore[arg-type]


def listing(number: int, stall: int = 1, **values: object) -> ListingRow:
    """A listing of a stall; by default ten pieces of plain cloth."""
    return replace(_LISTING, **({"code": f"K{number:04}", "seller_phone": phone(stall)} | values))  # type: ignore[arg-type]


def lay_out(session: Session, listings: list[ListingRow], sellers: list[SellerRow] | None = None) -> None:
    """Put listings into the market, and their stalls where they are not given."""
    stalls = sellers or [seller(int(number[6:])) for number in sorted({row.seller_phone for row in listings})]
    csv_save.save(session, stalls, listings, photos={})
