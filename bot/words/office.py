"""When staff read what people write to them, in words."""

from babel.dates import get_day_names
from flask import current_app
from flask_babel import get_locale
from flask_babel import gettext as _

import clock
import hours
from bot.words.wording import moment
from matters import office_hours


def when_read() -> str:
    """When staff read next."""
    settings = current_app.config["SETTINGS"]
    days = _days(sorted(settings.office_weekdays))
    span = hours.write_span(settings.office_span)
    text = _("Petugas membaca %(days)s pukul %(span)s", days=days, span=span)
    opening = office_hours.next_opening(clock.now())
    if opening is None:
        return text + "."
    if opening <= clock.now():
        return text + _(", jadi sekarang sedang ada orang.")
    return text + _(", paling cepat %(moment)s.", moment=moment(opening))


def _days(days: list[int]) -> str:
    names = get_day_names("wide", locale=get_locale())
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return f"{names[days[0]]}–{names[days[-1]]}"
    return ", ".join(names[day] for day in days)
