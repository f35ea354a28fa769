"""The log of an order is the truth; what is stored beside it follows from it, and this shows how."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlmodel import Session, col, select

from orders import states
from orders.changes import LineTerms, terms_of
from orders.models import Order, OrderEvent
from orders.states import Standing, States

AT_ONCE = 500  # orders that the check reads in one go


class BrokenLog(Exception):
    """A log that no order could have: it does not begin with "placed", or goes where the table has no row."""


@dataclass(frozen=True)
class Replayed:
    """What an order must be after its events. `lines`: LineTerms of each as they are stored; None where the log is
    from before lines were written into it."""

    standing: Standing
    lines: list[dict[str, Any]] | None = None
    columns: dict[str, Any] = field(default_factory=dict)  # other terms, by the order's column


def of_order(session: Session, order_id: int | None) -> Sequence[OrderEvent]:
    """Everything that happened to the order, from the first on."""
    return session.exec(select(OrderEvent).where(OrderEvent.order_id == order_id).order_by(col(OrderEvent.id))).all()


def replay(events: Iterable[OrderEvent]) -> Replayed:
    """Where an order stands after these events of its, oldest first. Raises BrokenLog."""
    log = iter(events)
    first = next(log, None)
    if first is None or first.kind != "placed":
        raise BrokenLog("a log begins with placed")
    current = _with(Replayed(Standing(goods_total=first.facts.get("goods_total", 0))), first.facts.get("sets", {}))
    for event in log:
        current = _after(current, event)
    return current


def states_from_events(events: Iterable[OrderEvent]) -> States:
    """The states alone. Raises BrokenLog."""
    return replay(events).standing.states


def differences(order: Order, log: Iterable[OrderEvent]) -> list[str]:
    """What is stored of an order otherwise than its log tells, in words for operators; empty when all is well."""
    try:
        told = replay(log)
    except BrokenLog as problem:
        return [str(problem)]
    stored = order.standing
    found = (
        [f"states: {stored.states}, by the log {told.standing.states}"] if stored.states != told.standing.states else []
    )
    for name in ("shipping_fee", "unique_digits", "found", "goods_total", "disputed"):
        if getattr(stored, name) != getattr(told.standing, name):
            found.append(f"{name}: {getattr(stored, name)}, by the log {getattr(told.standing, name)}")
    found += [
        f"{name}: {getattr(order, name)!r}, by the log {value!r}"
        for name, value in told.columns.items()
        if getattr(order, name) != value
    ]
    if told.lines is not None and _sorted(LineTerms(**line) for line in told.lines) != _sorted(terms_of(order)):
        found.append("lines: not those of the log")
    return found


def check(session: Session) -> Iterator[tuple[str, str]]:
    """Compares every order with its log: (number, what is different) for each difference."""
    last = 0
    while True:
        query = select(Order).where(col(Order.id) > last).order_by(col(Order.id)).limit(AT_ONCE)
        orders = session.exec(query).all()
        if not orders:
            return
        last = orders[-1].id or 0
        logs: dict[int | None, list[OrderEvent]] = {}
        of_these = select(OrderEvent).where(col(OrderEvent.order_id).in_([order.id for order in orders]))
        for event in session.exec(of_these.order_by(col(OrderEvent.id))):
            logs.setdefault(event.order_id, []).append(event)
        for order in orders:
            yield from ((order.number, words) for words in differences(order, logs.get(order.id, [])))
        session.expunge_all()


def _after(before: Replayed, event: OrderEvent) -> Replayed:
    reason, amount = event.facts.get("reason"), event.facts.get("amount", 0)
    row = states.allowed(event.kind, event.actor, before.standing, reason)
    if row is None:
        raise BrokenLog(f"event {event.id}: {event.kind} by {event.actor} after {before.standing}")
    now = row.applied(before.standing.states, reason)
    moved = replace(before, standing=replace(before.standing, states=now, found=before.standing.found + amount))
    after = _with(moved, event.facts.get("sets", {}))
    if amount and event.facts["found"] != after.standing.found:
        raise BrokenLog(f"event {event.id}: {event.facts['found']} found, but all together {after.standing.found}")
    return after


def _with(before: Replayed, sets: dict[str, Any]) -> Replayed:
    """The same with the terms that an event has set."""
    terms = {name: value for name, value in sets.items() if name in Standing.__dataclass_fields__}
    lines = sets.get("lines", before.lines)
    if "lines" in sets:
        terms["goods_total"] = sum(LineTerms(**line).total for line in sets["lines"])
    others = {name: value for name, value in sets.items() if name not in (*terms, "lines")}
    return Replayed(replace(before.standing, **terms), lines, before.columns | others)


def _sorted(lines: Iterable[LineTerms]) -> list[LineTerms]:
    return sorted(lines, key=lambda line: (line.code, line.size))
