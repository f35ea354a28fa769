"""A turn's beginning without a message, and its end: what every turn keeps. Knows no deed."""

from copy import deepcopy
from dataclasses import asdict

from flask_babel import force_locale
from sqlmodel import Session

import clock
from bot.talk.models import Conversation
from bot.talk.turn import Answer, Handler, Talk, Turn
from bot.understanding import Intent, Wish
from catalog import lookup as catalog_lookup
from messaging import outbox
from messaging.content import IncomingMessage
from people import directory
from people.models import Person


def go_on(session: Session, person_id: int, say_next: Handler) -> None:
    """A turn that no message began: what was waited for has come (a photo, an hour), and the talk goes on where it
    stands. `say_next` gets the turn, with the person's row locked; its intent is named "clock"."""
    person = directory.locked(session, person_id)
    kept = session.get(Conversation, person.id) or Conversation(person_id=person_id)
    talk = Talk(**deepcopy(kept.state))
    message = IncomingMessage(sid="", sender=person.address, external_id=None, kind="clock")
    intent = Intent(name="clock", language=person.language, wish=Wish(), lines=(), facts={}, text="")
    turn = Turn(session, person, catalog_lookup.seller_of_person(session, person.id), message, intent, talk)
    with force_locale(person.language):
        keep(session, person, kept, talk, say_next(turn))


def keep(session: Session, person: Person, kept: Conversation, talk: Talk, answer: Answer | None) -> None:
    """Remembers where the talk stands, and posts the answer."""
    if answer:
        talk.options = [[option.id, option.title] for option in answer.content.options]
        talk.question = answer.question or None
    if kept.state != asdict(talk):
        kept.state, kept.changed_at = asdict(talk), clock.now()
    session.add(kept)
    if answer:
        asks = {"question": answer.question} if "yes" in answer.question else {}
        about = {**asks, **answer.about}
        for content in (answer.content, *answer.follow):
            outbox.reply(session, person, content, about)
