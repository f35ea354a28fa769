"""What a shop changes of its goods: stock, price, wholesale prices, what is shown. Each change is an event of its log.

Stock is counted by size; where all sizes share one number, or there are none, it stands under "". What the log says is
what there is: the first stock, plus all that its events added, less what orders and sales took.

Every function takes listings that are held (stock.hold), so that what it reads is what it changes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlmodel import Session

import clock
from catalog import changes, waitlist
from catalog.errors import PriceTiers, SoldOut
from catalog.models import Listing, Photo, ShopEvent, Tier, Variant

# (from so many pieces on, rupiah for one), and behind them the rupiah for just so many where a lot was priced
# that no whole rupiah for one comes to (Tier.lot_price).
Tiers = Sequence[Sequence[int]]


@dataclass(frozen=True)
class Author:
    """Who changes something, and (`batch`) together with what else; `undoes`: the event that is taken back."""

    person_id: int | None
    actor: str = "seller"
    batch: str | None = None
    undoes: int | None = None


def counts(listing: Listing) -> dict[str, int]:
    """Pieces by size, "" for one number that all share."""
    if listing.stock is not None:
        return {"": listing.stock}
    return {variant.size: variant.stock or 0 for variant in listing.variants}


def tiers(listing: Listing) -> list[list[int]]:
    """The wholesale prices as the log keeps them."""
    lots = {tier.min_quantity: [tier.lot_price] for tier in listing.tiers if tier.lot_price is not None}
    return [[tier.min_quantity, tier.unit_price, *lots.get(tier.min_quantity, [])] for tier in listing.tiers]


def new_tiers(wanted: Tiers) -> list[Tier]:
    """Wholesale prices for a listing."""
    return [
        Tier(min_quantity=pieces, unit_price=each, lot_price=lot[0] if lot else None)  # type: ignore[call-arg]
        for pieces, each, *lot in wanted
    ]


def set_stock(session: Session, listing: Listing, wanted: Mapping[str, int], by: Author) -> ShopEvent | None:
    """So many pieces of these sizes can be ordered from now on; None where that is so already."""
    return _put_stock(session, listing, wanted, by, "stock")


def add_stock(session: Session, listing: Listing, pieces: Mapping[str, int], by: Author) -> ShopEvent | None:
    """So many pieces more (or fewer) of these sizes. Raises SoldOut for the first size of which there are too few."""
    before = counts(listing)
    for size, change in pieces.items():
        if before.get(size, 0) + change < 0:
            raise SoldOut(listing.code, size, before.get(size, 0))
    return _put_stock(
        session, listing, {size: before.get(size, 0) + more for size, more in pieces.items()}, by, "stock"
    )


def sell(session: Session, listing: Listing, size: str, quantity: int, sale: str, by: Author) -> ShopEvent:
    """Take what was sold at the stall off the shelf; `sale`: the number it is logged under. Raises SoldOut."""
    before = counts(listing).get(size, 0)
    if quantity > before:
        raise SoldOut(listing.code, size, before)
    event = _put_stock(session, listing, {size: before - quantity}, by, "sold_offline", {"sale": sale})
    assert event is not None  # a sale has at least one piece
    return event


def add_size(session: Session, listing: Listing, size: str, pieces: int | None, by: Author) -> ShopEvent:
    """The listing comes in this size too. `pieces`: None where all sizes share one number."""
    position = max((variant.position for variant in listing.variants), default=-1) + 1
    listing.variants.append(Variant(size=size, stock=pieces, position=position))  # type: ignore[call-arg]
    listing.changed_at = clock.now()
    session.flush()
    waitlist.can_be_had(session, [listing.id])
    new = {"size": size} if pieces is None else {"size": size, "stock": {size: pieces}}
    return _record(session, listing, "size_added", by, {"size": None}, new)


def remove_size(session: Session, listing: Listing, size: str, by: Author) -> ShopEvent:
    """The listing does not come in this size any more, whatever there was of it."""
    variant = next(variant for variant in listing.variants if variant.size == size)
    old: dict[str, Any] = {"size": size}
    if variant.stock is not None:
        old["stock"] = {size: variant.stock}
    listing.variants.remove(variant)
    listing.changed_at = clock.now()
    session.flush()
    new = {"size": None} if variant.stock is None else {"size": None, "stock": {size: 0}}
    return _record(session, listing, "size_removed", by, old, new)


def set_price(session: Session, listing: Listing, price: int, by: Author) -> ShopEvent | None:
    """Rupiah for one piece; None where it costs that already. Wholesale prices that are no lower than the new price are
    dropped, so that nobody pays more for buying much; the event tells them."""
    events = set_prices(session, [(listing, price)], by)
    return events[0] if events else None


def set_prices(session: Session, wanted: Sequence[tuple[Listing, int]], by: Author) -> list[ShopEvent]:
    """The same for many at once; those that cost that already have no event."""
    events = [_reprice(listing, price, by) for listing, price in wanted if listing.price != price]
    session.add_all(events)
    session.flush()
    return events


def _reprice(listing: Listing, price: int, by: Author) -> ShopEvent:
    old: dict[str, Any] = {"price": listing.price}
    new: dict[str, Any] = {"price": price}
    dropped = [tier for tier in listing.tiers if tier.unit_price >= price]
    if dropped:
        old["wholesale"] = tiers(listing)
        for tier in dropped:
            listing.tiers.remove(tier)
        new["wholesale"] = tiers(listing)
    listing.price = price
    return _event(listing, "price", by, old, new)


def set_wholesale(session: Session, listing: Listing, wanted: Tiers, by: Author) -> ShopEvent | None:
    """These wholesale prices instead of the old ones; none: no more. None where it has these already. Raises PriceTiers
    for the first that is not lower than the price before it."""
    rising = sorted(map(list, wanted))
    last = listing.price
    for pieces, each, *_lot in rising:
        if each >= last:
            raise PriceTiers(listing.code, pieces, each, last)
        last = each
    old = tiers(listing)
    if old == rising:
        return None
    _put_tiers(session, listing, rising)
    return _record(session, listing, "wholesale", by, {"wholesale": old}, {"wholesale": tiers(listing)})


def photos(listing: Listing) -> list[list[str]]:
    """Its photos as the log keeps them: where media keeps each, its fingerprint, its file name."""
    return [[photo.key or "", photo.fingerprint, photo.filename] for photo in listing.photos]


def set_photos(session: Session, listing: Listing, wanted: Sequence[Sequence[str]], by: Author) -> ShopEvent:
    """These photos, as `photos` tells them, take the place of the old ones."""
    old = photos(listing)
    _put_photos(session, listing, wanted)
    return _record(session, listing, "photos", by, {"photos": old}, {"photos": photos(listing)})


def set_floor(session: Session, listing: Listing, floor: int | None, by: Author) -> ShopEvent | None:
    """To how many rupiah buyers may bargain (see Listing.floor); None where that is so already."""
    if listing.floor == floor:
        return None
    old, listing.floor = listing.floor, floor
    session.flush()
    return _record(session, listing, "floor", by, {"floor": old}, {"floor": floor})


def set_hidden(session: Session, listing: Listing, hidden: bool, by: Author) -> ShopEvent | None:
    """Shoppers see it no more, or again (a deleted one too); None where that is so already."""
    if listing.hidden == hidden and listing.deleted_at is None:
        return None
    old = _shown(listing)
    _put_shown(session, listing, hidden)
    return _record(session, listing, "hidden", by, old, _shown(listing))


def delete(session: Session, listing: Listing, by: Author) -> ShopEvent:
    """It is gone for shoppers and for its shop. The row stays: orders go on, and logs name it."""
    old = _shown(listing)
    listing.hidden, listing.deleted_at = True, listing.deleted_at or clock.now()
    session.flush()
    return _record(session, listing, "deleted", by, old, _shown(listing))


def take_back(session: Session, listing: Listing, event: ShopEvent, by: Author) -> ShopEvent | None:
    """Undo one change of this listing: of stock the difference, never below zero, as orders may have come in between;
    all else becomes what it was, unless it was changed again meanwhile: then None, and nothing is done."""
    by = replace(by, undoes=event.id)
    if event.kind in ("stock", "sold_offline"):
        return _return_stock(session, listing, event, by)
    if event.kind in ("size_added", "size_removed"):
        return _return_size(session, listing, event, by)
    now = {
        "price": listing.price,
        "floor": listing.floor,
        "wholesale": tiers(listing),
        "photos": photos(listing),
        **_shown(listing),
    }
    if any(now[name] != value for name, value in event.new.items() if name in now):
        return None
    if "price" in event.old:
        listing.price = event.old["price"]
    if "floor" in event.old:
        listing.floor = event.old["floor"]
    if "wholesale" in event.old:
        _put_tiers(session, listing, event.old["wholesale"])
    if "photos" in event.old:
        _put_photos(session, listing, event.old["photos"])
    if "hidden" in event.old:
        _put_shown(session, listing, event.old["hidden"], event.old["deleted"])
    session.flush()
    return _record(session, listing, event.kind, by, {name: now[name] for name in event.old}, dict(event.old))


# Kinds of events that take_back knows.
TAKEN_BACK = (
    *("stock", "price", "floor", "wholesale", "hidden", "deleted", "size_added", "size_removed", "sold_offline"),
    *("listed", "photos"),
)


def _return_size(session: Session, listing: Listing, event: ShopEvent, by: Author) -> ShopEvent | None:
    size = event.new["size"] or event.old["size"]
    has_it = any(variant.size == size for variant in listing.variants)
    if has_it != (event.new["size"] is not None):
        return None
    if has_it:
        return remove_size(session, listing, size, by)
    return add_size(session, listing, size, event.old["stock"][size] if "stock" in event.old else None, by)


def _return_stock(session: Session, listing: Listing, event: ShopEvent, by: Author) -> ShopEvent | None:
    """What the event added goes, what it took comes back; sizes that are gone keep none."""
    before = counts(listing)
    wanted = {}
    for size, after in event.new["stock"].items():
        if size in before:
            wanted[size] = max(0, before[size] - (after - event.old["stock"].get(size, 0)))
    return _record_stock(session, listing, wanted, by, event.kind, {})


def _put_stock(
    session: Session,
    listing: Listing,
    wanted: Mapping[str, int],
    by: Author,
    kind: str,
    facts: Mapping[str, Any] | None = None,
) -> ShopEvent | None:
    before = counts(listing)
    changed = {size: pieces for size, pieces in wanted.items() if before.get(size) != pieces}
    return _record_stock(session, listing, changed, by, kind, facts or {}) if changed else None


def _record_stock(
    session: Session, listing: Listing, wanted: Mapping[str, int], by: Author, kind: str, facts: Mapping[str, Any]
) -> ShopEvent:
    before = counts(listing)
    for size, pieces in wanted.items():
        if listing.stock is not None:
            listing.stock = pieces
        else:
            next(variant for variant in listing.variants if variant.size == size).stock = pieces
    listing.changed_at = clock.now()
    session.flush()
    if any(pieces > before[size] for size, pieces in wanted.items()):
        waitlist.can_be_had(session, [listing.id])
    old = {"stock": {size: before[size] for size in wanted}}
    return _record(session, listing, kind, by, old, {"stock": dict(wanted), **facts})


def _put_tiers(session: Session, listing: Listing, wanted: Tiers) -> None:
    listing.tiers = []
    session.flush()  # the same step may come back at another price
    listing.tiers = new_tiers(wanted)
    listing.changed_at = clock.now()
    session.flush()


def _put_photos(session: Session, listing: Listing, wanted: Sequence[Sequence[str]]) -> None:
    listing.photos = [
        Photo(key=key or None, fingerprint=fingerprint, filename=name, position=place)  # type: ignore[call-arg]
        for place, (key, fingerprint, name) in enumerate(wanted)
    ]
    listing.changed_at = clock.now()
    session.flush()


def _put_shown(session: Session, listing: Listing, hidden: bool, deleted: bool = False) -> None:
    listing.hidden, listing.deleted_at = hidden, clock.now() if deleted else None
    session.flush()
    if not hidden:
        waitlist.can_be_had(session, [listing.id])


def _shown(listing: Listing) -> dict[str, bool]:
    return {"hidden": listing.hidden, "deleted": listing.deleted_at is not None}


def _record(
    session: Session, listing: Listing, kind: str, by: Author, old: Mapping[str, Any], new: Mapping[str, Any]
) -> ShopEvent:
    return changes.keep(session, _event(listing, kind, by, old, new))


def _event(listing: Listing, kind: str, by: Author, old: Mapping[str, Any], new: Mapping[str, Any]) -> ShopEvent:
    return ShopEvent(
        seller_id=listing.seller_id,
        kind=kind,
        person_id=by.person_id,
        actor=by.actor,
        listing_id=listing.id,
        old=dict(old),
        new=dict(new),
        undoes=by.undoes,
        batch=by.batch,
    )
