"""An order across two phones of the simulator, in a real browser, with the real bot and the real door."""

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from werkzeug.serving import make_server

import worker
from app import create_app
from tests.market import CATALOG, _OnlyThese, _QuietHandler

PAK_BUDI = "whatsapp:+6281200002001"
PATIENCE = 15_000  # milliseconds, for one answer


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Where the simulator of a market without Twilio listens; a worker delivers in the background."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    base = f"http://127.0.0.1:{port}"
    settings = _OnlyThese(
        database_url=f"sqlite:///{tmp_path}/market.db",
        queue_url=f"sqlite:///{tmp_path}/queue.db",
        media_url=str(tmp_path / "media"),
        public_base_url=base,
        port=port,
        secret_key="only for tests" * 3,
    )
    settings.twilio_auth_token = "a local token"
    app = create_app(settings)
    for arguments in (["db", "upgrade"], ["catalog", "import", str(CATALOG)]):
        assert app.test_cli_runner().invoke(args=arguments).exit_code == 0
    server = make_server("127.0.0.1", port, app, threaded=True, request_handler=_QuietHandler)
    stop = threading.Event()

    def deliver() -> None:
        while not stop.wait(0.05):
            worker.run_pending(app)

    threads = [threading.Thread(target=server.serve_forever), threading.Thread(target=deliver)]
    for thread in threads:
        thread.start()
    yield base
    stop.set()
    server.shutdown()
    for thread in threads:
        thread.join()
    server.server_close()


def says(phone: Locator, text: str) -> None:
    """Types and sends; waits until the answer is there."""
    phone.locator("textarea[name=text]").fill(text)
    answers = phone.locator('.bubble[data-direction="in"]')
    before = answers.count()
    phone.locator("button[name=send]").click()
    expect(answers.nth(before)).to_be_visible(timeout=PATIENCE)  # and perhaps a notice beside it


def last(phone: Locator) -> Locator:
    return phone.locator('.bubble[data-direction="in"]').last


def picks(page: Page, phone: Locator, address: str) -> None:
    phone.locator("button.pick-person").click()
    page.locator(f'.person[data-address="{address}"]').first.click()


def test_from_a_question_to_the_sales_log(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address + "/simulator/")
    sari, pak_budi = page.locator('[data-phone="left"]'), page.locator('[data-phone="right"]')
    picks(page, pak_budi, PAK_BUDI)
    says(pak_budi, "halo")

    says(sari, "ada kemeja mega mendung biru XL dibawah 200rb?")
    expect(last(sari)).to_contain_text("K0102")
    expect(last(sari).locator("img")).to_have_js_property("naturalWidth", 1080, timeout=PATIENCE)
    says(sari, "pesan K0102 XL 1")
    says(sari, "Sari Dewi")
    says(sari, "dikirim")
    says(sari, "Jl. Melati No 12 RT 03 RW 05, Kec. Pekalongan Barat, Kota Pekalongan 51117")
    says(sari, "transfer")
    sari.locator("button.option", has_text="Ya, pesan").last.click()
    expect(last(sari)).to_contain_text("P0001", timeout=PATIENCE)

    expect(last(pak_budi)).to_contain_text("P0001", timeout=PATIENCE)
    pak_budi.locator("button.option", has_text="Terima").last.click()
    expect(last(sari)).to_contain_text("001201000123501", timeout=PATIENCE)
    says(pak_budi, "resi P0001 JNE 0123456789")
    expect(last(sari)).to_contain_text("0123456789", timeout=PATIENCE)

    page.get_by_text("petugas contoh").first.click()
    expect(page.locator("table")).to_contain_text("P0001")
    page.close()
