"""The sales log: one way of choosing orders for the page, the files and the command, so that their figures agree.

Filters look at the lines too: with a product or technique chosen, pieces and rupiah are those of the fitting lines.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlmodel import Session, col

from catalog.models import Seller
from orders.models import Order, OrderLine

CONFIRMED = ("seller_confirmed", "parcel_number", "buyer_confirmed")
FALLEN_THROUGH = ("cancelled", "rejected")
_PHONE = re.compile(r"\+?[\d\s.-]{8,}")


@dataclass(frozen=True)
class Filter:
    """Which orders; None: whichever. `since` and `until` are whole days of the city's zone, both included."""

    since: date | None = None
    until: date | None = None
    sentra: str | None = None
    seller: str | None = None  # a shop's phone, or words of its name
    product: str | None = None
    technique: str | None = None
    status: str | None = None  # order_status
    evidence: str | None = None

    @property
    def is_empty(self) -> bool:
        return all(getattr(self, each.name) is None for each in fields(self))


@dataclass(frozen=True)
class SaleRow:
    """One order in the log. Rupiah and pieces; `placed_at` in UTC."""

    number: str
    placed_at: datetime
    shop: str
    seller_phone: str
    sentra: str
    buyer_phone: str | None
    goods: str  # the first fitting line's title
    lines: int
    pieces: int
    rupiah: int
    order_status: str
    payment_status: str
    fulfilment_status: str
    evidence: str


@dataclass
class Sum:
    """Orders, pieces and rupiah of goods, postage not included."""

    orders: int = 0
    pieces: int = 0
    rupiah: int = 0

    def add(self, other: "Sum") -> None:
        self.orders += other.orders
        self.pieces += other.pieces
        self.rupiah += other.rupiah


@dataclass
class Totals:
    """Sums over the chosen orders. Cancelled and rejected ones are neither confirmed nor only declared."""

    all: Sum = field(default_factory=Sum)
    standing: Sum = field(default_factory=Sum)  # neither cancelled nor rejected
    confirmed: Sum = field(default_factory=Sum)  # of these: seller, parcel number or buyer vouch for it
    declared: Sum = field(default_factory=Sum)  # of these: only said, or a proof that nobody has checked
    by_status: dict[str, Sum] = field(default_factory=dict)


def totals(session: Session, chosen: Filter, timezone: str) -> Totals:
    """Sums over all chosen orders, counted by the database in one query."""
    amounts = (func.count(Order.id.distinct()), func.sum(OrderLine.quantity), func.sum(_RUPIAH))
    query = _chosen_lines(select(Order.order_status, Order.evidence, *amounts), chosen, timezone)
    result = Totals()
    for status, evidence, *counted in session.execute(query.group_by(Order.order_status, Order.evidence)):
        part = Sum(*map(int, counted))
        result.all.add(part)
        result.by_status.setdefault(status, Sum()).add(part)
        if status not in FALLEN_THROUGH:
            result.standing.add(part)
            (result.confirmed if evidence in CONFIRMED else result.declared).add(part)
    return result


def page(session: Session, chosen: Filter, timezone: str, limit: int, offset: int = 0) -> list[SaleRow]:
    """Chosen orders, newest first, `limit` of them after the first `offset`."""
    fitting = [OrderLine.order_id == Order.id, *_line_conditions(chosen)]

    def of_lines(value: Any) -> Any:
        return select(value).where(*fitting).correlate(Order).scalar_subquery()

    query = (
        select(
            Order.number,
            Order.placed_at,
            Seller.shop,
            Seller.phone,
            Seller.sentra,
            Order.buyer_phone,
            select(OrderLine.title).where(*fitting).order_by(OrderLine.id).limit(1).correlate(Order).scalar_subquery(),
            of_lines(func.count()),
            of_lines(func.sum(OrderLine.quantity)),
            of_lines(func.sum(_RUPIAH)),
            Order.order_status,
            Order.payment_status,
            Order.fulfilment_status,
            Order.evidence,
        )
        .join(Seller, Seller.id == Order.seller_id)
        .where(*_order_conditions(chosen, timezone))
        .order_by(col(Order.id).desc())
        .limit(limit)
        .offset(offset)
    )
    if _line_conditions(chosen):
        query = query.where(select(OrderLine.id).where(*fitting).correlate(Order).exists())
    return [SaleRow(*row) for row in session.execute(query)]


def lines(session: Session, chosen: Filter, timezone: str) -> Iterator[Row[Any]]:
    """Every fitting order line with what the CSV says of it, oldest order first, read as it is asked for."""
    goods_total = select(func.sum(_RUPIAH)).where(OrderLine.order_id == Order.id).correlate(Order).scalar_subquery()
    query = _chosen_lines(
        select(
            Order.number,
            Order.placed_at,
            Seller.phone.label("seller_phone"),
            Seller.shop,
            Order.buyer_phone,
            OrderLine.code,
            OrderLine.size,
            OrderLine.quantity,
            OrderLine.unit_price,
            _RUPIAH.label("line_total"),
            Order.shipping_fee,
            (goods_total + func.coalesce(Order.shipping_fee, 0)).label("order_total"),
            Order.order_status,
            Order.payment_status,
            Order.fulfilment_status,
            Order.evidence,
            Order.cancel_reason,
        ),
        chosen,
        timezone,
    )
    query = query.order_by(col(Order.id), col(OrderLine.id)).execution_options(yield_per=500)
    yield from session.execute(query)


_RUPIAH: Any = col(OrderLine.quantity) * col(OrderLine.unit_price)


def _chosen_lines(query: Select[Any], chosen: Filter, timezone: str) -> Select[Any]:
    return (
        query.select_from(Order)
        .join(Seller, Seller.id == Order.seller_id)
        .join(OrderLine, OrderLine.order_id == Order.id)
        .where(*_order_conditions(chosen, timezone), *_line_conditions(chosen))
    )


def _order_conditions(chosen: Filter, timezone: str) -> list[ColumnElement[bool]]:
    conditions: list[Any] = []
    if chosen.since:
        conditions.append(Order.placed_at >= _midnight(chosen.since, timezone))
    if chosen.until:
        conditions.append(Order.placed_at < _midnight(chosen.until + timedelta(days=1), timezone))
    if chosen.sentra:
        conditions.append(Seller.sentra == chosen.sentra)
    if chosen.seller:
        conditions.append(_is_seller(chosen.seller))
    if chosen.status:
        conditions.append(Order.order_status == chosen.status)
    if chosen.evidence:
        conditions.append(Order.evidence == chosen.evidence)
    return conditions


def _line_conditions(chosen: Filter) -> list[Any]:
    conditions: list[Any] = []
    if chosen.product:
        conditions.append(OrderLine.product == chosen.product)
    if chosen.technique:
        conditions.append(OrderLine.technique == chosen.technique)
    return conditions


def _is_seller(asked: str) -> Any:
    """A shop by its phone, however it is written (a "+" is lost in careless links), or by words of its name."""
    if _PHONE.fullmatch(asked.strip()):
        digits = re.sub(r"\D", "", asked)
        return Seller.phone == "+" + ("62" + digits[1:] if digits.startswith("0") else digits)
    return col(Seller.shop).icontains(asked.strip(), autoescape=True)


def _midnight(day: date, timezone: str) -> datetime:
    """The moment in UTC at which `day` begins in the city."""
    return datetime.combine(day, time.min, ZoneInfo(timezone)).astimezone(UTC)
