"""Good lines of the CSV files into the database, in bulk: upserts by phone and code that delete neither."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, insert, text, update
from sqlmodel import Session, SQLModel, col, select

import clock
import database
import scheduling
from catalog import changes, shop_numbers, waitlist
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
from people.directory import people_of_phones
from people.models import Person

SOON = timedelta(seconds=1)  # search overlooks nothing that is written so long after its `changed_at`
OF_A_SELLER = ("shop", "owner", "sentra", "kelurahan", "verified", "bank", "bank_account", "account_holder")
ACCOUNT = ("bank", "bank_account", "account_holder")  # where buyers pay to: a change is marked and told, as one by chat
ACCOUNT_CHANGED = "catalog.account_changed"  # the deed of the clock that tells the shop: (session, seller_id)
OF_A_LISTING = ("code", "seller_id", "title", "product", "technique", "price", "stock", "weight_g", "description")
BELOW_A_LISTING = (Variant, ListingMotif, ListingColour, Tier, Photo)


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
    known = {seller.phone: seller for seller in _sellers(session, [row.phone for row in rows])}
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
    ids = _save_listings(session, listings, started)
    _save_below(session, listings, ids, photos)
    _count_rows(session)
    if clock.now() - started > SOON:
        # Search looks for what changed lately, so the time of a long import is that of its end.
        for model in (Seller, Listing):
            session.execute(
                update(model)
                .where(col(model.changed_at) == started)
                .values(changed_at=clock.now())
                .execution_options(synchronize_session=False)
            )
    session.expire_all()
    waitlist.can_be_had_again(session, set(ids.values()))


def _with_known_lots(session: Session, rows: Sequence[ListingRow]) -> Sequence[ListingRow]:
    """A file without the column can't tell a lot's price: tiers that it leaves as they are keep theirs."""
    codes = [row.code for row in rows if row.tiers and not row.tells_lots]
    lots = select(Listing.code, Tier.min_quantity, Tier.unit_price, Tier.lot_price).join(Tier)
    of_these = lots.where(database.among(session, col(Listing.code), codes), col(Tier.lot_price).is_not(None))
    known = {(code, pieces, each): lot for code, pieces, each, lot in session.exec(of_these)}
    if not known:
        return rows

    def with_lot(code: str, pieces: int, each: int) -> tuple[int, ...]:
        lot = known.get((code, pieces, each))
        return (pieces, each) if lot is None else (pieces, each, lot)

    return [
        row if row.tells_lots else replace(row, tiers=tuple(with_lot(row.code, *tier[:2]) for tier in row.tiers))
        for row in rows
    ]


def _count_rows(session: Session) -> None:
    """Let the database look how much there is now. Until it has, PostgreSQL reads whole tables for the next searches."""
    for model in (Seller, Listing, *BELOW_A_LISTING):
        session.execute(text(f"ANALYZE {_table(model).name}"))


def _save_sellers(session: Session, rows: Sequence[SellerRow], started: datetime) -> None:
    known = {seller.phone: seller for seller in _sellers(session, [row.phone for row in rows])}
    for row in rows:
        seller = known.get(row.phone)
        if seller is None:
            # Only a stall that joins by chat waits for staff.
            known[row.phone] = seller = Seller(phone=row.phone, shop=row.shop, visible=True)
            _put_seller(seller, row)
        else:
            _change_seller(session, seller, row)
        seller.changed_at = started
        session.add(seller)
    session.flush()
    people = people_of_phones(session, [row.phone for row in rows])
    shop_numbers.let_own(session, {people[row.phone]: known[row.phone].id or 0 for row in rows})


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


def _save_listings(session: Session, rows: Sequence[ListingRow], started: datetime) -> dict[str, int]:
    """Returns the listings' ids by code."""
    sellers = _seller_ids(session, {row.seller_phone for row in rows})
    known = _ids(session, [row.code for row in rows])
    old = [row for row in rows if row.code in known]
    new = [row for row in rows if row.code not in known]
    ids = known | dict(zip((row.code for row in new), database.new_ids(session, Listing, len(new)), strict=True))
    values = ((ids[row.code], new_shuffle_key(), *_values(row, sellers)) for row in new)
    columns = ("id", "shuffle_key", *OF_A_LISTING)
    database.insert_many(session, Listing, columns, values, changed_at=started, created_at=started)
    if old:
        _note_changes(session, old, known, sellers)
        connection, table = session.connection(), _table(Listing)
        changed = [
            dict(zip(OF_A_LISTING, _values(row, sellers), strict=True), changed_at=started, known_id=known[row.code])
            for row in old
        ]
        connection.execute(update(table).where(table.c.id == bindparam("known_id")), changed)
        for model in BELOW_A_LISTING:
            of_these = database.among(session, _table(model).c.listing_id, known.values())
            connection.execute(delete(_table(model)).where(of_these))
    return ids


def _note_changes(
    session: Session, rows: Sequence[ListingRow], ids: Mapping[str, int], sellers: Mapping[str, int]
) -> None:
    """What the file says otherwise of the price and the stock of goods that are there, as events."""
    was = _offers(session, ids.values())
    events = []
    for row in rows:
        listing_id = ids[row.code]
        old, new = was[listing_id], _offer(row.price, row.stock, row.sizes)
        if old != new:
            facts = {"kind": "imported", "actor": "officer", "at": clock.now()}
            of = {"seller_id": sellers[row.seller_phone], "listing_id": listing_id}
            events.append(facts | of | {"old": _differing(old, new), "new": _differing(new, old)})
    if events:
        session.connection().execute(insert(_table(ShopEvent)), events)


def _offers(session: Session, listing_ids: Collection[int]) -> dict[int, dict[str, Any]]:
    """Price and stock of these listings now, by id."""
    sizes: dict[int, list[tuple[str, int | None]]] = {}
    of_these = database.among(session, col(Listing.id), listing_ids)
    plain = session.exec(select(Listing.id, Listing.price, Listing.stock).where(of_these)).all()
    variants = select(Variant.listing_id, Variant.size, Variant.stock)
    for listing_id, size, stock in session.exec(
        variants.where(database.among(session, col(Variant.listing_id), listing_ids))
    ):
        sizes.setdefault(listing_id, []).append((size, stock))
    return {
        listing_id: _offer(price, stock, sizes.get(listing_id, ())) for listing_id, price, stock in plain if listing_id
    }


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


def _save_below(
    session: Session, rows: Sequence[ListingRow], ids: Mapping[str, int], photos: Mapping[str, Picture]
) -> None:
    """Sizes, motifs, colours, tiers and photos."""
    numbered = [(ids[row.code], row) for row in rows]
    for model, columns, values in (
        (Variant, ("size", "stock"), lambda row: row.sizes),
        (ListingMotif, ("motif",), lambda row: ((motif,) for motif in row.motifs)),
        (ListingColour, ("colour",), lambda row: ((colour,) for colour in row.colours)),
        (Photo, ("filename", "key", "fingerprint"), lambda row: (_photo(name, photos) for name in row.photos)),
    ):
        lines = (
            (listing_id, position, *value) for listing_id, row in numbered for position, value in enumerate(values(row))
        )
        database.insert_many(session, model, ("listing_id", "position", *columns), lines)
    tiers = (
        (listing_id, pieces, each, lot[0] if lot else None)
        for listing_id, row in numbered
        for pieces, each, *lot in row.tiers
    )
    database.insert_many(session, Tier, ("listing_id", "min_quantity", "unit_price", "lot_price"), tiers)


def _photo(name: str, photos: Mapping[str, Picture]) -> tuple[str, str | None, str]:
    stored = photos.get(name)
    return (name, stored.key, stored.fingerprint) if stored else (name, None, "")


def _values(row: ListingRow, sellers: Mapping[str, int]) -> tuple[Any, ...]:
    """What stands in the columns OF_A_LISTING."""
    words = (row.title, row.product, row.technique)
    return row.code, sellers[row.seller_phone], *words, row.price, row.stock, row.weight_g, row.description


def _numbers_of_other_shops(session: Session, rows: Sequence[SellerRow]) -> list[Refusal]:
    """Lines whose number acts for a stall with another number already: one person, one stall."""
    query = select(Person.phone, Seller.shop).join(ShopNumber, col(ShopNumber.person_id) == Person.id).join(Seller)
    of_these = database.among(session, col(Person.phone), [row.phone for row in rows])
    shops = dict(session.exec(query.where(of_these, col(Seller.phone) != Person.phone)).all())
    return [
        Refusal(SELLERS, row.line, "phone", f"{row.phone} acts for another stall, {shops[row.phone]}")
        for row in rows
        if row.phone in shops
    ]


def _owners(session: Session, codes: Collection[str]) -> dict[str, str]:
    """The sellers' phones by code."""
    query = select(Listing.code, Seller.phone).join(Seller)
    return dict(session.exec(query.where(database.among(session, col(Listing.code), codes))).all())


def _ids(session: Session, codes: Collection[str]) -> dict[str, int]:
    """The listings' ids by code."""
    rows = session.exec(select(Listing.code, Listing.id).where(database.among(session, col(Listing.code), codes)))
    return {code: listing_id for code, listing_id in rows if listing_id is not None}


def _seller_ids(session: Session, phones: Collection[str]) -> dict[str, int]:
    return {seller.phone: seller.id for seller in _sellers(session, phones) if seller.id}


def _sellers(session: Session, phones: Collection[str]) -> Sequence[Seller]:
    return session.exec(select(Seller).where(database.among(session, col(Seller.phone), phones))).all()


def _table(model: type[SQLModel]) -> Any:
    return model.__table__  # type: ignore[attr-defined]
