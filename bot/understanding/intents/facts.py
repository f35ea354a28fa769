"""What else a message says, by its intent: the period of a report, until when a shop is closed, where a parcel goes."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from bot.understanding.amounts import when
from bot.understanding.forms import asked, shop_said
from bot.understanding.forms.couriers import courier_named
from bot.understanding.intents.message import Message

Facts = dict[str, Any]
LONGEST_COMPLAINT, FEW = 1000, 4


def of(name: str, message: Message) -> Facts:
    """The facts of the intent with this name."""
    reader = READERS.get(name)
    return reader(message) if reader else {}


def _recap(message: Message) -> Facts:
    turned = when.switch(message.reading)
    return {"switch": turned} if turned else {"period": when.period(message.reading)}


def _place(message: Message) -> Facts:
    return {"topic": "place"} if message.reading.has("place_topic") else {}


def _bargain(message: Message) -> Facts:
    return {} if message.reading.has("free_of_charge") else asked.bid(message.reading)


def _question(message: Message) -> Facts:
    said = asked.question(message.reading.text)
    return {"question": message.reading.text.strip()[: asked.LONGEST_QUESTION] if said is None else said}


def _minimum(message: Message) -> Facts:
    numbers = [item.number for item in message.items if item.kind in ("number", "count")]
    return {"quantity": int(numbers[-1])} if numbers and 1 <= numbers[-1] <= 10_000 else {}


_DAYS = re.compile(r"(?i)(\d{1,3})\s*(hari|hr|dino|dinten|days?|minggu|mgg|weeks?)\b")
_PERCENT = re.compile(r"(\d{1,3})\s*(?:%|persen\b|percent\b)")


def _made_to_order(message: Message) -> Facts:
    """In how many days it is ready, and how many percent are paid down."""
    days, percent = _DAYS.search(message.reading.text), _PERCENT.search(message.reading.text)
    found = {"days": int(days[1]) * (7 if days[2].casefold()[0] in "mw" else 1)} if days else {}
    return found | ({"percent": int(percent[1])} if percent else {})


def _postage(message: Message) -> Facts:
    courier = courier_named(message.reading.text)
    return asked.postage(message.reading) | ({"courier": courier} if courier else {})


def _complaint(message: Message) -> Facts:
    """What is complained of, unless only the wish to complain is told."""
    is_bare = "complain" in message.alone and len(message.text.split()) - len(message.orders) <= FEW
    return {} if is_bare else {"words": message.reading.text.strip()[:LONGEST_COMPLAINT]}


READERS: Mapping[str, Callable[[Message], Facts]] = {
    "recap": _recap,
    "close_shop": lambda message: when.until(message.reading),
    "reopen_shop": lambda message: when.on(message.reading),
    "invite_helper": lambda message: shop_said.helper(message.reading.text),
    "remove_helper": lambda message: shop_said.helper(message.reading.text),
    "opening_hours": _place,
    "postage": _postage,
    "bargain": _bargain,
    "set_minimum": _minimum,
    "set_made_to_order": _made_to_order,
    "ask_seller": _question,
    "complaint": _complaint,
}
