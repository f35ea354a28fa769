"""The ids of tappable answers. An id carries its meaning, so that a tap needs no understanding and an old button,
tapped days later, still means what it said."""

from dataclasses import replace
from typing import Any

from bot.understanding import Intent, Line, Wish
from messaging.content import MAX_LIST_TITLE, Option

SEPARATOR = ":"


def order(code: str, title: str, size: str = "") -> Option:
    return Option(SEPARATOR.join(filter(None, ("order", code, size))), title)


def show(code: str, title: str, description: str = "") -> Option:
    return Option(f"show:{code}", title, description)


def answer(slot: str, value: str | int, title: str, description: str = "") -> Option:
    """The value of a slot of the open form."""
    return Option(f"answer:{slot}:{value}", title, description)


def about_order(deed: str, number: str, title: str, detail: str = "", description: str = "") -> Option:
    """A deed on an order: accept, reject, cancel_order, order_status, parcel_number …"""
    return Option(SEPARATOR.join(filter(None, (deed, number, detail))), title, description)


def narrow(part: str, value: str, title: str, limit: int | None = None) -> Option:
    """A value that makes the last result narrower. A title that is too long loses letters before its "(12)"."""
    name, bracket, number = title.rpartition(" (")
    room = (limit or MAX_LIST_TITLE) - len(bracket + number)
    return Option(f"narrow:{part}:{value}", f"{name[:room].rstrip()}{bracket}{number}")


def plain(intent: str, title: str) -> Option:
    """An intent that needs nothing more: yes, no, more, basket …"""
    return Option(intent, title)


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
    if name in ("accept", "reject", "cancel", "order_status", "parcel_number", "paid", "not_paid") and rest:
        facts = {"order_no": rest[0]} | ({"reason": rest[1]} if len(rest) > 1 else {})
        return _with(intent, facts=facts)
    if name in ("yes", "no", "more", "help", "cancel", "order_status", "talk_to_person") and not rest:
        return intent
    return None


def typed(options: list[list[str]], text: str) -> str:
    """The id of the choice whose title, or else whose number, somebody has typed instead of tapping it; "" if none."""
    words = text.strip(" .!*\n").casefold()
    by_title = {title.casefold(): id_ for id_, title in options}
    by_title |= {title.casefold().partition(" (")[0]: id_ for id_, title in options if " (" in title}  # "biru (9)"
    by_number = {str(n): id_ for n, (id_, _) in enumerate(options, 1)} if len(options) > 1 else {}
    return by_title.get(words) or by_number.get(words, "")


def order_offered(options: list[list[str]]) -> str:
    """The id of the "Pesan" under the last answer; "" if there was none."""
    return next((id_ for id_, _ in options if id_.startswith("order" + SEPARATOR)), "")


def _with(intent: Intent, **changes: Any) -> Intent:
    return replace(intent, **changes)
