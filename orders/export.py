"""The sales log as CSV, one order line a row, in the form that the contract fixes."""

import csv
import io
from collections.abc import Callable, Iterator
from typing import Any

from sqlmodel import Session

import clock
from orders import sales_log
from orders.sales_filter import Filter
from people.directory import mask

COLUMNS = [
    *("order_no", "placed_at", "seller_phone", "shop", "buyer"),
    *("code", "size", "qty", "unit_price", "line_total", "shipping_fee", "order_total"),
    *("order_status", "payment_status", "fulfilment_status", "evidence", "cancel_reason"),
]


def csv_text(
    session: Session, chosen: Filter, timezone: str, seller_phone: Callable[[str], str] = str
) -> Iterator[str]:
    """The header and then the chosen lines, a piece of text at a time. `seller_phone` may mask the shop's number."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for line in sales_log.lines(session, chosen, timezone):
        writer.writerow(_cells(line, timezone, seller_phone))
        if buffer.tell() > 32_000:
            yield _taken(buffer)
    yield _taken(buffer)


def harmless(text: str) -> str:
    """A text as it is, unless a spreadsheet would run it: then with an apostrophe in front."""
    return "'" + text if text.lstrip().startswith(("=", "+", "-", "@")) or text.startswith(("\t", "\r", "\n")) else text


def _cells(line: Any, timezone: str, seller_phone: Callable[[str], str]) -> list[Any]:
    return [
        line.number,
        clock.local(line.placed_at, timezone).isoformat(timespec="seconds"),
        # Of a seller who is forgotten there is none.
        seller_phone(line.seller_phone)
        if line.seller_phone.startswith("+")
        else "",  # a plain "+62…" stays as it is: it names the shop in sellers.csv
        harmless(line.shop),
        mask(line.buyer_phone) if line.buyer_phone else "…",
        harmless(line.code),
        harmless(line.size),
        line.quantity,
        line.unit_price,
        line.line_total,
        "" if line.shipping_fee is None else line.shipping_fee,
        line.order_total,
        line.order_status,
        line.payment_status,
        line.fulfilment_status,
        line.evidence,
        line.cancel_reason or "",
    ]


def _taken(buffer: io.StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text
