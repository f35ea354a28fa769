"""Who may know whom. The rooms are watched by import-linter (pyproject.toml), the root's own modules here."""

import ast
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = [
    *("people", "catalog", "sample", "orders", "matters", "media", "messaging"),
    *("bot", "webhooks", "staff", "simulator", "migrations", "upkeep"),
]
OURS = {*ROOMS, *(path.stem for path in ROOT.glob("*.py"))}
MAY_KNOW: dict[str, set[str]] = {
    "clock": set(),
    "money": set(),
    "hours": set(),
    "logs": set(),
    "http_rules": set(),
    "whole_requests": set(),
    "real_data": {"database", "settings"},
    "settings": {"hours"},
    "database": set(),
    "queueing": set(),
    "scheduling": {"clock", "database", "logs"},
}
DOORS = {"app", "worker"}


def imported(path: Path) -> set[str]:
    """First names of all modules that a file imports, wherever in it."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


def modules() -> dict[str, Path]:
    """Every module of the rooms by its full name."""
    files = (path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
    return {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in files}


def modules_imported(path: Path, known: dict[str, Path]) -> set[str]:
    """Those of `known` that a file imports, also within a function."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            names |= {name if name in known else node.module for name in inner}
    return names & known.keys()


def test_nothing_imports_in_a_circle():
    known = modules()
    graph = {name: modules_imported(path, known) - {name} for name, path in known.items()}
    assert list(TopologicalSorter(graph).static_order())  # which raises CycleError with the circle's names


def test_rooms_never_look_upwards():
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("module", sorted(MAY_KNOW))
def test_the_ground_knows_nobody(module):
    assert imported(ROOT / f"{module}.py") & OURS <= MAY_KNOW[module]


@pytest.mark.parametrize("room", ROOMS)
def test_only_the_doors_know_everybody(room):
    for path in (ROOT / room).rglob("*.py"):
        assert not imported(path) & (DOORS | {"tests", "benchmarks", "tools"}), path.relative_to(ROOT)


def test_only_models_and_database_make_tables():
    """Tables stand in a room's models.py and nowhere else."""
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            if path.name != "models.py":
                assert "table=True" not in path.read_text(encoding="utf-8"), path.relative_to(ROOT)
