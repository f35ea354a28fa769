"""the sales log reads what was told at the stalls by time"""

from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_offline_sale_sold_at", "offline_sale", ["sold_at"])


def downgrade() -> None:
    op.drop_index("ix_offline_sale_sold_at", "offline_sale")
