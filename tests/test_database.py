"""Turns that wait for SQLite's writer at the same moment share a commit, and each is kept or undone for itself."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, select

import clock
import database
from messaging.models import Heartbeat
from tests.market import Market


def writes(name: str, then: Callable[[], None] = lambda: None) -> Callable[[Session], str]:
    def deed(session: Session) -> str:
        session.add(Heartbeat(name=name, at=clock.now()))
        session.flush()
        then()
        return name

    return deed


def all_at_once(market: Market, deeds: list[Callable[[Session], str]]) -> list[Any]:
    """What became of each, in order: what it returned or raised. All wait while somebody else writes."""
    outcomes: list[Any] = [None] * len(deeds)

    def do(place: int) -> None:
        with market.app.app_context():
            try:
                outcomes[place] = database.together(deeds[place])
            except Exception as problem:
                outcomes[place] = problem

    threads = [threading.Thread(target=do, args=(place,)) for place in range(len(deeds))]
    with market.app.app_context(), database.transaction() as session:
        session.exec(select(Heartbeat)).all()
        for thread in threads:
            thread.start()
            threading.Event().wait(0.05)
    for thread in threads:
        thread.join()
    return outcomes


def kept(market: Market) -> set[str]:
    with market.app.app_context(), database.reading() as session:
        return set(session.exec(select(Heartbeat.name)))


@pytest.fixture
def commits(sqlite_market: Market) -> Iterator[list[object]]:
    found: list[object] = []

    def note(connection: object) -> None:
        found.append(connection)

    with sqlite_market.app.app_context():
        event.listen(database.engine(), "commit", note)
        yield found
        event.remove(database.engine(), "commit", note)


def test_they_share_a_commit(sqlite_market: Market, commits: list[object]) -> None:
    names = [f"turn {number}" for number in range(7)]
    assert all_at_once(sqlite_market, [writes(name) for name in names]) == names
    assert kept(sqlite_market) == set(names)
    assert len(commits) <= 3  # that of whom they waited for, the first one's, and that of all others


def test_a_fault_of_one_undoes_nothing_of_the_others(sqlite_market: Market) -> None:
    def fault() -> None:
        raise ZeroDivisionError("a bug")

    outcomes = all_at_once(sqlite_market, [writes("one"), writes("two", fault), writes("three")])
    assert outcomes[::2] == ["one", "three"] and isinstance(outcomes[1], ZeroDivisionError)
    assert kept(sqlite_market) == {"one", "three"}


def test_a_disk_that_fails_keeps_nothing_and_says_so_to_all(sqlite_market: Market) -> None:
    def full() -> None:
        raise OperationalError("INSERT", {}, sqlite3.OperationalError("database or disk is full"))

    outcomes = all_at_once(sqlite_market, [writes("before"), writes("one"), writes("two"), writes("three", full)])
    assert outcomes[0] == "before"  # nobody was with it
    assert all(isinstance(outcome, OperationalError) for outcome in outcomes[1:])
    assert kept(sqlite_market) == {"before"}


def test_a_transaction_that_sqlite_has_ended_is_not_taken_for_kept(sqlite_market: Market) -> None:
    def undone(session: Session) -> str:
        session.add(Heartbeat(name="lost", at=clock.now()))
        session.flush()
        session.connection().connection.driver_connection.execute("ROLLBACK")  # type: ignore[union-attr]
        raise ZeroDivisionError("and the deed itself says nothing of it")

    outcomes = all_at_once(sqlite_market, [writes("first"), writes("second"), undone, writes("third")])
    assert outcomes[0] == "first"
    assert all(isinstance(outcome, Exception) for outcome in outcomes[1:])
    assert kept(sqlite_market) == {"first"}


def test_what_follows_is_done_after_the_commit(sqlite_market: Market) -> None:
    seen: list[set[str]] = []

    def deed(session: Session) -> str:
        database.after_commit(session, "look", lambda: seen.append(kept(sqlite_market)))
        return writes("here")(session)

    all_at_once(sqlite_market, [writes("first"), deed, writes("last")])
    assert len(seen) == 1 and "here" in seen[0]
