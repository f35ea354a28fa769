"""`flask bot ask --why`: how a sentence was read, for whoever mends it."""

import re

import pytest

from bot.understanding import build_lexicon, understand
from bot.understanding.decide import SLOTS, STEPS
from bot.understanding.why import why
from catalog import vocabulary
from tests.understanding import cases
from tests.understanding.hostile import EXPECTING, LONG

LEXICON = build_lexicon(vocabulary.load(), ["Kios Bu Tarwiyah"])


def line_of(told: str, word: str) -> str:
    return next(line for line in told.splitlines() if line.split()[:1] == [word])


def test_each_word_says_what_it_was_read_as() -> None:
    told = why("dstr jgn merah 45rb di kios bu tarwiyah, zambrung", LEXICON)
    assert "(dstr)" in line_of(told, "dster") and "product daster" in line_of(told, "dster")
    assert "cue negate" in line_of(told, "jangan")
    assert "colour merah" in line_of(told, "merah") and "not wanted" in line_of(told, "merah")
    assert "money 45000" in line_of(told, "45")
    assert "shop" in line_of(told, "kios")
    assert "unknown" in line_of(told, "zambrung")


def test_the_step_that_decided_is_named_and_what_else_was_possible() -> None:
    *_, decided, others = why("kok yang dikirim ukuran M, saya kan pesan L", LEXICON).splitlines()
    meant = understand("kok yang dikirim ukuran M, saya kan pesan L", LEXICON).name
    number, step, name = re.match(rf"  step (\d+) of {len(STEPS)}, ([\w.]+): (\w+)", decided).groups()  # type: ignore[union-attr]
    assert name == meant
    assert STEPS[int(number) - 1].__name__ == step.split(".")[1]
    assert others.startswith("  also possible: ") and meant not in others


def test_what_was_asked_is_heard_first() -> None:
    assert "open_question.answer" in why("L", LEXICON, expecting="size")
    assert "open_question.answer" not in why("L", LEXICON)
    assert "let go of" in why("kemeja merah", LEXICON, expecting="area")


def test_nothing_understood_says_so() -> None:
    assert f"none of {len(STEPS)} steps knew: not_understood" in why("asdf qwer", LEXICON)


@pytest.mark.parametrize("text", [text for text, _ in cases("sellers.txt")][::9] + list(LONG.values())[:3])
def test_it_tells_what_understand_understands(text: str) -> None:
    found = re.search(r"(?:step \d+ of \d+, [\w.]+|steps knew): (\w+)", why(text, LEXICON, None, "seller"))
    assert found and found[1] == understand(text, LEXICON, role="seller").name


def test_every_question_of_the_tables_may_be_named() -> None:
    asked = {match[1] for text, _ in cases("drafts.txt") if (match := re.match(r"\[(\w+)\]", text))}
    assert {*asked, *filter(None, EXPECTING)} <= set(SLOTS)
