"""Shops at the desk: who they are, how they do, and what an officer decides about them. The shop is told."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Response, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import case
from sqlmodel import Session, col, func, or_, select

import clock
import database
from bot.news import notices
from catalog import errors, sellers, shop_numbers
from catalog.csv_import import import_folder, read_folder
from catalog.models import Listing, Photo, ResponsePace, Seller, ShopEvent, ShopNumber
from matters.models import Complaint, Matter
from media import poster
from messaging import market_number
from messaging.models import OutboundMessage
from orders.models import Order
from people import directory
from people.models import Person
from staff import audit
from staff.pages import TAKES_FILES, blueprint, wanted_reason

PAGE = 60
LATELY = timedelta(days=90)
EXAMPLE_NUMBER = "+6281100000000"  # on posters of a market that only plays
TAKES_FILES["staff.import_catalog"] = 4 * 1024 * 1024


@dataclass(frozen=True)
class Row:
    """A shop in the list; counts of the last three months."""

    seller: Seller
    listings: int
    photos: int
    orders: int
    silent: int  # orders that ended because nobody answered
    complaints: int
    minutes: float | None  # to an answer
    heard_at: datetime | None

    @property
    def coaching(self) -> str:
        """Why somebody should talk with this shop; "": no need."""
        if self.listings == 0:
            return "no_listing"
        if self.photos == 0:
            return "no_picture"
        if self.silent >= 2:
            return "no_answer"
        return "not_found" if self.orders == 0 else ""


@blueprint.get("/sellers")
def sellers_page() -> ResponseReturnValue:
    asked = {name: request.args.get(name, "").strip() for name in ("search", "state", "sentra")}
    after = request.args.get("after", 0, type=int)
    with database.reading() as session:
        rows = _rows(session, asked, after)
        sentras = [one for one in session.exec(select(Seller.sentra).distinct().order_by(Seller.sentra)) if one]
    shown = [row for row in rows[:PAGE] if asked["state"] != "idle" or row.coaching]
    end = rows[PAGE - 1].seller.id if len(rows) > PAGE else None
    return render_template(
        "staff/sellers.html", rows=shown, asked=asked, sentras=sentras, next_page=end, now=clock.now()
    )


@blueprint.get("/sellers/<int:seller_id>")
def seller_page(seller_id: int) -> ResponseReturnValue:
    with database.reading() as session:
        seller = session.get(Seller, seller_id) or abort(404)
        row = next(iter(_rows(session, {"id": str(seller_id)}, 0)))
        listings = session.exec(
            select(Listing)
            .where(Listing.seller_id == seller_id, col(Listing.deleted_at).is_(None))
            .order_by(col(Listing.id).desc())
            .limit(PAGE)
        ).all()
        people = [(number, person) for number, person in shop_numbers.of_shop(session, seller_id)]
        log = session.exec(
            select(ShopEvent).where(ShopEvent.seller_id == seller_id).order_by(col(ShopEvent.id).desc()).limit(30)
        ).all()
        open_orders = session.exec(
            select(Order)
            .where(Order.seller_id == seller_id, col(Order.order_status).in_(("placed", "accepted")))
            .order_by(col(Order.id).desc())
            .limit(20)
        ).all()
        return render_template(
            "staff/seller.html",
            seller=seller,
            row=row,
            listings=listings,
            people=people,
            log=log,
            open_orders=open_orders,
            now=clock.now(),
        )


@blueprint.post("/sellers/<int:seller_id>/verify")
def verify_seller(seller_id: int) -> ResponseReturnValue:
    return _decide(
        seller_id,
        "shop_verified",
        lambda session, phone: notices.shop_verified(session, sellers.verify(session, phone)),
        needs_reason=False,
    )


@blueprint.post("/sellers/<int:seller_id>/refuse")
def refuse_seller(seller_id: int) -> ResponseReturnValue:
    reason = wanted_reason()
    return _decide(
        seller_id,
        "shop_refused",
        lambda session, phone: notices.shop_refused(session, sellers.suspend(session, phone, reason)),
    )


@blueprint.post("/sellers/<int:seller_id>/suspend")
def suspend_seller(seller_id: int) -> ResponseReturnValue:
    reason = wanted_reason()
    return _decide(
        seller_id,
        "shop_suspended",
        lambda session, phone: notices.shop_suspended(session, sellers.suspend(session, phone, reason)),
    )


@blueprint.post("/sellers/<int:seller_id>/move")
def move_seller(seller_id: int) -> ResponseReturnValue:
    def move(session: Session, phone: str) -> None:
        new = directory.parse_phone(request.form.get("phone", ""))
        notices.shop_moved(session, sellers.move(session, phone, new))

    return _decide(seller_id, "shop_moved", move)


@blueprint.post("/sellers/<int:seller_id>/message")
def message_seller(seller_id: int) -> ResponseReturnValue:
    """A word from staff to everybody who acts for the shop."""
    text = request.form.get("text", "").strip()[:1000]
    if not text:
        flash(_("Tulis dulu pesannya."), "bad")
        return redirect(url_for("staff.seller_page", seller_id=seller_id))
    return _decide(
        seller_id,
        "shop_messaged",
        lambda session, phone: notices.from_staff(session, sellers.by_number(session, phone), text),
        needs_reason=False,
    )


@blueprint.route("/sellers/import", methods=["GET", "POST"])
def import_catalog() -> ResponseReturnValue:
    """sellers.csv and listings.csv: looked at first, taken over when nothing is wrong."""
    if request.method == "GET":
        return render_template("staff/import.html", content=None, report=None)
    content: Any = None
    report: Any = None
    with TemporaryDirectory() as folder:
        names = [name for name in ("sellers.csv", "listings.csv") if _uploaded(name, Path(folder))]
        if not names:
            flash(_("Pilih dulu berkasnya."), "bad")
            return redirect(url_for("staff.import_catalog"))
        try:
            content = read_folder(Path(folder))
            if request.form.get("go") == "yes" and not content.refusals:
                report = import_folder(Path(folder), current_app.extensions["storage"])
        except errors.ImportRefused as problem:
            content, report = problem, None
    if report:
        with database.transaction() as session:
            audit.record(session, "catalog_imported", "", sellers=report.sellers, listings=report.listings)
    return render_template("staff/import.html", content=content, report=report)


def _uploaded(name: str, folder: Path) -> bool:
    upload = request.files.get(name.removesuffix(".csv"))
    if upload is None or not upload.filename:
        return False
    upload.save(folder / name)
    return True


@blueprint.get("/sellers/poster.pdf")
def market_poster() -> ResponseReturnValue:
    """To hang up in a sentra: a code that opens the chat with “daftar” or, for shoppers, with a greeting."""
    is_sample = not market_number.phone()
    number = market_number.phone() or EXAMPLE_NUMBER
    sentra = request.args.get("sentra", "")[:40]
    with force_locale("id"):
        if request.args.get("for") == "sellers":
            title, text = _("Jualan batik di Lokapasar"), "daftar"
            steps = [
                _("Pindai kode ini dengan kamera HP, lalu kirim pesan “daftar” yang sudah tertulis."),
                _("Jawab beberapa pertanyaan: nama toko, pemilik, sentra, rekening atau QRIS. Tidak perlu KTP."),
                _("Kirim foto batik dengan harga dan stoknya. Petugas memeriksa, lalu toko Anda tampil."),
            ]
        else:
            title, text = (
                (
                    _("Batik %(sentra)s lewat WhatsApp", sentra=sentra)
                    if sentra
                    else _("Batik Pekalongan lewat WhatsApp")
                ),
                f"batik {sentra}".strip(),
            )
            steps = [
                _("Pindai kode ini dengan kamera HP, lalu kirim pesan yang sudah tertulis."),
                _("Tulis batik yang dicari, misalnya “kemeja parang ukuran L di bawah 200 ribu”."),
                _("Pilih dari foto, tanya penjual, pesan. Pasar ini milik Kota Pekalongan."),
            ]
        foot = f"WhatsApp {directory.national(number)} · Kota Pekalongan" + (" · CONTOH" if is_sample else "")
        sheet = poster.draw(market_number.link_to(number, text), title, steps, foot)
    out = BytesIO()
    sheet.save(out, "PDF", resolution=poster.DOTS_PER_INCH)
    headers = {"Content-Disposition": 'inline; filename="poster-lokapasar.pdf"'}
    return Response(out.getvalue(), mimetype="application/pdf", headers=headers)


def _decide(
    seller_id: int, kind: str, deed: Callable[[Session, str], object], needs_reason: bool = True
) -> ResponseReturnValue:
    """Does it, tells the shop and puts it on record, all in one transaction."""
    back = redirect(url_for("staff.seller_page", seller_id=seller_id))
    reason = wanted_reason()
    if needs_reason and not reason:
        flash(_("Tulis dulu alasannya; toko ikut membacanya."), "bad")
        return back
    try:
        with database.transaction() as session:
            seller = session.get(Seller, seller_id) or abort(404)
            deed(session, seller.phone)
            audit.record(session, kind, f"seller {seller_id}", reason=reason)
    except errors.NumberTaken as problem:
        flash(_("Nomor itu sudah dipakai toko lain: %(shop)s.", shop=problem.shop), "bad")
    except ValueError:
        flash(_("Itu bukan nomor HP."), "bad")
    else:
        flash(_("Tersimpan; toko diberi tahu."), "good")
    return back


def _rows(session: Session, asked: dict[str, str], after: int) -> list[Row]:
    since = clock.now() - LATELY
    listing: Any = Listing  # mypy takes columns for their values
    order: Any = Order
    seller: Any = Seller
    photo: Any = Photo

    def count(query: Any) -> Any:
        return query.correlate(Seller).scalar_subquery()

    there = listing.seller_id == seller.id, col(listing.deleted_at).is_(None), col(listing.hidden).is_(False)
    lately = order.seller_id == seller.id, col(order.placed_at) > since
    heard = select(func.max(Person.last_heard_at)).join(ShopNumber, col(ShopNumber.person_id) == Person.id)
    choose: Any = select  # of more columns than mypy knows
    query = (
        choose(
            seller,
            count(select(func.count()).select_from(listing).where(*there)),
            count(select(func.count(photo.id)).join(listing, listing.id == photo.listing_id).where(*there)),
            count(select(func.count()).select_from(order).where(*lately)),
            count(select(func.count()).select_from(order).where(*lately, order.cancel_reason == "expired_unanswered")),
            count(
                select(func.count())
                .select_from(Complaint)
                .join(Matter)
                .join(order, col(order.id) == Complaint.order_id)
                .where(order.seller_id == seller.id, Matter.state != "closed")
            ),
            count(select(ResponsePace.minutes).where(ResponsePace.seller_id == seller.id)),
            count(heard.where(ShopNumber.seller_id == seller.id)),
        )
        .where(col(seller.forgotten_at).is_(None), col(seller.id) > after)
        .order_by(
            case((col(seller.verified), 1), else_=0) if asked.get("state") == "waiting" else col(seller.id),
            col(seller.id),
        )
        .limit(PAGE + 1)
    )
    if asked.get("id"):
        query = query.where(seller.id == int(asked["id"]))
    if asked.get("search"):
        words = asked["search"]
        digits = "".join(letter for letter in words if letter.isdigit()).lstrip("0")
        fits = [col(seller.shop).icontains(words, autoescape=True), col(seller.owner).icontains(words, autoescape=True)]
        query = query.where(or_(*fits, col(seller.phone).contains(digits)) if len(digits) >= 4 else or_(*fits))
    if asked.get("sentra"):
        query = query.where(seller.sentra == asked["sentra"])
    query = _in_state(query, asked.get("state", ""), session)
    return [Row(*row) for row in session.exec(query)]


def _in_state(query: Any, state: str, session: Session) -> Any:
    if state in ("waiting", "account"):
        waiting = [one.id for one in sellers.waiting_for_staff(session) if one.verified == (state == "account")]
        return query.where(col(Seller.id).in_(waiting))
    if state == "verified":
        return query.where(col(Seller.verified), col(Seller.suspended_at).is_(None))
    if state == "suspended":
        return query.where(col(Seller.suspended_at).is_not(None))
    if state == "unreachable":
        failed = select(OutboundMessage.recipient_id).where(OutboundMessage.state == "failed")
        return query.where(
            col(Seller.id).in_(select(ShopNumber.seller_id).where(col(ShopNumber.person_id).in_(failed)))
        )
    return query
