"""Whether shoppers see a listing: "sembunyikan K0123", "tampilkan lagi K0123", "hapus K0123".

What is deleted stays in the log and in the orders that hold it; its seller may have it back.
"""

from flask_babel import gettext as _

from bot.seller.goods import own_goods, taking_back
from bot.talk import choices
from bot.talk.deed import SELLERS, Deed
from bot.talk.turn import Answer, Turn, ask_whether, say
from bot.understanding import Line
from catalog import lookup, shelf, stock
from catalog.models import Listing


def hide(turn: Turn) -> Answer:
    """ "sembunyikan": out of search until told otherwise; orders go on."""
    listing = _meant(turn, "hide_listing")
    return listing if isinstance(listing, Answer) else _show_or_hide(turn, listing, hidden=True)


def show_again(turn: Turn) -> Answer:
    """ "tampilkan lagi", also of what was deleted."""
    listing = _meant(turn, "show_again", gone=True)
    return listing if isinstance(listing, Answer) else _show_or_hide(turn, listing, hidden=False)


def delete(turn: Turn) -> Answer:
    """ "hapus": asks once."""
    listing = _meant(turn, "delete_listing")
    if isinstance(listing, Answer):
        return listing
    if "sure" not in turn.facts:
        return _ask(listing)
    (listing,) = stock.hold(turn.session, [listing.id])
    event = shelf.delete(turn.session, listing, taking_back.author(turn))
    turn.talk.listing = None
    return taking_back.offer(_("%(goods)s dihapus.", goods=own_goods.name(listing)), [event], [listing.code])


def _meant(turn: Turn, deed: str, gone: bool = False) -> Listing | Answer:
    line = turn.intent.lines[0] if turn.intent.lines else Line()
    return own_goods.meant(turn, line, lambda title, code: choices.deed(deed, title, code), gone)


def _ask(listing: Listing) -> Answer:
    text = _("Hapus %(goods)s? Pesanan yang sudah masuk tetap jalan.", goods=own_goods.name(listing))
    yes = choices.deed("delete_listing", _("Ya, hapus"), listing.code, "sure")
    others = [] if listing.hidden else [choices.deed("hide_listing", _("Sembunyikan saja"), listing.code)]
    return ask_whether(text, yes, choices.deed("keep", _("Tidak")), *others, codes=[listing.code])


def _show_or_hide(turn: Turn, listing: Listing, hidden: bool) -> Answer:
    (listing,) = stock.hold(turn.session, [listing.id])
    event = shelf.set_hidden(turn.session, listing, hidden, taking_back.author(turn))
    goods = own_goods.name(listing)
    if hidden:
        text = _(
            "%(goods)s disembunyikan: pembeli tidak melihatnya. Ketik *tampilkan lagi %(code)s* kalau mau dipajang.",
            goods=goods,
            code=listing.code,
        )
        already = _(
            "%(goods)s memang sedang disembunyikan. Ketik *tampilkan lagi %(code)s* kalau mau dipajang.",
            goods=goods,
            code=listing.code,
        )
    else:
        text, already = _("%(goods)s tampil lagi.", goods=goods), _("%(goods)s memang sedang dipajang.", goods=goods)
        empty = (
            ""
            if lookup.total_available(listing)
            else " " + _("Stoknya 0: isi dengan *%(code)s +10* supaya muncul di pencarian.", code=listing.code)
        )
        text, already = text + empty, already + empty
    return taking_back.offer(text, [event], [listing.code]) if event else say(already, codes=[listing.code])


DEED = Deed(
    "show or hide goods",
    by=SELLERS,
    changes={"hide_listing": hide, "show_again": show_again, "delete_listing": delete},
    buttons={"hide_listing": ("code",), "show_again": ("code",), "delete_listing": ("code", "sure")},
)
