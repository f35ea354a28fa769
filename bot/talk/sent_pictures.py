"""When a picture that somebody has sent lies here, or was given up, what it is for goes on (deed.PictureUse).

What it is for is decided in the turn of its message, when the picture itself is not here yet: the first use in
`bot.conversation.ORDER` that fits it, its caption and where the talk stands. A picture that nobody wants is fetched all
the same, and its caption is read like any other message.
"""

from flask_babel import gettext as _

from bot.talk.deed import joined
from bot.talk.turn import Answer, Turn, say
from bot.words.wording import why_lost
from messaging.models import ReceivedPicture


def go_on(turn: Turn, picture: ReceivedPicture) -> Answer | None:
    """What is said when the picture has come or was given up."""
    use = joined().picture_use(picture.purpose)
    if use is None:
        return None
    if picture.state != "failed":
        return use.came(turn, picture)
    return use.lost(turn, picture) if use.lost else say(why_lost(picture.problem) + " " + _("Boleh dikirim ulang?"))
