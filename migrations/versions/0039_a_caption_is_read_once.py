"""a caption is read once: a draft keeps what it is called and what else is told of it"""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("listing_draft", sa.Column("title", sa.String(), nullable=True))
    op.add_column("listing_draft", sa.Column("description", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("listing_draft", "description")
    op.drop_column("listing_draft", "title")
