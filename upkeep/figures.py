"""/metrics: how the market fares, for Prometheus. All is counted from the database, so it is right in however many
processes; what comes and goes is told of the last hour, because old messages are tidied away."""

import hmac
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from flask import Blueprint, Response, current_app, request
from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily as Gauge
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from sqlmodel import Session, col, func, select

import clock
import database
import queueing
from messaging import health as post_office
from messaging.models import InboundMessage, OutboundMessage, ReceivedPicture
from upkeep import sizes

blueprint = Blueprint("figures", __name__)
LATELY = timedelta(hours=1)
MOST_ANSWERS = 1000  # of which the seconds are looked at
QUANTILES = (0.5, 0.9, 0.99)


@blueprint.get("/metrics")
def metrics() -> Response:
    """With METRICS_TOKEN only, as a bearer's; without that setting there is no such page."""
    token = current_app.config["SETTINGS"].metrics_token
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not token:
        return Response("not found", 404, mimetype="text/plain")
    if not hmac.compare_digest(given.encode(), token.encode()):
        return Response("METRICS_TOKEN is asked for", 401, {"WWW-Authenticate": "Bearer"}, mimetype="text/plain")
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Figures())
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


class Figures:
    """prometheus_client asks `collect` for everything at each look."""

    def collect(self) -> Iterator[Gauge]:
        since = clock.now() - LATELY
        yield from _post_office()
        with database.reading() as session:
            yield _inbound(session, since)
            yield _delivered(session, since)
            yield _answer_seconds(session, since)
            yield _pictures(session)
        yield _gauge("queue_jobs", "Jobs that wait in the queue.", _length_of_queue())
        yield _by(
            "bytes", "What is kept, by what it is.", ["what"], {(what,): n for what, n in sizes.by_kind().items()}
        )


def _post_office() -> Iterator[Gauge]:
    """What /healthz tells too."""
    standing = post_office.look()
    yield _gauge("outbox_oldest_seconds", "How long the oldest message has been due.", standing.oldest_unsent_seconds)
    outbox = {"due": standing.due, "waiting": standing.waiting, "blocked": standing.blocked}
    yield _by("outbox_messages", "Messages still to be sent.", ["state"], {(state,): n for state, n in outbox.items()})
    failed = {
        "outbound": standing.failed_outbound,
        "inbound": standing.failed_inbound,
        "appointment": standing.failed_appointments,
    }
    yield _by("failed", "Given up, until somebody sees to it.", ["what"], {(what,): n for what, n in failed.items()})
    if standing.worker_seconds is not None:
        yield _gauge("worker_seconds", "Age of the youngest sign of life of any worker.", standing.worker_seconds)


def _inbound(session: Session, since: datetime) -> Gauge:
    kind, intent, by = col(InboundMessage.kind), col(InboundMessage.intent), col(InboundMessage.answered_by)
    query = select(kind, intent, by, func.count()).where(InboundMessage.received_at > since).group_by(kind, intent, by)
    counts: dict[tuple[str, ...], float] = {}
    for kind_, intent_, answered_by, count in session.exec(query):
        understood = "no" if intent_ in ("", "not_understood") else "yes"
        key = (kind_, intent_ or "none", understood, answered_by or "nobody")
        counts[key] = counts.get(key, 0) + count
    return _by("inbound_last_hour", "Messages that came in.", ["kind", "intent", "understood", "answered_by"], counts)


def _delivered(session: Session, since: datetime) -> Gauge:
    state, code = col(OutboundMessage.state), col(OutboundMessage.error_code)
    query = select(state, code, func.count()).where(OutboundMessage.created_at > since).group_by(state, code)
    counts = {(name, str(number or "")): count for name, number, count in session.exec(query)}
    return _by("outbound_last_hour", "Messages to people, by Twilio's last word.", ["state", "code"], counts)


def _answer_seconds(session: Session, since: datetime) -> Gauge:
    """Three steps of an answer: the turn until it is written, its wait, and sending it."""
    came, sent = InboundMessage, OutboundMessage
    query = (
        select(came.received_at, sent.created_at, sent.tried_at, sent.sent_at)
        .join(came, col(came.sid) == col(sent.cause))
        .where(sent.created_at > since, sent.kind == "reply", col(sent.sent_at).is_not(None))
        .order_by(col(sent.created_at).desc())
        .limit(MOST_ANSWERS)
    )
    steps: dict[str, list[float]] = {"turn": [], "wait": [], "send": []}
    for moments in session.exec(query):
        for step, begin, end in zip(steps, moments, moments[1:], strict=False):
            if begin is not None and end is not None:
                steps[step].append(max(0.0, (end - begin).total_seconds()))
    seconds = {
        (step, str(quantile)): sorted(values)[int(quantile * (len(values) - 1))]
        for step, values in steps.items()
        if values
        for quantile in QUANTILES
    }
    return _by("answer_seconds", "Seconds of an answer in the last hour, by step.", ["step", "quantile"], seconds)


def _pictures(session: Session) -> Gauge:
    state = col(ReceivedPicture.state)
    counts = {(name,): count for name, count in session.exec(select(state, func.count()).group_by(state))}
    return _by("received_pictures", "Pictures that people sent.", ["state"], counts)


def _length_of_queue() -> float:
    try:
        return queueing.length()
    except Exception:  # /healthz tells of it
        return -1


def _gauge(name: str, meaning: str, value: float) -> Gauge:
    return Gauge(f"lokapasar_{name}", meaning, value=value)


def _by(name: str, meaning: str, labels: list[str], values: Mapping[Any, float]) -> Gauge:
    gauge = Gauge(f"lokapasar_{name}", meaning, labels=labels)
    for key, value in values.items():
        gauge.add_metric([str(part) for part in key], value)
    return gauge
