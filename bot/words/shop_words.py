"""A shop's particulars as they are said: names of the fields, their values, hours, account, days."""

from collections.abc import Mapping
from datetime import datetime
from itertools import groupby
from typing import Any

from babel.dates import get_day_names
from flask import current_app
from flask_babel import get_locale
from flask_babel import gettext as _

import clock
from bot.words.wording import plain
from catalog import sellers
from catalog.models import Seller
from hours import write_span
from media import qris

WEEK = tuple(str(day) for day in range(7))


def field_name(field: str) -> str:
    """What a field of the shop is called: "Jam buka"."""
    return {
        "shop": _("Nama toko"),
        "owner": _("Pemilik"),
        "sentra": _("Sentra"),
        "kelurahan": _("Kelurahan"),
        "address": _("Alamat toko"),
        "hours": _("Jam buka"),
        "bank_account": _("Rekening"),
        "account_holder": _("Atas nama"),
        "qris": "QRIS",
        "nib": "NIB",
    }[field]


def value(field: str, values: Mapping[str, Any]) -> str:
    """The field's value in words, out of a shop's particulars by name; "belum ada" where there is none."""
    if field == "bank_account":
        return account(values) or _("belum ada")
    if field == "hours":
        return opening_hours(values.get("hours"))
    if field == "qris":
        return qris.merchant(values["qris"]) if values.get("qris") else _("belum ada")
    return plain(str(values.get(field) or "")) or _("belum ada")


def account(values: Mapping[str, Any]) -> str:
    """ "BRI 1234567890 a.n. Siti Aminah"; "" when there is none."""
    number = f"{values.get('bank') or ''} {values.get('bank_account') or ''}".strip()
    holder = plain(values.get("account_holder") or "")
    if number and holder:
        return _("%(account)s a.n. %(holder)s", account=number, holder=holder)
    return number


def pay_to(seller: Seller) -> str:
    """Where buyers pay to: the account and the QRIS, as far as there are."""
    values = {name: getattr(seller, name) for name in sellers.ACCOUNT}
    code = f"QRIS {value('qris', values)}" if seller.qris else ""
    return " · ".join(filter(None, (account(values), code))) or _("belum ada")


def opening_hours(hours: Mapping[str, Any] | None) -> str:
    """ "Senin–Sabtu 08.00–16.00, Minggu tutup"; the market's hours where the shop has told none."""
    if not hours:
        return _("%(hours)s (jam pasar)", hours=write_span(current_app.config["SETTINGS"].market_hours))
    parts = []
    for span, days in groupby(WEEK, key=lambda day: tuple(hours.get(day) or ())):
        time = write_span((span[0], span[1])) if span else _("tutup")
        parts.append(f"{_days([int(day) for day in days])} {time}")
    return ", ".join(parts)


def _days(days: list[int]) -> str:
    if len(days) == 7:
        return _("setiap hari")
    names = get_day_names("wide", locale=get_locale())
    first, last = names[days[0]], names[days[-1]]
    return first if len(days) == 1 else f"{first}–{last}" if len(days) > 2 else f"{first}, {last}"


def local(moment: datetime) -> datetime:
    """As the clocks of the city show it."""
    return clock.local(moment, current_app.config["SETTINGS"].city_timezone)
