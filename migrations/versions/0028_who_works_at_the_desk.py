"""who works at the desk: sessions that end, login limits, a log of deeds"""

import sqlalchemy as sa
from alembic import op

import database
from migrations.append_only import statements

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

_AT = database.UtcDateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("staff_user") as user:
        user.add_column(sa.Column("language", sa.String(length=2), nullable=False, server_default="id"))
        user.add_column(sa.Column("is_sample", sa.Boolean(), nullable=False, server_default=sa.false()))
        user.add_column(sa.Column("disabled_at", _AT, nullable=True))
    op.create_table(
        "staff_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("began_at", _AT, nullable=False),
        sa.Column("seen_at", _AT, nullable=False),
        sa.Column("ended_at", _AT, nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["staff_user.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("secret_hash"),
    )
    op.create_index("ix_staff_session_user_id", "staff_session", ["user_id"])
    op.create_table(
        "login_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("email_hash", sa.String(length=64), nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_login_attempt_source", "login_attempt", ["source", "at"])
    op.create_table(
        "staff_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("about", sa.String(length=60), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("facts", database.JsonDict(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["staff_user.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_staff_event_at", "staff_event", ["at"])
    op.create_index("ix_staff_event_user", "staff_event", ["user_id", "id"])
    op.create_index("ix_staff_event_about", "staff_event", ["about", "id"])
    for statement in statements("staff_event", op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    for table in ("staff_event", "login_attempt", "staff_session"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_staff_event_change()")
    with op.batch_alter_table("staff_user") as user:
        for column in ("disabled_at", "is_sample", "language"):
            user.drop_column(column)
