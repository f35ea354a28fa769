"""The sales log: one choice of orders for page, files and command; totals in SQL; days of the city."""

import csv
import io
from datetime import UTC, date, datetime

import pytest
from sqlmodel import select

import clock
import database
from catalog.models import Seller
from orders import deeds, export, sales_log
from orders.sales_log import Filter, Sum

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
        rows = sales_log.page(session, chosen, CITY, limit=50)
        totals = sales_log.totals(session, chosen, CITY)
        lines = list(sales_log.lines(session, chosen, CITY))
    assert [row.number for row in rows] == numbers
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
        (row,) = sales_log.page(session, Filter(product="daster"), CITY, limit=50)
    assert (row.goods, row.lines, row.pieces, row.rupiah) == ("Daster kawung", 1, 1, 50_000)


def test_pages_follow_each_other(four_orders):
    with database.reading() as session:
        pages = [sales_log.page(session, Filter(), CITY, limit=3, offset=offset) for offset in (0, 3)]
    assert [[row.number for row in rows] for rows in pages] == [["P0004", "P0003", "P0002"], ["P0001"]]


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
