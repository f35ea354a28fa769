"""The database remembers by which account at Twilio people have written to it (real_data.py says what for)."""

from flask import current_app

import database
from messaging.models import ServedAccount
from settings import Settings


def remember() -> None:
    """Notes, once a process, that real people write here; nothing in the simulator."""
    settings: Settings = current_app.config["SETTINGS"]
    if not settings.uses_twilio or current_app.extensions.get("has_remembered"):
        return
    with database.transaction() as session:
        if session.get(ServedAccount, settings.twilio_account_sid) is None:
            session.add(ServedAccount(sid=settings.twilio_account_sid))
    current_app.extensions["has_remembered"] = True
