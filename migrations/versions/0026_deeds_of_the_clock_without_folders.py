"""deeds of the clock are named without their folder

What has been arranged before goes on under its new name: "bot.jobs.order_clocks.strike" is "order_clocks.strike".
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

FOLDERS = {
    "bot": ("handover.come_back",),
    "bot.jobs": (
        *("holidays.begin", "holidays.end", "evening_recap.send", "order_clocks.strike"),
        *("complaint_clocks.remind", "complaint_clocks.hand_on_unanswered", "complaint_clocks.end"),
        *("erasure.tell", "erasure.finish", "review_told.tell"),
    ),
    "bot.seller": ("album.gathered", "list_goods.forget"),
    "messaging": ("pictures.go_on",),
}

appointment = sa.table("appointment", sa.column("deed", sa.String()))


def rename(old: str, new: str) -> None:
    op.execute(appointment.update().where(appointment.c.deed == old).values(deed=new))


def upgrade() -> None:
    for folder, names in FOLDERS.items():
        for name in names:
            rename(f"{folder}.{name}", name)


def downgrade() -> None:
    for folder, names in FOLDERS.items():
        for name in names:
            rename(name, f"{folder}.{name}")
