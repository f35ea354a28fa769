"""What a short word is about. "ya", "tidak" and the like say nothing of their own: the first question that stands open and
to which the word says something is meant (`bot.conversation.ORDER`): what is quoted before what was just asked, that
before the one order that waits for this shop, and so on. Where several things stand at one rank, the deed itself asks
which.
"""

from dataclasses import dataclass, replace

from bot.talk import choices
from bot.talk.deed import Deed, joined
from bot.talk.turn import Handler, Talk, Turn

BARE = ("yes", "no", "done", "hold")  # words that move what they answer


@dataclass(frozen=True)
class OpenForm:
    """The question of whichever form is open: each form says for itself what is said to it (deed.FormUse)."""

    name: str = "open form"

    def hears(self, turn: Turn) -> Handler | None:
        form, use, word = turn.talk.form, joined().form_of(turn), turn.intent.name
        if form is None or use is None:
            return None
        if word == "answer":  # a value; also when something else has been looked at meanwhile
            return use.fill
        if not form["asked"]:
            return None
        if word == "cancel":
            return None if turn.facts.get("order_no") else use.drop
        says = {"yes": use.confirm, "no": use.decline, "hold": use.decline}.get(word)
        return (lambda turn: says(turn, form)) if says else None

    def changes_shop(self, turn: Turn) -> bool:
        use = joined().form_of(turn)
        asks = turn.talk.form is not None and bool(turn.talk.form["asked"])
        return use is not None and use.changes and asks and turn.intent.name in ("yes", "answer")


def expected(talk: Talk) -> str | None:
    """The slot that was just asked for: by our last answer, else by the open form; else an open draft may be corrected."""
    slot = (talk.question or {}).get("slot")
    return slot or (talk.form["asked"] if talk.form else None) or ("draft" if talk.drafts else None)


def in_full(turn: Turn) -> Turn:
    """The turn as if all had been said: a "ya" to "Harganya jadi Rp5.000.000, betul?" is what the button under it is,
    "38" to "Stoknya berapa?" a stock of 38. Only for what our last answer asked beside a form, which is newer than what
    a form has asked, and as in ORDER gives way to an order that is quoted."""
    asked_since = {} if expected(turn.talk) else turn.noticed.get("question", {})
    question, intent = turn.talk.question or asked_since, turn.intent
    if "refused" in question and intent.name in BARE and not turn.quoted and not turn.noticed:
        return replace(turn, intent=replace(intent, name="smalltalk"))
    if joined().stands("order that has come", turn):
        question = {name: question[name] for name in ("slot", "deed") if name in question}
    word = "no" if intent.name == "cancel" and "cancel" not in question else intent.name
    if word in question and not joined().stands("quoted order", turn):
        meant = choices.read(question[word], intent.text, intent.language)
        return replace(turn, intent=meant or intent)
    deed = choices.read(question.get("deed", ""), intent.text, intent.language)
    if deed and deed.name == intent.name:  # "ongkir 15rb" to "Berapa ongkirnya?" of one order
        return replace(turn, intent=replace(intent, facts={**deed.facts, **intent.facts}))
    slot = question.get("slot", "")
    value = intent.listing.get(slot, intent.facts.get(slot))
    if deed is None or value is None:
        return turn
    return replace(turn, intent=replace(deed, facts={**deed.facts, slot: value}))


DEED = Deed("open form", may_answer=(OpenForm(),))
