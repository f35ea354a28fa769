"""Which sizes a listing comes in: buttons under a question about a size that it has not, or of which nothing is left."""

from flask_babel import gettext as _

from bot.seller.goods import own_goods, taking_back
from bot.talk.deed import SELLERS, Deed
from bot.talk.turn import Answer, Turn, say
from bot.words.wording import size_name
from catalog import own_goods as goods_of_shop
from catalog import shelf, stock
from catalog.models import Listing


def add(turn: Turn) -> Answer:
    """ "Tambah ukuran XXL", with its pieces where each size has its own."""
    listing, size = _told(turn)
    if listing is None:
        return own_goods.not_yours(turn.intent.lines[0].code or "")
    if size in own_goods.sizes_of(listing):
        return say(
            _("%(goods)s sudah punya ukuran %(size)s.", goods=own_goods.name(listing), size=size_name(size)),
            codes=[listing.code],
        )
    pieces = turn.facts.get("stock", 0) if listing.stock is None else None
    event = shelf.add_size(turn.session, listing, size, pieces, taking_back.author(turn))
    text = f"{own_goods.name(listing)}: {taking_back.change_in_words(event)}."
    if pieces is None:
        text += " " + _("Stoknya satu angka untuk semua ukuran: %(stock)s.", stock=listing.stock)
    return taking_back.offer(text, [event], [listing.code])


def drop(turn: Turn) -> Answer:
    """ "XL saja": of goods whose sizes share one number, this size is not to be had any more."""
    listing, size = _told(turn)
    if listing is None:
        return own_goods.not_yours(turn.intent.lines[0].code or "")
    if size not in own_goods.sizes_of(listing):
        return say(
            _("%(goods)s memang tidak punya ukuran %(size)s.", goods=own_goods.name(listing), size=size_name(size)),
            codes=[listing.code],
        )
    event = shelf.remove_size(turn.session, listing, size, taking_back.author(turn))
    text = f"{own_goods.name(listing)}: {taking_back.change_in_words(event)}."
    return taking_back.offer(text, [event], [listing.code])


def _told(turn: Turn) -> tuple[Listing | None, str]:
    """The listing and size on the button; no listing when it is not (or no longer) this shop's."""
    assert turn.seller
    line = turn.intent.lines[0]
    listing = goods_of_shop.by_code(turn.session, turn.seller.id, line.code or "")
    if listing is None or listing.deleted_at is not None:
        return None, ""
    turn.talk.listing = listing.code
    return stock.hold(turn.session, [listing.id])[0], line.size or ""


DEED = Deed(
    "change sizes",
    by=SELLERS,
    changes={"add_size": add, "drop_size": drop},
    buttons={"add_size": ("code", "size", "#stock"), "drop_size": ("code", "size")},
)
