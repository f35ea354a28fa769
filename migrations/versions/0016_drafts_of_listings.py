"""drafts of listings"""

import sqlalchemy as sa
from alembic import op

import database

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "listing_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seller_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("gather_until", database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("batch", sa.String(length=12), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("fields", database.JsonDict(), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=True),
        sa.Column("created_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("changed_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["listing_id"], ["listing.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["seller_id"], ["seller.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_listing_draft_person", "listing_draft", ["person_id", "state"])
    op.create_index("ix_listing_draft_seller_id", "listing_draft", ["seller_id"])
    op.create_table(
        "draft_picture",
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("picture_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["listing_draft.id"]),
        sa.ForeignKeyConstraint(["picture_id"], ["received_picture.id"]),
        sa.PrimaryKeyConstraint("draft_id", "picture_id"),
    )
    op.create_index("ix_draft_picture_picture_id", "draft_picture", ["picture_id"])
    op.create_table(
        "counter",
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    with op.batch_alter_table("photo") as batch_op:
        batch_op.add_column(sa.Column("fingerprint", sa.String(length=160), nullable=False, server_default=""))
    with op.batch_alter_table("received_picture") as batch_op:
        batch_op.add_column(sa.Column("facts", database.JsonDict(), nullable=False, server_default="{}"))


def downgrade() -> None:
    with op.batch_alter_table("received_picture") as batch_op:
        batch_op.drop_column("facts")
    with op.batch_alter_table("photo") as batch_op:
        batch_op.drop_column("fingerprint")
    op.drop_table("counter")
    op.drop_table("draft_picture")
    op.drop_table("listing_draft")
