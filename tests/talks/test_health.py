"""/healthz tells an operator's monitor what does not work, and is 503 when nothing does."""

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

import clock
import database
import queueing
from messaging.models import Heartbeat
from tests.market import Market
from webhooks import health

KEYS = {"status", "database", "queue", "oldest_unsent_seconds", "worker_seconds"}


@pytest.fixture(autouse=True)
def every_probe_is_new(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "PROBE_SECONDS", 0.0)


def ask(market: Market, status: int = 200) -> dict[str, Any]:
    answer = market.get("/healthz")
    assert answer.status_code == status, answer.text
    return answer.json()


def give_sign_of_life(market: Market, ago: float) -> None:
    with market.app.app_context(), database.transaction() as session:
        session.merge(Heartbeat(name="here:1:x", at=clock.now() - timedelta(seconds=ago)))


def test_all_is_well(market: Market) -> None:
    give_sign_of_life(market, ago=1)
    report = ask(market)
    assert set(report) >= KEYS
    assert (report["status"], report["database"], report["queue"], report["problems"]) == ("ok", "ok", "ok", [])
    assert report["oldest_unsent_seconds"] == 0 and 1 <= report["worker_seconds"] < 20


def test_a_hung_worker_and_messages_that_wait_are_told(market: Market) -> None:
    give_sign_of_life(market, ago=120)
    market.post({"MessageSid": "SM" + "1" * 32, "From": "whatsapp:+6281300009999", "Body": "halo", "NumMedia": "0"})
    now = clock.now()
    clock.set_source(lambda: now + timedelta(minutes=5))
    report = ask(market)
    assert report["status"] == "attention" and set(report["problems"]) >= {"no_worker", "messages_late"}
    assert report["oldest_unsent_seconds"] >= 300 and report["worker_seconds"] >= 420


@contextmanager
def read_only(market: Market) -> Iterator[None]:
    """The database takes nothing any more, and can be read as ever."""
    with market.app.app_context():
        engine = database.engine()
    engine.dispose()
    if engine.dialect.name == "sqlite":
        from sqlalchemy import event

        def refuse_writing(connection: Any, _record: Any) -> None:
            connection.execute("PRAGMA query_only = ON")

        event.listen(engine, "connect", refuse_writing)
        yield
        event.remove(engine, "connect", refuse_writing)
    else:
        name = engine.url.database
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql(f'ALTER DATABASE "{name}" SET default_transaction_read_only = on')
        engine.dispose()
        yield
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("SET default_transaction_read_only = off")
            connection.exec_driver_sql(f'ALTER DATABASE "{name}" RESET default_transaction_read_only')
    engine.dispose()


def test_a_database_that_takes_nothing_is_503_and_then_well_again(market: Market) -> None:
    with read_only(market):
        report = ask(market, 503)
        assert report["status"] == "failing" and report["database"].startswith("can't be used")
    time.sleep(health.AGAIN_SECONDS)
    assert ask(market)["database"] == "ok"


def test_a_full_disk_is_503(sqlite_market: Market, monkeypatch: pytest.MonkeyPatch) -> None:
    full = os.statvfs_result((4096, 4096, 1000, 0, 0, 10, 10, 10, 0, 255))
    monkeypatch.setattr(os, "statvfs", lambda _path: full)
    assert "OSError" in ask(sqlite_market, 503)["database"]


def test_a_queue_that_takes_nothing_is_503(sqlite_market: Market) -> None:
    file = Path(sqlite_market.app.extensions["queue"].storage.filename)
    file.rename(file.with_suffix(".away"))
    report = ask(sqlite_market, 503)
    assert (report["database"], report["status"]) == ("ok", "failing") and report["queue"] != "ok"


def test_pictures_that_cannot_be_kept_are_told(sqlite_market: Market) -> None:
    folder = Path(sqlite_market.app.config["SETTINGS"].media_url)
    if folder.exists():
        folder.rename(folder.with_name("away"))
    report = ask(sqlite_market)
    assert report["status"] == "attention" and "pictures_cannot_be_kept" in report["problems"]


def test_asking_often_writes_seldom(sqlite_market: Market, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "PROBE_SECONDS", 60.0)
    writes: list[int] = []
    monkeypatch.setattr(queueing, "check_writing", lambda: writes.append(1))
    sqlite_market.app.extensions["health_probes"]["queue"] = health.Probe(queueing.check_writing)
    for _ in range(10):
        ask(sqlite_market)
    assert len(writes) == 1


def test_no_answer_names_a_place_or_a_password(market: Market) -> None:
    with read_only(market):
        said = json.dumps(ask(market, 503))
    with market.app.app_context():
        assert str(database.engine().url.database) not in said
    assert OperationalError.__name__ in said or "Error" in said
