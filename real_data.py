"""A database that has served WhatsApp is not opened in the simulator, where anybody reads any chat without a login.

A deploy that lost its environment would do so: without Twilio's credentials everything goes to the simulator.
"""

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

import database
from settings import Settings


def refusal(settings: Settings) -> str | None:
    """One sentence when these settings would show real people's chats in the simulator, else None."""
    if settings.uses_twilio or settings.simulator_on_real_data == "yes" or not _has_served(settings.database_url):
        return None
    return (
        "This database has served WhatsApp and is not opened in the simulator: set the TWILIO_… settings, or, for a copy "
        "of which you know that nobody else sees it, SIMULATOR_ON_REAL_DATA=yes."
    )


def _has_served(database_url: str) -> bool:
    engine = database.open_engine(database_url)
    try:
        with engine.connect() as connection:
            return connection.execute(text("SELECT 1 FROM served_account LIMIT 1")).first() is not None
    except DBAPIError:  # there are no tables yet, or the database is away: what needs them will say so
        return False
    finally:
        engine.dispose()  # this process may be forked
