"""The summary that a shop gets in the evening, on days on which something happened."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import current_app
from flask_babel import force_locale
from sqlmodel import Session

import clock
import scheduling
from bot.seller.shop import read_recap
from catalog import shop_numbers
from catalog.models import Seller
from messaging import outbox
from orders import recap

HOUR = time(19)  # in the city
A_DAY = timedelta(days=1)


def arrange(session: Session, seller_id: int | None) -> None:
    """Something has happened that a summary tells: it comes at the next evening hour, once, whatever else happens."""
    at = _next_hour(clock.now())
    scheduling.arrange(session, send, f"{seller_id}:{at.date()}", at, seller_id=seller_id, at=at.isoformat())


def send(session: Session, seller_id: int, at: str) -> None:
    """Tells everybody of the shop who wants to know, and to whom we may write freely now, what the hours since the
    evening before have brought: what happens after the hour is told the next day."""
    seller = session.get(Seller, seller_id)
    end = datetime.fromisoformat(at)
    period = recap.Period(end.date(), end.date(), end - A_DAY, end)
    if seller is None or recap.figures(session, seller_id, period).is_empty:
        return  # all of it was called off or taken back
    for number, person in shop_numbers.of_shop(session, seller_id):
        if number.wants_recap and person.window_is_open and person.opted_out_at is None:
            with force_locale(person.language):
                answer = read_recap.in_the_evening(session, seller, period)
            outbox.notice(session, person, answer.content, answer.about)


def _next_hour(now: datetime) -> datetime:
    zone = ZoneInfo(current_app.config["SETTINGS"].city_timezone)
    local = now.astimezone(zone)
    today = datetime.combine(local.date(), HOUR, zone)
    return today if local < today else datetime.combine(local.date() + A_DAY, HOUR, zone)
