"""what was asked in vain, and when a listing was last ordered"""

import sqlalchemy as sa
from alembic import op

import database

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "unknown_word",
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("word", sa.String(length=40), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("example", sa.String(length=120), nullable=False),
        sa.Column("last_seen_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("kind", "word"),
    )
    with op.batch_alter_table("listing", schema=None) as batch_op:
        batch_op.add_column(sa.Column("last_ordered_at", database.UtcDateTime(timezone=True), nullable=True))
    op.execute(
        "UPDATE listing SET last_ordered_at = (SELECT max(market_order.placed_at) FROM market_order"
        " JOIN order_line ON order_line.order_id = market_order.id WHERE order_line.listing_id = listing.id)"
    )


def downgrade() -> None:
    with op.batch_alter_table("listing", schema=None) as batch_op:
        batch_op.drop_column("last_ordered_at")
    op.drop_table("unknown_word")
