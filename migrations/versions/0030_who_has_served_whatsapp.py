"""the database remembers that it has served WhatsApp"""

import sqlalchemy as sa
from alembic import op

import clock
import database

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

SIMULATOR = "AC" + "51" * 16  # as messaging/simulator/forms.py has it


def upgrade() -> None:
    served = op.create_table(
        "served_account",
        sa.Column("sid", sa.String(length=64), primary_key=True),
        sa.Column("since", database.UtcDateTime(timezone=True), nullable=False),
    )
    connection = op.get_bind()
    found = "form ->> '$.AccountSid'" if connection.dialect.name == "sqlite" else "form ->> 'AccountSid'"
    accounts = connection.execute(
        sa.text(f"SELECT DISTINCT {found} FROM inbound_message WHERE {found} <> :simulator"), {"simulator": SIMULATOR}
    )
    rows = [{"sid": sid[:64], "since": clock.now()} for (sid,) in accounts.all()]
    op.bulk_insert(served, rows)


def downgrade() -> None:
    op.drop_table("served_account")
