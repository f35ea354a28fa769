"""What only sellers say of their own goods."""

from dataclasses import replace

from bot.understanding import seller
from bot.understanding.intent import Intent
from bot.understanding.listing import looks_like_listing, read_listing
from bot.understanding.message import Message


def own_goods(message: Message) -> Intent | None:
    """ "stok K0123 5", "harga K0123 55rb", "laku K0123 2"."""
    if "cancel" in message.always and not message.is_seller:
        return None
    said = seller.about_goods(message.reading, message.lexicon, message.role)
    return message.intent(said[0], lines=said[1], facts=said[2]) if said else None


def new_listing(message: Message) -> Intent | None:
    """A caption: "Daster cap 45rb stok 60"."""
    if not message.is_seller or message.has_code or not looks_like_listing(message.reading):
        return None
    return replace(message.intent("new_listing"), listing=read_listing(message.reading, message.lexicon))
