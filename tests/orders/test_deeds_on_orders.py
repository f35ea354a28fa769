"""Who may do what to an order, where it leads, and that the log tells the same as the states."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

import database
from orders import deeds, errors, events, lookup, payments, states
from orders.models import Order, OrderEvent
from orders.states import CLOCK, MOVES, OFFICER, SELLER, SHOPPER, Standing, States


def test_an_order_from_yes_to_the_door(cast, buys):
    with database.transaction() as session:
        (order,) = buys(session, "K0101 L 2")
        payments.record_proof(session, order, cast.as_sari, "proof/1.jpg")  # comes early and is kept
        assert (order.payment_status, order.evidence) == ("proof_sent", "proof_seen")
        deeds.accept(session, order, cast.as_budi)
        payments.mark_not_paid(session, order, cast.as_budi)
        assert (order.payment_status, order.evidence) == ("unpaid", "proof_seen")
        payments.record_proof(session, order, cast.as_sari, "proof/2.jpg")
        payments.mark_paid(session, order, cast.as_budi)
        deeds.mark_ready(session, order, cast.as_budi)
        deeds.record_parcel(session, order, cast.as_budi, "JNE", "0123456789")
        assert (order.fulfilment_status, order.courier, order.parcel_number) == ("shipped", "JNE", "0123456789")
        deeds.confirm_delivery(session, order, cast.as_sari)
        assert order.states == States("completed", "paid", "delivered", "buyer_confirmed")
        log = events.of_order(session, order.id)
        assert [event.kind for event in log] == [
            "placed", "proof_sent", "accepted", "not_paid", "proof_sent", "paid", "ready", "parcel_number", "delivered",
        ]  # fmt: skip
        assert log[-2].facts == {"sets": {"courier": "JNE", "parcel_number": "0123456789"}, "days": 5}
        assert events.states_from_events(log) == order.states


def test_a_parcel_number_needs_no_payment_and_can_be_mended(cast, buys):
    with database.transaction() as session:
        (order,) = buys(session, "K0101 L 2")
        with pytest.raises(errors.NotAllowed):
            deeds.record_parcel(session, order, cast.as_budi, "JNE", "1")
        deeds.accept(session, order, cast.as_budi)
        deeds.record_parcel(session, order, cast.as_budi, "JNE", "1")
        deeds.record_parcel(session, order, cast.as_budi, "JNE", "2")
        with pytest.raises(errors.NotAllowed):
            deeds.record_parcel(session, order, cast.as_budi, "JNE", "2")
        assert (order.payment_status, order.parcel_number, order.evidence) == ("unpaid", "2", "parcel_number")


@pytest.mark.parametrize("who", ["seller", "shopper", "clock"])
def test_calling_off_gives_the_stock_back(cast, buys, stock, who):
    with database.transaction() as session:
        (order,) = buys(session, "K0101 L 2", "K0102 M 1")
        if who == "seller":
            deeds.reject(session, order, cast.as_budi, "sold_out")
        else:
            reason = {"shopper": "shopper_changed_mind", "clock": "expired_unanswered"}[who]
            deeds.cancel(session, order, {"shopper": cast.as_sari, "clock": cast.as_clock}[who], reason)
        assert order.cancel_reason == events.of_order(session, order.id)[-1].facts["reason"]
        assert order.states == events.states_from_events(events.of_order(session, order.id))
    assert (stock("K0101", "L"), stock("K0102", "M")) == (10, 5)


def test_a_refusal_says_where_the_order_stands_and_changes_nothing(cast, buys, stock):
    with database.transaction() as session:
        (order,) = buys(session, "K0101 L 2")
        deeds.accept(session, order, cast.as_budi)
        with pytest.raises(errors.NotAllowed) as refused:
            deeds.accept(session, order, cast.as_budi)
        assert (refused.value.number, refused.value.event) == (order.number, "accepted")
        assert refused.value.states.order_status == "accepted"
        with pytest.raises(errors.NotAllowed):
            deeds.cancel(session, order, cast.as_sari, "shopper_changed_mind")
        assert len(events.of_order(session, order.id)) == 2
    assert stock("K0101", "L") == 8


def test_nobody_does_what_is_anothers_to_do(cast, buys):
    with database.transaction() as session:
        (order,) = buys(session, "K0101 L 2")
        for deed in (deeds.accept, payments.mark_paid, payments.mark_not_paid, deeds.mark_ready):
            with pytest.raises(errors.NotAllowed):
                deed(session, order, cast.as_sari)
        for reason in ("expired_unpaid", "sold_out", "no such reason"):
            with pytest.raises(errors.NotAllowed):
                deeds.cancel(session, order, cast.as_sari, reason)
        with pytest.raises(errors.NotAllowed):
            payments.record_proof(session, order, cast.as_budi, "proof/1.jpg")
        with pytest.raises(errors.NotAllowed):
            deeds.confirm_delivery(session, order, cast.as_budi)


def test_the_log_cannot_be_changed_or_shortened(cast, buys):
    with database.transaction() as session:
        buys(session, "K0101 L 1")
    statements = ["UPDATE order_event SET kind = 'paid'", "DELETE FROM order_event"]
    if database.engine().dialect.name == "postgresql":
        statements.append("TRUNCATE order_event")
    for statement in statements:
        with pytest.raises(DBAPIError, match="only ever added"), database.transaction() as session:
            session.execute(text(statement))
    with database.reading() as session:
        assert [event.kind for event in session.exec(select(OrderEvent))] == ["placed"]


def test_lookup_shows_everybody_only_their_own(cast, buys):
    with database.transaction() as session:
        first, watis = buys(session, "K0101 L 1", "K0201 1")
        (second,) = buys(session, "K0101 M 1", who=cast.dewi)
        deeds.accept(session, second, cast.as_budi)
        (third,) = buys(session, "K0102 S 1")
        deeds.reject(session, third, cast.as_budi, "seller_closed")
    with database.reading() as session:
        assert lookup.of_seller(session, cast.budi.id, "p0001") is session.get(Order, first.id)
        assert lookup.of_seller(session, cast.wati.id, first.number) is None
        assert lookup.of_shopper(session, cast.sari.id, watis.number) is session.get(Order, watis.id)
        assert lookup.of_shopper(session, cast.dewi.id, watis.number) is None
        assert _numbers(lookup.waiting_for_seller(session, cast.budi.id)) == [first.number]
        assert _numbers(lookup.open_of_seller(session, cast.budi.id)) == [first.number, second.number]
        assert _numbers(lookup.recent_of_shopper(session, cast.sari.id, 2)) == [third.number, watis.number]
        found = lookup.recent_of_shopper(session, cast.sari.id, 1)[0]
        session.expunge_all()  # what a caller needs is loaded
    assert (found.lines[0].title, found.seller.shop, found.shopper.phone) == (
        "Daster kawung",
        "Batik Pak Budi",
        cast.sari.phone,
    )


def _numbers(orders: Sequence[Order]) -> list[str]:
    return [order.number for order in orders]


class TestTable:
    """The table itself, without a database."""

    def test_every_value_that_a_row_names_is_a_value_with_a_meaning(self):
        for move in MOVES:
            assert move.by in (SHOPPER, SELLER, OFFICER, CLOCK)
            assert set(move.from_order) <= set(states.ORDER_STATUS)
            assert set(move.from_payment) <= set(states.PAYMENT_STATUS)
            assert set(move.from_fulfilment) <= set(states.FULFILMENT_STATUS)
            assert set(move.reasons) <= set(states.CANCEL_REASON)
            assert move.evidence in states.EVIDENCE
            assert set(move.from_proposal) <= {None, *states.PROPOSAL}
            assert set(move.when) <= set(states.CONDITION)
            assert set(move.tells) <= {SHOPPER, SELLER} - {move.by}
            kinds = {"order_status": states.ORDER_STATUS, "payment_status": states.PAYMENT_STATUS,
                     "fulfilment_status": states.FULFILMENT_STATUS,
                     "proposal": {None, *states.PROPOSAL}}  # fmt: skip
            assert all(value in kinds[line] for line, value in move.to.items())

    def test_a_cancelled_or_rejected_order_stays_so_and_evidence_never_falls(self):
        grades = list(states.EVIDENCE)
        for before, _move, _reason, after in every_move():
            was_over = before.states.order_status in OVER
            assert not was_over or after.order_status == before.states.order_status
            assert was_over or (after.order_status in OVER) == (after.cancel_reason is not None)
            assert grades.index(after.evidence) >= grades.index(before.states.evidence)

    def test_no_two_rows_answer_the_same_question_differently(self):
        led: dict[object, States] = {}
        for before, move, reason, after in every_move():
            assert led.setdefault((before, move.event, move.by, reason), after) == after, (move, before)

    def test_nothing_is_proposed_in_an_order_that_is_over(self):
        for before, move, _reason, after in every_move():
            if before.states.order_status in ("placed", "accepted"):
                assert after.order_status in ("placed", "accepted") or after.proposal is None, move

    def test_a_log_that_no_order_could_have_is_broken(self):
        placed = OrderEvent(order_id=1, kind="placed", actor="shopper")
        for log in ([], [OrderEvent(order_id=1, kind="paid", actor="seller")],
                    [placed, OrderEvent(order_id=1, kind="paid", actor="seller")]):  # fmt: skip
            with pytest.raises(events.BrokenLog):
                events.states_from_events(log)


OVER = ("cancelled", "rejected")


@cache
def every_move() -> list[tuple[Standing, states.Move, str | None, States]]:
    """Every allowed move from everywhere: where from, which row, for which reason, where to."""
    return [
        (before, move, reason, move.applied(before.states, reason))
        for before in everywhere()
        for move in MOVES
        for reason in move.reasons or (None,)
        if move.allows(before, reason)
    ]


def everywhere() -> Iterator[Standing]:
    """Every place where an order could stand, with every kind of terms that the table asks about."""
    lines = (states.ORDER_STATUS, states.PAYMENT_STATUS, states.FULFILMENT_STATUS, ("declared", "seller_confirmed"))
    terms = [("ship", "transfer"), ("ship", "cod"), ("pickup", "cash"), ("pickup", "qris")]
    for proposal in (None, *states.PROPOSAL):
        for values in product(*lines):
            for (delivery, method), fee, found in product(terms, (None, 9_000), (0, 50_000)):
                yield Standing(States(*values, None, proposal), delivery, method, 100_000, fee, 0, found)
