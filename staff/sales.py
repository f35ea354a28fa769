"""The sales log at the desk: the table with its totals, the same as files, and one order with its whole history."""

from dataclasses import asdict, fields
from datetime import date
from typing import Any

from flask import Response, abort, current_app, flash, redirect, render_template, request, stream_with_context, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlmodel import Session, col, select

import clock
import database
from catalog.models import Listing, Photo, Seller
from matters.models import Complaint, Matter
from media.pictures import tile_key
from media.private import private_path
from orders import events, reviews, sales_log
from orders.areas.gazetteer import load as gazetteer
from orders.models import Order
from orders.sales_filter import Filter
from orders.sales_log import SORTS, Place
from staff import audit, history, sales_files
from staff.pages import blueprint, city_timezone, wanted_reason

ROWS_A_PAGE = 50
MANY = 30_000  # orders; with more, the totals follow the table instead of keeping it waiting


@blueprint.get("/sales")
def sales() -> ResponseReturnValue:
    chosen, problems = _filter()
    sort, descending = _sort()
    after = Place.read(request.args.get("after", ""), sort)
    with database.reading() as session:
        rows, end = sales_log.page(session, chosen, city_timezone(), ROWS_A_PAGE, sort, descending, after)
        is_large = (session.exec(select(Order.id).order_by(col(Order.id).desc()).limit(1)).first() or 0) > MANY
        totals = None if is_large else sales_log.totals(session, chosen, city_timezone())
        choices = _choices(session)
    return render_template(
        "staff/sales.html",
        chosen=chosen,
        asked=_asked(chosen),
        sorted_by={"sort": sort, "order": "desc" if descending else "asc"},
        problems=problems,
        totals=totals,
        rows=rows,
        choices=choices,
        is_first=after is None,
        next_page=end.written() if end else "",
    )


@blueprint.get("/sales/totals")
def sales_totals() -> ResponseReturnValue:
    """The part of the page that adds up what is chosen, asked for by itself where that takes a while."""
    chosen, _problems = _filter()
    with database.reading() as session:
        totals = sales_log.totals(session, chosen, city_timezone())
    return render_template("staff/_totals.html", totals=totals, asked=_asked(chosen))


@blueprint.get("/sales.csv")
def sales_csv() -> ResponseReturnValue:
    return _file("csv", "text/csv", sales_files.csv_bytes)


@blueprint.get("/sales.xlsx")
def sales_xlsx() -> ResponseReturnValue:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return _file("xlsx", kind, sales_files.xlsx_bytes)


@blueprint.get("/sales/<number>")
def sale(number: str) -> ResponseReturnValue:
    with database.reading() as session:
        order = session.exec(select(Order).where(Order.number == number.upper())).first() or abort(404)
        log = events.of_order(session, order.id)
        matters = session.exec(select(Matter, Complaint).join(Complaint).where(Complaint.order_id == order.id)).all()
        return render_template(
            "staff/sale.html",
            order=order,
            log=[history.told(event) for event in log],
            log_agrees=not events.differences(order, log),
            pictures=_pictures(session, [line.listing_id for line in order.lines]),
            matters=matters,
            review=next(iter(reviews.of_order(session, order)), None),
            proof=_proof(log),
            unmasked=None,
        )


@blueprint.post("/sales/<number>/unmask")
def unmask(number: str) -> ResponseReturnValue:
    """Shows once who the buyer is and how to reach them. That it was looked at, and why, stays on record."""
    reason = wanted_reason()
    if not reason:
        flash(_("Tulis dulu alasannya: itu yang dicatat."), "bad")
        return redirect(url_for("staff.sale", number=number))
    with database.transaction() as session:
        order = session.exec(select(Order).where(Order.number == number)).first() or abort(404)
        audit.record(session, "unmasked", f"order {order.number}", reason=reason)
        unmasked = (order.buyer_name, order.buyer_phone, order.recipient_phone, order.address)
    return render_template("staff/unmasked.html", number=number, unmasked=unmasked)


def _file(ending: str, kind: str, made: Any) -> ResponseReturnValue:
    chosen, problems = _filter()
    if problems:
        return Response("\n".join(problems), 400, mimetype="text/plain")
    with database.transaction() as session:
        audit.record(session, "exported", f"sales.{ending}", filters={k: str(v) for k, v in _asked(chosen).items()})
    today = clock.local(clock.now(), city_timezone()).date()
    headers = {"Content-Disposition": f'attachment; filename="lokapasar-penjualan-{today.isoformat()}.{ending}"'}
    return Response(stream_with_context(made(chosen, city_timezone())), mimetype=kind, headers=headers)


def _filter() -> tuple[Filter, list[str]]:
    """The filter that the address asks for, and what of it can't be understood, in words."""
    problems: list[str] = []
    asked = {name: value.strip()[:200] for name, value in request.args.items() if value.strip()}
    since, until = (_day(asked.get(name), problems) for name in ("since", "until"))
    if since and until and since > until:
        problems.append(_("Tanggal “dari” lebih akhir daripada tanggal “sampai”."))
    texts = {each.name: asked.get(each.name) for each in fields(Filter) if each.name not in ("since", "until")}
    return Filter(since=since, until=until, **texts), problems


def _sort() -> tuple[str, bool]:
    sort = request.args.get("sort", "")
    return (sort if sort in SORTS else "at"), request.args.get("order") != "asc"


def _asked(chosen: Filter) -> dict[str, Any]:
    return {name: value for name, value in asdict(chosen).items() if value is not None}


def _day(text: str | None, problems: list[str]) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        problems.append(_("Tanggal “%(text)s” tidak ada; tulis seperti 2026-11-24.", text=text))
        return None


def _choices(session: Session) -> dict[str, Any]:
    """What can be chosen in the filters: the values that catalogue and orders know."""
    columns = {"sentra": Seller.sentra, "product": Listing.product, "technique": Listing.technique}
    found: dict[str, Any] = {
        name: [value for value in session.exec(select(col(column)).distinct().order_by(col(column))) if value]
        for name, column in columns.items()
    }
    provinces = {code: name for code, name in gazetteer().names.items() if len(code) == 2}
    return found | {"region": dict(sorted(provinces.items(), key=lambda one: one[1]))}


def _pictures(session: Session, listing_ids: list[int]) -> dict[int, str]:
    """The address of the first picture of each listing that has one."""
    rows = select(Photo.listing_id, Photo.key).where(
        col(Photo.listing_id).in_(listing_ids), col(Photo.key).is_not(None)
    )
    found = session.exec(rows.order_by(col(Photo.position).desc(), col(Photo.id).desc())).all()
    return {listing_id: f"/media/{tile_key(key)}" for listing_id, key in found if key}


def _proof(log: Any) -> str:
    """The address of the newest proof of payment, for officers: it shows somebody's account."""
    keys = [event.facts["picture"] for event in log if event.kind == "proof_sent" and event.facts.get("picture")]
    if not keys or not current_user.may("officer") or not keys[-1].startswith("private/"):
        return ""
    return private_path(keys[-1], current_app.config["SETTINGS"].secret_key)
