"""The answer to the question that the bot has just asked, unless the message breaks in with something of its own."""

from bot.understanding.amounts.lines import amounts
from bot.understanding.data import read
from bot.understanding.forms import answers
from bot.understanding.forms.couriers import courier_chosen
from bot.understanding.forms.form_text import looks_like_address
from bot.understanding.goods.talking_on import topic_of_listing
from bot.understanding.intent import Intent
from bot.understanding.intents.message import Message
from bot.understanding.intents.orders import dropped, is_change
from bot.understanding.intents.said import breaking_in, is_weighty, names_goods

QUESTIONS = (
    "size",
    "quantity",
    "name",
    "address",
    "delivery",
    "payment",
    "confirm",
    "name_address",
    "choice",
    "area",
    "postcode",
    "phone",
    "note",
    "courier",
)
NAMES = ("name", "name_address")
SAID_OF_NO_PLACE = ("want", "buy", "take", "may", "negate", "question_no", "which", *answers.PAYMENTS)
AMOUNTS = frozenset(("size", "quantity"))
LATER = frozenset((*NAMES, "delivery", "payment", "confirm"))
SHORT = 2  # words of a no where any words would be an answer
HEARD_BESIDE = ("more", "smalltalk", "done", "help", "stop", "talk_to_person")


def answer(message: Message) -> Intent | None:
    """What was asked is heard first."""
    if message.expecting not in QUESTIONS or message.has_code or _breaks_in(message):
        return None
    if "cancel" in message.always and not is_change(message):
        return message.intent("cancel", facts=dropped(message))
    if message.reading.has("wrong_address") and not looks_like_address(message.text):
        return message.intent("change_order", facts={"wrong": "address"})
    return _several_sizes(message) or _yes_or_no(message) or _beside(message) or _facts(message)


def _yes_or_no(message: Message) -> Intent | None:
    if message.expecting == "note" and len(message.said) > SHORT:
        return None
    for name in ("no", "yes"):
        asks = message.asks_whether or (name == "yes" and bool(message.reading.has("ask") or message.denies))
        if name in message.alone_beside_more and not _says_more(message) and not asks:
            return message.intent(name)
    return message.intent("yes") if message.only_wants else None


def _several_sizes(message: Message) -> Intent | None:
    """ "L 2 XL 1" where a size was asked; "M nya satu aja, satunya L" at any later question."""
    if message.expecting not in AMOUNTS | LATER:
        return None
    found = amounts(answers.outside(message.reading, message.form).items, message.lexicon)
    if len({line.size for line in found if line.size}) < 2 or any(line.series for line in found):
        return None
    if message.expecting in AMOUNTS:
        return message.intent("answer", lines=found, facts=message.form)
    light = all(
        item.kind in ("number", "count")
        or item.value_kind == "size"
        or item.has("filler", "address", "only", "change", "joined")
        for item in message.said
    )
    return message.intent("change_order", lines=found) if light else None


def _beside(message: Message) -> Intent | None:
    heard = bool(message.alone) and message.alone[0] in HEARD_BESIDE and message.expecting not in NAMES
    return message.intent(message.alone[0]) if heard else None


def _facts(message: Message) -> Intent | None:
    if message.expecting == "area" and not _may_be_place(message):
        return None
    facts = answers.read_answer(message.reading, message.lexicon, message.expecting or "", message.form)
    return message.intent("answer", facts=facts) if facts else None


def _may_be_place(message: Message) -> bool:
    """Whether a message can name a district, city or country: no sentence with a verb, and nothing that is said for
    itself ("i take it", "makasih ya", "can I speak with owner")."""
    if looks_like_address(message.text):
        return True
    if message.alone or set(message.always) - {"postage"}:
        return False
    in_no_place = {*read("forms")["postage"]["in_no_place"], *read("language")["english"]}
    return not any(item.text in in_no_place or item.has(*SAID_OF_NO_PLACE) for item in message.items)


def _says_more(message: Message) -> bool:
    """Whether a yes or no comes with something else that counts ("ya tapi ukuran L")."""
    if any(
        is_weighty(item) or item.has("change", "ship", "pickup", "as_gift", *answers.PAYMENTS) for item in message.items
    ):
        return True
    if courier_chosen(message.text):
        return True
    return bool(message.closing) and message.expecting != "confirm"


# ---------------------------------------------------------------- breaking in


def _breaks_in(message: Message) -> bool:
    """A clear new wish, or a question of one's own, in the middle of a form."""
    if message.reading.has("as_gift") and not names_goods(message.wish):
        return False  # "bungkus kado bisa?" is asked of what is ordered
    if message.reading.is_question and topic_of_listing(message.reading, message.wish):
        return True  # "ready?" is nobody's name
    if message.expecting in AMOUNTS and message.asks and any(item.kind == "unknown" for item in message.items):
        return True  # "sekolahku di sma 1, bisa dianter?" tells no number of pieces
    if message.expecting in ("address", "name_address", "area") and looks_like_address(message.text):
        return False
    if message.expecting == "note":
        return _asks_something_else(message)
    if _asks_something_else(message):
        return True
    if _is_about_basket(message):
        return not _answers_choice(message)
    if message.expecting in NAMES:
        if message.reading.is_question and message.reading.has("may", "ask", "question_no", "seek"):
            return True  # "bungkus kado bisa?"
        if answers.sounds_like_name(message.reading):
            return False
        if message.wish.product and not message.wish.unknown:
            return len(message.said) > 1
    return _changes_last_wish(message) or _wishes_goods(message)


def _asks_something_else(message: Message) -> bool:
    if _answers_choice(message):
        return False
    said = [name for name in message.always if name in breaking_in("always") | breaking_in("asking")]
    if said and (message.asks or said[0] in breaking_in("always")):
        return True
    return message.asks and message.without_goods[:1] in (["payment_question"], ["postage"], ["bargain"])


def _answers_choice(message: Message) -> bool:
    """ "transfer bisa?" when the way of paying was asked, "can I pay with QRIS instead?" later."""
    only_a_mark = not message.reading.has("ask", "may", "question_no", "or")  # "cash when you bring it?"
    asked = message.expecting == "payment" or message.reading.has("change") or only_a_mark
    return asked and message.reading.has(*answers.PAYMENTS)


def _is_about_basket(message: Message) -> bool:
    is_name = message.reading.has("shop_label") and message.expecting in NAMES
    return bool({"basket", "total"} & set(message.without_goods)) and message.is_weightless and not is_name


def _changes_last_wish(message: Message) -> bool:
    change = message.change
    return bool(change.keys() & {"other", "step"}) or change.get("clear", message.expecting) != message.expecting


def _wishes_goods(message: Message) -> bool:
    wish, reading = message.wish, message.reading
    if names_goods(wish) and (reading.has("seek") or reading.is_question):
        return True
    detailed = wish.technique or wish.motif or wish.colour or wish.price_max or message.asks
    return bool(wish.product and detailed) and not reading.has("change")
