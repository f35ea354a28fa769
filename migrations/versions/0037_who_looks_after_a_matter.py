"""who looks after a matter, and words that staff have ignored"""

import sqlalchemy as sa
from alembic import op

import database

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("matter", sa.Column("officer_id", sa.Integer(), nullable=True))
    op.add_column("unknown_word", sa.Column("ignored_at", database.UtcDateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("unknown_word", "ignored_at")
    op.drop_column("matter", "officer_id")
