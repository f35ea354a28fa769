"""The sales log: one way of choosing orders for the page, the files and the command, so that their figures agree.

Filters look at the lines too: with a product or technique chosen, pieces and rupiah are those of the fitting lines.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlmodel import Session

import clock
from catalog.models import Seller
from orders.models import Order, OrderLine

CONFIRMED = ("seller_confirmed", "parcel_number", "buyer_confirmed")
FALLEN_THROUGH = ("cancelled", "rejected")
_order: Any = Order  # mypy takes columns for their values, so their tables go by these names below
_line: Any = OrderLine
_seller: Any = Seller
_RUPIAH = _line.quantity * _line.unit_price + _line.rounding
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
    amounts = (func.count(_order.id.distinct()), func.sum(_line.quantity), func.sum(_RUPIAH))
    query = _chosen_lines(select(_order.order_status, _order.evidence, *amounts), chosen, timezone)
    result = Totals()
    for status, evidence, *counted in session.execute(query.group_by(_order.order_status, _order.evidence)):
        part = Sum(*map(int, counted))
        result.all.add(part)
        result.by_status.setdefault(status, Sum()).add(part)
        if status not in FALLEN_THROUGH:
            result.standing.add(part)
            (result.confirmed if evidence in CONFIRMED else result.declared).add(part)
    return result


def page(session: Session, chosen: Filter, timezone: str, limit: int, offset: int = 0) -> list[SaleRow]:
    """Chosen orders, newest first, `limit` of them after the first `offset`."""
    fitting = [_line.order_id == _order.id, *_line_conditions(chosen)]

    def of_lines(value: Any) -> Any:
        return select(value).where(*fitting).correlate(_order).scalar_subquery()

    query = (
        select(
            _order.number,
            _order.placed_at,
            _seller.shop,
            _seller.phone,
            _seller.sentra,
            _order.buyer_phone,
            select(_line.title).where(*fitting).order_by(_line.id).limit(1).correlate(_order).scalar_subquery(),
            of_lines(func.count()),
            of_lines(func.sum(_line.quantity)),
            of_lines(func.sum(_RUPIAH)),
            _order.order_status,
            _order.payment_status,
            _order.fulfilment_status,
            _order.evidence,
        )
        .join(_seller, _seller.id == _order.seller_id)
        .where(*_order_conditions(chosen, timezone))
        .order_by(_order.placed_at.desc(), _order.id.desc())
        .limit(limit)
        .offset(offset)
    )
    if _line_conditions(chosen):
        query = query.where(select(_line.id).where(*fitting).correlate(_order).exists())
    return [SaleRow(*row) for row in session.execute(query)]


def lines(session: Session, chosen: Filter, timezone: str) -> Iterator[Row[Any]]:
    """Every fitting order line with what the CSV says of it, oldest order first, read as it is asked for."""
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


def _chosen_lines(query: Select[Any], chosen: Filter, timezone: str) -> Select[Any]:
    return (
        query.select_from(_order)
        .join(_seller, _seller.id == _order.seller_id)
        .join(_line, _line.order_id == _order.id)
        .where(*_order_conditions(chosen, timezone), *_line_conditions(chosen))
    )


def _order_conditions(chosen: Filter, timezone: str) -> list[ColumnElement[bool]]:
    conditions: list[Any] = []
    if chosen.since:
        conditions.append(_order.placed_at >= clock.day_begins(chosen.since, timezone))
    if chosen.until:
        conditions.append(_order.placed_at < clock.day_begins(chosen.until + timedelta(days=1), timezone))
    if chosen.sentra:
        conditions.append(_seller.sentra == chosen.sentra)
    if chosen.seller:
        conditions.append(_is_seller(chosen.seller))
    if chosen.status:
        conditions.append(_order.order_status == chosen.status)
    if chosen.evidence:
        conditions.append(_order.evidence == chosen.evidence)
    return conditions


def _line_conditions(chosen: Filter) -> list[Any]:
    conditions: list[Any] = []
    if chosen.product:
        conditions.append(_line.product == chosen.product)
    if chosen.technique:
        conditions.append(_line.technique == chosen.technique)
    return conditions


def _is_seller(asked: str) -> Any:
    """A shop by its phone, however it is written (a "+" is lost in careless links), or by words of its name."""
    if _PHONE.fullmatch(asked.strip()):
        digits = re.sub(r"\D", "", asked)
        return _seller.phone == "+" + ("62" + digits[1:] if digits.startswith("0") else digits)
    return _seller.shop.icontains(asked.strip(), autoescape=True)
