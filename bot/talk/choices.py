"""The ids of tappable answers. An id carries its meaning, so that a tap needs no understanding and an old button,
tapped days later, still means what it said."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from flask_babel import gettext as _

from bot.talk.deed import joined
from bot.understanding import Intent, Line, Wish
from messaging.content import MAX_LIST_TITLE, Option

SEPARATOR = ":"
WHOLE = "#"  # before what a button carries as a whole number (deed.Deed.buttons)
LARGEST = 2**31 - 1  # of the ids and sums that a database holds
GOODS = ("product", "technique", "motif", "colour", "words")  # the parts of a wish that an id can carry


def order(code: str, title: str, size: str = "") -> Option:
    return Option(SEPARATOR.join(filter(None, ("order", code, size))), title)


def wait_for(code: str) -> Option:
    """Under goods that are sold out."""
    return deed("waitlist", _("Kabari kalau ada"), code)


def show(code: str, title: str, description: str = "") -> Option:
    return Option(f"show:{code}", title, description)


def answer(slot: str, value: str | int, title: str, description: str = "") -> Option:
    """The value of a slot of the open form."""
    return Option(f"answer:{slot}:{value}", title, description)


def deed(intent: str, title: str, *values: str | int, description: str = "") -> Option:
    """An intent with what it needs to know, in the order in which its deed says that buttons carry it: `deed("reject", "Habis", "P0001", "sold_out")`; ""
    for what is not told."""
    return Option(SEPARATOR.join(map(str, (intent, *values))).rstrip(SEPARATOR), title, description)


def tiers_in_id(tiers: Iterable[Sequence[int]]) -> str:
    """Wholesale prices (catalog.shelf.Tiers) as an id carries them."""
    return ",".join("-".join(map(str, tier)) for tier in tiers) or "none"


def goods_in_id(wish: Wish) -> str:
    """What goods a wish names, as an id carries it."""
    parts = (",".join(value for value in getattr(wish, part) if SEPARATOR not in value) for part in GOODS)
    return ";".join(parts).rstrip(";") or "all"


def narrow(part: str, value: str, title: str, limit: int | None = None) -> Option:
    """A value that makes the last result narrower. A title that is too long loses letters before its "(12)"."""
    name, bracket, number = title.rpartition(" (")
    room = (limit or MAX_LIST_TITLE) - len(bracket + number)
    return Option(f"narrow:{part}:{value}", f"{name[:room].rstrip()}{bracket}{number}")


def read(choice: str, text: str, language: str) -> Intent | None:
    """The intent that a tapped id carries; None for an id that is not (or no longer) ours."""
    name, *rest = choice.split(SEPARATOR)
    intent = Intent(name=name, language=language, wish=Wish(), lines=(), facts={}, text=text)
    if name == "order" and rest:
        return _with(intent, lines=(Line(code=rest[0], size=rest[1] if len(rest) > 1 else None),))
    if name == "show" and rest:
        return _with(intent, name="show_listing", lines=(Line(code=rest[0]),))
    if name == "narrow" and len(rest) == 2:
        value_wanted: dict[str, Any] = {"price_max": int(rest[1])} if rest[0] == "price" else {rest[0]: (rest[1],)}
        return _with(intent, name="search", wish=Wish(**value_wanted), facts={"follow_up": True})
    if name == "answer" and len(rest) >= 2:
        value: str | int = SEPARATOR.join(rest[1:])
        return _with(intent, facts={rest[0]: int(value) if rest[0] == "quantity" and str(value).isdigit() else value})
    carries = joined().buttons.get(name)
    if carries is not None and len(rest) <= len(carries):
        told = {fact: text for fact, text in zip(carries, rest, strict=False) if text}
        code, size, goods = (told.pop(name, None) for name in ("code", "size", "goods"))
        facts = {fact.removeprefix(WHOLE): _value(fact, text) for fact, text in told.items()}
        if any(isinstance(value, int) and abs(value) > LARGEST for value in facts.values()):
            return None  # no id that we have ever given
        return _with(intent, lines=(Line(code=code, size=size),) if code else (), facts=facts, wish=_goods(goods or ""))
    return None


def _value(fact: str, text: str) -> Any:
    if fact == "wholesale":
        return [[int(figure) for figure in tier.split("-")] for tier in text.split(",") if tier != "none"]
    return int(text) if fact.startswith(WHOLE) and text.lstrip("-").isdecimal() else text


def _goods(text: str) -> Wish:
    values = text.split(";") if text != "all" else []
    named: dict[str, Any] = {part: tuple(value.split(",")) for part, value in zip(GOODS, values, strict=False) if value}
    return Wish(**named)


def typed(options: list[list[str]], text: str) -> str:
    """The id of the choice whose title, or else whose number, somebody has typed instead of tapping it; "" if none."""
    by_number = {str(n): id_ for n, (id_, _) in enumerate(options, 1)} if len(options) > 1 else {}
    return titled(options, text) or by_number.get(_bare(text), "")


def titled(options: list[list[str]], text: str) -> str:
    """The id of the choice whose title somebody has typed; "" if none, or if several have it."""
    wanted = _bare(text)
    found = {id_ for id_, title in options if wanted in (title.casefold(), title.casefold().partition(" (")[0])}
    return found.pop() if len(found) == 1 else ""  # a title may end in a count: "biru (9)"


def _bare(text: str) -> str:
    return text.strip(" .!*\n").casefold()


def order_offered(options: list[list[str]]) -> str:
    """The id of the "Pesan" under the last answer; "" if there was none."""
    return next((id_ for id_, _ in options if id_.startswith("order" + SEPARATOR)), "")


def _with(intent: Intent, **changes: Any) -> Intent:
    return replace(intent, **changes)
