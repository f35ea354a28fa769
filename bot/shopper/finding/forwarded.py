"""Our own card or sheet, forwarded by a friend or copied: shows those goods again, as they are today, and orders nothing."""

from dataclasses import replace

from flask_babel import gettext as _

from bot.shopper.finding import find_batik, show_listing
from bot.talk.deed import Deed
from bot.talk.turn import Answer, Turn
from bot.understanding import Intent, Line, Wish
from bot.understanding.goods import our_words
from catalog import lookup
from messaging.content import IncomingMessage

NAME = "show_forwarded"
PICTURES = (
    "qris",
    "review",
    "answer_complaint",
    "complaint",
    "answer",
    "question",
    "proof",
    "replace_photo",
    "listing",
)


def meant(message: IncomingMessage, is_seller: bool, language: str) -> Intent | None:
    """That these goods are to be shown; None where no answer of ours has come back. What a shop's people forward to
    us besides (a buyer's words, another stall's photo) is read like their own."""
    is_forwarded = message.forwarded and message.kind == "text" and not is_seller
    codes = our_words.shown_in(message.text, is_forwarded)
    if not codes:
        return None
    lines = tuple(Line(code=code) for code in codes)
    return Intent(name=NAME, language=language, wish=Wish(), lines=lines, facts={}, text=message.text)


def show(turn: Turn) -> Answer:
    codes = [line.code for line in turn.intent.lines if line.code]
    goods = [one for one in lookup.by_codes(turn.session, codes) if lookup.is_visible(one)]
    if len(goods) > 1:
        return find_batik.these(turn, goods, _("*Yang diteruskan* — yang masih dijual:"))
    code = goods[0].code if goods else codes[0]
    return show_listing.show(replace(turn, intent=replace(turn.intent, lines=(Line(code=code),))))


DEED = Deed(
    "goods forwarded",
    handlers={NAME: show},
    pierces={NAME: tuple(f"picture: {purpose}" for purpose in PICTURES)},
)
