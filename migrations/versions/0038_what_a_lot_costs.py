"""what a lot costs"""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("tier") as tier:
        tier.add_column(sa.Column("lot_price", sa.Integer(), nullable=True))
    with op.batch_alter_table("order_line") as line:
        line.add_column(sa.Column("rounding", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    with op.batch_alter_table("order_line") as line:
        line.drop_column("rounding")
    with op.batch_alter_table("tier") as tier:
        tier.drop_column("lot_price")
