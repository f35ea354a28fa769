""" "libur sampai senin", "buka lagi": the goods are hidden and come back by themselves; open orders go on."""

from collections.abc import Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from flask import current_app
from flask_babel import gettext as _

import clock
import hours
import scheduling
from bot import choices, form
from bot.jobs import reopen_shops
from bot.seller import shop_words
from bot.turn import Answer, Turn, say
from bot.understanding import when
from bot.wording import day_name
from catalog import sellers
from catalog.models import ShopEvent
from orders import lookup as orders_lookup
from orders.models import Order

SHOWN_NUMBERS = 5


def close(turn: Turn) -> Answer:
    """Until the day that is said, its evening included, or until "buka lagi"."""
    assert turn.seller
    form.set_aside(turn)
    last = _last_day(turn)
    if last is None and "until" in turn.facts:
        return say(_("Contoh: *libur sampai senin*, *libur 3 hari*, atau *libur* saja. Liburnya sampai hari apa?"))
    return _close(turn, last)


def _close(turn: Turn, last: date | None) -> Answer:
    assert turn.seller
    reopens = hours.moment(last + timedelta(days=1), 0, _timezone()) if last else None
    event = sellers.close(turn.session, turn.seller, reopens, turn.person.id)
    reopen_shops.arrange(turn.session, turn.seller)
    lines = [_until(last), _goods_hidden(turn), _how_to_reopen(last)]
    options = [_earlier(last)] if last and last > _today() else []
    options.append(choices.deed("undo", _("Batalkan"), event.id or 0))
    return say("\n".join(lines), *options, event=event.id)


def reopen(turn: Turn) -> Answer:
    """ "buka lagi"; "buka lagi senin" is a holiday until Sunday."""
    assert turn.seller
    form.set_aside(turn)
    day = when.until_date(turn.facts, _today())
    if day and day > _today():
        return _close(turn, day - timedelta(days=1))
    scheduling.call_off(turn.session, reopen_shops.reopen, str(turn.seller.id))
    if sellers.reopen(turn.session, turn.seller, turn.person.id) is None:
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
    reopen_shops.arrange(turn.session, turn.seller)
    if turn.seller.closed_at is None:
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


def _earlier(last: date) -> choices.Option:
    """ "sampai Senin" is heard as "Monday too"; one tap for those who meant that they are back on it."""
    name = day_name(last).split()[0]
    return choices.deed("close_shop", _("%(day)s sudah buka", day=name), (last - timedelta(days=1)).isoformat())


# ---------------------------------------------------------------- days


def _last_day(turn: Turn) -> date | None:
    tapped = turn.facts.get("last_day")
    return date.fromisoformat(str(tapped)) if tapped else when.until_date(turn.facts, _today())


def _today() -> date:
    return shop_words.local(clock.now()).date()


def _timezone() -> ZoneInfo:
    return ZoneInfo(current_app.config["SETTINGS"].city_timezone)
