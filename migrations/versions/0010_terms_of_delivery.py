"""terms of delivery: who receives it, how it is sent, what the seller is asked for"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def _columns() -> list[sa.Column]:
    return [
        sa.Column("recipient_phone", sa.String(length=20), nullable=True),
        sa.Column("area", sa.String(length=8), nullable=False, server_default=""),
        sa.Column("note", sa.String(length=300), nullable=False, server_default=""),
        sa.Column("gift", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("sender_name", sa.String(length=60), nullable=False, server_default=""),
        sa.Column("shipping_service", sa.String(length=60), nullable=False, server_default=""),
        sa.Column("weight_g", sa.Integer(), nullable=True),
        sa.Column("packer_id", sa.Integer(), nullable=True),
    ]


def upgrade() -> None:
    with op.batch_alter_table("market_order", schema=None) as batch_op:
        for column in _columns():
            batch_op.add_column(column)
        batch_op.create_foreign_key("fk_market_order_packer_id_seller", "seller", ["packer_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("market_order", schema=None) as batch_op:
        batch_op.drop_constraint("fk_market_order_packer_id_seller", type_="foreignkey")
        for column in reversed(_columns()):
            batch_op.drop_column(column.name)
