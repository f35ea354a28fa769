"""Counter-offers and postage: nothing counts before the shopper agrees, and stock follows in the same transaction."""

import pytest

import database
from orders import changes, deeds, errors, events, lookup, payments
from orders.changes import LineTerms, Offer

L2 = (LineTerms("K0101", "L", 2, 100_000),)


@pytest.fixture
def session(app, cast):
    with database.transaction() as session:
        yield session
        assert list(events.check(session)) == []


def test_another_size_with_its_stock(app, cast, buys, stock):
    with database.transaction() as session:
        (order,) = buys(session, "K0101 M 2", "K0102 S 1")
        daster = changes.terms_of(order)[1]
        changes.offer(session, order, cast.as_budi, Offer(lines=(*L2, daster), rest=(daster,)))
        assert (order.proposal, order.goods_total) == ("changes", 250_000)
    assert (stock("K0101", "M"), stock("K0101", "L")) == (1, 10)  # nothing moves before the yes
    with database.transaction() as session:
        again = lookup.of_shopper(session, cast.sari.id, order.number)
        assert again
        changes.agree(session, again, cast.as_sari)
        assert set(changes.terms_of(again)) == {daster, *L2}
        assert list(events.check(session)) == []
    assert (stock("K0101", "M"), stock("K0101", "L"), stock("K0102", "S")) == (3, 8, 4)


def test_the_rest_is_kept(session, cast, buys):
    (order,) = buys(session, "K0101 M 2", "K0102 S 1")
    daster = changes.terms_of(order)[1]
    changes.offer(session, order, cast.as_budi, Offer(lines=(*L2, daster), rest=(daster,)))
    changes.keep_rest(session, order, cast.as_sari)
    assert (order.proposal, changes.terms_of(order), order.goods_total) == (None, (daster,), 50_000)


def test_nothing_is_left_to_keep(session, cast, buys):
    (order,) = buys(session, "K0101 M 2")
    changes.offer(session, order, cast.as_budi, Offer(lines=L2))
    with pytest.raises(errors.NotAllowed):
        changes.keep_rest(session, order, cast.as_sari)
    deeds.cancel(session, order, cast.as_sari, "sold_out")
    assert (order.order_status, order.proposal, order.cancel_reason) == ("cancelled", None, "sold_out")


def test_what_was_offered_is_gone_meanwhile(session, cast, buys):
    (order,) = buys(session, "K0101 M 2")
    changes.offer(session, order, cast.as_budi, Offer(lines=L2))
    buys(session, "K0101 L 9", who=cast.dewi)
    with pytest.raises(errors.SoldOut):
        changes.agree(session, order, cast.as_sari)
    session.refresh(order)
    assert (order.proposal, [line.size for line in order.lines]) == ("changes", ["M"])


def test_dearer_postage_waits_for_the_shopper(session, cast, buys):
    (order,) = buys(session, "K0101 M 2")
    happened = changes.offer(session, order, cast.as_budi, Offer(shipping_fee=15_000))
    assert (happened.event.kind, order.shipping_fee, order.proposal) == ("changes_offered", None, "changes")
    changes.decline(session, order, cast.as_sari)
    assert (order.shipping_fee, order.proposal) == (None, None)
    changes.offer(session, order, cast.as_budi, Offer(shipping_fee=12_000))
    changes.agree(session, order, cast.as_sari)
    assert (order.shipping_fee, order.total) == (12_000, 212_000)
    happened = changes.offer(session, order, cast.as_budi, Offer(shipping_fee=10_000))  # cheaper than told
    assert (happened.event.kind, order.shipping_fee, order.proposal) == ("postage_set", 10_000, None)
    changes.offer(session, order, cast.as_budi, Offer(shipping_fee=11_000))
    assert (order.shipping_fee, order.proposal) == (10_000, "changes")
    changes.offer(session, order, cast.as_budi, Offer(shipping_fee=9_000))  # takes the dearer one back
    assert (order.shipping_fee, order.proposal) == (9_000, None)


def test_goods_and_postage_are_asked_together(session, cast, buys):
    (order,) = buys(session, "K0101 M 2")
    changes.offer(session, order, cast.as_budi, Offer(lines=(LineTerms("K0101", "L", 1, 100_000),)))
    changes.offer(session, order, cast.as_budi, Offer(shipping_fee=15_000))
    offered = changes.open_offer(session, order)
    assert offered and changes.due_after(order, offered) == 115_000
    deeds.accept(session, order, cast.as_budi)  # the yes under the same terms
    assert (order.order_status, order.proposal, order.standing.total_is_open) == ("accepted", "changes", True)
    changes.agree(session, order, cast.as_sari)
    assert (order.total, order.standing.total_is_open) == (115_000, False)


def test_after_the_money_came_nothing_is_offered_any_more(session, cast, buys):
    (order,) = buys(session, "K0101 M 2")
    deeds.accept(session, order, cast.as_budi)
    payments.mark_paid(session, order, cast.as_budi)
    with pytest.raises(errors.NotAllowed):
        changes.offer(session, order, cast.as_budi, Offer(shipping_fee=15_000))


def test_others_agree_to_nothing(session, cast, buys):
    (order,) = buys(session, "K0101 M 2")
    changes.offer(session, order, cast.as_budi, Offer(lines=L2))
    for deed in (changes.agree, changes.decline):
        with pytest.raises(errors.NotAllowed):
            deed(session, order, cast.as_budi)
    with pytest.raises(errors.NotAllowed):
        changes.offer(session, order, cast.as_sari, Offer(lines=L2))


class TestCallingOffByAgreement:
    def test_the_shopper_asks_and_the_seller_agrees(self, session, cast, buys):
        (order,) = buys(session, "K0101 M 2")
        deeds.accept(session, order, cast.as_budi)
        payments.mark_paid(session, order, cast.as_budi)
        deeds.ask_to_cancel(session, order, cast.as_sari, "shopper_changed_mind")
        with pytest.raises(errors.NotAllowed):
            deeds.agree_to_cancel(session, order, cast.as_sari, "shopper_changed_mind")
        deeds.agree_to_cancel(session, order, cast.as_budi, "shopper_changed_mind")
        assert (order.order_status, order.payment_status, order.found) == ("cancelled", "paid", 200_000)
        payments.mark_refunded(session, order, cast.as_budi)
        assert (order.payment_status, order.found) == ("refunded", 0)

    def test_the_seller_asks_and_the_shopper_refuses(self, session, cast, buys):
        (order,) = buys(session, "K0101 M 2")
        deeds.accept(session, order, cast.as_budi)
        payments.mark_paid(session, order, cast.as_budi)
        with pytest.raises(errors.NotAllowed):
            deeds.cancel(session, order, cast.as_budi, "sold_out")  # not alone: the money is there
        deeds.ask_to_cancel(session, order, cast.as_budi, "sold_out")
        deeds.refuse_to_cancel(session, order, cast.as_sari)
        assert (order.order_status, order.proposal) == ("accepted", None)

    def test_a_parcel_on_its_way_answers_the_question(self, session, cast, buys):
        (order,) = buys(session, "K0101 M 2")
        deeds.accept(session, order, cast.as_budi)
        deeds.ask_to_cancel(session, order, cast.as_sari, "shopper_changed_mind")
        deeds.record_parcel(session, order, cast.as_budi, "JNE", "012345")
        assert (order.fulfilment_status, order.proposal) == ("shipped", None)


def test_a_check_finds_what_somebody_changed_beside_the_log(app, cast, buys):
    with database.transaction() as session:
        (order,) = buys(session, "K0101 M 2")
        assert list(events.check(session)) == []
    with database.transaction() as session:
        session.add(order)
        order.found, order.order_status, order.lines[0].quantity = 5, "accepted", 1
        session.flush()
        found = [words for _number, words in events.check(session)]
        assert [words.split(":")[0] for words in found] == ["states", "found", "goods_total", "lines"]
        session.rollback()
