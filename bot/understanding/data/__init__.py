"""The data files of this folder: words and phrases that anybody can read and correct."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent


@cache
def read(name: str) -> dict[str, Any]:
    """A data file by its name without ".toml"."""
    with open(FOLDER / f"{name}.toml", "rb") as file:
        return tomllib.load(file)
