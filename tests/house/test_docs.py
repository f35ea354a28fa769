"""What docs/understanding.md and docs/words.md name is there, and the sentence that they mend is still a misread one."""

import re
from pathlib import Path

import pytest

from bot.understanding import build_lexicon
from bot.understanding.why import why
from catalog import vocabulary

ROOT = Path(__file__).resolve().parents[2]
UNDERSTANDING = (ROOT / "docs" / "understanding.md").read_text(encoding="utf-8")
WORDS = (ROOT / "docs" / "words.md").read_text(encoding="utf-8")
PATHS = re.findall(r"`([a-z_]+(?:/[\w*.-]+)*/?(?:\.py|\.toml|\.txt|/))`", UNDERSTANDING + WORDS)


@pytest.mark.parametrize("path", sorted(set(PATHS)))
def test_a_file_that_is_named_is_there(path: str) -> None:
    places = [ROOT, ROOT / "bot" / "understanding"]
    assert any(list(place.glob(path.rstrip("/"))) for place in places), path


def test_enough_files_are_named() -> None:
    assert len(set(PATHS)) > 40


def test_the_example_is_what_the_command_prints() -> None:
    """When somebody has mended this one for good, docs/understanding.md takes another."""
    example = re.search(r"```\n\$ flask bot ask --why \"([^\"]+)\"\n(.*?)\n```", UNDERSTANDING, re.DOTALL)
    assert example
    printed = why(example[1], build_lexicon(vocabulary.load(), []))
    # Steps come and go: their numbers count for nothing.
    assert re.sub(r"\d+ of \d+", "…", printed) == re.sub(r"\d+ of \d+", "…", example[2])
