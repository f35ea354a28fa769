"""The sales log at the desk: table, totals, filters, file, one order; nobody's number is told who should not see it."""

import csv
import io
import re

import pytest
from sqlalchemy import text

import database

BUYER, SHOP = "+6281300000789", "+6281200000001"


def test_table_and_totals(browser, log_in, sold):
    log_in()
    page = browser.get("/staff/sales").text
    assert re.findall(r">(P\d{4})<", page) == ["P0002", "P0001"]
    assert cards(page) == {"Pesanan": "2", "Potong": "3", "Terkonfirmasi": "Rp200.000", "Baru dinyatakan": "Rp350.000"}
    assert "Batik &lt;Pak&gt; Budi" in page


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ("sentra=Setono", ["P0001"]),
        ("seller=wati", ["P0002"]),
        ("seller=+6281200000001", ["P0001"]),
        ("product=kain", ["P0002"]),
        ("technique=cap", ["P0001"]),
        ("status=placed", ["P0002"]),
        ("evidence=parcel_number", ["P0001"]),
        ("since=2020-01-01&until=2020-12-31", []),
        ("since=&until=&sentra=&seller=&product=&technique=&status=&evidence=", ["P0002", "P0001"]),
        ("page=99", ["P0002", "P0001"]),
        ("page=x", ["P0002", "P0001"]),
    ],
)
def test_page_and_file_take_the_same_questions(browser, log_in, sold, asked, numbers):
    log_in()
    page = browser.get(f"/staff/sales?{asked}")
    assert re.findall(r">(P\d{4})<", page.text) == numbers
    assert sorted(row["order_no"] for row in rows(browser.get(f"/staff/sales.csv?{asked}"))) == sorted(numbers)


def test_the_filter_stays_in_the_form_and_in_the_link_to_the_file(browser, log_in, sold):
    log_in()
    page = browser.get("/staff/sales?sentra=Setono&since=2026-01-01").text
    assert '<option value="Setono" selected>' in page
    assert 'name="since" value="2026-01-01"' in page
    assert "/staff/sales.csv?since=2026-01-01&amp;sentra=Setono" in page


@pytest.mark.parametrize("asked", ["since=yesterday", "until=2026-13-01", "since=2026-02-01&until=2026-01-01"])
def test_a_day_that_is_none_is_said_and_makes_no_file(browser, log_in, sold, asked):
    log_in()
    assert "Tanggal" in browser.get(f"/staff/sales?{asked}").text.split('id="log"')[1].split("cards")[0]
    assert browser.get(f"/staff/sales.csv?{asked}").status_code == 400


def test_the_file_is_the_contracts(browser, log_in, sold):
    log_in()
    answer = browser.get("/staff/sales.csv")
    assert answer.mimetype == "text/csv"
    assert re.fullmatch(
        r'attachment; filename="lokapasar-penjualan-\d{4}-\d\d-\d\d.csv"', answer.headers["Content-Disposition"]
    )
    first, second = rows(answer)
    assert (first["buyer"], first["seller_phone"], first["order_total"]) == ("…789", SHOP, "200000")
    assert second["order_no"] == "P0002"


@pytest.mark.parametrize("address", ["/staff/sales", "/staff/sales/P0001", "/staff/sales.csv"])
@pytest.mark.parametrize(("who", "sees_shops"), [("rina@pekalongan.test", True), ("joko@pekalongan.test", False)])
def test_buyers_are_masked_for_all_and_shops_for_viewers(browser, log_in, sold, address, who, sees_shops):
    log_in(who)
    text = browser.get(address).text
    assert "…789" in text
    assert BUYER not in text and BUYER[1:] not in text
    assert "Rahasia" not in text and "secret.jpg" not in text
    assert (SHOP in text) is sees_shops


def test_one_order_with_its_history(browser, log_in, sold):
    log_in()
    page = browser.get("/staff/sales/P0001").text
    history = re.findall(r"<strong>(\D+?)</strong>", page.split('class="timeline"')[1])
    assert history == ["Pesanan dibuat", "Pesanan diterima", "Bukti bayar dikirim", "Barang dikirim"]
    assert "JNE 0123456789" in page
    assert "tidak cocok" not in page


def test_states_that_do_not_follow_from_the_log_are_pointed_out(desk, browser, log_in, sold):
    with desk.app_context(), database.transaction() as session:
        session.execute(text("UPDATE market_order SET payment_status = 'paid' WHERE number = 'P0001'"))
    log_in()
    assert "tidak cocok dengan riwayatnya" in browser.get("/staff/sales/P0001").text


def test_an_order_that_is_none(browser, log_in):
    log_in()
    answer = browser.get("/staff/sales/P9999")
    assert answer.status_code == 404
    assert "Tidak ditemukan" in answer.text


def test_an_empty_log_says_what_comes_next(browser, log_in):
    log_in()
    assert "Belum ada pesanan" in browser.get("/staff/sales").text
    assert "Lihat semua pesanan" in browser.get("/staff/sales?sentra=Setono").text


def cards(page):
    return dict(re.findall(r"<h2>([^<]+)</h2><strong[^>]*>([^<]+)<", page))


def rows(answer):
    return list(csv.DictReader(io.StringIO(answer.text, newline="")))
