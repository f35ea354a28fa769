"""A form: slots still missing are asked for one at a time, and may be filled in any order.

A form is a dict in `Talk.form`: `name` says which one, `asked` which slot was asked for last; the rest is the form's
own. A slot is a name, a test whether it is still missing, and a question.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.talk.turn import Answer, Turn

Form = dict[str, Any]


@dataclass(frozen=True)
class Slot:
    name: str
    is_missing: Callable[[Turn, Form], bool]
    ask: Callable[[Turn, Form], Answer]


def ask_next(turn: Turn, form: Form, slots: Sequence[Slot]) -> Answer:
    """Asks for the first slot that is missing, and remembers that it did."""
    slot = next(slot for slot in slots if slot.is_missing(turn, form))
    form["asked"] = slot.name
    turn.talk.form = form
    return slot.ask(turn, form)


def set_aside(turn: Turn) -> None:
    """The person looks at something else: the form stays, but its question is no longer waited for."""
    if turn.talk.form:
        turn.talk.form["asked"] = None
