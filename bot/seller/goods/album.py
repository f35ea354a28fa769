"""Pictures of goods become drafts. WhatsApp sends an album as several messages, the caption on any of them: they are
gathered until a moment after the last one, and answered once.

To which draft a picture belongs: the one whose message it quotes; the next one of a list that has no picture yet; the album
that is being gathered; the draft that is still being asked about; else a new one. A picture with goods of its own in its
caption never joins a draft that has goods already.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

import clock
import scheduling
from bot.seller.goods import draft_fields, list_goods
from bot.seller.shop import modes
from bot.talk import lexicon, turns
from bot.talk.deed import SELLERS, Deed, PictureUse
from bot.talk.turn import Answer, Turn
from bot.understanding.goods import caption
from catalog import drafts
from catalog.models import Draft
from messaging import pictures
from messaging.models import ReceivedPicture

GATHER = timedelta(seconds=2.5)
# What a caption may be read as and still be a caption. All else (a code, an order, "stok K0123 5") speaks for itself.
CAPTIONS = {
    "picture",
    "new_listing",
    "change_draft",
    "search",
    "narrow",
    "not_understood",
    "greeting",
    "smalltalk",
    "done",
    "thanks",
    "yes",
    "answer",
    "change_order",
    "other_goods",
    "about_batik",
    "help",
}


def fits(turn: Turn) -> bool:
    """Whether the picture of this message is of goods that its sender wants to sell."""
    if (
        turn.seller is None
        or modes.is_shopping(turn.talk)
        or turn.facts.get("order_no")
        or any(line.code for line in turn.intent.lines)
    ):
        return False
    text = turn.message.text
    if not text.strip():
        return True
    words = lexicon.current(turn.session)
    if caption.asks(text, words):
        return False
    return turn.intent.name in CAPTIONS or draft_fields.says_goods(turn.offers[0][0].fields)


def take(turn: Turn, picture: ReceivedPicture) -> Answer | None:
    """Puts the picture and its caption where they belong; the answer comes when the album is complete."""
    pictures.make_goods(picture)
    pictures.read_codes(picture)  # a photo of a QRIS is no photo of goods
    found, left = turn.offers
    opened = list_goods.open_drafts(turn)
    if len(found) > 1:
        draft = list_goods.begin(turn, found, left)[0]
    else:
        draft = _place(turn, opened, found[0].fields) or list_goods.begin(turn, [], [])[0]
        list_goods.add_caption(draft, found[0])
    drafts.add_picture(turn.session, draft, picture.id)
    until = clock.now() + GATHER
    drafts.change(draft, state="gathering", gather_until=until)
    arrange(turn.session, draft, picture.id, until)
    return None


def arrange(session: Session, draft: Draft, picture_id: int | None, until: datetime) -> None:
    """One appointment a picture, so that two turns never wait for the same row; the last one finds the album complete."""
    scheduling.arrange(session, gathered, f"{draft.id}:{picture_id}", until, draft_id=draft.id)


def gathered(session: Session, draft_id: int) -> None:
    """The deed of the clock: a moment has passed without another picture."""
    person_id = drafts.person_of(session, draft_id)
    if person_id is not None:
        turns.go_on(session, person_id, list_goods.album_is_complete)


def _place(turn: Turn, opened: Sequence[Draft], fields: Mapping[str, Any]) -> Draft | None:
    quoted = list_goods.quoted(turn)
    if quoted:
        return next((draft for draft in opened if draft.id in quoted), None)
    talked_of = [draft for draft in opened if draft.id in turn.talk.drafts]
    if draft_fields.says_goods(fields):
        talked_of = [draft for draft in talked_of if not draft_fields.says_goods(draft.fields)]
    has_picture = drafts.pictures(turn.session, talked_of)
    without = [draft for draft in talked_of if not has_picture[draft.id or 0]]
    gathering = [draft for draft in talked_of if draft.state == "gathering"]
    asked_about = [draft for draft in talked_of if draft_fields.missing(draft.fields)]
    return next(iter([*without, *gathering[-1:], *asked_about[-1:]]), None)


DEED = Deed(
    "pictures of goods",
    by=SELLERS,
    may_answer=(PictureUse("listing", fits, take, list_goods.picture_came, list_goods.picture_lost, is_goods=True),),
    clocks=(gathered,),
)
