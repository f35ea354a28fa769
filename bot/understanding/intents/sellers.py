"""What only sellers say: of their own goods, of a draft, of their orders."""

from dataclasses import replace

from bot.understanding.forms import bargaining, sellers_orders
from bot.understanding.forms import sellers_goods as goods
from bot.understanding.goods.draft import names_goods_anew, read_changes
from bot.understanding.goods.listing import looks_like_listing, read_listing
from bot.understanding.goods.several import offers
from bot.understanding.intent import Intent, Wish
from bot.understanding.intents.message import DRAFT_FIELDS, Message, read_message
from bot.understanding.intents.said import breaking_in, names_goods, only_of_sellers
from bot.understanding.letters.words import Reading

LEFT = frozenset(("tinggal", "sisa", "sisanya", "tersisa", "kari", "karine", "gari", "garine", "left", "sisane"))


def floor(message: Message) -> Intent | None:
    """ "nego K0123 sampai 50rb", "harga pas K0123": how far buyers may bargain."""
    if not message.is_seller or message.reading.is_question or not message.has_code:
        return None
    facts = bargaining.floor(message.reading)
    if facts is None:
        return None
    return message.intent("set_floor", lines=goods.named(message.reading, message.lexicon), facts=facts)


def own_goods(message: Message) -> Intent | None:
    """ "stok K0123 5", "harga K0123 55rb", "laku K0123 2", "+3"."""
    if not _tells(message):
        return None
    if message.expecting and not message.has_code:
        return _beside_question(message)
    return (
        _sold(message)
        or _deleted(message)
        or _prices_changed(message)
        or _wholesale(message)
        or _price(message)
        or _stock(message)
    )


def _tells(message: Message) -> bool:
    """Whether something is told of goods by their code; a seller in no form may leave the code away."""
    reading = message.reading
    if reading.is_question or any(item.has("ask") and item.text != "apa" for item in reading.items):
        return False
    if not message.has_code and (not message.is_seller or message.orders or reading.has("closed")):
        return False  # "libur sampai tgl 5": a day, no stock
    if "cancel" in message.always and not message.is_seller:
        return False
    return not reading.has("buy") or reading.has("sold", "wholesale")


def _beside_question(message: Message) -> Intent | None:
    """What can't be meant of a draft: a sale, prices of goods that are described, what is left of them; "harganya 55"
    and "stok 5" are of the draft. In a form only that prices move ("semua gamis naik 5rb")."""
    described = names_goods(replace(message.wish, wholesale=False))
    moves = message.reading.has("raise", "lower") and (described or message.reading.has("in_all"))
    moved = _prices_changed(message) if moves else None
    if message.in_form:
        return moved
    return _sold(message) or moved or (_stock(message) if described else None)


def _names_no_goods(message: Message) -> bool:
    """Whether the goods are those named by code or talked of last, and none are described or looked for."""
    looks = message.reading.has("seek", "which", "most", "about", "least", "want")
    return message.has_code or not (looks or names_goods(replace(message.wish, wholesale=False)))


def _sold(message: Message) -> Intent | None:
    reading = message.reading
    pieces = any(item.kind in ("number", "count") for item in reading.items)
    is_sold = reading.has("sold") or (reading.has("sold_with_pieces") and pieces)
    if not is_sold or (reading.has("sold_out") and not message.has_code):
        return None
    lines, facts = goods.sold(reading, message.lexicon)
    wish = Wish() if lines else replace(goods.goods_only(message.wish), size=())
    return message.intent("sold_offline", lines=lines, facts=facts, wish=wish)


def _deleted(message: Message) -> Intent | None:
    lines = goods.named(message.reading, message.lexicon)
    alone = all(item.has("drop", "filler", "address") for item in message.said)
    if (
        not message.is_seller
        or not (lines or alone)
        or not message.reading.has("drop")
        or message.reading.has("wholesale")
    ):
        return None
    return message.intent("delete_listing", lines=lines)


def _prices_changed(message: Message) -> Intent | None:
    reading = message.reading
    moves = reading.has("raise", "lower")
    if names_goods(message.wish) and not (message.has_code or reading.has("in_all") or _begins_with_move(message)):
        return None  # a caption may speak of a discount
    if not message.is_seller or not (moves or (reading.has("in_all") and reading.has("price_label", "change"))):
        return None
    facts = goods.price_change(reading)
    if not facts or reading.has("seek", "sold"):
        return None
    lines = goods.named(reading, message.lexicon)
    wish = goods.goods_only(message.wish)
    if "price" in facts and (lines or not (names_goods(wish) or reading.has("in_all"))):
        return message.intent("set_price", lines=lines, facts=facts)
    return message.intent("change_prices", lines=lines, wish=wish, facts=facts)


def _begins_with_move(message: Message) -> bool:
    first = next((item for item in message.said if not item.has("filler", "address", "price_label")), None)
    heads = any(item.text == ":" for item in message.items)  # "Baru turun jemuran: jarik cap …"
    return first is not None and first.has("raise", "lower") and not heads


def _wholesale(message: Message) -> Intent | None:
    reading = message.reading
    facts = goods.wholesale(reading) if _names_no_goods(message) else {}
    return message.intent("set_wholesale", lines=goods.named(reading, message.lexicon), facts=facts) if facts else None


def _price(message: Message) -> Intent | None:
    reading = message.reading
    labelled = any(item.has("price_label") and item.text not in ("rp", "idr", "@", "mung") for item in reading.items)
    price = goods.price(reading)
    if price is None or not _names_no_goods(message) or (reading.has("most", "about", "least") and not labelled):
        return None
    if not labelled and not (message.has_code and message.is_seller and not reading.has("want")):
        return None
    by_size = goods.prices_by_size(reading)
    facts = {"prices": by_size} if by_size else {"price": price}
    return message.intent("set_price", lines=goods.named(reading, message.lexicon), facts=facts)


def _stock(message: Message) -> Intent | None:
    reading = message.reading
    lines, facts = goods.stock(reading, message.lexicon)
    if not facts or (reading.has("sold_out") and not message.is_seller):
        return None
    if not _names_no_goods(message):
        wish = replace(goods.goods_only(message.wish), size=())
        if _is_left(message):
            listing = read_changes(message.reading, message.lexicon)
            return replace(message.intent("set_stock", lines=lines, facts=facts, wish=wish), listing=listing)
        return message.intent("set_stock", lines=lines, facts=facts, wish=wish) if _counts_described(message) else None
    named = message.has_code or any(line.place for line in lines)
    labelled = reading.has("stock_label") or (message.is_seller and message.has_code and reading.has("ready"))
    labelled = labelled and not reading.has("want", "seek")
    told = labelled or ("delta" in facts and message.is_seller) or (named and reading.has("sold_out"))
    return message.intent("set_stock", lines=lines, facts=facts) if told else None


def _is_left(message: Message) -> bool:
    """ "daster ikan tinggal 10": what is left of goods that are described, with no price. If she has none such, it may
    still be a caption (the listing goes with it)."""
    reading = message.reading
    named = message.wish.product and not message.wish.technique and not message.has_code
    left = any(item.text in LEFT for item in reading.items)
    looks = reading.has("seek", "which", "most", "about", "want") or any(item.kind == "money" for item in reading.items)
    return bool(message.is_seller and named and left and not looks)


def _counts_described(message: Message) -> bool:
    """ "stok daster 7", "tambah stok kawung 5": the stock of goods that are described, told first and with no price;
    "daster stok 7" may be new goods."""
    reading = message.reading
    first = next((item for item in message.said if not item.has("filler", "address")), None)
    begins = first is not None and first.has("stock_label", "increase", "decrease")
    looks = reading.has("seek", "which", "most", "about", "least", "want") or any(
        i.kind == "money" for i in reading.items
    )
    return message.is_seller and begins and reading.has("stock_label") and not looks


# ---------------------------------------------------------------- a listing and its draft


def new_listing(message: Message) -> Intent | None:
    """A caption: "Daster cap 45rb stok 60"; several goods in a message make several listings."""
    if not message.is_seller or message.has_code:
        return None
    reading = _without_shops(message)
    if not looks_like_listing(reading):
        return None
    texts = offers(reading)
    known = message.lexicon.without_shops()
    readings = [reading] if len(texts) == 1 else [read_message(text, known) for text in texts]
    listings = tuple(read_listing(reading, message.lexicon) for reading in readings)
    return replace(message.intent("new_listing"), listing=listings[0], listings=listings)


def _without_shops(message: Message) -> Reading:
    """A caption names goods, and no shop: "ecoprint daun jati" is not Ecoprint Daun Jati."""
    if not any(item.kind == "shop" for item in message.items):
        return message.reading
    return read_message(message.text, message.lexicon.without_shops())


def draft(message: Message) -> Intent | None:
    """The answer to a draft's question, or a correction of it."""
    if not message.has_draft or message.has_code or message.orders or message.reading.is_question:
        return None
    said = {*message.always, *message.alone, *message.without_goods}
    if any(map(only_of_sellers, said)) or set(message.always) & breaking_in("always") or message.reading.has("seek"):
        return None
    if message.reading.has("closed") and not message.wish.product:
        return None  # "libur sampai tgl 5"
    asked = message.expecting if message.expecting in DRAFT_FIELDS else ""
    changes = read_changes(message.reading, message.lexicon, asked)
    if changes and not names_goods_anew(message.reading, changes):
        return replace(message.intent("change_draft"), listing=changes)
    return None if changes else _about_draft(message)


def _about_draft(message: Message) -> Intent | None:
    if "cancel" in message.always:
        return message.intent("cancel")
    for name in ("no", "yes"):
        if name in message.alone and not (message.always or message.reading.has("ask")):
            return message.intent(name)  # "pembelinya siapa ya" says no yes
    only_numbers = all(item.kind in ("number", "count") for item in message.said)
    return message.intent("change_draft") if message.said and only_numbers else None  # a number of what?


# ---------------------------------------------------------------- orders


def order_terms(message: Message) -> Intent | None:
    """What is left of an order, its postage, how much of its money came."""
    if (
        not message.is_seller
        or message.in_form
        or message.reading.is_question
        or (message.has_code and not message.orders)
    ):
        return None
    if message.has_draft and not message.orders:  # "XL habis" and "kurang 20rb" may be of the draft
        return _postage(message)
    return _counter_offer(message) or _postage(message) or _money(message)


def _counter_offer(message: Message) -> Intent | None:
    wish = replace(message.wish, size=())
    if message.reading.has("stock_label") or names_goods(wish) or "reject" in message.alone_beside_more:
        return None
    facts = sellers_orders.counter_offer(message.reading, message.lexicon)
    return message.intent("counter_offer", lines=message.lines, facts=facts) if facts else None


def _postage(message: Message) -> Intent | None:
    if "postage" not in message.always or names_goods(message.wish):
        return None
    if "parcel_number" in (sellers_orders.parcel(message.reading, message.role) or {}):
        return None  # "sudah dikirim pake JNE 1122334455"
    free = message.reading.has("free_of_charge")
    fee = 0 if free else sellers_orders.sum_said(message.reading)
    return None if fee is None else message.intent("set_postage", facts={"shipping_fee": fee})


def _money(message: Message) -> Intent | None:
    reading = message.reading
    amount = sellers_orders.sum_said(reading)
    if names_goods(replace(message.wish, wholesale=False)) or (amount is None and not message.orders):
        return None
    for cue, name in (("too_little", "short_paid"), ("too_much", "overpaid"), ("down_payment", "part_paid")):
        if reading.has(cue):
            return message.intent(name, facts={} if amount is None else {"amount": amount})
    return None
