"""The page in a real browser, with answers written by hand: what only JavaScript can get wrong."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import WSGIRequestHandler, make_server

import clock
import database
from messaging.content import Content, Option
from messaging.models import OutboundMessage
from tests.simulator.conftest import BU_WATI, SARI, open_stall
from tests.simulator.door import RecordingDoor

Write = Callable[..., OutboundMessage]


class _Quiet(WSGIRequestHandler):
    def log(self, *_: Any) -> None:
        pass


@pytest.fixture
def address(app: Flask, door: RecordingDoor) -> Iterator[str]:
    """Where the simulator listens."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/simulator/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The simulator, opened for the first time; an error of its JavaScript fails the test."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda line: problems.append(line.text) if "Content Security Policy" in line.text else None)
    page.goto(address)
    yield page
    page.close()
    assert problems == []


def left(page: Page, selector: str) -> Any:
    return page.locator(f'[data-phone="left"] {selector}')


def right(page: Page, selector: str) -> Any:
    return page.locator(f'[data-phone="right"] {selector}')


def test_words_go_out_and_come_back(page: Page, door: RecordingDoor, market_writes: Write) -> None:
    left(page, "textarea[name=text]").fill("ada <b>parang</b>?")
    left(page, "button[name=send]").click()

    mine = left(page, '.bubble[data-direction="out"]')
    expect(mine).to_contain_text("ada <b>parang</b>?")
    expect(mine).to_have_attribute("data-state", "read")
    assert door.forms[0]["Body"] == "ada <b>parang</b>?"
    answer = Content("Ada *dua* ~tiga~ <img src=x onerror=alert(1)>")
    market_writes(SARI, answer.to_json(), state="sent", sid="SM11", sent_at=clock.now())

    bubble = left(page, '.bubble[data-direction="in"]')
    expect(bubble.locator("strong")).to_have_text("dua")
    expect(bubble).to_contain_text("<img src=x onerror=alert(1)>")
    expect(bubble.locator("img")).to_have_count(0)


def test_a_list_opens_and_an_item_is_sent(page: Page, door: RecordingDoor, market_writes: Write) -> None:
    sizes = tuple(Option(f"answer:size:{size}", size) for size in ("S", "M", "L", "XL"))
    content = Content("Ukuran apa?", options=sizes, list_title="Pilih ukuran")
    market_writes(SARI, content.to_json(), state="sent", sid="SM11", sent_at=clock.now())

    left(page, "button.open-list").click()
    left(
        page,
        ".sheet button.option",
    ).nth(2).click()

    expect(left(page, '.bubble[data-direction="out"] .quote')).to_contain_text("Ukuran apa?")
    expect(left(page, ".sheet")).to_be_hidden()
    form = door.forms[0]
    assert (form["ListId"], form["ListTitle"]) == ("answer:size:L", "L")
    assert form["OriginalRepliedMessageSid"] == "SM11"


def test_a_message_is_answered_by_quoting_it(page: Page, door: RecordingDoor, market_writes: Write) -> None:
    market_writes(SARI, Content("K0001 masih ada").to_json(), state="sent", sid="SM11", sent_at=clock.now())

    left(page, ".bubble").hover()
    left(page, "button.more").click()
    left(page, "textarea[name=text]").fill("mau")
    left(page, "textarea[name=text]").press("Enter")

    expect(left(page, ".bubble .quote")).to_contain_text("K0001 masih ada")
    assert door.forms[0]["OriginalRepliedMessageSid"] == "SM11"


def test_what_failed_can_be_sent_again(page: Page, door: RecordingDoor) -> None:
    door.status = 503
    left(page, "textarea[name=text]").fill("halo")
    left(page, "textarea[name=text]").press("Enter")
    expect(left(page, ".failure")).to_contain_text("sibuk")

    door.status = 200
    left(page, ".failure").click()

    expect(left(page, ".bubble")).to_have_attribute("data-state", "read")
    expect(left(page, ".bubble")).to_have_count(1)


def test_a_stall_that_may_not_be_written_to_greets_first(page: Page, door: RecordingDoor, market_writes: Write) -> None:
    market_writes(BU_WATI, Content("Pesanan baru P0001").to_json(), state="waiting", kind="notice")

    expect(right(page, ".held")).to_contain_text("1 pesan menunggu")
    right(page, ".held button").click()

    expect(right(page, '.bubble[data-direction="out"]')).to_contain_text("halo")
    assert door.forms[0]["From"] == BU_WATI


def test_somebody_else_takes_a_phone(page: Page, door: RecordingDoor) -> None:
    left(page, "button.pick-person").click()
    page.locator(".picker input").fill("wati")
    page.locator(".picker .person", has_text="Batik Bu Wati").click()
    expect(left(page, "button.pick-person")).to_contain_text("Batik Bu Wati")
    expect(left(page, "button.recent")).to_have_attribute("aria-label", "Sari")

    page.reload()

    expect(left(page, "button.pick-person")).to_contain_text("Batik Bu Wati")


def test_the_stall_that_gets_an_order_gets_the_phone_beside(app: Flask, page: Page, market_writes: Write) -> None:
    with database.transaction() as session:
        open_stall(session, "+6281100010003", "Batik Mas Anton")
    expect(right(page, "button.pick-person")).to_contain_text("Batik Bu Wati")

    market_writes(
        "whatsapp:+6281100010003",
        Content("Pesanan P0001").to_json(),
        state="sent",
        sid="SM11",
        kind="notice",
        sent_at=clock.now(),
    )

    expect(right(page, "button.pick-person")).to_contain_text("Batik Mas Anton")
    expect(right(page, ".bubble")).to_contain_text("P0001")
    right(page, "textarea[name=text]").fill(
        "teri"
    )  # she is writing: another stall's news takes the phone away from nobody
    market_writes(
        BU_WATI, Content("Pesanan P0002").to_json(), state="sent", sid="SM12", kind="notice", sent_at=clock.now()
    )

    expect(page.locator(".toast")).to_contain_text("Batik Bu Wati")
    expect(right(page, "button.pick-person")).to_contain_text("Batik Mas Anton")


def test_on_a_small_screen_one_phone_at_a_time(page: Page, market_writes: Write) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    expect(right(page, ".phone")).to_be_hidden()
    market_writes(BU_WATI, Content("Halo").to_json(), state="sent", sid="SM11", sent_at=clock.now())

    expect(page.locator("[data-tab=right] .dot")).to_have_text("1")
    page.locator("[data-tab=right]").click()

    expect(right(page, ".bubble")).to_contain_text("Halo")
    expect(page.locator("[data-tab=right] .dot")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
