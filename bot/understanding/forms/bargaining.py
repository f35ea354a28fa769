"""How far a seller lets buyers bargain: "nego K0123 sampai 50rb", "harga pas K0123"; and the sum in an answer."""

from typing import Any

from bot.understanding.forms.asked import offer
from bot.understanding.intents.message import read_message
from bot.understanding.letters.lexicon import Lexicon
from bot.understanding.letters.words import Reading

FIXED = 0  # rupiah: as catalog.bargains knows it


def floor(reading: Reading) -> dict[str, Any] | None:
    """`price`: the lowest one in rupiah, FIXED, or missing where it was not told; None when this is not spoken of."""
    if reading.has("fixed_price"):
        return {"price": FIXED}
    if not reading.has("haggle"):
        return None
    price = offer(reading)
    return {} if price is None else {"price": price}


def sum_offered(text: str, lexicon: Lexicon) -> int | None:
    """The one sum in rupiah that a text names: "55 boleh", "mentok 57rb"; None when it names none, or several."""
    return offer(read_message(text, lexicon))
