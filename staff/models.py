"""Tables of this room."""

from datetime import datetime

from sqlmodel import Field, SQLModel

import clock
from database import UtcDateTime

ROLES = {
    "viewer": "reads figures; phone numbers of shops are masked",
    "officer": "works with shops and shoppers",
    "admin": "an officer who also manages the desk",
}


class StaffUser(SQLModel, table=True):
    """Somebody of the city who may log in. `role`: one of ROLES."""

    __tablename__ = "staff_user"

    id: int | None = Field(default=None, primary_key=True)
    email: str = Field(unique=True, max_length=200)  # lower case
    password_hash: str = Field(max_length=300)
    role: str = Field(max_length=10)
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
