"""The basket: what a shopper has chosen of whatever stalls and not ordered yet. It reserves nothing.

It lives three days from its last change. Lines that were taken out can be put back as long as it lives.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import Any

from sqlalchemy.orm import joinedload
from sqlmodel import Session, col, select

import clock
from catalog import bargains
from catalog.models import Listing
from orders.models import BasketLine
from orders.place import WantedLine
from orders.pricing import UnitPrice, unit_prices

LIFETIME = timedelta(days=3)
MOST_LINES = 20  # a summary of more could not be read on a phone


@dataclass(frozen=True)
class PriceChange:
    """One piece of a line costs something else than when the shopper saw it last. Rupiah."""

    line: BasketLine
    before: int
    now: int


@dataclass
class Basket:
    """One shopper's basket during a turn. `lines`: oldest first, each with its listing, sizes and tiers at hand.
    `price_changes`: what cost something else when it was seen last, as it was found at the beginning of the turn: a
    number that reaches a tier is no change of price. `expired`: what lay in it too long and has just been taken away.
    """

    session: Session
    person_id: int
    lines: list[BasketLine] = field(default_factory=list)
    expired: list[BasketLine] = field(default_factory=list)
    price_changes: list[PriceChange] = field(init=False)

    def __post_init__(self) -> None:
        prices = zip(self.lines, self.unit_prices(), strict=True)
        self.price_changes = [
            PriceChange(line, line.price_seen, unit.price) for line, unit in prices if line.price_seen != unit.price
        ]

    @cached_property
    def promised(self) -> dict[int, int]:
        """What this shopper has bargained for: rupiah for one piece, by listing."""
        return bargains.agreed(self.session, self.person_id)

    def line(self, line_id: int | None) -> BasketLine | None:
        """The line with this id, as long as it is in the basket."""
        return next((line for line in self.lines if line.id == line_id), None)

    def of_code(self, code: str) -> list[BasketLine]:
        return [line for line in self.lines if line.listing.code == code]

    def put(self, listing: Listing, size: str | None, quantity: int | None) -> BasketLine:
        """A code that is there already (in this size, or in none yet) is changed, else a new line is added."""
        line = self._same(listing, size)
        if line is None:
            return self._new(listing, size, quantity)
        self.change(line, size, quantity)
        return line

    def add(self, listing: Listing, size: str | None, quantity: int) -> BasketLine:
        """`quantity` pieces more of this."""
        line = self._same(listing, size)
        if line is None:
            return self._new(listing, size, quantity)
        self.change(line, size, (line.quantity or 0) + quantity)
        return line

    def change(self, line: BasketLine, size: str | None = None, quantity: int | None = None) -> None:
        """Another size or number; None leaves it as it is. A size that has a line of its own already joins it."""
        line.size = line.size if size is None else size
        line.quantity = line.quantity if quantity is None else quantity
        self.touch()
        for other in self.of_code(line.listing.code):
            if other is not line and other.size == line.size is not None:
                line.quantity = (line.quantity or 0) + (other.quantity or 0) or None
                self._forget([other])

    def drop(self, lines: Sequence[BasketLine] | None = None) -> None:
        """Take these lines out, or all; `put_back` brings back what the last call took."""
        dropped_at = clock.now()
        for line in list(self.lines if lines is None else lines):
            line.dropped_at = dropped_at
            self.lines.remove(line)
        self.session.flush()

    def put_back(self) -> bool:
        """Undo the last `drop`; False when there is nothing to put back."""
        gone = [line for line in _rows(self.session, self.person_id) if line.dropped_at]
        last = max((line.dropped_at for line in gone if line.dropped_at), default=None)
        here = {(line.listing_id, line.size) for line in self.lines}
        back = [line for line in gone if line.dropped_at == last and (line.listing_id, line.size) not in here]
        for line in back:
            line.dropped_at = None
        self.lines = sorted(self.lines + back, key=lambda line: line.id or 0)
        self.touch()
        return bool(back)

    def forget(self) -> None:
        """All of it is ordered: nothing of the basket is kept, not even what was taken out."""
        for line in _rows(self.session, self.person_id):
            self.session.delete(line)
        self.lines = []

    def touch(self) -> None:
        """It was changed, so it lives on from now."""
        self.session.flush()
        for line in self.lines:
            line.changed_at = clock.now()

    def wanted(self) -> list[WantedLine]:
        """What is to be ordered; every line must have its size and number."""
        return [WantedLine(line.listing.code, line.size or "", line.quantity or 0) for line in self.lines]

    # ------------------------------------------------------------ prices
    def pieces(self) -> list[tuple[Listing, int]]:
        """What each line takes of which listing; a line without a number counts as one piece."""
        return [(line.listing, line.quantity or 1) for line in self.lines]

    def unit_prices(self) -> list[UnitPrice]:
        """What one piece of each line costs as things stand now."""
        return unit_prices(self.pieces(), self.promised)

    def note_prices(self) -> None:
        """The shopper is about to see the lines with the prices of now."""
        for line, unit in zip(self.lines, self.unit_prices(), strict=True):
            line.price_seen = unit.price

    # ------------------------------------------------------------
    def _same(self, listing: Listing, size: str | None) -> BasketLine | None:
        lines = self.of_code(listing.code)
        if size is None:
            return lines[0] if lines else None
        exact = [line for line in lines if line.size == size]
        return next(iter(exact + [line for line in lines if line.size is None]), None)

    def _new(self, listing: Listing, size: str | None, quantity: int | None) -> BasketLine:
        assert listing.id is not None
        line = BasketLine(person_id=self.person_id, listing_id=listing.id, size=size, quantity=quantity, price_seen=0)
        line.listing = listing
        self.session.add(line)
        self.lines.append(line)
        self.touch()
        self.note_prices()
        return line

    def _forget(self, lines: Sequence[BasketLine]) -> None:
        for line in lines:
            self.lines.remove(line)
            self.session.delete(line)
        self.session.flush()


def open_basket(session: Session, person_id: int) -> Basket:
    """The shopper's basket; what lay in it for more than three days is taken away."""
    rows = _rows(session, person_id)
    newest = max((line.changed_at for line in rows), default=None)
    if newest is not None and clock.now() - newest > LIFETIME:
        for line in rows:
            session.delete(line)
        session.flush()
        return Basket(session, person_id, expired=[line for line in rows if line.dropped_at is None])
    return Basket(session, person_id, [line for line in rows if line.dropped_at is None])


def _rows(session: Session, person_id: int) -> list[BasketLine]:
    """All lines, those taken out too, with the goods as they are now."""
    line: Any = BasketLine  # mypy takes relationships for what they lead to
    listing: Any = Listing
    goods = joinedload(line.listing)
    rows = select(BasketLine).where(BasketLine.person_id == person_id).order_by(col(BasketLine.id))
    whole = (goods.joinedload(listing.seller), goods.selectinload(listing.variants), goods.selectinload(listing.tiers))
    return list(session.exec(rows.options(*whole)))
