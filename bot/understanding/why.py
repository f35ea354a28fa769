"""Why a message was read as it was, for whoever mends a misread sentence (docs/understanding.md).

'besok toko saya tutup dulu ya'
  besok              cue later · filler
  toko saya tutup    says close_shop (without_goods)
  dulu               filler
  ya                 says yes (alone) · filler
  step 31 of 37, chatter.alone: yes
  also possible: 32 chatter.weak: close_shop [until=besok]
"""

from collections.abc import Iterator

from bot.understanding.as_json import explain
from bot.understanding.decide import STEPS, Step, decide
from bot.understanding.intent import Intent
from bot.understanding.intents.message import Message
from bot.understanding.intents.said import is_weighty
from bot.understanding.letters.lexicon import Lexicon
from bot.understanding.letters.words import Item

WIDTH = 18  # of a word's column


def why(text: str, lexicon: Lexicon, expecting: str | None = None, role: str = "shopper") -> str:
    """The words and what each was read as, the step that decided, and what the steps after it would have made of it."""
    decision = decide(text, lexicon, expecting, role)
    heard = f"asked for {expecting}" if decision.message.expecting else f"{expecting} was asked, and let go of"
    lines = [f"{text!r}, said by a {role}" + (f", {heard}" if expecting else "")]
    lines += [f"  {_written(item, read):{WIDTH}} {_told(item)}" for item, read in _items(text, decision.message)]
    if decision.step:
        lines.append(
            f"  step {decision.step} of {len(STEPS)}, {_name(STEPS[decision.step - 1])}: {_shown(decision.intent)}"
        )
    else:
        lines.append(f"  none of {len(STEPS)} steps knew: {_shown(decision.intent)}")
    others = list(_others(text, lexicon, decision.message.expecting, role, decision.step, decision.intent.name))
    return "\n".join([*lines, f"  also possible: {'; '.join(others)}" if others else "  nothing else was possible"])


def _items(text: str, message: Message) -> Iterator[tuple[Item, str]]:
    """Each item as it was before any step used it, and as it stands in the message."""
    fresh = Message(text, message.lexicon, message.expecting, message.role)
    for item in fresh.items:
        if item.kind != "line":
            yield item, fresh.reading.text[item.start : item.end]


def _written(item: Item, as_written: str) -> str:
    """The word as understood, and as written where that differs."""
    shown = " ".join(as_written.split())
    return item.text if shown.casefold() == item.text else f"{item.text} ({shown})"


def _told(item: Item) -> str:
    entry = item.entry
    told = [f"{entry.kind} {entry.id}"] if entry.kind else []
    told += [f"says {name} ({strength})" for name, strength in entry.intents.items()]
    told += [f"cue {', '.join(sorted(entry.cues - {'filler'}))}"] if entry.cues - {"filler"} else []
    told += ["filler"] if "filler" in entry.cues else []
    told += [f"puts first {entry.first}"] if entry.first else []
    told += [f"for {entry.whom}"] if entry.whom else []
    told += ["other goods"] if entry.goods else []
    if item.kind in ("number", "money", "count"):
        told.append(f"{item.kind} {item.number:g}" + (f" to {item.high:g}" if item.high else ""))
    elif item.kind != "word":
        told.append(item.kind)
    told += ["not wanted"] if item.negated else []
    told += ["weighs"] if is_weighty(item) else []
    return " · ".join(told) or "known only inside longer phrases"


def _others(text: str, lexicon: Lexicon, expecting: str | None, role: str, decided: int, name: str) -> Iterator[str]:
    """What each later step would have said had nobody decided before; each other intent once."""
    seen = {name}
    for number, step in enumerate(STEPS[decided:], decided + 1):
        found = step(Message(text, lexicon, expecting, role)) if decided else None
        if found is not None and found.name not in seen:
            seen.add(found.name)
            yield f"{number} {_name(step)}: {_shown(found)}"


def _name(step: Step) -> str:
    return f"{step.__module__.rsplit('.', 1)[-1]}.{step.__name__}"


def _shown(intent: Intent) -> str:
    """The name, and in short what it carries."""
    told = {**explain(intent).get("slots", intent.listing), **intent.facts}
    facts = ", ".join(f"{name}={value}" for name, value in told.items())
    lines = ", ".join(str(line.code or line.place or line.size or "") for line in intent.lines)
    return " ".join(filter(None, (intent.name, f"[{facts}]" if facts else "", f"of {lines}" if lines else "")))
