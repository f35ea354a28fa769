""" "K0123 PO 14 hari DP 50%": goods that are made when they are ordered; "K0123 PO mati" ends it."""

from flask_babel import gettext as _

from bot.seller.goods import own_goods
from bot.talk.deed import SELLERS, Deed
from bot.talk.turn import Answer, Turn, say
from bot.words.wording import made_to_order
from catalog import made_to_order as made
from catalog import stock
from catalog.models import Listing


def begin(turn: Turn) -> Answer:
    listing = _meant(turn)
    if isinstance(listing, Answer):
        return listing
    days, percent = turn.facts.get("days"), turn.facts.get("percent", 0)
    example = _("Contoh: *%(code)s PO 14 hari DP 50%%*.", code=listing.code)
    if not days or not 1 <= days <= made.MOST_DAYS:
        return say(example + " " + _("Dibuat berapa hari?"))
    if percent > made.MOST_PERCENT:
        return say(_("DP paling banyak %(most)s%%.", most=made.MOST_PERCENT) + " " + example)
    made.begin(turn.session, listing, turn.person.id, days, percent)
    text = _("Baik, *%(code)s* %(how)s. Stoknya tidak dihitung lagi.", code=listing.code, how=made_to_order(listing))
    return say(text + " " + _("Kalau kembali memakai stok, ketik *%(code)s PO mati*.", code=listing.code))


def end(turn: Turn) -> Answer:
    listing = _meant(turn)
    if isinstance(listing, Answer):
        return listing
    if not made.end(turn.session, listing, turn.person.id):
        return say(_("*%(code)s* memang memakai stok. Kalau mau PO, ketik *%(code)s PO 14 hari*.", code=listing.code))
    return say(_("Baik, *%(code)s* memakai stok lagi, sekarang 0. Ketik *stok %(code)s 5* sesuai yang ada.", code=listing.code))  # fmt: skip


def instead_of_stock(listing: Listing) -> Answer:
    """What is said to a change of the stock of such goods."""
    text = _("*%(code)s* %(how)s, jadi tidak memakai stok.", code=listing.code, how=made_to_order(listing))
    return say(text + " " + _("Kalau mau memakai stok lagi, ketik *%(code)s PO mati*.", code=listing.code))


def _meant(turn: Turn) -> Listing | Answer:
    """The listing named, else the one talked of last; held, because its stock changes."""
    code = next((line.code for line in turn.intent.lines if line.code), None)
    listing = own_goods.own(turn, code) if code else own_goods.talked_of(turn)
    if listing is None:
        return own_goods.not_yours(code) if code else say(_("Contoh: *K… PO 14 hari DP 50%%*. Barang yang mana?"))
    stock.hold(turn.session, [listing.id])
    return listing


DEED = Deed(
    "made to order",
    by=SELLERS,
    changes={"set_made_to_order": begin, "stop_made_to_order": end},
)
