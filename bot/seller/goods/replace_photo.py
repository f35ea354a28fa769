"""New photos for a listing: "ganti foto K0123", with the photo or before it. Several in a row all count."""

from flask_babel import gettext as _

from bot.seller.goods import own_goods, taking_back
from bot.talk import choices
from bot.talk.deed import SELLERS, Deed, PictureUse
from bot.talk.turn import Answer, Turn
from bot.understanding import Line
from bot.words import pictures
from catalog import own_goods as catalog_own_goods
from catalog import shelf, stock
from catalog.models import Listing
from messaging import pictures as received_pictures
from messaging.content import Content, Option
from messaging.models import ReceivedPicture

NAME = "replace_photo"
ASKED = NAME + choices.SEPARATOR


def fits(turn: Turn) -> bool:
    """Whether the picture of this message is a listing's new one: its caption says so, or it was just asked for."""
    if turn.seller is None:
        return False
    return turn.intent.name == NAME or (bool(_asked_for(turn)) and turn.intent.name == "picture")


def take(turn: Turn, picture: ReceivedPicture) -> Answer | None:
    """Nothing is said until the picture is here, unless it can't be told whose it is."""
    listing = _meant(turn, picture)
    if isinstance(listing, Answer):
        return listing
    _give(picture, listing)
    return None


def ask(turn: Turn) -> Answer | None:
    """ "ganti foto K0123" without a photo, or a tap that says whose a photo is."""
    picture = _tapped_picture(turn)
    listing = _meant(turn, picture)
    if isinstance(listing, Answer):
        return listing
    if picture is not None:
        _give(picture, listing)
        return None
    text = _("Foto *%(code)s* akan diganti. Boleh kirim foto barunya sekarang?", code=listing.code)
    return Answer(Content(text), {"codes": [listing.code]}, {"slot": "photo", "deed": ASKED + listing.code})


def came(turn: Turn, picture: ReceivedPicture) -> Answer | None:
    """The last picture of those sent together is here: they take the place of the old ones."""
    code = str(picture.facts.get("code", ""))
    together = [
        one
        for one in received_pictures.for_purpose(turn.session, turn.person.id, NAME)
        if one.facts == {"code": code} and one.state != "failed"
    ]
    listing = catalog_own_goods.by_code(turn.session, turn.seller.id if turn.seller else None, code)
    if listing is None or not together or any(one.state in received_pictures.OPEN for one in together):
        return None
    [held] = stock.hold(turn.session, [listing.id])
    new = [[one.goods_key, one.fingerprint, ""] for one in together if one.goods_key]
    event = shelf.set_photos(turn.session, held, new, taking_back.author(turn))
    for one in together:
        one.facts = {"code": code, "used": True}
    turn.talk.listing = code
    text = _("Foto %(name)s sudah diganti.", name=own_goods.name(held))
    answer = taking_back.offer(text, [event], [code])
    return Answer(Content.fitting(answer.content.text, pictures.card(held), answer.content.options), answer.about)


def _meant(turn: Turn, picture: ReceivedPicture | None) -> Listing | Answer:
    line = next(iter(turn.intent.lines), None) or Line(code=_asked_for(turn) or None)

    def again(title: str, code: str) -> Option:
        return choices.deed(NAME, title, code, picture.id or 0) if picture else choices.deed(NAME, title, code)

    return own_goods.meant(turn, line, again)


def _asked_for(turn: Turn) -> str:
    """The code whose new photo was just asked for."""
    deed = (turn.talk.question or {}).get("deed", "")
    return deed.removeprefix(ASKED) if deed.startswith(ASKED) else ""


def _tapped_picture(turn: Turn) -> ReceivedPicture | None:
    number = str(turn.facts.get("picture", ""))
    found = received_pictures.by_ids(
        turn.session, [int(number)] if number.isdecimal() and int(number) <= choices.LARGEST else []
    )
    return found[0] if found and found[0].person_id == turn.person.id else None


def _give(picture: ReceivedPicture, listing: Listing) -> None:
    picture.purpose, picture.facts = NAME, {"code": listing.code}
    received_pictures.make_goods(picture)


DEED = Deed(
    "replace photos",
    by=SELLERS,
    changes={NAME: ask},
    buttons={NAME: ("code", "picture")},
    may_answer=(PictureUse(NAME, fits, take, came, is_goods=True),),
)
