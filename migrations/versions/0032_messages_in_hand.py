"""what is still to be sent is found without looking at what was sent"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None
_UNSENT = sa.text("state IN ('due', 'sending')")


def upgrade() -> None:
    op.create_index(
        "ix_outbound_unsent",
        "outbound_message",
        ["recipient_id", "id"],
        sqlite_where=_UNSENT,
        postgresql_where=_UNSENT,
    )


def downgrade() -> None:
    op.drop_index("ix_outbound_unsent", "outbound_message")
