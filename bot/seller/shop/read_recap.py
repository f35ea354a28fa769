"""A shop's figures: "rekap", "rekap minggu ini", "laporan bulan ini"; the evening's summary, and turning that on and off."""

import calendar
from datetime import date, timedelta

from flask import current_app
from flask_babel import format_date
from flask_babel import gettext as _
from sqlmodel import Session

import clock
from bot.talk import choices
from bot.talk.deed import SELLERS, Deed
from bot.talk.turn import Answer, Turn, say
from bot.words import pictures
from bot.words.wording import plain, shortened
from catalog import lookup, own_goods, shop_numbers
from catalog.models import Seller
from media.recap_card import RecapCard, RecapRow
from messaging.content import Content, Option
from money import rupiah
from orders import recap
from orders.recap import Figures, Period

LOW = 2  # pieces: goods of which no more are left are told
MOST_LOW = 5


def show_recap(turn: Turn) -> Answer:
    """What the period has brought, as it is asked for; a month comes with its card."""
    if "switch" in turn.facts:
        return _switch(turn, on=turn.facts["switch"] == "on")
    assert turn.seller
    name = turn.facts.get("period", "today")
    period = recap.named(name, clock.local(clock.now(), _timezone()).date(), _timezone())
    found = recap.figures(turn.session, turn.seller.id, period)
    heading = f"*{_name_of(name)}* ({_dates(period)})"
    text = "\n".join([heading, *_in_words(turn.session, turn.seller, found, name)])
    options = [_option(each) for each in ("today", "week", "month") if each != name][:2]
    if name not in ("month", "last_month") or found.is_empty:
        return say(text, *options)
    image = pictures.recap_card(_card(turn.session, turn.seller, period, found))
    return Answer(Content.fitting(text, image=image, options=tuple(options)))


def in_the_evening(session: Session, seller: Seller, period: Period) -> Answer:
    """The summary of the hours until this evening."""
    found = recap.figures(session, seller.id, period)
    heading = "*" + _("Rekap %(day)s", day=_day(period.last)) + "* " + _("(sejak kemarin 19.00)")
    lines = [heading, *_in_words(session, seller, found, "today")]
    if (period.last + timedelta(days=1)).day == 1:
        lines.append(_("Akhir bulan: ketik *laporan bulan ini* untuk kartunya."))
    lines.append(_("Tidak perlu rekap malam? Ketik *rekap mati*."))
    return say("\n".join(lines), _option("week"), _option("month"))


def _switch(turn: Turn, on: bool) -> Answer:
    shop_numbers.set_wants_recap(turn.session, turn.person.id, on)
    if on:
        return say(
            _(
                "Baik, rekap kami kirim tiap pukul 19.00, kalau hari itu ada penjualan. Ketik *rekap* untuk melihatnya sekarang."
            )
        )
    return say(
        _(
            "Baik, rekap malam tidak kami kirim lagi ke nomor ini. Ketik *rekap* kapan saja untuk melihatnya, *rekap nyala* untuk mulai lagi."
        )
    )


# ---------------------------------------------------------------- words


def _in_words(session: Session, seller: Seller, found: Figures, name: str) -> list[str]:
    nothing = {"today": _("Hari ini belum ada penjualan."), "yesterday": _("Kemarin tidak ada penjualan.")}
    lines = [nothing.get(name, _("Belum ada penjualan."))] if found.is_empty else _sales(found)
    if found.unanswered:
        lines.append(_("Belum dijawab: *%(number)s pesanan*, ketik *pesanan*", number=found.unanswered))
    low = own_goods.low(session, seller.id, LOW, MOST_LOW + 1)
    if low:
        told = [f"{one.code} ({one.left or _('habis')})" for one in low[:MOST_LOW]]
        more = [_("dan lainnya")] if len(low) > MOST_LOW else []
        lines.append(_("Stok menipis: %(goods)s", goods=", ".join([*told, *more])))
    return lines


def _sales(found: Figures) -> list[str]:
    best = [f"{one.code} {shortened(plain(one.title), 30)} ({one.pieces})" for one in found.best[:1]]
    return [
        *filter(
            None,
            [
                _("Pesanan: %(orders)s, %(sum)s", orders=found.orders, sum=rupiah(found.ordered)) if found.orders else "",
                _("Lunas: %(orders)s, %(sum)s", orders=found.paid_orders, sum=rupiah(found.paid)) if found.paid_orders or found.orders else "",
                _("Laku di kios: %(pieces)s potong, %(sum)s", pieces=found.offline_pieces, sum=rupiah(found.offline)) if found.offline_sales else "",
                _("Terlaris: %(goods)s", goods=best[0]) if best else "",
                _saved(found),
            ],
        )
    ]  # fmt: skip


def _saved(found: Figures) -> str:
    if not found.commission_saved:
        return ""
    return _(
        "Hemat komisi: *%(saved)s* (lokapasar lain memotong sekitar %(percent)s%%)",
        saved=rupiah(found.commission_saved),
        percent=recap.COMMISSION_PERCENT,
    )


def _name_of(name: str) -> str:
    return {
        "yesterday": _("Rekap kemarin"),
        "week": _("Rekap minggu ini"),
        "last_week": _("Rekap minggu lalu"),
        "month": _("Laporan bulan ini"),
        "last_month": _("Laporan bulan lalu"),
    }.get(name, _("Rekap hari ini"))


def _option(name: str) -> Option:
    title = {"week": _("Minggu ini"), "month": _("Bulan ini")}.get(name, _("Hari ini"))
    return choices.deed("recap", title, name)


def _dates(period: Period) -> str:
    if period.first == period.last:
        return _day(period.first)
    return f"{format_date(period.first, 'd MMM')}–{format_date(period.last, 'd MMM')}"


def _day(day: date) -> str:
    return format_date(day, "EEEE, d MMM")


def _timezone() -> str:
    return str(current_app.config["SETTINGS"].city_timezone)


# ---------------------------------------------------------------- the card of a month


def _card(session: Session, seller: Seller, period: Period, found: Figures) -> RecapCard:
    days = recap.by_day(session, seller.id, period, _timezone())
    best_day = period.first + timedelta(days=days.index(max(days)))
    goods = {one.code: one for one in lookup.goods(session, [best.listing_id for best in found.best])}
    best = [goods[one.code] for one in found.best]
    rows = tuple(
        RecapRow(one.code, one.title, _("%(pieces)s potong", pieces=sold.pieces), one.photo)
        for one, sold in zip(best, found.best, strict=True)
    )
    facts = [
        (str(found.orders), _("pesanan")),
        (str(found.paid_orders), _("lunas")),
        (str(found.offline_pieces), _("potong laku di kios")),
    ]
    saved = _("Hemat komisi %(saved)s", saved=rupiah(found.commission_saved)) if found.commission_saved else ""
    return RecapCard(
        title=format_date(period.first, "MMMM y"),
        subtitle=plain(seller.shop),
        headline=rupiah(found.sold),
        caption=_("penjualan sebulan, lewat chat dan di kios"),
        facts=tuple(facts),
        note=saved,
        note_detail=_("dibanding potongan %(percent)s%% di lokapasar lain", percent=recap.COMMISSION_PERCENT)
        if saved
        else "",
        days_title=_("Per hari"),
        days_detail=_("Terbaik %(day)s: %(sum)s", day=format_date(best_day, "d MMM"), sum=rupiah(max(days))),
        days=tuple(days + [0] * (_days_of_month(period.first) - len(days))),
        rows_title=_("Terlaris"),
        rows=rows,
    )


def _days_of_month(first: date) -> int:
    return calendar.monthrange(first.year, first.month)[1]


DEED = Deed(
    "recap",
    by=SELLERS,
    handlers={"recap": show_recap},
    buttons={"recap": ("period", "switch")},
)
