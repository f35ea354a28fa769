"""Goods named by code, by their place on the last sheet, or not at all because they were just talked of."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

from bot.understanding.amounts.lines import MOST_PLACE, amounts, read_lines
from bot.understanding.forms import answers
from bot.understanding.forms.form_text import looks_like_address
from bot.understanding.goods.talking_on import ANY_GOODS, points_back, topic_of_listing
from bot.understanding.intent import Intent, Line, Wish
from bot.understanding.intents.message import Message
from bot.understanding.intents.said import names_goods
from bot.understanding.letters.words import Item, Reading

PICKED_BY = ("colour", "motif", "technique")  # what tells goods of one sheet apart


def named_goods(message: Message) -> Intent | None:
    """A code or a place on the last sheet: an order, or a look at it."""
    reading, lexicon = message.reading, message.lexicon
    if not message.has_code and looks_like_address(message.text):
        return _to_address(message)
    facts = _order_facts(message)
    lines = _possible(reading, read_lines(answers.outside(reading, facts), lexicon))
    if not lines:
        return _into_basket(message) or (None if message.expecting else _pointed_at(message) or _bare_number(message))
    if not message.has_code and names_goods(message.wish) and not reading.has("buy", "want", "only"):
        return _asked_of_place(message, lines)
    if reading.has("into_basket") and not reading.has("buy"):
        return message.intent("add_to_basket", lines=lines, facts=facts)
    if message.has_code and _changes(message, lines):
        return message.intent("change_order", lines=lines, facts=facts)
    if _orders(message, lines, bool(facts)):
        return message.intent("order", lines=lines, facts=facts)
    about = {"about": "material"} if topic_of_listing(reading, message.wish) == "material" else {}
    return message.intent("show_listing", lines=lines, facts=about)


def _asked_of_place(message: Message, lines: tuple[Line, ...]) -> Intent | None:
    """ "is the first one real silk?": asked of that one; None where the words look for goods."""
    wish = message.wish
    only = Wish(words=wish.words, technique=wish.technique, prefer=wish.prefer)
    if len(lines) > 1 or wish != only or not message.asks or message.reading.has("seek"):
        return None
    about = "words" if wish.words else "technique"
    return message.intent("search", wish=wish, lines=lines, facts={"follow_up": True, "about": about})


def _possible(reading: Reading, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """ "K0371 -3" orders no 3 pieces: 0, which is asked about."""
    items = reading.items
    below = {
        int(after.number)
        for item, after in pairwise(items)
        if item.text == "-" and not item.glued and after.kind == "number" and after.glued
    }
    return tuple(replace(line, quantity=0) if line.quantity in below else line for line in lines)


def _to_address(message: Message) -> Intent:
    """ "ambil 1 XXL, kirim ke Jl. Kenari 5": the address, and what is told beside it."""
    facts = answers.address_facts(message.reading, message.lexicon)
    beside = answers.outside(message.reading, facts)
    found = amounts([item for item in beside.items if item.kind not in ("money", "measure")], message.lexicon)
    if message.reading.has("buy"):
        return message.intent("order", lines=found, facts=facts)
    said = {"size": found[0].size, "quantity": found[0].quantity} if found and beside.has("change", "only") else {}
    return message.intent("change_order", facts=facts | {name: value for name, value in said.items() if value})


def _orders(message: Message, lines: tuple[Line, ...], has_facts: bool) -> bool:
    """Whether the goods named are ordered, and not only looked at."""
    reading = message.reading
    wants = reading.has("buy", "want") and not reading.has("look")
    if has_facts and message.form.keys() & {"name", "address"}:
        return True
    if any(line.quantity is not None for line in lines):
        return wants or reading.has("buy") or not (reading.is_question and reading.has("ready", "seek"))
    looks = reading.has("look", "ready", "bargain", "ask") or reading.is_question
    if not looks and len(lines) > 1:
        return True  # "no 1 sama no 3": one card can't show both
    return wants or (not looks and (has_facts or any(line.size for line in lines)))


def _changes(message: Message, lines: tuple[Line, ...]) -> bool:
    """ "K0104 jadi 3", "K0101 ganti ukuran L": what is chosen already."""
    told = all(line.size or line.quantity for line in lines)
    return told and message.reading.has("change") and not message.reading.has("buy", "want")


def _order_facts(message: Message) -> dict[str, Any]:
    """What the message says of name, address, payment …; a question about paying or delivery says none."""
    facts = message.form
    return {} if message.reading.is_question and set(facts) <= {"payment", "delivery"} else facts


# ---------------------------------------------------------------- without a code


def picked(message: Message) -> Intent | None:
    """ "merah 1 hijau 1 ya", "mau yang cap 2", "yang merah sama yang biru dua-duanya": goods of the last sheet, each
    named by one value that it has, with its pieces."""
    reading = message.reading
    if message.expecting or message.has_code or message.asks or reading.has("seek", "negate", "look"):
        return None
    said = [item for item in message.said if not _stands_between(item)]
    values = [item for item in said if item.value_kind in PICKED_BY]
    numbers = [int(item.number) for item in said if item.kind in ("number", "count") and _is_place(item.number)]
    enough = len(values) > 1 or (values and reading.has("want", "buy"))
    if not enough or len(values) + len(numbers) != len(said):
        return None
    if reading.has("each") and len(numbers) == 1:
        numbers *= len(values)
    if len(numbers) != len(values) and not (reading.has("both") and not numbers):
        return None
    pieces: list[int] | list[None] = numbers or [None] * len(values)
    goods = [[item.value_kind, item.entry.id, count] for item, count in zip(values, pieces, strict=True)]
    return message.intent("pick", wish=message.wish, facts={"picked": goods, "follow_up": True})


def _stands_between(item: Item) -> bool:
    return item.has("filler", "address", "which", "want", "buy", "only", "each", "both", "joined", "then_and")


def _into_basket(message: Message) -> Intent | None:
    """ "masukkan keranjang", "tambah 2 lagi", "masukkan semua": of what is quoted, shown or talked of last."""
    reading = message.reading
    if not reading.has("into_basket") or reading.has("buy") or names_goods(message.wish):
        return None
    light = all(
        item.kind in ("number", "count") or item.value_kind == "size" or _may_stand_by(item) for item in message.said
    )
    if not light:
        return None
    both = {"all": 2} if reading.has("both") else {"all": True} if reading.has("in_all") else {}
    return message.intent("add_to_basket", lines=amounts(message.items, message.lexicon), facts=both)


def _may_stand_by(item: Item) -> bool:
    small = ("into_basket", "filler", "address", "which", "only", "want", "both", "in_all", "this_one", "size_label")
    return (
        item.has(*small) or "basket" in item.entry.intents or item.text in ("lagi", "itu", "ini", "it", "this", "more")
    )


def _pointed_at(message: Message) -> Intent | None:
    """ "dua-duanya", "semuanya", "yang tadi", "I want it"."""
    if message.reading.has("both"):
        return message.intent("order", facts={"all": 2})
    if _means_all(message):
        return message.intent("order", facts={"all": True})
    if points_back(message.reading):
        return message.intent("order" if message.reading.has("want", "buy", "this_one") else "show_listing")
    if message.only_wants and any(item.text in ("it", "this") for item in message.items):
        return message.intent("order")
    return None


def _means_all(message: Message) -> bool:
    """ "semuanya", "mau semua": every one of the last sheet."""
    light = all(item.has("in_all", "filler", "address", "which", "want", "buy", "only") for item in message.said)
    wants = message.reading.has("want", "buy")
    return light and any(item.has("in_all") and (item.text != "semua" or wants) for item in message.said)


def _bare_number(message: Message) -> Intent | None:
    """ "3", "lihat 3 dong": that number of the last sheet."""
    said = [item for item in message.said if not _is_small(item)]
    numbers = [item for item in said if item.kind == "number"]
    others = [item for item in said if item.kind != "number"]
    looks = message.reading.has("look") and not names_goods(message.wish)
    if len(numbers) != 1 or (others and not (looks and all(item.has("look", "want") for item in others))):
        return None
    place = numbers[0].number
    return message.intent("show_listing", lines=(Line(place=int(place)),)) if _is_place(place) else None


def _is_small(item: Item) -> bool:
    return item.has("filler", "address", "which", "only") and not item.has("buy", "want", "change")


def _is_place(number: float) -> bool:
    return 1 <= number <= MOST_PLACE and not number % 1


# ---------------------------------------------------------------- of what was talked of last


def change(message: Message) -> Intent | None:
    """A size, a number of pieces, a way of paying … without a code: the order talked of last."""
    reading = message.reading
    if message.is_praise or reading.has("people"):
        return None  # "kemarin beli daster di sini bagus"
    found = amounts([item for item in message.items if item.kind not in ("money", "measure")], message.lexicon)
    if reading.has("later") and reading.has("take") and not found and not reading.has("want"):
        return message.intent("smalltalk")  # "siap, besok saya ambil"
    if reading.has("buy") and not (reading.is_question or reading.has("look") or _ends_asking(message)):
        return message.intent("order", lines=found, facts=_order_facts(message))
    if found and reading.has("want") and not reading.has("seek", "change") and not reading.is_question:
        return message.intent("order", lines=found)
    return _corrected(message, found[0] if found else Line())


def _ends_asking(message: Message) -> bool:
    """ "beli 10 gratis 1 ga": a "no" at the end asks."""
    said = [item for item in message.said if not item.has("address")]
    return len(said) > 2 and said[-1].has("question_no")


def _corrected(message: Message, found: Line) -> Intent | None:
    """ "eh L aja", "jadi 3", "cod aja", "ganti alamat …"."""
    reading = message.reading
    facts = {name: value for name, value in (("size", found.size), ("quantity", found.quantity)) if value}
    form = message.form
    if form and (
        reading.has("change", "only") or form.keys() & {"name", "address", "note", "sender_name", "gift", "courier"}
    ):
        return message.intent("change_order", facts=facts | form)
    asks = reading.is_question and not (message.expecting and reading.has("change"))
    asks = asks or any(item.kind == "money" or item.text in ANY_GOODS for item in message.items)
    unknown = any(item.kind == "unknown" for item in message.items)
    asks_of_many = reading.has("if_so") and (asks or reading.has("question_no")) and not unknown
    if found.quantity and not found.size and asks_of_many:  # "kalau dua puluh dapat potongan ga"
        return message.intent("search", wish=Wish(min_stock=found.quantity), facts={"follow_up": True})
    if not facts or asks or reading.has("seek", "look"):
        return None
    if reading.has("change", "only", "size_label") or (not unknown and len(message.said) <= 6):
        return message.intent("change_order", facts=facts | form)
    return None


def about_last(message: Message) -> Intent | None:
    """ "ready?", "masih ada?", "ada fotonya?": about the listing talked of last."""
    reading = message.reading
    if not message.is_weightless:
        return None
    topic = topic_of_listing(reading, message.wish)
    facts = {"about": topic} if topic else {}
    tells = reading.has("price_label", "stock_label") and (message.asks or reading.has("seek"))
    if tells or reading.has("ready", "look", "sold_out", "moq") or (topic == "price" and reading.has("ask")):
        return message.intent("show_listing", facts=facts)
    return None
