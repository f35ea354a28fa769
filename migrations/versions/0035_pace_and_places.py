"""how fast a person may be answered, and the place on the map that an order goes to"""

import sqlalchemy as sa
from alembic import op

import database

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("person") as table:
        table.add_column(sa.Column("paced_until", database.UtcDateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("held_until", database.UtcDateTime(timezone=True), nullable=True))
    with op.batch_alter_table("market_order") as table:
        table.add_column(sa.Column("pin", sa.String(length=32), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("market_order") as table:
        table.drop_column("pin")
    with op.batch_alter_table("person") as table:
        table.drop_column("held_until")
        table.drop_column("paced_until")
