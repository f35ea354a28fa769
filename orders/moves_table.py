"""The table of moves as people read it: for docs/orders.md and `flask orders moves`."""

from collections.abc import Mapping

from orders.states import CONDITION, MOVES, SHOPPER, TOLD_WHEN_PLACED, Move

_COLUMNS = ("event", "who may", "order", "payment", "fulfilment", "asked", "only if", "leads to", "reasons", "tells")
_STATES = ("order_status", "payment_status", "fulfilment_status")


def markdown() -> str:
    """A row a move, and under it what the conditions mean."""
    placed = ("placed", SHOPPER, "", "", "", "", "", "placed, unpaid, unfulfilled", "", _tells(TOLD_WHEN_PLACED))
    rows = [_COLUMNS, tuple("---" for _ in _COLUMNS), placed, *map(_row, MOVES)]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    conditions = "\n".join(f"- *{name}*: {meaning}" for name, meaning in CONDITION.items())
    return f"{table}\n\n{conditions}"


def _tells(tells: Mapping[str, str]) -> str:
    return "; ".join(f"{who}: {message}" for who, message in tells.items())


def _row(move: Move) -> tuple[str, ...]:
    to = [_leads_to(name, value) for name, value in move.to.items()]
    return (
        move.event,
        move.by,
        *(", ".join(values) or "any" for values in (move.from_order, move.from_payment, move.from_fulfilment)),
        ", ".join(value or "nothing" for value in move.from_proposal) or "any",
        ", ".join(move.when),
        "; ".join(to) or "stays",
        ", ".join(move.reasons),
        _tells(move.tells),
    )


def _leads_to(name: str, value: str | None) -> str:
    if name in _STATES:
        return value or ""
    return f"asked: {value}" if value else "nothing asked any more"
