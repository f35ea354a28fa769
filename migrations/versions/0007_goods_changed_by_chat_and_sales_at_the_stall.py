"""goods changed by chat, and sales at the stall"""

import sqlalchemy as sa
from alembic import op

import database
from migrations import append_only

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("seller", sa.Column("offline_consent", sa.String(length=5), nullable=False, server_default=""))
    op.add_column("shopnumber", sa.Column("wants_recap", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("listing", sa.Column("deleted_at", database.UtcDateTime(timezone=True), nullable=True))
    op.add_column("shop_event", sa.Column("batch", sa.String(length=12), nullable=True))
    op.create_index("ix_shop_event_batch", "shop_event", ["batch"])
    op.create_index("ix_shop_event_undoes", "shop_event", ["undoes"])
    op.create_index("ix_shop_event_person", "shop_event", ["seller_id", "person_id", "id"])
    op.create_table(
        "offline_sale",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=12), nullable=False),
        sa.Column("seller_id", sa.Integer(), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("product", sa.String(length=20), nullable=False),
        sa.Column("technique", sa.String(length=20), nullable=True),
        sa.Column("size", sa.String(length=10), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("evidence", sa.String(length=20), nullable=False),
        sa.Column("sold_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("taken_back_at", database.UtcDateTime(timezone=True), nullable=True),
        sa.CheckConstraint("quantity > 0"),
        sa.ForeignKeyConstraint(["listing_id"], ["listing.id"]),
        sa.ForeignKeyConstraint(["seller_id"], ["seller.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("number"),
    )
    op.create_index("ix_offline_sale_seller", "offline_sale", ["seller_id", "sold_at"])
    op.create_index("ix_offline_sale_listing", "offline_sale", ["listing_id", "sold_at"])
    op.create_table(
        "offline_sale_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sale_id", sa.Integer(), nullable=False),
        sa.Column("at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("actor", sa.String(length=10), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("facts", database.JsonDict(), nullable=False),
        sa.ForeignKeyConstraint(["sale_id"], ["offline_sale.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_offline_sale_event_sale_id", "offline_sale_event", ["sale_id"])
    for statement in append_only.statements("offline_sale_event", op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("offline_sale_event")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_offline_sale_event_change()")
    op.drop_table("offline_sale")
    for index in ("ix_shop_event_person", "ix_shop_event_undoes", "ix_shop_event_batch"):
        op.drop_index(index, "shop_event")
    for table, column in (
        ("shop_event", "batch"),
        ("listing", "deleted_at"),
        ("shopnumber", "wants_recap"),
        ("seller", "offline_consent"),
    ):
        op.drop_column(table, column)
