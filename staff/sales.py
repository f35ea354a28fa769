"""The sales log at the desk: the table with its totals, the same as a file, and one order with its history."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date

from flask import Response, abort, render_template, request, stream_with_context
from flask.typing import ResponseReturnValue
from sqlmodel import Session, col, select

import clock
import database
from catalog.models import Listing, Seller
from orders import events, export, sales_log
from orders.models import Order
from orders.sales_log import Filter
from staff.pages import blueprint, city_timezone, shop_phone

ROWS_A_PAGE = 50


@blueprint.get("/sales")
def sales() -> ResponseReturnValue:
    chosen, problems = _filter()
    number = max(1, request.args.get("page", 1, type=int))
    with database.reading() as session:
        totals = sales_log.totals(session, chosen, city_timezone())
        pages = max(1, -(-totals.all.orders // ROWS_A_PAGE))
        number = min(number, pages)
        rows = sales_log.page(session, chosen, city_timezone(), ROWS_A_PAGE, (number - 1) * ROWS_A_PAGE)
        choices = _choices(session)
    return render_template(
        "staff/sales.html",
        chosen=chosen,
        asked={name: value for name, value in asdict(chosen).items() if value is not None},
        problems=problems,
        totals=totals,
        rows=rows,
        choices=choices,
        page=number,
        pages=pages,
        first=(number - 1) * ROWS_A_PAGE + 1,
    )


@blueprint.get("/sales.csv")
def sales_csv() -> ResponseReturnValue:
    chosen, problems = _filter()
    if problems:
        return Response("\n".join(problems), 400, mimetype="text/plain")
    today = clock.local(clock.now(), city_timezone()).date()
    name = f"lokapasar-penjualan-{today.isoformat()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(stream_with_context(_csv(chosen)), mimetype="text/csv", headers=headers)


@blueprint.get("/sales/<number>")
def sale(number: str) -> ResponseReturnValue:
    with database.reading() as session:
        order = session.exec(select(Order).where(Order.number == number)).first() or abort(404)
        log = events.of_order(session, order.id)
        return render_template("staff/sale.html", order=order, log=log, log_agrees=not events.differences(order, log))


def _csv(chosen: Filter) -> Iterator[str]:
    with database.reading() as session:
        yield from export.csv_text(session, chosen, city_timezone(), shop_phone)


def _filter() -> tuple[Filter, list[str]]:
    """The filter that the address asks for, and what of it can't be understood, in words."""
    problems: list[str] = []
    asked = {name: value.strip() for name, value in request.args.items() if value.strip()}
    since, until = (_day(asked.get(name), problems) for name in ("since", "until"))
    if since and until and since > until:
        problems.append("Tanggal “dari” lebih akhir daripada tanggal “sampai”.")
    rest = {name: asked.get(name) for name in ("sentra", "seller", "product", "technique", "status", "evidence")}
    return Filter(since=since, until=until, **rest), problems


def _day(text: str | None, problems: list[str]) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        problems.append(f"Tanggal “{text}” tidak dikenal. Tulis seperti 2026-11-24.")
        return None


def _choices(session: Session) -> dict[str, list[str]]:
    """What can be chosen in the filters: the values that the catalogue knows."""
    columns = {"sentra": Seller.sentra, "product": Listing.product, "technique": Listing.technique}
    return {
        name: [value for value in session.exec(select(col(column)).distinct().order_by(col(column))) if value]
        for name, column in columns.items()
    }
