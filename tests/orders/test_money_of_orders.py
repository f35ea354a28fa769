"""Money that people say has moved: in parts, too much, back again; it adds up, and the log knows every rupiah."""

import pytest

import database
from orders import deeds, errors, events, payments

DUE = 200_000  # two of K0101


@pytest.fixture
def accepted(app, cast, buys):
    """An accepted order of Rp200.000, in the transaction of the test."""
    with database.transaction() as session:
        (order,) = buys(session, "K0101 L 2")
        deeds.accept(session, order, cast.as_budi)
        yield session, order
        assert list(events.check(session)) == []


def stands(order):
    return order.payment_status, order.found


def test_a_down_payment_and_the_rest(accepted, cast):
    session, order = accepted
    payments.mark_part_paid(session, order, cast.as_budi, 50_000)
    assert stands(order) == ("proof_sent", 50_000)
    assert order.evidence == "declared"  # a part proves no sale of the whole
    payments.record_proof(session, order, cast.as_sari, "proof/1.jpg")
    payments.mark_not_paid(session, order, cast.as_budi)  # the rest has not come; the first part stays
    assert stands(order) == ("proof_sent", 50_000)
    payments.mark_paid(session, order, cast.as_budi)
    assert stands(order) == ("paid", DUE)
    log = events.of_order(session, order.id)
    assert [event.facts["amount"] for event in log if "amount" in event.facts] == [50_000, 150_000]


def test_what_is_no_part_is_refused(accepted, cast):
    session, order = accepted
    for amount in (0, -1, DUE, DUE + 1):
        with pytest.raises(ValueError):
            payments.mark_part_paid(session, order, cast.as_budi, amount)
    assert stands(order) == ("unpaid", 0)


def test_too_much_and_the_rest_sent_back(accepted, cast):
    session, order = accepted
    payments.mark_paid(session, order, cast.as_budi, DUE + 20_000)
    assert stands(order) == ("paid", DUE + 20_000)
    payments.mark_refunded(session, order, cast.as_budi, 20_000)
    assert stands(order) == ("paid", DUE)
    with pytest.raises(errors.NotAllowed):
        payments.mark_refunded(session, order, cast.as_budi, DUE + 1)
    payments.mark_refunded(session, order, cast.as_budi)
    assert stands(order) == ("refunded", 0)


def test_paid_too_much_is_told_afterwards(accepted, cast):
    session, order = accepted
    payments.mark_paid(session, order, cast.as_budi)
    payments.mark_paid(session, order, cast.as_budi, 5_000)
    assert stands(order) == ("paid", DUE + 5_000)


def test_said_to_be_paid_by_mistake(accepted, cast):
    session, order = accepted
    payments.mark_paid(session, order, cast.as_budi)
    payments.mark_not_paid(session, order, cast.as_budi)
    assert stands(order) == ("unpaid", 0)
    with pytest.raises(errors.NotAllowed):
        payments.mark_refunded(session, order, cast.as_budi)


def test_money_that_comes_after_the_end_is_known_and_sent_back(accepted, cast):
    session, order = accepted
    deeds.cancel(session, order, cast.as_budi, "other")
    payments.record_proof(session, order, cast.as_sari, "proof/late.jpg")
    payments.mark_paid(session, order, cast.as_budi)
    payments.mark_refunded(session, order, cast.as_budi)
    assert (order.order_status, *stands(order)) == ("cancelled", "refunded", 0)


def test_unique_digits_only_where_the_shop_wants_them_and_never_twice(app, cast, buys):
    with database.transaction() as session:
        (plain,) = buys(session, "K0101 L 1")
        deeds.accept(session, plain, cast.as_budi)
        assert (plain.unique_digits, plain.due) == (0, 100_000)
    with database.transaction() as session:
        orders = [buys(session, "K0101 L 1")[0] for _ in range(4)]
        orders[0].seller.wants_unique_digits = True
        for order in orders:
            deeds.accept(session, order, cast.as_budi)
        digits = {order.unique_digits for order in orders}
        assert len(digits) == 4 and all(1 <= d <= 499 for d in digits)
        payments.mark_paid(session, orders[0], cast.as_budi)
        assert orders[0].found == 100_000 + orders[0].unique_digits == orders[0].due
        assert orders[0].total == 100_000
        assert list(events.check(session)) == []
