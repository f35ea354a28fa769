"""What a picture is for, that somebody has sent: the first row of PURPOSES that fits the picture, its caption and where
the talk stands.

Decided in the turn of its message, when the picture itself is not here yet; the worker fetches it, and then the same row
goes on. A picture that no row wants is fetched all the same, and its caption is read like any other message.
"""

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import gettext as _

from bot.seller.goods import album, list_goods, replace_photo
from bot.seller.orders import answer_complaint, answer_question
from bot.seller.shop import qris_picture, rights
from bot.shopper.after import complain, review, send_proof
from bot.shopper.finding import ask_seller
from bot.talk.turn import Answer, Turn, say
from bot.words.wording import why_lost
from messaging import pictures
from messaging.models import ReceivedPicture

Said = Answer | None  # None: nothing is said now


def tell_lost(turn: Turn, picture: ReceivedPicture) -> Said:
    """Why a picture could not be used, and what to do."""
    return say(why_lost(picture.problem) + " " + _("Boleh dikirim ulang?"))


def nothing(turn: Turn, picture: ReceivedPicture) -> Said:
    return None


@dataclass(frozen=True)
class Purpose:
    """`fits(turn)`: whether the picture of this message is for it (asked in the order of PURPOSES).
    `take(turn, picture)`: the answer to the message; None says nothing until the picture has come.
    `came(turn, picture)`: the picture lies under `picture.key` now, and is goods if it was to be (`pictures.make_goods`).
    `lost(turn, picture)`: it was given up; `picture.problem` says why.
    `came` and `lost` get a turn without a message. `name` stands in the database and never changes.
    `changes_shop`: it becomes a photo of goods; a suspended shop hears why not, and no PDF is for it."""

    name: str
    fits: Callable[[Turn], bool]
    take: Callable[[Turn, ReceivedPicture], Said]
    came: Callable[[Turn, ReceivedPicture], Said] = nothing
    lost: Callable[[Turn, ReceivedPicture], Said] = tell_lost
    changes_shop: bool = False


PURPOSES: tuple[Purpose, ...] = (
    Purpose(qris_picture.NAME, qris_picture.fits, qris_picture.take, qris_picture.came, qris_picture.lost),
    Purpose(review.NAME, review.fits_picture, review.take_picture, review.picture_came, review.picture_lost),
    Purpose(
        "answer_complaint",
        answer_complaint.fits_picture,
        answer_complaint.take_picture,
        answer_complaint.picture_came,
    ),
    Purpose(complain.NAME, complain.fits_picture, complain.take_picture, complain.picture_came, complain.picture_lost),
    Purpose("answer", answer_question.fits_picture, answer_question.take_picture, answer_question.picture_came),
    Purpose(
        "question", ask_seller.fits_picture, ask_seller.take_picture, ask_seller.picture_came, ask_seller.picture_lost
    ),
    Purpose(send_proof.NAME, send_proof.fits, send_proof.take, send_proof.came),
    Purpose("replace_photo", replace_photo.fits, replace_photo.take, replace_photo.came, changes_shop=True),
    Purpose("listing", album.fits, album.take, list_goods.picture_came, list_goods.picture_lost, changes_shop=True),
)


def handler(turn: Turn) -> Callable[[Turn], Said] | None:
    """What answers a message with a picture; None for any other message, and for a picture that nobody waits for."""
    picture = pictures.received(turn.session, turn.message.sid) if turn.message.shows else None
    if picture is not None and picture.problem == "too_many":
        return _too_many(picture)
    purpose = next((one for one in PURPOSES if _may_be(one, turn) and one.fits(turn)), None) if picture else None
    if picture is None or purpose is None:
        return None
    if purpose.changes_shop and turn.seller and turn.seller.suspended_at:
        return rights.suspended
    picture.purpose = purpose.name
    return lambda turn: purpose.take(turn, picture)


def _may_be(purpose: Purpose, turn: Turn) -> bool:
    return not (purpose.changes_shop and turn.message.is_pdf)


def _too_many(picture: ReceivedPicture) -> Callable[[Turn], Said]:
    """Said with the first one that is not fetched, not with each of a flood."""
    return lambda turn: None if pictures.was_told_of_too_many(turn.session, picture) else tell_lost(turn, picture)


def go_on(turn: Turn, picture: ReceivedPicture) -> Said:
    """What is said when the picture has come or was given up."""
    purpose = next((one for one in PURPOSES if one.name == picture.purpose), None)
    if purpose is None:
        return None
    return purpose.lost(turn, picture) if picture.state == "failed" else purpose.came(turn, picture)
