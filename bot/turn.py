"""What a handler gets and gives: one turn of a conversation."""

from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session

from bot.understanding import Intent, Wish
from catalog.models import Seller
from messaging.content import Content, IncomingMessage
from people.models import Person


@dataclass
class Talk:
    """What is remembered from turn to turn; kept as JSON.

    search   the last wish and where its paging stands
    sheet    codes of the last contact sheet, in the order of their numbers
    listing  code of the listing talked of last
    form     the open form (bot.form): its name, its slots and what was asked last
    options  ids and titles of the choices under our last answer, so that one may be typed as well as tapped
    """

    search: dict[str, Any] | None = None
    sheet: list[str] = field(default_factory=list)
    listing: str | None = None
    form: dict[str, Any] | None = None
    options: list[list[str]] = field(default_factory=list)


@dataclass
class Turn:
    """`seller` is the shop that this person acts for, if any. `quoted` is what the message quoted was about."""

    session: Session
    person: Person
    seller: Seller | None
    message: IncomingMessage
    intent: Intent
    talk: Talk
    quoted: dict[str, Any] = field(default_factory=dict)

    @property
    def facts(self) -> dict[str, Any]:
        return dict(self.intent.facts)

    @property
    def wish(self) -> Wish:
        return self.intent.wish

    def code_at(self, place: int) -> str | None:
        """The code with this number on the quoted sheet, else on the last one."""
        codes = self.quoted.get("codes") or self.talk.sheet
        return codes[place - 1] if 1 <= place <= len(codes) else None


@dataclass(frozen=True)
class Answer:
    """What goes back to the person: one message. `about` is what a later quote of it means: `codes`, `order`."""

    content: Content
    about: dict[str, Any] = field(default_factory=dict)


def say(text: str, *options: Any, **about: Any) -> Answer:
    """An answer in words, with tappable options (messaging.content.Option)."""
    return Answer(Content.fitting(text, options=tuple(options)), about)
