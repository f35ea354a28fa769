""" "kabari kalau K0103 ada lagi": a place in the queue for goods that are sold out."""

from flask_babel import gettext as _

from bot.anybody import small_talk
from bot.shopper.finding import ask_listing, find_batik, show_listing
from bot.talk import left_open
from bot.talk.deed import Deed
from bot.talk.turn import Answer, Turn, say
from bot.words.wording import goods_in_short, plain, shortened
from catalog import lookup, waitlist
from catalog.models import Listing

SHOWN = 10


def join(turn: Turn) -> Answer:
    listing = ask_listing.talked_of(turn)
    if listing is None:
        return _of_nothing_known(turn)
    turn.talk.listing = listing.code
    size = _size(turn, listing)
    if lookup.available(listing, size) if size else lookup.total_available(listing):
        return ask_listing.tell_stock(turn, listing)
    place = waitlist.join(turn.session, turn.person.id, listing.id, size)
    text = _("Siap, kami kabari begitu *%(goods)s* ada lagi; Anda nomor %(place)s di antrean.", goods=goods_in_short(listing, size or None), place=place)  # fmt: skip
    if turn.person.opted_out_at:
        text += " " + _("Kabar sedang berhenti; ketik *MULAI* supaya kami bisa mengabari.")
    closing = _("Tidak jadi? Ketik *batal tunggu %(code)s*.", code=listing.code)
    return left_open.ask_again(turn, text) or say(f"{text} {closing}", codes=[listing.code])


def leave(turn: Turn) -> Answer:
    """ "batal tunggu K0103"."""
    code = show_listing.wanted_code(turn)
    listing = lookup.by_code(turn.session, code) if code else None
    if listing is None:
        return show_listing.which(turn)
    if not waitlist.leave(turn.session, turn.person.id, [listing.id]):
        return say(_("Anda tidak sedang menunggu *%(code)s*. Mau lihat batik apa?", code=listing.code))
    return say(_("Baik, *%(code)s* tidak kami kabari lagi. Mau lihat yang lain?", code=listing.code))


def show(turn: Turn) -> Answer:
    """ "daftar tunggu saya"."""
    if not waitlist.of_person(turn.session, turn.person.id):
        return say(_("Tidak ada barang yang Anda tunggu. Mau lihat batik apa?"))
    return _show(turn)


def hear(turn: Turn) -> Answer | None:
    """The button under a knock: what has waited goes out by itself. What was there again and is gone is told."""
    if turn.has_news or not waitlist.of_person(turn.session, turn.person.id):
        return small_talk.hear(turn)
    return _show(turn)


def _of_nothing_known(turn: Turn) -> Answer:
    """No listing is meant: goods that are named may be there after all, else what is waited for is shown."""
    if turn.wish.product or turn.wish.words:
        return find_batik.show(turn, turn.wish)
    return _show(turn) if waitlist.of_person(turn.session, turn.person.id) else show_listing.which(turn)


def _show(turn: Turn) -> Answer:
    """What this person waits for."""
    lines = [
        _("%(code)s %(title)s (nomor %(place)s)", code=listing.code, title=shortened(plain(listing.title), 42), place=waitlist.place(turn.session, entry))
        for entry, listing in waitlist.of_person(turn.session, turn.person.id)[:SHOWN]
    ]  # fmt: skip
    opening = _("Yang Anda tunggu sedang habis; begitu ada, kami kabari menurut antrean:")
    return say("\n".join([opening, *lines, "", _("Tidak jadi? Ketik *batal tunggu K…*. Mau lihat yang lain dulu?")]))


def _size(turn: Turn, listing: Listing) -> str:
    """The size that is waited for, "" for any."""
    line = turn.intent.lines[0] if turn.intent.lines else None
    said = (line.size if line else None) or (turn.wish.size[0] if len(turn.wish.size) == 1 else None)
    return said if said and any(variant.size == said for variant in listing.variants) else ""


DEED = Deed(
    "wait for goods",
    handlers={"waitlist": join, "leave_waitlist": leave, "my_waitlist": show, "hear": hear},
    buttons={"waitlist": ("code", "size"), "hear": ()},
    pierces={
        "waitlist": ("quoted answer of a shop",),
        "hear": ("officer who talks", "complaint at the shop", "own complaint"),
    },
)
