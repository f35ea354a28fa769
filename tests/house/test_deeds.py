"""What deeds offer fits together: one handler an intent, one owner a question and a button."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import conversation
from bot.talk.deed import Deed, Deeds, Question
from bot.understanding.data import read
from tests.market import Market

ROOT = Path(__file__).resolve().parents[2]
# Topics within another intent, with phrases of their own (bot/understanding/intents/chatter.py).
SMALL_TALK = {"abuse", "spam", "wrong_number"}


@pytest.fixture(scope="module")
def deeds() -> Deeds:
    return Deeds(conversation.DEEDS, conversation.ORDER)


def test_two_deeds_never_do_the_same():
    twice = Deed("another greeting", handlers={"greeting": lambda turn: None})
    with pytest.raises(AssertionError, match="another greeting offers what another deed offers too"):
        Deeds((*conversation.DEEDS, twice), conversation.ORDER)


def test_a_question_has_one_owner_and_one_place():
    question = Question("parcel", lambda turn: False, {})
    with pytest.raises(AssertionError, match="another parcel"):
        Deeds((*conversation.DEEDS, Deed("another parcel", may_answer=(question,))), conversation.ORDER)
    with pytest.raises(AssertionError, match="nobody asks this"):
        Deeds(conversation.DEEDS, (*conversation.ORDER, "nobody asks this"))


def test_whatever_can_be_said_is_done_by_somebody(deeds: Deeds):
    assert set(read("intents")) - SMALL_TALK <= deeds.handlers.keys()


def test_what_only_sellers_say_only_sellers_do(deeds: Deeds):
    assert {name for name, table in read("intents").items() if table.get("role") == "seller"} <= deeds.of_sellers


def test_every_button_leads_to_a_deed_that_offers_it(deeds: Deeds):
    assert deeds.buttons.keys() <= deeds.handlers.keys()
    for path in (ROOT / "bot").rglob("*.py"):
        for name, line in _buttons_made(ast.parse(path.read_text(encoding="utf-8"))):
            assert name in deeds.buttons, f"{path.relative_to(ROOT)}:{line}"


def test_what_a_reaction_taps_are_buttons(deeds: Deeds):
    for deed in deeds.all:
        for yes, no in deed.opposites.items():
            assert yes in deed.buttons and {*no} <= deeds.buttons.keys(), deed.name


def test_what_pierces_is_done_by_the_same_deed(deeds: Deeds):
    for deed in deeds.all:
        assert deed.pierces.keys() <= deed.handlers.keys() | deed.changes.keys(), deed.name


def test_a_file_that_has_a_deed_is_listed(deeds: Deeds):
    listed = {id(deed) for deed in conversation.DEEDS}
    for room in ("anybody", "shopper", "seller"):
        for path in (ROOT / "bot" / room).rglob("*.py"):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            module = __import__(name, fromlist=["_"])
            for value in vars(module).values():
                if isinstance(value, Deed):
                    assert id(value) in listed, name


def test_the_table_can_be_read(market: Market):
    told = market.app.test_cli_runner().invoke(args=["bot", "deeds"]).output
    assert "| answer an order | sellers | accept, reject" in told
    assert "1. officer who talks: whatever it says" in told


def _buttons_made(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """What choices.deed("…") names, and where."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "choices.deed":
            first = node.args[0]
            if isinstance(first, ast.Constant):
                yield str(first.value), node.lineno
