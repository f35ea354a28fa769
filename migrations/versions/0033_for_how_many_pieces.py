"""who bargains may say for how many pieces"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("enquiry", sa.Column("pieces", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("enquiry", "pieces")
