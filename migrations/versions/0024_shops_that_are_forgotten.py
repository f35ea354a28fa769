"""shops that are forgotten"""

import sqlalchemy as sa
from alembic import op

import database

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("seller") as seller:
        seller.add_column(sa.Column("forgotten_at", database.UtcDateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("seller") as seller:
        seller.drop_column("forgotten_at")
