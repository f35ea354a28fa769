"""Coming in: the guard of every page, the login form, and the users that the command makes."""

import time

import pytest
from flask import session as cookie
from sqlmodel import select

import database
from staff import access
from staff.models import StaffUser


def test_every_answer_carries_the_headers(browser, log_in, sold):
    log_in()
    for address in (
        "/staff/login",
        "/staff/sales",
        "/staff/sales.csv",
        "/staff/sales/P0001",
        "/staff/sales/P9999",
        "/staff/none",
    ):
        headers = browser.get(address).headers
        assert "script-src 'self';" in headers["Content-Security-Policy"], address
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Frame-Options"] == "DENY"
        assert "camera=()" in headers["Permissions-Policy"]
        assert "Strict-Transport-Security" not in headers  # this market is on plain http
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cache-Control"] == "no-store"


def test_no_page_needs_what_the_policy_forbids(browser, log_in, sold):
    log_in()
    for address in (
        "/staff/",
        "/staff/sales",
        "/staff/sales/P0001",
        "/staff/sellers",
        "/staff/sellers/1",
        "/staff/listings",
    ):
        page = browser.get(address).text
        assert "style=" not in page and "<style" not in page and " onclick" not in page
        assert page.count("<script") == page.count("<script src=") == 1


def test_login_leads_to_the_sales_and_logout_ends_it(browser, log_in, token):
    answer = log_in("  RINA@pekalongan.test ")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/staff/")
    page = browser.get("/staff/sales")
    assert page.status_code == 200
    assert "rina@pekalongan.test" in page.text
    assert browser.get("/staff/login").status_code == 302  # is in already
    assert browser.post("/staff/logout").status_code == 400
    browser.post("/staff/logout", data={"csrf_token": token(page.text)})
    assert browser.get("/staff/sales").status_code == 302


def test_the_cookie_is_kept_from_scripts_and_other_sites(log_in):
    (header,) = log_in().headers.getlist("Set-Cookie")
    assert "HttpOnly" in header and "SameSite=Lax" in header and "Secure" not in header


@pytest.mark.parametrize("public_base_url", ["https://pasar.pekalongan.test"])
def test_behind_https_nothing_goes_over_plain_http(desk, browser):
    assert desk.config["SESSION_COOKIE_SECURE"] is True
    assert browser.get("/staff/login").headers["Strict-Transport-Security"].startswith("max-age=31536000")


def test_login_leads_where_one_wanted_to_go(browser, log_in):
    wanted = browser.get("/staff/sales?sentra=Setono&sort=at").headers["Location"]
    assert wanted == "/staff/login?next=/staff/sales?sentra%3DSetono%26sort%3Dat"
    assert log_in(next_page=wanted.split("next=")[1]).headers["Location"] == "/staff/sales?sentra=Setono&sort=at"


@pytest.mark.parametrize(
    "evil", ["https://evil.test/", "//evil.test/", "/\\evil.test", "/staff/\\evil", "javascript:alert(1)", "/other"]
)
def test_login_leads_nowhere_else(log_in, evil):
    assert log_in(next_page=evil).headers["Location"] == "/staff/"


def test_what_stood_in_the_cookie_before_is_gone_after_the_login(desk, browser, log_in):
    with browser.session_transaction() as before:
        before["planted"] = "by somebody else"
    with browser:
        log_in()
        assert "planted" not in cookie


def test_wrong_password_and_unknown_email_get_the_same_answer(log_in):
    wrong, unknown = log_in(password="wrong-password"), log_in("nobody@pekalongan.test")
    assert (wrong.status_code, unknown.status_code) == (401, 401)
    assert "Email atau kata sandi salah" in wrong.text
    assert len(wrong.text) == len(unknown.text) + len("rina") - len("nobody")


def test_an_unknown_email_takes_as_long_as_a_wrong_password(desk):
    def seconds(email):
        with desk.app_context(), database.reading() as session:
            start = time.perf_counter()
            assert access.check_password(session, email, "wrong-password") is None
            return time.perf_counter() - start

    real = min(seconds("rina@pekalongan.test") for _ in range(3))
    unknown = min(seconds("nobody@pekalongan.test") for _ in range(3))
    assert 0.5 < unknown / real < 2


def test_without_its_token_the_form_counts_for_nothing(browser):
    answer = browser.post("/staff/login", data={"email": "rina@pekalongan.test", "password": "batik-jlamprang"})
    assert answer.status_code == 400
    assert "kedaluwarsa" in answer.text


def test_a_request_by_htmx_without_login_goes_to_the_login_page(browser):
    answer = browser.get("/staff/sales?sentra=Setono", headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"].startswith("/staff/login?next=")


def test_the_sample_officer_is_an_officer_marked_as_sample_without_a_password(desk, browser, log_in):
    @desk.get("/one-tap")
    def one_tap():
        access.log_in_sample_officer()
        return "in"

    for _ in range(2):
        assert browser.get("/one-tap").text == "in"
    assert "petugas@contoh.pekalongan" in browser.get("/staff/sales").text
    with desk.app_context(), database.reading() as session:
        (sample,) = session.exec(select(StaffUser).where(StaffUser.email == access.SAMPLE_EMAIL))
        assert (sample.role, sample.is_sample) == ("officer", True)
    browser.delete_cookie("session")
    assert log_in(access.SAMPLE_EMAIL, "!").status_code == 401


class TestCreateUser:
    def run(self, desk, *args, typed=None):
        return desk.test_cli_runner().invoke(args=["staff", "create-user", *args], input=typed)

    def test_password_from_standard_input(self, desk, log_in):
        done = self.run(desk, "Wati@Pekalongan.test", "--role", "admin", "--password-stdin", typed="kawung-sepuluh\n")
        assert (done.exit_code, done.output) == (0, "wati@pekalongan.test may log in at /staff/ as admin.\n")
        assert log_in("wati@pekalongan.test", "kawung-sepuluh").status_code == 302

    def test_password_asked_twice(self, desk):
        done = self.run(desk, "wati@pekalongan.test", "--role", "viewer", typed="kawung-sepuluh\nkawung-sepuluh\n")
        assert done.exit_code == 0
        assert "kawung" not in done.output

    @pytest.mark.parametrize(
        ("args", "typed", "why"),
        [
            (["wati@pekalongan.test", "--role", "viewer", "--password-stdin"], "short\n", "at least 10 characters"),
            (["wati@pekalongan.test", "--role", "viewer", "--password-stdin"], "", "at least 10 characters"),
            (
                ["RINA@pekalongan.test", "--role", "viewer", "--password-stdin"],
                "kawung-sepuluh\n",
                "there is a staff user",
            ),
            (["wati", "--role", "viewer", "--password-stdin"], "kawung-sepuluh\n", "no email address"),
            (["wati@pekalongan.test", "--role", "mayor", "--password-stdin"], "kawung-sepuluh\n", "'mayor'"),
        ],
    )
    def test_what_is_refused_and_why(self, desk, args, typed, why):
        done = self.run(desk, *args, typed=typed)
        assert done.exit_code != 0
        assert why in done.output
