"""Money that has not come, goods that are not there, a yes that is not given: what a message denies or doubts, and wins
over all that it would say otherwise."""

from bot.understanding.forms import sellers_orders
from bot.understanding.intent import Intent
from bot.understanding.intents.message import Message
from bot.understanding.intents.polarity import DENIED, OF_A_THING, Verdict
from bot.understanding.intents.said import breaking_in, names_goods

HOLD = "hold"  # nothing is to be done now
MEANT = {  # (who says so, of what, how): what it means
    ("seller", "money", "denied"): "not_paid",
    ("seller", "money", "doubted"): "order_asked",
    ("seller", "refund", "denied"): HOLD,
    ("shopper", "money", "denied"): "payment_question",
    ("shopper", "refund", "denied"): "refund_denied",
    ("shopper", "refund", "doubted"): "order_status",
    ("shopper", "goods", "denied"): "not_received",
    ("shopper", "goods", "doubted"): "order_status",
    ("seller", "handing", "denied"): HOLD,
    ("shopper", "handing", "denied"): "order_status",
}


def answer(message: Message) -> Intent | None:
    """What is denied or doubted, when nothing else is spoken of."""
    if not message.denies or message.has_code or names_goods(message.wish):
        return None
    of_money = any(verdict.topic == "money" for verdict in message.denies)
    for verdict in message.denies:
        if of_money and verdict.topic == "consent":
            continue  # "katanya sudah transfer tapi belum saya terima"
        if _says_more(message, verdict) or not _is_heard(message, verdict):
            continue
        if verdict.how != DENIED and _begins_with_yes(message):
            return message.intent("yes")  # "siap, kalau uang sudah masuk langsung kirim"
        if name := _meant(message, verdict):
            return message.intent(name, facts={"denied": True} if name == "payment_question" else {})
    return None


def _is_heard(message: Message, verdict: Verdict) -> bool:
    """In the middle of a form only what names the thing or an order."""
    return not message.in_form or bool(message.orders) or (verdict.named and verdict.topic in OF_A_THING)


def _begins_with_yes(message: Message) -> bool:
    first = message.said[0] if message.said else None
    return message.is_seller and first is not None and "yes" in first.entry.intents and len(message.said) > 1


def _says_more(message: Message, verdict: Verdict) -> bool:
    """Whether something is said that goes before: a complaint, a wish for a person; "urung mlebu" calls nothing off."""
    more = set(message.always) & _HEARD_FIRST
    if verdict.topic == "handing" and _ANSWERS & set(message.alone_beside_more):
        return True  # "lunas P0001, belum dikirim"
    if verdict.topic == "goods" and "order_status" in message.always:
        return True  # "kok belum sampai ya": where is it?
    if message.is_seller and "parcel_number" in (sellers_orders.parcel(message.reading, message.role) or {}):
        return True  # "belum masuk, kirim JNE 0123456789"
    if verdict.named and verdict.topic in OF_A_THING:
        more -= {"cancel"}
    return bool(more - {"complaint"} if verdict.topic == "refund" else more)


def _meant(message: Message, verdict: Verdict) -> str | None:
    role = "seller" if message.is_seller else "shopper"
    if (role, verdict.topic, verdict.how) == ("seller", "money", DENIED) and message.reading.has("in_all"):
        return "short_paid"  # "uang masuk tapi belum semua"
    name = MEANT.get((role, verdict.topic, verdict.how))
    if name:
        return name
    if verdict.how != DENIED or message.in_form or verdict.topic in OF_A_THING:
        return None
    if verdict.topic == "consent" and verdict.named and not message.is_seller:
        return "not_received" if verdict.is_not_yet else None  # "belum aku terima"
    if verdict.topic == "consent" and not verdict.is_not_yet:
        return "reject" if message.is_seller and (verdict.named or message.orders) else "no"
    return HOLD


_HEARD_FIRST = (breaking_in("always") - {"order_status", "payment_proof"}) | {"cancel"}
_ANSWERS = frozenset(("paid", "accept", "reject", "received"))
