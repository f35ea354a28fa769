"""What a deed may offer the conversation: the one page that says so.

Each file of shopper/, seller/ and anybody/ says for itself, in its DEED, what it offers; `bot.conversation` lists them
in DEEDS and nothing else knows them. Joined, the table stands in `app.extensions`; `flask bot deeds` prints it.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, Protocol, TypeVar

from flask import Flask, current_app

from bot.talk.form import Form
from bot.talk.turn import Answer, Handler, Turn
from messaging.models import ReceivedPicture

Told = TypeVar("Told")
ANYBODY = "anybody"
SELLERS = "sellers"  # who has no shop is told so, and nothing is done
WOULD_SELL = "who sells or would"  # about a shop, whatever the mode; some have none yet


class MayAnswer(Protocol):
    """Something that a message may answer; `bot.conversation.ORDER` holds the names in the order of asking."""

    @property
    def name(self) -> str: ...

    def hears(self, turn: Turn) -> Handler | None:
        """What answers this message; None: it is not about this."""

    def changes_shop(self, turn: Turn) -> bool:
        """Whether that would change a shop: not while staff have suspended it."""


@dataclass(frozen=True)
class Question:
    """What may stand open, and what a short word says to it: `answers` by the intents yes, no, hold, done, cancel, sold_out;
    `changes`: those of them that change a shop."""

    name: str
    stands: Callable[[Turn], bool]
    answers: Mapping[str, Handler]
    changes: Collection[str] = ()

    def hears(self, turn: Turn) -> Handler | None:
        handler = self.answers.get(turn.intent.name)
        return handler if handler and self.stands(turn) else None

    def changes_shop(self, turn: Turn) -> bool:
        return turn.intent.name in self.changes


@dataclass(frozen=True)
class Ear:
    """What hears a message whatever it says, because of what it quotes, answers or carries; see `Deed.pierces`."""

    name: str
    listen: Callable[[Turn], Handler | None]

    def hears(self, turn: Turn) -> Handler | None:
        return self.listen(turn)

    def changes_shop(self, turn: Turn) -> bool:
        return False


def _nothing(turn: Turn, picture: ReceivedPicture) -> Answer | None:
    return None


@dataclass(frozen=True)
class PictureUse:
    """What a picture may be for.

    `fits(turn)`: whether the picture of this message is for it.
    `take(turn, picture)`: the answer to the message; None says nothing until the picture has come.
    `came(turn, picture)`: it lies under `picture.key` now, and is goods if it was to be (`pictures.make_goods`).
    `lost(turn, picture)`: it was given up, `picture.problem` says why; None: that is said, and that it may come again.
    `came` and `lost` get a turn without a message. `purpose` stands in the database and never changes. `is_goods`: it becomes
    a photo of goods, so it changes a shop, and no PDF is for it. `is_card`: it is for contact cards, and for no picture.
    """

    purpose: str
    fits: Callable[[Turn], bool]
    take: Callable[[Turn, ReceivedPicture], Answer | None]
    came: Callable[[Turn, ReceivedPicture], Answer | None] = _nothing
    lost: Callable[[Turn, ReceivedPicture], Answer | None] | None = None
    is_goods: bool = False
    is_card: bool = False

    @property
    def name(self) -> str:
        return f"picture: {self.purpose}"

    def hears(self, turn: Turn) -> Handler | None:
        picture = turn.file if self.is_card else turn.picture
        if picture is None or (self.is_goods and turn.message.is_pdf) or not self.fits(turn):
            return None

        def take(turn: Turn) -> Answer | None:
            picture.purpose = self.purpose
            return self.take(turn, picture)

        return take

    def changes_shop(self, turn: Turn) -> bool:
        return self.is_goods


@dataclass(frozen=True)
class FormUse:
    """A form that asks for one thing at a time (bot/talk/form.py), and what is said to it while it asks: yes, no, "batal"
    (None: what "batal" means elsewhere), a value (None: it is about what is being ordered).

    `again(turn, opening)`: its question once more. `filled(turn)`: what is filled in outside the form itself.
    """

    name: str
    confirm: Callable[[Turn, Form], Answer]
    decline: Callable[[Turn, Form], Answer]
    fill: Handler | None = None
    drop: Handler | None = None
    again: Callable[[Turn, str], Answer | None] | None = None
    filled: Callable[[Turn], Any] = lambda turn: None
    changes: bool = False


@dataclass(frozen=True)
class Unfinished:
    """What stands half done beside any form, and is put aside until "lanjut" when nobody goes on with it.

    `fields(turn)`: what is filled in so far; {} where nothing stands. `is_busy(turn)`: more is still coming in.
    """

    fields: Callable[[Turn], dict[str, Any]]
    is_busy: Callable[[Turn], bool]
    again: Callable[[Turn, str], Answer | None]
    reminder: Callable[[Turn], Answer]
    put_aside: Callable[[Turn], str]


@dataclass(frozen=True)
class Deed:
    """What one file offers.

    name        as `flask bot deeds` shows it
    by          who may do it
    handlers    what it does, by the intent that says so
    changes     the same, where it changes a shop or its goods: not while staff have suspended the shop
    buttons     what the ids of its buttons carry after the intent's name, in this order; the last ones may be missing;
                "#price" is a whole number; "code" and "size" become the intent's line, "goods" its wish
    opposites   buttons that say yes to what a message asks, with those beside them that say no: 👍 and 👎 are the same
    may_answer  what a message may answer here: questions, ears, pictures
    pierces     intents that are done even where a message quotes or answers one of these (names of ORDER)
    clocks      what it does at some hour (scheduling)
    """

    name: str
    by: str = ANYBODY
    handlers: Mapping[str, Handler] = field(default_factory=dict)
    changes: Mapping[str, Handler] = field(default_factory=dict)
    buttons: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    opposites: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    may_answer: tuple[MayAnswer, ...] = ()
    pierces: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    form: FormUse | None = None
    unfinished: Unfinished | None = None
    clocks: tuple[Callable[..., None], ...] = ()


class Deeds:
    """All deeds, joined. Raises AssertionError where two offer the same, or where ORDER and the deeds disagree."""

    def __init__(self, deeds: Sequence[Deed], order: Sequence[str]) -> None:
        self.all = tuple(deeds)
        self.handlers = _joined((one.name, {**one.handlers, **one.changes}) for one in deeds)
        self.buttons = _joined((one.name, one.buttons) for one in deeds)
        self.opposites = _joined((one.name, one.opposites) for one in deeds)
        self.forms = _joined((one.name, {one.form.name: one.form}) for one in deeds if one.form)
        self.of_sellers = frozenset(chain.from_iterable(_intents(one) for one in deeds if one.by == SELLERS))
        self.of_shops = self.of_sellers.union(*(_intents(one) for one in deeds if one.by == WOULD_SELL))
        self.changing = frozenset(chain.from_iterable(one.changes for one in deeds))
        known = _joined((one.name, {each.name: each for each in one.may_answer}) for one in deeds)
        assert sorted(known) == sorted(order), f"ORDER and the deeds differ: {sorted(set(known) ^ set(order))}"
        self.in_order: tuple[MayAnswer, ...] = tuple(known[name] for name in order)
        self._pierced = {name: frozenset(_piercing(deeds, name)) for name in order}
        assert {name for one in deeds for names in one.pierces.values() for name in names} <= set(order)
        (self.unfinished,) = (one.unfinished for one in deeds if one.unfinished)

    def heard(self, turn: Turn) -> Iterator[tuple[MayAnswer, Handler]]:
        """What hears this message, the first one first."""
        for one in self.in_order:
            handler = None if turn.intent.name in self._pierced[one.name] else one.hears(turn)
            if handler:
                yield one, handler

    def stands(self, name: str, turn: Turn) -> bool:
        """Whether the question of this name stands open."""
        (question,) = (one for one in self.in_order if one.name == name)
        assert isinstance(question, Question)
        return question.stands(turn)

    def picture_use(self, purpose: str) -> PictureUse | None:
        uses = (one for one in self.in_order if isinstance(one, PictureUse))
        return next((one for one in uses if one.purpose == purpose), None)

    def form_of(self, turn: Turn) -> FormUse | None:
        """How the form that is open now is used."""
        return self.forms.get(turn.talk.form["name"]) if turn.talk.form else None


def register(app: Flask, deeds: Sequence[Deed], order: Sequence[str]) -> None:
    """Make the deeds known to this app, so that the machine of a talk finds them and imports none."""
    app.extensions["deeds"] = Deeds(deeds, order)


def joined() -> Deeds:
    """The deeds of the app whose turn this is."""
    found: Deeds = current_app.extensions["deeds"]
    return found


def _intents(deed: Deed) -> set[str]:
    return {*deed.handlers, *deed.changes}


def _piercing(deeds: Sequence[Deed], name: str) -> Iterator[str]:
    return (intent for one in deeds for intent, names in one.pierces.items() if name in names)


def _joined(parts: Iterator[tuple[str, Mapping[str, Told]]]) -> dict[str, Told]:
    found: dict[str, Told] = {}
    for deed, part in parts:
        twice = found.keys() & part.keys()
        assert not twice, f"{deed} offers what another deed offers too: {sorted(twice)}"
        found |= part
    return found
