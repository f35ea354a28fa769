"""Goods can be had again: who waits for them is told, in the order of asking, as many as there are pieces. Nothing is
reserved; who was told has some hours before the next one in the queue hears of the same piece."""

from datetime import timedelta

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlmodel import Session

import clock
import scheduling
from bot.anybody import handover
from bot.talk import choices
from bot.words import pictures
from bot.words.wording import goods_in_short
from catalog import lookup, opening_hours, shelf, waitlist
from catalog.models import Listing, WaitlistEntry
from matters import deeds
from messaging import outbox, staleness
from messaging.content import Content, Knock
from money import rupiah
from people.models import Person

TURN = timedelta(hours=6)  # of the shop's opening hours: nobody loses a piece while asleep


def tell_who_waits(session: Session, listing_id: int) -> None:
    """The deed of the clock behind waitlist.CAN_BE_HAD."""
    listing = next(iter(lookup.by_ids(session, [listing_id])), None)
    if listing is None or not lookup.is_visible(listing):
        return
    in_turn = waitlist.in_turn(session, listing_id)
    look_again = [entry.turn_until for entry in in_turn if entry.turn_until]
    pieces = shelf.counts(listing)
    for entry in in_turn:
        _take(pieces, entry.size)
    waiting = waitlist.waiting(session, listing_id)
    for entry, person in waiting:
        size = _free(pieces, entry.size)
        if size is None:
            continue
        if handover.is_talking(session, person.id):
            look_again.append(clock.now() + deeds.QUIET_FOR)
        elif _tell(session, listing, entry, person):
            pieces[size] -= 1
            look_again += [entry.turn_until] if entry.turn_until else []
    if look_again and any(entry.told_at is None for entry, _person in waiting):
        scheduling.arrange(session, waitlist.CAN_BE_HAD, str(listing_id), min(look_again), listing_id=listing_id)


def is_here(session: Session, code: str, size: str, entry: int) -> bool:
    """Whether it can still be ordered: what waits for somebody's window is not sent in vain."""
    listing = lookup.by_code(session, code)
    if listing is None or not lookup.is_visible(listing):
        return False
    return (lookup.available(listing, size) if size else lookup.total_available(listing)) > 0


def wait_on(session: Session, code: str, size: str, entry: int) -> None:
    """It was gone again before the person could read of it: he waits as before."""
    waitlist.wait_on(session, entry)


def _tell(session: Session, listing: Listing, entry: WaitlistEntry, person: Person) -> bool:
    """Tells one; False when he can't hear of it now, so that no piece is kept back for him."""
    with force_locale(person.language):
        goods = goods_in_short(listing, entry.size or None)
        text = _("*%(goods)s* ada lagi: %(price)s.", goods=goods, price=rupiah(listing.price))
        text += " " + _("Kami tidak menyimpankannya, jadi jangan lama-lama ya. Mau pesan?")
        options = (choices.order(listing.code, _("Pesan"), entry.size),)
        content = Content.fitting(text, image=pictures.card(listing), options=options)
    only_while = staleness.only_while(is_here, code=listing.code, size=entry.size, entry=entry.id)
    knock = Knock("back_in_stock", (listing.code,))
    heard = outbox.notice(session, person, content, {"codes": [listing.code]}, knock, only_while)
    waitlist.tell(entry, opening_hours.after_open_time(listing.seller, clock.now(), TURN) if heard else None)
    return heard


def _take(pieces: dict[str, int], wanted: str) -> None:
    """Counts a piece of this size as somebody's."""
    size = _free(pieces, wanted)
    if size is not None:
        pieces[size] -= 1


def _free(pieces: dict[str, int], wanted: str) -> str | None:
    """A size of which pieces are left and that suits who wants this one ("": any); None when there is none. Where all
    sizes share one number it stands under ""."""
    suiting = pieces if wanted == "" or "" in pieces else [wanted]
    return next((size for size in suiting if pieces.get(size, 0) > 0), None)
