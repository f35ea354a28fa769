"""what a message follows from; what came in lately is found"""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("outbound_message") as table:
        table.add_column(sa.Column("cause", sa.String(length=64), nullable=False, server_default=""))
        table.create_index("ix_outbound_created", ["created_at"])
    with op.batch_alter_table("inbound_message") as table:
        table.create_index("ix_inbound_received", ["received_at"])


def downgrade() -> None:
    with op.batch_alter_table("inbound_message") as table:
        table.drop_index("ix_inbound_received")
    with op.batch_alter_table("outbound_message") as table:
        table.drop_index("ix_outbound_created")
        table.drop_column("cause")
