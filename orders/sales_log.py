"""The sales log: every line of every order, and every sale told at the stall that the city may count.

Two kinds of rows lie in two tables. A page takes the next rows of each, in the same order, and puts them together; it
begins where the last one ended (a key, no offset), so the thousandth page costs as much as the first.
"""

import operator
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, false, func, literal, null, or_, select, true
from sqlmodel import Session

import clock
from catalog.models import Seller
from orders.models import OfflineSale, Order, OrderEvent, OrderLine
from orders.sales_filter import ONLINE, STALL, Filter, of_lines, of_orders, of_stall

CONFIRMED = ("seller_confirmed", "parcel_number", "buyer_confirmed")
FALLEN_THROUGH = ("cancelled", "rejected")
STEPS = {  # the columns of the files that tell when something happened, and the events that are it
    "accepted_at": ("accepted",),
    "paid_at": ("paid",),
    "sent_at": ("parcel_number",),
    "arrived_at": ("delivered", "picked_up"),
    "called_off_at": ("cancelled", "cancel_agreed", "rejected", "switched", "refused"),
}
AT_ONCE = 500  # rows that a file reads in one go
_order: Any = Order  # mypy takes columns for their values, so their tables go by these names below
_line: Any = OrderLine
_seller: Any = Seller
_told: Any = OfflineSale
_event: Any = OrderEvent
_RUPIAH = _line.quantity * _line.unit_price + _line.rounding
SORTS = {  # by what a page can be sorted: the column of orders' lines, that of sales at the stall
    "at": (_order.placed_at, _told.sold_at),
    "rupiah": (_RUPIAH, _told.amount),
    "pieces": (_line.quantity, _told.quantity),
}


@dataclass(frozen=True)
class SaleLine:
    """One row of the log. Rupiah and pieces; `at` in UTC. What only an order has is None of a sale at the stall."""

    kind: str  # ONLINE or STALL
    id: int  # of the order's line, or of the sale
    number: str  # P… or L…
    at: datetime
    shop: str
    seller_id: int
    seller_phone: str
    sentra: str
    is_sample: bool
    code: str
    title: str
    product: str
    technique: str | None
    size: str
    pieces: int
    rupiah: int
    evidence: str
    order_id: int | None
    is_first: bool  # of its order's lines: what belongs to the whole order is told once
    buyer_phone: str | None
    area: str | None
    order_status: str | None
    payment_status: str | None
    fulfilment_status: str | None
    cancel_reason: str | None
    payment_method: str | None
    delivery: str | None
    courier: str | None
    parcel_number: str | None
    shipping_fee: int | None


@dataclass(frozen=True)
class Place:
    """Where a page ends: the value by which the log is sorted, and the row that has it."""

    value: datetime | int
    kind: str
    id: int

    def written(self) -> str:
        """For the address of the next page."""
        value = self.value.astimezone(UTC).isoformat() if isinstance(self.value, datetime) else str(self.value)
        return f"{value}~{self.kind}~{self.id}"

    @classmethod
    def read(cls, text: str, sort: str) -> "Place | None":
        """What `written` has written for a log sorted so; None for anything else."""
        value, _, rest = text.partition("~")
        kind, _, number = rest.partition("~")
        try:
            read = datetime.fromisoformat(value) if sort == "at" else int(value)
            place = cls(read, kind, int(number))
        except ValueError:
            return None
        is_moment = isinstance(read, datetime) and read.tzinfo is not None
        fits = kind in (ONLINE, STALL) and abs(place.id) < 2**31
        return place if fits and (is_moment if sort == "at" else abs(int(value)) < 2**31) else None


@dataclass
class Sum:
    """Orders (or sales at the stall), pieces and rupiah of goods, postage not included."""

    orders: int = 0
    pieces: int = 0
    rupiah: int = 0

    def add(self, other: "Sum") -> None:
        self.orders += other.orders
        self.pieces += other.pieces
        self.rupiah += other.rupiah


@dataclass
class Totals:
    """Sums over the chosen sales. Cancelled and rejected orders are neither confirmed nor only declared."""

    all: Sum = field(default_factory=Sum)  # orders
    standing: Sum = field(default_factory=Sum)  # neither cancelled nor rejected
    confirmed: Sum = field(default_factory=Sum)  # of these: seller, parcel number or buyer vouch for it
    declared: Sum = field(default_factory=Sum)  # of these: only said, or a proof that nobody has checked
    by_status: dict[str, Sum] = field(default_factory=dict)
    stall: Sum = field(default_factory=Sum)  # sales told at the stall

    @property
    def rows(self) -> int:
        return self.all.orders + self.stall.orders


def totals(session: Session, chosen: Filter, timezone: str) -> Totals:
    """Sums over all chosen sales, counted by the database; an order counts once, however many lines it has."""
    amounts = (func.count(_order.id.distinct()), func.sum(_line.quantity), func.sum(_RUPIAH))
    result = Totals()
    if chosen.has_online:
        query = _chosen_lines(select(_order.order_status, _order.evidence, *amounts), chosen, timezone)
        for status, evidence, *counted in session.execute(query.group_by(_order.order_status, _order.evidence)):
            part = Sum(*map(int, counted))
            result.all.add(part)
            result.by_status.setdefault(status, Sum()).add(part)
            if status not in FALLEN_THROUGH:
                result.standing.add(part)
                (result.confirmed if evidence in CONFIRMED else result.declared).add(part)
    if chosen.has_stall:
        told = select(func.count(_told.id), func.sum(_told.quantity), func.sum(_told.amount))
        result.stall = Sum(*(int(value or 0) for value in session.execute(_of_stall(told, chosen, timezone)).one()))
    return result


def page(
    session: Session,
    chosen: Filter,
    timezone: str,
    limit: int,
    sort: str = "at",
    descending: bool = True,
    after: Place | None = None,
) -> tuple[list[SaleLine], Place | None]:
    """The next `limit` rows after `after`, and where they end (None: there are no more). `sort`: one of SORTS."""
    kinds = [(ONLINE, _online, chosen.has_online), (STALL, _stall, chosen.has_stall)]
    found: list[tuple[Any, SaleLine]] = []
    for kind, query, is_asked_for in kinds:
        if is_asked_for:
            value, id_ = _sort_key(kind, sort)
            rows = query(chosen, timezone).add_columns(value.label("value"))
            rows = rows.where(*_beyond(kind, value, id_, after, descending))
            ordered = (value.desc(), id_.desc()) if descending else (value, id_)
            for *columns, last in session.execute(rows.order_by(*ordered).limit(limit + 1)):
                found.append((last, SaleLine(*columns)))
    # Equal values: orders before the stall when the newest stand first, as `_beyond` says.
    found.sort(key=lambda one: (one[0], _RANK[one[1].kind], one[1].id), reverse=descending)
    shown = found[:limit]
    more = len(found) > limit
    end = Place(shown[-1][0], shown[-1][1].kind, shown[-1][1].id) if more else None
    return [line for _, line in shown], end


def every_line(session: Session, chosen: Filter, timezone: str) -> Iterator[tuple[SaleLine, dict[str, datetime]]]:
    """All chosen rows, the oldest first, each with when the steps of its order were done (names of STEPS)."""
    after: Place | None = None
    while True:
        rows, after = page(session, chosen, timezone, AT_ONCE, descending=False, after=after)
        steps = _steps(session, {row.order_id for row in rows if row.order_id})
        yield from ((row, steps.get(row.order_id, {})) for row in rows)
        if after is None:
            return


def lines(session: Session, chosen: Filter, timezone: str) -> Iterator[Row[Any]]:
    """Every fitting order line with what the contract's CSV says of it, oldest order first, read as it is asked for."""
    goods_total = select(func.sum(_RUPIAH)).where(_line.order_id == _order.id).correlate(_order).scalar_subquery()
    query = _chosen_lines(
        select(
            _order.number,
            _order.placed_at,
            _seller.phone.label("seller_phone"),
            _seller.shop,
            _order.buyer_phone,
            _line.code,
            _line.size,
            _line.quantity,
            _line.unit_price,
            _RUPIAH.label("line_total"),
            _order.shipping_fee,
            (goods_total + func.coalesce(_order.shipping_fee, 0)).label("order_total"),
            _order.order_status,
            _order.payment_status,
            _order.fulfilment_status,
            _order.evidence,
            _order.cancel_reason,
        ),
        chosen,
        timezone,
    )
    query = query.order_by(_order.placed_at, _order.id, _line.id).execution_options(yield_per=500)
    yield from session.execute(query)


_RANK = {STALL: 0, ONLINE: 1}


def _sort_key(kind: str, sort: str) -> tuple[Any, Any]:
    online, stall = SORTS[sort]
    return (online, _line.id) if kind == ONLINE else (stall, _told.id)


def _beyond(kind: str, value: Any, id_: Any, after: Place | None, descending: bool) -> list[ColumnElement[bool]]:
    """What comes after `after`; the first condition is said twice, because indexes understand it."""
    if after is None:
        return []
    passes: Any = operator.lt if descending else operator.gt
    reaches: Any = operator.le if descending else operator.ge
    if kind == after.kind:
        tie: Any = passes(id_, after.id)
    else:
        tie = true() if passes(_RANK[kind], _RANK[after.kind]) else false()
    return [reaches(value, after.value), or_(passes(value, after.value), and_(value == after.value, tie))]


def _online(chosen: Filter, timezone: str) -> Select[Any]:
    first = select(func.min(_line.id)).where(_line.order_id == _order.id).correlate(_order).scalar_subquery()
    columns = (
        *(literal(ONLINE), _line.id, _order.number, _order.placed_at),
        *(_seller.shop, _seller.id, _seller.phone, _seller.sentra, _seller.sample),
        *(_line.code, _line.title, _line.product, _line.technique, _line.size, _line.quantity, _RUPIAH),
        *(_order.evidence, _order.id, first == _line.id, _order.buyer_phone, _order.area),
        *(_order.order_status, _order.payment_status, _order.fulfilment_status, _order.cancel_reason),
        *(_order.payment_method, _order.delivery, _order.courier, _order.parcel_number, _order.shipping_fee),
    )
    return _chosen_lines(select(*columns), chosen, timezone)


def _stall(chosen: Filter, timezone: str) -> Select[Any]:
    columns = (
        *(literal(STALL), _told.id, _told.number, _told.sold_at),
        *(_seller.shop, _seller.id, _seller.phone, _seller.sentra, _seller.sample),
        *(_told.code, _told.title, _told.product, _told.technique, _told.size, _told.quantity, _told.amount),
        *(_told.evidence, null(), true()),
    )
    only_orders_have = [null().label(f"none_{number}") for number in range(len(fields(SaleLine)) - len(columns))]
    return _of_stall(select(*columns, *only_orders_have), chosen, timezone)


def _chosen_lines(query: Select[Any], chosen: Filter, timezone: str) -> Select[Any]:
    return (
        query.select_from(_order)
        .join(_seller, _seller.id == _order.seller_id)
        .join(_line, _line.order_id == _order.id)
        .where(*of_orders(chosen, timezone), *of_lines(chosen))
    )


def _of_stall(query: Select[Any], chosen: Filter, timezone: str) -> Select[Any]:
    joined = query.select_from(_told).join(_seller, _seller.id == _told.seller_id)
    return joined.where(*of_stall(chosen, timezone))


def _steps(session: Session, order_ids: set[int]) -> dict[int | None, dict[str, datetime]]:
    """When each step was done last, by order."""
    column = {event: name for name, events in STEPS.items() for event in events}
    query = select(_event.order_id, _event.kind, func.max(_event.at)).where(
        _event.order_id.in_(order_ids), _event.kind.in_(column)
    )
    steps: dict[int | None, dict[str, datetime]] = {}
    for order_id, kind, at in session.execute(query.group_by(_event.order_id, _event.kind)):
        steps.setdefault(order_id, {})[column[kind]] = at
    return steps


def by_day(session: Session, since: date, timezone: str) -> dict[date, int]:
    """Rupiah of orders that stand and of sales at the stall, for each day from `since` on that has any."""
    chosen = Filter(since=since)
    online = _chosen_lines(select(_order.placed_at, _RUPIAH), chosen, timezone)
    stall = _of_stall(select(_told.sold_at, _told.amount), chosen, timezone)
    days: dict[date, int] = {}
    for query in (online.where(_order.order_status.not_in(FALLEN_THROUGH)), stall):
        for at, rupiah in session.execute(query):
            day = clock.local(at, timezone).date()
            days[day] = days.get(day, 0) + rupiah
    return days
