"""qr codes on pictures"""

import sqlalchemy as sa
from alembic import op

import database

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("received_picture") as picture:
        picture.add_column(sa.Column("wants_codes", sa.Boolean(), nullable=False, server_default=sa.false()))
        picture.add_column(sa.Column("codes", database.JsonDict(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("received_picture") as picture:
        picture.drop_column("codes")
        picture.drop_column("wants_codes")
