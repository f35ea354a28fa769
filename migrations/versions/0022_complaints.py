"""complaints"""

import sqlalchemy as sa
from alembic import op

import database

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "complaint",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("matter_id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("cause", sa.String(length=12), nullable=False),
        sa.Column("desk", sa.String(length=8), nullable=False),
        sa.Column("due_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("remedy", sa.String(length=10), nullable=False),
        sa.Column("agreed_at", database.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["matter_id"], ["matter.id"]),
        sa.ForeignKeyConstraint(["order_id"], ["market_order.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("matter_id"),
    )
    op.create_index("ix_complaint_order_id", "complaint", ["order_id"])
    op.create_index("ix_matter_word_picture", "matter_word", ["picture"])
    op.add_column("market_order", sa.Column("disputed", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    op.drop_column("market_order", "disputed")
    op.drop_index("ix_matter_word_picture", "matter_word")
    op.drop_table("complaint")
