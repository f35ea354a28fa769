"""What is said of goods beside ordering them: bargaining, a question to the seller, "simpan K0123", a review."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

from bot.understanding.forms import asked
from bot.understanding.intent import Intent, Line
from bot.understanding.intents import facts
from bot.understanding.intents.message import Message
from bot.understanding.intents.said import names_goods, spoken_of_goods

ANY_SUM = ("most", "least", "about", "between", "seek", "which", "price_label", "after_most", "after_least", "cheapest")


def asked_of_seller(message: Message) -> Intent | None:
    """ "tanya K0123 bahannya apa?", "tanyakan ke penjual bisa COD?", "tanya P0001 sudah dikemas?"; of a seller only
    "tanya P0001 …", which is for her buyer. `of_seller`: the seller is to answer, and nobody else."""
    question = asked.question(message.reading.text)
    if question is None or (message.expecting and not message.orders):
        return None
    if message.is_seller:
        return message.intent("ask_buyer", facts={"question": question}) if message.orders else None
    of_seller = "ask_seller" in message.always
    if not (message.lines or message.orders or of_seller):
        return None
    lines = tuple(replace(line, size=None, quantity=None) for line in message.lines)
    facts = {"question": question} | ({"of_seller": True} if of_seller else {})
    return message.intent("ask_seller", lines=lines, facts=facts)


def bargain(message: Message) -> Intent | None:
    """ "K0123 nego 50", "60rb ya", "bisa 50rb?": a sum that is offered for the goods talked of."""
    if message.expecting or message.is_seller or message.orders or message.reading.has(*ANY_SUM):
        return None
    if message.reading.has("buy") and not _sum_allowed(message):
        return None
    haggles = "bargain" in message.without_goods
    price = asked.offer(message.reading)
    if message.has_code:
        money = any(item.kind == "money" for item in message.items)
        meant = haggles or (price is not None and (money or message.reading.has("may")))
    else:
        is_offer = haggles or _offers(message) or _sum_allowed(message)
        meant = price is not None and not names_goods(message.wish) and is_offer
    if not meant:
        return None
    lines = tuple(Line(code=line.code, place=line.place, size=line.size) for line in message.lines)
    return message.intent("bargain", lines=lines, facts=facts.of("bargain", message))


def _sum_allowed(message: Message) -> bool:
    """ "kalau ambil 5, 45rb boleh?": whether right behind a sum it is asked for leave."""
    return any(item.kind == "money" and after.has("may") for item, after in pairwise(message.items))


def _offers(message: Message) -> bool:
    """ "60rb ya", "bisa 50rb?", "50 boleh?": a sum with hardly a word beside it."""
    light = all(
        item.kind in ("money", "number")
        or item.has("may", "filler", "address", "only", "question_no", "change", "money_word")
        for item in message.said
    )
    money = any(item.kind == "money" for item in message.items)
    agrees = any(item.text in ("ya", "aja", "saja", "deh", "ok", "oke", "deal", "please") for item in message.said)
    return light and (message.reading.has("may") or (money and agrees))


def review(message: Message) -> Intent | None:
    """ "bintang 5", "⭐⭐⭐⭐ bahannya adem"."""
    stars = None if message.has_code and message.reading.has("buy") else asked.stars(message.reading, message.text)
    if stars is None:
        return None
    return message.intent("review", lines=message.lines, facts=review_facts(stars, message.text))


def review_facts(stars: int, text: str) -> dict[str, Any]:
    """The stars, and what is said beside them."""
    comment = asked.comment(text)
    return {"stars": stars} | ({"comment": comment} if comment else {})


def waitlist(message: Message) -> Intent | None:
    """ "kabari kalau ada lagi", "kalau daster merah ready kabarin ya"."""
    if message.expecting or message.orders or not message.reading.has("notify"):
        return None
    if not message.reading.has("if_so", "when") or message.reading.has("ship", "parcel"):
        return None
    return message.intent("waitlist", lines=_lines_after(message, "notify"), wish=message.wish)


def _lines_after(message: Message, cue: str) -> tuple[Line, ...]:
    """Of several codes those after this word: "simpan K0104 dan kabari kalau K0206 ada lagi"; all where none is."""
    begin = next(item.start for item in message.items if item.has(cue))
    named = {item.text.upper() for item in message.items if item.kind == "code" and item.start > begin}
    return tuple(line for line in message.lines if line.code in named) or message.lines


def deed(message: Message) -> Intent | None:
    """ "simpan K0123": what holds when nothing but the goods is named beside it."""
    for name in spoken_of_goods(message.reading, message.role):
        return message.intent(name, lines=message.lines, wish=message.wish, facts=facts.of(name, message))
    return None
