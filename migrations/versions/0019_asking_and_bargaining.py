"""asking and bargaining"""

import sqlalchemy as sa
from alembic import op

import database

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "enquiry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("shopper_id", sa.Integer(), nullable=False),
        sa.Column("seller_id", sa.Integer(), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=True),
        sa.Column("order_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("haggles", sa.Boolean(), nullable=False),
        sa.Column("price", sa.Integer(), nullable=True),
        sa.Column("opened_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("changed_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["listing_id"], ["listing.id"]),
        sa.ForeignKeyConstraint(["order_id"], ["market_order.id"]),
        sa.ForeignKeyConstraint(["seller_id"], ["seller.id"]),
        sa.ForeignKeyConstraint(["shopper_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_enquiry_order_id", "enquiry", ["order_id"])
    op.create_index("ix_enquiry_seller", "enquiry", ["seller_id", "state", "id"])
    op.create_index("ix_enquiry_shopper", "enquiry", ["shopper_id", "id"])
    op.create_table(
        "price_offer",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("price", sa.Integer(), nullable=False),
        sa.Column("by_seller", sa.Boolean(), nullable=False),
        sa.Column("expires_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["listing_id"], ["listing.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("person_id", "listing_id"),
    )
    op.create_table(
        "enquiry_word",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enquiry_id", sa.Integer(), nullable=False),
        sa.Column("at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=8), nullable=False),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column("picture", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["enquiry_id"], ["enquiry.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_enquiry_word_enquiry_id", "enquiry_word", ["enquiry_id"])
    op.create_index("ix_enquiry_word_picture", "enquiry_word", ["picture"])
    op.add_column("listing", sa.Column("floor", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("listing", "floor")
    op.drop_table("enquiry_word")
    op.drop_table("price_offer")
    op.drop_table("enquiry")
