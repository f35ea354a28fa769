"""tries that failed by a fault are counted; content templates are made anew, with neutral samples

Until now the first message of a shape gave the samples of its template at Twilio: `flask twilio sync-templates` removes
those there.
"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("outbound_message") as batch_op:
        batch_op.add_column(sa.Column("faults", sa.Integer(), nullable=False, server_default="0"))
    op.execute("DELETE FROM content_template")


def downgrade() -> None:
    with op.batch_alter_table("outbound_message") as batch_op:
        batch_op.drop_column("faults")
