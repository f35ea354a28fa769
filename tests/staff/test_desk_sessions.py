"""Logins end: at logout in every copy of the cookie, by time, and when an admin says so. Who was in stays on record."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlmodel import col, select

import clock
import database
from staff import access
from staff.models import StaffEvent
from tests.staff.conftest import DEWI, PASSWORD, RINA, log_in_with, token_in


@pytest.fixture
def time_passes():
    now = [datetime(2026, 11, 24, 1, 0, tzinfo=UTC)]
    clock.set_source(lambda: now[0])

    def passes(**duration):
        now[0] += timedelta(**duration)

    yield passes
    clock.set_source(None)


@pytest.fixture
def flask(desk):
    """flask("staff", "disable", …): its exit code and output."""

    def run(*arguments, typed=None):
        done = desk.test_cli_runner().invoke(args=list(arguments), input=typed)
        return done.exit_code, done.output

    return run


def is_in(browser):
    return browser.get("/staff/sales").status_code == 200


def events(desk):
    with desk.app_context(), database.reading() as session:
        return [(event.kind, event.about) for event in session.exec(select(StaffEvent).order_by(col(StaffEvent.id)))]


def test_logout_ends_every_copy_of_the_session(desk, browser, log_in):
    log_in()
    copy = desk.test_client()
    copy.set_cookie("session", browser.get_cookie("session").value)
    assert is_in(copy)
    browser.post("/staff/logout", data={"csrf_token": token_in(browser.get("/staff/sales").text)})
    assert not is_in(copy)


def test_logout_leaves_other_browsers_in(desk, browser, log_in):
    log_in()
    phone = desk.test_client()
    log_in_with(phone, RINA)
    browser.post("/staff/logout", data={"csrf_token": token_in(browser.get("/staff/sales").text)})
    assert is_in(phone)


def test_a_session_ends_when_nothing_is_done_for_two_hours(time_passes, browser, log_in):
    log_in()
    for _ in range(3):
        time_passes(hours=1, minutes=59)
        assert is_in(browser)
    time_passes(hours=2, minutes=1)
    assert not is_in(browser)


def test_a_session_ends_after_twelve_hours_of_work(time_passes, browser, log_in):
    log_in()
    for _ in range(11):
        time_passes(hours=1)
        assert is_in(browser)
    time_passes(hours=1)
    assert not is_in(browser)


@pytest.mark.parametrize(
    ("command", "typed"),
    [
        (("set-password", RINA, "--password-stdin"), "kawung-sepuluh\n"),
        (("set-role", RINA, "viewer"), None),
        (("disable", RINA), None),
    ],
)
def test_what_an_admin_changes_ends_all_sessions_at_once(browser, log_in, flask, command, typed):
    log_in()
    code, said = flask("staff", *command, typed=typed)
    assert code == 0 and RINA in said and "kawung" not in said
    assert not is_in(browser)


def test_a_new_password_is_the_only_one(log_in, flask):
    flask("staff", "set-password", RINA, "--password-stdin", typed="kawung-sepuluh\n")
    assert log_in().status_code == 401
    assert log_in(password="kawung-sepuluh").status_code == 302


def test_whoever_is_disabled_stays_out_until_enabled(log_in, flask):
    flask("staff", "disable", RINA)
    assert log_in().status_code == 401
    flask("staff", "enable", RINA)
    assert log_in().status_code == 302


def test_list_names_everybody_with_role_and_last_login(log_in, flask):
    log_in()
    flask("staff", "disable", "joko@pekalongan.test")
    lines = flask("staff", "list")[1].splitlines()
    assert [line.split()[:3] for line in lines][:2] == [
        [DEWI, "admin", "never"],
        ["joko@pekalongan.test", "disabled", "never"],
    ]
    assert "officer" in lines[2] and "never" not in lines[2]


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (("disable", DEWI), "only admin"),
        (("set-role", DEWI, "officer"), "only admin"),
        (("disable", "nobody@pekalongan.test"), "no staff user"),
        (("set-password", RINA, "--password-stdin"), "at least 10"),
    ],
)
def test_what_is_refused_and_why(flask, command, why):
    code, said = flask("staff", *command, typed="short\n")
    assert code != 0 and why in said


def test_who_came_in_and_what_admins_did_stays_on_record(desk, browser, log_in, flask):
    made = len(events(desk))
    log_in(password="wrong-password")
    log_in("somebody@else.test")
    log_in()
    browser.post("/staff/logout", data={"csrf_token": token_in(browser.get("/staff/sales").text)})
    flask("staff", "set-role", RINA, "viewer")
    rina = "user 1"
    assert events(desk)[made:] == [
        ("login_failed", rina),
        ("login_failed", ""),  # what was typed is not kept: it may be a password
        ("login", ""),
        ("logout", ""),
        ("role_set", rina),
    ]


def test_nobody_changes_what_is_on_record(desk, log_in):
    log_in()
    for statement in ("UPDATE staff_event SET kind = 'login'", "DELETE FROM staff_event"):
        with pytest.raises(Exception, match="only ever added"), desk.app_context(), database.transaction() as session:
            session.execute(text(statement))


def test_a_form_that_says_nothing_of_itself_is_on_record_all_the_same(desk, browser, log_in):
    from staff import rights

    desk.add_url_rule("/staff/stamp", "staff.stamp", lambda: "stamped", methods=["POST"])
    rights.NEEDS["stamp"] = rights.OFFICER
    try:
        log_in()
        browser.post("/staff/stamp", data={"csrf_token": token_in(browser.get("/staff/sales").text)})
    finally:
        del rights.NEEDS["stamp"]
    assert events(desk)[-1][0] == "deed"


def test_passwords_are_never_shorter_than_the_least(desk):
    with desk.app_context(), pytest.raises(access.ShortPassword), database.transaction() as session:
        access.create_user(session, "wati@pekalongan.test", "viewer", PASSWORD[:9])
