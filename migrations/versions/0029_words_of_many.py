"""words said in vain are kept only once several people have said them"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "word_heard",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("digest", "person_id"),
    )
    op.create_index("ix_word_heard_person_id", "word_heard", ["person_id"])
    # Nobody knows any more how many people said them; they will be said again.
    op.execute("DELETE FROM unknown_word WHERE kind <> 'nothing_found' AND times < 3")


def downgrade() -> None:
    op.drop_table("word_heard")
