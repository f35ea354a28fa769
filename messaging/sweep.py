"""The worker's own clock: finds what is due, what a crash left behind, and gives a sign of life."""

import os
from datetime import timedelta

from flask import current_app
from sqlmodel import Session, col, delete, func, select, update

import clock
import database
import queueing
from messaging import delivery
from messaging.models import Heartbeat, OutboundMessage

DEAD_AFTER = timedelta(seconds=15)  # a worker without a sign of life for so long is gone


def give_sign_of_life() -> None:
    with database.transaction() as session:
        session.merge(Heartbeat(name=delivery.WORKER, at=clock.now()))


def recover_orphans() -> None:
    """Messages that a worker took before it died are due again; whether they went out is looked up first."""
    with database.transaction() as session:
        for heartbeat in session.exec(select(Heartbeat).where(Heartbeat.name != delivery.WORKER)).all():
            if _is_dead(heartbeat):
                session.exec(
                    update(OutboundMessage)
                    .where(col(OutboundMessage.state) == "sending", col(OutboundMessage.taken_by) == heartbeat.name)
                    .values(state="due", due_at=clock.now())
                )
                session.exec(delete(Heartbeat).where(col(Heartbeat.name) == heartbeat.name))


def due_recipients(limit: int = 500) -> list[int]:
    """The persons for whom a message is due now."""
    with database.reading() as session:
        query = (
            select(OutboundMessage.recipient_id)
            .where(col(OutboundMessage.state) == "due", col(OutboundMessage.due_at) <= clock.now())
            .distinct()
            .limit(limit)
        )
        return list(session.exec(query).all())


def wake_due() -> None:
    """Asks the queue for a delivery to everybody for whom something is due, unless it is still busy."""
    if queue_length():
        return
    for recipient_id in due_recipients():
        queueing.enqueue(delivery.deliver, recipient_id)


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


def queue_length() -> int:
    """How many jobs wait; raises whatever the queue's store raises when it can't be reached."""
    return current_app.extensions["queue"].pending_count()


def _is_dead(heartbeat: Heartbeat) -> bool:
    if clock.now() - heartbeat.at > DEAD_AFTER:
        return True
    host, pid, _ = heartbeat.name.rsplit(":", 2)
    if host != delivery.WORKER.rsplit(":", 2)[0]:
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return int(pid) == os.getpid()  # our own number, used by an earlier process
