"""goods that are made to order"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table, name in (("listing", "deposit_percent"), ("market_order", "deposit")):
        with op.batch_alter_table(table) as batch_op:
            batch_op.add_column(sa.Column("lead_days", sa.Integer(), nullable=True))
            batch_op.add_column(sa.Column(name, sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    for table, name in (("market_order", "deposit"), ("listing", "deposit_percent")):
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_column(name)
            batch_op.drop_column("lead_days")
