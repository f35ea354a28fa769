"""Every command that the README and docs/ name exists."""

import re
from pathlib import Path

import click
import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
TEXT = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
CODE = "\n".join(re.findall(r"```.*?```|`[^`\n]+`", TEXT, re.DOTALL))
PROMISED = ["install", "run", "test", "test-all", "check", "bench", "screenshots"]


def make_targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))


@pytest.mark.parametrize("word", sorted({*PROMISED, *re.findall(r"\bmake ([a-z]+(?:-[a-z]+)*)\b", CODE)}))
def test_make_knows(word):
    assert word in make_targets()


@pytest.mark.parametrize("line", sorted(set(re.findall(r"\bflask ((?:[a-z][a-z-]*[ `\n]?)+)", CODE))))
def test_flask_knows(line):
    from app import create_app

    group: click.Command = click.Group("flask", commands=create_app().cli.commands)
    for word in line.strip("` \n").split():
        if not isinstance(group, click.Group):
            return  # what follows a command are its arguments
        assert word in group.commands, f"flask {line}"
        group = group.commands[word]


def test_linked_pages_and_pictures_exist():
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_what_must_pass_is_what_people_run():
    commands = re.findall(r"^make .*$", (ROOT / ".ci" / "run").read_text(), re.MULTILINE)
    assert commands == ["make test", "make check"]
