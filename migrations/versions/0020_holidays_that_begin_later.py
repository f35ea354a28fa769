"""holidays that begin later"""

import sqlalchemy as sa
from alembic import op

import database

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("seller") as seller:
        seller.add_column(sa.Column("closes_at", database.UtcDateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("seller") as seller:
        seller.drop_column("closes_at")
