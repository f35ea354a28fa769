"""The first page: how the market does, and what needs a person now. Each line is a number, a reason and a way to the work."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlmodel import Session, col, func, select

import clock
import database
from catalog import doubtful, sellers
from catalog.models import UnknownWord
from matters import lookup
from matters.models import Complaint, Matter
from messaging.models import OutboundMessage
from orders import sales_log
from orders.models import Order
from orders.sales_filter import Filter
from staff import words
from staff.pages import blueprint, city_timezone

SOON = timedelta(hours=12)  # a complaint's deadline that is so near is worth a look
LATELY = timedelta(days=7)
OFTEN = 5  # times that a word was not understood
CHART_DAYS = 28


@dataclass(frozen=True)
class Task:
    """Something that waits for a person. `urgent`: somebody outside waits."""

    number: int
    title: str
    reason: str
    link: str
    urgent: bool = False


@dataclass(frozen=True)
class Period:
    """Sales of some days beside those of as many days before. Rupiah of orders that stand, stall sales included."""

    title: str
    orders: int
    rupiah: int
    before: int
    compared_with: str

    @property
    def change(self) -> int | None:
        """Percent; None where there was nothing before."""
        return round(100 * (self.rupiah - self.before) / self.before) if self.before else None


@blueprint.get("/")
def front() -> ResponseReturnValue:
    now = clock.now()
    today = clock.local(now, city_timezone()).date()
    with database.reading() as session:
        return render_template(
            "staff/today.html",
            today=now,
            periods=_periods(session, today),
            chart=_chart(session, today),
            tasks=[task for task in _tasks(session, now) if task.number] if current_user.may("officer") else None,
        )


def _periods(session: Session, today: date) -> list[Period]:
    monday = today - timedelta(days=today.weekday())
    half_year = date(today.year, 1 if today.month < 7 else 7, 1)
    before = date(today.year - 1, 7, 1) if today.month < 7 else date(today.year, 1, 1)
    return [
        _period(session, _("Hari ini"), today, today, today - timedelta(days=1), _("kemarin")),
        _period(session, _("Minggu ini"), monday, today, monday - timedelta(days=7), _("hari yang sama minggu lalu")),
        _period(session, _("Semester ini"), half_year, today, before, _("hari yang sama semester lalu")),
    ]


def _period(session: Session, title: str, since: date, until: date, before: date, compared_with: str) -> Period:
    now = _sold(session, since, until)
    earlier = _sold(session, before, before + (until - since))
    return Period(title, now[0], now[1], earlier[1], compared_with)


def _sold(session: Session, since: date, until: date) -> tuple[int, int]:
    totals = sales_log.totals(session, Filter(since=since, until=until), city_timezone())
    return totals.standing.orders + totals.stall.orders, totals.standing.rupiah + totals.stall.rupiah


def _chart(session: Session, today: date) -> list[dict[str, Any]]:
    """A bar for each of the last days: its height in percent of the highest."""
    begin = today - timedelta(days=CHART_DAYS - 1)
    by_day = sales_log.by_day(session, begin, city_timezone())
    days = [begin + timedelta(days=n) for n in range(CHART_DAYS)]
    most = max([by_day.get(day, 0) for day in days] + [1])
    return [
        {"day": day, "rupiah": by_day.get(day, 0), "height": round(100 * by_day.get(day, 0) / most)} for day in days
    ]


def _tasks(session: Session, now: datetime) -> list[Task]:
    waiting = lookup.waiting_for_staff(session)
    oldest = min((matter.opened_at for matter, _person in waiting), default=now)
    shops = sellers.waiting_for_staff(session)
    new = [shop for shop in shops if not shop.verified]
    silent = _silent(session, now)
    return [
        Task(
            len(waiting),
            _("Orang menunggu jawaban"),
            _("Yang paling lama: %(time)s.", time=words.lasting(now - oldest)),
            url_for("staff.inbox"),
            urgent=True,
        ),
        Task(
            _due_complaints(session, now),
            _("Keluhan di meja kita atau hampir lewat batas"),
            _("Toko belum menjawab, atau pembeli belum puas."),
            url_for("staff.inbox", kind="complaint"),
            urgent=True,
        ),
        Task(
            silent,
            _("Pesanan yang belum dijawab penjual"),
            _("Sudah lebih dari delapan jam; penjualnya bisa ditelepon."),
            url_for("staff.sales", status="placed"),
            urgent=True,
        ),
        Task(
            len(new),
            _("Toko baru menunggu verifikasi"),
            _("Barangnya belum tampil sebelum diperiksa."),
            url_for("staff.sellers_page", state="waiting"),
        ),
        Task(
            len(shops) - len(new),
            _("Rekening toko yang baru diganti"),
            _("Pastikan kepada pemiliknya, lalu verifikasi lagi."),
            url_for("staff.sellers_page", state="account"),
        ),
        Task(
            doubtful.count(session),
            _("Barang yang perlu dilihat"),
            _("Label teknik tidak cocok dengan harga, atau foto yang sama di toko lain."),
            url_for("staff.listings_page"),
        ),
        Task(
            _count(
                session,
                OutboundMessage,
                OutboundMessage.state == "failed",
                col(OutboundMessage.created_at) > now - LATELY,
            ),
            _("Pesan yang tidak sampai"),
            _("Ditolak WhatsApp dalam tujuh hari terakhir."),
            url_for("staff.sellers_page", state="unreachable"),
        ),
        Task(
            _count(session, UnknownWord, col(UnknownWord.times) >= OFTEN, col(UnknownWord.ignored_at).is_(None)),
            _("Kata yang belum dikenal pasar"),
            _("Ditulis lima kali atau lebih."),
            url_for("staff.words_page"),
        ),
    ]


def _due_complaints(session: Session, now: datetime) -> int:
    ours = (col(Complaint.desk) == "staff") | ((col(Matter.state) == "open") & (col(Complaint.due_at) < now + SOON))
    query = select(func.count()).select_from(Complaint).join(Matter).where(Matter.state != "closed", ours)
    return session.exec(query).one()


def _silent(session: Session, now: datetime) -> int:
    return _count(session, Order, Order.order_status == "placed", col(Order.placed_at) < now - timedelta(hours=8))


def _count(session: Session, table: Any, *where: Any) -> int:
    return session.exec(select(func.count()).select_from(table).where(*where)).one()
