"""Good lines of the CSV files into the database, in bulk: upserts by phone and code that delete neither."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import bindparam, delete, insert, text, update
from sqlmodel import Session, SQLModel, col, select

import clock
import scheduling
from catalog import changes, waitlist
from catalog.bank_accounts import lost_zeros_of
from catalog.csv_files import LISTINGS, SELLERS
from catalog.csv_rows import ListingRow, SellerRow
from catalog.errors import Refusal
from catalog.listings import Picture
from catalog.models import (
    Listing,
    ListingColour,
    ListingMotif,
    Photo,
    Seller,
    ShopEvent,
    ShopNumber,
    Tier,
    Variant,
    new_shuffle_key,
)
from catalog.shop_numbers import let_act
from people.directory import person_of_phone
from people.models import Person

AT_ONCE = 5_000  # values a query
OF_A_SELLER = ("shop", "owner", "sentra", "kelurahan", "verified", "bank", "bank_account", "account_holder")
ACCOUNT = ("bank", "bank_account", "account_holder")  # where buyers pay to: a change is marked and told, as one by chat
ACCOUNT_CHANGED = "catalog.account_changed"  # the deed of the clock that tells the shop: (session, seller_id)
BELOW_A_LISTING = (Variant, ListingMotif, ListingColour, Tier, Photo)
Item = TypeVar("Item")


def conflicts(session: Session, sellers: Sequence[SellerRow], listings: Sequence[ListingRow]) -> list[Refusal]:
    """Which lines contradict what stands in the database, or name a seller that is nowhere."""
    phones = {row.phone for row in sellers} | {row.seller_phone for row in listings}
    known = _seller_ids(session, phones)
    refusals = [*_numbers_of_other_shops(session, sellers), *_accounts_without_zeros(session, sellers)]
    refused = {refusal.line for refusal in refusals}
    here = {row.phone for row in sellers if row.line not in refused} | set(known)
    owners = _owners(session, [row.code for row in listings])
    for row in listings:
        if row.seller_phone not in here:
            reason = f"{row.seller_phone} stands in no good line of {SELLERS} and has no stall yet"
            refusals.append(Refusal(LISTINGS, row.line, "seller_phone", reason))
        if owners.get(row.code, row.seller_phone) != row.seller_phone:
            refusals.append(Refusal(LISTINGS, row.line, "code", f"{row.code} belongs to another seller"))
    return refusals


def _accounts_without_zeros(session: Session, rows: Sequence[SellerRow]) -> Iterator[Refusal]:
    """Lines whose account is the one that is known, but for zeros at its beginning that a spreadsheet has dropped."""
    known = {seller.phone: seller for part in _parts([row.phone for row in rows]) for seller in _sellers(session, part)}
    for row in rows:
        seller = known.get(row.phone)
        if seller and seller.bank_account and lost_zeros_of(seller.bank_account, row.bank_account):
            reason = f"{row.bank_account} is the account that is known without its leading zeros: give the column the format “Text”"
            yield Refusal(SELLERS, row.line, "bank_account", reason)


def save(
    session: Session, sellers: Sequence[SellerRow], listings: Sequence[ListingRow], photos: Mapping[str, Picture]
) -> None:
    """Write lines without `conflicts`. `photos`: by file name; one that is missing there is still to come."""
    started = clock.now()
    _save_sellers(session, sellers, started)
    listings = _with_known_lots(session, listings)
    _save_listings(session, listings, started)
    _save_below(session, listings, photos)
    _count_rows(session)
    # Search looks for what changed lately, so the time of a long import is that of its end.
    for model in (Seller, Listing):
        session.execute(
            update(model)
            .where(col(model.changed_at) == started)
            .values(changed_at=clock.now())
            .execution_options(synchronize_session=False)
        )
    session.expire_all()
    for part in _parts([row.code for row in listings]):
        waitlist.can_be_had(session, list(_ids(session, part).values()))


def _with_known_lots(session: Session, rows: Sequence[ListingRow]) -> list[ListingRow]:
    """A file without the column can't tell a lot's price: tiers that it leaves as they are keep theirs."""
    known: dict[tuple[str, int, int], int] = {}
    for part in _parts([row.code for row in rows if row.tiers and not row.tells_lots]):
        lots = select(Listing.code, Tier.min_quantity, Tier.unit_price, Tier.lot_price).join(Tier)
        for code, pieces, each, lot in session.exec(lots.where(col(Listing.code).in_(part))):
            known |= {(code, pieces, each): lot} if lot is not None else {}
    if not known:
        return list(rows)
    return [
        row if row.tells_lots else replace(row, tiers=tuple(_with_lot(tier, known, row.code) for tier in row.tiers))
        for row in rows
    ]


def _with_lot(tier: tuple[int, ...], known: Mapping[tuple[str, int, int], int], code: str) -> tuple[int, ...]:
    pieces, each = tier[:2]
    lot = known.get((code, pieces, each))
    return tier if lot is None else (pieces, each, lot)


def _count_rows(session: Session) -> None:
    """Let the database look how much there is now. Until it has, PostgreSQL reads whole tables for the next searches."""
    for model in (Seller, Listing, *BELOW_A_LISTING):
        session.execute(text(f"ANALYZE {_table(model).name}"))


def _save_sellers(session: Session, rows: Sequence[SellerRow], started: datetime) -> None:
    known = {seller.phone: seller for part in _parts([row.phone for row in rows]) for seller in _sellers(session, part)}
    for row in rows:
        seller = known.get(row.phone)
        if seller is None:
            # Only a stall that joins by chat waits for staff.
            seller = Seller(phone=row.phone, shop=row.shop, visible=True)
            _put_seller(seller, row)
        else:
            _change_seller(session, seller, row)
        seller.changed_at = started
        session.add(seller)
        session.flush()
        let_act(session, person_of_phone(session, row.phone).id, seller.id)


def _change_seller(session: Session, seller: Seller, row: SellerRow) -> None:
    """What the file says of a stall that is there, as an event. A blank cell leaves what was told by chat."""
    old = {name: getattr(seller, name) for name in OF_A_SELLER}
    _put_seller(seller, row)
    seller.visible = seller.visible or seller.verified
    account_is_new = any(getattr(seller, name) != old[name] for name in ACCOUNT)
    if account_is_new:
        if seller.verified:
            seller.account_changed_at = clock.now()
        scheduling.arrange(session, ACCOUNT_CHANGED, str(seller.id), clock.now(), seller_id=seller.id)
    new = {name: getattr(seller, name) for name in OF_A_SELLER if getattr(seller, name) != old[name]}
    if new:
        old = {name: old[name] for name in new}
        changes.record(session, seller.id, "imported", person_id=None, actor="officer", old=old, new=new)


def _put_seller(seller: Seller, row: SellerRow) -> None:
    for name in OF_A_SELLER:
        value = getattr(row, name)
        if value != "":
            setattr(seller, name, value)


def _save_listings(session: Session, rows: Sequence[ListingRow], started: datetime) -> None:
    sellers = _seller_ids(session, {row.seller_phone for row in rows})
    known = _ids(session, [row.code for row in rows])
    new, changed = [], []
    for row in rows:
        columns = _columns(row, sellers) | {"changed_at": started}
        if row.code in known:
            changed.append(columns | {"known_id": known[row.code]})
        else:
            new.append(columns | {"created_at": started, "hidden": False, "sold": 0, "shuffle_key": new_shuffle_key()})
    connection = session.connection()
    _insert(session, Listing, new)
    _note_changes(session, [row for row in rows if row.code in known], known, sellers)
    if changed:
        connection.execute(update(_table(Listing)).where(_table(Listing).c.id == bindparam("known_id")), changed)
    for part in _parts(list(known.values())):
        for model in BELOW_A_LISTING:
            connection.execute(delete(_table(model)).where(_table(model).c.listing_id.in_(part)))


def _note_changes(
    session: Session, rows: Sequence[ListingRow], ids: Mapping[str, int], sellers: Mapping[str, int]
) -> None:
    """What the file says otherwise of the price and the stock of goods that are there, as events."""
    was = _offers(session, list(ids.values()))
    events = []
    for row in rows:
        listing_id = ids[row.code]
        old, new = was[listing_id], _offer(row.price, row.stock, row.sizes)
        if old != new:
            facts = {"kind": "imported", "actor": "officer", "at": clock.now()}
            of = {"seller_id": sellers[row.seller_phone], "listing_id": listing_id}
            events.append(facts | of | {"old": _differing(old, new), "new": _differing(new, old)})
    _insert(session, ShopEvent, events)


def _offers(session: Session, listing_ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Price and stock of these listings now, by id."""
    sizes: dict[int, list[tuple[str, int | None]]] = {}
    plain: dict[int, tuple[int, int | None]] = {}
    for part in _parts(listing_ids):
        of_these = select(Listing.id, Listing.price, Listing.stock).where(col(Listing.id).in_(part))
        plain |= {listing_id: (price, stock) for listing_id, price, stock in session.exec(of_these) if listing_id}
        variants = select(Variant.listing_id, Variant.size, Variant.stock).where(col(Variant.listing_id).in_(part))
        for listing_id, size, stock in session.exec(variants):
            sizes.setdefault(listing_id or 0, []).append((size, stock))
    return {listing_id: _offer(*plain[listing_id], sizes.get(listing_id, ())) for listing_id in plain}


def _offer(price: int, stock: int | None, sizes: Iterable[tuple[str, int | None]]) -> dict[str, Any]:
    """Rupiah, and pieces by size; under "" where all sizes share them."""
    pieces = {"": stock} if stock is not None else {size: count or 0 for size, count in sizes}
    return {"price": price, "stock": pieces}


def _differing(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """What of `one` is otherwise in `other`; a size that only the other has counts none."""
    price = {"price": one["price"]} if one["price"] != other["price"] else {}
    ours, theirs = one["stock"], other["stock"]
    sizes = [size for size in {**ours, **theirs} if ours.get(size, 0) != theirs.get(size, 0)]
    return price | {"stock": {size: ours.get(size, 0) for size in sizes}}


def _save_below(session: Session, rows: Sequence[ListingRow], photos: Mapping[str, Picture]) -> None:
    """Sizes, motifs, colours, tiers and photos."""
    ids = _ids(session, [row.code for row in rows])
    for model, values in (
        (Variant, lambda row: ({"size": size, "stock": stock} for size, stock in row.sizes)),
        (ListingMotif, lambda row: ({"motif": motif} for motif in row.motifs)),
        (ListingColour, lambda row: ({"colour": colour} for colour in row.colours)),
        (Photo, lambda row: (_photo(name, photos.get(name)) for name in row.photos)),
    ):
        lines = [
            {"listing_id": ids[row.code], "position": position} | value
            for row in rows
            for position, value in enumerate(values(row))
        ]
        _insert(session, model, lines)
    tiers = [
        {"listing_id": ids[row.code], "min_quantity": pieces, "unit_price": price, "lot_price": lot[0] if lot else None}
        for row in rows
        for pieces, price, *lot in row.tiers
    ]
    _insert(session, Tier, tiers)


def _photo(name: str, stored: Picture | None) -> dict[str, Any]:
    return {"filename": name, "key": stored and stored.key, "fingerprint": stored.fingerprint if stored else ""}


def _insert(session: Session, model: type[SQLModel], rows: list[dict[str, Any]]) -> None:
    if rows:
        session.connection().execute(insert(_table(model)), rows)


def _columns(row: ListingRow, sellers: Mapping[str, int]) -> dict[str, Any]:
    return {
        "code": row.code,
        "seller_id": sellers[row.seller_phone],
        "title": row.title,
        "product": row.product,
        "technique": row.technique,
        "price": row.price,
        "stock": row.stock,
        "weight_g": row.weight_g,
        "description": row.description,
    }


def _numbers_of_other_shops(session: Session, rows: Sequence[SellerRow]) -> list[Refusal]:
    """Lines whose number acts for a stall with another number already: one person, one stall."""
    shops: dict[str | None, str] = {}
    for part in _parts([row.phone for row in rows]):
        query = select(Person.phone, Seller.shop).join(ShopNumber, col(ShopNumber.person_id) == Person.id)
        query = query.join(Seller).where(col(Person.phone).in_(part), col(Seller.phone) != Person.phone)
        shops |= dict(session.exec(query).all())
    return [
        Refusal(SELLERS, row.line, "phone", f"{row.phone} acts for another stall, {shops[row.phone]}")
        for row in rows
        if row.phone in shops
    ]


def _owners(session: Session, codes: Sequence[str]) -> dict[str, str]:
    """The sellers' phones by code."""
    owners: dict[str, str] = {}
    for part in _parts(codes):
        query = select(Listing.code, Seller.phone).join(Seller).where(col(Listing.code).in_(part))
        owners |= dict(session.exec(query).all())
    return owners


def _ids(session: Session, codes: Sequence[str]) -> dict[str, int]:
    """The listings' ids by code."""
    ids: dict[str, int] = {}
    for part in _parts(codes):
        rows = session.exec(select(Listing.code, Listing.id).where(col(Listing.code).in_(part)))
        ids |= {code: listing_id for code, listing_id in rows if listing_id is not None}
    return ids


def _seller_ids(session: Session, phones: Iterable[str]) -> dict[str, int]:
    return {seller.phone: seller.id for part in _parts(list(phones)) for seller in _sellers(session, part) if seller.id}


def _sellers(session: Session, phones: Sequence[str]) -> Sequence[Seller]:
    return session.exec(select(Seller).where(col(Seller.phone).in_(phones))).all()


def _table(model: type[SQLModel]) -> Any:
    return model.__table__  # type: ignore[attr-defined]


def _parts(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """Portions that fit into one query."""
    return (items[start : start + AT_ONCE] for start in range(0, len(items), AT_ONCE))
