"""All that a message may answer, read once, after the person's row is locked: where the talk stands, the shop that the
person acts for, the officer who talks with them, and what we have told them lately."""

from copy import deepcopy
from dataclasses import dataclass
from typing import cast

from sqlmodel import Session, col, select

import clock
from bot.talk import short_words
from bot.talk.about import About
from bot.talk.models import Conversation
from bot.talk.turn import Talk
from catalog.models import Seller, ShopNumber
from matters import lookup as matters
from matters.models import Matter
from messaging import inbox, outbox
from messaging.content import IncomingMessage
from messaging.models import OutboundMessage
from messaging.outbox import Told
from people.models import Person


@dataclass(frozen=True)
class Standing:
    """Where the talk stood, the shop that the person acts for, and the matter in which an officer talks with them.
    `is_known`: this very message was handled before."""

    kept: Conversation
    seller: Seller | None
    officer: Matter | None
    is_known: bool


@dataclass(frozen=True)
class Heard:
    """`has_news`: what has waited for this person's 24-hour window goes out before the answer. `noticed`: what the newest
    notice, read since our last answer, was about. `asked`: the enquiry in which it asks this person something, while
    nothing else is asked and nothing quoted. `offered`: ids and titles of the choices that may be typed."""

    standing: Standing
    talk: Talk
    told: Told
    quoted: OutboundMessage | None
    has_news: bool
    noticed: About
    asked: int | None
    offered: list[list[str]]

    @property
    def about(self) -> About:
        """What the message quoted was about."""
        return _about(self.quoted)


def hear(session: Session, person: Person, message: IncomingMessage, standing: Standing) -> Heard:
    """What this message finds; the person's window is open, so what has waited for it is released."""
    told = outbox.told(session, person, message.quoted_sid)
    has_news = outbox.release_waiting(session, person, told)
    talk = Talk(**deepcopy(standing.kept.state))  # changed in place, the row would not notice
    quoted = told.quoted(message.quoted_sid)
    noticed = _about(None if has_news else told.newest_notice)
    is_asked = noticed.get("asks") and not (quoted and quoted.about) and not short_words.expected(talk)
    asked = noticed.get("enquiry") if is_asked else None
    offered = told.offered if noticed.get("numbered") else talk.options
    offered = [option[:2] for option in quoted.content.get("options", [])] if quoted else offered
    _see(talk, noticed)
    return Heard(standing, talk, told, quoted, has_news, noticed, asked, offered)


def look(session: Session, person: Person, message: IncomingMessage) -> Standing:
    """Where this person stands, in one look."""
    assert person.id is not None
    talks = matters.is_talking(clock.now())
    found = (
        select(Conversation, Seller, Matter, inbox.is_known(message.sid))
        .select_from(Person)
        .outerjoin(Conversation, col(Conversation.person_id) == Person.id)
        .outerjoin(ShopNumber, col(ShopNumber.person_id) == Person.id)
        .outerjoin(Seller, col(Seller.id) == ShopNumber.seller_id)
        .outerjoin(Matter, (col(Matter.person_id) == Person.id) & talks)
        .where(Person.id == person.id)
        .order_by(col(Matter.quiet_until).desc())
        .limit(1)
    )
    kept, seller, matter, is_known = session.exec(found).one()
    return Standing(kept or Conversation(person_id=person.id), seller, matter, is_known)


def _about(message: OutboundMessage | None) -> About:
    return cast(About, message.about) if message else {}


def _see(talk: Talk, noticed: About) -> None:
    """What a notice has shown since is what is talked of now; `sheet`: with numbers (`numbered`: its choices have some)."""
    codes = noticed.get("codes", [])
    if codes:
        talk.listing = codes[0] if len(codes) == 1 else None
    if noticed.get("sheet"):
        talk.sheet = list(codes)
