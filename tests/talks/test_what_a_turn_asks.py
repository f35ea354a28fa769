"""How often a turn asks the database: all that a message may answer is read at once."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, event

import worker
from tests.market import Market, Person


@contextmanager
def statements() -> Iterator[list[str]]:
    """All SQL of this process meanwhile."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith(("SAVEPOINT", "RELEASE")):  # where a turn begins and ends, as BEGIN and COMMIT
            asked.append(" ".join(statement.split())[:120])

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def asked_by(person: Person, text: str, patch: pytest.MonkeyPatch) -> list[str]:
    """The statements of this message's turn alone: nothing is delivered meanwhile."""
    with patch.context() as still, statements() as asked:
        still.setattr(worker, "run_pending", lambda app: None)
        person.says(text)
    return asked


def test_thanks_ask_nine_times(sqlite_market: Market, monkeypatch: pytest.MonkeyPatch) -> None:
    sari = sqlite_market.shopper()
    sari.says("batik merah")
    asked = asked_by(sari, "makasih", monkeypatch)
    assert len(asked) <= 9, "\n".join(asked)


def test_a_search_asks_fourteen_times(sqlite_market: Market, monkeypatch: pytest.MonkeyPatch) -> None:
    sari = sqlite_market.shopper()
    sari.says("halo")
    asked = asked_by(sari, "batik", monkeypatch)
    assert len(asked) <= 14, "\n".join(asked)
