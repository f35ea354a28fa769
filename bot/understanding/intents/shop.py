"""What is said of a shop: a code to join it, its account, hours and names, a holiday, the answers of the form to open one."""

from dataclasses import replace

from bot.understanding.amounts import when
from bot.understanding.data import read
from bot.understanding.forms import shop_form, shop_said
from bot.understanding.goods.listing import looks_like_listing
from bot.understanding.intent import Intent
from bot.understanding.intents import facts
from bot.understanding.intents.message import Message, read_message
from bot.understanding.intents.said import breaking_in, names_goods, only_of_sellers

QUESTIONS = (
    "shop",
    "owner",
    "sentra",
    "kelurahan",
    "bank_account",
    "bank",
    "account_holder",
    "shop_address",
    "shop_phone",
    "hours",
    "nib",
    "qris",
    "consent",
    "join_code",
)


def join(message: Message) -> Intent | None:
    """ "gabung ABC12345", whatever else letters and figures in it would say ("K8396ZJR", "GG7Y5B9P")."""
    code = shop_said.join_code(message.reading.text)
    return message.intent("join_code", facts={"code": code}) if code else None


def edit(message: Message) -> Intent | None:
    """ "rekening BRI 1234 a.n. Siti", "jam buka 8-16", "libur sampai senin"."""
    reading = message.reading
    asked_elsewhere = message.in_form and message.expecting not in QUESTIONS
    if not message.is_seller or asked_elsewhere or message.has_code or message.orders:
        return None
    told = shop_said.edit(reading)
    if told and (set(told) == {"field"} or not (reading.is_question or reading.has("ask"))):
        return message.intent("edit_shop", facts=told)
    if reading.is_question or message.expecting == "hours":  # "jumat libur" tells hours there
        return None
    if _opens_again(message):
        return message.intent("reopen_shop", facts=facts.of("reopen_shop", message))
    closes = reading.has("closed") and not reading.has("ask", "question_no", "seek")
    if not closes or names_goods(replace(message.wish, words=())):
        return None
    until = when.until(reading) or when.in_words(_beside(message))
    return message.intent("close_shop", facts=until) if until else None


def _opens_again(message: Message) -> bool:
    """ "buka lagi", also where its words are part of another phrase ("besok buka lagi")."""
    said = " ".join(token.text for token in message.reading.tokens if token.kind == "word")
    return any(f" {phrase} " in f" {said} " for phrase in read("intents")["reopen_shop"]["without_goods"])


def _beside(message: Message) -> list[str]:
    """ "libur lebaran": what is said beside "libur"."""
    return [item.text for item in message.said if not item.has("closed", "filler", "address", "shop_label")]


# ---------------------------------------------------------------- the form to open a shop


def form(message: Message) -> Intent | None:
    """What is asked of somebody who opens a shop; labelled lines fill other parts too."""
    if message.expecting not in QUESTIONS or message.has_code or message.orders:
        return None
    if "cancel" in message.always:
        return message.intent("cancel")
    if "open_shop" in message.alone:
        return message.intent("open_shop")
    if message.reading.is_question or {*message.always, *message.alone} & (breaking_in("always") - {"open_shop"}):
        return None
    if message.reading.has("seek", "look_for") and names_goods(message.wish):
        return None  # "cari daster merah" is no shop's name
    if message.is_seller and (_commands(message) or looks_like_listing(message.reading)):
        return None
    if message.reading.has("skip"):
        return message.intent("answer", facts={"skip": True})
    for name in ("no", "yes"):
        if name in message.alone:
            return message.intent(name)
    told = shop_form.told(message.reading, message.expecting)
    if message.expecting == "consent" and not told:
        return None  # a correction without a field may be anything
    return message.intent("answer", facts=told)


def _commands(message: Message) -> bool:
    """Whether a seller says what only sellers say ("undang", "rekap"), whatever was asked."""
    return any(map(only_of_sellers, {*message.always, *message.alone}))


def opening(message: Message) -> Intent | None:
    """ "daftar Batik Sekar Ayu, Siti, Kauman": the form with what it is told at once."""
    start, is_sure = shop_form.opening(message.reading.text)
    if not is_sure or message.reading.is_question or message.has_code or message.orders:
        return None
    rest = read_message(message.reading.text[start:], message.lexicon)
    return message.intent("open_shop", facts=shop_form.told(rest, "shop"))
