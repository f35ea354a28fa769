"""The worker's own clock: finds what is due, what a crash left behind, and gives a sign of life."""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlmodel import Session, col, delete, func, select, update

import clock
import database
import queueing
from messaging import callbacks, delivery, pictures, workers
from messaging.models import Heartbeat, OutboundMessage
from messaging.outcome import LONGEST_PAUSE

log = logging.getLogger(__name__)
SILENT_AFTER, SILENT_UNTIL = timedelta(seconds=15), timedelta(minutes=10)
QUESTIONS_A_SWEEP = 50  # where no callback comes at all, asking must not crowd out sending
_asked: set[int] = set()


def give_sign_of_life() -> None:
    with database.transaction() as session:
        session.merge(Heartbeat(name=workers.WORKER, at=clock.now()))


def recover_orphans() -> None:
    """Messages that nobody is sending any more, because their worker has died or the database was away when it
    wanted to write down the outcome, are due again; whether they went out is looked up first. Pictures as well."""
    with database.transaction() as session:
        _follow_the_clock_back(session)
        heartbeats = {heartbeat.name: heartbeat.at for heartbeat in session.exec(select(Heartbeat))}
        sending = select(OutboundMessage).where(OutboundMessage.state == "sending")
        for row in session.exec(sending.with_for_update(skip_locked=True)).all():
            if _is_orphan(row, heartbeats):
                row.state, row.due_at = "due", clock.now()
        pictures.recover_orphans(session, lambda name: workers.is_dead(name, heartbeats))
        for name in heartbeats:
            if workers.is_dead(name, heartbeats):
                session.exec(delete(Heartbeat).where(col(Heartbeat.name) == name))


def _follow_the_clock_back(session: Session) -> None:
    """The clock may be stepped back: what is to be tried again later than any pause lasts is due now, and a sign of life
    that lies ahead counts from now on."""
    now = clock.now()
    too_late = col(OutboundMessage.due_at) > now + timedelta(seconds=LONGEST_PAUSE) + workers.AHEAD
    session.exec(update(OutboundMessage).where(col(OutboundMessage.state) == "due", too_late).values(due_at=now))
    session.exec(update(Heartbeat).where(col(Heartbeat.at) > now + workers.AHEAD).values(at=now))


def ask_about_silent() -> None:
    """Has the transport asked, once each, about messages that it took a while ago and has said nothing of since."""
    now = clock.now()
    with database.reading() as session:
        query = (
            select(OutboundMessage.id)
            .where(
                col(OutboundMessage.state) == "sent",
                col(OutboundMessage.due_at) > now - SILENT_UNTIL,
                col(OutboundMessage.sent_at) < now - SILENT_AFTER,
            )
            .order_by(col(OutboundMessage.id).desc())
            .limit(500)
        )
        silent = {message_id for message_id in session.exec(query) if message_id}
    _asked.intersection_update(silent)
    for message_id in sorted(silent - _asked)[:QUESTIONS_A_SWEEP]:
        queueing.enqueue(callbacks.ask, message_id)
        _asked.add(message_id)


def oldest_unsent_seconds(session: Session) -> float:
    """How long the oldest message that is due now has been due; 0 when nothing is."""
    query = select(func.min(OutboundMessage.due_at)).where(
        col(OutboundMessage.state).in_(("due", "sending")), col(OutboundMessage.due_at) <= clock.now()
    )
    oldest = session.exec(query).one()
    return max(0.0, (clock.now() - oldest).total_seconds()) if oldest else 0.0


def worker_seconds(session: Session) -> float | None:
    """Age of the youngest sign of life of any worker; None when there was none yet."""
    youngest = session.exec(select(func.max(Heartbeat.at))).one()
    return max(0.0, (clock.now() - youngest).total_seconds()) if youngest else None


def _is_orphan(row: OutboundMessage, heartbeats: Mapping[str, datetime]) -> bool:
    if row.taken_by == workers.WORKER:
        return not delivery.is_in_hand(row.id)
    return workers.is_dead(row.taken_by, heartbeats)
