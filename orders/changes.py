"""What a seller offers instead: other sizes, fewer pieces, another postage; and what the shopper makes of it.

An offer waits in the log (its newest "changes_offered") while the order's proposal is "changes". It counts when the
shopper agrees: then lines and stock change in the same transaction. Only a postage that makes nothing dearer than the
shopper was told counts at once. Rupiah and pieces. For what all raise see moving.move.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from sqlmodel import Session, col, select

from catalog import lookup, stock
from catalog.models import Listing
from orders import errors, pace
from orders.models import Order, OrderEvent, OrderLine
from orders.moving import Happened, lock, move
from orders.states import Actor
from orders.stock_locks import lock_listings


@dataclass(frozen=True)
class LineTerms:
    """A line as it stands or shall stand. `size` "": the goods have none."""

    code: str
    size: str
    quantity: int
    unit_price: int
    rounding: int = 0  # OrderLine.rounding

    @property
    def total(self) -> int:
        return self.quantity * self.unit_price + self.rounding

    def fewer(self, size: str, quantity: int) -> "LineTerms":
        """So many of its pieces in this size, at the same price; of a rounding their share."""
        return replace(self, size=size, quantity=quantity, rounding=round(self.rounding * quantity / self.quantity))


@dataclass(frozen=True)
class Offer:
    """What the shopper is asked to agree to. None: stays as it is. `rest`: the lines that are left without those that
    the seller can't deliver as ordered; none: nothing is left. `event_id`: of the event that made it, once it is made."""

    lines: tuple[LineTerms, ...] | None = None
    rest: tuple[LineTerms, ...] = ()
    shipping_fee: int | None = None
    event_id: int | None = None


def terms_of(order: Order) -> tuple[LineTerms, ...]:
    """The lines as they stand."""
    return tuple(LineTerms(line.code, line.size, line.quantity, line.unit_price, line.rounding) for line in order.lines)


def offer(session: Session, order: Order, actor: Actor, new: Offer) -> Happened:
    """The seller offers; what an open offer said beside it stays offered. The event is "changes_offered", or
    "postage_set" where nothing gets dearer than the shopper was told, and that counts at once."""
    lock(session, order)
    before = open_offer(session, order)
    if before and new.lines is None:
        new = Offer(before.lines, before.rest, new.shipping_fee)
    elif before and new.shipping_fee is None:
        new = Offer(new.lines, new.rest, before.shipping_fee)
    waited = pace.waited(session, order)
    if new.lines is None and _told_total(order) >= order.goods_total + (new.shipping_fee or 0):
        sets = {"shipping_fee": new.shipping_fee}
        happened = move(session, order, actor, "postage_set", sets=sets, waited=waited)
    else:
        happened = move(session, order, actor, "changes_offered", offer=_to_json(new), waited=waited)
    pace.note_answer(session, order, happened.event)
    return happened


def agree(session: Session, order: Order, actor: Actor) -> Happened:
    """The shopper agrees: the order is as offered, with its stock. Raises SoldOut, and then nothing is changed, when
    what was offered is gone meanwhile."""
    lock(session, order)
    offered = open_offer(session, order) or Offer()
    sets = {} if offered.shipping_fee is None else {"shipping_fee": offered.shipping_fee}
    return _settle(session, order, actor, "changes_agreed", offered.lines, sets)


def keep_rest(session: Session, order: Order, actor: Actor) -> Happened:
    """The shopper takes only what can be delivered as ordered. Raises NotAllowed when nothing is left."""
    lock(session, order)
    offered = open_offer(session, order)
    if offered is None or not offered.rest:
        raise errors.NotAllowed(order.number, "rest_kept", order.states)
    return _settle(session, order, actor, "rest_kept", offered.rest, {})


def decline(session: Session, order: Order, actor: Actor) -> Happened:
    """The shopper does not agree: the order stands as it was, and the seller is asked again."""
    return move(session, order, actor, "changes_declined")


def open_offer(session: Session, order: Order) -> Offer | None:
    """What the shopper is asked just now."""
    if order.proposal != "changes":
        return None
    query = select(OrderEvent).where(OrderEvent.order_id == order.id, OrderEvent.kind == "changes_offered")
    newest = session.exec(query.order_by(col(OrderEvent.id).desc()).limit(1)).one()
    return _from_json(newest.facts["offer"], newest.id)


def due_after(order: Order, offered: Offer) -> int:
    """What the shopper would owe in all, as far as the postage is known."""
    lines = terms_of(order) if offered.lines is None else offered.lines
    fee = order.shipping_fee if offered.shipping_fee is None else offered.shipping_fee
    return sum(line.total for line in lines) + (fee or 0) + order.unique_digits


def _told_total(order: Order) -> int:
    return order.goods_total + (order.shipping_fee or 0)


def _settle(
    session: Session,
    order: Order,
    actor: Actor,
    event: str,
    lines: tuple[LineTerms, ...] | None,
    sets: Mapping[str, object],
) -> Happened:
    if lines is None:
        return move(session, order, actor, event, sets=sets)
    with session.begin_nested():
        happened = move(session, order, actor, event, sets={**sets, "lines": [asdict(line) for line in lines]})
        _change_lines(session, order, lines)
    return happened


def _change_lines(session: Session, order: Order, lines: Sequence[LineTerms]) -> None:
    """Give back what is not wanted any more, take what is new; the lines are then these."""
    listings = {listing.code: listing for listing in lookup.by_codes(session, [line.code for line in lines])}
    old = {(line.code, line.size): line for line in order.lines}
    ids = {line.code: line.listing_id for line in order.lines} | {code: one.id or 0 for code, one in listings.items()}
    lock_listings(session, ids.values())
    more = Counter({(line.code, line.size): line.quantity for line in lines})
    more.subtract({key: line.quantity for key, line in old.items()})
    for (code, size), pieces in sorted(more.items()):
        if pieces < 0:
            stock.give_back(session, ids[code], size, -pieces)
    for (code, size), pieces in sorted(more.items()):
        if pieces > 0:
            stock.take(session, ids[code], size, pieces)
    kept = {(line.code, line.size) for line in lines}
    for key, line in old.items():
        if key not in kept:
            session.delete(line)
    for terms in lines:
        line = old.get((terms.code, terms.size)) or _new_line(order, listings[terms.code], terms)
        line.quantity, line.unit_price, line.rounding = terms.quantity, terms.unit_price, terms.rounding
        session.add(line)
    session.flush()
    session.refresh(order, ["lines"])


def _new_line(order: Order, listing: Listing, terms: LineTerms) -> OrderLine:
    return OrderLine(
        order_id=order.id,
        listing_id=listing.id or 0,
        code=listing.code,
        title=listing.title,
        product=listing.product,
        technique=listing.technique,
        size=terms.size,
        quantity=terms.quantity,
        unit_price=terms.unit_price,
        rounding=terms.rounding,
    )


def _to_json(offered: Offer) -> dict[str, object]:
    return {name: value for name, value in asdict(offered).items() if value not in (None, ())}


def _from_json(stored: dict[str, object], event_id: int | None) -> Offer:
    def lines(name: str) -> tuple[LineTerms, ...] | None:
        return tuple(LineTerms(**line) for line in stored[name]) if name in stored else None  # type: ignore[attr-defined]

    return Offer(lines("lines"), lines("rest") or (), stored.get("shipping_fee"), event_id)  # type: ignore[arg-type]
