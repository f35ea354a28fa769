"""The numbered steps in migrations/versions bring about exactly what the models say, on both databases."""

import re
from pathlib import Path

VERSIONS = Path(__file__).resolve().parents[2] / "migrations" / "versions"


def test_nothing_is_missing(empty_market):
    empty_market.flask("db", "check")


def test_upgrading_twice_changes_nothing(empty_market):
    empty_market.flask("db", "upgrade")


def test_the_folder_reads_as_a_history():
    names = sorted(path.name for path in VERSIONS.glob("*.py"))
    assert names, "no step at all"
    for number, name in enumerate(names, start=1):
        assert re.fullmatch(rf"{number:04d}_[a-z0-9_]+\.py", name)
