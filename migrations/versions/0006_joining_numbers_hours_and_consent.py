"""joining, a shop's numbers, hours and holidays, and consent"""

import sqlalchemy as sa
from alembic import op

import database

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("seller") as seller:
        seller.add_column(sa.Column("address", sa.String(length=200), nullable=False, server_default=""))
        seller.add_column(sa.Column("nib", sa.String(length=13), nullable=False, server_default=""))
        seller.add_column(sa.Column("suspended_for", sa.String(length=200), nullable=False, server_default=""))
        seller.add_column(sa.Column("qris", sa.String(length=512), nullable=False, server_default=""))
        seller.add_column(sa.Column("account_changed_at", database.UtcDateTime(timezone=True), nullable=True))
        seller.add_column(sa.Column("hours", database.JsonDict(), nullable=True))
        seller.add_column(sa.Column("closed_at", database.UtcDateTime(timezone=True), nullable=True))
        seller.add_column(sa.Column("closed_until", database.UtcDateTime(timezone=True), nullable=True))
        seller.add_column(sa.Column("name_key", sa.String(length=120), nullable=False, server_default=""))
    op.create_index("ix_seller_name_key", "seller", ["name_key"])
    _fill_name_keys()
    with op.batch_alter_table("shopnumber") as number:
        number.add_column(sa.Column("is_owner", sa.Boolean(), nullable=False, server_default=sa.true()))
        number.add_column(
            sa.Column(
                "added_at", database.UtcDateTime(timezone=True), nullable=False, server_default="2026-01-01 00:00:00"
            )
        )
    op.create_table(
        "shop_code",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("seller_id", sa.Integer(), nullable=False),
        sa.Column("for_owner", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("expires_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("used_at", database.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"]),
        sa.ForeignKeyConstraint(["seller_id"], ["seller.id"]),
        sa.PrimaryKeyConstraint("digest"),
    )
    op.create_index("ix_shop_code_seller_id", "shop_code", ["seller_id"])
    op.create_table(
        "failed_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", database.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_failed_code_person", "failed_code", ["person_id", "at"])
    op.create_table(
        "consent",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=24), nullable=False),
        sa.Column("version", sa.String(length=16), nullable=False),
        sa.Column("given_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", database.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("person_id", "purpose", "version"),
    )


def _fill_name_keys() -> None:
    seller = sa.table("seller", sa.column("id", sa.Integer), sa.column("shop", sa.String), sa.column("name_key"))
    connection = op.get_bind()
    for seller_id, shop in connection.execute(sa.select(seller.c.id, seller.c.shop)).all():
        words = "".join(letter if letter.isalnum() else " " for letter in shop.casefold()).split()
        connection.execute(seller.update().where(seller.c.id == seller_id).values(name_key=" ".join(words)[:120]))


def downgrade() -> None:
    for table in ("consent", "failed_code", "shop_code"):
        op.drop_table(table)
    with op.batch_alter_table("shopnumber") as number:
        for column in ("added_at", "is_owner"):
            number.drop_column(column)
    op.drop_index("ix_seller_name_key", "seller")
    with op.batch_alter_table("seller") as seller:
        for column in ("closed_until", "closed_at", "hours", "account_changed_at", "qris", "suspended_for", "nib"):
            seller.drop_column(column)
        for column in ("address", "name_key"):
            seller.drop_column(column)
