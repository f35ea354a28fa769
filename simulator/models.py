"""Tables of this room."""

from datetime import datetime

from sqlmodel import Field, SQLModel

import clock
from database import UtcDateTime


class SimulatorMedia(SQLModel, table=True):
    """A picture that somebody sent from a simulated phone; `key` is where media keeps it."""

    __tablename__ = "simulator_media"

    sid: str = Field(primary_key=True, max_length=40)
    key: str = Field(max_length=120)
    content_type: str = Field(max_length=60)
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
