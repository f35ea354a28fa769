"""Who may open which page: every route of the desk, walked with every role."""

import pytest

from staff import rights
from tests.staff.conftest import DEWI, JOKO, RINA, token_in

EMAIL = {None: None, "viewer": JOKO, "officer": RINA, "admin": DEWI}
GRADE = {None: 0, "viewer": 1, "officer": 2, "admin": 3}
EXAMPLES = {"number": "P0001", "path:_anything": "nowhere-at-all", "int:seller_id": "1", "code": "K0101"}
CHANGES_THE_SESSION = {"staff.login", "staff.logout", "staff.language"}


def pages(desk):
    """Endpoint, method and an example's address, for every route of the desk."""
    for rule in desk.url_map.iter_rules():
        if rule.endpoint.startswith("staff."):
            address = rule.rule
            for name, example in EXAMPLES.items():
                address = address.replace(f"<{name}>", example)
            assert "<" not in address, f"teach this test an example for {rule}"
            for method in sorted(rule.methods & {"GET", "POST"}):
                yield rule.endpoint, method, address


def test_every_page_stands_in_the_table_and_the_table_names_no_other(desk):
    there = {endpoint.removeprefix("staff.") for endpoint, _, _ in pages(desk)}
    assert there == set(rights.NEEDS) | rights.WITHOUT_LOGIN
    assert not set(rights.NEEDS) & rights.WITHOUT_LOGIN


@pytest.mark.parametrize("role", EMAIL)
def test_each_role_opens_what_the_table_says_and_nothing_more(desk, browser, log_in, sold, role):
    if role:
        log_in(EMAIL[role])
    token = token_in(browser.get("/staff/sales" if role else "/staff/login").text)
    for endpoint, method, address in pages(desk):
        if endpoint in CHANGES_THE_SESSION:
            continue
        needed = rights.needed(endpoint)
        answer = browser.open(address, method=method, data={"csrf_token": token} if method == "POST" else None)
        if role is None:
            assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, "/staff/login"), address
            assert "Kemeja" not in answer.text
        elif GRADE[role] < GRADE[needed]:
            assert answer.status_code == 403, (role, method, address)
        else:
            assert answer.status_code not in (401, 403, 405, 500), (role, method, address)
        answer.close()  # files are written while they are read


def test_no_form_counts_without_its_token(desk, browser, log_in, sold):
    log_in(DEWI)
    for _, method, address in pages(desk):
        if method == "POST":
            assert browser.post(address).status_code == 400, address


def test_a_page_that_the_table_forgot_is_opened_by_nobody(desk, browser, log_in):
    desk.add_url_rule("/staff/forgotten", "staff.forgotten", lambda: "open")
    log_in(DEWI)
    assert browser.get("/staff/forgotten").status_code == 403
