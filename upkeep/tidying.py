"""What grows is tidied every night (docs/privacy.md, "How long things are kept"): a row of STEPS each.

Every step works in small portions, each in a transaction of its own, and may be cut off at any time: the next night goes
on. What somebody has to answer for (orders and their log, complaints, reviews, who did what at the desk) is no part of
this; drawn pictures are drawn again when somebody asks for them.
"""

import json
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from flask import Flask, current_app
from sqlalchemy import Text, cast
from sqlmodel import Session, col, delete, func, select, update

import clock
import database
import queueing
import scheduling
from bot.talk.models import Conversation
from catalog.models import Draft, DraftPicture, Photo
from media.pictures import renditions
from media.storage import Storage
from messaging.content import Content
from messaging.models import Heartbeat, InboundMessage, OutboundMessage, ReceivedPicture
from messaging.outbox import FORGOTTEN
from orders.models import BasketLine
from settings import Settings

log = logging.getLogger(__name__)
AT_ONCE = 500  # rows of one transaction
HOUR = 3  # of the city's night
DRAWN = ("sheets/", "private/recaps/", "private/receipts/", "private/qris/")
SETTLED = ("sent", "delivered", "read", "dropped")  # nothing more becomes of such a message
BLANK = Content(FORGOTTEN).to_json()


def init_app(app: Flask) -> None:
    scheduling.register(app, tonight, "tidy up")
    queueing.register(app, tidy)


def begin() -> None:
    """Called by the worker as it starts: the nights go on by themselves, however often that is."""
    with database.transaction() as session:
        known = select(scheduling.Appointment.id).where(scheduling.Appointment.deed == "tidy up")
        if session.exec(known).first() is None:
            scheduling.arrange(session, "tidy up", "every night", _next_night())


def tonight(session: Session) -> None:
    """The deed of the clock: asks for the next night, and has the work done outside of this transaction."""
    scheduling.arrange(session, "tidy up", "every night", _next_night())
    database.after_commit(session, "tidy up", lambda: queueing.enqueue(tidy))


def tidy() -> None:
    """Does every step to its end; a step that fails keeps no other one from being done."""
    settings: Settings = current_app.config["SETTINGS"]
    for name, days_of, step in STEPS:
        days = days_of(settings)
        try:
            count = step(clock.now() - timedelta(days=days))
        except Exception as problem:
            log.warning("tidying up %s has to wait (%s)", name, type(problem).__name__, exc_info=True)
        else:
            log.info("tidied up %s older than %s days: %s", name, days, count)


def _next_night() -> datetime:
    city = ZoneInfo(current_app.config["SETTINGS"].city_timezone)
    local = clock.now().astimezone(city).replace(hour=HOUR, minute=0, second=0, microsecond=0)
    return local + timedelta(days=1) if local <= clock.now() else local


# ---------------------------------------------------------------- the steps: each says how much it has tidied


def _in_portions(portion: Callable[[Session], int]) -> int:
    total = 0
    while True:
        with database.transaction() as session:
            done = portion(session)
        total += done
        if done < AT_ONCE:
            return total


def _words_that_came(before: datetime) -> int:
    """Texts and forms of what people wrote; that it came, and as what it was understood, stays. What failed is kept
    until somebody has had it replayed."""
    row = InboundMessage
    has_words = (col(row.text) != "") | (cast(col(row.form), Text) != "{}")
    old = select(row.id).where(row.received_at < before, row.state != "failed", has_words).limit(AT_ONCE)

    def portion(session: Session) -> int:
        blank = update(row).where(col(row.id).in_(old)).values(text="", form={}, error="")
        return session.exec(blank).rowcount

    return _in_portions(portion)


def _words_that_went(before: datetime) -> int:
    """What was written to people; what a quoting answer means stays."""
    row = OutboundMessage
    has_words = cast(col(row.content), Text) != json.dumps(BLANK)
    is_old = (col(row.created_at) < before) & col(row.state).in_(SETTLED)
    old = select(row.id).where(is_old, has_words).limit(AT_ONCE)

    def portion(session: Session) -> int:
        return session.exec(update(row).where(col(row.id).in_(old)).values(content=BLANK)).rowcount

    return _in_portions(portion)


def _talks(before: datetime) -> int:
    """What a talk was about, half-filled forms included, with somebody who has not written since."""
    row = Conversation
    old = select(row.person_id).where(row.changed_at < before).limit(AT_ONCE)
    return _in_portions(lambda session: session.exec(delete(row).where(col(row.person_id).in_(old))).rowcount)


def _baskets(before: datetime) -> int:
    """Of a person who has changed nothing in it for so long."""
    lately = select(BasketLine.person_id).where(BasketLine.changed_at >= before)
    old = select(BasketLine.id).where(col(BasketLine.person_id).not_in(lately)).limit(AT_ONCE)
    return _in_portions(lambda session: session.exec(delete(BasketLine).where(col(BasketLine.id).in_(old))).rowcount)


def _drafts(before: datetime) -> int:
    """Goods that never came to be offered. Their pictures, and those of others, go with the pictures."""
    old = select(Draft.id).where(Draft.changed_at < before, Draft.state != "published").limit(AT_ONCE)

    def portion(session: Session) -> int:
        ids = session.exec(old).all()
        session.exec(delete(DraftPicture).where(col(DraftPicture.draft_id).in_(ids)))
        return session.exec(delete(Draft).where(col(Draft.id).in_(ids))).rowcount

    return _in_portions(portion)


def _pictures_of_drafts(before: datetime) -> int:
    """Pictures that were made goods and belong to no listing and no draft."""
    row = ReceivedPicture
    in_use = (
        select(DraftPicture.picture_id).where(DraftPicture.picture_id == row.id).exists()
        | select(Photo.id).where(col(Photo.key) == col(row.goods_key)).exists()
    )
    old = select(row).where(row.received_at < before, row.state == "fetched", col(row.goods_key).is_not(None), ~in_use)
    return _in_portions(lambda session: _let_go(session, list(session.exec(old.limit(AT_ONCE)).all())))


def _pictures_of_talks(before: datetime) -> int:
    """Everything else that people have sent: proofs, complaints, what was for nothing."""
    row = ReceivedPicture
    in_draft = select(DraftPicture.picture_id).where(DraftPicture.picture_id == row.id).exists()
    old = select(row).where(row.received_at < before, col(row.state).in_(("fetched", "failed")), ~in_draft)
    old = old.where(col(row.goods_key).is_(None))
    return _in_portions(lambda session: _let_go(session, list(session.exec(old.limit(AT_ONCE)).all())))


def _let_go(session: Session, rows: list[ReceivedPicture]) -> int:
    """The worker removes what lies under `key`, and then the row (messaging/pictures.py)."""
    storage: Storage = current_app.extensions["storage"]
    for row in rows:
        for key in renditions(row.goods_key) if row.goods_key else ():
            storage.delete(key)
        row.state, row.due_at, row.goods_key = "to_remove", clock.now(), None
    return len(rows)


def _drawn(before: datetime) -> int:
    """Contact sheets and cards: they are named by what stands on them, and drawn again when they are asked for."""
    storage: Storage = current_app.extensions["storage"]
    old = [kept.key for kept in storage.all() if kept.key.startswith(DRAWN) and kept.since < before]
    for key in old:
        storage.delete(key)
    return len(old)


def _signs_of_life(before: datetime) -> int:
    """Of workers that are no more."""
    with database.transaction() as session:
        youngest = session.exec(select(func.max(Heartbeat.at))).one()
        old = (col(Heartbeat.at) < before) & (col(Heartbeat.at) != youngest)
        return session.exec(delete(Heartbeat).where(old)).rowcount


# what, how many days it is kept, and how it goes
STEPS: tuple[tuple[str, Callable[[Settings], int], Callable[[datetime], int]], ...] = (
    ("words that came", lambda settings: settings.keep_words_days, _words_that_came),
    ("words that went", lambda settings: settings.keep_words_days, _words_that_went),
    ("talks", lambda settings: settings.keep_words_days, _talks),
    ("baskets", lambda settings: settings.keep_unfinished_days, _baskets),
    ("drafts", lambda settings: settings.keep_unfinished_days, _drafts),
    ("pictures of drafts", lambda settings: settings.keep_unfinished_days, _pictures_of_drafts),
    ("pictures of talks", lambda settings: settings.keep_words_days, _pictures_of_talks),
    ("drawn pictures", lambda settings: settings.keep_drawn_days, _drawn),
    ("signs of life", lambda settings: settings.keep_drawn_days, _signs_of_life),
)
