"""how fast a shop answers its orders, and what a notice is only worth sending for"""

import sqlalchemy as sa
from alembic import op

import database

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "response_pace",
        sa.Column("seller_id", sa.Integer(), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("unanswered", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Float(), nullable=True),
        sa.Column("changed_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["seller_id"], ["seller.id"]),
        sa.PrimaryKeyConstraint("seller_id"),
    )
    with op.batch_alter_table("outbound_message", schema=None) as batch_op:
        batch_op.add_column(sa.Column("only_while", database.JsonDict(), nullable=False, server_default="{}"))


def downgrade() -> None:
    with op.batch_alter_table("outbound_message", schema=None) as batch_op:
        batch_op.drop_column("only_while")
    op.drop_table("response_pace")
