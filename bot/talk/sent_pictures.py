"""When a picture that somebody has sent lies here, or was given up, what it is for goes on (deed.PictureUse).

What it is for is decided in the turn of its message, when the picture itself is not here yet: the first use in
`bot.conversation.ORDER` that fits it, its caption and where the talk stands. A picture that nobody wants is fetched all
the same, and its caption is read like any other message.
"""

from flask_babel import gettext as _

from bot.talk.deed import Deed, Ear, joined
from bot.talk.turn import Answer, Handler, Turn, say
from bot.words.wording import why_lost
from messaging import pictures
from messaging.models import ReceivedPicture


def go_on(turn: Turn, picture: ReceivedPicture) -> Answer | None:
    """What is said when the picture has come or was given up."""
    use = joined().picture_use(picture.purpose)
    if use is None:
        return None
    if picture.state != "failed":
        return use.came(turn, picture)
    return (use.lost or tell_lost)(turn, picture)


def tell_lost(turn: Turn, picture: ReceivedPicture) -> Answer | None:
    """Why a picture could not be used, and what to do."""
    return say(why_lost(picture.problem) + " " + _("Boleh dikirim ulang?"))


def hears_too_many(turn: Turn) -> Handler | None:
    """A picture beyond what is fetched: said with the first one, not with each of a flood."""
    picture = turn.picture
    if picture is None or picture.problem != "too_many":
        return None
    return lambda turn: None if pictures.was_told_of_too_many(turn.session, picture) else tell_lost(turn, picture)


DEED = Deed("pictures", may_answer=(Ear("picture too many", hears_too_many),))
