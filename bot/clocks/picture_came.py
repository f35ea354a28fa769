"""A picture has come, or was given up: the talk goes on where it stands."""

from sqlmodel import Session

from bot.talk import sent_pictures, turns
from messaging.models import ReceivedPicture


def go_on(session: Session, picture: ReceivedPicture) -> None:
    turns.go_on(session, picture.person_id, lambda turn: sent_pictures.go_on(turn, picture))
