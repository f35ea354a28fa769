"""what was found of an order's money, what is proposed, and how a shop wants to be paid"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("market_order", schema=None) as batch_op:
        batch_op.add_column(sa.Column("unique_digits", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("found", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("proposal", sa.String(length=20), nullable=True))
    with op.batch_alter_table("seller", schema=None) as batch_op:
        batch_op.add_column(sa.Column("wants_unique_digits", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("exact_qris", sa.Boolean(), nullable=False, server_default=sa.true()))


def downgrade() -> None:
    with op.batch_alter_table("seller", schema=None) as batch_op:
        batch_op.drop_column("exact_qris")
        batch_op.drop_column("wants_unique_digits")
    with op.batch_alter_table("market_order", schema=None) as batch_op:
        batch_op.drop_column("proposal")
        batch_op.drop_column("found")
        batch_op.drop_column("unique_digits")
