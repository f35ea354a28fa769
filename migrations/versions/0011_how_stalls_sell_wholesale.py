"""how stalls sell wholesale: motifs mixed, the least they sell, parcels joined"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("seller", schema=None) as batch_op:
        batch_op.add_column(sa.Column("mixes_tiers", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("min_pieces", sa.Integer(), nullable=False, server_default="1"))
        batch_op.add_column(sa.Column("joins_parcels", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("listing", schema=None) as batch_op:
        batch_op.add_column(sa.Column("min_pieces", sa.Integer(), nullable=False, server_default="1"))


def downgrade() -> None:
    with op.batch_alter_table("listing", schema=None) as batch_op:
        batch_op.drop_column("min_pieces")
    with op.batch_alter_table("seller", schema=None) as batch_op:
        batch_op.drop_column("joins_parcels")
        batch_op.drop_column("min_pieces")
        batch_op.drop_column("mixes_tiers")
