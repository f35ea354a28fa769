"""postage rates, with invented ones to begin with

The figures are examples (docs/postage.md): `flask postage import FILE` replaces them.
"""

import csv
from pathlib import Path

import sqlalchemy as sa
from alembic import op

from orders import areas

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

EXAMPLES = Path(__file__).resolve().parents[2] / "orders" / "postage_example.csv"


def upgrade() -> None:
    table = op.create_table(
        "postage_rate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("courier", sa.String(length=30), nullable=False),
        sa.Column("service", sa.String(length=30), nullable=False),
        sa.Column("origin", sa.String(length=8), nullable=False),
        sa.Column("destination", sa.String(length=8), nullable=False),
        sa.Column("first_kg", sa.Integer(), nullable=False),
        sa.Column("next_kg", sa.Integer(), nullable=False),
        sa.Column("tolerance_g", sa.Integer(), nullable=False),
        sa.Column("min_weight_g", sa.Integer(), nullable=False),
        sa.Column("cod", sa.Boolean(), nullable=False),
        sa.Column("days", sa.String(length=12), nullable=False),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.CheckConstraint("first_kg >= 0 AND next_kg >= 0 AND min_weight_g >= 0 AND tolerance_g >= 0"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("courier", "service", "origin", "destination"),
    )
    with op.batch_alter_table("postage_rate", schema=None) as batch_op:
        batch_op.create_index("ix_postage_rate_way", ["origin", "destination"], unique=False)
    with open(EXAMPLES, encoding="utf-8", newline="") as file:
        op.bulk_insert(table, [_rate(row) for row in csv.DictReader(file)])


def downgrade() -> None:
    op.drop_table("postage_rate")


def _rate(row: dict[str, str]) -> dict[str, object]:
    places = {column: _code(row[column]) for column in ("origin", "destination")}
    numbers = {column: int(row[column]) for column in ("first_kg", "next_kg", "tolerance_g", "min_weight_g")}
    words = {column: row[column] for column in ("courier", "service", "days")}
    return {**words, **places, **numbers, "cod": row["cod"] == "yes", "is_example": row["example"] == "yes"}


def _code(place: str) -> str:
    code = areas.locate(place).code
    if code is None:
        raise ValueError(f"{EXAMPLES.name}: no such place: {place}")
    return code
