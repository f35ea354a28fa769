"""An order by its number, a seller's bare answers to one, and what is called off."""

from typing import Any

from bot.understanding.forms import answers, asked, sellers_orders
from bot.understanding.goods.negation import NOTHING
from bot.understanding.intent import Intent
from bot.understanding.intents import of_goods
from bot.understanding.intents.message import Message
from bot.understanding.intents.said import is_of_order
from bot.understanding.letters.words import Item

SAID_OF_AN_ORDER = {"cancel", "complaint", "talk_to_person", "payment_proof"}


def deed_on_order(message: Message) -> Intent | None:
    """ "terima P0001", "lunas", "resi P0001 JNE 0123456789", "P0001"."""
    if message.has_code:
        return None
    return _parcel(message) or _told_of_order(message) or _answer_to_order(message) or _about_order(message)


def _parcel(message: Message) -> Intent | None:
    facts = sellers_orders.parcel(message.reading, message.role)
    if "return_sent" in message.always:  # the shopper's own parcel
        return message.intent("return_sent", facts=facts or {})
    if facts is None or not (message.is_seller or "parcel_number" in facts):
        return None
    told = message.is_seller and "parcel_number" in facts
    if message.reading.is_question or ("order_status" in message.always and not told):
        return None
    said = message.alone_beside_more
    if message.is_seller and "paid" in said and "not_paid" not in said:  # "sudah masuk, kirim JNE 0123456789"
        facts = facts | {"is_paid": True}
    return message.intent("parcel_number", facts=facts)


def _told_of_order(message: Message) -> Intent | None:
    """ "nota P0001", "pesan lagi P0001", "P0001 siap diambil", "bintang 5 P0001"."""
    if not message.orders or "cancel" in message.always:
        return None
    if (stars := asked.stars(message.reading, message.text)) is not None:
        return message.intent("review", facts=of_goods.review_facts(stars, message.text))
    if "complaint" in message.always:
        return None
    names = [name for name in (*message.always, *message.alone_beside_more) if is_of_order(name)]
    if message.is_seller:  # "P0001 diterima" accepts it, "P0001 masuk rekening" is paid
        names = [name for name in names if name not in ("received", "payment_question")]
    return message.intent(names[0]) if names else None


def _answer_to_order(message: Message) -> Intent | None:
    heard = not message.in_form or message.orders
    if message.reading.is_question or not heard:
        return None
    done = sellers_orders.deed(message.reading, _answers(message), message.role)
    return message.intent(done[0], facts=done[1]) if done else None


def _answers(message: Message) -> list[str]:
    """What may be an answer to an order, though the message says more: a number beside it, or a seller's "tolak"."""
    named = [name for name in message.alone_beside_more if name in sellers_orders.DEEDS] if message.orders else []
    if not message.is_seller and "received" in message.alone:
        return []  # a shopper's "diterima" accepts nothing
    rejected = ["reject"] if message.is_seller and "reject" in message.alone_beside_more else []
    return message.alone or named or rejected


def _about_order(message: Message) -> Intent | None:
    if not message.orders or set(message.always) & SAID_OF_AN_ORDER:
        return None
    return message.intent("accept" if "yes" in _answers(message) else "order_status")


def undo(message: Message) -> Intent | None:
    """A seller's "batalkan", "undo": what was just done."""
    heard = "undo" in message.alone and not message.expecting and not message.orders
    return message.intent("undo") if heard else None


def swap(message: Message) -> Intent | None:
    """ "ganti K0104 aja, yang tadi ga jadi", "ga jadi K0101, K0104 aja": one thing ordered instead of another. `drop`: the
    codes given up; none: what was talked of last."""
    if message.orders or not message.has_code or not message.reading.has("only", "change"):
        return None
    calls_off = "cancel" in message.always
    if not calls_off and not message.reading.has("instead"):
        return None
    given_up = [code for clause in _clauses(message) if _calls_off(clause) for code in _codes(clause)]
    lines = tuple(line for line in message.lines if line.code not in given_up)
    return message.intent("swap", lines=lines, facts={"drop": given_up}) if lines else None


def _clauses(message: Message) -> list[list[Item]]:
    """The message cut at its commas, full stops and line ends."""
    clauses: list[list[Item]] = [[]]
    for item in message.items:
        if item.kind in ("mark", "line"):
            clauses.append([])
        else:
            clauses[-1].append(item)
    return clauses


def _calls_off(clause: list[Item]) -> bool:
    return any("cancel" in item.entry.intents for item in clause)


def _codes(clause: list[Item]) -> list[str]:
    return [item.text.upper() for item in clause if item.kind == "code"]


def cancel(message: Message) -> Intent | None:
    """ "batal", "hapus K0130", "ga jadi spreinya"."""
    looks_for_goods = message.reading.has("seek") and message.wish.product and not message.orders
    if "cancel" not in message.always or looks_for_goods or is_change(message):
        return None
    return message.intent("cancel", lines=message.lines, facts=dropped(message))


def is_change(message: Message) -> bool:
    """ "ga jadi L, XL aja", "jangan transfer, cod aja": something else instead."""
    if not message.reading.has("only", "change", "but") or message.orders:
        return False
    called_off = [item for item in message.items if "cancel" in item.entry.intents]
    after = [item for item in message.items if called_off and item.start > called_off[-1].start]
    if called_off and any(item.entry is NOTHING for item in message.items):
        return True  # "ga jadi merah, biru aja"
    return any(
        item.value_kind == "size" or item.kind in ("number", "count") or item.has("ship", "pickup", *answers.PAYMENTS)
        for item in after
    )


def dropped(message: Message) -> dict[str, Any]:
    """The product that is called off: "hapus dasternya"."""
    products = message.wish.product
    return {"goods": products[0]} if products else {}
