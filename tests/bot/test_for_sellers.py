"""Every sentence of docs/for-sellers.md is understood as what the page says (the remark at the end of its row)."""

import re
from pathlib import Path

import pytest

from bot.understanding import build_lexicon, understand
from catalog import vocabulary

PAGE = Path(__file__).resolve().parents[2] / "docs" / "for-sellers.md"
ROW = re.compile(
    r"^\| (?P<sentence>[^|]+?) \| .*<!-- (?:(?P<when>shopper|draft) )?(?P<intent>\w+) --> \|$", re.MULTILINE
)
LEXICON = build_lexicon(vocabulary.load(), [])
SENTENCES = [match.group("sentence", "when", "intent") for match in ROW.finditer(PAGE.read_text(encoding="utf-8"))]


@pytest.mark.parametrize(("sentence", "when", "intent"), SENTENCES)
def test_a_sentence_means_what_the_page_says(sentence, when, intent):
    role = "shopper" if when == "shopper" else "seller"
    assert understand(sentence, LEXICON, expecting="draft" if when == "draft" else None, role=role).name == intent


def test_every_row_of_the_page_is_looked_at():
    rows = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    assert len(SENTENCES) == len([row for row in rows if not row.startswith("| Tulis ")]) > 50
