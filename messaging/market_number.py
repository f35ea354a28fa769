"""The market's own number, and links that open a chat with it."""

from urllib.parse import quote

from flask import current_app


def phone() -> str:
    """E.164; "" where the simulator takes WhatsApp's place."""
    return current_app.config["SETTINGS"].twilio_whatsapp_from.removeprefix("whatsapp:")


def link(text: str) -> str:
    """A link that opens the chat with `text` written already; "" without a number."""
    return link_to(phone(), text) if phone() else ""


def link_to(number: str, text: str) -> str:
    """The same for any number (E.164)."""
    return f"https://wa.me/{number.removeprefix('+')}?text={quote(text)}"
