"""Goods that are looked for, and what changes or narrows the last search."""

from dataclasses import replace

from bot.understanding.goods.talking_on import asked_values, narrowing, topic_of_listing
from bot.understanding.intent import Intent, Wish
from bot.understanding.intents.message import Message
from bot.understanding.intents.said import is_wish, names_goods

TRADES = frozenset(("jual", "jualan", "dodol", "sadean", "sell", "do you sell"))
FEW_WORDS = 3  # "katun adem" is a wish; longer sentences must seek or want


def talking_on(message: Message) -> Intent | None:
    """ "warna lain?", "hapus harga", "lebih murah", "saring", "bahannya apa?": about the answer before."""
    reading, wish = message.reading, message.wish
    if message.has_code or message.orders or message.lines:
        return None
    listed = narrowing(reading)
    if listed is not None:
        return message.intent("narrow", wish=wish, facts=listed)
    if topic_of_listing(reading, wish) == "material" and _names_only_material(wish):
        return message.intent("show_listing", wish=wish, facts={"about": "material"})
    part = asked_values(reading, wish)
    if part:
        return message.intent("search", wish=wish, facts={"follow_up": True, "asks": part})
    facts = message.change
    return message.intent("search", wish=wish, facts=facts) if facts.keys() & {"clear", "other", "step"} else None


def _names_only_material(wish: Wish) -> bool:
    cloth = set(wish.product) <= {"bahan", "kain"}
    return cloth and not names_goods(replace(wish, product=(), words=()))


def search(message: Message) -> Intent | None:
    """Goods by name, technique, motif, colour, shop …"""
    wish = message.wish
    if not names_goods(wish) or message.is_praise or message.reading.has("never_goods"):
        return None
    if wish == Wish(shop=wish.shop, unknown=wish.unknown) and message.reading.has("kin"):
        return message.intent("smalltalk")  # "ini adiknya Bu Tarwiyah ya?"
    if message.reading.has("where") and not (wish.product or wish.technique or wish.motif or wish.colour):
        return message.intent("opening_hours", facts={"topic": "place"})
    if not wish.product and _names_other_goods(message) and not wish.shop:
        return None
    return message.search()


def _names_other_goods(message: Message) -> bool:
    return any(item.entry.goods for item in message.items)


def other_goods(message: Message) -> Intent | None:
    """ "ada pulsa?": not sold here."""
    goods = [item for item in message.items if item.entry.goods and not item.negated]
    if not goods or (message.wish.product and not message.reading.has("never_goods")):
        return None
    named = message.reading.text[goods[0].start : goods[0].end].casefold()
    return message.intent("other_goods", facts={"goods": named})


def rest_of_wish(message: Message) -> Intent | None:
    """A price, a size, an amount or an order alone: "dibawah 50rb ada apa", "ukuran XL?", "termurah"."""
    if message.is_praise or _names_other_goods(message):
        return None
    if is_wish(message.wish):
        return message.search()
    attributes = any(item.kind == "word" and item.entry.attribute for item in message.items)
    seeks = message.reading.has("seek", "want") or len(message.said) <= FEW_WORDS
    return message.search() if message.wish.prefer and attributes and seeks else None


def any_batik(message: Message) -> Intent | None:
    """ "ada batik apa aja": everything."""
    if message.wish.unknown or not message.is_weightless:
        return None
    if _asks_who_we_are(message):
        return message.intent("help")
    batik = any(item.text.startswith("batik") for item in message.items)
    alone = batik and len(message.items) <= 2 and not _has_strange_words(message)
    asked_for = batik and message.reading.has("seek", "want", "look", "ask") and not _asks_when(message)
    return (
        message.intent("search", wish=message.wish) if alone or asked_for or message.reading.has("everything") else None
    )


def _asks_who_we_are(message: Message) -> bool:
    """ "apakah ini dengan toko batik?", "ini beneran jual batik?"."""
    points = any(item.text in ("ini", "iki", "niki", "this") for item in message.items)
    trades = any(item.has("shop_label") or item.text in TRADES for item in message.items)
    return points and trades and not message.reading.has("everything", "which", "from", "at")


def _asks_when(message: Message) -> bool:
    """ "kapan ada pekan batik"."""
    return any(item.text in ("kapan", "when") for item in message.items)


def _has_strange_words(message: Message) -> bool:
    return any(item.kind == "unknown" or item.has("common") for item in message.items)
