"""Deeds of the clock: done once, at their time, whatever crashes; on both databases."""

import importlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import create_engine
from sqlmodel import Session, select

import clock
import database
import scheduling
from bot.talk.models import Conversation
from people.models import Person
from scheduling import Appointment
from tests.market import Market


def greet(session: Session, name: str) -> None:
    """A deed whose effect one can count."""
    session.add(Person(address=f"whatsapp:{name}", profile_name="greeted"))
    session.flush()


def stumble(session: Session, name: str) -> None:
    greet(session, name)
    raise ZeroDivisionError("a fault of our own")


@pytest.fixture
def clockwork(empty_market: Market) -> Iterator[Market]:
    for deed in (greet, stumble):
        scheduling.register(empty_market.app, deed)
    with empty_market.app.app_context():
        yield empty_market


def arrange(deed: Any, key: str, hours: float) -> None:
    with database.transaction() as session:
        scheduling.arrange(session, deed, key, clock.now() + timedelta(hours=hours), name=key)


def greeted() -> list[str]:
    with database.reading() as session:
        return sorted(session.exec(select(Person.address).where(Person.profile_name == "greeted")))


def test_done_at_its_time_and_not_again(clockwork: Market) -> None:
    arrange(greet, "a", hours=2)
    assert not scheduling.keep_due()
    clockwork.time_passes(hours=2)
    assert greeted() == ["whatsapp:a"]
    clockwork.time_passes(hours=2)
    assert greeted() == ["whatsapp:a"]


def test_the_same_key_again_moves_it(clockwork: Market) -> None:
    arrange(greet, "a", hours=1)
    arrange(greet, "a", hours=5)
    clockwork.time_passes(hours=2)
    assert not greeted()
    clockwork.time_passes(hours=3)
    assert greeted() == ["whatsapp:a"]


def test_called_off(clockwork: Market) -> None:
    arrange(greet, "a", hours=1)
    with database.transaction() as session:
        scheduling.call_off(session, greet, "a")
    clockwork.time_passes(hours=2)
    assert not greeted()


def test_arranged_in_a_turn_that_fails_is_not_arranged(clockwork: Market) -> None:
    with pytest.raises(RuntimeError), database.transaction() as session:
        scheduling.arrange(session, greet, "a", clock.now(), name="a")
        raise RuntimeError
    assert not scheduling.keep_due()


def test_a_fault_leaves_nothing_behind_and_is_tried_again_but_not_for_ever(clockwork: Market) -> None:
    arrange(stumble, "a", hours=0)
    arrange(greet, "b", hours=0)
    clockwork.time_passes(seconds=1)
    assert greeted() == ["whatsapp:b"]
    for _ in range(scheduling.MOST_TRIES):
        clockwork.time_passes(hours=1)
    assert not scheduling.keep_due()
    with database.reading() as session:
        row = session.exec(select(Appointment)).one()
    assert (row.attempts, row.failed_at is not None) == (scheduling.MOST_TRIES, True)
    assert "ZeroDivisionError" in row.error


def test_two_workers_do_it_once(clockwork: Market) -> None:
    for number in range(20):
        arrange(greet, f"{number:02d}", hours=0)

    def work(_: int) -> None:
        with clockwork.app.app_context():
            scheduling.keep_due()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    scheduling.keep_due()
    assert len(greeted()) == 20


def test_a_talk_goes_on_without_a_message(clockwork: Market) -> None:
    from bot.talk import turns
    from bot.talk.turn import say

    sari = clockwork.shopper()
    sari.says("halo")
    with database.transaction() as session:
        person = session.exec(select(Person)).one()
        turns.go_on(session, person.id or 0, lambda turn: say(f"Jam berdentang, {turn.intent.name}."))
    clockwork.work()
    assert sari.gets("Jam berdentang, clock")
    with database.reading() as session:
        assert session.exec(select(Conversation)).one().state["options"] == []


def test_what_was_arranged_before_the_files_moved_is_still_done(tmp_path: Path) -> None:
    """A market that is brought up to date while reminders wait: their rows named the folder of the deed."""
    store = create_engine(f"sqlite:///{tmp_path / 'market.db'}")
    with store.connect() as connection:
        connection.exec_driver_sql("CREATE TABLE appointment (deed VARCHAR(80))")
        connection.exec_driver_sql(
            "INSERT INTO appointment VALUES ('bot.jobs.order_clocks.strike'), ('catalog.new_goods')"
        )
        step = importlib.import_module("migrations.versions.0026_deeds_of_the_clock_without_folders")
        with Operations.context(MigrationContext.configure(connection)):
            step.upgrade()
        names = [row[0] for row in connection.exec_driver_sql("SELECT deed FROM appointment")]
    assert names == ["order_clocks.strike", "catalog.new_goods"]


def test_every_name_of_a_moved_deed_is_known(market: Market) -> None:
    step = importlib.import_module("migrations.versions.0026_deeds_of_the_clock_without_folders")
    renamed = {name for names in step.FOLDERS.values() for name in names}
    assert renamed <= set(market.app.extensions["deeds_of_the_clock"])
