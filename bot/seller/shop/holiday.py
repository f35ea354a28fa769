""" "libur sampai senin", "buka lagi": the goods are hidden and come back by themselves; open orders go on."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from flask import current_app
from flask_babel import gettext as _

import clock
import hours
from bot.clocks import holidays
from bot.talk import choices, form
from bot.talk.deed import SELLERS, Deed
from bot.talk.turn import Answer, Turn, say
from bot.understanding.amounts import when
from bot.words import shop_words
from bot.words.wording import day_name
from catalog import sellers
from catalog.models import ShopEvent
from orders import lookup as orders_lookup
from orders.models import Order

SHOWN_NUMBERS = 5


def close(turn: Turn) -> Answer:
    """Until the day that is said, its evening included, or until "buka lagi"."""
    assert turn.seller
    form.set_aside(turn)
    last = _day(turn, "last_day") or when.until_date(turn.facts, _today())
    if last is None and "until" in turn.facts:
        return say(_("Contoh: *libur sampai senin*, *libur 3 hari*, atau *libur* saja. Liburnya sampai hari apa?"))
    return _close(turn, _day(turn, "first_day") or when.start_date(turn.facts, _today()), last)


def _close(turn: Turn, first: date | None, last: date | None) -> Answer:
    assert turn.seller
    begins, reopens = _midnight(first), _midnight(last and last + timedelta(days=1))
    event = sellers.close(turn.session, turn.seller, reopens, turn.person.id, begins)
    holidays.arrange(turn.session, turn.seller)
    if turn.seller.closed_at:
        lines = [_until(last), _goods_hidden(turn), _how_to_reopen(last)]
    else:
        lines = [_planned(first or _today(), last), _("Sampai saat itu toko tetap buka.")]
    options = [_earlier(first, last)] if last and last > (first or _today()) else []
    options.append(choices.deed("undo", _("Batalkan"), event.id or 0))
    return say("\n".join(lines), *options, event=event.id or 0)


def reopen(turn: Turn) -> Answer:
    """ "buka lagi"; "buka lagi senin" is a holiday until Sunday."""
    assert turn.seller
    form.set_aside(turn)
    day = when.until_date(turn.facts, _today())
    if day and day > _today():
        return _close(turn, None, day - timedelta(days=1))
    event = sellers.reopen(turn.session, turn.seller, turn.person.id)
    holidays.arrange(turn.session, turn.seller)
    if event is None:
        return say(_("Toko memang sedang tidak libur. Kalau mau libur, ketik misalnya *libur sampai senin*."))
    return say(is_open_again(turn))


def take_back(turn: Turn, event: ShopEvent) -> Answer:
    """Undoes closing: as it was before, another holiday or none."""
    assert turn.seller
    if sellers.holiday(turn.seller) != event.new:
        return say(
            _("Itu sudah diubah lagi sesudahnya, jadi dibiarkan. Ketik *toko saya* untuk melihat yang sekarang.")
        )
    sellers.take_back_holiday(turn.session, turn.seller, event, turn.person.id)
    holidays.arrange(turn.session, turn.seller)
    if turn.seller.closed_at is None and turn.seller.closes_at is None:
        return say(_("*Dibatalkan.*") + " " + is_open_again(turn))
    return say(_("*Dibatalkan.* Liburnya seperti semula; ketik *buka lagi* kalau sudah buka."))


def is_open_again(turn: Turn) -> str:
    assert turn.seller
    if turn.seller.is_shown:
        return _("Toko *buka lagi*, barangnya tampil. Ketik *barang saya* untuk melihat stoknya.")
    return _("Toko *buka lagi*; barangnya tampil setelah petugas selesai memeriksa.")


# ---------------------------------------------------------------- words


def _until(last: date | None) -> str:
    if last is None:
        return _("Toko *libur* mulai sekarang.")
    if last == _today():
        return _("Toko *libur* hari ini; besok buka lagi sendiri.")
    return _(
        "Toko *libur* sampai %(last)s; *%(reopens)s* buka lagi sendiri.",
        last=day_name(last),
        reopens=day_name(last + timedelta(days=1)),
    )


def _planned(first: date, last: date | None) -> str:
    if last is None:
        return _("Toko *libur* mulai %(first)s.", first=day_name(first))
    reopens = day_name(last + timedelta(days=1))
    if first == last:
        return _("Toko *libur* %(first)s; *%(reopens)s* buka lagi sendiri.", first=day_name(first), reopens=reopens)
    return _(
        "Toko *libur* %(first)s sampai %(last)s; *%(reopens)s* buka lagi sendiri.",
        first=day_name(first),
        last=day_name(last),
        reopens=reopens,
    )


def _goods_hidden(turn: Turn) -> str:
    orders = _open_orders(turn)
    text = _("Barangnya tidak tampil dulu.")
    if not orders:
        return text
    numbers = ", ".join(order.number for order in orders[:SHOWN_NUMBERS])
    more = "…" if len(orders) > SHOWN_NUMBERS else ""
    return text + " " + _("Pesanan yang sudah masuk tetap jalan: %(numbers)s.", numbers=numbers + more)


def _open_orders(turn: Turn) -> Sequence[Order]:
    assert turn.seller and turn.seller.id
    return orders_lookup.open_of_seller(turn.session, turn.seller.id)


def _how_to_reopen(last: date | None) -> str:
    return _("Buka lebih cepat? Ketik *buka lagi*.") if last else _("Kalau sudah buka, ketik *buka lagi*.")


def _earlier(first: date | None, last: date) -> choices.Option:
    """ "sampai Senin" is heard as "Monday too"; one tap for those who meant that they are back on it."""
    title = _("%(day)s sudah buka", day=day_name(last).split()[0])
    return choices.deed("close_shop", title, _in_id(last - timedelta(days=1)), _in_id(first))


def _in_id(day: date | None) -> str:
    return day.isoformat() if day else ""


# ---------------------------------------------------------------- days


def _day(turn: Turn, fact: str) -> date | None:
    """A day that was tapped."""
    return date.fromisoformat(str(turn.facts[fact])) if turn.facts.get(fact) else None


def _midnight(day: date | None) -> datetime | None:
    """When the day begins."""
    return hours.moment(day, 0, _timezone()) if day else None


def _today() -> date:
    return shop_words.local(clock.now()).date()


def _timezone() -> ZoneInfo:
    return ZoneInfo(current_app.config["SETTINGS"].city_timezone)


DEED = Deed(
    "holiday",
    by=SELLERS,
    changes={"close_shop": close, "reopen_shop": reopen},
    buttons={"close_shop": ("last_day", "first_day")},
    clocks=(holidays.begin, holidays.end),
)
