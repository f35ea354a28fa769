"""The database remembers by which account at Twilio people have written to it (real_data.py says what for)."""

from flask import current_app

import clock
import database
from messaging.models import ServedAccount
from settings import Settings


def remember() -> None:
    """Notes, once a process, that real people write here; nothing in the simulator."""
    settings: Settings = current_app.config["SETTINGS"]
    if not settings.uses_twilio or current_app.extensions.get("has_remembered"):
        return
    with database.transaction() as session:
        row = {"sid": settings.twilio_account_sid, "since": clock.now()}
        session.execute(database.insert_or_change(session, ServedAccount).values(row).on_conflict_do_nothing())
    current_app.extensions["has_remembered"] = True
