"""What was sold at the stall: "laku K0123 2", "laku K0123 L 2", "laku 2 daster 90rb". It comes off the stock and is
logged, and the city counts it when the shop agrees, which it is asked once.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

from flask_babel import gettext as _

import clock
from bot.clocks import evening_recap
from bot.seller.goods import own_goods, taking_back
from bot.talk import choices
from bot.talk.deed import SELLERS, Deed
from bot.talk.turn import Answer, Turn, ask_whether, say
from bot.understanding import Line
from bot.words.wording import size_name
from catalog import lookup, shelf, stock
from catalog.models import Listing, ShopEvent
from messaging.content import MAX_LIST_ITEMS, Content, Option
from money import figure, rupiah
from orders import offline
from orders.models import OfflineSale

TOLD_TWICE = timedelta(minutes=5)  # the same sale told again so soon may be the same message, sent over a weak line
MOST_PIECES, MOST_RUPIAH = 10_000, 1_000_000_000
RARE_STEP = 5  # a sum so many times as high or low as the usual one is asked about


@dataclass(frozen=True)
class Sold:
    """Pieces of one listing and size ("" where it has none), and the rupiah for all of them."""

    listing: Listing
    size: str
    quantity: int
    amount: int


def log_sale(turn: Turn) -> Answer:
    """Logs all that the message names, or nothing and asks."""
    meant: list[tuple[Listing, Line]] = []
    for line in _lines(turn):
        listing = own_goods.meant(turn, line, partial(_option, turn, line))
        if isinstance(listing, Answer):
            return listing
        meant.append((listing, line))
    stock.hold(turn.session, [listing.id for listing, _line in meant])
    sizes = [_size(turn, listing, line) for listing, line in meant]
    asked = next((size for size in sizes if isinstance(size, Answer)), None)
    if asked:
        return asked
    sold = _priced(
        turn, [(listing, str(size), line.quantity or 1) for (listing, line), size in zip(meant, sizes, strict=True)]
    )
    return _unlikely(turn, sold) or _told_twice(turn, sold) or _too_few(turn, sold) or _log(turn, sold)


def log_another(turn: Turn) -> Answer:
    """The same as was told a moment ago has been sold once more; the tap that says so counts once."""
    assert turn.seller
    before = offline.numbered(turn.session, turn.seller.id, str(turn.facts.get("sales", "")).split(","))
    goods = {one.id: one for one in stock.hold(turn.session, [sale.listing_id for sale in before])}
    sold = [Sold(goods[sale.listing_id], sale.size, sale.quantity, sale.amount) for sale in before]
    if not sold or any(one.listing.deleted_at for one in sold):
        return say(_("Itu sudah tidak ada di antara barang toko Anda. Ketik *barang saya* untuk melihat semuanya."))
    numbers = [sale.number for sale in before]
    return _told_twice(turn, sold, numbers) or _too_few(turn, sold) or _log(turn, sold)


def answer_consent(turn: Turn) -> Answer:
    """The answer to whether the city may count what this shop sells itself; it may be changed by the same buttons."""
    assert turn.seller
    answer = offline.YES if turn.facts.get("answer") == offline.YES else offline.NO
    offline.answer_consent(turn.session, turn.seller, answer, taking_back.author(turn))
    if answer == offline.YES:
        return say(
            _(
                "Terima kasih! Penjualan di kios ikut dihitung untuk data kota, tanpa nama pembeli. Ketik *laku …* setiap ada yang terjual."
            )
        )
    return say(_("Baik, tidak dihitung untuk data kota. Stok dan rekap Anda tetap jalan seperti biasa."))


# ---------------------------------------------------------------- what was sold


def _lines(turn: Turn) -> list[Line]:
    """What the message names; a button carries the number of pieces beside its line."""
    facts = turn.facts
    lines = list(turn.intent.lines) or [Line(size=facts.get("size"))]
    return [replace(line, quantity=line.quantity or facts.get("quantity") or 1) for line in lines]


def _option(turn: Turn, line: Line, title: str, code: str, size: str | None = None, description: str = "") -> Option:
    """The choice that tells the same of another listing or size."""
    price = turn.facts.get("price", "")
    return choices.deed(
        "sold_offline", title, code, size or line.size or "", line.quantity or 1, price, description=description
    )


def _size(turn: Turn, listing: Listing, line: Line) -> str | Answer:
    """The size that was sold, or which one is asked."""
    sizes = own_goods.sizes_of(listing)
    if line.size in sizes:
        return line.size
    if sizes == ["allsize"]:
        return "allsize"
    if not sizes or (line.size is None and (len(sizes) == 1 or listing.stock is not None)):
        return sizes[0] if len(sizes) == 1 else ""
    left = shelf.counts(listing)
    options = [
        _option(turn, line, size_name(size), listing.code, size, _("sisa %(n)s", n=left.get(size, listing.stock or 0)))
        for size in sizes
    ]
    text = _("%(goods)s.", goods=own_goods.name(listing))
    if line.size is not None:
        text = _("%(goods)s tidak punya ukuran %(size)s.", goods=own_goods.name(listing), size=size_name(line.size))
    content = Content.fitting(
        text + " " + _("Yang laku ukuran apa?"), options=tuple(options[:MAX_LIST_ITEMS]), list_title=_("Pilih ukuran")
    )
    return Answer(content, {"codes": [listing.code]})


def _priced(turn: Turn, sold: list[tuple[Listing, str, int]]) -> list[Sold]:
    """With the money that was said, in all, shared out by the prices on the shelf; else with those prices."""
    usual = [lookup.price_of(listing, quantity) for listing, _size, quantity in sold]
    said = turn.facts.get("price")
    if said is None:
        amounts = usual
    else:
        in_all = (
            said
            if "sure" in turn.facts
            else _in_all(said, sum(quantity for _listing, _size, quantity in sold), sum(usual))
        )
        amounts = [in_all * each // sum(usual) for each in usual]
        amounts[-1] += in_all - sum(amounts)
    return [Sold(*one, amount) for one, amount in zip(sold, amounts, strict=True)]


def _in_all(said: int, quantity: int, usual: int) -> int:
    """ "laku 2 daster 90rb" is 90 thousand for both. Only where that is far below what they cost and the price of one
    fits better ("laku 12 daster 45rb") it was the price of one."""
    is_each = max(said, usual) * min(said * quantity, usual) > min(said, usual) * max(said * quantity, usual)
    return said * quantity if is_each else said


# ---------------------------------------------------------------- what can't be


def _unlikely(turn: Turn, sold: list[Sold]) -> Answer | None:
    """A question about the first number or sum that can hardly be meant; None where all are likely."""
    for one in sold:
        usual = lookup.price_of(one.listing, one.quantity)
        words = _(
            "%(quantity)s potong %(goods)s, %(amount)s",
            quantity=figure(one.quantity),
            goods=_goods(one),
            amount=rupiah(one.amount),
        )
        if one.quantity > MOST_PIECES or one.amount > MOST_RUPIAH:
            example = _("Contoh: *laku %(code)s 2*. Yang laku berapa potong?", code=one.listing.code)
            return say(_("%(sale)s sepertinya keliru.", sale=words) + " " + example, codes=[one.listing.code])
        is_rare = one.amount * RARE_STEP < usual or one.amount > usual * RARE_STEP
        if is_rare and "sure" not in turn.facts:
            more = turn.facts.get("more", "")
            yes = choices.deed(
                "sold_offline", _("Ya, benar"), one.listing.code, one.size, one.quantity, one.amount, more, "sure"
            )
            text = _("%(sale)s (biasanya %(usual)s). Sudah benar?", sale=words, usual=rupiah(usual))
            return ask_whether(text, yes, choices.deed("keep", _("Tidak")), codes=[one.listing.code])
    return None


def _told_twice(turn: Turn, sold: list[Sold], known: Sequence[str] = ()) -> Answer | None:
    """All of it was told a moment ago, so that the message may only have come twice; None where it was not, where the
    shop has just said that it is another sale than those (`known`: their numbers), and where a button tells it, which
    answers a question about this very sale."""
    if turn.message.choice and not known:
        return None
    since = clock.now() - TOLD_TWICE
    before = [offline.just_told(turn.session, one.listing, one.size, one.quantity, one.amount, since) for one in sold]
    if not all(before) or before == list(known):
        return None
    lines = [
        _("%(goods)s: baru saja dicatat laku %(quantity)s.", goods=_goods(one), quantity=figure(one.quantity))
        for one in sold
    ]
    yes = choices.deed("sold_again", _("Ya, penjualan lain"), ",".join(before))
    text = "\n".join(lines) + " " + _("Ini penjualan lain?")
    return ask_whether(text, yes, choices.deed("keep", _("Tidak")), codes=[one.listing.code for one in sold])


def _too_few(turn: Turn, sold: list[Sold]) -> Answer | None:
    """More was sold than the stock says: what is left is told, and either number may be the right one."""
    left = {(one.listing.id, key): pieces for one in sold for key, pieces in shelf.counts(one.listing).items()}
    for one in sold:
        shelf_key = (one.listing.id, _key(one))
        if one.quantity > left[shelf_key] and "more" not in turn.facts:
            return _ask_which_number(turn, one, left[shelf_key])
        left[shelf_key] -= one.quantity
    return None


def _ask_which_number(turn: Turn, one: Sold, left: int) -> Answer:
    text = _(
        "Stok %(goods)s tercatat %(left)s, kurang dari %(quantity)s.",
        goods=_goods(one),
        left=left,
        quantity=one.quantity,
    )
    size, price = one.size, turn.facts.get("price", "")
    more = choices.deed(
        "sold_offline", _("Memang laku %(n)s", n=one.quantity), one.listing.code, size, one.quantity, price, "more"
    )
    keep = choices.deed("keep", _("Tidak jadi"))
    if not left:
        return ask_whether(text + " " + _("Memang laku %(n)s?", n=one.quantity), more, keep, codes=[one.listing.code])
    fewer = choices.deed("sold_offline", _("Laku %(n)s saja", n=left), one.listing.code, size, left)
    return say(text + " " + _("Yang laku berapa?"), fewer, more, keep, codes=[one.listing.code])


def _goods(one: Sold) -> str:
    return own_goods.name(one.listing) + (f", {size_name(one.size)}" if one.size else "")


def _key(one: Sold) -> str:
    """Under which size of the shelf its pieces are counted."""
    return "" if one.listing.stock is not None else one.size


# ---------------------------------------------------------------- logging it


def _log(turn: Turn, sold: list[Sold]) -> Answer:
    assert turn.seller
    by = taking_back.author(turn, is_batch=len(sold) > 1 or "more" in turn.facts)
    told: list[tuple[OfflineSale, ShopEvent]] = []
    for one in sold:
        missing = one.quantity - shelf.counts(one.listing)[_key(one)]
        if missing > 0:  # it was there after all: the stock is put right before it is sold
            shelf.add_stock(turn.session, one.listing, {_key(one): missing}, by)
        told.append(offline.tell(turn.session, one.listing, one.size, one.quantity, one.amount, by))
    evening_recap.arrange(turn.session, turn.seller.id)
    lines = [_told(one, sale, event) for one, (sale, event) in zip(sold, told, strict=True)]
    return _with_consent(turn, "\n".join(lines), told[-1][1], [one.listing.code for one in sold])


def _told(one: Sold, sale: OfflineSale, event: ShopEvent) -> str:
    size = f", {size_name(one.size)}" if one.size else ""
    each = f" (@{rupiah(one.amount // one.quantity)})" if one.quantity > 1 and one.amount % one.quantity == 0 else ""
    sum_ = _("%(quantity)s potong, %(amount)s%(each)s", quantity=one.quantity, amount=rupiah(one.amount), each=each)
    lines = [f"*{sale.number}* · {own_goods.name(one.listing)}{size}", f"{sum_}; {taking_back.change_in_words(event)}."]
    if not any(shelf.counts(one.listing).values()):
        lines.append(_("Habis. Kalau ada lagi, ketik *%(code)s +10*.", code=one.listing.code))
    return "\n".join(lines)


def _with_consent(turn: Turn, text: str, event: ShopEvent, codes: list[str]) -> Answer:
    """What was logged; the first time, with the one question whether the city may count it."""
    assert turn.seller
    if turn.seller.offline_consent:
        return taking_back.offer(text, [event], codes)
    offline.answer_consent(turn.session, turn.seller, offline.ASKED, taking_back.author(turn))
    question = _(
        "Penjualan di kios boleh ikut dihitung untuk data penjualan batik kota, tanpa nama pembeli? Kalau tidak, stok tetap berubah."
    )
    asked = ask_whether(
        f"{text}\n\n{question}",
        choices.deed("count_offline", _("Ya, boleh"), offline.YES),
        choices.deed("count_offline", _("Tidak"), offline.NO),
        taking_back.option(event),
    )
    return replace(
        asked,
        about={"codes": codes, "event": event.id or 0},
        question={**asked.question, "cancel": taking_back.option(event).id},
    )


DEED = Deed(
    "a sale at the stall",
    by=SELLERS,
    handlers={"count_offline": answer_consent},
    changes={"sold_offline": log_sale, "sold_again": log_another},
    buttons={
        "sold_offline": ("code", "size", "#quantity", "#price", "more", "sure"),
        "sold_again": ("sales",),
        "count_offline": ("answer",),
    },
)
