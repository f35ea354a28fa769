""" "bisa kurang?": where the seller has said how far, one counter-offer that holds for this shopper and for some hours;
where the price is fixed, that it is; else the seller is asked."""

from flask_babel import gettext as _

import clock
from bot.anybody import small_talk
from bot.news import relayed
from bot.shopper.finding import ask_listing, ask_seller
from bot.talk import choices, left_open
from bot.talk.deed import Deed
from bot.talk.turn import Answer, Turn, say
from bot.words.wording import moment, plain, shortened, tiers_in_words
from catalog import bargains, lookup
from catalog.models import Listing, PriceOffer
from matters import enquiries
from matters.errors import TooManyQuestions
from money import rupiah

LEAST = 1_000  # rupiah: less is no offer


def bargain(turn: Turn) -> Answer:
    listing = ask_listing.talked_of(turn)
    if listing is None:
        return small_talk.no_bargain(turn)
    turn.talk.listing = listing.code
    asked, pieces = _bid(turn, listing)
    promised = bargains.offered(turn.session, turn.person.id, listing.id)
    if promised is not None and promised.expires_at > clock.now():
        return _holds(turn, listing, promised)
    if listing.floor is None:
        return _ask_seller(turn, listing, asked, pieces)
    if listing.floor >= listing.price or listing.floor == bargains.FIXED:
        return _fixed(turn, listing)
    return _offer(turn, listing, listing.floor, asked, promised)


def _bid(turn: Turn, listing: Listing) -> tuple[int | None, int | None]:
    """Rupiah that are offered for one piece, and how many pieces are spoken of."""
    asked, figure, pieces = (turn.facts.get(name) for name in ("price", "figure", "quantity"))
    if asked is None and figure is not None:
        asked = bargains.bid_of(figure, listing.price)
        pieces = pieces or (figure if asked is None else None)
    return (asked if asked and LEAST <= asked < listing.price else None), pieces


def _offer(turn: Turn, listing: Listing, floor: int, asked: int | None, before: PriceOffer | None) -> Answer:
    """The one counter-offer; who lets it pass gets the same again, never a better one by waiting."""
    price = bargains.counter_offer(listing.price, floor, asked)
    if before is not None and not before.by_seller:
        price = min(listing.price, max(before.price, floor))
    if price >= listing.price:
        return _fixed(turn, listing)
    assert turn.person.id is not None
    promised = bargains.offer(turn.session, turn.person.id, listing, price)
    agreed = _("Boleh!") if asked == price else ""
    text = _("Untuk Anda %(goods)s jadi *%(price)s* per potong (biasanya %(usual)s), sampai %(until)s.", goods=_name(listing), price=rupiah(price), usual=rupiah(listing.price), until=moment(promised.expires_at))  # fmt: skip
    return _and_order(turn, listing, f"{agreed} {text}".strip())


def _holds(turn: Turn, listing: Listing, promised: PriceOffer) -> Answer:
    text = _("Harga khusus Anda untuk %(goods)s tetap *%(price)s* per potong, sampai %(until)s; lebih rendah lagi belum bisa.", goods=_name(listing), price=rupiah(promised.price), until=moment(promised.expires_at))  # fmt: skip
    return _and_order(turn, listing, text)


def _fixed(turn: Turn, listing: Listing) -> Answer:
    text = _("Harga %(goods)s sudah pas, %(price)s.", goods=_name(listing), price=rupiah(listing.price))
    return _and_order(turn, listing, f"{text} {_tiers(listing)}".strip())


def _ask_seller(turn: Turn, listing: Listing, asked: int | None, pieces: int | None) -> Answer:
    """The seller has not said how far: she is asked herself."""
    enquiry = enquiries.about_listing(turn.session, turn.person.id, listing)
    if not relayed.listeners(turn.session, enquiry):
        return _fixed(turn, listing)
    try:
        word = enquiries.bargain(turn.session, enquiry, turn.message.text, asked, pieces)
    except TooManyQuestions:
        return ask_seller.too_many(turn, enquiry)
    heard = relayed.to_seller(turn.session, enquiry, word)
    opening = _("Harga %(goods)s %(price)s, boleh kurang atau tidak ditentukan penjual.", goods=_name(listing), price=rupiah(listing.price))  # fmt: skip
    return ask_seller.told_relayed(turn, enquiry, heard, f"{opening} {_tiers(listing)}".strip())


def _and_order(turn: Turn, listing: Listing, text: str) -> Answer:
    again = left_open.ask_again(turn, text)
    if again:
        return again
    if not lookup.total_available(listing):
        return say(text + " " + _("Sekarang sedang habis. Ketik yang dicari, kami carikan yang mirip."), choices.wait_for(listing.code), codes=[listing.code])  # fmt: skip
    return say(text + " " + _("Mau pesan?"), choices.order(listing.code, _("Pesan")), codes=[listing.code])


def _name(listing: Listing) -> str:
    return f"*{listing.code}* {shortened(plain(listing.title), 60)}"


def _tiers(listing: Listing) -> str:
    tiers = tiers_in_words(listing)
    return f"{tiers}." if tiers else ""


DEED = Deed(
    "bargain",
    handlers={"bargain": bargain},
    pierces={"bargain": ("quoted answer of a shop",)},
)
