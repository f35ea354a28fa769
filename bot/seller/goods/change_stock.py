"""How many pieces can still be ordered: "stok K0123 5", "K0123 L +3", "K0123 habis".

Each change is taken back by one tap. A size that the listing has not is asked about, as is a number that can hardly be
meant.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from flask_babel import gettext as _

from bot.seller.goods import list_goods, made_to_order, own_goods, taking_back
from bot.talk import choices
from bot.talk.deed import SELLERS, Deed, Question
from bot.talk.turn import Answer, Turn, ask_whether, say
from bot.understanding import Line
from bot.words.wording import size_name
from catalog import shelf, stock
from catalog.errors import SoldOut
from catalog.models import Listing, ShopEvent
from messaging.content import MAX_LIST_ITEMS, Content, Option
from money import figure
from orders import lookup as orders_lookup

RARELY_MORE = 10_000  # pieces of one listing: more are asked about
MOST = 1_000_000


@dataclass(frozen=True)
class Wanted:
    """What is to become of one listing's stock: by size ("" for one number that all share) so many pieces, or
    (`is_change`) so many more."""

    listing: Listing
    pieces: dict[str, int]
    is_change: bool


def change(turn: Turn) -> Answer:
    """Changes all that the message names, or nothing and asks."""
    meant: list[tuple[Listing, list[Line]]] = []
    for lines in _by_goods(turn):
        listing = own_goods.meant(turn, lines[0], partial(_again, turn, size=lines[0].size))
        if isinstance(listing, Answer):
            return listing
        meant.append((listing, lines))
    stock.hold(turn.session, [listing.id for listing, _lines in meant])
    wanted = []
    for listing, lines in meant:
        if listing.lead_days:
            return made_to_order.instead_of_stock(listing)
        one = _wanted(turn, listing, lines)
        if isinstance(one, Answer):
            return one
        wanted.append(one)
    return _unlikely(turn, wanted) or _apply(turn, wanted)


def change_or_list(turn: Turn) -> Answer | None:
    """ "daster ikan tinggal 10": of her daster with fish, if she has one; else it is what a new one is like."""
    may_be_new = bool(turn.intent.listing) and not turn.quoted.get("codes")
    if may_be_new and not own_goods.has(turn, turn.wish):
        return (list_goods.correct if list_goods.talked_of(turn) else list_goods.from_words)(turn)
    return change(turn)


def sold_out(turn: Turn) -> Answer:
    """A bare "habis" about the listing talked of: nothing of it can be ordered any more."""
    listing = own_goods.talked_of(turn)
    assert listing
    if listing.lead_days:
        return made_to_order.instead_of_stock(listing)
    stock.hold(turn.session, [listing.id])
    return _apply(turn, [Wanted(listing, dict.fromkeys(shelf.counts(listing), 0), is_change=False)])


def _is_quoted(turn: Turn) -> bool:
    return bool(turn.quoted.get("codes")) and own_goods.talked_of(turn) is not None


def ask(turn: Turn) -> Answer:
    """The button "Ubah stok": asks for the number, of one size where there are several."""
    listing = own_goods.meant(turn, _line(turn), lambda title, code: choices.deed("ask_stock", title, code))
    if isinstance(listing, Answer):
        return listing
    if listing.lead_days:
        return made_to_order.instead_of_stock(listing)
    size = _line(turn).size
    sizes = own_goods.sizes_of(listing)
    if listing.stock is None and size not in sizes and len(sizes) > 1:
        options = [
            choices.deed("ask_stock", size_name(each), listing.code, each, description=_now(listing, each))
            for each in sizes
        ]
        return _list(_("%(goods)s. Stok ukuran apa yang berubah?", goods=own_goods.name(listing)), options, listing)
    key = "" if listing.stock is not None else size or sizes[0]
    text = _("%(goods)s: stok sekarang %(now)s.", goods=_with_size(listing, key), now=shelf.counts(listing)[key])
    return _ask_number(listing, key, text + " " + _("Jadi berapa?"))


# ---------------------------------------------------------------- what is wanted


def _line(turn: Turn) -> Line:
    return turn.intent.lines[0] if turn.intent.lines else Line()


def _by_goods(turn: Turn) -> list[list[Line]]:
    """The lines of the message, those of one listing together, each with its number of pieces."""
    facts = turn.facts
    said = facts.get("stock", facts.get("delta", 0))
    lines = list(turn.intent.lines) or [Line()]
    if isinstance(said, Mapping):  # "M 3, L 5" as an answer
        lines = [replace(lines[0], size=size, quantity=pieces) for size, pieces in said.items()]
    counted = any(line.quantity is not None for line in lines)
    grouped: dict[tuple[str | None, int | None], list[Line]] = {}
    for line in lines:
        quantity = line.quantity if counted else abs(said)
        grouped.setdefault((line.code, line.place), []).append(replace(line, quantity=quantity or 0))
    return list(grouped.values())


def _wanted(turn: Turn, listing: Listing, lines: list[Line]) -> Wanted | Answer:
    is_change = "delta" in turn.facts
    sign = -1 if is_change and turn.facts["delta"] < 0 else 1
    pieces: dict[str, int] = {}
    for line in lines:
        keys = _keys(turn, listing, line, is_change, sign)
        if isinstance(keys, Answer):
            return keys
        for key in keys:
            pieces[key] = sign * (line.quantity or 0)
    return Wanted(listing, pieces, is_change)


def _keys(turn: Turn, listing: Listing, line: Line, is_change: bool, sign: int) -> list[str] | Answer:
    """Under which sizes the number stands; an answer that asks, where that is not clear."""
    size, sizes, gone = line.size, own_goods.sizes_of(listing), line.quantity == 0 and not is_change
    if size is not None and size not in sizes and sizes != ["allsize"]:
        return _ask_other_size(turn, listing, line, sign)
    if listing.stock is not None:
        return _ask_all_or_one(listing, size) if gone and size and own_goods.shares_stock(listing) else [""]
    if size in sizes:
        return [size]
    if len(sizes) == 1 or gone:
        return sizes
    options = [_again(turn, size_name(each), listing.code, each, _now(listing, each)) for each in sizes]
    return _list(_("%(goods)s. Ukuran yang mana?", goods=own_goods.name(listing)), options, listing)


def _again(turn: Turn, title: str, code: str, size: str | None = None, description: str = "") -> Option:
    """The choice that does what this message wants with another listing or size."""
    facts = turn.facts
    pieces = [facts[name] if isinstance(facts.get(name), int) else "" for name in ("stock", "delta")]
    return choices.deed("set_stock", title, code, size or "", *pieces, description=description)


def _ask_other_size(turn: Turn, listing: Listing, line: Line, sign: int) -> Answer:
    assert line.size
    sizes, wrong = own_goods.sizes_of(listing), size_name(line.size)
    if not sizes:
        text = _(
            "%(goods)s tidak memakai ukuran. Stoknya diubah tanpa ukuran %(size)s?",
            goods=own_goods.name(listing),
            size=wrong,
        )
        yes = _again(turn, _("Ya, tanpa ukuran"), listing.code)
        return ask_whether(text, yes, choices.deed("keep", _("Tidak")), codes=[listing.code])
    options = [_again(turn, size_name(each), listing.code, each, _now(listing, each)) for each in sizes]
    if sign > 0 and line.quantity:
        own = line.quantity if listing.stock is None else ""
        options = options[: MAX_LIST_ITEMS - 1]
        options.append(choices.deed("add_size", _("Tambah ukuran %(size)s", size=wrong), listing.code, line.size, own))
    text = _("%(goods)s tidak punya ukuran %(size)s.", goods=own_goods.name(listing), size=wrong)
    return _list(text + " " + _("Maksudnya ukuran yang mana?"), options, listing)


def _ask_all_or_one(listing: Listing, size: str) -> Answer:
    """One number for all sizes, and one size is gone: the others are not sold out by that."""
    sizes = ", ".join(map(size_name, own_goods.sizes_of(listing)))
    text = _("Stok %(goods)s satu angka untuk ukuran %(sizes)s.", goods=own_goods.name(listing), sizes=sizes)
    options = (
        choices.deed("drop_size", _("%(size)s saja", size=size_name(size)), listing.code, size),
        choices.deed("set_stock", _("Semua habis"), listing.code, "", 0),
    )
    return say(
        text + " " + _("Yang habis %(size)s saja atau semua?", size=size_name(size)), *options, codes=[listing.code]
    )


def _list(text: str, options: list[Option], listing: Listing) -> Answer:
    content = Content.fitting(text, options=tuple(options[:MAX_LIST_ITEMS]), list_title=_("Pilih ukuran"))
    return Answer(content, {"codes": [listing.code]})


def _now(listing: Listing, size: str) -> str:
    return _("sekarang %(pieces)s", pieces=shelf.counts(listing).get(size, listing.stock or 0))


# ---------------------------------------------------------------- numbers that can hardly be meant


def _unlikely(turn: Turn, wanted: list[Wanted]) -> Answer | None:
    """A question about the first number that is too high; None where all are likely, or are known to be meant."""
    for one in wanted:
        now = shelf.counts(one.listing)
        for size, pieces in one.pieces.items():
            after = pieces + (now[size] if one.is_change else 0)
            if after > MOST:
                text = _(
                    "%(goods)s: %(pieces)s potong terlalu banyak untuk dicatat.",
                    goods=_with_size(one.listing, size),
                    pieces=figure(after),
                )
                return _ask_number(one.listing, size, text + " " + _("Stok yang benar berapa?"))
            if after > RARELY_MORE and "sure" not in turn.facts:
                text = _(
                    "%(goods)s jadi %(pieces)s potong, sudah benar?",
                    goods=_with_size(one.listing, size),
                    pieces=figure(after),
                )
                yes = choices.deed("set_stock", _("Ya, benar"), one.listing.code, size, after, "", "sure")
                return ask_whether(text, yes, choices.deed("keep", _("Tidak")), codes=[one.listing.code])
    return None


def _ask_number(listing: Listing, size: str, text: str) -> Answer:
    """A question whose answer is the stock of this size."""
    deed = choices.deed("set_stock", "", listing.code, size).id
    question = {"slot": "stock", "deed": deed, "no": choices.deed("keep", "").id}
    return Answer(Content.fitting(text), {"codes": [listing.code]}, question)


# ---------------------------------------------------------------- doing it


def _apply(turn: Turn, wanted: list[Wanted]) -> Answer:
    by = taking_back.author(turn, is_batch=len(wanted) > 1)
    try:
        with turn.session.begin_nested():
            events = [(one, _put(turn, one, by)) for one in wanted]
    except SoldOut as too_few:
        return _too_few(next(one.listing for one in wanted if one.listing.code == too_few.code), too_few)
    changed = [event for _one, event in events if event]
    lines = [_told(turn, one, event) for one, event in events]
    return taking_back.offer("\n".join(lines), changed, [one.listing.code for one in wanted])


def _put(turn: Turn, one: Wanted, by: shelf.Author) -> ShopEvent | None:
    put = shelf.add_stock if one.is_change else shelf.set_stock
    return put(turn.session, one.listing, one.pieces, by)


def _too_few(listing: Listing, too_few: SoldOut) -> Answer:
    """ "-5" where only 3 are left."""
    goods = _with_size(listing, too_few.size)
    if not too_few.left:
        return say(
            _("%(goods)s memang sudah habis. Kalau ada lagi, ketik *%(code)s +10*.", goods=goods, code=listing.code),
            codes=[listing.code],
        )
    text = _("%(goods)s tinggal %(left)s, jadi tidak bisa dikurangi sebanyak itu.", goods=goods, left=too_few.left)
    yes = choices.deed("set_stock", _("Ya, habis"), listing.code, too_few.size, 0)
    return ask_whether(text + " " + _("Ditandai habis?"), yes, choices.deed("keep", _("Tidak")), codes=[listing.code])


def _told(turn: Turn, one: Wanted, event: ShopEvent | None) -> str:
    """What has changed, old and new, and what else the seller should know of it."""
    listing = one.listing
    if event is None:
        return _(
            "%(goods)s: stok memang sudah %(stock)s.",
            goods=own_goods.name(listing),
            stock=_in_words(shelf.counts(listing), one.pieces),
        )
    lines = [f"{own_goods.name(listing)}: {taking_back.change_in_words(event)}"]
    if own_goods.shares_stock(listing):
        sizes = ", ".join(map(size_name, own_goods.sizes_of(listing)))
        lines.append(_("Satu stok untuk semua ukuran: %(sizes)s.", sizes=sizes))
    if not one.is_change and (ordered := orders_lookup.pieces_ordered(turn.session, listing)):
        lines.append(_("Yang sudah dipesan (%(pieces)s) tidak termasuk.", pieces=ordered))
    if not any(shelf.counts(listing).values()):
        lines.append(_("Tidak tampil di pencarian. Kalau ada lagi, ketik *%(code)s +10*.", code=listing.code))
    elif listing.hidden:
        lines.append(_("Masih disembunyikan; ketik *tampilkan lagi %(code)s* untuk memajangnya.", code=listing.code))
    return "\n".join(lines)


def _in_words(counts: Mapping[str, int], sizes: Mapping[str, int]) -> str:
    return ", ".join(f"{size_name(size)} {counts[size]}".strip() for size in sizes)


def _with_size(listing: Listing, size: str) -> str:
    return own_goods.name(listing) + (f", {size_name(size)}" if size else "")


DEED = Deed(
    "change stock",
    by=SELLERS,
    changes={"set_stock": change_or_list, "ask_stock": ask},
    buttons={"set_stock": ("code", "size", "#stock", "#delta", "sure"), "ask_stock": ("code", "size")},
    may_answer=(
        Question("quoted own goods", _is_quoted, {"sold_out": sold_out}, changes=("sold_out",)),
        Question(
            "own goods",
            lambda turn: own_goods.talked_of(turn) is not None,
            {"sold_out": sold_out},
            changes=("sold_out",),
        ),
    ),
)
