"""What is still waited for when a message was about something else: a form's question, a draft of a listing.

After an answer to something else it is asked again, once. A draft does not keep a shop from going on: after PATIENCE
messages that answer nothing of it, or as soon as an order comes in, it is put aside until "lanjut". A form stays, and its
question is not repeated for ever.
"""

from copy import deepcopy
from dataclasses import replace
from typing import Any

from bot.talk.deed import joined
from bot.talk.turn import PATIENCE, Answer, Turn, say


def ask_again(turn: Turn, opening: str) -> Answer | None:
    """`opening`, and after it what is still waited for; None when nothing is."""
    use = joined().form_of(turn)
    if use and use.again and turn.talk.form and turn.talk.form["asked"]:
        return use.again(turn, opening)
    if _has_waited(turn):
        return _put_aside(turn, say(opening))
    return joined().unfinished.again(turn, opening)


# ---------------------------------------------------------------- whether a message has answered


def standing(turn: Turn) -> dict[str, Any]:
    """All that is being filled in, so that two of these tell whether a message has filled in anything; {} when nothing
    is waited for."""
    drafts = joined().unfinished.fields(turn)
    form = turn.talk.form if turn.talk.form and turn.talk.form["asked"] else None
    if form is None:
        return {"drafts": drafts} if drafts else {}
    use = joined().form_of(turn)
    return {"form": deepcopy(form), "filled": use.filled(turn) if use else None, "drafts": drafts}


def is_interrupted(turn: Turn) -> bool:
    """Whether an order has come since the drafts talked of were asked about."""
    return joined().stands("order that has come", turn)


def settle(turn: Turn, before: dict[str, Any], interrupted: bool, answer: Answer | None) -> Answer | None:
    """The answer to a message, with what is still waited for where that was not answered. `before` and `interrupted`: how
    things stood when the message came."""
    if not before or standing(turn) != before:
        turn.talk.unfitting = 0
        return answer
    if answer is None or "form" in before:
        turn.talk.unfitting += answer is not None
        return answer
    if answer.content.image:  # who looks at goods has not misunderstood
        return answer
    aside = _has_waited(turn, interrupted, is_misfit="drafts" in answer.about)
    turn.talk.unfitting += 1
    return _put_aside(turn, answer) if aside else _reminded(turn, answer)


def _has_waited(turn: Turn, interrupted: bool = False, is_misfit: bool = False) -> bool:
    """Whether drafts are talked of that have waited long enough, as this message answers nothing of them either.
    `is_misfit`: it was heard as an answer. What is done for a shop beside them may come once more often."""
    if not joined().unfinished.fields(turn) or joined().unfinished.is_busy(turn):
        return False
    patience = PATIENCE if is_misfit or turn.intent.name == "not_understood" else PATIENCE + 1
    return interrupted or is_interrupted(turn) or turn.talk.unfitting + 1 >= patience


def _put_aside(turn: Turn, answer: Answer) -> Answer:
    """The answer, and that the drafts are kept; first where the answer ends in a question."""
    kept = joined().unfinished.put_aside(turn)
    if answer.about.get("drafts"):
        return say(kept)
    text = answer.content.text
    parts = (kept, text) if text.endswith("?") else (text, kept)
    return replace(answer, content=answer.content.with_text("\n\n".join(parts)))


def _reminded(turn: Turn, answer: Answer) -> Answer:
    """The answer, and what the draft still waits for, unless the answer asks something itself."""
    if answer.question.keys() - {"refused"} or answer.content.text.endswith("?"):
        return answer
    reminder = joined().unfinished.reminder(turn)
    text = f"{answer.content.text}\n\n{reminder.content.text}"
    return replace(answer, content=answer.content.with_text(text), question=reminder.question)
