"""All that the market can do, as one table: the deeds joined, in the order in which a message asks them."""

from collections.abc import Iterable

from bot.talk.deed import Deed, Deeds, PictureUse, Question

HEADS = (
    "deed",
    "who",
    "does",
    "changes a shop",
    "buttons carry",
    "yes / no to 👍 👎",
    "may be answered",
    "done even to",
    "at an hour",
)


def markdown(deeds: Deeds) -> str:
    """The table of deeds, and after it the order of what a message may answer."""
    rows = [HEADS, tuple("---" for _ in HEADS), *(_row(one) for one in deeds.all)]
    order = (f"{place}. {one.name}: {_says(one)}" for place, one in enumerate(deeds.in_order, 1))
    return "\n".join([*("| " + " | ".join(row) + " |" for row in rows), "", *order])


def _row(deed: Deed) -> tuple[str, ...]:
    names = [one.name for one in deed.may_answer] + ([f"form {deed.form.name}"] if deed.form else [])
    return (
        deed.name,
        deed.by,
        _listed(deed.handlers),
        _listed(deed.changes),
        _listed(f"{name} ({', '.join(carried)})" if carried else name for name, carried in deed.buttons.items()),
        _listed(f"{yes} / {' / '.join(no)}" for yes, no in deed.opposites.items()),
        _listed(names),
        _listed(f"{intent}: {', '.join(where)}" for intent, where in deed.pierces.items()),
        _listed(f"{clock.__module__.rpartition('.')[2]}.{clock.__qualname__}" for clock in deed.clocks),
    )


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)


def _says(one: object) -> str:
    """What may be said to it."""
    if isinstance(one, Question):
        return _listed(one.answers)
    return "a picture" if isinstance(one, PictureUse) else "whatever it says"
