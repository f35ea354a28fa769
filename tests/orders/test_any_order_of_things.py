"""Whatever shoppers, sellers and the clock do, in whatever order: pieces and rupiah add up, and the log tells the truth.

A model beside the market: hypothesis draws deeds of two shoppers, two sellers and the clock; most are refused, and a
refusal changes nothing. What the model knows of its own is only how many pieces there are and who sent how much.
"""

import itertools
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, multiple, rule, run_state_machine_as_test
from sqlalchemy import text
from sqlmodel import Session, col, select

import database
from catalog import lookup as catalog_lookup
from catalog import models as goods
from catalog.models import Seller
from orders import changes, deeds, errors, events, lookup, payments
from orders.changes import LineTerms, Offer
from orders.models import Order
from orders.place import Terms, WantedLine, place
from orders.states import CLOCK, SELLER, SHOPPER, Actor
from people.models import Person

_Listing: Any = goods.Listing  # relationships fill in the keys that mypy misses
_Variant: Any = goods.Variant

WISHES = (("shirt", "M", 1), ("shirt", "L", 2), ("daster", "S", 2), ("cloth", "", 1), ("cloth", "", 4))
SIZES = st.sampled_from(["M", "L", "XL"])
SUMS = st.sampled_from([1_000, 50_000, 100_000, 700_000])
REASONS = ("sold_out", "price_or_postage", "seller_closed", "other", "shopper_changed_mind")
HELD = ("placed", "accepted", "completed")
_worlds = itertools.count(1)  # each example has people and goods of its own: a log can't be emptied


@dataclass(frozen=True)
class World:
    """Two shoppers, two stalls, and the codes of what they sell."""

    shoppers: tuple[Person, Person]
    stalls: tuple[Seller, Seller]
    codes: dict[str, str]


def new_world(session: Session) -> World:
    number = next(_worlds)
    people = [Person(address=f"whatsapp:+6281311{number:05d}{n}", phone=f"+6281311{number:05d}{n}") for n in range(2)]
    stalls = [Seller(phone=f"+6281322{number:05d}{n}", shop=f"Stall {number} {n}") for n in range(2)]
    session.add_all([*people, *stalls])
    session.flush()
    codes = {name: f"K{number:03d}{n}" for n, name in enumerate(("shirt", "daster", "cloth"))}
    shirt = _Listing(code=codes["shirt"], seller_id=stalls[0].id, title="Kemeja", product="kemeja", price=100_000)
    shirt.variants = [
        _Variant(size=s, stock=n, position=i) for i, (s, n) in enumerate([("M", 3), ("L", 10), ("XL", 0)])
    ]
    daster = _Listing(code=codes["daster"], seller_id=stalls[0].id, title="Daster", product="daster", price=50_000)
    daster.stock, daster.variants = 5, [_Variant(size="S", position=0), _Variant(size="M", position=1)]
    cloth = _Listing(code=codes["cloth"], seller_id=stalls[1].id, title="Kain", product="kain", price=350_000, stock=10)
    session.add_all([shirt, daster, cloth])
    session.flush()
    return World((people[0], people[1]), (stalls[0], stalls[1]), codes)


class Market(RuleBasedStateMachine):
    """`app` is that of conftest.py."""

    app: Any
    placed = Bundle("placed")

    def __init__(self) -> None:
        super().__init__()
        self.sent: Counter[int] = Counter()  # rupiah by order, as the deeds that were not refused say
        with self.app.app_context(), database.transaction() as session:
            self.world = new_world(session)
            self.pieces = self._pieces(session)

    # ------------------------------------------------------------ shoppers
    @rule(
        target=placed,
        who=st.integers(0, 1),
        wishes=st.lists(st.sampled_from(WISHES), min_size=1, max_size=3),
    )
    def orders(self, who: int, wishes: list[tuple[str, str, int]]) -> Any:
        with self.app.app_context():
            try:
                with database.transaction() as session:
                    lines = [WantedLine(self.world.codes[goods], size, pieces) for goods, size, pieces in wishes]
                    terms = Terms("Sari", "Jl. Mawar 1, Semarang", "ship", "transfer")
                    orders = place(session, self.world.shoppers[who], lines, terms)
                    return multiple(*(order.id for order in orders))
            except errors.SoldOut:
                return multiple()

    @rule(order=placed, reason=st.sampled_from(REASONS))
    def shopper_cancels(self, order: int, reason: str) -> None:
        self.does(order, SHOPPER, lambda s, o, a: deeds.cancel(s, o, a, reason))

    @rule(
        order=placed, deed=st.sampled_from([changes.agree, changes.keep_rest, changes.decline, deeds.confirm_delivery])
    )
    def shopper_does(self, order: int, deed: Any) -> None:
        self.does(order, SHOPPER, deed)

    @rule(order=placed)
    def shopper_sends_proof(self, order: int) -> None:
        self.does(order, SHOPPER, lambda s, o, a: payments.record_proof(s, o, a, "private/received/x.jpg"))

    @rule(order=placed, who=st.sampled_from([SHOPPER, SELLER]))
    def asks_to_cancel(self, order: int, who: str) -> None:
        self.does(order, who, lambda s, o, a: deeds.ask_to_cancel(s, o, a, "other"))

    @rule(order=placed, who=st.sampled_from([SHOPPER, SELLER]), agrees=st.booleans())
    def answers_about_cancelling(self, order: int, who: str, agrees: bool) -> None:
        reason = "shopper_changed_mind" if who == SELLER else "other"
        if agrees:
            self.does(order, who, lambda s, o, a: deeds.agree_to_cancel(s, o, a, reason))
        else:
            self.does(order, who, deeds.refuse_to_cancel)

    @rule(order=placed)
    def shopper_complains(self, order: int) -> None:
        self.does(order, SHOPPER, lambda s, o, a: deeds.complain(s, o, a, "T0001", "damaged"))

    @rule(order=placed, who=st.sampled_from([SHOPPER, CLOCK]))
    def complaint_is_settled(self, order: int, who: str) -> None:
        self.does(order, who, lambda s, o, a: deeds.settle_complaint(s, o, a, "T0001", 3))

    @rule(order=placed, deed=st.sampled_from([deeds.confirm_refund, deeds.deny_refund]))
    def shopper_speaks_of_a_refund(self, order: int, deed: Any) -> None:
        self.does(order, SHOPPER, deed)

    @rule(order=placed)
    def shopper_sends_back(self, order: int) -> None:
        self.does(order, SHOPPER, lambda s, o, a: deeds.declare_return(s, o, a, "JNE 1"))

    # ------------------------------------------------------------ sellers
    @rule(order=placed, deed=st.sampled_from([deeds.accept, deeds.mark_ready, deeds.mark_returned, deeds.mark_refused]))
    def seller_does(self, order: int, deed: Any) -> None:
        self.does(order, SELLER, deed)

    @rule(order=placed, reason=st.sampled_from(REASONS), deed=st.sampled_from([deeds.reject, deeds.cancel]))
    def seller_calls_off(self, order: int, reason: str, deed: Any) -> None:
        self.does(order, SELLER, lambda s, o, a: deed(s, o, a, reason))

    @rule(order=placed, fee=st.sampled_from([0, 9_000, 25_000]))
    def seller_names_postage(self, order: int, fee: int) -> None:
        self.does(order, SELLER, lambda s, o, a: changes.offer(s, o, a, Offer(shipping_fee=fee)))

    @rule(order=placed, size=SIZES, pieces=st.integers(1, 4))
    def seller_offers_another_size(self, order: int, size: str, pieces: int) -> None:
        def deed(session: Session, order: Order, actor: Actor) -> Any:
            first, *rest = changes.terms_of(order)
            new = LineTerms(
                first.code, size if first.code == self.world.codes["shirt"] else first.size, pieces, first.unit_price
            )
            rest = [line for line in rest if (line.code, line.size) != (new.code, new.size)]
            return changes.offer(session, order, actor, Offer(lines=(new, *rest), rest=tuple(rest)))

        self.does(order, SELLER, deed)

    @rule(order=placed, size=SIZES, pieces=st.integers(1, 4), keeps_rest=st.booleans())
    def they_agree_on_another_size(self, order: int, size: str, pieces: int, keeps_rest: bool) -> None:
        """Two deeds in a row that chance seldom brings together."""
        self.seller_offers_another_size(order, size, pieces)
        self.does(order, SHOPPER, changes.keep_rest if keeps_rest else changes.agree)

    @rule(order=placed, amount=st.none() | SUMS)
    def it_is_accepted_and_paid(self, order: int, amount: int | None) -> None:
        self.does(order, SELLER, deeds.accept)
        self.seller_finds_all(order, amount)

    @rule(order=placed, number=st.sampled_from(["111111", "222222"]))
    def seller_sends(self, order: int, number: str) -> None:
        self.does(order, SELLER, lambda s, o, a: deeds.record_parcel(s, o, a, "JNE", number))

    @rule(order=placed, amount=st.none() | SUMS)
    def seller_finds_all(self, order: int, amount: int | None) -> None:
        self.does(order, SELLER, lambda s, o, a: payments.mark_paid(s, o, a, amount))

    @rule(order=placed, amount=SUMS)
    def seller_finds_a_part(self, order: int, amount: int) -> None:
        self.does(order, SELLER, lambda s, o, a: payments.mark_part_paid(s, o, a, amount))

    @rule(order=placed)
    def seller_finds_nothing(self, order: int) -> None:
        self.does(order, SELLER, payments.mark_not_paid)

    @rule(order=placed, amount=st.none() | SUMS)
    def seller_sends_money_back(self, order: int, amount: int | None) -> None:
        self.does(order, SELLER, lambda s, o, a: payments.mark_refunded(s, o, a, amount))

    # ------------------------------------------------------------ the clock
    @rule(
        order=placed, reason=st.sampled_from(["expired_unanswered", "expired_unpaid", "sold_out", "price_or_postage"])
    )
    def time_is_over(self, order: int, reason: str) -> None:
        self.does(order, CLOCK, lambda s, o, a: deeds.cancel(s, o, a, reason))

    @rule(order=placed)
    def a_week_passes_after_the_question(self, order: int) -> None:
        self.does(order, CLOCK, deeds.confirm_delivery)

    @rule(order=placed, number=st.sampled_from(["333333"]))
    def sent_and_not_arrived(self, order: int, number: str) -> None:
        self.seller_sends(order, number)
        self.does(order, SHOPPER, lambda s, o, a: deeds.deny_arrival(s, o, a, 3))

    # ------------------------------------------------------------ what must always hold
    @invariant()
    def pieces_add_up(self) -> None:
        with self.app.app_context(), database.reading() as session:
            assert self._pieces(session) == self.pieces
            lowest = "SELECT min(stock) FROM (SELECT stock FROM listing UNION ALL SELECT stock FROM variant) AS shelf"
            assert session.execute(text(lowest)).scalar_one() >= 0

    @invariant()
    def the_logs_tell_the_same(self) -> None:
        with self.app.app_context(), database.reading() as session:
            assert list(events.check(session)) == []

    @invariant()
    def rupiah_add_up(self) -> None:
        with self.app.app_context(), database.reading() as session:
            for order in self._orders(session):
                assert order.found == self.sent[order.id or 0] >= 0
                assert (order.payment_status != "refunded") or order.found == 0
                assert order.total == sum(line.quantity * line.unit_price for line in order.lines) + (
                    order.shipping_fee or 0
                )

    @invariant()
    def nobody_sees_anothers(self) -> None:
        with self.app.app_context(), database.reading() as session:
            for person in self.world.shoppers:
                assert {o.shopper_id for o in lookup.recent_of_shopper(session, person.id, 500)} <= {person.id}
            for seller in self.world.stalls:
                assert {o.seller_id for o in lookup.open_of_seller(session, seller.id)} <= {seller.id}

    # ------------------------------------------------------------
    def does(self, order_id: int, who: str, deed: Callable[[Session, Order, Actor], Any]) -> None:
        """The deed, or its refusal: then the order stands as it stood."""
        with self.app.app_context():
            before = self._stands(order_id)
            try:
                with database.transaction() as session:
                    order = lookup.locked(session, order_id)
                    found = order.found
                    deed(session, order, Actor(who, None if who == CLOCK else order.shopper_id))
                    self_found = order.found - found
            except (errors.OrderRefused, errors.SoldOut, ValueError):
                assert self._stands(order_id) == before
                return
        self.sent[order_id] += self_found

    def _stands(self, order_id: int) -> Any:
        with database.reading() as session:
            order = session.get_one(Order, order_id)
            return order.standing, changes.terms_of(order), order.parcel_number

    def _pieces(self, session: Session) -> Counter[str]:
        """Pieces by listing: on the shelf, and held or sold by orders that stand."""
        found = Counter({code: self._on_shelf(session, code) for code in self.world.codes.values()})
        for order in self._orders(session):
            for line in order.lines if order.order_status in HELD else ():
                found[line.code] += line.quantity
        return found

    def _on_shelf(self, session: Session, code: str) -> int:
        listing = catalog_lookup.by_code(session, code)
        assert listing
        return catalog_lookup.total_available(listing)

    def _orders(self, session: Session) -> list[Order]:
        stalls = [stall.id for stall in self.world.stalls]
        return list(session.exec(select(Order).where(col(Order.seller_id).in_(stalls))))


@pytest.mark.parametrize("examples", [4])
@pytest.mark.long
def test_whatever_happens_it_adds_up(app: Any, examples: int) -> None:
    machine = type("MarketOfExamples", (Market,), {"app": app})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=25,
            deadline=None,
            database=None,
            phases=(Phase.generate,),  # a failure is told at once: making it smaller would take minutes
            suppress_health_check=list(HealthCheck),
        ),
    )
