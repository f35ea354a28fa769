"""`flask catalog export`: the catalogue in the form that import reads. What was imported comes out as it was."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import selectinload
from sqlmodel import Session, col, select

from catalog import csv_files
from catalog.models import Listing, Seller
from media.storage import Storage

AT_ONCE = 2_000  # listings in memory with all that is below them


@dataclass
class Catalogue:
    """Rows of both files in the order of their columns, with those that are optional, and where media keeps the photos, by file name."""

    sellers: list[Sequence[object]]
    listings: list[Sequence[object]]
    photos: dict[str, str]


def read(session: Session) -> Catalogue:
    """All sellers and listings, oldest first, but of sellers who are forgotten."""
    sellers = session.exec(select(Seller).where(col(Seller.forgotten_at).is_(None)).order_by(col(Seller.id))).all()
    catalogue = Catalogue([_seller_row(seller) for seller in sellers], [], {})
    phones = {seller.id: seller.phone for seller in sellers}
    for listing in _listings(session):
        names = "|".join(_photo_names(listing, catalogue.photos))
        catalogue.listings.append(_listing_row(listing, phones[listing.seller_id], names))
    return catalogue


def write(catalogue: Catalogue, folder: Path, storage: Storage) -> None:
    """Write both files and the photos. Photos come first: a file never names one that is not there."""
    for name, key in catalogue.photos.items():
        csv_files.write_bytes(folder / csv_files.PHOTOS / name, storage.get(key))
    for file, rows in ((csv_files.SELLERS, catalogue.sellers), (csv_files.LISTINGS, catalogue.listings)):
        columns = (*csv_files.COLUMNS[file], *csv_files.OPTIONAL[file])
        told = len(columns) if any(row[-1] for row in rows) else len(csv_files.COLUMNS[file])
        csv_files.write(folder / file, columns[:told], (row[:told] for row in rows))


def _listings(session: Session) -> Iterator[Listing]:
    """All listings in the order of their ids, with what is below them."""
    children = (Listing.variants, Listing.motifs, Listing.colours, Listing.tiers, Listing.photos)
    there = select(Listing).join(Seller).where(col(Seller.forgotten_at).is_(None))
    query = there.options(*(selectinload(child) for child in children))  # type: ignore[arg-type]
    last = 0
    while part := session.exec(query.where(col(Listing.id) > last).order_by(col(Listing.id)).limit(AT_ONCE)).all():
        yield from part
        last = part[-1].id or 0
        session.expunge_all()


def _seller_row(seller: Seller) -> Sequence[object]:
    return (
        seller.phone,
        seller.shop,
        seller.owner,
        seller.sentra,
        seller.kelurahan,
        "yes" if seller.verified else "no",
        seller.bank,
        seller.bank_account,
        seller.account_holder,
    )


def _listing_row(listing: Listing, seller_phone: str, photos: str) -> Sequence[object]:
    return (
        listing.code,
        seller_phone,
        listing.title,
        listing.product,
        listing.technique or "",
        "|".join(motif.motif for motif in listing.motifs),
        "|".join(colour.colour for colour in listing.colours),
        "|".join(variant.size for variant in listing.variants),
        listing.price,
        _stock(listing),
        "" if listing.weight_g is None else listing.weight_g,
        "|".join(f"{tier.min_quantity}:{tier.unit_price}" for tier in listing.tiers),
        listing.description,
        photos,
        "|".join(f"{tier.min_quantity}:{tier.lot_price}" for tier in listing.tiers if tier.lot_price is not None),
    )


def _stock(listing: Listing) -> object:
    """The way it was given: one number, or one for each size."""
    if listing.stock is not None:
        return listing.stock
    return "|".join(f"{variant.size}:{variant.stock}" for variant in listing.variants)


def _photo_names(listing: Listing, taken: dict[str, str]) -> Iterator[str]:
    """The file names of the listing's photos, noted in `taken`; a photo that is still to come has none."""
    for place, photo in enumerate(listing.photos, 1):
        if photo.key is None:
            continue
        name = photo.filename
        if not name or taken.get(name, photo.key) != photo.key:  # sent by chat, or two pictures of the same name
            name = f"{listing.code}-{place}.jpg"
        taken[name] = photo.key
        yield name
