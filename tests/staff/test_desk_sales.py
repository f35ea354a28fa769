"""The sales log at the desk: table, totals, filters, file, one order; nobody's number is told who should not see it."""

import csv
import io
import re
import zipfile

import pytest
from flask_babel import force_locale
from sqlalchemy import text
from sqlmodel import select

import database
from orders.models import Order, OrderLine
from orders.states import MOVES
from staff import history, sales_files, words
from staff.models import StaffEvent

BUYER, SHOP = "+6281300000789", "+6281200000001"


def test_table_and_totals(browser, log_in, sold):
    log_in()
    page = browser.get("/staff/sales").text
    assert re.findall(r">(P\d{4})<", page) == ["P0002", "P0001"]
    assert cards(page) == {
        "Pesanan": "2",
        "Terkonfirmasi": "Rp200.000",
        "Baru dinyatakan": "Rp350.000",
        "Di kios": "Rp0",
    }
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
        ("after=x", ["P0002", "P0001"]),
        ("sort=shoes&order=up", ["P0002", "P0001"]),
        ("kind=online", ["P0002", "P0001"]),
        ("kind=stall", []),
        ("paying=cod", []),
        ("search=P0001", ["P0001"]),
    ],
)
def test_page_and_file_take_the_same_questions(browser, log_in, sold, asked, numbers):
    log_in()
    page = browser.get(f"/staff/sales?{asked}")
    assert re.findall(r">(P\d{4})<", page.text.split('id="log"')[1]) == numbers
    assert sorted(row["Nomor"] for row in rows(browser.get(f"/staff/sales.csv?{asked}"))) == sorted(numbers)


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


def test_the_csv_opens_right_in_an_indonesian_excel(browser, log_in, sold):
    log_in()
    answer = browser.get("/staff/sales.csv")
    assert answer.mimetype == "text/csv"
    assert re.fullmatch(
        r'attachment; filename="lokapasar-penjualan-\d{4}-\d\d-\d\d.csv"', answer.headers["Content-Disposition"]
    )
    assert answer.data.startswith(b"\xef\xbb\xbfNomor;Jenis;Waktu;Toko;")
    first, second = rows(answer)
    assert (first["Nomor"], second["Nomor"]) == ("P0001", "P0002")
    assert (first["Pembeli"], first["Nomor toko"], first["Sentra"]) == ("…789", "0812-0000-0001", "Setono")
    assert (first["Produk"], first["Teknik"], first["Kurir"]) == ("Kemeja", "Cap", "JNE")
    assert first["Nomor resi"] == '="0123456789"'  # its first zero stays
    assert re.fullmatch(r"\d\d/\d\d/\d{4} \d\d:\d\d", first["Diterima pada"]) and second["Diterima pada"] == ""


def test_titles_are_in_the_readers_language(browser, log_in, sold, token):
    log_in()
    page = browser.get("/staff/sales").text
    browser.post("/staff/language", data={"csrf_token": token(page), "language": "en", "next": "/staff/sales"})
    assert browser.get("/staff/sales.csv").data.decode("utf-8-sig").startswith("Number;Kind;Time;Shop;")
    assert "Waiting for the seller" in browser.get("/staff/sales").text


def test_no_text_is_run_by_a_spreadsheet(desk, browser, log_in, sold):
    with desk.app_context(), database.transaction() as session:
        session.execute(text("UPDATE seller SET shop = '=HYPERLINK(1)'"))
        session.execute(text("UPDATE order_line SET title = '@SUM(A1)', size = '+1'"))
        session.execute(text("UPDATE market_order SET parcel_number = '-1+2', courier = '=1+1'"))
    log_in()
    for row in rows(browser.get("/staff/sales.csv")):
        for cell in row.values():
            assert not cell.lstrip().startswith(("=", "+", "-", "@")) or re.fullmatch('="[0-9]+"', cell), cell
    with zipfile.ZipFile(io.BytesIO(browser.get("/staff/sales.xlsx").data)) as book:
        for name in book.namelist():
            assert b"<f>" not in book.read(name), name


def test_the_workbook_holds_the_rows_as_numbers_and_moments_and_says_what_they_mean(browser, log_in, sold):
    log_in()
    answer = browser.get("/staff/sales.xlsx?sentra=Setono")
    assert answer.headers["Content-Disposition"].endswith('.xlsx"')
    with zipfile.ZipFile(io.BytesIO(answer.data)) as book:
        sheets = [book.read(f"xl/worksheets/sheet{n}.xml").decode() for n in (1, 2)]
        names = book.read("xl/workbook.xml").decode()
    assert 'name="Penjualan"' in names and 'name="Penjelasan"' in names
    assert sheets[0].count("<row ") == 2 and "P0001" in sheets[0] and "P0002" not in sheets[0]
    assert "<v>200000</v>" in sheets[0] and "0812-0000-0001" in sheets[0] and ">0123456789<" in sheets[0]
    assert "sentra = Setono" in sheets[1]
    for column in sales_files.COLUMNS:
        assert str(column.title) in sheets[1] and len(str(column.meaning)) > 8


def test_what_belongs_to_an_order_stands_in_one_of_its_rows(desk, browser, log_in, sold):
    with desk.app_context(), database.transaction() as session:
        order = session.exec(select(Order).where(Order.number == "P0001")).one()
        order.shipping_fee = 15_000
        session.add(
            OrderLine(
                order_id=order.id,
                listing_id=order.lines[0].listing_id,
                code="K0101",
                title="Kemeja",
                product="kemeja",
                size="L",
                quantity=1,
                unit_price=1,
            )
        )
    log_in()
    assert [row["Ongkir pesanan"] for row in rows(browser.get("/staff/sales.csv?search=P0001"))] == ["15000", ""]


@pytest.mark.parametrize("address", ["/staff/sales/P0001", "/staff/sales.csv"])
@pytest.mark.parametrize(("who", "sees_shops"), [("rina@pekalongan.test", True), ("joko@pekalongan.test", False)])
def test_buyers_are_masked_for_all_and_shops_for_viewers(browser, log_in, sold, address, who, sees_shops):
    log_in(who)
    text = browser.get(address).text
    assert "…789" in text
    assert BUYER not in text and BUYER[1:] not in text and "0813-0000-0789" not in text
    assert "Rahasia" not in text and "secret.jpg" not in text
    assert (SHOP in text or "0812-0000-0001" in text) is sees_shops


def test_who_a_buyer_is_is_shown_for_a_reason_that_stays_on_record(desk, browser, log_in, sold, token):
    log_in()
    form = {"csrf_token": token(browser.get("/staff/sales/P0001").text)}
    answer = browser.post("/staff/sales/P0001/unmask", data=form, follow_redirects=True)
    assert BUYER not in answer.text and "Tulis dulu alasannya" in answer.text
    shown = browser.post("/staff/sales/P0001/unmask", data=form | {"reason": "paket belum sampai"}).text
    assert BUYER in shown and "Sari Rahasia" in shown and "Jl. Rahasia 1" in shown
    with desk.app_context(), database.reading() as session:
        (event,) = session.exec(select(StaffEvent).where(StaffEvent.kind == "unmasked"))
    assert (event.about, event.facts) == ("order P0001", {"reason": "paket belum sampai"})


def test_a_viewer_is_not_offered_what_is_refused(browser, log_in, sold):
    log_in("joko@pekalongan.test")
    page = browser.get("/staff/sales/P0001").text
    assert "unmask" not in page and "bukti bayar</a>" not in page and "/staff/audit" not in page


def test_what_shoppers_and_shops_write_is_only_text(desk, browser, log_in, sold):
    evil = "<script>alert(1)</script>"
    with desk.app_context(), database.transaction() as session:
        for statement in ("seller SET shop", "order_line SET title", "market_order SET courier", "listing SET title"):
            session.execute(text(f"UPDATE {statement} = :evil"), {"evil": evil})
    log_in()
    for address in ("/staff/sales", "/staff/sales/P0001", "/staff/sales?seller=" + evil):
        page = browser.get(address).text
        assert evil not in page and "&lt;script&gt;" in page


def test_one_order_with_its_history(browser, log_in, sold):
    log_in()
    page = browser.get("/staff/sales/P0001").text
    history = re.findall(r"<strong>(\D+?)</strong>", page.split('class="timeline"')[1])
    assert history == ["Pesanan dibuat", "Pesanan diterima", "Bukti bayar dikirim", "Barang dikirim"]
    assert "JNE 0123456789" in page
    assert "tidak cocok" not in page


@pytest.mark.parametrize("event", sorted({move.event for move in MOVES} | {"placed"}))
def test_no_event_of_the_table_of_moves_lacks_its_words(desk, event):
    for language in ("id", "en"):
        with desk.test_request_context(), force_locale(language):
            title = str(history.EVENT[event])
            assert title and title != event and "_" not in title
    assert set(history.TONE) <= set(history.EVENT)


def test_every_actor_of_the_table_has_its_word():
    assert {move.by for move in MOVES} <= set(words.ACTOR)


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
    assert "Belum ada penjualan" in browser.get("/staff/sales").text
    assert "Lihat semua penjualan" in browser.get("/staff/sales?sentra=Setono").text


def cards(page):
    return dict(re.findall(r"<h2>([^<]+)</h2><strong[^>]*>([^<]+)<", page))


def rows(answer):
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"), newline=""), delimiter=";"))
