"""a log that forgets persons"""

import sqlalchemy as sa
from alembic import op

import database
from migrations import append_only

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

FIXED = ("id", "seller_id", "listing_id", "at", "kind", "actor", "person_id", "undoes", "batch")


def upgrade() -> None:
    op.add_column("shop_event", sa.Column("forgotten_at", database.UtcDateTime(timezone=True), nullable=True))
    for statement in append_only.forgetful_statements("shop_event", op.get_bind().dialect.name, FIXED):
        op.execute(statement)


def downgrade() -> None:
    dialect = op.get_bind().dialect.name
    if dialect == "sqlite":
        op.execute("DROP TRIGGER shop_event_no_update")
        op.execute("DROP TRIGGER shop_event_no_delete")
    else:
        op.execute("DROP TRIGGER shop_event_no_update ON shop_event")
        op.execute("DROP TRIGGER shop_event_append_only ON shop_event")
    op.drop_column("shop_event", "forgotten_at")
    for statement in append_only.statements("shop_event", dialect):
        op.execute(statement)
