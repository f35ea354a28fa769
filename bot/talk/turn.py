"""What a handler gets and gives: one turn of a conversation."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Unpack

from sqlmodel import Session

from bot.talk import lexicon
from bot.talk.about import About
from bot.understanding import LAST_PLACE, Intent, Wish
from bot.understanding.goods import caption
from bot.understanding.goods.caption import Offer
from catalog.models import Seller
from matters.models import Matter
from messaging import pictures
from messaging.content import Content, IncomingMessage, Option
from messaging.models import ReceivedPicture
from messaging.outbox import Told
from orders.basket import Basket, open_basket
from people.models import Person

PATIENCE = 2  # messages that answer nothing of what is waited for, after which it is not asked again


@dataclass
class Talk:
    """What is remembered from turn to turn; kept as JSON.

    search   the last wish and where its paging stands
    sheet    codes of the last contact sheet, in the order of their numbers
    listing  code of the listing talked of last
    form     the open form (bot.talk.form): its name, its slots and what was asked last; what is ordered stands in the basket
    options  ids and titles of the choices under our last answer, so that one may be typed as well as tapped
    unfitting  how many messages in a row have answered nothing of what is waited for (bot/talk/left_open.py)
    shopping_until  a seller shops until then (bot.seller.shop.modes), as ISO 8601
    drafts   ids of the drafts of listings that are talked of (bot/seller/goods/list_goods.py)
    question what our last answer asked beside any form; forgotten with the next answer (see Answer)
    """

    search: dict[str, Any] | None = None
    sheet: list[str] = field(default_factory=list)
    listing: str | None = None
    form: dict[str, Any] | None = None
    options: list[list[str]] = field(default_factory=list)
    drafts: list[int] = field(default_factory=list)
    question: dict[str, str] | None = None
    shopping_until: str | None = None
    unfitting: int = 0


@dataclass
class Turn:
    """`seller` is the shop that this person acts for, if any. `quoted` is what the message quoted was about.
    `missed`: a wish that nothing fits exactly. `has_news`: what has waited for this person's 24-hour window goes out
    before the answer. `noticed`: what the newest notice, read since our last answer, was about; its `question` is what it asks, as
    in an Answer. `asked`: the enquiry (matters.enquiries) in which it asks this person something, while nothing else is
    asked, and nothing else quoted. `officer`: the matter in which a person of the staff talks with this one just now.
    `told`: what we have told this person lately."""

    session: Session
    person: Person
    seller: Seller | None
    message: IncomingMessage
    intent: Intent
    talk: Talk
    quoted: About = field(default_factory=About)
    missed: Wish | None = None
    has_news: bool = False
    noticed: About = field(default_factory=About)
    asked: int | None = None
    officer: Matter | None = None
    told: Told = field(default_factory=Told)

    @property
    def facts(self) -> dict[str, Any]:
        return dict(self.intent.facts)

    @property
    def wish(self) -> Wish:
        return self.intent.wish

    @cached_property
    def basket(self) -> Basket:
        """What this person has chosen so far."""
        assert self.person.id is not None
        return open_basket(self.session, self.person.id)

    @cached_property
    def file(self) -> ReceivedPicture | None:
        """What this message brings that is fetched by the worker: a picture or a contact card."""
        brings = self.message.shows or self.message.is_card
        return pictures.received(self.session, self.message.sid) if brings else None

    @property
    def picture(self) -> ReceivedPicture | None:
        """The picture that this message brings."""
        return self.file if self.message.shows else None

    @cached_property
    def offers(self) -> tuple[list[Offer], list[str]]:
        """The message read as the caption of goods: what it offers, and lines that were not understood."""
        return caption.read_offers(self.message.text, lexicon.current(self.session))

    @property
    def codes(self) -> list[str]:
        """The codes on the message quoted, else on the last sheet."""
        return self.quoted.get("codes") or self.talk.sheet

    @property
    def listing(self) -> str | None:
        """The code of the one listing talked of: that of the message quoted, else the one shown last."""
        quoted = self.quoted.get("codes")
        if quoted:
            return quoted[0] if len(quoted) == 1 else None
        return self.talk.listing

    @property
    def last_search(self) -> dict[str, Any] | None:
        """The search (Talk.search) that the message quoted answers, else the last one."""
        return self.quoted.get("search") or self.talk.search

    def code_at(self, place: int) -> str | None:
        """The code with this number on the quoted sheet, else on the last one; -1 is the last of it."""
        codes = self.codes
        if place == LAST_PLACE:
            return codes[-1] if codes else None
        return codes[place - 1] if 1 <= place <= len(codes) else None


@dataclass(frozen=True)
class Answer:
    """What goes back to the person: one message. `about` is what a later quote of it means. `question`: what it asks beside any form, and what the next message may answer: ids of choices that
    "yes" and "no" stand for; or a `slot` (of those that understanding knows) and `deed`, the id that gets its value.
    `follow`: what can't stand in the same message (a second picture)."""

    content: Content
    about: About = field(default_factory=About)
    question: dict[str, str] = field(default_factory=dict)
    follow: tuple[Content, ...] = ()


Handler = Callable[[Turn], Answer | None]  # None: nothing is said now


def say(text: str, *options: Option, **about: Unpack[About]) -> Answer:
    """An answer in words, with tappable options (messaging.content.Option)."""
    return Answer(Content.fitting(text, options=tuple(options)), about)


def refuse(text: str, *options: Option, **about: Unpack[About]) -> Answer:
    """That something is not done. It is the newest thing said: a bare yes or no right after it is to nothing older."""
    return replace(say(text, *options, **about), question={"refused": "yes"})


def ask_whether(text: str, yes: Option, no: Option, *others: Option, **about: Unpack[About]) -> Answer:
    """A question to be answered by yes or no, tapped or in whatever words."""
    content = Content.fitting(text, options=(yes, no, *others))
    return Answer(content, about, {"yes": yes.id, "no": no.id})
