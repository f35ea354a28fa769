"""Tables of this room."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

import clock
from database import JsonDict, UtcDateTime


class Conversation(SQLModel, table=True):
    """What a talk with one person is about just now."""

    person_id: int = Field(primary_key=True, foreign_key="person.id")
    state: dict[str, Any] = Field(default_factory=dict, sa_type=JsonDict)
    changed_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
