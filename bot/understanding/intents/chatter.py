"""What looks for no goods: the intents of intents.toml, by the strength with which they are said."""

from dataclasses import replace
from itertools import pairwise

from bot.understanding.forms import sellers_orders
from bot.understanding.intent import Intent, Wish
from bot.understanding.intents import facts
from bot.understanding.intents.message import Message
from bot.understanding.intents.said import CLOSING, names_its_goods

GIVES_WAY_TO_GOODS = (
    "dropship",
    "size_chart",
    "postage",
    "payment_question",
    "opening_hours",
    "smalltalk",
    "help",
    "abuse",
)
STAYS_IN_ORDER = ("stop", "complaint", "talk_to_person")  # the rest is said in passing where goods are bought by code
OF_GOODS_THAT_CAME = ("received", "liked")  # anything else that is said goes before
TOPICS = ("abuse", "spam", "wrong_number")  # small talk that gets an answer of its own


def strong(message: Message) -> Intent | None:
    """What holds even when goods are named: a complaint, where is my order, postage …"""
    buys = message.has_code and message.reading.has("buy")
    for name in message.always:
        if name in ("cancel", *OF_GOODS_THAT_CAME):
            continue
        if buys and name not in STAYS_IN_ORDER:
            continue
        if name == "complaint" and "about_batik" in message.always and _only_flaws(message):
            continue  # "cara mencuci biar ga luntur"
        if name == "order_status" and "cancel" in message.always:
            continue
        if name == "order_status" and "not_received" in message.alone:
            name = "not_received"
        if name in GIVES_WAY_TO_GOODS and (_seeks(message) or _orders(message)):
            continue
        if name != "complaint":
            return _told(message, name)
        if not _only_looks(message):
            return _about_returning(message) or _flaw_asked(message)
    came = next((name for name in OF_GOODS_THAT_CAME if name in message.always), None)
    return message.intent(came) if came and not _seeks(message) else None


def _orders(message: Message) -> bool:
    """Whether goods are ordered: "kirim ke Jl. Kenari 5, nama Dewi" asks nothing about postage then."""
    told = bool(message.form.keys() & {"name", "address"})
    amount = any(line.quantity for line in message.lines)
    orders = (message.has_code and (amount or told)) or (message.reading.has("buy") and told)
    return orders and (not message.reading.is_question or (amount and told))


def _told(message: Message, name: str) -> Intent:
    if name in TOPICS:
        return message.intent("smalltalk", facts={"topic": name})
    told = facts.of(name, message)
    if names_its_goods(name):
        return message.intent(name, lines=message.lines, wish=message.wish, facts=told)
    return message.intent(name, facts=told)


def _about_returning(message: Message) -> Intent | None:
    """ "can I return it?", "kalau kekecilan bisa tukar?": asked before there is anything to complain of."""
    reading = message.reading
    if not reading.has("returning") or message.orders or reading.has("negate"):
        return None
    other = [item for item in message.items if "complaint" in item.entry.intents and not item.has("returning")]
    asks = (
        reading.is_question
        or reading.has("question_no", "ask", "policy")
        or any(item.text == "can" for item in message.items)
    )
    supposes = reading.has("if_so", "when")
    return message.intent("returns") if (asks and not other) or supposes else None


def _flaw_asked(message: Message) -> Intent:
    """ "luntur ga kak" asks whether the goods have a flaw, which nobody complains of yet."""
    for item, after in pairwise(message.items):
        if item.has("flaw") and after.has("question_no"):
            return message.intent("search", wish=Wish(words=(item.text,)), facts={"follow_up": True, "about": "words"})
    return message.intent("complaint", facts=facts.of("complaint", message))


def _only_flaws(message: Message) -> bool:
    return all(item.has("flaw") for item in message.items if "complaint" in item.entry.intents)


def _only_looks(message: Message) -> bool:
    """ "ada sarung gak? maaf capslock rusak": goods are looked for, and nothing that was bought is complained of."""
    if not message.reading.has("seek") or not _only_flaws(message):
        return False
    first = next((item for item in message.items if item.has("seek") or item.value_kind == "product"), None)
    products = [item for item in message.items if item.value_kind == "product"]
    asks = message.reading.is_question or message.reading.has("question_no")
    return (
        asks
        and first is not None
        and first.has("seek")
        and bool(products)
        and not any(item.suffix for item in products)
    )


def _seeks(message: Message) -> bool:
    """Whether goods are asked for in so many words ("ada daster merah?")."""
    wish = message.wish
    if not (wish.product or wish.shop or wish.sentra):
        return False
    if message.reading.has("seek") or (message.reading.has("want") and not message.always):
        return True
    described = wish.technique or wish.motif or wish.colour or wish.size or wish.price_max
    only_small = set(message.always) <= {"smalltalk"}
    return bool(only_small and wish.product and described)  # "lihat-lihat dulu kemeja cap"


def care(message: Message) -> Intent | None:
    """ "bisa dicuci mesin ga?", "lagi nyuci gamis": how batik is kept is asked, or told in passing; none is looked for."""
    reading = message.reading
    if not reading.has("care") or reading.has("seek", "buy", "which") or message.has_code or message.expecting:
        return None
    asks = reading.is_question or reading.has("ask", "question_no", "may")
    return message.intent("about_batik") if asks else message.intent("smalltalk")


def of_a_purchase(message: Message) -> Intent | None:
    """ "kancing kemeja yg saya beli minggu lalu copot": told of goods that somebody has, and none are looked for."""
    reading = message.reading
    if not reading.has("bought_here") or reading.has("seek", "want") or message.has_code or message.expecting:
        return None
    return message.intent("received") if reading.has("praise") else _told(message, "complaint")


def meaning_asked(message: Message) -> Intent | None:
    """ "jlamprang itu apa sih", "what is jumputan?": what a word of batik means."""
    wish = message.wish
    named = wish.motif or wish.technique
    if not message.reading.has("what_is") or not named or message.has_code or message.expecting:
        return None
    only = replace(wish, motif=(), technique=(), prefer=(), unknown=()) == Wish()
    return message.intent("about_batik") if only else None


def alone(message: Message) -> Intent | None:
    """What holds because nothing else of weight is said: yes, no, help, more …"""
    if message.only_wants:
        return message.intent("yes")
    for name in message.alone:
        if name == "received" and message.asks:
            continue  # "berapa lama nyampe"
        if name == "yes" and message.reading.has("ask"):
            continue  # "bisa jadi kapan"
        if name == "thanks" or (name == "no" and message.asks_whether):
            continue
        if message.closing and name in ("yes", "no", "smalltalk", "done", "help"):
            continue
        if name in ("yes", "done", "smalltalk") and "total" in message.without_goods:  # "jadi totalnya berapa"
            continue
        if name not in sellers_orders.DEEDS:
            return _told(message, name)
        if message.is_seller or message.orders:
            return message.intent(name, facts=sellers_orders.reason(message.reading) if name == "reject" else {})
    return None


def weak(message: Message) -> Intent | None:
    """What holds when no goods are named."""
    for name in message.without_goods:
        if name in CLOSING:
            continue
        if name == "payment_question" and not message.asks and message.reading.has("only", "change"):
            continue  # "cod aja" answers
        return _told(message, name)
    return None


def closing(message: Message) -> Intent | None:
    """What is left when nothing else was said: thanks, a greeting, praise, small words."""
    for name in CLOSING:
        if name in message.closing:
            is_put_off = name == "greeting" and message.reading.has("later")  # "nanti malem ya transfernya"
            return message.intent("smalltalk" if is_put_off else name)
    if "thanks" in message.alone:
        return message.intent("thanks")
    if all(item.kind == "mark" for item in message.items) and message.reading.is_question:
        return message.intent("help")
    if message.reading.has("in_all") and len(message.items) == 1:
        return None
    if message.is_praise:
        return message.intent("smalltalk")
    if all(item.has("address", "filler") or item.kind == "mark" for item in message.items):
        return message.intent("greeting" if message.reading.has("address") else "smalltalk")
    return None
