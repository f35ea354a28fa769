""" "batalkan": takes back what was just done to the shop's goods, by word for a while after it, or by the button under
what was said of it. All that one message changed goes back together.
"""

import secrets
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _

import clock
from bot.seller.shop import edit_shop, holiday
from bot.talk import choices
from bot.talk.deed import SELLERS, Deed
from bot.talk.turn import Answer, Turn, say
from bot.words.wording import UNDO_LASTS, how_to_undo, size_name, steps_in_words
from catalog import changes, lookup, shelf, stock
from catalog.bargains import FIXED
from catalog.models import Listing, ShopEvent
from catalog.shelf import Author
from messaging.content import Option
from money import figure, rupiah
from orders import offline

# What is no change of goods is taken back where it is made.
OF_THE_SHOP: Mapping[str, Callable[[Turn, ShopEvent], Answer]] = {
    "shop": edit_shop.take_back,
    "account": edit_shop.take_back,
    "closed": holiday.take_back,
}
MOST_SHOWN = 5  # changes of one message that are told one by one


def author(turn: Turn, is_batch: bool = False) -> Author:
    """Who changes something in this turn; `is_batch`: several things, to be taken back together."""
    return Author(turn.person.id, batch=secrets.token_hex(6) if is_batch else None)


def option(event: ShopEvent) -> Option:
    """The button that takes this back, with all that the same message changed."""
    return choices.deed("undo", _("Batalkan"), event.id or 0)


def offer(text: str, events: Sequence[ShopEvent], codes: Sequence[str]) -> Answer:
    """What was done, with the button that takes it back; `events`: none where nothing had to be changed."""
    if not events:
        return say(text, codes=list(codes))
    return say(f"{text}\n{how_to_undo()}", option(events[-1]), codes=list(codes), event=events[-1].id or 0)


def undo(turn: Turn) -> Answer:
    """Takes back the change that was tapped or quoted, else the newest that this person made."""
    assert turn.seller
    number = turn.facts.get("event") or turn.quoted.get("event")
    if number:
        event = changes.of_shop(turn.session, turn.seller.id, number)
    else:
        event = changes.latest(turn.session, turn.seller.id, turn.person.id, (*shelf.TAKEN_BACK, *OF_THE_SHOP))
    if event is None:
        return say(_("Belum ada perubahan yang bisa dibatalkan. Ketik *barang saya* untuk melihat barang Anda."))
    if event.undoes is not None or changes.is_taken_back(turn.session, event):
        return _already(event)
    if clock.now() - event.at > UNDO_LASTS:
        return _too_late(turn, event)
    if event.kind in OF_THE_SHOP:
        return OF_THE_SHOP[event.kind](turn, event)
    return _take_back(turn, event)


def keep(turn: Turn) -> Answer:
    """A no to a question of these deeds."""
    codes = [turn.talk.listing] if turn.talk.listing else []
    return say(_("Baik, tidak ada yang diubah. Ketik *barang saya* untuk melihat barang Anda."), codes=codes)


def _take_back(turn: Turn, event: ShopEvent) -> Answer:
    events = changes.together(turn.session, event)
    held = {listing.id: listing for listing in stock.hold(turn.session, [each.listing_id for each in events])}
    if changes.is_taken_back(turn.session, event):
        return _already(event)
    by = author(turn, is_batch=len(events) > 1)
    undone: list[tuple[Listing, ShopEvent | None]] = []
    for each in reversed(events):
        listing = held[each.listing_id]
        undone.append((listing, shelf.take_back(turn.session, listing, each, by)))
        if each.kind == "sold_offline":
            offline.take_back(turn.session, each, by)
    undone.reverse()
    return _told(turn, events, undone)


def _told(turn: Turn, events: Sequence[ShopEvent], undone: Sequence[tuple[Listing, ShopEvent | None]]) -> Answer:
    back = [(listing, event) for listing, event in undone if event]
    lines = [f"*{listing.code}*: {change_in_words(event)}" for listing, event in back]
    if len(lines) > MOST_SHOWN:
        lines = [*lines[:MOST_SHOWN], _("… dan %(number)s lagi", number=len(lines) - MOST_SHOWN)]
    kept = [listing.code for listing, event in undone if not event]
    if kept:
        text = _("%(codes)s sudah diubah lagi sesudah itu, jadi dibiarkan.", codes=", ".join(kept[:MOST_SHOWN]))
        lines.append(text)
    sales = [event.new["sale"] for event in events if event.kind == "sold_offline"]
    if sales:
        lines.append(_("Penjualan %(numbers)s tidak dihitung lagi.", numbers=", ".join(sales)))
    opening = _("*Dibatalkan.*") if back else _("Tidak ada yang dibatalkan.")
    codes = list(dict.fromkeys(listing.code for listing, _event in undone))
    turn.talk.listing = codes[0] if len(codes) == 1 else turn.talk.listing
    return say("\n".join([opening, *lines]), codes=codes)


def _already(event: ShopEvent) -> Answer:
    return say(_("Perubahan terakhir itu sudah dibatalkan. Kalau mau mengubah lagi, tulis saja, misalnya *stok K… 5*."))


def _too_late(turn: Turn, event: ShopEvent) -> Answer:
    """After a while the change stands; what to write to have the old number again is said."""
    minutes = int(UNDO_LASTS.total_seconds() // 60)
    text = _("Perubahan itu sudah lebih dari %(minutes)s menit, jadi tidak bisa dibatalkan.", minutes=minutes)
    found = lookup.by_ids(turn.session, [event.listing_id] if event.listing_id else [])
    if not found:
        return say(text + " " + _("Ketik *barang saya* untuk mengubahnya lagi."))
    turn.talk.listing = found[0].code
    return say(f"{text} {_by_hand(found[0], event)}", codes=[found[0].code])


def _by_hand(listing: Listing, event: ShopEvent) -> str:
    if "price" in event.old:
        return _(
            "Untuk mengembalikannya ketik *harga %(code)s %(price)s*.", code=listing.code, price=event.old["price"]
        )
    if "stock" in event.old:
        size, pieces = next(iter(event.old["stock"].items()))
        what = f"stok {listing.code} {size} {pieces}".replace("  ", " ")
        return _("Untuk mengembalikannya ketik *%(what)s*.", what=what)
    return _("Ketik *%(code)s* untuk mengubahnya lagi.", code=listing.code)


# ---------------------------------------------------------------- words


def change_in_words(event: ShopEvent) -> str:
    """What an event changed, old → new: "stok L 5 → 8"."""
    parts = [words(event.old, event.new) for name, words in _WORDS.items() if name in event.new]
    return ", ".join(filter(None, parts))


def _stock(old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    steps = [
        f"{size_name(size)} {figure(old.get('stock', {}).get(size, 0))} → {figure(pieces)}".strip()
        for size, pieces in new["stock"].items()
    ]
    return _("stok %(steps)s", steps=", ".join(steps))


def _price(old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    return _("harga %(old)s → %(new)s", old=rupiah(old["price"]), new=rupiah(new["price"]))


def floor_in_words(floor: int | None) -> str:
    """How far a price may be bargained down."""
    if floor is None:
        return _("ditanyakan ke Anda")
    return _("harga pas") if floor == FIXED else _("sampai %(price)s", price=rupiah(floor))


def _floor(old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    return _("tawar-menawar %(old)s → %(new)s", old=floor_in_words(old["floor"]), new=floor_in_words(new["floor"]))


def _wholesale(old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    before, after = (steps_in_words(facts["wholesale"]) or _("tidak ada") for facts in (old, new))
    return _("grosir %(old)s → %(new)s", old=before, new=after)


def _shown(old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    if new["deleted"]:
        return _("dihapus")
    return _("disembunyikan") if new["hidden"] else _("tampil lagi")


def _size(old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    if new["size"] is None:
        return _("ukuran %(size)s tidak ada lagi", size=size_name(old["size"]))
    return _("ukuran %(size)s ditambahkan", size=size_name(new["size"]))


def _photos(old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    return _("foto yang lama kembali")


_WORDS: Mapping[str, Callable[[Mapping[str, Any], Mapping[str, Any]], str]] = {
    "size": _size,
    "stock": _stock,
    "price": _price,
    "floor": _floor,
    "wholesale": _wholesale,
    "hidden": _shown,
    "photos": _photos,
}


DEED = Deed(
    "take back",
    by=SELLERS,
    handlers={"keep": keep},
    changes={"undo": undo},
    buttons={"undo": ("#event",), "keep": ()},
)
