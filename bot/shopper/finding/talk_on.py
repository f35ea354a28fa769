"""What follows an answer: a change of the last wish, a question about the listing just shown, or a wish of its own."""

from dataclasses import replace

from flask_babel import gettext as _

from bot.anybody import small_talk
from bot.shopper.finding import ask_listing, find_batik, follow_up, narrow, show_listing
from bot.shopper.finding.follow_up import Shown
from bot.talk.deed import Deed
from bot.talk.turn import Answer, Turn, say
from bot.understanding import Wish
from catalog import lookup
from catalog.models import Listing

OF_LISTING = {
    "stock": ask_listing.tell_stock,
    "price": ask_listing.tell_price,
    "material": ask_listing.tell_material,
}


def search(turn: Turn) -> Answer:
    """A wish, a change of the last one ("yang hijau", "lebih murah"), or of the listing talked of ("XL ada?")."""
    if turn.intent.wishes and (several := find_batik.show_apart(turn, turn.intent.wishes)):
        return several
    listing = ask_listing.talked_of(turn)
    told = _about(turn, listing) if listing and not turn.facts.get("clear") else None
    return told or _without_aim(turn, listing) or find_batik.show(turn, wish_meant(turn, listing))


def ask(turn: Turn) -> Answer:
    """ "ready?", "bahannya apa?": of the listing talked of; anything else about goods shows them."""
    topic = turn.facts.get("about")
    if not topic:
        return show_listing.show(turn)
    listing = ask_listing.talked_of(turn)
    if listing:
        return OF_LISTING[topic](turn, listing)
    if turn.wish.words or (turn.wish.product and not turn.codes):
        return search(turn)
    if topic == "stock" and len(turn.codes) > 1:
        return _all_there(turn)
    return show_listing.which(turn)


def where_or_when(turn: Turn) -> Answer:
    """ "tokonya dimana?", "buka jam berapa?": of the shop whose goods are talked of, else of the market."""
    listing = ask_listing.talked_of(turn)
    return ask_listing.tell_shop(turn, listing) if listing else small_talk.where_or_when(turn)


def filter_(turn: Turn) -> Answer:
    """ "saring": what would narrow the last result; without one, "saring" was a sarong."""
    if turn.last_search is None and turn.wish.product:
        return find_batik.show(turn, turn.wish)
    return narrow.offer(turn, turn.facts.get("parts", ()))


def wish_meant(turn: Turn, listing: Listing | None) -> Wish:
    """What is looked for now."""
    last = _base(turn, listing)
    return follow_up.narrowed(last, turn.intent, _shown(turn, listing)) if last else turn.wish


def _base(turn: Turn, listing: Listing | None) -> Wish | None:
    """What a follow-up changes: the last wish, or what is like a listing that was asked for by its code."""
    if listing and listing.code not in turn.talk.sheet and "search" not in turn.quoted:
        return _like(listing)
    return narrow.last_wish(turn)


def _like(listing: Listing) -> Wish:
    return Wish(product=(listing.product,), motif=tuple(m.motif for m in listing.motifs))


def _shown(turn: Turn, listing: Listing | None) -> Shown:
    """What was seen last; looked up only where the message compares with it."""
    if not turn.facts.keys() & {"step", "other"}:
        return Shown()
    seen = [listing] if listing else lookup.by_codes(turn.session, turn.codes)
    if not seen:
        return Shown()
    prices = [one.price for one in seen]
    shops = tuple(dict.fromkeys(one.seller.shop for one in seen))
    return Shown(min(prices), max(prices), {"shop": shops})


# ---------------------------------------------------------------- about one listing


def _about(turn: Turn, listing: Listing) -> Answer | None:
    """The answer to a question about the listing talked of; None when something else is looked for."""
    wish, facts = turn.wish, turn.facts
    if part := facts.get("asks"):
        return ask_listing.tell_part(turn, listing, part)
    if facts.get("about") == "technique":
        return ask_listing.tell_technique(turn, listing, wish.technique)
    if len(wish.size) == 1 and wish == Wish(size=wish.size):
        return show_listing.tell_size(turn, listing.code, wish.size[0])
    if (wish.min_stock or wish.wholesale) and wish == Wish(min_stock=wish.min_stock, wholesale=wish.wholesale):
        return show_listing.show(turn)  # "mau 100 pcs harga berapa?": its stock and its wholesale prices
    if wish.words and wish == Wish(words=wish.words):
        return ask_listing.tell_words(turn, listing, wish.words)
    if facts.get("other") in ("colour", "motif", "technique"):
        return _another(turn, listing, facts["other"])
    return None


def _another(turn: Turn, listing: Listing, part: str) -> Answer:
    """ "warna lain?": the same product and motif in other colours, the same shop first."""
    own = {
        "colour": tuple(c.colour for c in listing.colours),
        "motif": tuple(m.motif for m in listing.motifs),
        "technique": (listing.technique,) if listing.technique else (),
    }
    wish = follow_up.another(_like(listing), part, own[part])
    here = replace(wish, shop=(listing.seller.shop,))
    return find_batik.show(turn, here if find_batik.fits(turn, here) else wish)


# ---------------------------------------------------------------- without a listing


def _without_aim(turn: Turn, listing: Listing | None) -> Answer | None:
    """ "warna apa aja?", "warna lain?" where no colour was asked for: the colours that there are; "hapus warna",
    "toko lain" before anything was looked for: an invitation."""
    facts, last = turn.facts, _base(turn, listing)
    if part := facts.get("asks"):
        asked_for = last is not None and (getattr(last, part) or last.exclude.get(part))
        return None if asked_for else narrow.offer(turn, [part])
    if last is None and facts.keys() & {"clear", "other"} and not turn.wish.product:
        return find_batik.nothing_yet()
    part = facts.get("other")
    if last is not None and part and part != "shop" and not getattr(last, part):
        return narrow.offer(turn, [part])
    return None


def _all_there(turn: Turn) -> Answer:
    """ "ready semua?": of the goods on the last sheet."""
    goods = lookup.by_codes(turn.session, turn.codes)
    gone = [one.code for one in goods if not lookup.total_available(one)]
    text = _("Yang sudah habis: %(codes)s.", codes=", ".join(gone)) if gone else _("Semua yang di gambar masih ada.")
    return say(text + " " + _("Nomor berapa yang dimaksud?"), codes=turn.codes)


DEED = Deed(
    "talk on",
    handlers={"search": search, "narrow": filter_, "show_listing": ask, "opening_hours": where_or_when},
)
