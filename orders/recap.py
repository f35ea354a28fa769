"""A shop's own figures for some days: what was ordered, paid, sold at the stall, what sold best, and the commission that
nobody took. Counted by the database over the shop's own rows of those days, whatever else there is.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import case, func, select, union_all
from sqlmodel import Session

import clock
from orders.models import OfflineSale, Order, OrderLine

# What a seller would have paid elsewhere, in percent of the price of the goods. In 2025 Shopee took 8 % of fashion from
# sellers without a star, Tokopedia and TikTok Shop 8 % after their discount (fees per order and for free postage not
# counted). The one place where it stands; every message that counts with it names it.
COMMISSION_PERCENT = 8
BEST = 3  # goods that are told as the best sellers
_order: Any = Order  # mypy takes columns for their values
_line: Any = OrderLine
_sale: Any = OfflineSale
_RUPIAH = _line.quantity * _line.unit_price + _line.rounding


@dataclass(frozen=True)
class Period:
    """Whole days of the city, both included, or hours: from `since` to before `until` (UTC)."""

    first: date
    last: date
    since: datetime
    until: datetime


@dataclass(frozen=True)
class BestSeller:
    code: str
    title: str
    listing_id: int
    pieces: int


@dataclass(frozen=True)
class Figures:
    """Orders that stand (neither cancelled nor rejected), placed in the period; those paid in it, whenever placed; sales
    told at the stall. Rupiah of goods, postage not included."""

    orders: int
    pieces: int
    ordered: int  # rupiah
    paid_orders: int
    paid: int  # rupiah
    offline_sales: int
    offline_pieces: int
    offline: int  # rupiah
    unanswered: int  # orders that wait for the seller now, whenever placed
    best: tuple[BestSeller, ...]

    @property
    def sold(self) -> int:
        """Rupiah of all that was ordered here and sold at the stall."""
        return self.ordered + self.offline

    @property
    def commission_saved(self) -> int:
        """Rupiah that a marketplace elsewhere would have kept of what was paid here."""
        return self.paid * COMMISSION_PERCENT // 100

    @property
    def is_empty(self) -> bool:
        return not (self.orders or self.paid_orders or self.offline_sales)


def days(first: date, last: date, timezone: str) -> Period:
    """Whole days of the city."""
    return Period(first, last, clock.day_begins(first, timezone), clock.day_begins(last + timedelta(days=1), timezone))


def named(name: str, today: date, timezone: str) -> Period:
    """The days that people mean by today, yesterday, week, last_week (weeks begin on Monday), month or last_month; those
    that are still to come are not among them."""
    monday, first = today - timedelta(days=today.weekday()), today.replace(day=1)
    before = first - timedelta(days=1)
    begin, end = {
        "yesterday": (today - timedelta(days=1), today - timedelta(days=1)),
        "week": (monday, today),
        "last_week": (monday - timedelta(days=7), monday - timedelta(days=1)),
        "month": (first, today),
        "last_month": (before.replace(day=1), before),
    }.get(name, (today, today))
    return days(begin, end, timezone)


def figures(session: Session, seller_id: int | None, period: Period) -> Figures:
    """The shop's figures for the period."""
    counted = func.count(_order.id.distinct()), func.coalesce(func.sum(_line.quantity), 0), _sum(_RUPIAH)
    orders, pieces, ordered = session.execute(_lines(*counted).where(*_placed(seller_id, period))).one()
    paid_in = _order.seller_id == seller_id, _order.paid_at >= period.since, _order.paid_at < period.until
    paid_orders, paid = session.execute(_lines(func.count(_order.id.distinct()), _sum(_RUPIAH)).where(*paid_in)).one()
    sales = select(func.count(_sale.id), func.coalesce(func.sum(_sale.quantity), 0), _sum(_sale.amount))
    offline_sales, offline_pieces, offline = session.execute(sales.where(*_told(seller_id, period))).one()
    waiting = select(func.count(_order.id)).where(_order.seller_id == seller_id, _order.order_status == "placed")
    return Figures(
        orders,
        int(pieces),
        int(ordered),
        paid_orders,
        int(paid),
        offline_sales,
        int(offline_pieces),
        int(offline),
        session.execute(waiting).scalar_one(),
        _best(session, seller_id, period),
    )


def by_day(session: Session, seller_id: int | None, period: Period, timezone: str) -> list[int]:
    """Rupiah ordered and sold at the stall on each day of the period."""
    dates = [period.first + timedelta(days=n) for n in range((period.last - period.first).days + 1)]
    sums = dict.fromkeys(range(len(dates)), 0)
    for moment, rows in (
        (_order.placed_at, _lines(_sum(_RUPIAH)).where(*_placed(seller_id, period))),
        (_sale.sold_at, select(_sum(_sale.amount)).where(*_told(seller_id, period))),
    ):
        ends = [(moment < clock.day_begins(day + timedelta(days=1), timezone), n) for n, day in enumerate(dates)]
        number = case(*ends, else_=len(dates) - 1).label("day")
        for rupiah, day in session.execute(rows.add_columns(number).group_by(number)):
            sums[day] += int(rupiah)
    return list(sums.values())


def _best(session: Session, seller_id: int | None, period: Period) -> tuple[BestSeller, ...]:
    """What most pieces were ordered or sold at the stall of, most first."""
    ordered = _lines(_line.listing_id, _line.code, _line.title, _line.quantity).where(*_placed(seller_id, period))
    told = select(_sale.listing_id, _sale.code, _sale.title, _sale.quantity).where(*_told(seller_id, period))
    sold = union_all(ordered, told).subquery()
    pieces = func.sum(sold.c.quantity)
    rows = (
        select(sold.c.code, func.max(sold.c.title), sold.c.listing_id, pieces)
        .group_by(sold.c.listing_id, sold.c.code)
        .order_by(pieces.desc(), sold.c.code)
    )
    return tuple(BestSeller(row[0], row[1], row[2], int(row[3])) for row in session.execute(rows.limit(BEST)))


def _lines(*columns: Any) -> Any:
    return select(*columns).select_from(_order).join(_line, _line.order_id == _order.id)


def _placed(seller_id: int | None, period: Period) -> list[Any]:
    stands = _order.order_status.not_in(("cancelled", "rejected"))
    return [_order.seller_id == seller_id, _order.placed_at >= period.since, _order.placed_at < period.until, stands]


def _told(seller_id: int | None, period: Period) -> list[Any]:
    stands = _sale.taken_back_at.is_(None)
    return [_sale.seller_id == seller_id, _sale.sold_at >= period.since, _sale.sold_at < period.until, stands]


def _sum(value: Any) -> Any:
    return func.coalesce(func.sum(value), 0)
