"""Which sales somebody asks for: one choice for page, files and command, so that their figures agree.

Filters look at the lines too: with a product or technique chosen, pieces and rupiah are those of the fitting lines.
What only an order has (a status, a region, a way of paying) leaves sales told at the stall out.
"""

import re
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, or_

import clock
from catalog.models import Seller
from orders.models import OfflineSale, Order, OrderLine
from orders.offline import counted_by_the_city

ONLINE, STALL = "online", "stall"  # kinds of sales
_order: Any = Order  # mypy takes columns for their values, so their tables go by these names below
_line: Any = OrderLine
_seller: Any = Seller
_told: Any = OfflineSale
_PHONE = re.compile(r"\+?[\d\s.-]{8,}")
_NUMBER = re.compile(r"(?i)[pl]\d{4,}")
_CODE = re.compile(r"(?i)k\d{4,}")


@dataclass(frozen=True)
class Filter:
    """Which sales; None: whichever. `since` and `until` are whole days of the city's zone, both included."""

    since: date | None = None
    until: date | None = None
    sentra: str | None = None
    seller: str | None = None  # a shop's phone, or words of its name
    product: str | None = None
    technique: str | None = None
    status: str | None = None  # order_status
    evidence: str | None = None
    region: str | None = None  # code of a province or regency (orders.areas) in which the buyer lives
    kind: str | None = None  # ONLINE or STALL
    paying: str | None = None  # payment_method
    search: str | None = None  # the number of a sale, a listing's code, or words of a title

    @property
    def is_empty(self) -> bool:
        return all(getattr(self, each.name) is None for each in fields(self))

    @property
    def has_online(self) -> bool:
        """Whether orders can be among what is asked for."""
        return self.kind in (None, ONLINE)

    @property
    def has_stall(self) -> bool:
        """Whether sales told at the stall can be among it."""
        return self.kind in (None, STALL) and not (self.status or self.region or self.paying)


def of_orders(chosen: Filter, timezone: str) -> list[ColumnElement[bool]]:
    """Conditions on orders joined with their sellers."""
    conditions: list[Any] = _on_days(_order.placed_at, chosen, timezone) + _of_sellers(chosen)
    if not chosen.has_online:
        conditions.append(_order.id.is_(None))
    if chosen.status:
        conditions.append(_order.order_status == chosen.status)
    if chosen.evidence:
        conditions.append(_order.evidence == chosen.evidence)
    if chosen.region:
        conditions.append(
            or_(_order.area == chosen.region, _order.area.startswith(chosen.region + ".", autoescape=True))
        )
    if chosen.paying:
        conditions.append(_order.payment_method == chosen.paying)
    if chosen.search and _NUMBER.fullmatch(chosen.search):
        conditions.append(_order.number == chosen.search.upper())
    return conditions


def of_lines(chosen: Filter) -> list[ColumnElement[bool]]:
    """Conditions on the lines of these orders."""
    return _of_goods(_line, chosen)


def of_stall(chosen: Filter, timezone: str) -> list[ColumnElement[bool]]:
    """Conditions on sales told at the stall joined with their sellers: only those that the city may count."""
    conditions: list[Any] = [*counted_by_the_city(), *_on_days(_told.sold_at, chosen, timezone)]
    conditions += _of_sellers(chosen) + _of_goods(_told, chosen)
    if chosen.evidence:
        conditions.append(_told.evidence == chosen.evidence)
    if chosen.search and _NUMBER.fullmatch(chosen.search):
        conditions.append(_told.number == chosen.search.upper())
    return conditions


def _on_days(moment: Any, chosen: Filter, timezone: str) -> list[Any]:
    conditions = []
    if chosen.since:
        conditions.append(moment >= clock.day_begins(chosen.since, timezone))
    if chosen.until:
        conditions.append(moment < clock.day_begins(chosen.until + timedelta(days=1), timezone))
    return conditions


def _of_sellers(chosen: Filter) -> list[Any]:
    conditions = []
    if chosen.sentra:
        conditions.append(_seller.sentra == chosen.sentra)
    if chosen.seller:
        conditions.append(_is_seller(chosen.seller))
    return conditions


def _of_goods(sold: Any, chosen: Filter) -> list[Any]:
    conditions = []
    if chosen.product:
        conditions.append(sold.product == chosen.product)
    if chosen.technique:
        conditions.append(sold.technique == chosen.technique)
    if chosen.search and _CODE.fullmatch(chosen.search):
        conditions.append(sold.code == chosen.search.upper())
    elif chosen.search and not _NUMBER.fullmatch(chosen.search):
        conditions.append(sold.title.icontains(chosen.search, autoescape=True))
    return conditions


def _is_seller(asked: str) -> Any:
    """A shop by its phone, however it is written (a "+" is lost in careless links), or by words of its name."""
    if _PHONE.fullmatch(asked.strip()):
        digits = re.sub(r"\D", "", asked)
        return _seller.phone == "+" + ("62" + digits[1:] if digits.startswith("0") else digits)
    return _seller.shop.icontains(asked.strip(), autoescape=True)
