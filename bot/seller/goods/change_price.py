"""What goods cost: "harga K0123 55rb", "grosir K0123 10:42rb 20:40rb", "semua daster naik 5rb".

One listing's price is changed at once, and taken back by one tap; a price that can hardly be meant is asked about, and
so is a change of many, with an example, before anything happens.
"""

from collections.abc import Sequence
from functools import partial

from flask_babel import gettext as _

from bot.seller.goods import own_goods, taking_back
from bot.talk import choices
from bot.talk.deed import SELLERS, Deed
from bot.talk.turn import Answer, Turn, ask_whether, say
from bot.understanding import Line, Wish
from bot.understanding.amounts.prices import with_retail
from bot.words.wording import steps_in_words, wish_in_words
from catalog import own_goods as goods_of_shop
from catalog import shelf, stock
from catalog.errors import PriceTiers
from catalog.models import Listing, ShopEvent
from catalog.shelf import Tiers
from messaging.content import Content, Option
from money import rupiah

LEAST, MOST = 1_000, 1_000_000_000  # rupiah for one piece: outside, the price is asked for again
RARE_STEP = 5  # a price so many times as high or low as the old one is asked about
ROUNDED_TO = 500  # rupiah, where prices change by percent


def set_price(turn: Turn) -> Answer:
    """ "harga K0123 55rb"; of several prices by size one has to be chosen."""
    price = turn.facts.get("price", "")
    listing = own_goods.meant(turn, _line(turn), lambda title, code: choices.deed("set_price", title, code, price))
    if isinstance(listing, Answer):
        return listing
    if price == "":
        return _ask_which(listing, turn.facts.get("prices", ()))
    return _unlikely(turn, listing, price) or _set(turn, listing, price)


def ask(turn: Turn) -> Answer:
    """The button "Ubah harga": asks for the price."""
    listing = own_goods.meant(turn, _line(turn), lambda title, code: choices.deed("ask_price", title, code))
    if isinstance(listing, Answer):
        return listing
    text = _("%(goods)s: harga sekarang %(price)s.", goods=own_goods.name(listing), price=rupiah(listing.price))
    return _ask_price(listing, text + " " + _("Jadi berapa?"))


def set_wholesale(turn: Turn) -> Answer:
    """ "grosir K0123 10:42rb 20:40rb": these instead of the old ones; "hapus grosir": none."""
    told: Tiers = turn.facts["wholesale"]
    listing = own_goods.meant(turn, _line(turn), partial(_wholesale_option, told))
    if isinstance(listing, Answer):
        return listing
    (listing,) = stock.hold(turn.session, [listing.id])
    price = turn.facts.get("price", listing.price)
    tiers = with_retail(told, price)
    wrong = next((tier for tier in tiers if tier[0] < 2 or not LEAST <= tier[1] < price), None)
    if wrong:
        return _ask_tiers(listing, wrong, price)
    lowest = min((tier[1] for tier in tiers), default=price)
    if lowest * RARE_STEP < price and "sure" not in turn.facts:
        text = _(
            "%(goods)s: grosir %(steps)s, harga satuan %(price)s. Sudah benar?",
            goods=own_goods.name(listing),
            steps=steps_in_words(tiers),
            price=rupiah(price),
        )
        yes = _wholesale_option(tiers, _("Ya, benar"), listing.code, sure="sure")
        return ask_whether(text, yes, choices.deed("keep", _("Tidak")), codes=[listing.code])
    return _set_tiers(turn, listing, tiers)


def change_many(turn: Turn) -> Answer:
    """ "semua daster naik 5rb": says how many and shows one, and acts after a yes."""
    if turn.intent.lines:
        return _change_named(turn)
    assert turn.seller
    found = goods_of_shop.matching(turn.session, turn.seller.id, turn.wish)
    goods = [listing for listing in found if _new_price(turn, listing.price) != listing.price]
    if not goods:
        return _nothing_to_change(turn, found)
    wrong = next((one for one in goods if not LEAST <= _new_price(turn, one.price) <= MOST), None)
    if wrong:
        text = _(
            "%(goods)s akan jadi %(price)s, itu tidak mungkin.",
            goods=own_goods.name(wrong),
            price=rupiah(_new_price(turn, wrong.price)),
        )
        return say(text + " " + _("Harga diubah berapa?"), codes=[wrong.code])
    return _change_all(turn, goods) if turn.facts.get("number") == len(goods) else _ask_all(turn, goods)


# ---------------------------------------------------------------- one listing


def _line(turn: Turn) -> Line:
    return turn.intent.lines[0] if turn.intent.lines else Line()


def _unlikely(turn: Turn, listing: Listing, price: int) -> Answer | None:
    """A question about a price that can hardly be meant, or that is for one size; None where all is well."""
    if not LEAST <= price <= MOST:
        text = _(
            "Harga %(price)s untuk %(goods)s sepertinya keliru.", price=rupiah(price), goods=own_goods.name(listing)
        )
        return _ask_price(listing, text + " " + _("Harga yang benar berapa?"))
    yes = choices.deed("set_price", _("Ya, ubah"), listing.code, price, "sure")
    is_rare = price * RARE_STEP < listing.price or price > listing.price * RARE_STEP
    if "sure" in turn.facts or not (is_rare or _line(turn).size):
        return None
    change = _(
        "%(goods)s: harga %(old)s → %(new)s",
        goods=own_goods.name(listing),
        old=rupiah(listing.price),
        new=rupiah(price),
    )
    question = _("Sudah benar?") if is_rare else _("Harga berlaku untuk semua ukuran. Diubah?")
    return ask_whether(f"{change}. {question}", yes, choices.deed("keep", _("Tidak")), codes=[listing.code])


def _ask_which(listing: Listing, prices: Sequence[int]) -> Answer:
    """One listing has one price: which of these, or, where goods had to be chosen before, which at all."""
    if not prices:
        return _ask_price(listing, _("%(goods)s.", goods=own_goods.name(listing)) + " " + _("Harga yang benar berapa?"))
    text = _("Satu barang satu harga; ukuran yang lain harganya bisa dikirim sebagai barang sendiri.")
    options = [choices.deed("set_price", rupiah(price), listing.code, price) for price in prices]
    asked = f"{own_goods.name(listing)}: {text} " + _("Satu harga untuk semua ukuran, yang mana?")
    content = Content.fitting(asked, options=tuple(options), list_title=_("Pilih"))
    return Answer(content, {"codes": [listing.code]})


def _ask_price(listing: Listing, text: str) -> Answer:
    deed = choices.deed("set_price", "", listing.code).id
    question = {"slot": "price", "deed": deed, "no": choices.deed("keep", "").id}
    return Answer(Content.fitting(text), {"codes": [listing.code]}, question)


def _set(turn: Turn, listing: Listing, price: int) -> Answer:
    (listing,) = stock.hold(turn.session, [listing.id])
    event = shelf.set_price(turn.session, listing, price, taking_back.author(turn))
    if event is None:
        return say(
            _("%(goods)s: harganya memang %(price)s.", goods=own_goods.name(listing), price=rupiah(price)),
            codes=[listing.code],
        )
    text = _(
        "%(goods)s: harga %(old)s → %(new)s.",
        goods=own_goods.name(listing),
        old=rupiah(event.old["price"]),
        new=rupiah(price),
    )
    return taking_back.offer("\n".join([text, *_dropped([event])]), [event], [listing.code])


def _dropped(events: Sequence[ShopEvent]) -> list[str]:
    """That wholesale prices went because they were no lower any more."""
    gone = [tier for event in events for tier in event.old.get("wholesale", []) if tier not in event.new["wholesale"]]
    if not gone:
        return []
    if len(events) > 1:
        return [_("Harga grosir yang tidak lebih murah lagi dilepas.")]
    return [_("Harga grosir %(steps)s dilepas karena tidak lebih murah lagi.", steps=steps_in_words(gone))]


# ---------------------------------------------------------------- wholesale


def _wholesale_option(tiers: Tiers, title: str, code: str, sure: str = "") -> Option:
    return choices.deed("set_wholesale", title, code, choices.tiers_in_id(tiers), sure)


def _ask_tiers(listing: Listing, wrong: Sequence[int], price: int) -> Answer:
    pieces, each = wrong[:2]
    if pieces < 2:
        text = _("Harga grosir mulai dari 2 potong.")
    elif each < LEAST:
        text = _("Harga grosir %(each)s sepertinya keliru.", each=rupiah(each))
    else:
        text = _(
            "Harga grosir %(each)s tidak lebih murah dari harga satuan %(goods)s, %(price)s.",
            each=rupiah(each),
            goods=own_goods.name(listing),
            price=rupiah(price),
        )
    example = _("Contoh: *grosir %(code)s 12:%(each)s*.", code=listing.code, each=round(price * 9 // 10, -3) or price)
    return say(f"{text} {example} " + _("Harga grosirnya berapa?"), codes=[listing.code])


def _set_tiers(turn: Turn, listing: Listing, tiers: Tiers) -> Answer:
    by = taking_back.author(turn, is_batch="price" in turn.facts)
    try:
        with turn.session.begin_nested():
            priced = shelf.set_price(turn.session, listing, turn.facts["price"], by) if "price" in turn.facts else None
            event = shelf.set_wholesale(turn.session, listing, tiers, by)
    except PriceTiers as refused:
        text = _(
            "Grosir %(pieces)s potong %(each)s tidak lebih murah dari %(before)s. Beli lebih banyak seharusnya lebih murah.",
            pieces=refused.pieces,
            each=rupiah(refused.price),
            before=rupiah(refused.before),
        )
        return say(text + " " + _("Harga grosirnya berapa?"), codes=[listing.code])
    changed = [each for each in (priced, event) if each]
    if not changed:
        return say(_("%(goods)s: harga grosirnya memang begitu.", goods=own_goods.name(listing)), codes=[listing.code])
    words = ", ".join(map(taking_back.change_in_words, changed))
    return taking_back.offer(f"{own_goods.name(listing)}: {words}.", changed, [listing.code])


# ---------------------------------------------------------------- many


def _new_price(turn: Turn, old: int) -> int:
    """Rupiah after the change that the message wants: `price` for all, `delta` rupiah or `percent` more or less."""
    facts = turn.facts
    if "price" in facts:
        return int(facts["price"])
    if "delta" in facts:
        return int(old + facts["delta"])
    return round(old * (100 + facts["percent"]) / 100 / ROUNDED_TO) * ROUNDED_TO


def _change_named(turn: Turn) -> Answer:
    """ "K0123 naik 5rb": by code nothing needs to be asked."""
    goods = []
    for line in turn.intent.lines:
        listing = own_goods.meant(turn, line, _many_option(turn))
        if isinstance(listing, Answer):
            return listing
        asked = _unlikely(turn, listing, _new_price(turn, listing.price))
        if asked:
            return asked
        goods.append(listing)
    return _change_all(turn, goods)


def _many_option(turn: Turn) -> own_goods.Again:
    facts = turn.facts
    kinds = [facts.get(name, "") for name in ("delta", "percent", "price")]
    return lambda title, code: choices.deed("change_prices", title, code, "", *kinds)


def _nothing_to_change(turn: Turn, found: Sequence[Listing]) -> Answer:
    if found:
        return say(_("Harganya memang sudah begitu, tidak ada yang diubah. Ketik *barang saya* untuk melihatnya."))
    text = _("Tidak ada %(goods)s di antara barang toko Anda.", goods=wish_in_words(turn.wish))
    return say(text + " " + _("Ketik *barang saya* untuk melihat semuanya."))


def _ask_all(turn: Turn, goods: Sequence[Listing]) -> Answer:
    first = goods[0]
    change = f"{rupiah(first.price)} → {rupiah(_new_price(turn, first.price))}"
    what = wish_in_words(turn.wish) if turn.wish != Wish() else _("semua barang Anda")
    text = _("%(number)s barang berubah harga: %(goods)s.", number=len(goods), goods=what)
    lines = [text, _("Contoh: %(goods)s, %(change)s.", goods=own_goods.name(first), change=change), _("Ubah semuanya?")]
    facts = turn.facts
    kinds = [facts.get(name, "") for name in ("delta", "percent", "price")]
    yes = choices.deed("change_prices", _("Ya, ubah semua"), "", choices.goods_in_id(turn.wish), *kinds, len(goods))
    return ask_whether("\n".join(lines), yes, choices.deed("keep", _("Tidak")), codes=[one.code for one in goods[:10]])


def _change_all(turn: Turn, goods: Sequence[Listing]) -> Answer:
    held = stock.hold(turn.session, [listing.id for listing in goods])
    by = taking_back.author(turn, is_batch=True)
    events = shelf.set_prices(turn.session, [(one, _new_price(turn, one.price)) for one in held], by)
    told = dict(zip([event.listing_id for event in events], events, strict=True))
    lines = [f"*{one.code}*: {taking_back.change_in_words(told[one.id])}" for one in held if one.id in told]
    if not lines:
        return _nothing_to_change(turn, held)
    if len(lines) > taking_back.MOST_SHOWN:
        lines = [
            *lines[: taking_back.MOST_SHOWN],
            _("… dan %(number)s lagi", number=len(lines) - taking_back.MOST_SHOWN),
        ]
    opening = _("*%(number)s harga diubah.*", number=len(events)) if len(events) > 1 else ""
    text = "\n".join(filter(None, [opening, *lines, *_dropped(events)]))
    return taking_back.offer(text, events, [one.code for one in held][:10])


DEED = Deed(
    "change prices",
    by=SELLERS,
    changes={"set_price": set_price, "ask_price": ask, "set_wholesale": set_wholesale, "change_prices": change_many},
    buttons={
        "set_price": ("code", "#price", "sure"),
        "ask_price": ("code",),
        "set_wholesale": ("code", "wholesale", "sure"),
        "change_prices": ("code", "goods", "#delta", "#percent", "#price", "#number"),
    },
)
