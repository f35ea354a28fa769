"""Somebody comes by an ad: "ini", WhatsApp's own "Bisakah saya mendapatkan info selengkapnya tentang ini?" and a message
without words mean the goods of the ad, where it names any; else they are welcomed."""

from dataclasses import replace

from sqlmodel import Session

from bot.anybody import small_talk
from bot.shopper.finding import follow_up, forwarded, show_listing
from bot.talk import lexicon
from bot.talk.deed import Deed
from bot.talk.turn import Answer, Talk, Turn
from bot.understanding import Intent, Line, Wish
from bot.understanding.goods.ad import read_ad
from catalog import lookup
from messaging.content import IncomingMessage

NAME = "tell_more"
SAYS_NOTHING = frozenset((NAME, "greeting", "smalltalk", "help", "not_understood"))


def meant(session: Session, message: IncomingMessage, said: Intent, talk: Talk) -> Intent:
    """What the first message after an ad means. What the ad shows is what is talked of from now on."""
    codes, wish = read_ad(message.advertised, lexicon.current(session))
    codes = tuple(one.code for one in lookup.by_codes(session, codes) if lookup.is_visible(one))
    asks_of_it = said.name in SAYS_NOTHING or (said.name == "show_listing" and not said.lines)
    if codes:
        talk.listing, talk.sheet = (codes[0] if len(codes) == 1 else None), list(codes)
        lines = tuple(Line(code=code) for code in codes)
        if said.name in SAYS_NOTHING:
            return replace(said, name="show_listing" if len(codes) == 1 else forwarded.NAME, lines=lines, facts={})
    elif wish != Wish():
        talk.listing, talk.search = None, {"wish": follow_up.to_json(wish), "next": 0}
        if asks_of_it:
            return replace(said, name="search", wish=wish, facts={})
    return said if message.text.strip() else replace(said, name="greeting")


def tell_more(turn: Turn) -> Answer:
    """The same words without an ad: of the goods that are talked of, else a welcome."""
    return show_listing.show(turn) if turn.listing else small_talk.greet(turn)


DEED = Deed("goods of an ad", handlers={NAME: tell_more})
