"""The sales log: one choice of orders for page, files and command; totals in SQL; days of the city."""

import csv
import io
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlmodel import col, select

import clock
import database
from catalog.models import Listing, Seller
from orders import deeds, export, sales_log
from orders.models import OfflineSale, Order
from orders.sales_filter import Filter
from orders.sales_log import Sum

CITY = "Asia/Jakarta"


@pytest.fixture
def four_orders(cast, buys):
    """P0001 (Budi, kemeja and daster) and P0002 (Wati, kain) late on 30 June, P0003 (Budi, rejected) and P0004
    (Wati, with a parcel number) a minute later, in July."""
    times = [
        datetime(2026, 6, 30, 16, 59, tzinfo=UTC),
        datetime(2026, 6, 30, 17, 0, tzinfo=UTC),
    ]  # 23.59 and 00.00 in the city
    try:
        clock.set_source(lambda: times[0])
        with database.transaction() as session:
            buys(session, "K0101 L 2", "K0102 S 1", "K0201 1")
        clock.set_source(lambda: times[1])
        with database.transaction() as session:
            (rejected,) = buys(session, "K0101 M 1")
            deeds.reject(session, rejected, cast.as_budi, "sold_out")
            (sent,) = buys(session, "K0201 3", who=cast.dewi)
            deeds.accept(session, sent, cast.as_budi)
            deeds.record_parcel(session, sent, cast.as_budi, "JNE", "012")
    finally:
        clock.set_source(None)


@pytest.mark.parametrize(
    ("chosen", "numbers"),
    [
        (Filter(), ["P0004", "P0003", "P0002", "P0001"]),
        (Filter(until=date(2026, 6, 30)), ["P0002", "P0001"]),
        (Filter(since=date(2026, 7, 1)), ["P0004", "P0003"]),
        (Filter(since=date(2026, 7, 1), until=date(2026, 7, 1)), ["P0004", "P0003"]),
        (Filter(since=date(2026, 7, 2)), []),
        (Filter(sentra="Kauman"), ["P0004", "P0002"]),
        (Filter(seller="pak budi"), ["P0003", "P0001"]),
        (Filter(seller="%"), []),
        (Filter(seller="+6281200000002"), ["P0004", "P0002"]),
        (Filter(seller=" 6281200000002"), ["P0004", "P0002"]),  # what becomes of a plus in a link
        (Filter(seller="0812-0000-0002"), ["P0004", "P0002"]),
        (Filter(product="daster"), ["P0001"]),
        (Filter(technique="cap"), ["P0003", "P0001"]),
        (Filter(status="rejected"), ["P0003"]),
        (Filter(evidence="parcel_number", sentra="Kauman"), ["P0004"]),
    ],
)
def test_page_totals_and_lines_choose_the_same_orders(four_orders, chosen, numbers):
    with database.reading() as session:
        rows, end = sales_log.page(session, chosen, CITY, limit=50)
        totals = sales_log.totals(session, chosen, CITY)
        lines = list(sales_log.lines(session, chosen, CITY))
    assert list(dict.fromkeys(row.number for row in rows)) == numbers and end is None
    assert sorted({line.number for line in lines}, reverse=True) == numbers
    assert totals.all == Sum(len(numbers), sum(row.pieces for row in rows), sum(row.rupiah for row in rows))
    assert totals.all.rupiah == sum(line.line_total for line in lines)


def test_totals_tell_confirmed_from_declared_and_leave_out_what_fell_through(four_orders):
    with database.reading() as session:
        totals = sales_log.totals(session, Filter(), CITY)
    assert totals.standing == Sum(3, 7, 250_000 + 350_000 + 1_050_000)
    assert totals.confirmed == Sum(1, 3, 1_050_000)
    assert totals.declared == Sum(2, 4, 600_000)
    assert totals.by_status == {
        "placed": Sum(2, 4, 600_000),
        "accepted": Sum(1, 3, 1_050_000),
        "rejected": Sum(1, 1, 100_000),
    }


def test_with_a_product_chosen_only_its_lines_count(four_orders):
    with database.reading() as session:
        [row], _end = sales_log.page(session, Filter(product="daster"), CITY, limit=50)
    assert (row.title, row.pieces, row.rupiah, row.is_first) == ("Daster kawung", 1, 50_000, False)


@pytest.fixture
def with_stall_sales(four_orders, cast):
    """And what was told at the stalls: two sales of Budi, who agreed to be counted, one taken back; one of Wati, who did
    not."""
    with database.transaction() as session:
        shops = {seller.shop: seller for seller in session.exec(select(Seller))}
        shops["Batik Pak Budi"].offline_consent = "yes"
        listings = {one.code: one for one in session.exec(select(Listing))}
        told = [
            ("K0101", 2, 200_000, 16, False),
            ("K0101", 1, 90_000, 17, False),
            ("K0101", 1, 1, 18, True),
            ("K0201", 5, 5, 19, False),
        ]
        for n, (code, quantity, amount, minute, is_taken_back) in enumerate(told, start=1):
            goods = listings[code]
            at = (
                datetime(2026, 6, 30, 17, 0, tzinfo=UTC)
                if minute == 17
                else datetime(2026, 6, 30, 16, minute, tzinfo=UTC)
            )
            sale = OfflineSale(
                number=f"L{n:04d}",
                seller_id=goods.seller_id,
                listing_id=goods.id or 0,
                code=code,
                title=goods.title,
                product=goods.product,
                technique=goods.technique,
                quantity=quantity,
                amount=amount,
                sold_at=at,
                taken_back_at=at if is_taken_back else None,
            )
            session.add(sale)


def test_sales_at_the_stall_stand_among_the_orders_where_the_shop_agreed(with_stall_sales):
    with database.reading() as session:
        rows, _end = sales_log.page(session, Filter(), CITY, limit=50)
        totals = sales_log.totals(session, Filter(), CITY)
    assert [row.number for row in rows] == ["P0004", "P0003", "L0002", "P0002", "P0001", "P0001", "L0001"]
    assert totals.stall == Sum(2, 3, 290_000)
    assert totals.all.orders == 4


@pytest.mark.parametrize(
    ("chosen", "numbers"),
    [
        (Filter(kind="stall"), ["L0002", "L0001"]),
        (Filter(kind="online", seller="pak budi"), ["P0003", "P0001", "P0001"]),
        (Filter(kind="stall", until=date(2026, 6, 30)), ["L0001"]),
        (Filter(product="kemeja"), ["P0003", "L0002", "P0001", "L0001"]),
        (Filter(evidence="declared", sentra="Setono"), ["P0003", "L0002", "P0001", "P0001", "L0001"]),
        (Filter(status="placed"), ["P0002", "P0001", "P0001"]),  # what only an order has leaves the stall out
        (Filter(paying="cod"), []),
        (Filter(search="l0001"), ["L0001"]),
        (Filter(search="P0003"), ["P0003"]),
        (Filter(search="k0201"), ["P0004", "P0002"]),
        (Filter(search="daster"), ["P0001"]),
        (Filter(kind="nothing"), []),
    ],
)
def test_filters_choose_among_both_kinds(with_stall_sales, chosen, numbers):
    with database.reading() as session:
        rows, _end = sales_log.page(session, chosen, CITY, limit=50)
        totals = sales_log.totals(session, chosen, CITY)
    assert [row.number for row in rows] == numbers
    assert totals.rows == len(set(numbers))
    assert totals.all.rupiah + totals.stall.rupiah == sum(row.rupiah for row in rows)


@pytest.mark.parametrize("sort", sales_log.SORTS)
@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("size", [1, 2, 3])
def test_pages_follow_each_other_without_a_row_twice_or_missing(with_stall_sales, sort, descending, size):
    with database.reading() as session:
        whole, _end = sales_log.page(session, Filter(), CITY, 50, sort, descending)
        found, after = [], None
        while True:
            rows, end = sales_log.page(session, Filter(), CITY, size, sort, descending, after)
            assert len(rows) <= size
            found += rows
            if end is None:
                break
            after = sales_log.Place.read(end.written(), sort)
            assert after == end
    assert found == whole and len({(row.kind, row.id) for row in whole}) == 7
    values = [getattr(row, sort) for row in whole]
    assert values == sorted(values, reverse=descending)


@pytest.mark.parametrize("text", ["", "x", "1~online~2", "2026-01-01~online~2", "2026-01-01T00:00:00+00:00~cart~2"])
def test_an_address_that_names_no_place_begins_at_the_beginning(text):
    assert sales_log.Place.read(text, "at") is None


def test_regions_are_provinces_or_regencies(four_orders):
    with database.transaction() as session:
        for number, area in {"P0001": "33.26.15", "P0002": "33.26", "P0003": "3", "P0004": "33.75.01"}.items():
            session.exec(select(Order).where(Order.number == number)).one().area = area
    with database.reading() as session:
        found = {
            region: {row.number for row in sales_log.page(session, Filter(region=region), CITY, 50)[0]}
            for region in ("33", "33.26", "33.75", "3")
        }
    assert found == {"33": {"P0001", "P0002", "P0004"}, "33.26": {"P0001", "P0002"}, "33.75": {"P0004"}, "3": {"P0003"}}


@given(data=st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_totals_agree_with_an_independent_sum_of_the_export(with_stall_sales, data):
    """At the borders of days and of the half-year, for any choice of filters."""
    moments = st.datetimes(datetime(2026, 6, 30, 16, 58), datetime(2026, 6, 30, 17, 2))
    with database.transaction() as session:
        for order in session.exec(select(Order)):
            order.placed_at = data.draw(moments).replace(tzinfo=UTC)
    day = st.none() | st.sampled_from([date(2026, 6, 30), date(2026, 7, 1)])
    chosen = Filter(
        since=data.draw(day), until=data.draw(day), sentra=data.draw(st.sampled_from([None, "Kauman"])), kind="online"
    )
    with database.reading() as session:
        totals = sales_log.totals(session, chosen, CITY)
        rows = list(csv.DictReader(io.StringIO("".join(export.csv_text(session, chosen, CITY)))))
    days = [datetime.fromisoformat(row["placed_at"]).date() for row in rows]
    assert all((not chosen.since or day >= chosen.since) and (not chosen.until or day <= chosen.until) for day in days)
    assert totals.all == Sum(
        len({row["order_no"] for row in rows}),
        sum(int(row["qty"]) for row in rows),
        sum(int(row["line_total"]) for row in rows),
    )


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)  # with so few rows PostgreSQL's plan would tell nothing
def test_a_page_of_the_log_reads_along_an_index(four_orders):
    """However many lines there are, a page looks at its own only."""
    with database.reading() as session:
        plans = []
        for query, key in (
            (sales_log._online(Filter(), CITY), Order.placed_at),
            (sales_log._stall(Filter(), CITY), OfflineSale.sold_at),
        ):
            rows = (
                query.order_by(col(key).desc())
                .limit(51)
                .compile(session.get_bind(), compile_kwargs={"literal_binds": True})
            )
            plans.append("\n".join(str(row) for row in session.execute(text(f"EXPLAIN QUERY PLAN {rows}"))))
    for plan, index in zip(plans, ("ix_market_order_placed_at", "ix_offline_sale_sold_at"), strict=True):
        assert index in plan and "SCAN seller" not in plan and "SCAN order_line" not in plan, plan


def test_the_file_has_the_columns_of_the_contract(four_orders, app, tmp_path):
    with database.transaction() as session:
        session.exec(select(Seller).where(Seller.shop == "Wati Collection")).one().shop = '=HYPERLINK("x")'
    target = tmp_path / "orders.csv"
    done = app.test_cli_runner().invoke(args=["orders", "export", str(target)])
    assert done.exit_code == 0, done.output
    assert [file.name for file in tmp_path.glob("*orders.csv*")] == ["orders.csv"]
    rows = list(csv.DictReader(io.StringIO(target.read_bytes().decode(), newline="")))
    assert list(rows[0]) == export.COLUMNS
    assert rows[0] == {
        "order_no": "P0001", "placed_at": "2026-06-30T23:59:00+07:00", "seller_phone": "+6281200000001",
        "shop": "Batik Pak Budi", "buyer": "…709", "code": "K0101", "size": "L", "qty": "2", "unit_price": "100000",
        "line_total": "200000", "shipping_fee": "", "order_total": "250000", "order_status": "placed",
        "payment_status": "unpaid", "fulfilment_status": "unfulfilled", "evidence": "declared", "cancel_reason": "",
    }  # fmt: skip
    assert [(row["order_no"], row["order_status"], row["cancel_reason"]) for row in rows] == [
        ("P0001", "placed", ""),
        ("P0001", "placed", ""),
        ("P0002", "placed", ""),
        ("P0003", "rejected", "sold_out"),
        ("P0004", "accepted", ""),
    ]
    assert rows[2]["shop"] == '\'=HYPERLINK("x")'


def test_the_command_takes_days_of_the_city_and_writes_to_standard_output(four_orders, app):
    done = app.test_cli_runner().invoke(
        args=["orders", "export", "-", "--since", "2026-07-01", "--until", "2026-07-01"]
    )
    assert [row["order_no"] for row in csv.DictReader(io.StringIO(done.output))] == ["P0003", "P0004"]


def test_the_command_says_where_it_cannot_write(app, cast, tmp_path):
    done = app.test_cli_runner().invoke(args=["orders", "export", str(tmp_path / "nowhere" / "orders.csv")])
    assert done.exit_code == 1
    assert "can't write to" in done.output


def test_a_file_of_before_stays_whole_when_the_export_breaks(four_orders, app, tmp_path, monkeypatch):
    target = tmp_path / "orders.csv"
    target.write_text("of before")
    monkeypatch.setattr(export, "_cells", lambda *_: 1 / 0)
    done = app.test_cli_runner().invoke(args=["orders", "export", str(target)])
    assert isinstance(done.exception, ZeroDivisionError)
    assert [file.name for file in tmp_path.glob("*orders.csv*")] == ["orders.csv"]
    assert target.read_text() == "of before"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", " =1", "\t=1"])
def test_what_a_spreadsheet_would_run_is_made_harmless(text):
    assert export.harmless(text) == "'" + text


@pytest.mark.parametrize("text", ["Batik", "", "5 + 5", "a=b"])
def test_other_text_stays_as_it_is(text):
    assert export.harmless(text) == text
