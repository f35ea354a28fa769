"""waiting remembering reviews"""

import sqlalchemy as sa
from alembic import op

import database

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "followed_shop",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("seller_id", sa.Integer(), nullable=False),
        sa.Column("since", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("told_at", database.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["seller_id"], ["seller.id"]),
        sa.PrimaryKeyConstraint("person_id", "seller_id"),
    )
    op.create_index("ix_followed_shop_seller", "followed_shop", ["seller_id"])
    op.create_table(
        "review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("stars", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("picture", sa.String(length=120), nullable=False),
        sa.Column("given_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.String(length=500), nullable=False),
        sa.Column("answered_at", database.UtcDateTime(timezone=True), nullable=True),
        sa.CheckConstraint("stars BETWEEN 1 AND 5"),
        sa.ForeignKeyConstraint(["listing_id"], ["listing.id"]),
        sa.ForeignKeyConstraint(["order_id"], ["market_order.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("order_id", "listing_id"),
    )
    op.create_index("ix_review_listing", "review", ["listing_id", "id"])
    op.create_index("ix_review_person_id", "review", ["person_id"])
    op.create_table(
        "saved_listing",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("saved_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["listing_id"], ["listing.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("person_id", "listing_id"),
    )
    op.create_table(
        "waitlist_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("size", sa.String(length=10), nullable=False),
        sa.Column("asked_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("told_at", database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("turn_until", database.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["listing_id"], ["listing.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("person_id", "listing_id"),
    )
    op.create_index("ix_waitlist_entry_listing", "waitlist_entry", ["listing_id", "told_at", "id"])


def downgrade() -> None:
    op.drop_table("waitlist_entry")
    op.drop_table("saved_listing")
    op.drop_table("review")
    op.drop_table("followed_shop")
