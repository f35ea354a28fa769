"""What somebody writes in own words, because just that was asked: "masalahnya apa?", "mau tanya apa?"."""

from bot.understanding.forms import asked, sellers_orders
from bot.understanding.intent import Intent
from bot.understanding.intents.message import Message
from bot.understanding.intents.said import heard_among_words, names_goods

QUESTION = "words"
LONGEST = 1000
STILL_HEARD = heard_among_words() | {"help", "yes", "no", "basket", "more"}
OF_SHOPPERS = STILL_HEARD | {"greeting", "thanks"}
# "Terima kasih" may be all that a seller has to say to a buyer.
OF_SELLERS = STILL_HEARD | {*sellers_orders.DEEDS, "questions", "undo", "my_goods", "recap"}
# Of few words the first asks for a list, of more it tells something: "pesanan saya", "pesanan saya datangnya salah warna";
# "lagi" asks for more, "terima kasih bu, ditunggu belanja lagi" does not.
FEW = 3
ASKS_IN_SHORT = frozenset(
    (
        *("order_status", "basket", "review", "drop_review", "read_reviews"),
        *("saved_listings", "my_waitlist", "followed_shops"),
    )
)


def answer(message: Message) -> Intent | None:
    """All of it, unless it is a word of its own or looks for goods."""
    if message.expecting != QUESTION or _is_something_else(message):
        return None
    return message.intent("words", facts={"words": message.text.strip()[:LONGEST]})


def _is_something_else(message: Message) -> bool:
    reading = message.reading
    alone = set(message.alone) & (OF_SELLERS if message.is_seller else OF_SHOPPERS)
    if alone & heard_among_words() or (alone and len(reading.items) <= FEW):
        return True
    if asked.stars(message.reading, message.text) is not None:
        return True
    if message.is_seller and (message.has_code or message.orders):
        return True
    if asked.question(message.reading.text) is not None and (message.lines or message.orders):
        return True
    if len(message.said) <= FEW and ASKS_IN_SHORT & {*message.always, *message.without_goods}:
        return True
    if message.has_code and (reading.has("buy") or len(message.said) == 1):
        return True
    return reading.has("seek") and names_goods(message.wish) and not message.always
