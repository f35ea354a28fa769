"""How often a login may be tried: by email and network address, for all processes together, without locking anybody out."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

import clock
import database
from staff import attempts
from tests.staff.conftest import JOKO, RINA, log_in_with, open_desk

OFFICE, STRANGER = "203.0.113.7", "198.51.100.9"


@pytest.fixture
def now():
    """A clock that stands; now[0] moves it."""
    now = [datetime(2026, 11, 24, 1, 0, tzinfo=UTC)]
    clock.set_source(lambda: now[0])
    yield now
    clock.set_source(None)


@pytest.fixture
def tries(desk):
    """tries(email, password, at): the answer's status, each time from a browser of its own."""

    def tries(email=RINA, password="wrong-password", at=OFFICE, app=desk):
        return log_in_with(app.test_client(), email, password, at=at).status_code

    return tries


RIGHT = "batik-jlamprang"


def test_after_eight_wrong_passwords_one_waits_and_another_user_does_not(tries):
    assert [tries() for _ in range(9)] == [401] * 8 + [429]
    assert tries(password=RIGHT) == 429
    assert tries(JOKO, RIGHT) == 302


def test_a_stranger_keeps_nobody_out(tries):
    assert [tries(at=STRANGER) for _ in range(9)][-1] == 429
    assert tries(password=RIGHT, at=OFFICE) == 302


def test_one_address_may_not_try_many_emails(tries, now):
    assert [tries(f"user{n}@pekalongan.test", at=STRANGER) for n in range(31)] == [401] * 30 + [429]


def test_where_one_has_logged_in_before_the_tries_of_others_do_not_count(tries, now):
    assert tries(password=RIGHT) == 302
    for n in range(30):
        tries(f"user{n}@pekalongan.test")
    assert tries(JOKO, RIGHT) == 429  # has never been here
    assert tries(password=RIGHT) == 302


def test_right_passwords_are_not_counted(tries):
    assert [tries(password=RIGHT) for _ in range(12)] == [302] * 12


def test_the_page_tells_the_true_waiting_time(desk, tries, now):
    for _ in range(8):
        tries()
        now[0] += timedelta(minutes=1)
    browser = desk.test_client()
    answer = log_in_with(browser, RINA, RIGHT, at=OFFICE)
    assert "tunggu 7 menit" in answer.text and answer.headers["Retry-After"] == "420"
    for _ in range(5):  # asking again makes it no longer
        tries()
    now[0] += timedelta(seconds=int(answer.headers["Retry-After"]) - 1)
    assert "tunggu 1 detik" in log_in_with(browser, RINA, RIGHT, at=OFFICE).text
    now[0] += timedelta(seconds=1)
    assert tries(password=RIGHT) == 302


def test_all_processes_count_together_and_a_restart_forgets_nothing(desk, tries, tmp_path):
    url = desk.config["SETTINGS"].database_url
    processes = [open_desk(url, tmp_path) for _ in range(2)]
    assert [tries(app=processes[n % 2]) for n in range(8)] == [401] * 8
    assert tries(app=processes[0]) == tries(app=processes[1]) == tries(app=open_desk(url, tmp_path)) == 429


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_of_many_tries_at_the_same_moment_no_more_than_eight_are_heard(kinds, tmp_path, kind):
    app = open_desk(kinds.fresh(kind, False, tmp_path), tmp_path)

    def one_try(_):
        with app.app_context():
            try:
                attempts.begin(RINA, STRANGER)
            except attempts.TooMany:
                return False
            return True

    with ThreadPoolExecutor(16) as pool:
        heard = sum(pool.map(one_try, range(40)))
    with app.app_context():
        database.engine().dispose()
    assert 1 <= heard <= 8


def tries_through_a_proxy(app, forwarded):
    headers = {"X-Forwarded-For": forwarded}
    return log_in_with(app.test_client(), RINA, "wrong-password", headers=headers).status_code


def test_behind_a_trusted_proxy_the_browsers_own_address_counts(desk, tmp_path):
    app = open_desk(desk.config["SETTINGS"].database_url, tmp_path, proxies=1)
    # What the browser adds itself is not believed.
    assert [tries_through_a_proxy(app, f"10.0.0.{n}, {STRANGER}") for n in range(9)][-1] == 429
    assert tries_through_a_proxy(app, OFFICE) == 401


def test_without_a_trusted_proxy_nobodys_header_is_believed(desk):
    assert [tries_through_a_proxy(desk, f"10.0.0.{n}") for n in range(9)][-1] == 429


def test_an_ipv6_household_is_one_address(tries):
    assert [tries(at=f"2001:db8::{n:x}") for n in range(1, 10)][-1] == 429
    assert tries(at="2001:db8:0:1::1") == 401
