"""deeds of the clock, and the log of a shop"""

import sqlalchemy as sa
from alembic import op

import database
from migrations import append_only

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "appointment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deed", sa.String(length=80), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("due_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("facts", database.JsonDict(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.String(length=300), nullable=False),
        sa.Column("failed_at", database.UtcDateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("deed", "key"),
    )
    op.create_index("ix_appointment_open", "appointment", ["failed_at", "due_at"])
    op.create_table(
        "shop_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seller_id", sa.Integer(), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=True),
        sa.Column("at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("actor", sa.String(length=10), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("old", database.JsonDict(), nullable=False),
        sa.Column("new", database.JsonDict(), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["listing_id"], ["listing.id"]),
        sa.ForeignKeyConstraint(["seller_id"], ["seller.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_shop_event_seller", "shop_event", ["seller_id", "id"])
    op.create_index("ix_shop_event_listing", "shop_event", ["listing_id", "id"])
    for statement in append_only.statements("shop_event", op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("shop_event")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_shop_event_change()")
    op.drop_table("appointment")
