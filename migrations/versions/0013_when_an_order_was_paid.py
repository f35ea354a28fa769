"""when an order was paid, and a shop's orders by time"""

import sqlalchemy as sa
from alembic import op

import database

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("market_order", sa.Column("paid_at", database.UtcDateTime(timezone=True), nullable=True))
    op.execute(
        "UPDATE market_order SET paid_at = (SELECT max(order_event.at) FROM order_event"
        " WHERE order_event.order_id = market_order.id AND order_event.kind = 'paid')"
        " WHERE payment_status = 'paid'"
    )
    op.create_index("ix_market_order_placed", "market_order", ["seller_id", "placed_at"])
    op.create_index("ix_market_order_paid", "market_order", ["seller_id", "paid_at"])


def downgrade() -> None:
    for index in ("ix_market_order_paid", "ix_market_order_placed"):
        op.drop_index(index, "market_order")
    op.drop_column("market_order", "paid_at")
