"""From a reading to an intent: the order in which things are considered."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any

from bot.understanding import answers, seller
from bot.understanding.form_text import looks_like_address
from bot.understanding.intent import Intent, Line, Wish
from bot.understanding.language import language_of
from bot.understanding.lexicon import Lexicon
from bot.understanding.lines import amounts, read_lines
from bot.understanding.listing import looks_like_listing, read_listing
from bot.understanding.negation import mark_negated
from bot.understanding.rupiah import read_amounts
from bot.understanding.said import CLOSING, is_weighty, is_wish, names_goods, spoken, spoken_alone
from bot.understanding.talking_on import asked_values, narrowing, points_back, talks_on, topic_of_listing
from bot.understanding.wish import read_wish
from bot.understanding.words import Item, Reading, read_words

FORM_OPEN = ("size", "quantity", "name", "address", "delivery", "payment", "confirm", "name_address", "choice")
BESIDE_WANT = frozenset(("saya", "aku", "dong", "deh", "ya", "i", "it", "this", "please", "banget", "itu", "ini"))
INTERRUPTS = (
    "stop",
    "talk_to_person",
    "complaint",
    "order_status",
    "open_shop",
    "postage",
    "opening_hours",
    "payment_question",
    "help",
)


class _Message:
    """One message with what has been read of it so far."""

    def __init__(self, text: str, lexicon: Lexicon, expecting: str | None, role: str) -> None:
        self.text, self.lexicon, self.expecting, self.role = text, lexicon, expecting, role
        self.reading: Reading = read_amounts(read_words(text, lexicon))
        mark_negated(self.reading.items)
        self.language = language_of(self.reading)
        self.always = spoken(self.reading, "always")
        self.alone = spoken_alone(self.reading)
        self.orders = [item.text for item in self.reading.items if item.kind == "order"]
        self.has_code = any(item.kind == "code" for item in self.reading.items)
        self._wish: Wish | None = None

    @property
    def items(self) -> list[Item]:
        return self.reading.items

    @property
    def wish(self) -> Wish:
        if self._wish is None:
            self._wish = read_wish(self.reading, self.lexicon)
        return self._wish

    def search(self) -> Intent:
        """The wish, and whether it changes the last one or asks about words of the listing shown ("adem ga?")."""
        facts = talks_on(self.reading, self.wish)
        asks = self.reading.is_question or self.reading.has("question_no")
        if self.wish.words and asks and not self.reading.has("seek", "which"):
            facts["about"] = "words"
        return self.intent("search", wish=self.wish, facts=facts)

    @property
    def asks(self) -> bool:
        return self.reading.is_question or self.reading.has("ask")

    def intent(
        self,
        name: str,
        *,
        wish: Wish | None = None,
        lines: tuple[Line, ...] = (),
        facts: Mapping[str, Any] | None = None,
    ) -> Intent:
        facts = dict(facts or {})
        if self.orders:
            facts.setdefault("order_no", self.orders[0])
        return Intent(name, self.language, wish or Wish(), lines, facts, self.text)


def understand(text: str, lexicon: Lexicon, expecting: str | None = None, role: str = "shopper") -> Intent:
    """What a message means. `expecting`: the slot that was just asked for. `role`: "shopper" or "seller". Never raises."""
    message = _Message(text, lexicon, expecting, role)
    if not message.items:
        return message.intent("not_understood")
    for consider in STEPS:
        found = consider(message)
        if found is not None:
            return found
    return message.intent("not_understood", wish=Wish(unknown=message.wish.unknown))


# ---------------------------------------------------------------- the steps, in their order


def _order_deed(message: _Message) -> Intent | None:
    """What is said about an order by its number, and a seller's bare answers to one."""
    if message.has_code:
        return None
    facts = seller.parcel(message.reading, message.role)
    ours = message.role == "seller" or "parcel_number" in (facts or {})
    told = message.role == "seller" and "parcel_number" in (facts or {})
    asks = message.reading.is_question or ("order_status" in message.always and not told)
    if facts is not None and ours and not asks:
        return message.intent("parcel_number", facts=facts)
    names = message.alone or (
        [name for name in spoken(message.reading, "alone") if name in seller.DEEDS] if message.orders else []
    )
    names = names or [
        name for name in spoken(message.reading, "alone") if name == "reject" and message.role == "seller"
    ]
    if not message.reading.is_question and not message.expecting:
        done = seller.deed(message.reading, names, message.role)
        if done:
            return message.intent(done[0], facts=done[1])
    if message.orders and not set(message.always) & {"cancel", "complaint", "talk_to_person", "payment_proof"}:
        if message.orders and "yes" in names:
            return message.intent("accept")
        return message.intent("order_status")
    return None


def _goods_of_seller(message: _Message) -> Intent | None:
    if "cancel" in message.always and message.role != "seller":
        return None
    said = seller.about_goods(message.reading, message.lexicon, message.role)
    return message.intent(said[0], lines=said[1], facts=said[2]) if said else None


def _answer(message: _Message) -> Intent | None:
    """The question just asked is heard first."""
    if message.expecting not in FORM_OPEN or message.has_code or _interrupts(message):
        return None
    names = message.alone
    if "cancel" in message.always and not _is_change(message):
        return message.intent("cancel", facts=_dropped(message))
    if message.reading.has("wrong_address") and not looks_like_address(message.text):
        return message.intent("change_order", facts={"wrong": "address"})
    for name in ("no", "yes"):
        if name in spoken(message.reading, "alone") and not _says_more(message) and not _asks_whether(message):
            return message.intent(name)
    if _only_wants(message):
        return message.intent("yes")
    if (
        names
        and names[0] in ("more", "smalltalk", "help", "stop", "talk_to_person")
        and message.expecting not in ("name", "name_address")
    ):
        return message.intent(names[0])
    facts = answers.read_answer(message.reading, message.lexicon, message.expecting or "")
    if facts:
        return message.intent("answer", facts=facts)
    return None


def _asks_whether(message: _Message) -> bool:
    """ "bisa nego gak": the "no" at the end asks."""
    return message.reading.has("question_no") and bool(set(spoken(message.reading, "without_goods")) - set(CLOSING))


def _only_wants(message: _Message) -> bool:
    """ "mau", "saya mau dong", "I want it"."""
    said = [item for item in message.items if item.kind not in ("mark", "line")]
    wanted = [item for item in said if item.has("want") and item.text not in ("minta", "njaluk", "nyuwun")]
    beside = all(item in wanted or item.has("address") or item.text in BESIDE_WANT for item in said)
    return bool(wanted) and beside and not message.reading.is_question


def _says_more(message: _Message) -> bool:
    """Whether a yes or no comes with something else that counts ("ya tapi ukuran L")."""
    if any(is_weighty(item) or item.has("change", "ship", "pickup", *answers.PAYMENTS) for item in message.items):
        return True
    thanks = {"thanks", "greeting"} & set(spoken(message.reading, "without_goods"))
    return bool(thanks) and message.expecting != "confirm"


def _interrupts(message: _Message) -> bool:
    """A clear new wish, or a question of one's own, in the middle of a form."""
    if message.reading.is_question and topic_of_listing(message.reading, message.wish):
        return True  # "ready?" is nobody's name
    said = [name for name in message.always if name in INTERRUPTS]
    address = message.expecting in ("address", "name_address") and looks_like_address(message.text)
    if address:
        return False
    if (
        said
        and not _answers_choice(message)
        and (message.asks or said[0] in ("complaint", "order_status", "stop", "talk_to_person", "open_shop", "help"))
    ):
        return True
    if _is_about_basket(message) or (
        message.asks
        and spoken(message.reading, "without_goods")[:1] in (["payment_question"], ["postage"], ["bargain"])
    ):
        return not _answers_choice(message)
    if message.expecting in ("name", "name_address") and answers.sounds_like_name(message.reading):
        return False
    wish = message.wish
    if message.expecting in ("name", "name_address") and wish.product and not wish.unknown:
        return len(list(message.reading.words())) > 1
    change = talks_on(message.reading, wish)
    if change.keys() & {"other", "step"} or change.get("clear", message.expecting) != message.expecting:
        return True
    if message.reading.has("seek") and names_goods(wish):
        return True
    strong = bool(wish.product) and bool(wish.technique or wish.motif or wish.colour or wish.price_max or message.asks)
    return (strong and not message.reading.has("change")) or (message.reading.is_question and names_goods(wish))


def _answers_choice(message: _Message) -> bool:
    """ "transfer bisa?" when the way of paying was asked, "can I pay with QRIS instead?" later."""
    asked = message.expecting == "payment" or message.reading.has("change")
    return asked and message.reading.has(*answers.PAYMENTS)


def _is_about_basket(message: _Message) -> bool:
    basket = "basket" in spoken(message.reading, "without_goods") and not any(map(is_weighty, message.items))
    return basket and not (message.reading.has("shop_label") and message.expecting in ("name", "name_address"))


def _strong(message: _Message) -> Intent | None:
    """What holds even when goods are named: a complaint, where is my order, postage …"""
    names = [name for name in message.always if name != "cancel"]
    form = message.has_code and message.reading.has("buy")
    for name in names:
        if name == "received" or (name == "order_status" and "cancel" in message.always):
            continue
        if form and name not in ("stop", "complaint", "talk_to_person"):
            continue
        if name == "complaint" and (flaw := _flaw_asked(message)):
            return message.intent("search", wish=Wish(words=(flaw,)), facts={"follow_up": True, "about": "words"})
        if name in ("my_goods", "recap") and message.role != "seller":
            continue
        if name in ("postage", "payment_question", "opening_hours", "smalltalk", "help", "abuse") and _seeks(message):
            continue
        facts: dict[str, Any] = (
            {"topic": "place"} if name == "opening_hours" and message.reading.has("place_topic") else {}
        )
        if name in ("abuse", "spam", "wrong_number"):
            facts, name = {"topic": name}, "smalltalk"
        return message.intent(name, facts=facts)
    if "received" in names and not _seeks(message):
        thanks = "thanks" in spoken(message.reading, "without_goods")
        return message.intent("thanks" if thanks else "smalltalk", facts={"topic": "received"})
    return None


def _flaw_asked(message: _Message) -> str:
    """ "luntur ga kak": whether the goods have a flaw, which nobody complains of yet."""
    for item, after in pairwise(message.items):
        if item.has("flaw") and after.has("question_no"):
            return item.text
    return ""


def _seeks(message: _Message) -> bool:
    """Whether goods are asked for in so many words ("ada daster merah?")."""
    wish = message.wish
    if not names_goods(wish) or not (wish.product or wish.shop or wish.sentra):
        return False
    return message.reading.has("seek") or (message.reading.has("want") and not message.always)


def _talking_on(message: _Message) -> Intent | None:
    """ "warna lain?", "hapus harga", "lebih murah", "saring", "bahannya apa?": about the answer before."""
    reading, wish = message.reading, message.wish
    if message.has_code or message.orders or read_lines(reading, message.lexicon):
        return None
    listed = narrowing(reading)
    if listed is not None:
        return message.intent("narrow", wish=wish, facts=listed)
    if topic_of_listing(reading, wish) == "material" and _names_only_material(wish):
        return message.intent("show_listing", wish=wish, facts={"about": "material"})
    part = asked_values(reading, wish)
    if part:
        return message.intent("search", wish=wish, facts={"follow_up": True, "asks": part})
    facts = talks_on(reading, wish)
    return message.intent("search", wish=wish, facts=facts) if facts.keys() & {"clear", "other", "step"} else None


def _names_only_material(wish: Wish) -> bool:
    cloth = set(wish.product) <= {"bahan", "kain"}
    return cloth and not names_goods(replace(wish, product=(), words=()))


def _cancel(message: _Message) -> Intent | None:
    if "cancel" not in message.always or (message.reading.has("seek") and message.wish.product and not message.orders):
        return None
    if _is_change(message):
        return None
    return message.intent("cancel", lines=read_lines(message.reading, message.lexicon), facts=_dropped(message))


def _is_change(message: _Message) -> bool:
    """ "ga jadi L, XL aja", "jangan transfer, cod aja": something else instead."""
    if not message.reading.has("only", "change", "but") or message.orders:
        return False
    text = [item for item in message.items if "cancel" in item.entry.intents]
    after = [item for item in message.items if text and item.start > text[-1].start]
    return any(
        item.value_kind == "size" or item.kind in ("number", "count") or item.has("ship", "pickup", *answers.PAYMENTS)
        for item in after
    )


def _dropped(message: _Message) -> dict[str, Any]:
    products = message.wish.product
    return {"goods": products[0]} if products else {}


def _named_goods(message: _Message) -> Intent | None:
    """A code or a place on the last sheet: an order, or a look at it."""
    reading, lexicon = message.reading, message.lexicon
    if not message.has_code and looks_like_address(message.text):
        return message.intent("change_order", facts=answers.address_facts(reading, lexicon))
    facts = _line_facts(message)
    lines = read_lines(answers.outside(reading, facts), lexicon)
    if not lines:
        return _bare_place(message)
    if not message.has_code and names_goods(message.wish) and not reading.has("buy", "want", "only"):
        return None
    buys = reading.has("buy") or (reading.has("want") and not reading.has("look"))
    amount = any(line.quantity for line in lines)
    sized = any(line.size for line in lines)
    looks = reading.has("look", "ready", "bargain") or reading.is_question or (reading.has("ask") and not buys)
    if (
        (reading.has("buy") and not (reading.has("look") and not amount))
        or (buys and not reading.has("look"))
        or (amount and not (reading.is_question and reading.has("ready", "seek")))
        or (sized and not looks)
        or (facts and not looks)
    ):
        return message.intent("order", lines=lines, facts=facts)
    about = {"about": "material"} if topic_of_listing(reading, message.wish) == "material" else {}
    return message.intent("show_listing", lines=lines, facts=about)


def _line_facts(message: _Message) -> dict[str, Any]:
    facts = answers.form_facts(message.reading, message.lexicon)
    if message.reading.is_question and set(facts) <= {"payment", "delivery"}:
        return {}
    return facts


def _bare_place(message: _Message) -> Intent | None:
    """ "3": that number of the last sheet; "dua-duanya": both of it."""
    if message.expecting:
        return None
    if message.reading.has("both"):
        return message.intent("order", facts={"all": 2})
    if _means_all(message):
        return message.intent("order", facts={"all": True})
    if points_back(message.reading):
        return message.intent("order" if message.reading.has("want", "buy", "this_one") else "show_listing")
    if _only_wants(message) and any(item.text in ("it", "this") for item in message.items):
        return message.intent("order")
    said = [
        item
        for item in message.items
        if item.kind not in ("mark", "line")
        and (item.has("buy", "want", "change") or not item.has("filler", "address", "which", "only"))
    ]
    if len(said) == 1 and said[0].kind == "number" and 1 <= said[0].number <= 99 and not said[0].number % 1:
        return message.intent("show_listing", lines=(Line(place=int(said[0].number)),))
    if (
        message.reading.has("look")
        and len([i for i in said if i.kind == "number"]) == 1
        and not names_goods(message.wish)
    ):
        number = next(item for item in said if item.kind == "number").number
        if all(item.kind == "number" or item.has("look", "want") for item in said) and 1 <= number <= 99:
            return message.intent("show_listing", lines=(Line(place=int(number)),))
    return None


def _means_all(message: _Message) -> bool:
    """ "semuanya", "mau semua": every one of the last sheet."""
    said = [item for item in message.items if item.kind not in ("mark", "line")]
    light = all(item.has("in_all", "filler", "address", "which", "want", "buy", "only") for item in said)
    named = any(item.has("in_all") and (item.text != "semua" or message.reading.has("want", "buy")) for item in said)
    return light and named


def _new_listing(message: _Message) -> Intent | None:
    if message.role != "seller" or message.has_code or not looks_like_listing(message.reading):
        return None
    listing = read_listing(message.reading, message.lexicon)
    return replace(message.intent("new_listing"), listing=listing)


def _search(message: _Message) -> Intent | None:
    wish = message.wish
    if not names_goods(wish) or _is_chatter(message):
        return None
    if message.reading.has("where") and not (wish.product or wish.technique or wish.motif or wish.colour):
        return message.intent("opening_hours", facts={"topic": "place"})
    if not wish.product and any(item.entry.goods for item in message.items) and not wish.shop:
        return None
    return message.search()


def _is_chatter(message: _Message) -> bool:
    """Goods are named without being asked for: "makasih gamisnya bagus", "bagus kainnya"."""
    thanks = "thanks" in spoken(message.reading, "without_goods")
    if message.asks or message.reading.has("seek", "want", "which") or not (thanks or message.reading.has("praise")):
        return False
    values = [item for item in message.items if item.value_kind]
    return bool(values) and all(item.suffix in ("nya", "ne", "e") for item in values)


def _other_goods(message: _Message) -> Intent | None:
    goods = [item for item in message.items if item.entry.goods and not item.negated]
    if not goods or message.wish.product:
        return None
    return message.intent(
        "other_goods", facts={"goods": message.reading.text[goods[0].start : goods[0].end].casefold()}
    )


def _change(message: _Message) -> Intent | None:
    """A size, a number of pieces, a way of paying … without a code: the order talked of last."""
    reading = message.reading
    found = amounts([item for item in message.items if item.kind not in ("money", "measure")], message.lexicon)
    facts: dict[str, Any] = {}
    if found and found[0].size:
        facts["size"] = found[0].size
    if found and found[0].quantity:
        facts["quantity"] = found[0].quantity
    if reading.has("later") and reading.has("take") and not found and not reading.has("want"):
        return message.intent("smalltalk")  # "siap, besok saya ambil"
    if reading.has("buy") and not reading.is_question | reading.has("look"):
        return message.intent("order", lines=found, facts=_line_facts(message))
    if found and reading.has("want") and not reading.has("seek", "change") and not reading.is_question:
        return message.intent("order", lines=found)
    form = answers.form_facts(reading, message.lexicon)
    if form and (reading.has("change", "only") or "name" in form or "address" in form):
        return message.intent("change_order", facts=facts | form)
    asks = reading.is_question and not (message.expecting and reading.has("change"))
    if facts and not reading.has("seek", "look") and not asks:
        unknown = sum(item.kind == "unknown" for item in message.items)
        if reading.has("change", "only", "size_label") or (not unknown and len(list(reading.words())) <= 6):
            return message.intent("change_order", facts=facts | form)
    return None


def _about_last(message: _Message) -> Intent | None:
    """ "ready?", "masih ada?", "ada fotonya?": about the listing talked of last."""
    if any(is_weighty(item) for item in message.items):
        return None
    topic = topic_of_listing(message.reading, message.wish)
    facts = {"about": topic} if topic else {}
    if message.reading.has("ready", "look", "price_label", "stock_label", "sold_out") and (
        message.asks or message.reading.has("ready", "look", "seek", "sold_out") or message.reading.is_question
    ):
        return message.intent("show_listing", facts=facts)
    if topic == "price" and message.reading.has("ask"):
        return message.intent("show_listing", facts=facts)
    return None


def _weak(message: _Message) -> Intent | None:
    names = spoken(message.reading, "without_goods")
    for name in names:
        if name in ("thanks", "greeting"):
            continue
        if name in ("close_shop", "reopen_shop") and message.role != "seller":
            continue
        if name == "payment_question" and not message.asks and message.reading.has("only", "change"):
            continue
        return message.intent(name)
    return None


def _alone(message: _Message) -> Intent | None:
    closing = {"thanks", "greeting"} & set(spoken(message.reading, "without_goods"))
    if _only_wants(message):
        return message.intent("yes")
    for name in message.alone:
        if name == "thanks" or (name == "no" and _asks_whether(message)):
            continue
        if (name in ("yes", "no", "smalltalk", "help") and closing) or (
            name == "close_shop" and message.role != "seller"
        ):
            continue
        if name in seller.DEEDS:
            if message.role == "seller" or message.orders:
                return message.intent(name, facts=seller.reason(message.reading) if name == "reject" else {})
            continue
        return message.intent(name)
    return None


def _rest_of_wish(message: _Message) -> Intent | None:
    """A price, a size, an amount or an order alone: "dibawah 50rb ada apa", "ukuran XL?", "termurah"."""
    wish = message.wish
    if _is_chatter(message) or (not is_wish(wish) and not (wish.words or wish.prefer)):
        return None
    if any(item.entry.goods for item in message.items):
        return None
    attributes = [item for item in message.items if item.kind == "word" and item.entry.attribute]
    if not is_wish(wish) and not (
        attributes and (message.reading.has("seek", "want") or len(list(message.reading.words())) <= 3)
    ):
        return None
    return message.search()


def _closing(message: _Message) -> Intent | None:
    names = spoken(message.reading, "without_goods")
    for name in ("thanks", "greeting"):
        if name in names:
            return message.intent(name)
    if "thanks" in message.alone:
        return message.intent("thanks")
    if all(item.kind == "mark" for item in message.items) and message.reading.is_question:
        return message.intent("help")
    if message.reading.has("in_all") and len(message.items) == 1:
        return None
    if _is_chatter(message):
        return message.intent("smalltalk")
    if all(item.has("address", "filler") or item.kind == "mark" for item in message.items):
        return message.intent("greeting" if message.reading.has("address") else "smalltalk")
    return None


def _any_batik(message: _Message) -> Intent | None:
    """ "ada batik apa aja": everything."""
    batik = any(item.text.startswith("batik") for item in message.items)
    alone = (
        batik
        and not any(item.kind == "unknown" or item.has("common") for item in message.items)
        and len(message.items) <= 2
    )
    if message.wish.unknown or any(is_weighty(item) for item in message.items):
        return None
    if alone or message.reading.has("everything") or (batik and message.reading.has("seek", "want", "look", "ask")):
        return message.intent("search", wish=message.wish)
    return None


STEPS = (
    _order_deed,
    _goods_of_seller,
    _answer,
    _new_listing,
    _strong,
    _talking_on,
    _cancel,
    _named_goods,
    _search,
    _other_goods,
    _alone,
    _weak,
    _change,
    _rest_of_wish,
    _any_batik,
    _about_last,
    _closing,
)
