"""how a message was read, and who answered it"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("inbound_message") as table:
        table.add_column(sa.Column("intent", sa.String(length=40), nullable=False, server_default=""))
        table.add_column(sa.Column("answered_by", sa.String(length=120), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("inbound_message") as table:
        table.drop_column("answered_by")
        table.drop_column("intent")
