"""Marks columns that tell of a person, so that they can be forgotten (erasure.py) wherever they stand."""

from typing import Any

_BLANK = "blank"


def personal(blank: Any) -> dict[str, Any]:
    """For a model's Field: `name: str = Field(max_length=120, sa_column_kwargs=personal(""))`. The row is kept when its
    person is forgotten, with `blank` in this column."""
    return {"info": {_BLANK: blank}}


def blanks(table: Any) -> dict[str, Any]:
    """What the table's marked columns become, by name; empty for a table whose rows are not kept."""
    return {column.name: column.info[_BLANK] for column in table.columns if _BLANK in column.info}
